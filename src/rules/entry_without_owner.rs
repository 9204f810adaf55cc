//! `entry-without-owner`: an entry that does not say who answers for it.

use super::notes::Wanted;
use super::{Context, EntryCase, ObjectCase, Rule};
use crate::diagnostics::{Findings, RuleInfo};
use crate::model::configuration::Partner;

static INFO: RuleInfo = RuleInfo {
    id: "entry-without-owner",
    default: None,
    summary: "An entry or partner does not say who answers for it.",
    explanation: "Somebody must be there to ask whether an entry is still wanted. Off until \
                  set under rules. Every domain, list file, tenant and partner is asked once: entries of a named list are \
                  judged in that list, a list file by the entry that names it, and - partner: NAME \
                  by the partner.",
    fact: "",
    fault: false,
};

static WANTED: Wanted = Wanted {
    info: &INFO,
    of_partner: |partner| &partner.spec.owner,
    of_entry: |notes| &notes.owner,
    of_object: |notes| notes.owner,
    lacks: "does not say who answers for it",
    example: "owner: ann@contoso.com",
};

pub(super) struct EntryWithoutOwner;
pub(super) static RULE: EntryWithoutOwner = EntryWithoutOwner;

impl Rule for EntryWithoutOwner {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn entry(&self, case: &EntryCase<'_>, findings: &mut Findings) {
        WANTED.entry(case, findings);
    }

    fn object(&self, _: Context<'_>, case: &ObjectCase<'_>, findings: &mut Findings) {
        WANTED.object(case, findings);
    }

    fn partner(&self, _: Context<'_>, partner: &Partner, findings: &mut Findings) {
        WANTED.partner(partner, findings);
    }
}
