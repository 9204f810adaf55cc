//! `invitation-list-discarded`: an allow list of invitation domains gives way to a deny list, or the
//! other way round.

use super::{ALLOWED, BLOCKED};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::Change;
use crate::model::{Value, ValueSet};
use crate::rules::{Rule, TenantCase, View};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "invitation-list-discarded",
    default: Some(Severity::Warning),
    summary: "The list of invitation domains changes its kind, and the old list is lost.",
    explanation: "Entra ID keeps one list of invitation domains: those that may be invited, or those \
                  that may not. Changing from one kind to the other discards the old entries; the \
                  service keeps no copy. The finding names them. guestlist's recorded state keeps \
                  them: guestlist show --at SERIAL prints an earlier version.",
    fact: "Allow or block invites to specific organizations: switching discards the old list",
    fault: false,
};

pub(in crate::rules) struct InvitationListDiscarded;
pub(in crate::rules) static RULE: InvitationListDiscarded = InvitationListDiscarded;

impl Rule for InvitationListDiscarded {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn change(&self, case: &TenantCase<'_>, change: &Change, findings: &mut Findings) {
        // Both lists may change in one plan: told once, with the first.
        let mut both = case.changes.iter().map(|c| &c.key);
        if both.find(|key| [&ALLOWED, &BLOCKED].contains(key)) != Some(&change.key) {
            return;
        }
        let (before, after) = (lists(&case.before()), lists(&case.view()));
        let (Some((was_allow, was_deny)), Some((is_allow, is_deny))) = (before, after) else {
            return;
        };
        let (kind, lost, new) = match (was_allow, was_deny.is_empty()) {
            (Some(allow), true) if !is_deny.is_empty() => ("allow", allow, "deny"),
            (None, false) if is_allow.is_some() => ("deny", was_deny, "allow"),
            _ => return,
        };
        if lost.is_empty() {
            return;
        }
        let names: Vec<&str> = lost.iter().collect();
        let message = format!(
            "{} gets {} {new} list of invitation domains; the {kind} list is discarded",
            case.tenant.name,
            if new == "allow" { "an" } else { "a" },
        );
        findings.push(
            Finding::new(&INFO, message)
                .at(case.place(&change.key), format!("the {new} list"))
                .about(case.address(&change.key))
                .about_change()
                .detail(format!(
                    "Lost: {} ({}).",
                    words::count(lost.len(), "domain"),
                    words::some(&names, 10)
                ))
                .advice("keep the entries elsewhere if they may be wanted again"),
        );
    }
}

/// The allow list, if there is one, and the deny list.
fn lists(view: &View<'_>) -> Option<(Option<ValueSet>, ValueSet)> {
    let allow = match view.effective(&ALLOWED).value? {
        Value::Text(word) if word == "all" => None,
        Value::Set(set) => Some(set),
        _ => Some(ValueSet::empty()),
    };
    Some((allow, view.set(&BLOCKED)?))
}
