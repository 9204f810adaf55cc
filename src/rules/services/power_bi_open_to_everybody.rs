//! `power-bi-open-to-everybody`: tenant settings for people outside, on for the whole organisation.

use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::SettingKey;
use crate::model::sections::settings;
use crate::rules::{Rule, TenantCase};
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "power-bi-open-to-everybody",
    default: Some(Severity::Note),
    summary: "Power BI lets the whole organisation do this with people outside.",
    explanation: "A tenant setting that is on without groups counts for the whole organisation. \
                  Published baselines want it off, or limited to groups: guests' access, invitations, \
                  browsing guests, publishing to the web, sharing semantic models. State groups, or \
                  turn it off, or accept the finding.",
    fact: "CIS Microsoft 365 Foundations 7.0, 9.1; SCuBA MS.POWERBI. That an empty list of groups is \
           always the whole organisation is how both read it",
    fault: false,
};

/// Those that published baselines look at.
const LOOKED_AT: [&str; 5] = [
    "power_bi.guest_access_to_shared_content",
    "power_bi.external_sharing",
    "power_bi.elevated_guests",
    "power_bi.publish_to_web",
    "power_bi.dataset_in_place_sharing",
];

pub(in crate::rules) struct PowerBiOpenToEverybody;
pub(in crate::rules) static RULE: PowerBiOpenToEverybody = PowerBiOpenToEverybody;

impl Rule for PowerBiOpenToEverybody {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        let is_open = |path: &&str| {
            let enabled = SettingKey::from(format!("{path}.enabled"));
            let groups = SettingKey::from(format!("{path}.groups"));
            view.is_stated(&enabled)
                && view.flag(&enabled) == Some(true)
                && view.set(&groups).is_some_and(|groups| groups.is_empty())
        };
        let open: Vec<&str> = LOOKED_AT.into_iter().filter(is_open).collect();
        let Some(first) = open.first() else { return };
        let key = SettingKey::from(format!("{first}.enabled"));
        let titles: Vec<&str> = settings()
            .iter()
            .filter(|s| {
                let path = s.key.as_str().strip_suffix(".enabled");
                path.is_some_and(|path| open.contains(&path))
            })
            .map(|s| s.label)
            .collect();
        let mut finding = Finding::new(
            &INFO,
            format!(
                "{} of Power BI counts for the whole organisation",
                words::count(open.len(), "tenant setting")
            ),
        )
        .at(case.place(&key), "no groups")
        .about(case.address(&key));
        for path in &open {
            for leaf in ["enabled", "groups"] {
                let key = SettingKey::from(format!("{path}.{leaf}"));
                finding = finding.rests_on(case.address(&key));
            }
        }
        findings.push(
            finding
                .detail(format!("{}.", titles.join("; ")))
                .fix("groups: [Power BI external]", "To limit it, name security groups"),
        );
    }
}
