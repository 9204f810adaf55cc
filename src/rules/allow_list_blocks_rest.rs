//! `allow-list-blocks-rest`: the first entry on the allow list shuts everybody else out.

use super::organisations::{Few, Organisation};
use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::Change;
use crate::model::ValueSet;
use crate::model::federation::{ALLOWED, BLOCKED, ENABLED, Reach};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "allow-list-blocks-rest",
    default: Some(Severity::Warning),
    summary: "The first allowed domain blocks everybody who is not listed.",
    explanation: "While allowed_domains is \"all\", every organisation that allows yours can chat and \
                  call. The first entry turns the list into \"these and nobody else\": all other \
                  organisations lose contact, your own other tenants and your partners included, and \
                  the block list is no longer read. If the entry was meant to let one more \
                  organisation in, it is not needed: write allowed_domains: all. If closing was \
                  meant, list everybody who must stay: - tenant: NAME, - partner: NAME, - list: NAME.",
    fact: "Manage external meetings and chat: if you add an allowed domain, all other domains are \
           blocked; Set-CsTenantFederationConfiguration -AllowedDomains, -BlockedDomains",
    fault: false,
};

/// Organisations that are named, and lines to copy; the rest is counted.
const FEW: usize = 6;

pub(super) struct AllowListBlocksRest;
pub(super) static RULE: AllowListBlocksRest = AllowListBlocksRest;

impl Rule for AllowListBlocksRest {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn only_in_plans(&self) -> bool {
        true
    }

    fn change(&self, case: &TenantCase<'_>, change: &Change, findings: &mut Findings) {
        if change.key != ALLOWED {
            return;
        }
        let (before, after) = (case.before().reach(), case.view().reach());
        let (
            Some(Reach::Except {
                blocked,
                subdomains,
            }),
            Some(Reach::Only(allowed)),
            Some(list),
        ) = (before, after, case.list(&ALLOWED))
        else {
            return;
        };
        let context = case.context;
        let organisations = context.shared.organisations(context.config);
        // Who keeps contact, or had none: at most as many as the lists have entries.
        let mut stay = context.shared.named(context.config, list).all.clone();
        stay.extend(organisations.number(case.tenant));
        let touched = organisations.touched(&blocked, subdomains);
        let was_open = Reach::Except {
            blocked,
            subdomains,
        };
        let was_shut = |number: &usize| {
            let domains = organisations.get(*number).map(|o| o.domains.iter());
            domains.is_some_and(|mut domains| !domains.any(|d| was_open.lets_in(d)))
        };
        stay.extend(touched.into_iter().filter(was_shut));
        // Who let it in until now: with others it had no contact that it could lose.
        let open = context.shared.open_for(context.config, case.tenant);
        let cut = organisations.except(&stay, &open, FEW);
        findings.push(finding(case, &allowed, &cut));
    }
}

fn finding(case: &TenantCase<'_>, allowed: &ValueSet, [own, partners]: &[Few<'_>; 2]) -> Finding {
    let entries = words::count(allowed.len(), "domain");
    let mut finding = Finding::new(
        &INFO,
        "The first allow entry shuts out everyone who is not listed".to_owned(),
    )
    .at(case.place(&ALLOWED), format!("{entries} may stay"))
    .about(case.address(&ALLOWED))
    .rests_on(case.address(&ENABLED))
    .about_change()
    .detail(format!(
        "{} talks to every organisation today. With this list it talks to {entries} and to nobody else.",
        case.tenant.name
    ));
    for (who, few) in [("your own tenants", own), ("partners", partners)] {
        if few.number > 0 {
            finding = finding.detail(format!("Cut off, {who}: {}.", names(few)));
        }
    }
    let blocked = case.view().set(&BLOCKED).unwrap_or_default();
    if !blocked.is_empty() {
        let number = words::count(blocked.len(), "blocked domain");
        finding = finding.detail(format!("The block list ({number}) falls silent."));
    }
    if let Some(open) = unneeded(allowed, &blocked) {
        finding = finding.detail(open);
    }
    finding = finding.fix("allowed_domains: all", "To keep it open to all, write");
    let all = own.number + partners.number;
    if all == 0 {
        return finding;
    }
    let first: Vec<&Organisation> = own.first.iter().chain(&partners.first).copied().collect();
    finding.fix(
        lines(&first, all, case.context.base),
        "To close it on purpose, add who must stay:",
    )
}

/// `litware, northwind, … 14 more`
fn names(few: &Few<'_>) -> String {
    let names: Vec<&str> = few.first.iter().map(|o| o.name.as_str()).collect();
    words::some_of(&names, few.number)
}

/// Entries to copy; a comment says how many more there are.
fn lines(first: &[&Organisation], all: usize, base: Option<&str>) -> String {
    let lines = first.iter().take(FEW).map(|o| format!("- {}", o.entry()));
    let mut lines: Vec<String> = lines.collect();
    if let Some(more) = all.checked_sub(lines.len()).filter(|more| *more > 0) {
        let more = words::thousands(more);
        let full = words::command("guestlist plan", base, "--full");
        lines.push(format!("# and {more} more: {full}"));
    }
    lines.join("\n")
}

/// Listed domains that were reachable anyway.
fn unneeded(allowed: &ValueSet, blocked: &ValueSet) -> Option<String> {
    let open: Vec<&str> = allowed.minus(blocked).collect();
    match open.as_slice() {
        [] => None,
        [one] => Some(format!(
            "{one} is not blocked today; it needs no line to stay reachable."
        )),
        many => Some(format!(
            "{} of the listed domains are not blocked today; they need no line to stay reachable.",
            words::thousands(many.len())
        )),
    }
}
