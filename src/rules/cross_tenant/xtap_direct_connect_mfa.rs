//! `xtap-direct-connect-mfa`: shared channels without trust in the other side's multifactor
//! authentication.

use super::{Lets, PARTNERS, effective, lets};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "xtap-direct-connect-mfa",
    default: Some(Severity::Note),
    summary: "Shared channels are open, but the other side's multifactor authentication is not trusted.",
    explanation: "People in a shared channel have no account here, so they can't do multifactor \
                  authentication here. If a Conditional Access policy of this tenant asks them for it, \
                  they are blocked unless inbound_trust.mfa is true; guests can do it here and are \
                  not concerned. Conditional Access is not part of guestlist: look whether such a \
                  policy exists.",
    fact: "B2B direct connect overview: Conditional Access that requires MFA needs inbound trust",
    fault: false,
};

pub(in crate::rules) struct XtapDirectConnectMfa;
pub(in crate::rules) static RULE: XtapDirectConnectMfa = XtapDirectConnectMfa;

impl Rule for XtapDirectConnectMfa {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        let objects = case.tenant.objects(PARTNERS).map(|object| Some(object.name));
        for object in objects.chain([None]) {
            let object = object.as_deref();
            let (lets, key) = lets(&view, object, "b2b_direct_connect_inbound");
            let is_open = matches!(lets, Lets::All | Lets::Some);
            let (trust, value) = effective(&view, object, "inbound_trust.mfa");
            let trusted = value.and_then(|v| v.as_flag()) != Some(false);
            if !is_open || trusted || key.is_of_object() != object.is_some() {
                continue;
            }
            let whom = object.unwrap_or("every tenant");
            findings.push(
                Finding::new(
                    &INFO,
                    format!("shared channels are open to {whom}, whose multifactor authentication is not trusted"),
                )
                .at(case.place(&key), "open")
                .about(case.address(&key))
                .rests_on(case.address(&trust))
                .fix("inbound_trust: { mfa: true }", "if Conditional Access here asks for it"),
            );
        }
    }
}
