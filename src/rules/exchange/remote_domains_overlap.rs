//! `remote-domains-overlap`: two remote domains that stand for the same mail.

use std::collections::BTreeMap;

use super::object::{Object, REMOTE, and_above};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::Value;
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
        let mut by_domain: BTreeMap<String, &Object<'_>> = BTreeMap::new();
        for object in &objects {
            let Some(domain) = domain(object) else {
                continue;
            };
            match by_domain.get(&domain) {
                Some(other) => {
                    let message =
                        format!("{} and {} both stand for {domain}", other.name(), object.name());
                    findings.push(finding(object, other, message));
                }
                None => {
                    by_domain.insert(domain, object);
                }
            }
        }
        for (domain, object) in &by_domain {
            let parent = domain.strip_prefix("*.").unwrap_or(domain);
            let wider = and_above(parent)
                .map(|above| format!("*.{above}"))
                .filter(|wider| wider != domain)
                .find_map(|wider| Some((by_domain.get(&wider)?, wider)));
            if let Some((other, wider)) = wider {
                let message = format!(
                    "{} ({wider}) and {} ({domain}) overlap",
                    other.name(),
                    object.name()
                );
                findings.push(finding(object, other, message));
            }
        }
    }
}

fn finding(object: &Object<'_>, other: &Object<'_>, message: String) -> Finding {
    object
        .finding(&INFO, "domain", message, "the one")
        .related(other.place("domain"), "the other")
        .rests_on(other.address("domain"))
        .detail("The more specific one is taken to win; that is not documented.")
        .advice("keep one of the two, or accept the finding")
}

/// The domain of a remote domain; the built-in one has `*` whatever files say.
fn domain(object: &Object<'_>) -> Option<String> {
    if object.name().eq_ignore_ascii_case("Default") {
        return Some("*".to_owned());
    }
    let value = object.value("domain");
    value.as_ref().and_then(Value::as_text).map(str::to_owned)
}
