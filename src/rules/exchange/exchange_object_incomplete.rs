//! `exchange-object-incomplete`: a new object without what it can't be made without.

use super::object::{INBOUND, OUTBOUND, Object, POLICIES, RELATIONSHIPS, REMOTE};
use crate::diagnostics::{Findings, RuleInfo, Severity};
use crate::diff::{Action, Change};
use crate::rules::{Rule, TenantCase};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "exchange-object-incomplete",
    default: Some(Severity::Warning),
    summary: "A new relationship, policy, connector or remote domain lacks what it needs.",
    explanation: "An object that exists may be stated in part. One that is to be made needs its \
                  domains, and a connector its type: no default is documented for that. Nothing is \
                  recorded of this object yet; if it exists in the service already, accept the \
                  finding.",
    fact: "New-OrganizationRelationship -DomainNames, New-SharingPolicy -Domains, \
           New-InboundConnector -SenderDomains, New-RemoteDomain -DomainName: required",
    fault: false,
};

pub(in crate::rules) struct ExchangeObjectIncomplete;
pub(in crate::rules) static RULE: ExchangeObjectIncomplete = ExchangeObjectIncomplete;

/// What each kind needs; of the settings in one group, one is enough.
const NEEDS: &[(&str, &[&[&str]])] = &[
    (RELATIONSHIPS, &[&["domains"]]),
    (
        POLICIES,
        &[&[
            "free_busy_simple",
            "free_busy_detail",
            "free_busy_reviewer",
            "contacts",
        ]],
    ),
    (INBOUND, &[&["connector_type"], &["sender_domains"]]),
    (OUTBOUND, &[&["connector_type"]]),
    (REMOTE, &[&["domain"]]),
];

/// Objects that every tenant has.
const BUILT_IN: [&str; 2] = ["Default", "Default Sharing Policy"];

impl Rule for ExchangeObjectIncomplete {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn change(&self, case: &TenantCase<'_>, change: &Change, findings: &mut Findings) {
        if change.action != Action::Create || !change.key.is_object() {
            return;
        }
        let declared = change.key.declared();
        let needs = NEEDS.iter().find(|(kind, _)| *kind == declared);
        let Some((kind, groups)) = needs else { return };
        let objects = Object::all(case, kind);
        let object = objects.iter().find(|o| o.is(&change.key));
        let Some(object) = object.filter(|o| !BUILT_IN.contains(&o.name())) else {
            return;
        };
        let missing: Vec<String> = groups
            .iter()
            .filter(|group| group.iter().all(|setting| object.lacks(setting)))
            .map(|group| words::or(group))
            .collect();
        if missing.is_empty() {
            return;
        }
        findings.push(
            crate::diagnostics::Finding::new(
                &INFO,
                format!("{} can't be made without {}", object.name(), words::and(&missing)),
            )
            .at(object.span(), "incomplete")
            .about(object.own_address())
            .about_change()
            .advice("state it, or accept the finding if the object exists already"),
        );
    }
}
