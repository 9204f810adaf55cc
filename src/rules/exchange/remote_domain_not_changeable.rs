//! `remote-domain-not-changeable`: a remote domain that is to stand for another domain.

use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::{Action, Change};
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "remote-domain-not-changeable",
    default: Some(Severity::Warning),
    summary: "The domain of an existing remote domain changes.",
    explanation: "A remote domain keeps the domain with which it was made; Set-RemoteDomain has no \
                  parameter for it. To stand for another domain it must be removed and made anew: \
                  write NAME: absent and apply, then state it with the new domain; or give the new \
                  one another name.",
    fact: "Set-RemoteDomain: -DomainName is a parameter of New-RemoteDomain only",
    fault: false,
};

pub(in crate::rules) struct RemoteDomainNotChangeable;
pub(in crate::rules) static RULE: RemoteDomainNotChangeable = RemoteDomainNotChangeable;

impl Rule for RemoteDomainNotChangeable {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn change(&self, case: &TenantCase<'_>, change: &Change, findings: &mut Findings) {
        let is_domain = change.key.declared() == "exchange.remote_domains[].domain";
        let (true, Action::Update, Some(name)) =
            (is_domain, change.action, change.key.object_name())
        else {
            return;
        };
        let text = |value: &Option<crate::model::Value>| {
            let text = value.as_ref().and_then(crate::model::Value::as_text);
            text.unwrap_or_default().to_owned()
        };
        findings.push(
            Finding::new(
                &INFO,
                format!(
                    "{name} can't change from {} to {}",
                    text(&change.before),
                    text(&change.after)
                ),
            )
            .at(case.place(&change.key), "can't be changed")
            .about(case.address(&change.key))
            .about_change()
            .detail("A person must remove the remote domain and make it anew.")
            .advice("give the new one another name, and delete this one with absent"),
        );
    }
}
