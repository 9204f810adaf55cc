//! A mode and its lists, as whom they let in together.
//!
//! From an allow list to a block list, entries may be lost as well as gained: the mode alone does not
//! say which way a change goes.

use super::parts::Phase;
use super::{Task, Wanted};
use crate::model::federation::{self, Reach};
use crate::model::sections::setting;
use crate::model::{AllowedDomains, SettingKey, Value, ValueSet};

/// Whom a mode and its lists let in.
#[derive(Debug, PartialEq, Eq)]
enum Restriction {
    /// Whom the tenant lets in: which way from or to it a change goes is not known here.
    Tenant,
    /// These alone.
    Only(ValueSet),
    /// All but these.
    But(ValueSet),
}

impl Restriction {
    /// Whether whoever this lets in, the other lets in too; nothing if that is not known.
    fn is_within(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Only(these), _) if these.is_empty() => Some(true),
            (_, Self::But(those)) if those.is_empty() => Some(true),
            (Self::Tenant, Self::Tenant) => Some(true),
            (Self::Tenant, _) | (_, Self::Tenant) => None,
            (Self::Only(these), Self::Only(those)) => Some(these.minus(those).next().is_none()),
            (Self::Only(these), Self::But(those)) => {
                Some(these.iter().all(|domain| !those.contains(domain)))
            }
            (Self::But(_), Self::Only(_)) => Some(false),
            (Self::But(these), Self::But(those)) => Some(those.minus(these).next().is_none()),
        }
    }
}

/// The properties of an object that say whom it lets in: mode, allowed domains, blocked domains. Nothing
/// where no mode says which list counts.
///
/// Sources: `Set-SPOTenant` and `Set-SPOSite` (`SharingDomainRestrictionMode`),
/// `Set-CsExternalAccessPolicy` (`CommunicationWithExternalOrgs`).
pub(super) fn properties(object: &str) -> Option<[&'static str; 3]> {
    match object {
        "SPOTenant" | "SPOSite" => Some([
            "SharingDomainRestrictionMode",
            "SharingAllowedDomainList",
            "SharingBlockedDomainList",
        ]),
        "CsExternalAccessPolicy" => Some([
            "CommunicationWithExternalOrgs",
            "AllowedExternalDomains",
            "BlockedExternalDomains",
        ]),
        _ => None,
    }
}

/// When a change of a mode comes, with the lists that change beside it; nothing if no mode changes.
pub(super) fn phase(task: &Task, group: &[&Wanted]) -> Option<Phase> {
    let [mode, allowed, blocked] = properties(group.first()?.setting.object)?;
    let of = |property: &str| {
        let found = group.iter().find(|w| w.setting.property == property);
        found.copied()
    };
    let wanted = of(mode)?;
    // A list that does not change is what is known of it.
    let unchanged = |property: &str| {
        let beside = task.known.iter().find(|(key, _)| {
            key.object() == wanted.key.object()
                && setting(&key.declared())
                    .is_some_and(|s| s.object == wanted.setting.object && s.property == property)
        });
        beside.map(|(_, value)| value)
    };
    let restriction = |mode: Option<&Value>, is_before: bool| {
        let list = |property: &str| {
            let value = match of(property) {
                Some(wanted) if is_before => wanted.before.as_ref(),
                Some(wanted) => Some(&wanted.after),
                None => unchanged(property),
            };
            value?.as_set().cloned()
        };
        Some(match mode?.as_text()? {
            "none" | "allow_all_external_domains" => Restriction::But(ValueSet::empty()),
            "block_all_external_domains" => Restriction::Only(ValueSet::empty()),
            "allow_list" | "allow_specific_external_domains" => Restriction::Only(list(allowed)?),
            "block_list" | "block_specific_external_domains" => Restriction::But(list(blocked)?),
            _ => Restriction::Tenant,
        })
    };
    let before = restriction(wanted.before.as_ref(), true);
    let after = restriction(Some(&wanted.after), false);
    let (Some(before), Some(after)) = (before, after) else {
        return Some(Phase::Replace);
    };
    Some(match (after.is_within(&before), before.is_within(&after)) {
        (Some(true), _) => Phase::Close,
        (_, Some(true)) => Phase::Open,
        _ => Phase::Replace,
    })
}

/// Between everybody and an allow list that has domains which were blocked, or which are to be: the
/// list without them, which lets in no more than both ends do.
///
/// Source: `Set-CsTenantFederationConfiguration`: blocked domains count only while everybody is allowed.
pub(super) fn between(task: &Task, wanted: &Wanted) -> Option<Value> {
    if wanted.key != federation::ALLOWED {
        return None;
    }
    let before = AllowedDomains::from_value(wanted.before.as_ref()?)?;
    let after = AllowedDomains::from_value(&wanted.after)?;
    let (list, is_before) = match (before, after) {
        (AllowedDomains::All, AllowedDomains::Only(list)) => (list, true),
        (AllowedDomains::Only(list), AllowedDomains::All) => (list, false),
        _ => return None,
    };
    let value = |key: &SettingKey| match task.wanted.iter().find(|w| w.key == *key) {
        Some(wanted) if is_before => wanted.before.as_ref(),
        Some(wanted) => Some(&wanted.after),
        None => task.known.get(key),
    };
    let blocked = value(&federation::BLOCKED)?.as_set()?;
    let subdomains = value(&federation::BLOCK_SUBDOMAINS).and_then(Value::as_flag) == Some(true);
    let is_free = |domain: &&str| Reach::blocking(blocked, subdomains, domain).is_none();
    let free: ValueSet = list.iter().filter(is_free).map(Into::into).collect();
    if free.len() == list.len() {
        return None;
    }
    Some(match free.is_empty() {
        true => AllowedDomains::None.to_value(),
        false => AllowedDomains::Only(free).to_value(),
    })
}
