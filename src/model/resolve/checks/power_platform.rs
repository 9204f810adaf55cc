//! Power Platform: whom a rule of tenant isolation is about.
//!
//! Source: "Cross-tenant inbound and outbound restrictions": a rule names another tenant.

use super::{Case, Object, organisations};
use crate::diagnostics::{CONTRADICTION, Findings};

const RULES: &str = "power_platform.tenant_isolation.rules[]";

/// Each rule must be about one other organisation that is known by name or id.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for rule in case.objects(RULES).filter(Object::is_present) {
        if rule.name == case.tenant.as_str() {
            findings.push(
                rule.own_fault(
                    &CONTRADICTION,
                    "a rule is about another tenant",
                    "this tenant",
                )
                .advice("delete it here; other tenants may name this one"),
            );
        } else if !organisations::is_known(case, &rule.name) {
            findings.push(organisations::unknown(case, &rule.name, rule.key));
        }
    }
}
