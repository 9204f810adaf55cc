//! `allow-list-blocks-rest`: the first entry on the allow list shuts everybody else out.

use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::Change;
use crate::model::ValueSet;
use crate::model::federation::{ALLOWED, BLOCKED, ENABLED, Reach};
use crate::model::list::DomainList;
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

pub(super) struct AllowListBlocksRest;
pub(super) static RULE: AllowListBlocksRest = AllowListBlocksRest;

impl Rule for AllowListBlocksRest {
    fn info(&self) -> &'static RuleInfo {
        &INFO
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
        ) = (before, after)
        else {
            return;
        };
        let was_open = Reach::Except {
            blocked,
            subdomains,
        };
        let config = case.context.config;
        let cut = |domains: &DomainList| cut_off(domains.set(), &was_open, &allowed);
        let own: Vec<&str> = config
            .tenants
            .values()
            .filter(|t| t.name != case.tenant.name && cut(&t.domains))
            .map(|t| t.name.as_str())
            .collect();
        let partners: Vec<&str> = config
            .partners
            .values()
            .filter(|p| cut(&p.domains))
            .map(|p| p.name.as_str())
            .collect();
        findings.push(finding(case, &allowed, &own, &partners));
    }
}

/// Whether an organisation that could be reached has no domain left that can be.
fn cut_off(domains: &ValueSet, before: &Reach, allowed: &ValueSet) -> bool {
    domains.iter().any(|d| before.lets_in(d)) && !domains.iter().any(|d| allowed.contains(d))
}

fn finding(case: &TenantCase<'_>, allowed: &ValueSet, own: &[&str], partners: &[&str]) -> Finding {
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
    if !own.is_empty() {
        finding = finding.detail(format!(
            "Cut off, your own tenants: {}.",
            words::some(own, 6)
        ));
    }
    if !partners.is_empty() {
        finding = finding.detail(format!("Cut off, partners: {}.", words::some(partners, 6)));
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
    let lines: Vec<String> = own
        .iter()
        .map(|name| format!("- tenant: {name}"))
        .chain(partners.iter().map(|name| format!("- partner: {name}")))
        .take(6)
        .collect();
    if lines.is_empty() {
        finding
    } else {
        finding.fix(
            lines.join("\n"),
            "To close it on purpose, add who must stay:",
        )
    }
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
