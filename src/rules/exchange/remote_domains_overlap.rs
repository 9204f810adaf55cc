//! `remote-domains-overlap`: two remote domains that stand for the same mail.

use super::object::{Object, REMOTE};
use crate::diagnostics::{Findings, RuleInfo, Severity};
use crate::model::{Domain, Value};
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "remote-domains-overlap",
    default: Some(Severity::Warning),
    summary: "Two remote domains stand for the same recipients.",
    explanation: "Of two remote domains that fit a recipient the more specific one is taken to win, \
                  as everything wins over the built-in * of Default; Microsoft's pages do not say \
                  so. Of two with the same domain nobody can say which counts. Keep one for each \
                  domain, or make sure that the one for *.DOMAIN says what is meant where no other \
                  fits.",
    fact: "New-RemoteDomain -DomainName; that the most specific one wins is common knowledge",
    fault: false,
};

pub(in crate::rules) struct RemoteDomainsOverlap;
pub(in crate::rules) static RULE: RemoteDomainsOverlap = RemoteDomainsOverlap;

impl Rule for RemoteDomainsOverlap {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let objects = Object::all(case, REMOTE);
        let named: Vec<(&Object<'_>, String)> = objects
            .iter()
            .filter_map(|o| Some((o, domain(o)?)))
            .collect();
        for (at, (object, domain)) in named.iter().enumerate() {
            for (other, wider) in &named[..at] {
                if !overlap(domain, wider) {
                    continue;
                }
                let message = if domain == wider {
                    format!("{} and {} both stand for {domain}", other.name(), object.name())
                } else {
                    format!(
                        "{} ({wider}) and {} ({domain}) overlap",
                        other.name(),
                        object.name()
                    )
                };
                findings.push(
                    object
                        .finding(&INFO, "domain", message, "the one")
                        .related(other.place("domain"), "the other")
                        .rests_on(other.address("domain"))
                        .detail("The more specific one is taken to win; that is not documented.")
                        .advice("keep one of the two, or accept the finding"),
                );
            }
        }
    }
}

/// The domain of a remote domain; the built-in one has `*` whatever files say.
fn domain(object: &Object<'_>) -> Option<String> {
    if object.name().eq_ignore_ascii_case("Default") {
        return Some("*".to_owned());
    }
    let value = object.value("domain");
    value.as_ref().and_then(Value::as_text).map(str::to_owned)
}

/// Whether two fit the same recipient; what `*` and one other have in common is as it should be.
fn overlap(a: &str, b: &str) -> bool {
    let parent = |entry: &str| entry.strip_prefix("*.").unwrap_or(entry).to_owned();
    let holds = |wide: &str, narrow: &str| {
        wide != "*" && narrow != "*" && Domain::mail_covers(wide, &parent(narrow))
    };
    a == b || holds(a, b) || holds(b, a)
}
