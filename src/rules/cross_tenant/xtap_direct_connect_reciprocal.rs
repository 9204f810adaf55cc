//! `xtap-direct-connect-reciprocal`: shared channels that only one of two own tenants lets happen.

use super::{Lets, lets, pairs, path, stated};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::diff::Side;
use crate::model::Address;
use crate::rules::{Context, Rule};

static INFO: RuleInfo = RuleInfo {
    id: "xtap-direct-connect-reciprocal",
    default: Some(Severity::Warning),
    summary: "Shared channels are let in by one of two own tenants only.",
    explanation: "B2B direct connect, which shared channels in Teams rest on, is shut unless both \
                  tenants open it: one lets its people out, the other lets them in. One of your \
                  tenants opens its side for another tenant of yours, which keeps its own shut, so \
                  nothing works. Open the other side as well, or take this one away. Both need Entra \
                  ID P1. Only what files state is compared.",
    fact: "B2B direct connect overview: both organisations must enable it for each other",
    fault: false,
};

/// What one side opens, and what the other must.
const WAYS: [(&str, &str, &str); 2] = [
    (
        "b2b_direct_connect_outbound",
        "b2b_direct_connect_inbound",
        "lets its people into shared channels of",
    ),
    (
        "b2b_direct_connect_inbound",
        "b2b_direct_connect_outbound",
        "lets into its shared channels people of",
    ),
];

pub(in crate::rules) struct XtapDirectConnectReciprocal;
pub(in crate::rules) static RULE: XtapDirectConnectReciprocal = XtapDirectConnectReciprocal;

impl Rule for XtapDirectConnectReciprocal {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn workspace(&self, context: Context<'_>, findings: &mut Findings) {
        let nothing = Side::default();
        for pair in pairs(context.config) {
            let (own, theirs) = (stated(pair.tenant, &nothing), stated(pair.other, &nothing));
            for (ours, back, words) in WAYS {
                let (lets_ours, at) = lets(&own, Some(&pair.object), ours);
                let (lets_back, other_at) = lets(&theirs, pair.back.as_deref(), back);
                // What counts for everybody is not meant for this one.
                let is_meant = at.is_of_object();
                if !is_meant || lets_ours == Lets::Nobody || lets_back != Lets::Nobody {
                    continue;
                }
                let (name, other) = (&pair.tenant.name, &pair.other.name);
                let mut finding =
                    Finding::new(&INFO, format!("{name} {words} {other}, which does not"))
                        .at_maybe(own.span(&at), "open here")
                        .about(Address::setting(name, &at))
                        .rests_on(Address::setting(other, &other_at))
                        .rests_on(Address::setting(other, &path(Some(name.as_str()), &format!("{back}.users"))))
                        .fix(
                            format!("{name}:\n  {back}: {{ users: allowed, applications: allowed }}"),
                            format!("to open the other side, write in {other} under \
                                     cross_tenant_access.partners"),
                        );
                finding = match theirs.span(&other_at) {
                    Some(span) => finding.related(span, "shut here"),
                    None => finding.related(pair.other.span, "shut: Microsoft's default"),
                };
                findings.push(finding);
            }
        }
    }
}
