//! `entry-expired`: an entry past its last valid day.

use super::{Context, EntryCase, ObjectCase, Rule};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::Address;
use crate::model::configuration::Partner;
use crate::text::Spanned;

static INFO: RuleInfo = RuleInfo {
    id: "entry-expired",
    default: Some(Severity::Warning),
    summary: "An entry, object or partner is past its last valid day.",
    explanation: "expires is the last day (UTC) on which an entry is wanted. guestlist never removes \
                  by itself: delete the entry, or write a later day and say why.",
    fact: "",
    fault: false,
};

pub(super) struct EntryExpired;
pub(super) static RULE: EntryExpired = EntryExpired;

impl Rule for EntryExpired {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn entry(&self, case: &EntryCase<'_>, findings: &mut Findings) {
        let expires = case.entry.notes.as_ref().and_then(|n| n.expires.as_ref());
        let address = case.holder.address().element(case.entry.word());
        check(case.context, expires, case.entry.word(), &address, findings);
    }

    fn object(&self, context: Context<'_>, case: &ObjectCase<'_>, findings: &mut Findings) {
        let expires = case.notes.expires;
        check(context, expires, case.name, &case.address(), findings);
    }

    fn partner(&self, context: Context<'_>, partner: &Partner, findings: &mut Findings) {
        let address = Address::root("partners").child(&partner.name);
        let expires = partner.spec.expires.as_ref();
        check(context, expires, partner.name.as_str(), &address, findings);
    }
}

fn check(
    context: Context<'_>,
    expires: Option<&Spanned<String>>,
    what: &str,
    address: &Address,
    findings: &mut Findings,
) {
    let Some(text) = expires else { return };
    // A day that is none is a fault of its own.
    let Ok(last) = text.value.parse() else { return };
    if context.today > last {
        findings.push(
            Finding::new(&INFO, format!("{what} was valid until {last}"))
                .at(text.span, "past")
                .about(address)
                .advice("delete the entry, or give it a later day and a reason"),
        );
    }
}
