//! `entry-without-reason`: an entry that does not say why it is there.

use super::notes::Wanted;
use super::{Context, EntryCase, ObjectCase, Rule};
use crate::diagnostics::{Findings, RuleInfo};
use crate::model::configuration::Partner;

static INFO: RuleInfo = RuleInfo {
    id: "entry-without-reason",
    default: None,
    summary: "An entry or partner does not say why it is there.",
    explanation: "Whoever cleans up next year must know why a domain is let in, or shut out. \
                  Off until set under rules. Every domain, list file, tenant and partner is asked once: entries of a named list are \
                  judged in that list, a list file by the entry that names it, and - partner: NAME \
                  by the partner.",
    fact: "",
    fault: false,
};

static WANTED: Wanted = Wanted {
    info: &INFO,
    of_partner: |partner| &partner.spec.reason,
    of_entry: |notes| &notes.reason,
    of_object: |notes| notes.reason,
    lacks: "does not say why it is there",
    example: "reason: Joint launch",
};

pub(super) struct EntryWithoutReason;
pub(super) static RULE: EntryWithoutReason = EntryWithoutReason;

impl Rule for EntryWithoutReason {
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
