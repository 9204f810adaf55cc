//! The one place where weight, acceptance and what counts as news are decided.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

use super::accept_unused::Reason as Unused;
use super::{Context, Guards, all, find};
use crate::diagnostics::{
    Acceptance, FIXED_SEVERITY, Finding, Findings, RuleInfo, Severity, UNKNOWN_RULE,
};
use crate::diff::Change;
use crate::model::configuration::{AcceptScope, AcceptedRule};
use crate::model::{Address, Configuration, Domain};
use crate::text::words;

/// Checks `rules:` and every `accept` against the rules that exist.
pub fn check_settings(config: &Configuration, findings: &mut Findings) {
    for (id, setting) in &config.rules {
        let Some(info) = find(id) else {
            findings.push(unknown(id, setting.span));
            continue;
        };
        let wanted = setting.value.severity();
        if info.is_fixed() && wanted != Some(Severity::Error) {
            findings.push(
                Finding::new(&FIXED_SEVERITY, format!("{id} is always an error"))
                    .at(setting.span, "can't be set lower")
                    .advice("delete this line"),
            );
        }
    }
    for accept in &config.accepts {
        let id = accept.rule.value.as_str();
        match find(id) {
            None => findings.push(unknown(id, accept.rule.span)),
            Some(info) if severity(Guards::of(config), info) == Some(Severity::Error) => findings
                .push(
                    Finding::new(
                        &FIXED_SEVERITY,
                        format!("{id} is an error and can't be accepted"),
                    )
                    .at(accept.rule.span, "an error")
                    .advice("put right what it reports, or delete this accept"),
                ),
            Some(_) => {}
        }
    }
}

fn unknown(id: &str, span: crate::text::Span) -> Finding {
    let finding =
        Finding::new(&UNKNOWN_RULE, format!("there is no rule \"{id}\"")).at(span, "not a rule");
    match words::nearest(id, all().map(|r| r.id)) {
        Some(near) => finding.fix(near, "did you mean this one?"),
        None => finding.advice("guestlist rules prints all rules"),
    }
}

/// A rule's weight here; `None` is off.
pub(super) fn severity(guards: Guards<'_>, info: &RuleInfo) -> Option<Severity> {
    match guards.rules.get(info.id) {
        Some(setting) if !info.fault && info.default != Some(Severity::Error) => {
            setting.value.severity()
        }
        _ => info.default,
    }
}

/// Gives findings their weight, marks what is accepted, drops what is off, and adds a note for
/// every accept that matches nothing.
#[must_use]
pub fn finish(context: Context<'_>, findings: Vec<Finding>, whole: bool) -> Vec<Finding> {
    let (config, guards) = (context.config, context.guards);
    let mut by_rule: HashMap<&str, Vec<&AcceptedRule>> = HashMap::new();
    for accept in guards.accepts {
        by_rule
            .entry(accept.rule.value.as_str())
            .or_default()
            .push(accept);
    }
    let mut used = BTreeSet::new();
    // One address of each rule that somebody tried to accept, to say where it does report something.
    let mut examples: HashMap<&str, Option<String>> = HashMap::new();
    let mut out = Vec::with_capacity(findings.len());
    for mut finding in findings {
        let Some(severity) = severity(guards, finding.rule) else {
            continue;
        };
        finding.severity = severity;
        if severity != Severity::Error {
            let candidates = by_rule
                .get(finding.rule.id)
                .map(Vec::as_slice)
                .unwrap_or_default();
            if !candidates.is_empty() {
                let example = examples.entry(finding.rule.id).or_default();
                *example = example.take().or_else(|| finding.address.clone());
            }
            let about: Vec<&&AcceptedRule> = candidates
                .iter()
                .filter(|a| covers(config, a, &finding))
                .collect();
            used.extend(about.iter().map(|a| a.span));
            let valid = about.iter().find(|a| is_valid(a.expires, context.today));
            finding.accepted = valid.map(|accept| Acceptance {
                reason: accept.reason.clone(),
                span: accept.span,
            });
        }
        out.push(finding);
    }
    if let (true, Some(severity)) = (whole, severity(guards, &super::accept_unused::INFO)) {
        let known = guards
            .accepts
            .iter()
            .filter(|a| find(&a.rule.value).is_some_and(|rule| !rule.fault));
        out.extend(known.filter_map(|accept| {
            let why = unused(accept, &used, &examples, context.today)?;
            let mut finding = super::accept_unused::finding(config, accept, &why);
            finding.severity = severity;
            Some(finding)
        }));
    }
    out
}

