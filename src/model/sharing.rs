//! How far SharePoint and OneDrive share: the levels, their order, and whose level counts.
//!
//! Source: `Set-SPOTenant`, `Set-SPOSite`, "External sharing overview": the strictest of tenant,
//! partition and site counts.

use super::SettingKey;
use super::sections::sharepoint::LEVELS;

/// The ceiling of the tenant.
pub static TENANT: SettingKey = SettingKey::of("sharepoint.sharing");
/// The partition of SharePoint sites.
pub static CORE: SettingKey = SettingKey::of("sharepoint.core_sharing");
/// The partition of OneDrive.
pub static ONEDRIVE: SettingKey = SettingKey::of("onedrive.sharing");
/// The level of a site.
pub static SITE: SettingKey = SettingKey::of("sharepoint.sites[].sharing");
/// Whether a site leaves out its partition.
pub static SITE_OVERRIDE: SettingKey = SettingKey::of("sharepoint.sites[].override_sharing");
/// The declared path of sites.
pub const SITES: &str = "sharepoint.sites[]";

/// Which list of domains of the tenant counts.
pub static MODE: SettingKey = SettingKey::of("sharepoint.domain_restriction.mode");
/// The tenant's allowed domains.
pub static ALLOWED: SettingKey = SettingKey::of("sharepoint.domain_restriction.allowed_domains");
/// The tenant's blocked domains.
pub static BLOCKED: SettingKey = SettingKey::of("sharepoint.domain_restriction.blocked_domains");
/// The same three for a site.
pub static SITE_MODE: SettingKey = SettingKey::of("sharepoint.sites[].domain_restriction.mode");
/// The site's allowed domains.
pub static SITE_ALLOWED: SettingKey =
    SettingKey::of("sharepoint.sites[].domain_restriction.allowed_domains");
/// The site's blocked domains.
pub static SITE_BLOCKED: SettingKey =
    SettingKey::of("sharepoint.sites[].domain_restriction.blocked_domains");

/// The narrowest level.
pub const SHUT: &str = "disabled";
/// The widest level.
pub const ANYONE: &str = "external_user_and_guest_sharing";

/// The place of a level from narrow to wide; the service's numbers (0, 3, 1, 2) are not the order.
#[must_use]
pub fn rank(level: &str) -> Option<usize> {
    LEVELS.iter().position(|known| *known == level)
}

/// Whether one level is wider than another; false if one of them is none.
#[must_use]
pub fn is_wider(level: &str, than: &str) -> bool {
    matches!((rank(level), rank(than)), (Some(a), Some(b)) if a > b)
}

/// The level as the admin centre names it.
#[must_use]
pub fn label(level: &str) -> &'static str {
    match level {
        SHUT => "Only people in your organization",
        "existing_external_user_sharing_only" => "Existing guests",
        "external_user_sharing_only" => "New and existing guests",
        ANYONE => "Anyone",
        _ => "not known",
    }
}

/// The partition whose level counts for a site: OneDrive sites lie on a host of their own.
#[must_use]
pub fn partition(site: &str) -> &'static SettingKey {
    let host = site.split('/').nth(2).unwrap_or_default();
    let tenant = host.split('.').next().unwrap_or_default();
    if tenant.ends_with("-my") {
        &ONEDRIVE
    } else {
        &CORE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_ordered_by_what_they_let_in() {
        assert!(is_wider(
            "external_user_sharing_only",
            "existing_external_user_sharing_only"
        ));
        assert!(is_wider(ANYONE, "external_user_sharing_only"));
        assert!(!is_wider("disabled", "disabled"));
        assert!(!is_wider("other", "disabled"));
    }

    #[test]
    fn a_onedrive_is_known_by_its_host() {
        let own = "https://contoso-my.sharepoint.com/personal/ann_contoso_com";
        assert_eq!(partition(own), &ONEDRIVE);
        assert_eq!(
            partition("https://contoso.sharepoint.com/sites/x-my"),
            &CORE
        );
    }
}
