//! `legacy-sfb-partner`: a partner with a Skype for Business Server of its own.

use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::Address;
use crate::model::configuration::Partner;
use crate::rules::{Context, Rule};

pub(in crate::rules) static INFO: RuleInfo = RuleInfo {
    id: "legacy-sfb-partner",
    default: Some(Severity::Note),
    summary: "A partner runs Skype for Business Server: their side is set elsewhere.",
    explanation: "Skype for Business Online was retired on 31 July 2021. Older pages ask the \
                  partner's administrator to choose \"On only for allowed domains\" or \"On except \
                  for blocked domains\" there; what counts today is external access in the partner's \
                  Teams admin centre. Only a partner that still runs a Skype for Business Server of \
                  its own allows your domains on that server, with New-CsAllowedDomain; a domain \
                  that stands on its list of blocked ones is refused there until it is removed. \
                  Chats with such people land in Skype for Business, without what only Teams offers.",
    fact: "Manage external meetings and chat, as of 2019; Skype for Business Online retirement; \
           New-CsAllowedDomain (Skype for Business Server)",
    fault: false,
};

pub(in crate::rules) struct LegacySfbPartner;
pub(in crate::rules) static RULE: LegacySfbPartner = LegacySfbPartner;

impl Rule for LegacySfbPartner {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn partner(&self, _: Context<'_>, partner: &Partner, findings: &mut Findings) {
        let flag = partner.spec.skype_for_business_server.as_ref();
        let Some(flag) = flag.filter(|flag| flag.value) else {
            return;
        };
        findings.push(
            Finding::new(
                &INFO,
                format!(
                    "{} runs Skype for Business Server: their administrator allows your domains there",
                    partner.name
                ),
            )
            .at(flag.span, "not in a Teams admin centre")
            .about(
                Address::root("partners")
                    .child(&partner.name)
                    .child("skype_for_business_server"),
            )
            .detail(
                "Chats land in Skype for Business, without what only Teams offers. A domain on \
                 their list of blocked ones must leave it first.",
            )
            .advice("ask them to run New-CsAllowedDomain for each of your domains"),
        );
    }
}