/// Why an accept matches nothing, if so.
fn unused(
    accept: &AcceptedRule,
    used: &BTreeSet<crate::text::Span>,
    examples: &HashMap<&str, Option<String>>,
    today: Date,
) -> Option<Unused> {
    let rule = accept.rule.value.as_str();
    if let Some(last) = accept.expires.filter(|last| *last < today) {
        return Some(Unused::Expired {
            last,
            counts_again: used.contains(&accept.span),
        });
    }
    if used.contains(&accept.span) || super::only_in_plans(rule) {
        return None;
    }
    Some(match examples.get(rule) {
        Some(example) => Unused::Elsewhere(example.clone()),
        None => Unused::NoFinding,
    })
}

/// The last valid day counts.
fn is_valid(expires: Option<Date>, today: Date) -> bool {
    expires.is_none_or(|last| today <= last)
}

/// Whether an accept is about a finding.
fn covers(config: &Configuration, accept: &AcceptedRule, finding: &Finding) -> bool {
    let address: Option<Address> = finding.address.as_deref().and_then(|a| a.parse().ok());
    let first = address.as_ref().map(Address::first);
    let in_scope = match &accept.scope {
        AcceptScope::Workspace => first.is_none_or(|word| !config.tenants.contains_key(word)),
        AcceptScope::Tenant(name) => first == Some(name.as_str()),
        AcceptScope::Baseline(name) => {
            let used = |t: &crate::model::configuration::Tenant| t.baselines.contains(name);
            let own = address
                .as_ref()
                .is_some_and(|a| Address::root("baselines").child(name).covers(a));
            own || first
                .and_then(|word| config.tenants.get(word))
                .is_some_and(used)
        }
    };
    in_scope
        && accept.address.as_ref().is_none_or(|prefix| {
            address
                .as_ref()
                .is_some_and(|address| prefix.value.covers(address))
        })
}

/// Tells news from what stands: a finding is about a change if it exists only because of one, if a
/// setting that it rests on changes, or if it is about an entry of a shared list that comes or goes
/// somewhere.
#[must_use]
pub fn split(findings: Vec<Finding>, changes: &[Change]) -> (Vec<Finding>, Vec<Finding>) {
    let mut changed: BTreeMap<String, ()> = BTreeMap::new();
    for change in changes {
        changed.insert(change.address().to_string(), ());
    }
    let entries = changed_entries(&findings, changes, |c| [c.added(), c.removed()].concat());
    let is_news = |finding: &Finding| {
        finding.about_change
            || shared_entry(finding).is_some_and(|entry| entries.contains(&entry))
            || finding
                .address
                .iter()
                .chain(&finding.rests_on)
                .any(|address| changed.contains_key(without_element(address)))
    };
    findings
        .into_iter()
        .partition(|f| f.severity == Severity::Error || is_news(f))
}

/// Tells findings about an entry of a shared list or baseline that comes in somewhere by a change.
pub fn coming_in(findings: &[Finding], changes: &[Change]) -> impl Fn(&Finding) -> bool + use<> {
    let entries = changed_entries(findings, changes, Change::added);
    move |finding| shared_entry(finding).is_some_and(|entry| entries.contains(&entry))
}

/// Those entries of shared lists, among what the findings are about, that move in a change.
fn changed_entries<'c>(
    findings: &[Finding],
    changes: &'c [Change],
    moved: impl Fn(&'c Change) -> Vec<&'c str>,
) -> HashSet<String> {
    let wanted: HashSet<String> = findings.iter().filter_map(shared_entry).collect();
    let mut changed = HashSet::new();
    if !wanted.is_empty() {
        // Changes that share both sets bring the same words.
        let mut seen = HashSet::new();
        let mut is_new = |change: &Change| change.sets().is_none_or(|sets| seen.insert(sets));
        let of_tenants = changes.iter().filter(|c| c.tenant().is_some());
        for change in of_tenants.filter(|c| is_new(c)) {
            let words = moved(change).into_iter();
            changed.extend(words.filter(|w| wanted.contains(*w)).map(str::to_owned));
        }
    }
    changed
}

/// The domain, as it is compared, of a finding about an entry of a named list or baseline.
fn shared_entry(finding: &Finding) -> Option<String> {
    let address: Address = finding.address.as_deref()?.parse().ok()?;
    let is_shared = matches!(address.first(), "lists" | "baselines");
    let entry = address.last_element().filter(|_| is_shared)?;
    let domain = Domain::parse(entry).ok()?;
    Some(domain.as_str().to_owned())
}

/// `contoso.external_access.allowed_domains[a.com]` without its entry.
#[must_use]
pub fn without_element(address: &str) -> &str {
    match address.strip_suffix(']') {
        Some(_) => address.rfind('[').map_or(address, |at| &address[..at]),
        None => address,
    }
}
