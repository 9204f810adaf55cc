//! What several tenants claim, though it belongs to one.

use std::collections::BTreeMap;

use compact_str::CompactString;

use crate::diagnostics::{Finding, Findings, RuleInfo};
use crate::model::Address;
use crate::model::configuration::Tenant;
use crate::rules::{Context, Rule};
use crate::text::{Span, Spanned};

/// Something that a tenant states as its own.
pub(super) struct Claim<'a> {
    /// What it is, in the form in which it is compared; what people read, too.
    pub(super) what: String,
    /// Under which key of the tenant it stands.
    pub(super) key: &'static str,
    /// Where.
    pub(super) span: Span,
    /// Whose.
    pub(super) tenant: &'a Tenant,
}

/// A rule about what only one tenant can have.
pub(in crate::rules) struct OneTenantOnly {
    pub(super) info: &'static RuleInfo,
    /// What a tenant claims.
    pub(super) claims: for<'a> fn(&'a Tenant) -> Vec<Claim<'a>>,
    /// The message, for what is claimed and by whom.
    pub(super) message: fn(&str, &str, &str) -> String,
    pub(super) advice: &'static str,
}

impl Rule for OneTenantOnly {
    fn info(&self) -> &'static RuleInfo {
        self.info
    }

    fn workspace(&self, context: Context<'_>, findings: &mut Findings) {
        let mut first: BTreeMap<String, Claim<'_>> = BTreeMap::new();
        for tenant in context.config.tenants.values() {
            for claim in (self.claims)(tenant) {
                match first.get(&claim.what) {
                    Some(other) if other.tenant.name == tenant.name => {}
                    Some(other) => findings.push(self.finding(other, &claim)),
                    None => {
                        first.insert(claim.what.clone(), claim);
                    }
                }
            }
        }
    }
}

impl OneTenantOnly {
    fn finding(&self, first: &Claim<'_>, again: &Claim<'_>) -> Finding {
        let (one, other) = (first.tenant.name.as_str(), again.tenant.name.as_str());
        Finding::new(self.info, (self.message)(&again.what, one, other))
            .at(again.span, format!("of {other}"))
            .related(first.span, format!("of {one}"))
            .about(Address::root(other).child(again.key))
            .advice(self.advice)
    }
}

/// The words of a list as claims, compared in lower case.
pub(super) fn words<'a>(
    tenant: &'a Tenant,
    key: &'static str,
    list: Option<&'a Vec<Spanned<CompactString>>>,
) -> Vec<Claim<'a>> {
    let claim = |word: &Spanned<CompactString>| Claim {
        what: word.value.trim().to_lowercase(),
        key,
        span: word.span,
        tenant,
    };
    list.into_iter().flatten().map(claim).collect()
}
