//! A mode and its lists, as whom they let in together.
//!
//! From an allow list to a block list, entries may be lost as well as gained: the mode alone does not
//! say which way a change goes.

use std::collections::BTreeMap;

use super::parts::Phase;
use super::{Task, Wanted};
use crate::model::federation::{self, Reach};
use crate::model::section::Setting;
use crate::model::sections::settings;
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

impl Restriction {
    /// Whom both let in; nothing if that is not known.
    fn meet(self, other: Self) -> Option<Self> {
        let listed = |these: &ValueSet, is_in: &dyn Fn(&str) -> bool| {
            Self::Only(these.iter().filter(|d| is_in(d)).map(Into::into).collect())
        };
        Some(match (&self, &other) {
            (Self::Tenant, _) | (_, Self::Tenant) => return None,
            (Self::Only(these), Self::Only(those)) => listed(these, &|d| those.contains(d)),
            (Self::Only(these), Self::But(those)) | (Self::But(those), Self::Only(these)) => {
                listed(these, &|d| !those.contains(d))
            }
            (Self::But(these), Self::But(those)) => {
                Self::But(these.iter().chain(those.iter()).map(Into::into).collect())
            }
        })
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

/// The word of a mode that lets in listed domains alone, and the one that lets nobody in, where there is
/// one: what an allow list without entries means to SharePoint is not documented.
fn words(object: &str) -> (&'static str, Option<&'static str>) {
    match object {
        "CsExternalAccessPolicy" => (
            "allow_specific_external_domains",
            Some("block_all_external_domains"),
        ),
        _ => ("allow_list", None),
    }
}

/// When a task has been carried out, and when it has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Before,
    After,
}

/// The value of a property at one end, as far as it is known; `changes` are those among which it is.
fn value<'t>(
    task: &'t Task,
    changes: &[&'t Wanted],
    (object, name): (&str, Option<&str>),
    property: &str,
    end: End,
) -> Option<&'t Value> {
    let is_it = |s: &&Setting| s.object == object && s.property == property;
    let changed = changes.iter().find(|wanted| is_it(&wanted.setting));
    match changed {
        Some(wanted) if end == End::Before => wanted.before.as_ref(),
        Some(wanted) => Some(&wanted.after),
        None => {
            let declared = &settings().iter().find(is_it)?.key;
            let key = name.map(|name| declared.with_object(name));
            task.known.get(key.as_ref().unwrap_or(declared))
        }
    }
}

/// Whom an object lets in at one end; nothing if that is not known.
fn at(task: &Task, changes: &[&Wanted], of: (&str, Option<&str>), end: End) -> Option<Restriction> {
    let [mode, allowed, blocked] = properties(of.0)?;
    let list = |property| value(task, changes, of, property, end)?.as_set().cloned();
    Some(match value(task, changes, of, mode, end)?.as_text()? {
        "none" | "allow_all_external_domains" => Restriction::But(ValueSet::empty()),
        "block_all_external_domains" => Restriction::Only(ValueSet::empty()),
        "allow_list" | "allow_specific_external_domains" => Restriction::Only(list(allowed)?),
        "block_list" | "block_specific_external_domains" => Restriction::But(list(blocked)?),
        _ => Restriction::Tenant,
    })
}

/// When a change of a mode comes, with the lists that change beside it; nothing if no mode changes.
pub(super) fn phase(task: &Task, group: &[&Wanted]) -> Option<Phase> {
    let first = group.first()?;
    let [mode, ..] = properties(first.setting.object)?;
    let wanted = group.iter().find(|w| w.setting.property == mode)?;
    let name = wanted.key.object_name();
    let of = (wanted.setting.object, name.as_deref());
    let (Some(before), Some(after)) = (
        at(task, group, of, End::Before),
        at(task, group, of, End::After),
    ) else {
        return Some(Phase::Replace);
    };
    Some(match (after.is_within(&before), before.is_within(&after)) {
        (Some(true), _) => Phase::Close,
        (_, Some(true)) => Phase::Open,
        _ => Phase::Replace,
    })
}

