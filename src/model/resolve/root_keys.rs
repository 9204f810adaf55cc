//! Keys that stand only in `guestlist.yaml`: the version, what it asks of guestlist, the state's place.

use std::path::Path;

use crate::diagnostics::{
    Finding, Findings, INVALID_VALUE, MISPLACED_KEY, MISSING_KEY, OUTSIDE_ROOT, RuleInfo,
    UNSUPPORTED_VERSION,
};
use crate::document::Map;
use crate::model::config::RuleSetting;
use crate::text::{Span, Spanned};

use super::ReadFile;

/// The first rule, or where the empty block stands.
fn rules_place(rules: &Spanned<Map<Spanned<RuleSetting>>>) -> Span {
    let first = rules.value.iter().next();
    first.map_or(rules.span, |(name, _)| name.span)
}

/// Keys that stand only in `guestlist.yaml`, and what they must say there.
///
/// The answer is whether the place of the state is known.
pub(super) fn check(file: &ReadFile, findings: &mut Findings) -> bool {
    let config = &file.config;
    if !file.is_root {
        let misplaced = [
            ("version", config.version.as_ref().map(|v| v.span)),
            ("requires", config.requires.as_ref().map(|v| v.span)),
            ("state", config.state.as_ref().map(|v| v.span)),
            ("capabilities", config.capabilities.as_ref().map(|v| v.span)),
            ("rules", config.rules.as_ref().map(rules_place)),
            (
                "values_seen_within",
                config.values_seen_within.as_ref().map(|v| v.span),
            ),
        ];
        for (key, span) in misplaced {
            if let Some(span) = span {
                findings.push(
                    Finding::new(
                        &MISPLACED_KEY,
                        format!("\"{key}\" stands only in guestlist.yaml"),
                    )
                    .at(span, "not in this file")
                    .advice(format!("move {key} to guestlist.yaml at the root")),
                );
            }
        }
        return true;
    }
    match &config.version {
        Some(version) if version.value == 1 => {}
        Some(version) => findings.push(
            Finding::new(
                &UNSUPPORTED_VERSION,
                format!(
                    "this guestlist does not know version {} of the files",
                    version.value
                ),
            )
            .at(version.span, "1 is the only version")
            .fix("version: 1", ""),
        ),
        None if file.poison.touches(&["version"]) => {}
        None => findings.push(
            Finding::new(&MISSING_KEY, "guestlist.yaml does not say its version")
                .at(Span::new(file.id, 0, 0), "")
                .fix("version: 1", "as the first line"),
        ),
    }
    if let Some(requires) = &config.requires {
        check_requires(requires, findings);
    }
    match &config.state {
        Some(state) => check_state(state, findings),
        None => !file.poison.touches(&["state"]),
    }
}

/// The state is a folder below the root: whoever reviews a change of the files must not wonder
/// where it makes guestlist write.
fn check_state(state: &Spanned<String>, findings: &mut Findings) -> bool {
    let text = state.value.as_str();
    let wrong = |rule: &'static RuleInfo, message: String| {
        Finding::new(rule, message)
            .at(state.span, "a folder below the root")
            .fix("state: .guestlist/state", "where it is kept unless stated")
    };
    let finding = if text.contains("://") {
        let message = "this version keeps the state in a folder, not behind a URL";
        wrong(&INVALID_VALUE, message.to_owned())
    } else if text.chars().any(char::is_control) || text.contains('\\') {
        wrong(&INVALID_VALUE, format!("\"{text}\" is not a path with /"))
    } else if Path::new(text).is_absolute() || text.split('/').any(|part| part == "..") {
        wrong(&OUTSIDE_ROOT, format!("{text} leads out of the workspace"))
    } else if text.split('/').all(|part| matches!(part.trim(), "" | ".")) {
        wrong(&INVALID_VALUE, "this names no folder of its own".to_owned())
    } else {
        return true;
    };
    findings.push(finding);
    false
}

/// `requires` against the version of this program.
fn check_requires(requires: &Spanned<String>, findings: &mut Findings) {
    const HERE: &str = env!("CARGO_PKG_VERSION");
    let Ok(range) = semver::VersionReq::parse(&requires.value) else {
        findings.push(
            Finding::new(
                &INVALID_VALUE,
                format!("\"{}\" is not a range of versions", requires.value),
            )
            .at(requires.span, "a range such as >=0.1, <2")
            .fix("requires: \">=0.1, <2\"", ""),
        );
        return;
    };
    let here = semver::Version::parse(HERE);
    if !here.is_ok_and(|here| range.matches(&here)) {
        findings.push(
            Finding::new(
                &UNSUPPORTED_VERSION,
                format!(
                    "this workspace asks for guestlist {}; this is {HERE}",
                    requires.value
                ),
            )
            .at(requires.span, "asked for here")
            .advice("use a guestlist of that range, or change requires"),
        );
    }
}
