//! `xtap-auto-redeem-pair`: automatic redemption that only one of two own tenants states.

use super::{pairs, path, stated};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::Side;
use crate::model::Address;
use crate::rules::{Context, Rule};

static INFO: RuleInfo = RuleInfo {
    id: "xtap-auto-redeem-pair",
    default: Some(Severity::Warning),
    summary: "Automatic redemption is on for one of two own tenants only.",
    explanation: "Guests are spared the question for consent only if their home says outbound and the \
                  host says inbound. One of your tenants states its half, the other one does not, so \
                  nothing changes for anybody, and cross-tenant synchronisation can't run. State the \
                  other half, or take this one away. Only what files state is compared.",
    fact: "Configure cross-tenant access settings: automatic redemption needs both tenants",
    fault: false,
};

const HALVES: [(&str, &str); 2] = [("outbound", "inbound"), ("inbound", "outbound")];

pub(in crate::rules) struct XtapAutoRedeemPair;
pub(in crate::rules) static RULE: XtapAutoRedeemPair = XtapAutoRedeemPair;

impl Rule for XtapAutoRedeemPair {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn workspace(&self, context: Context<'_>, findings: &mut Findings) {
        let nothing = Side::default();
        for pair in pairs(context.config) {
            let (own, theirs) = (stated(pair.tenant, &nothing), stated(pair.other, &nothing));
            for (half, needed) in HALVES {
                let at = path(Some(&pair.object), &format!("automatic_redemption.{half}"));
                let back = pair.back.as_deref().unwrap_or(pair.tenant.name.as_str());
                let back = path(Some(back), &format!("automatic_redemption.{needed}"));
                if own.flag(&at) != Some(true) || theirs.flag(&back) == Some(true) {
                    continue;
                }
                let (name, other) = (&pair.tenant.name, &pair.other.name);
                let message = format!(
                    "automatic redemption between {name} and {other} is on at {name} alone"
                );
                findings.push(
                    Finding::new(&INFO, message)
                        .at_maybe(own.span(&at), "without effect")
                        .related(theirs.span(&back).unwrap_or(pair.other.span), format!("no {needed}: true"))
                        .about(Address::setting(name, &at))
                        .rests_on(Address::setting(other, &back))
                        .fix(
                            format!("{name}:\n  automatic_redemption: {{ {needed}: true }}"),
                            format!("write in {other} under cross_tenant_access.partners"),
                        ),
                );
            }
        }
    }
}