/// Whom a site lets in, as far as the tenant does at both ends; of other objects what it is.
fn within_tenant(task: &Task, object: &str, mut both: Restriction) -> Option<Restriction> {
    if object != "SPOSite" {
        return Some(both);
    }
    let wanted = task.wanted.iter();
    let of_tenant: Vec<&Wanted> = wanted.filter(|w| w.setting.object == "SPOTenant").collect();
    for end in [End::Before, End::After] {
        if let Some(tenant) = at(task, &of_tenant, ("SPOTenant", None), end) {
            both = both.meet(tenant)?;
        }
    }
    Some(both)
}

/// Whether a site gets an allow list of which the tenant's list, while it changes, is not to have all.
pub(super) fn exceeds(task: &Task, group: &[&Wanted]) -> bool {
    let Some(first) = group.first().filter(|w| w.setting.object == "SPOSite") else {
        return false;
    };
    let name = first.key.object_name();
    let after = at(task, group, ("SPOSite", name.as_deref()), End::After);
    let Some(Restriction::Only(list)) = after else {
        return false;
    };
    let within = within_tenant(task, "SPOSite", Restriction::Only(list.clone()));
    matches!(within, Some(Restriction::Only(within)) if within.len() < list.len())
}

/// Between an allow list and a block list, either way round: the mode and the allow list that let in
/// whom both ends do, by property. Nothing where that can't be said, or where a list would have to
/// change that is none of the group.
///
/// Source: learn.microsoft.com, sharepoint/restricted-domains-sharing: under an allow list of the tenant
/// a site's one is a part of it.
pub(super) fn meet(task: &Task, group: &[&Wanted]) -> Option<BTreeMap<&'static str, Value>> {
    let first = group.first()?;
    let object = first.setting.object;
    let [mode, allowed, _] = properties(object)?;
    let name = first.key.object_name();
    let of = (object, name.as_deref());
    let before = at(task, group, of, End::Before)?;
    let both = before.meet(at(task, group, of, End::After)?)?;
    let Restriction::Only(list) = within_tenant(task, object, both)? else {
        return None;
    };
    let (listed, nobody) = words(object);
    let mut out = BTreeMap::new();
    if list.is_empty() {
        out.insert(mode, Value::text(nobody?));
        return Some(out);
    }
    out.insert(mode, Value::text(listed));
    let list = Value::Set(list);
    let is_told = group.iter().any(|w| w.setting.property == allowed);
    if !is_told && value(task, group, of, allowed, End::After) != Some(&list) {
        return None;
    }
    out.insert(allowed, list);
    Some(out)
}

/// A setting of the tenant's external access at one end, as far as it is known.
fn tenants<'t>(task: &'t Task, key: &SettingKey, end: End) -> Option<&'t Value> {
    match task.wanted.iter().find(|w| w.key == *key) {
        Some(wanted) if end == End::Before => wanted.before.as_ref(),
        Some(wanted) => Some(&wanted.after),
        None => task.known.get(key),
    }
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
    let (list, end) = match (before, after) {
        (AllowedDomains::All, AllowedDomains::Only(list)) => (list, End::Before),
        (AllowedDomains::Only(list), AllowedDomains::All) => (list, End::After),
        _ => return None,
    };
    let blocked = tenants(task, &federation::BLOCKED, end)?.as_set()?;
    // If that is not known, a list without their subdomains is the safe one.
    let subdomains = tenants(task, &federation::BLOCK_SUBDOMAINS, end).and_then(Value::as_flag);
    let subdomains = subdomains != Some(false);
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

/// Whether a change between everybody and an allow list may let some in and keep others out, and nothing
/// between the two is known: which domains are blocked while everybody may, or what the list was.
pub(super) fn may_do_both(task: &Task, wanted: &Wanted) -> bool {
    if wanted.key != federation::ALLOWED {
        return false;
    }
    // What is to be written although it does not change may be another one in the service by now.
    let before = wanted.before.as_ref().filter(|b| **b != wanted.after);
    let blocked = |end| tenants(task, &federation::BLOCKED, end).and_then(Value::as_set);
    match (
        before.and_then(AllowedDomains::from_value),
        AllowedDomains::from_value(&wanted.after),
    ) {
        (Some(AllowedDomains::All), Some(AllowedDomains::Only(_))) => {
            blocked(End::Before).is_none()
        }
        (Some(AllowedDomains::Only(_)), Some(AllowedDomains::All)) => blocked(End::After).is_none(),
        (None, Some(AllowedDomains::All)) => blocked(End::After).is_none_or(|b| !b.is_empty()),
        _ => false,
    }
}
