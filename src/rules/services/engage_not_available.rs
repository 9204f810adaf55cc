//! `engage-not-available`: something of Viva Engage that this network can't have.

use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::SettingKey;
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "engage-not-available",
    default: Some(Severity::Warning),
    summary: "Viva Engage does not offer this in a network of that kind.",
    explanation: "External groups are legacy communities: a network in native mode has none, and lets \
                  people in as guests of Entra instead. A network whose data is in the European Union \
                  has no external groups, no external networks and no external participants. An \
                  internal group can't become external later.",
    fact: "Viva Engage: Create and manage external groups; Create and manage an external network; \
           Guests in Viva Engage",
    fault: false,
};

static NATIVE: SettingKey = SettingKey::of("viva_engage.native_mode");
static GEO: SettingKey = SettingKey::of("viva_engage.geo");
static GROUPS: SettingKey = SettingKey::of("viva_engage.external_groups");
static NETWORKS: SettingKey = SettingKey::of("viva_engage.external_networks");
static PARTICIPANTS: SettingKey =
    SettingKey::of("viva_engage.external_participants_by_transport_rules");

pub(in crate::rules) struct EngageNotAvailable;
pub(in crate::rules) static RULE: EngageNotAvailable = EngageNotAvailable;

impl Rule for EngageNotAvailable {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        let stated = |key: &SettingKey| {
            let value = view.effective(key).value;
            value.filter(|_| view.is_stated(key))
        };
        let groups = stated(&GROUPS).and_then(|v| v.as_flag()) == Some(true);
        let networks = stated(&NETWORKS);
        let networks = networks.is_some_and(|v| v.as_text() != Some("nobody"));
        let participants = stated(&PARTICIPANTS).and_then(|v| v.as_flag()) == Some(true);
        let native = view.flag(&NATIVE) == Some(true);
        let geo = view.effective(&GEO).value;
        let eu = geo.is_some_and(|geo| geo.as_text() == Some("eu"));
        let mut tell = |key: &SettingKey, other: &SettingKey, what: &str, why: &str| {
            let mut finding = Finding::new(&INFO, format!("{what} don't exist {why}"))
                .at(case.place(key), "not available")
                .about(case.address(key))
                .rests_on(case.address(other))
                .detail("Guests of Entra can be members of communities instead (b2b_guests).");
            if let Some(span) = view.span(other) {
                finding = finding.related(span, "stated here");
            }
            findings.push(finding.advice("delete the line, or use guests of Entra"));
        };
        const IN_EU: &str = "in networks whose data is in the European Union";
        if groups && native {
            tell(&GROUPS, &NATIVE, "external groups", "in native mode");
        } else if groups && eu {
            tell(&GROUPS, &GEO, "external groups", IN_EU);
        }
        if networks && eu {
            tell(&NETWORKS, &GEO, "external networks", IN_EU);
        }
        if participants && eu {
            tell(&PARTICIPANTS, &GEO, "external participants", IN_EU);
        }
    }
}
