//! `hybrid-split`: one installation of the own network joined with two tenants.

use super::claims::{Claim, OneTenantOnly};
use crate::diagnostics::{RuleInfo, Severity};
use crate::model::configuration::Tenant;

static INFO: RuleInfo = RuleInfo {
    id: "hybrid-split",
    default: Some(Severity::Error),
    summary: "One on-premises installation serves two tenants.",
    explanation: "An on-premises Exchange organisation in hybrid mode, and an Entra Connect \
                  installation, serve one tenant and can't be split between several. Give each \
                  tenant an installation of its own, or run one of them in the cloud alone.",
    fact: "Microsoft 365 inter-tenant collaboration: on-premises hybrid installations can't be \
           split over tenants",
    fault: false,
};

pub(in crate::rules) static RULE: OneTenantOnly = OneTenantOnly {
    info: &INFO,
    claims,
    message: |what, one, other| format!("{what} can't serve {one} and {other}"),
    advice: "give each tenant an installation of its own",
};

fn claims(tenant: &Tenant) -> Vec<Claim<'_>> {
    let hybrid = tenant.spec.hybrid.iter();
    let kinds = hybrid.flat_map(|h| {
        [
            ("the Exchange organisation", &h.exchange),
            ("the Entra Connect installation", &h.entra_connect),
        ]
    });
    let claim = |(kind, name): (&str, &Option<crate::text::Spanned<String>>)| {
        let name = name.as_ref()?;
        Some(Claim {
            what: format!("{kind} {}", name.value.trim().to_lowercase()),
            key: "hybrid",
            span: name.span,
            tenant,
        })
    };
    kinds.filter_map(claim).collect()
}
