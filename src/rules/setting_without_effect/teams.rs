//! External access, guest access, policies, meetings and teams. Source:
//! `Set-CsTenantFederationConfiguration`, `Set-CsTeamsExternalAccessConfiguration`,
//! `Set-CsTeamsAcsFederationConfiguration`, `Set-CsTeamsGuestMessagingConfiguration`,
//! `Set-CsExternalAccessPolicy`, `Set-CsTeamsMeetingPolicy`, `Set-CsTeamsClientConfiguration`.

use super::row::{Row, any, is_empty, is_filled, is_true, is_word, row, while_false, while_true};
use crate::model::Value;

fn is_allowed(value: &Value) -> bool {
    is_word(value, "allowed")
}

fn is_not_all(value: &Value) -> bool {
    !is_word(value, "all")
}

fn is_a_label(value: &Value) -> bool {
    !is_word(value, "unverified")
}

fn is_not_default(value: &Value) -> bool {
    !is_word(value, "organization_default")
}

fn is_not_allowing_some(value: &Value) -> bool {
    !is_word(value, "allow_specific_external_domains")
}

fn is_not_blocking_some(value: &Value) -> bool {
    !is_word(value, "block_specific_external_domains")
}

const fn acs(setting: &'static str, matters: fn(&Value) -> bool) -> Row {
    while_false(setting, matters, "external_access.acs.enabled")
}

#[rustfmt::skip]
pub(super) static ROWS: &[Row] = &[
    while_false("external_access.teams_consumer.inbound", is_true, "external_access.teams_consumer.enabled"),
    while_false("external_access.teams_consumer.restrict_to_external_user_profiles", is_true, "external_access.teams_consumer.enabled"),
    row("external_access.block_subdomains", is_true, "external_access.allowed_domains", is_not_all, "not \"all\""),
    row("external_access.block_subdomains", is_true, "external_access.blocked_domains", is_empty, "empty"),
    row("external_access.allowed_trial_tenant_domains", is_filled, "external_access.trial_tenants", is_allowed, "allowed"),
    row("external_access.treat_discovered_partners_as_unverified", is_true, "external_access.allowed_domains", is_not_all, "not \"all\"")
        .uncertain("That it counts only while allowed_domains is \"all\" is inferred."),
    while_false("external_access.blocked_users.users", is_filled, "external_access.blocked_users.enabled"),
    acs("external_access.acs.allowed_resources", is_filled),
    acs("external_access.acs.require_federation_for_meeting", is_true),
    acs("external_access.acs.hide_banner_for_allowed_users", is_true),
    acs("external_access.acs.label_for_allowed_users", is_a_label),
    while_false("guest_access.messaging.giphy_rating", any, "guest_access.messaging.giphy"),
    while_false("external_access_policies[].communication_with_external_orgs", is_not_default, "external_access_policies[].federation_access"),
    while_false("external_access_policies[].federated_bilateral_chats", is_true, "external_access_policies[].federation_access"),
    row("external_access_policies[].allowed_domains", is_filled, "external_access_policies[].communication_with_external_orgs", is_not_allowing_some, "not allow_specific_external_domains"),
    row("external_access_policies[].blocked_domains", is_filled, "external_access_policies[].communication_with_external_orgs", is_not_blocking_some, "not block_specific_external_domains"),
    while_false("external_access_policies[].teams_consumer_access", is_true, "external_access.teams_consumer.enabled"),
    while_false("external_access_policies[].teams_consumer_inbound", is_true, "external_access_policies[].teams_consumer_access"),
    while_false("external_access_policies[].teams_consumer_inbound", is_true, "external_access.teams_consumer.enabled"),
    while_false("external_access_policies[].teams_consumer_inbound", is_true, "external_access.teams_consumer.inbound"),
    while_false("external_access_policies[].restrict_teams_consumer_to_external_user_profiles", is_true, "external_access_policies[].teams_consumer_access"),
    while_false("external_access_policies[].acs_federation_access", is_true, "external_access.acs.enabled"),
    while_true("meetings.policies[].anonymous_users_join_meeting", is_true, "meetings.disable_anonymous_join"),
    while_false("meetings.policies[].anonymous_users_start_meeting", is_true, "meetings.policies[].anonymous_users_join_meeting"),
    while_true("meetings.policies[].anonymous_users_start_meeting", is_true, "meetings.disable_anonymous_join"),
    while_false("teams.restricted_senders", is_filled, "teams.email_into_channels"),
    while_false("teams.teams[].guests_create_update_channels", is_true, "guest_access.enabled"),
    while_false("teams.teams[].guests_delete_channels", is_true, "guest_access.enabled"),
];
