//! SharePoint and OneDrive.

pub(super) mod anyone_links_ignore_domains;
pub(super) mod earlier_guests_return;
pub(super) mod file_domain_mismatch;
pub(super) mod files_escape_entra_list;
pub(super) mod onedrive_over_sharepoint;
pub(super) mod sharing_list_empty;
pub(super) mod sharing_list_not_in_force;
pub(super) mod site_deleted;
pub(super) mod site_over_tenant;
pub(super) mod too_many_sharing_groups;

use super::TenantCase;
use crate::model::SettingKey;
use crate::model::sharing;

/// The settings of one list of domains: the mode, the allow list, the block list.
struct Restriction {
    /// Whose it is, in words.
    whose: String,
    mode: SettingKey,
    allowed: SettingKey,
    blocked: SettingKey,
}

/// That of the tenant, and of every site.
fn restrictions(case: &TenantCase<'_>) -> Vec<Restriction> {
    let mut all = vec![Restriction {
        whose: case.tenant.name.to_string(),
        mode: sharing::MODE.clone(),
        allowed: sharing::ALLOWED.clone(),
        blocked: sharing::BLOCKED.clone(),
    }];
    let sites = case.tenant.objects(sharing::SITES);
    all.extend(sites.map(|site| Restriction {
        mode: site.setting(&sharing::SITE_MODE),
        allowed: site.setting(&sharing::SITE_ALLOWED),
        blocked: site.setting(&sharing::SITE_BLOCKED),
        whose: site.name,
    }));
    all
}

/// A word, if known.
fn word(case: &TenantCase<'_>, key: &SettingKey) -> Option<String> {
    let value = case.view().effective(key).value?;
    value.as_text().map(str::to_owned)
}
