//! `setting-without-effect`: a stated setting that another setting makes idle.

mod services;
mod sharing;

use std::collections::BTreeSet;

use super::guest_off_but_settings::GUESTS;
use super::{Basis, Rule, TenantCase, View};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::configuration::Tenant;
use crate::model::{SettingKey, Value, ValueSet};

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

const fn key(path: &'static str) -> SettingKey {
    SettingKey::of(path)
}

static ACS_ENABLED: SettingKey = key("external_access.acs.enabled");
static ACS_RESOURCES: SettingKey = key("external_access.acs.allowed_resources");

/// What makes a setting idle.
struct Row {
    setting: SettingKey,
    /// Whether a value is meant to do something.
    matters: fn(&Value) -> bool,
    other: SettingKey,
    /// Whether the other's value makes the setting idle.
    idles: fn(&Value) -> bool,
    /// The other's value in words.
    state: &'static str,
    /// What is not certain about it; may be empty.
    uncertain: &'static str,
}

fn is_true(value: &Value) -> bool {
    value.as_flag() == Some(true)
}

fn is_false(value: &Value) -> bool {
    value.as_flag() == Some(false)
}

fn is_not_default(value: &Value) -> bool {
    value.as_text() != Some("organization_default")
}

fn is_filled(value: &Value) -> bool {
    value.as_set().is_some_and(|set| !set.is_empty())
}

fn is_empty(value: &Value) -> bool {
    value.as_set().is_some_and(ValueSet::is_empty)
}

/// Targets of a partner's object whose word is left to the default.
macro_rules! inherited {
    ($setting:literal, $targets:literal, $access:literal) => {
        row(
            concat!("cross_tenant_access.partners[].", $setting, ".", $targets),
            |_| true,
            concat!("cross_tenant_access.partners[].", $setting, ".", $access),
            |value| value.as_text() == Some("inherit"),
            "\"inherit\"",
        )
    };
}

