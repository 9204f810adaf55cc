//! `entry-without-expiry`: an entry that does not say until when it is wanted.

use super::notes::Wanted;
use super::{Context, EntryCase, ObjectCase, Rule};
use crate::diagnostics::{Findings, RuleInfo};
use crate::model::configuration::Partner;

static INFO: RuleInfo = RuleInfo {
    id: "entry-without-expiry",
    default: None,
    summary: "An entry or partner does not say until when it is wanted.",
    explanation: "An entry with an end is looked at again; one without stays for ever. Off \
                  until set under rules. Every domain, list file, tenant and partner is asked once: entries of a named list are \
                  judged in that list, a list file by the entry that names it, and - partner: NAME \
                  by the partner.",
    fact: "",
    fault: false,
};

static WANTED: Wanted = Wanted {
    info: &INFO,
    of_partner: |partner| &partner.spec.expires,
    of_entry: |notes| &notes.expires,
    of_object: |notes| notes.expires,
    lacks: "does not say until when it is wanted",
    example: "expires: 2027-03-31",
};

pub(super) struct EntryWithoutExpiry;
pub(super) static RULE: EntryWithoutExpiry = EntryWithoutExpiry;

impl Rule for EntryWithoutExpiry {
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
