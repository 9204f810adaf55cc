//! `file-domain-mismatch`: Entra and SharePoint let different domains in.

use super::word;
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::sharing::{ALLOWED, BLOCKED, MODE};
use crate::model::{SettingKey, ValueSet};
use crate::rules::{Rule, TenantCase};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "file-domain-mismatch",
    default: Some(Severity::Warning),
    summary: "Entra and SharePoint let different domains in.",
    explanation: "Entra's list of domains and SharePoint's are two lists, and a guest must pass both: \
                  a domain that only Entra lets in gets guests into teams, and its people are refused \
                  at the files; a domain that only SharePoint lets in can't be invited. Keep one named \
                  list and use it in both places. Only domains that a file or the record names on one \
                  of the two lists are compared.",
    fact: "Restrict sharing of SharePoint and OneDrive content by domain; Allow or block invites to \
           specific organizations",
    fault: false,
};

static INVITE_ALLOWED: SettingKey = SettingKey::of("entra_b2b.invitations.allowed_domains");
static INVITE_BLOCKED: SettingKey = SettingKey::of("entra_b2b.invitations.blocked_domains");

/// Domains that are named; the rest is counted.
const NAMED: usize = 3;

pub(in crate::rules) struct FileDomainMismatch;
pub(in crate::rules) static RULE: FileDomainMismatch = FileDomainMismatch;

/// Whom a list lets in.
enum LetsIn {
    Only(ValueSet),
    AllBut(ValueSet),
}

impl LetsIn {
    fn lets_in(&self, domain: &str) -> bool {
        match self {
            Self::Only(set) => set.contains(domain),
            Self::AllBut(set) => !set.contains(domain),
        }
    }

    /// Domains that it lets in by name.
    fn named(&self) -> Option<&ValueSet> {
        match self {
            Self::Only(set) => Some(set),
            Self::AllBut(_) => None,
        }
    }
}

impl Rule for FileDomainMismatch {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        let list = |key: &SettingKey| view.set(key);
        let (files_key, files) = match word(case, &MODE).as_deref() {
            Some("allow_list") => (&ALLOWED, list(&ALLOWED).map(LetsIn::Only)),
            Some("block_list") => (&BLOCKED, list(&BLOCKED).map(LetsIn::AllBut)),
            _ => return,
        };
        let (invite_key, invited) = match word(case, &INVITE_ALLOWED).as_deref() {
            Some("all") => (&INVITE_BLOCKED, list(&INVITE_BLOCKED).map(LetsIn::AllBut)),
            // Nobody may be invited: told by invitations-to-nobody.
            Some(_) => return,
            None => (&INVITE_ALLOWED, list(&INVITE_ALLOWED).map(LetsIn::Only)),
        };
        let (Some(files), Some(invited)) = (files, invited) else {
            return;
        };
        let is_stated = |key| view.is_stated(key);
        if ![files_key, invite_key].into_iter().any(is_stated) {
            return;
        }
        let missing = |from: &LetsIn, to: &LetsIn| -> Vec<String> {
            let named = from.named().into_iter().flat_map(ValueSet::iter);
            let missing = named.filter(|domain| !to.lets_in(domain));
            missing.map(str::to_owned).collect()
        };
        let mut tell = |domains: Vec<String>, text: &str| {
            if domains.is_empty() {
                return;
            }
            let mut finding = Finding::new(&INFO, format!("{text}: {}", words::some(&domains, NAMED)))
                .at(case.place(files_key), "SharePoint's list")
                .about(case.address(files_key))
                .rests_on(case.address(invite_key))
                .rests_on(case.address(&MODE))
                .members([text])
                .members(&domains);
            if let Some(span) = view.span(invite_key) {
                finding = finding.related(span, "Entra's list");
            }
            findings.push(finding.advice("keep one named list and use it in both places"));
        };
        tell(
            missing(&invited, &files),
            "may be invited, but SharePoint shares no file with them",
        );
        tell(
            missing(&files, &invited),
            "on SharePoint's list, but Entra does not let them be invited",
        );
    }
}