/// Rows of one setting stand together; the first that holds is reported.
static ROWS: &[Row] = &[
    row(
        "external_access.teams_consumer.inbound",
        is_true,
        "external_access.teams_consumer.enabled",
        is_false,
        "false",
    ),
    row(
        "external_access.teams_consumer.restrict_to_external_user_profiles",
        is_true,
        "external_access.teams_consumer.enabled",
        is_false,
        "false",
    ),
    row(
        "external_access.block_subdomains",
        is_true,
        "external_access.allowed_domains",
        |value| value.as_text() != Some("all"),
        "not \"all\"",
    ),
    row(
        "external_access.block_subdomains",
        is_true,
        "external_access.blocked_domains",
        is_empty,
        "empty",
    ),
    row(
        "external_access.allowed_trial_tenant_domains",
        is_filled,
        "external_access.trial_tenants",
        |value| value.as_text() == Some("allowed"),
        "allowed",
    ),
    Row {
        setting: key("external_access.treat_discovered_partners_as_unverified"),
        matters: is_true,
        other: key("external_access.allowed_domains"),
        idles: |value| value.as_text() != Some("all"),
        state: "not \"all\"",
        uncertain: "That it counts only while allowed_domains is \"all\" is inferred.",
    },
    row(
        "external_access.blocked_users.users",
        is_filled,
        "external_access.blocked_users.enabled",
        is_false,
        "false",
    ),
    acs("external_access.acs.allowed_resources", is_filled),
    acs(
        "external_access.acs.require_federation_for_meeting",
        is_true,
    ),
    acs("external_access.acs.hide_banner_for_allowed_users", is_true),
    acs("external_access.acs.label_for_allowed_users", |value| {
        value.as_text() != Some("unverified")
    }),
    row(
        "guest_access.messaging.giphy_rating",
        |_| true,
        "guest_access.messaging.giphy",
        is_false,
        "false",
    ),
    row(
        "exchange.organization_relationships[].free_busy.level",
        |value| value.as_text() != Some("none"),
        "exchange.organization_relationships[].free_busy.enabled",
        is_false,
        "false",
    ),
    row(
        "exchange.organization_relationships[].free_busy.scope",
        |_| true,
        "exchange.organization_relationships[].free_busy.enabled",
        is_false,
        "false",
    ),
    row(
        "exchange.organization_relationships[].mail_tips.level",
        |value| value.as_text() != Some("none"),
        "exchange.organization_relationships[].mail_tips.enabled",
        is_false,
        "false",
    ),
    row(
        "exchange.organization_relationships[].mail_tips.scope",
        |_| true,
        "exchange.organization_relationships[].mail_tips.enabled",
        is_false,
        "false",
    ),
    row(
        "exchange.organization_relationships[].mailbox_moves.published_scopes",
        is_filled,
        "exchange.organization_relationships[].mailbox_moves.enabled",
        is_false,
        "false",
    ),
    row(
        "exchange.organization_relationships[].target.autodiscover_epr",
        |_| true,
        "exchange.organization_relationships[].target.sharing_epr",
        |value| value.as_text().is_some(),
        "set",
    ),
    row(
        "exchange.inbound_connectors[].sender_ip_addresses",
        is_filled,
        "exchange.inbound_connectors[].trusted_organizations",
        is_filled,
        "filled",
    ),
    row(
        "exchange.inbound_connectors[].sender_ip_addresses",
        is_filled,
        "exchange.inbound_connectors[].restrict_domains_to_ip_addresses",
        is_false,
        "false",
    ),
    row(
        "exchange.inbound_connectors[].restrict_domains_to_ip_addresses",
        is_true,
        "exchange.inbound_connectors[].trusted_organizations",
        is_filled,
        "filled",
    ),
    row(
        "exchange.inbound_connectors[].restrict_domains_to_ip_addresses",
        is_true,
        "exchange.inbound_connectors[].connector_type",
        |value| value.as_text() == Some("on_premises"),
        "on_premises",
    ),
    row(
        "exchange.inbound_connectors[].restrict_domains_to_certificate",
        is_true,
        "exchange.inbound_connectors[].trusted_organizations",
        is_filled,
        "filled",
    ),
    row(
        "exchange.inbound_connectors[].restrict_domains_to_certificate",
        is_true,
        "exchange.inbound_connectors[].connector_type",
        |value| value.as_text() == Some("on_premises"),
        "on_premises",
    ),
    row(
        "exchange.inbound_connectors[].require_tls",
        is_true,
        "exchange.inbound_connectors[].trusted_organizations",
        is_filled,
        "filled",
    ),
    row(
        "exchange.inbound_connectors[].require_tls",
        is_true,
        "exchange.inbound_connectors[].connector_type",
        |value| value.as_text() == Some("on_premises"),
        "on_premises",
    ),
    row(
        "exchange.inbound_connectors[].tls_sender_certificate_name",
        |_| true,
        "exchange.inbound_connectors[].require_tls",
        is_false,
        "false",
    ),
    row(
        "exchange.inbound_connectors[].ef_skip_ips",
        is_filled,
        "exchange.inbound_connectors[].ef_skip_last_ip",
        is_true,
        "true",
    ),
    Row {
        setting: key("exchange.outbound_connectors[].tls_domain"),
        matters: |_| true,
        other: key("exchange.outbound_connectors[].tls_settings"),
        idles: |value| value.as_text() != Some("domain_validation"),
        state: "not domain_validation",
        uncertain: "Whether the service refuses it then is not known.",
    },
    row(
        "exchange.external_in_outlook.allowed_domains",
        is_filled,
        "exchange.external_in_outlook.enabled",
        is_false,
        "false",
    ),
    row(
        "exchange.external_in_outlook.allowed_senders",
        is_filled,
        "exchange.external_in_outlook.enabled",
        is_false,
        "false",
    ),
    row(
        "external_access_policies[].communication_with_external_orgs",
        is_not_default,
        "external_access_policies[].federation_access",
        is_false,
        "false",
    ),
    row(
        "external_access_policies[].federated_bilateral_chats",
        is_true,
        "external_access_policies[].federation_access",
        is_false,
        "false",
    ),
    row(
        "external_access_policies[].allowed_domains",
        is_filled,
        "external_access_policies[].communication_with_external_orgs",
        |value| value.as_text() != Some("allow_specific_external_domains"),
        "not allow_specific_external_domains",
    ),
    row(
        "external_access_policies[].blocked_domains",
        is_filled,
        "external_access_policies[].communication_with_external_orgs",
        |value| value.as_text() != Some("block_specific_external_domains"),
        "not block_specific_external_domains",
    ),
    row(
        "external_access_policies[].teams_consumer_access",
        is_true,
        "external_access.teams_consumer.enabled",
        is_false,
        "false",
    ),
    row(
        "external_access_policies[].teams_consumer_inbound",
        is_true,
        "external_access_policies[].teams_consumer_access",
        is_false,
        "false",
    ),
    row(
        "external_access_policies[].teams_consumer_inbound",
        is_true,
        "external_access.teams_consumer.enabled",
        is_false,
        "false",
    ),
    row(
        "external_access_policies[].teams_consumer_inbound",
        is_true,
        "external_access.teams_consumer.inbound",
        is_false,
        "false",
    ),
    row(
        "external_access_policies[].restrict_teams_consumer_to_external_user_profiles",
        is_true,
        "external_access_policies[].teams_consumer_access",
        is_false,
        "false",
    ),
    row(
        "external_access_policies[].acs_federation_access",
        is_true,
        "external_access.acs.enabled",
        is_false,
        "false",
    ),
    row(
        "meetings.policies[].anonymous_users_join_meeting",
        is_true,
        "meetings.disable_anonymous_join",
        is_true,
        "true",
    ),
    row(
        "meetings.policies[].anonymous_users_start_meeting",
        is_true,
        "meetings.policies[].anonymous_users_join_meeting",
        is_false,
        "false",
    ),
    row(
        "meetings.policies[].anonymous_users_start_meeting",
        is_true,
        "meetings.disable_anonymous_join",
        is_true,
        "true",
    ),
    row(
        "teams.restricted_senders",
        is_filled,
        "teams.email_into_channels",
        is_false,
        "false",
    ),
    row(
        "teams.teams[].guests_create_update_channels",
        is_true,
        "guest_access.enabled",
        is_false,
        "false",
    ),
    row(
        "teams.teams[].guests_delete_channels",
        is_true,
        "guest_access.enabled",
        is_false,
        "false",
    ),
    row(
        "groups.exceptions[].owners_add_guests",
        is_true,
        "groups.owners_add_guests",
        is_false,
        "false",
    ),
    row(
        "groups.creation_allowed_group",
        |_| true,
        "groups.creation",
        is_true,
        "true",
    ),
    labelled("groups.classifications", is_filled),
    labelled("groups.default_classification", |_| true),
    labelled("groups.classification_descriptions", |_| true),
    inherited!("b2b_collaboration_inbound", "user_targets", "users"),
    inherited!("b2b_collaboration_inbound", "application_targets", "applications"),
    inherited!("b2b_collaboration_outbound", "user_targets", "users"),
    inherited!("b2b_collaboration_outbound", "application_targets", "applications"),
    inherited!("b2b_direct_connect_inbound", "user_targets", "users"),
    inherited!("b2b_direct_connect_inbound", "application_targets", "applications"),
    inherited!("b2b_direct_connect_outbound", "user_targets", "users"),
    inherited!("b2b_direct_connect_outbound", "application_targets", "applications"),
    inherited!("tenant_restrictions", "user_targets", "users"),
    inherited!("tenant_restrictions", "application_targets", "applications"),
];

const fn row(
    setting: &'static str,
    matters: fn(&Value) -> bool,
    other: &'static str,
    idles: fn(&Value) -> bool,
    state: &'static str,
) -> Row {
    Row {
        setting: key(setting),
        matters,
        other: key(other),
        idles,
        state,
        uncertain: "",
    }
}

/// What sensitivity labels replace.
const fn labelled(setting: &'static str, matters: fn(&Value) -> bool) -> Row {
    row(
        setting,
        matters,
        "groups.sensitivity_labels",
        is_true,
        "true",
    )
}

const fn acs(setting: &'static str, matters: fn(&Value) -> bool) -> Row {
    row(
        setting,
        matters,
        "external_access.acs.enabled",
        is_false,
        "false",
    )
}

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
    ROWS.iter().chain(sharing::ROWS).chain(services::ROWS)
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
