//! How the recorded state and its history look.

use std::collections::BTreeMap;

use super::layout::{GAP, hanging, hanging_in, left_right, shown, table, width};
use super::terminal::{Symbol, style};
use super::{Terminal, proof, words as value_words};
use crate::diff::{Action, Change};
use crate::model::{Name, SettingKey};
use crate::state::{
    Known, RecordedPartner, RecordedSetting, RecordedTenant, Report, State, Summary, Version,
};
use crate::text::words;

/// Longest text of a person that is shown whole.
const TEXT: usize = 400;

/// One version: every tenant with its settings.
#[must_use]
pub fn show(
    version: Option<&Version>,
    tenants: &BTreeMap<Name, RecordedTenant>,
    partners: &BTreeMap<Name, RecordedPartner>,
    terminal: &Terminal,
) -> String {
    let Some(version) = version else {
        return nothing(terminal);
    };
    let mut out = format!("{}\n", head(version, terminal));
    for (name, tenant) in tenants {
        out.push('\n');
        out.push_str(&one_tenant(name, tenant, terminal));
    }
    if !partners.is_empty() {
        out.push_str(&format!(
            "\n{}\n",
            terminal.paint(style::HEADING, "Partners")
        ));
        for (name, partner) in partners {
            let domains = value_words::set(&partner.identity.domains, terminal);
            out.push_str(&hanging(&format!("  {name}  "), &domains, terminal));
        }
    }
    out
}

/// What there is to say before the first version.
#[must_use]
pub fn nothing(terminal: &Terminal) -> String {
    let text = "Nothing is recorded yet: guestlist apply records the first version.";
    hanging("", text, terminal)
}

fn head(version: &Version, terminal: &Terminal) -> String {
    let title = format!("Version {}", version.serial);
    format!(
        "{} of {}",
        terminal.paint(style::HEADING, &title),
        day(version)
    )
}

