//! `setting-without-effect`: a stated setting that another setting makes idle.

mod entra;
mod exchange;
mod row;
mod services;
mod sharing;
mod teams;

use std::collections::BTreeSet;

use super::guest_off_but_settings::GUESTS;
use super::{Basis, Rule, TenantCase, View};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::SettingKey;
use crate::model::configuration::Tenant;
use row::Row;

static INFO: RuleInfo = RuleInfo {
    id: "setting-without-effect",
    default: Some(Severity::Note),
    summary: "A setting that another setting makes idle.",
    explanation: "Some settings count only while another has a certain value. The service keeps the \
                  idle value all the same and uses it on the day the other one changes, which may \
                  surprise. Delete the line, or change the setting that stands above it; both places \
                  are shown. Values that would do nothing anyway are not reported. Lists of domains \
                  while external access is off are lists-while-off, guest settings while guest \
                  access is off are guest-off-but-settings.",
    fact: "Set-CsTenantFederationConfiguration, Set-CsTeamsExternalAccessConfiguration, \
           Set-CsTeamsAcsFederationConfiguration, Set-CsTeamsGuestMessagingConfiguration, \
           New-OrganizationRelationship, New-InboundConnector, New-OutboundConnector, \
           Set-ExternalInOutlook, Set-CsExternalAccessPolicy, Set-CsTeamsMeetingPolicy, \
           Set-CsTeamsClientConfiguration, Graph groupSetting and \
           crossTenantAccessPolicyConfigurationPartner, Set-SPOTenant, Set-SPOSite, Fabric tenant \
           settings, Viva Engage pages",
    fault: false,
};

static ACS_ENABLED: SettingKey = SettingKey::of("external_access.acs.enabled");
static ACS_RESOURCES: SettingKey = SettingKey::of("external_access.acs.allowed_resources");

/// Rows by system. Where two are about the same setting the first that holds is reported.
static ROWS: &[&[Row]] = &[
    teams::ROWS,
    exchange::ROWS,
    entra::ROWS,
    sharing::ROWS,
    services::ROWS,
];

pub(super) struct SettingWithoutEffect;
pub(super) static RULE: SettingWithoutEffect = SettingWithoutEffect;

impl Rule for SettingWithoutEffect {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        let mut told: BTreeSet<SettingKey> = BTreeSet::new();
        for pair in rows().flat_map(|row| Pair::all(row, case.tenant)) {
            let is_new = !told.contains(&pair.setting);
            if is_new && pair.holds(&view) && !pair.is_told_elsewhere(&view) {
                findings.push(pair.finding(case));
                told.insert(pair.setting);
            }
        }
    }
}

/// Every row.
fn rows() -> impl Iterator<Item = &'static Row> {
    ROWS.iter().copied().flatten()
}

/// Whether another setting makes a setting idle now, or its object is switched off.
pub(super) fn is_idle(view: &View<'_>, key: &SettingKey) -> bool {
    let declared = key.declared();
    let name = key.object_name().unwrap_or_default();
    let switch = key.object().map(|object| format!("{object}.enabled"));
    let switch = switch.map(SettingKey::from).filter(|switch| switch != key);
    if switch.is_some_and(|switch| view.flag(&switch) == Some(false)) {
        return true;
    }
    let rows = rows().filter(|row| row.setting.as_str() == declared);
    rows.map(|row| (row, row.other.with_object(&name)))
        .any(|(row, other)| {
            let value = view.effective(&other).value;
            value.as_ref().is_some_and(row.idles)
        })
}

/// A setting as people call it: below its section, unless an object's name stands there.
fn named(key: &SettingKey) -> &str {
    let below = key.setting();
    if below.starts_with('[') {
        key.as_str()
    } else {
        below
    }
}

/// A row for one tenant, or for one of its objects.
struct Pair<'r> {
    row: &'r Row,
    setting: SettingKey,
    other: SettingKey,
}

impl<'r> Pair<'r> {
    /// The row itself; one for each object where it is about settings of objects.
    fn all(row: &'r Row, tenant: &Tenant) -> Vec<Self> {
        let pair = |setting: SettingKey, other: SettingKey| Self {
            row,
            setting,
            other,
        };
        match row.setting.around_object() {
            None => vec![pair(row.setting.clone(), row.other.clone())],
            Some((collection, _)) => tenant
                .objects(&format!("{collection}[]"))
                .map(|object| pair(object.setting(&row.setting), object.setting(&row.other)))
                .collect(),
        }
    }

    /// What another rule or a fault says already.
    fn is_told_elsewhere(&self, view: &View<'_>) -> bool {
        let is_guest = self.row.setting.section() == Some("guest_access");
        let guests_are_off = is_guest && view.flag(&GUESTS) == Some(false);
        // Stated both, the service refuses them: a fault. So are lists of the policy of everybody.
        let is_contradiction = self.row.setting == ACS_RESOURCES && view.is_stated(&ACS_ENABLED);
        let is_global = self.setting.section() == Some("external_access_policies")
            && self.setting.object_name().as_deref() == Some("global")
            && self.row.setting.as_str().ends_with("_domains");
        guests_are_off || is_contradiction || is_global
    }

    fn holds(&self, view: &View<'_>) -> bool {
        let stated = view.effective(&self.setting);
        stated.basis == Basis::Stated
            && stated.value.as_ref().is_some_and(self.row.matters)
            && view
                .effective(&self.other)
                .value
                .as_ref()
                .is_some_and(self.row.idles)
    }

    fn finding(&self, case: &TenantCase<'_>) -> Finding {
        let (view, setting) = (case.view(), named(&self.setting));
        // In words that are clear where the line stands.
        let other = if self.other.section() == self.setting.section() {
            named(&self.other)
        } else {
            self.other.as_str()
        };
        let mut finding = Finding::new(
            &INFO,
            format!("{setting} does nothing while {other} is {}", self.row.state),
        )
        .at(case.place(&self.setting), "without effect")
        .about(case.address(&self.setting))
        .rests_on(case.address(&self.other));
        finding = match (view.span(&self.other), view.effective(&self.other).basis) {
            (Some(span), _) => finding.related(span, format!("{other} is {}", self.row.state)),
            (None, Basis::Default) => finding.detail(format!(
                "No file states {other}; {} is Microsoft's default.",
                self.row.state
            )),
            (None, _) => finding.detail(format!("{other} is recorded so; no file states it.")),
        };
        if !self.row.uncertain.is_empty() {
            finding = finding.detail(self.row.uncertain);
        }
        finding.advice(format!("delete the line, or change {other}"))
    }
}
