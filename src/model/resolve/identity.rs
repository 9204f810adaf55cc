//! Accounts, groups and other things of a tenant that are only checked: whether each looks like one.

use compact_str::CompactString;

use crate::diagnostics::{Finding, Findings, INVALID_VALUE};
use crate::model::section::Form;
use crate::model::sections::TenantSpec;
use crate::model::{Address, Name};
use crate::text::{Span, Spanned};

/// Checks the forms of what a tenant states about itself.
pub(super) fn check(name: &Name, spec: &TenantSpec, findings: &mut Findings) {
    let lists = [
        ("members", &spec.members, Form::Mail),
        ("licences", &spec.licences, Form::Free),
        ("storage", &spec.storage, Form::Free),
        ("security_groups", &spec.security_groups, Form::MailOrId),
    ];
    for (key, words, form) in lists {
        for word in words.iter().flatten() {
            one(name, key, form, &word.value, word.span, findings);
        }
    }
    for (partition, accounts) in spec.ad_partitions.iter().flat_map(|map| map.iter()) {
        let at = partition.span;
        one(
            name,
            "ad_partitions",
            Form::Free,
            &partition.value,
            at,
            findings,
        );
        accounts.iter().for_each(|word: &Spanned<CompactString>| {
            one(
                name,
                "ad_partitions",
                Form::Free,
                &word.value,
                word.span,
                findings,
            );
        });
    }
    let hybrid = spec.hybrid.iter();
    for word in hybrid
        .flat_map(|h| [&h.exchange, &h.entra_connect])
        .flatten()
    {
        one(name, "hybrid", Form::Free, &word.value, word.span, findings);
    }
    for domain in spec.domains.iter().flatten() {
        let is_idle = domain.uses.is_some_and(|u| !u.upn && !u.smtp && !u.sip);
        if is_idle {
            findings.push(
                Finding::new(
                    &INVALID_VALUE,
                    format!("{} would be used for nothing", domain.domain.value),
                )
                .at(domain.domain.span, "neither upn nor smtp nor sip")
                .about(Address::root(name).child("domains"))
                .advice("say what it is used for, or delete the entry"),
            );
        }
    }
}

fn one(name: &Name, key: &str, form: Form, word: &str, span: Span, findings: &mut Findings) {
    if !form.fits(word) {
        findings.push(
            Finding::new(&INVALID_VALUE, format!("\"{word}\" is not {}", form.noun()))
                .at(span, form.expected())
                .about(Address::root(name).child(key)),
        );
    }
}
