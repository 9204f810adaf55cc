//! Groups and cross-tenant access. Source: Graph groupSetting,
//! crossTenantAccessPolicyConfigurationPartner.

use super::row::{Row, any, is_filled, is_true, is_word, row, while_false, while_true};
use crate::model::Value;

fn is_inherit(value: &Value) -> bool {
    is_word(value, "inherit")
}

/// What sensitivity labels replace.
const fn labelled(setting: &'static str, matters: fn(&Value) -> bool) -> Row {
    while_true(setting, matters, "groups.sensitivity_labels")
}

/// Targets of a partner's object whose word is left to the default.
macro_rules! inherited {
    ($setting:literal, $targets:literal, $access:literal) => {
        row(
            concat!("cross_tenant_access.partners[].", $setting, ".", $targets),
            any,
            concat!("cross_tenant_access.partners[].", $setting, ".", $access),
            is_inherit,
            "\"inherit\"",
        )
    };
}

#[rustfmt::skip]
pub(super) static ROWS: &[Row] = &[
    while_false("groups.exceptions[].owners_add_guests", is_true, "groups.owners_add_guests"),
    while_true("groups.creation_allowed_group", any, "groups.creation"),
    labelled("groups.classifications", is_filled),
    labelled("groups.default_classification", any),
    labelled("groups.classification_descriptions", any),
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