fn day(version: &Version) -> String {
    version.time.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

fn one_tenant(name: &Name, tenant: &RecordedTenant, terminal: &Terminal) -> String {
    let title = terminal.paint(style::HEADING, name.as_str());
    let display = tenant.identity.display_name.as_deref().unwrap_or_default();
    let display = shown(display, TEXT, terminal);
    let mut out = hanging_in(style::HEADING, &format!("{title}  "), &display, terminal);
    let domains = value_words::set(&tenant.identity.domains, terminal);
    out.push_str(&hanging("  domains  ", &domains, terminal));
    for (key, setting) in &tenant.settings {
        out.push_str(&one_setting(key, setting, terminal));
    }
    out
}

fn one_setting(key: &SettingKey, setting: &RecordedSetting, terminal: &Terminal) -> String {
    let day = setting.since.strftime("%Y-%m-%d");
    let known = match (setting.managed, setting.known) {
        (false, _) => format!("left behind, as of {day}"),
        (true, Known::Requested) => format!("requested {day}"),
        (true, Known::Observed) => match &setting.seen {
            Some(seen) => format!("observed {}", seen.time.strftime("%Y-%m-%d")),
            None => format!("observed {day}"),
        },
    };
    let value = value_words::value(&setting.value, terminal);
    let known = terminal.paint(style::PATH, &known);
    let line = format!("{key}  {value}");
    if 2 + width(&line) + GAP + width(&known) <= terminal.columns() {
        return left_right(2, &line, &known, terminal);
    }
    format!(
        "  {key}\n{}",
        proof::line("      ", &value, &known, terminal)
    )
}

/// The recorded tenants.
#[must_use]
pub fn list(state: &State, terminal: &Terminal) -> String {
    if state.head().is_none() {
        return nothing(terminal);
    }
    let rows = state.tenants().iter().map(|(name, tenant)| {
        let settings = usize::try_from(tenant.managed).unwrap_or(usize::MAX);
        let behind = usize::try_from(tenant.released).unwrap_or(usize::MAX);
        let mut what = words::count(settings, "setting");
        if behind > 0 {
            what.push_str(&format!(", {} left behind", words::thousands(behind)));
        }
        vec![name.to_string(), what]
    });
    table(0, &rows.collect::<Vec<_>>(), terminal)
}

/// Every version, the newest first.
#[must_use]
pub fn log(versions: &[Version], terminal: &Terminal) -> String {
    if versions.is_empty() {
        return nothing(terminal);
    }
    let entries: Vec<String> = versions.iter().map(|v| entry(v, terminal)).collect();
    entries.join("\n")
}

fn entry(version: &Version, terminal: &Terminal) -> String {
    let author = shown(&version.author, TEXT, terminal);
    let mut out = left_right(0, &head(version, terminal), &author, terminal);
    let mut what = format!("{}: {}", version.kind, summary(version.summary));
    if let Some(restored) = version.restored {
        what.push_str(&format!(", the same as version {restored}"));
    }
    // Settings that count and belong to no tenant are those of partners.
    let only_partners = version.moved.is_empty() && version.summary != Summary::default();
    let whose = match only_partners {
        true => "partners".to_owned(),
        false => words::count(version.moved.len(), "tenant"),
    };
    what.push_str(&format!(" · {whose}"));
    if let Some(config) = &version.config {
        let short: String = config.commit.chars().take(12).collect();
        let dirty = if config.clean {
            ""
        } else {
            " with uncommitted changes"
        };
        what.push_str(&format!(" · {}{dirty}", shown(&short, TEXT, terminal)));
    }
    out.push_str(&hanging("  ", &what, terminal));
    if let Some(message) = &version.message {
        out.push_str(&hanging("  ", &shown(message, TEXT, terminal), terminal));
    }
    out
}

fn summary(summary: Summary) -> String {
    let parts = [
        (summary.create, "new"),
        (summary.update, "changed"),
        (summary.delete, "deleted"),
        (summary.forget, "forgotten"),
    ];
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts
        .map(|(n, word)| {
            format!(
                "{} {word}",
                words::thousands(usize::try_from(*n).unwrap_or(usize::MAX))
            )
        })
        .collect();
    if parts.is_empty() {
        "no setting changed".to_owned()
    } else {
        parts.join(", ")
    }
}

/// One version: who, when, why, and what it changed.
#[must_use]
pub fn version(version: &Version, changes: &[Change], terminal: &Terminal) -> String {
    let mut out = entry(version, terminal);
    out.push_str(&hanging(
        "  digest   ",
        &version.digest.to_string(),
        terminal,
    ));
    if let Some(previous) = &version.previous {
        out.push_str(&hanging("  follows  ", &previous.to_string(), terminal));
    }
    if !changes.is_empty() {
        out.push('\n');
    }
    for change in changes {
        out.push_str(&one_change(change, terminal));
    }
    out
}

fn one_change(change: &Change, terminal: &Terminal) -> String {
    let value = |v: Option<&crate::model::Value>| {
        v.map_or_else(
            || "not recorded".to_owned(),
            |v| value_words::value(v, terminal),
        )
    };
    let (before, after) = (value(change.before.as_ref()), value(change.after.as_ref()));
    let arrow = if terminal.unicode { "→" } else { "->" };
    let what = match change.action {
        Action::Create => after,
        Action::Forget if change.partner().is_some() => format!("{before} {arrow} not stated"),
        Action::Forget => format!("forgotten; {before} stays behind"),
        Action::Delete => format!("{before} {arrow} deleted"),
        Action::Update => format!("{before} {arrow} {after}"),
    };
    let address = format!("{}  ", change.address());
    let mut out = match width(&address) + width(&what) <= terminal.columns() {
        true => format!("{address}{what}\n"),
        false => format!(
            "{}\n{}",
            address.trim_end(),
            hanging("    ", &what, terminal)
        ),
    };
    for (sign, list, style) in [
        ("+", change.added(), style::ADDED),
        ("-", change.removed(), style::REMOVED),
    ] {
        if change.action == Action::Update && !list.is_empty() {
            let names = words::some(&list, 6);
            out.push_str(&hanging(
                &format!("    {} ", terminal.paint(style, sign)),
                &names,
                terminal,
            ));
        }
    }
    out
}

/// What a check of the whole state found.
#[must_use]
pub fn report(report: &Report, terminal: &Terminal) -> String {
    let mut out = String::new();
    for damage in &report.damage {
        let mark = terminal.symbol(Symbol::Error);
        let file = shown(&damage.file, TEXT, terminal);
        out.push_str(&hanging(
            &format!("{mark} "),
            &format!("{file} {}", damage.problem),
            terminal,
        ));
        out.push_str(&hanging("    intact  ", &damage.intact, terminal));
        out.push_str(&advice(&damage.advice, terminal));
        out.push('\n');
    }
    let checked = format!(
        "{} and {} checked",
        words::count(report.entries, "version"),
        words::count(report.objects, "object")
    );
    if !report.damage.is_empty() {
        let number = words::count(report.damage.len(), "problem");
        out.push_str(&hanging("", &format!("{number}; {checked}."), terminal));
        return out;
    }
    let Some(head) = &report.head else {
        return nothing(terminal);
    };
    let mark = terminal.symbol(Symbol::Good);
    out.push_str(&hanging(
        &format!("{mark} "),
        &format!("Intact: {checked}."),
        terminal,
    ));
    out.push_str(&hanging(
        "  newest  ",
        &format!("version {} of {}", head.serial, day(head)),
        terminal,
    ));
    out.push_str(&hanging("  digest  ", &head.digest.to_string(), terminal));
    if let Some(known) = report.known_head {
        out.push_str(&hanging(
            "  --head  ",
            &format!("is version {known}"),
            terminal,
        ));
    }
    if report.unnamed + report.unfinished > 0 {
        let kinds = [
            (report.unnamed, "object"),
            (report.unfinished, "unfinished file"),
        ];
        let found = kinds.into_iter().filter(|(number, _)| *number > 0);
        let found: Vec<String> = found.map(|(n, name)| words::count(n, name)).collect();
        let text = format!("{} that no version names: no damage", words::and(&found));
        out.push_str(&hanging("  besides ", &text, terminal));
    }
    out
}

/// Advice with commands on lines of their own.
fn advice(text: &str, terminal: &Terminal) -> String {
    let lines = text.lines().enumerate().map(|(at, line)| {
        let first = if at == 0 {
            "    to do   "
        } else {
            "            "
        };
        hanging(first, line.trim(), terminal)
    });
    lines.collect()
}
