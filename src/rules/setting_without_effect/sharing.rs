//! SharePoint and OneDrive. Source: `Set-SPOTenant`, `Set-SPOSite`.

use super::row::{
    Row, any, is_empty, is_filled, is_none, is_true, is_word, row, while_false, while_true,
};
use crate::model::Value;
use crate::model::sharing::ANYONE;

fn is_not_anyone(value: &Value) -> bool {
    !is_word(value, ANYONE)
}

fn is_disabled(value: &Value) -> bool {
    is_word(value, "disabled")
}

fn is_restriction(value: &Value) -> bool {
    !is_none(value)
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

const fn unless_anyone(
    setting: &'static str,
    matters: fn(&Value) -> bool,
    other: &'static str,
) -> Row {
    row(setting, matters, other, is_not_anyone, "not \"Anyone\"")
}

#[rustfmt::skip]
pub(super) static ROWS: &[Row] = &[
    unless_anyone("sharepoint.anyone_links.expire_in_days", any, "sharepoint.sharing"),
    unless_anyone("sharepoint.anyone_links.file_permission", any, "sharepoint.sharing"),
    unless_anyone("sharepoint.anyone_links.folder_permission", any, "sharepoint.sharing"),
    unless_anyone("sharepoint.anyone_links.track_users", is_true, "sharepoint.sharing"),
    unless_anyone("sharepoint.anyone_links.max_expiration_in_days", any, "sharepoint.sharing"),
    unless_anyone("sharepoint.anyone_links.max_expiration_in_days", any, "sharepoint.core_sharing"),
    unless_anyone("sharepoint.anyone_links.recommended_expiration_in_days", any, "sharepoint.sharing"),
    unless_anyone("sharepoint.anyone_links.recommended_expiration_in_days", any, "sharepoint.core_sharing"),
    unless_anyone("onedrive.anyone_links.max_expiration_in_days", any, "onedrive.sharing"),
    unless_anyone("onedrive.anyone_links.max_expiration_in_days", any, "sharepoint.sharing"),
    unless_anyone("onedrive.anyone_links.recommended_expiration_in_days", any, "onedrive.sharing"),
    unless_anyone("onedrive.anyone_links.recommended_expiration_in_days", any, "sharepoint.sharing"),
    row("sharepoint.domain_restriction.mode", is_restriction, "sharepoint.sharing", is_disabled, "\"disabled\""),
    unless_anyone("sharepoint.default_sharing_link_type", is_anonymous, "sharepoint.sharing"),
    unless_anyone("sharepoint.default_share_link.scope", is_for_anyone, "sharepoint.sharing"),
    unless_anyone("sharepoint.default_share_link.scope", is_for_anyone, "sharepoint.core_sharing"),
    while_true("sharepoint.default_share_link.scope", is_initialized, "sharepoint.default_share_link.to_existing_access"),
    unless_anyone("onedrive.default_share_link.scope", is_for_anyone, "onedrive.sharing"),
    unless_anyone("onedrive.default_share_link.scope", is_for_anyone, "sharepoint.sharing"),
    while_true("onedrive.default_share_link.scope", is_initialized, "onedrive.default_share_link.to_existing_access"),
    unless_anyone("onedrive.request_files_link.enabled", is_true, "onedrive.sharing"),
    unless_anyone("onedrive.request_files_link.enabled", is_true, "sharepoint.sharing"),
    row("onedrive.request_files_link.enabled", is_true, "sharepoint.anyone_links.file_permission", is_not_edit, "not \"edit\""),
    row("onedrive.request_files_link.enabled", is_true, "sharepoint.anyone_links.folder_permission", is_not_edit, "not \"edit\""),
    while_false("onedrive.request_files_link.expiration_in_days", any, "onedrive.request_files_link.enabled"),
    unless_anyone("sharepoint.request_files_link.enabled", is_true, "sharepoint.sharing"),
    row("sharepoint.request_files_link.enabled", is_true, "sharepoint.anyone_links.file_permission", is_not_edit, "not \"edit\""),
    row("sharepoint.request_files_link.enabled", is_true, "sharepoint.anyone_links.folder_permission", is_not_edit, "not \"edit\""),
    while_false("sharepoint.request_files_link.expiration_in_days", any, "sharepoint.request_files_link.enabled"),
    while_false("sharepoint.external_users.expire_in_days", any, "sharepoint.external_users.expiration_required"),
    while_false("sharepoint.email_attestation.reauth_days", any, "sharepoint.email_attestation.required"),
    while_true("sharepoint.email_attestation.required", is_true, "sharepoint.azure_ad_b2b_integration"),
    while_false("sharepoint.allow_guest_user_share_to_users_not_in_site_collection", is_true, "sharepoint.azure_ad_b2b_integration"),
    row("sharepoint.notifications.bcc_external_sharing_invitations", is_true, "sharepoint.notifications.bcc_external_sharing_invitations_list", is_empty, "empty"),
    while_false("sharepoint.notifications.bcc_external_sharing_invitations_list", is_filled, "sharepoint.notifications.bcc_external_sharing_invitations"),
    row("sharepoint.sign_in_acceleration.guests", is_true, "sharepoint.sign_in_acceleration.domain", is_blank, "empty"),
    row("sharepoint.sites[].domain_restriction.mode", is_restriction, "sharepoint.sites[].sharing", is_disabled, "\"disabled\""),
    unless_anyone("sharepoint.sites[].default_sharing_link_type", is_anonymous, "sharepoint.sites[].sharing"),
    unless_anyone("sharepoint.sites[].default_sharing_link_type", is_anonymous, "sharepoint.sharing"),
    unless_anyone("sharepoint.sites[].default_share_link.scope", is_for_anyone, "sharepoint.sites[].sharing"),
    unless_anyone("sharepoint.sites[].default_share_link.scope", is_for_anyone, "sharepoint.sharing"),
    while_false("sharepoint.sites[].anyone_links.expire_in_days", any, "sharepoint.sites[].anyone_links.override_expiration"),
    unless_anyone("sharepoint.sites[].anyone_links.expire_in_days", any, "sharepoint.sites[].sharing"),
    unless_anyone("sharepoint.sites[].anyone_links.expire_in_days", any, "sharepoint.sharing"),
    while_false("sharepoint.sites[].external_users.expire_in_days", any, "sharepoint.sites[].external_users.override_expiration"),
    while_false("sharepoint.sites[].restricted_access_control.groups", is_filled, "sharepoint.sites[].restricted_access_control.enabled"),
];
