//! Power BI, Power Platform and Viva Engage. Source: Fabric tenant settings, "Export and sharing tenant settings";
//! Viva Engage, "Guests in Viva Engage", "Disable external messaging".

use super::{Row, is_false, is_filled, is_true, key, row};
use crate::model::Value;

fn is_none(value: &Value) -> bool {
    value.as_text() == Some("none")
}

fn any(_: &Value) -> bool {
    true
}

fn is_not_both(value: &Value) -> bool {
    value.as_text() != Some("allow_both")
}

#[rustfmt::skip]
pub(super) static ROWS: &[Row] = &[
    row("power_bi.elevated_guests.enabled", is_true, "power_bi.guest_access_to_shared_content.enabled", is_false, "false"),
    row("power_bi.external_sharing.enabled", is_true, "power_bi.guest_access_to_shared_content.enabled", is_false, "false"),
    row("power_bi.external_sharing.enabled", is_true, "entra_b2b.invites_from", is_none, "\"none\""),
    row("power_bi.guest_lookup.enabled", is_true, "power_bi.guest_access_to_shared_content.enabled", is_false, "false"),
    Row { setting: key("power_bi.email_subscriptions_to_external_users.enabled"), matters: is_true, other: key("power_bi.email_subscriptions_to_b2b_users.enabled"), idles: is_false, state: "false", uncertain: "The service turns it off by itself: the recorded value will then differ." },
    row("power_bi.external_dataset_sharing.enabled", is_true, "power_bi.dataset_in_place_sharing.enabled", is_false, "false"),
    row("power_bi.guest_access_to_shared_content.groups", is_filled, "power_bi.guest_access_to_shared_content.enabled", is_false, "false"),
    row("power_bi.guest_access_to_shared_content.excluded_groups", is_filled, "power_bi.guest_access_to_shared_content.enabled", is_false, "false"),
    row("power_bi.external_sharing.groups", is_filled, "power_bi.external_sharing.enabled", is_false, "false"),
    row("power_bi.external_sharing.excluded_groups", is_filled, "power_bi.external_sharing.enabled", is_false, "false"),
    row("power_bi.elevated_guests.groups", is_filled, "power_bi.elevated_guests.enabled", is_false, "false"),
    row("power_bi.elevated_guests.excluded_groups", is_filled, "power_bi.elevated_guests.enabled", is_false, "false"),
    row("power_bi.guest_lookup.groups", is_filled, "power_bi.guest_lookup.enabled", is_false, "false"),
    row("power_bi.guest_lookup.excluded_groups", is_filled, "power_bi.guest_lookup.enabled", is_false, "false"),
    row("power_bi.publish_to_web.groups", is_filled, "power_bi.publish_to_web.enabled", is_false, "false"),
    row("power_bi.publish_to_web.excluded_groups", is_filled, "power_bi.publish_to_web.enabled", is_false, "false"),
    row("power_bi.email_subscriptions_to_b2b_users.groups", is_filled, "power_bi.email_subscriptions_to_b2b_users.enabled", is_false, "false"),
    row("power_bi.email_subscriptions_to_b2b_users.excluded_groups", is_filled, "power_bi.email_subscriptions_to_b2b_users.enabled", is_false, "false"),
    row("power_bi.email_subscriptions_to_external_users.groups", is_filled, "power_bi.email_subscriptions_to_external_users.enabled", is_false, "false"),
    row("power_bi.email_subscriptions_to_external_users.excluded_groups", is_filled, "power_bi.email_subscriptions_to_external_users.enabled", is_false, "false"),
    row("power_bi.dataset_in_place_sharing.groups", is_filled, "power_bi.dataset_in_place_sharing.enabled", is_false, "false"),
    row("power_bi.dataset_in_place_sharing.excluded_groups", is_filled, "power_bi.dataset_in_place_sharing.enabled", is_false, "false"),
    row("power_bi.external_dataset_sharing.groups", is_filled, "power_bi.external_dataset_sharing.enabled", is_false, "false"),
    row("power_bi.external_dataset_sharing.excluded_groups", is_filled, "power_bi.external_dataset_sharing.enabled", is_false, "false"),
    row("power_bi.external_data_sharing.groups", is_filled, "power_bi.external_data_sharing.enabled", is_false, "false"),
    row("power_bi.external_data_sharing.excluded_groups", is_filled, "power_bi.external_data_sharing.enabled", is_false, "false"),
    row("power_bi.external_data_sharing_receiver.groups", is_filled, "power_bi.external_data_sharing_receiver.enabled", is_false, "false"),
    row("power_bi.external_data_sharing_receiver.excluded_groups", is_filled, "power_bi.external_data_sharing_receiver.enabled", is_false, "false"),
    row("power_bi.share_link_to_entire_org.groups", is_filled, "power_bi.share_link_to_entire_org.enabled", is_false, "false"),
    row("power_bi.share_link_to_entire_org.excluded_groups", is_filled, "power_bi.share_link_to_entire_org.enabled", is_false, "false"),
    row("power_bi.publish_to_web.create_embed_codes", is_true, "power_bi.publish_to_web.enabled", is_false, "false"),
    Row { setting: key("viva_engage.b2b_guests"), matters: is_true, other: key("viva_engage.native_mode"), idles: is_false, state: "false", uncertain: "One page of Microsoft says the opposite; the newer one says that guests need native mode." },
    row("power_platform.tenant_isolation.rules[].direction", any, "power_platform.tenant_isolation.enabled", is_false, "false"),
    row("viva_engage.b2b_guests", is_true, "viva_engage.external_messaging", is_not_both, "not \"allow_both\""),
    row("viva_engage.b2b_guests", is_true, "groups.guests_access_content", is_false, "false"),
    Row { setting: key("viva_engage.b2b_guests"), matters: is_true, other: key("groups.owners_add_guests"), idles: is_false, state: "false", uncertain: "Guests who are members already stay." },
    Row { setting: key("viva_engage.b2b_guests"), matters: is_true, other: key("entra_b2b.invites_from"), idles: is_none, state: "\"none\"", uncertain: "Guests who are in the directory already stay." },
];
