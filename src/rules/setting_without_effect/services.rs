//! Power BI, Power Platform and Viva Engage. Source: Fabric tenant settings, "Export and sharing tenant settings";
//! Viva Engage, "Guests in Viva Engage", "Disable external messaging".

use super::row::{Row, any, is_filled, is_none, is_true, is_word, row, while_false};
use crate::model::Value;

fn is_not_both(value: &Value) -> bool {
    !is_word(value, "allow_both")
}

/// Groups that a tenant setting of Power BI is limited to: they count while it is on.
macro_rules! limited {
    ($setting:literal, $groups:literal) => {
        while_false(
            concat!("power_bi.", $setting, ".", $groups),
            is_filled,
            concat!("power_bi.", $setting, ".enabled"),
        )
    };
}

#[rustfmt::skip]
pub(super) static ROWS: &[Row] = &[
    while_false("power_bi.elevated_guests.enabled", is_true, "power_bi.guest_access_to_shared_content.enabled"),
    while_false("power_bi.external_sharing.enabled", is_true, "power_bi.guest_access_to_shared_content.enabled"),
    row("power_bi.external_sharing.enabled", is_true, "entra_b2b.invites_from", is_none, "\"none\""),
    while_false("power_bi.guest_lookup.enabled", is_true, "power_bi.guest_access_to_shared_content.enabled"),
    while_false("power_bi.email_subscriptions_to_external_users.enabled", is_true, "power_bi.email_subscriptions_to_b2b_users.enabled")
        .uncertain("The service turns it off by itself: the recorded value will then differ."),
    while_false("power_bi.external_dataset_sharing.enabled", is_true, "power_bi.dataset_in_place_sharing.enabled"),
    limited!("guest_access_to_shared_content", "groups"),
    limited!("guest_access_to_shared_content", "excluded_groups"),
    limited!("external_sharing", "groups"),
    limited!("external_sharing", "excluded_groups"),
    limited!("elevated_guests", "groups"),
    limited!("elevated_guests", "excluded_groups"),
    limited!("guest_lookup", "groups"),
    limited!("guest_lookup", "excluded_groups"),
    limited!("publish_to_web", "groups"),
    limited!("publish_to_web", "excluded_groups"),
    limited!("email_subscriptions_to_b2b_users", "groups"),
    limited!("email_subscriptions_to_b2b_users", "excluded_groups"),
    limited!("email_subscriptions_to_external_users", "groups"),
    limited!("email_subscriptions_to_external_users", "excluded_groups"),
    limited!("dataset_in_place_sharing", "groups"),
    limited!("dataset_in_place_sharing", "excluded_groups"),
    limited!("external_dataset_sharing", "groups"),
    limited!("external_dataset_sharing", "excluded_groups"),
    limited!("external_data_sharing", "groups"),
    limited!("external_data_sharing", "excluded_groups"),
    limited!("external_data_sharing_receiver", "groups"),
    limited!("external_data_sharing_receiver", "excluded_groups"),
    limited!("share_link_to_entire_org", "groups"),
    limited!("share_link_to_entire_org", "excluded_groups"),
    while_false("power_bi.publish_to_web.create_embed_codes", is_true, "power_bi.publish_to_web.enabled"),
    while_false("viva_engage.b2b_guests", is_true, "viva_engage.native_mode")
        .uncertain("One page of Microsoft says the opposite; the newer one says that guests need native mode."),
    while_false("power_platform.tenant_isolation.rules[].direction", any, "power_platform.tenant_isolation.enabled"),
    row("viva_engage.b2b_guests", is_true, "viva_engage.external_messaging", is_not_both, "not \"allow_both\""),
    while_false("viva_engage.b2b_guests", is_true, "groups.guests_access_content"),
    while_false("viva_engage.b2b_guests", is_true, "groups.owners_add_guests")
        .uncertain("Guests who are members already stay."),
    row("viva_engage.b2b_guests", is_true, "entra_b2b.invites_from", is_none, "\"none\"")
        .uncertain("Guests who are in the directory already stay."),
];
