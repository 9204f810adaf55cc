//! SharePoint and OneDrive. Source: `Set-SPOTenant`, `Set-SPOSite`.

use super::{Row, is_empty, is_false, is_filled, is_true, row};
use crate::model::Value;
use crate::model::sharing::ANYONE;

fn any(_: &Value) -> bool {
    true
}

fn is_word(value: &Value, word: &str) -> bool {
    value.as_text() == Some(word)
}

fn is_not_anyone(value: &Value) -> bool {
    !is_word(value, ANYONE)
}

fn is_disabled(value: &Value) -> bool {
    is_word(value, "disabled")
}

fn is_restriction(value: &Value) -> bool {
    !is_word(value, "none")
}

fn is_anonymous(value: &Value) -> bool {
    is_word(value, "anonymous_access")
}

fn is_for_anyone(value: &Value) -> bool {
    is_word(value, "anyone")
}

fn is_initialized(value: &Value) -> bool {
    !is_word(value, "uninitialized")
}

fn is_not_edit(value: &Value) -> bool {
    !is_word(value, "edit")
}

fn is_blank(value: &Value) -> bool {
    is_word(value, "")
}

#[rustfmt::skip]
pub(super) static ROWS: &[Row] = &[
    row("sharepoint.anyone_links.expire_in_days", any, "sharepoint.sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.anyone_links.file_permission", any, "sharepoint.sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.anyone_links.folder_permission", any, "sharepoint.sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.anyone_links.track_users", is_true, "sharepoint.sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.anyone_links.max_expiration_in_days", any, "sharepoint.sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.anyone_links.max_expiration_in_days", any, "sharepoint.core_sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.anyone_links.recommended_expiration_in_days", any, "sharepoint.sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.anyone_links.recommended_expiration_in_days", any, "sharepoint.core_sharing", is_not_anyone, "not \"Anyone\""),
    row("onedrive.anyone_links.max_expiration_in_days", any, "onedrive.sharing", is_not_anyone, "not \"Anyone\""),
    row("onedrive.anyone_links.max_expiration_in_days", any, "sharepoint.sharing", is_not_anyone, "not \"Anyone\""),
    row("onedrive.anyone_links.recommended_expiration_in_days", any, "onedrive.sharing", is_not_anyone, "not \"Anyone\""),
    row("onedrive.anyone_links.recommended_expiration_in_days", any, "sharepoint.sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.domain_restriction.mode", is_restriction, "sharepoint.sharing", is_disabled, "\"disabled\""),
    row("sharepoint.default_sharing_link_type", is_anonymous, "sharepoint.sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.default_share_link.scope", is_for_anyone, "sharepoint.sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.default_share_link.scope", is_for_anyone, "sharepoint.core_sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.default_share_link.scope", is_initialized, "sharepoint.default_share_link.to_existing_access", is_true, "true"),
    row("onedrive.default_share_link.scope", is_for_anyone, "onedrive.sharing", is_not_anyone, "not \"Anyone\""),
    row("onedrive.default_share_link.scope", is_for_anyone, "sharepoint.sharing", is_not_anyone, "not \"Anyone\""),
    row("onedrive.default_share_link.scope", is_initialized, "onedrive.default_share_link.to_existing_access", is_true, "true"),
    row("onedrive.request_files_link.enabled", is_true, "onedrive.sharing", is_not_anyone, "not \"Anyone\""),
    row("onedrive.request_files_link.enabled", is_true, "sharepoint.sharing", is_not_anyone, "not \"Anyone\""),
    row("onedrive.request_files_link.enabled", is_true, "sharepoint.anyone_links.file_permission", is_not_edit, "not \"edit\""),
    row("onedrive.request_files_link.enabled", is_true, "sharepoint.anyone_links.folder_permission", is_not_edit, "not \"edit\""),
    row("onedrive.request_files_link.expiration_in_days", any, "onedrive.request_files_link.enabled", is_false, "false"),
    row("sharepoint.request_files_link.enabled", is_true, "sharepoint.sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.request_files_link.enabled", is_true, "sharepoint.anyone_links.file_permission", is_not_edit, "not \"edit\""),
    row("sharepoint.request_files_link.enabled", is_true, "sharepoint.anyone_links.folder_permission", is_not_edit, "not \"edit\""),
    row("sharepoint.request_files_link.expiration_in_days", any, "sharepoint.request_files_link.enabled", is_false, "false"),
    row("sharepoint.external_users.expire_in_days", any, "sharepoint.external_users.expiration_required", is_false, "false"),
    row("sharepoint.email_attestation.reauth_days", any, "sharepoint.email_attestation.required", is_false, "false"),
    row("sharepoint.email_attestation.required", is_true, "sharepoint.azure_ad_b2b_integration", is_true, "true"),
    row("sharepoint.allow_guest_user_share_to_users_not_in_site_collection", is_true, "sharepoint.azure_ad_b2b_integration", is_false, "false"),
    row("sharepoint.notifications.bcc_external_sharing_invitations", is_true, "sharepoint.notifications.bcc_external_sharing_invitations_list", is_empty, "empty"),
    row("sharepoint.notifications.bcc_external_sharing_invitations_list", is_filled, "sharepoint.notifications.bcc_external_sharing_invitations", is_false, "false"),
    row("sharepoint.sign_in_acceleration.guests", is_true, "sharepoint.sign_in_acceleration.domain", is_blank, "empty"),
    row("sharepoint.sites[].domain_restriction.mode", is_restriction, "sharepoint.sites[].sharing", is_disabled, "\"disabled\""),
    row("sharepoint.sites[].default_sharing_link_type", is_anonymous, "sharepoint.sites[].sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.sites[].default_sharing_link_type", is_anonymous, "sharepoint.sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.sites[].default_share_link.scope", is_for_anyone, "sharepoint.sites[].sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.sites[].default_share_link.scope", is_for_anyone, "sharepoint.sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.sites[].anyone_links.expire_in_days", any, "sharepoint.sites[].anyone_links.override_expiration", is_false, "false"),
    row("sharepoint.sites[].anyone_links.expire_in_days", any, "sharepoint.sites[].sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.sites[].anyone_links.expire_in_days", any, "sharepoint.sharing", is_not_anyone, "not \"Anyone\""),
    row("sharepoint.sites[].external_users.expire_in_days", any, "sharepoint.sites[].external_users.override_expiration", is_false, "false"),
    row("sharepoint.sites[].restricted_access_control.groups", is_filled, "sharepoint.sites[].restricted_access_control.enabled", is_false, "false"),
];
