//! `domain-on-both-lists`: a domain that is allowed and blocked.

use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::ValueSet;
use crate::model::federation::{ALLOWED, BLOCKED};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "domain-on-both-lists",
    default: Some(Severity::Warning),
    summary: "A domain is allowed and blocked.",
    explanation: "One of the two entries is not what was meant. While there is an allow list the \
                  block list is not read, so the domain is let in; should allowed_domains become \
                  \"all\" it would be shut out. Delete it from one of the lists. It may stand there \
                  by way of a named list: both places are shown.",
    fact: "Set-CsTenantFederationConfiguration -AllowedDomains, -BlockedDomains: blocked domains \
           are not looked at while there is an allow list",
    fault: false,
};

/// How many domains are named.
const NAMED: usize = 6;

pub(super) struct DomainOnBothLists;
pub(super) static RULE: DomainOnBothLists = DomainOnBothLists;

impl Rule for DomainOnBothLists {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let (Some(allowed), Some(blocked)) = (case.list(&ALLOWED), case.list(&BLOCKED)) else {
            return;
        };
        let both = common(allowed.set(), blocked.set());
        let Some(first) = both.first() else { return };
        let message = match both.len() {
            1 => format!("{first} is allowed and blocked"),
            n => format!("{} are allowed and blocked", words::count(n, "domain")),
        };
        let (here, there) = (blocked.place(first), allowed.place(first));
        let mut finding = Finding::new(&INFO, message)
            .about(case.address(&BLOCKED))
            .rests_on(case.address(&ALLOWED))
            .members(&both);
        finding = match there.filter(|there| Some(*there) != here) {
            Some(there) => finding
                .at_maybe(here, "blocked here")
                .related(there, "allowed here"),
            None => finding.at_maybe(here, "in a list that is used as both"),
        };
        if both.len() > 1 {
            finding = finding.detail(format!("They are {}.", words::some(&both, NAMED)));
        }
        findings.push(
            finding
                .detail("The allow list wins: the block list is not read while there is one.")
                .advice("delete it from one of the two lists"),
        );
    }
}

/// The words of both sets, in order; one walk over both.
fn common<'a>(one: &'a ValueSet, other: &'a ValueSet) -> Vec<&'a str> {
    let mut others = other.iter().peekable();
    let mut is_in_both = |word: &&str| {
        while others.next_if(|o| o < word).is_some() {}
        others.peek() == Some(word)
    };
    one.iter().filter(|word| is_in_both(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::common;
    use crate::model::ValueSet;

    #[test]
    fn the_walk_finds_every_common_word() {
        let set = |words: &str| -> ValueSet { words.split(' ').map(Into::into).collect() };
        assert_eq!(common(&set("a c e g"), &set("b c d g h")), ["c", "g"]);
        assert_eq!(common(&set("x"), &set("a b x")), ["x"]);
        assert!(common(&set("a"), &ValueSet::empty()).is_empty());
    }
}
