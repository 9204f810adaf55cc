//! Domain lists in use: each is looked at once, however many tenants share it, and each domain is
//! led back to what holds it as written.

use std::collections::HashMap;

use compact_str::CompactString;

use super::cases::{EntryHolder, each_entry};
use crate::model::configuration::{Configuration, Owner, Tenant};
use crate::model::list::DomainList;
use crate::model::{Address, SettingKey};
use crate::text::Span;

/// A list that some tenants have in common.
pub(super) struct ListUse<'a> {
    /// The list.
    pub(super) list: &'a DomainList,
    /// Whose it is, by name.
    pub(super) tenants: Vec<&'a Tenant>,
}

/// The lists that tenants state for a setting, equal ones that come from one place once.
pub(super) fn lists_in_use<'a>(
    config: &'a Configuration,
    key: &SettingKey,
    relevant: impl Fn(&Tenant) -> bool,
) -> Vec<ListUse<'a>> {
    let mut uses: Vec<ListUse<'a>> = Vec::new();
    // Shared lists are one allocation: its start names it.
    let mut known: HashMap<*const CompactString, usize> = HashMap::new();
    for tenant in config.tenants.values().filter(|t| relevant(t)) {
        let list = tenant.settings.get(key).and_then(|d| d.list.as_ref());
        let Some(list) = list.filter(|l| !l.set().is_empty()) else {
            continue;
        };
        let at = *known
            .entry(list.set().as_slice().as_ptr())
            .or_insert(uses.len());
        match uses.get_mut(at) {
            Some(list_use) => list_use.tenants.push(tenant),
            None => uses.push(ListUse {
                list,
                tenants: vec![tenant],
            }),
        }
    }
    uses
}

/// Whose each declared domain is, for many questions.
pub(super) fn owners(config: &Configuration) -> HashMap<&str, &Owner> {
    let owners = config.owners.iter();
    owners.map(|(domain, o)| (domain.as_str(), o)).collect()
}

/// What holds the entries of all lists as written, by where they stand.
pub(super) struct Holders<'a>(Vec<(Span, EntryHolder<'a>)>);

impl<'a> Holders<'a> {
    /// Of every list that a file holds.
    pub(super) fn of(config: &'a Configuration) -> Self {
        let mut ranges: Vec<(Span, EntryHolder<'a>)> = Vec::new();
        each_entry(config, |holder, entry| {
            let place = entry.span();
            match ranges.last_mut() {
                // An entry before its neighbours is an alias: it belongs to what holds its anchor.
                Some((range, last)) if last == holder => {
                    if place.file == range.file && place.start >= range.end {
                        range.end = place.end;
                    }
                }
                _ => ranges.push((place, holder.clone())),
            }
        });
        for (name, list) in &config.lists {
            // The entries of a list file fill that file.
            if let (crate::model::config::ListSpec::File(_), Some((_, first))) =
                (&list.spec, list.domains.iter().next())
            {
                let whole = Span::new(first.file, 0, u32::MAX);
                ranges.push((whole, EntryHolder::List(name)));
            }
        }
        ranges.sort_by_key(|(range, _)| (range.file, range.start));
        // One place that two lists share through an alias counts for the first.
        ranges.dedup_by_key(|(range, _)| (range.file, range.start));
        Self(ranges)
    }

    /// The number of the holder of a place; none for a domain that came by way of an organisation.
    pub(super) fn number(&self, place: Span) -> Option<usize> {
        let after = self
            .0
            .partition_point(|(range, _)| (range.file, range.start) <= (place.file, place.start));
        let at = after.checked_sub(1)?;
        let (range, _) = self.0.get(at)?;
        (range.file == place.file && place.end <= range.end).then_some(at)
    }

    /// The holder of that number.
    pub(super) fn get(&self, number: usize) -> Option<&EntryHolder<'a>> {
        self.0.get(number).map(|(_, holder)| holder)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Who uses what a holder holds.
#[derive(Clone, Default)]
pub(super) struct Users<'a> {
    /// The tenants, by name.
    pub(super) tenants: Vec<&'a Tenant>,
    /// The number of the first list in use that it is part of.
    pub(super) first: Option<usize>,
}

/// The users of every holder, in the order of the holders' numbers.
pub(super) fn users<'a>(uses: &[ListUse<'a>], holders: &Holders<'_>) -> Vec<Users<'a>> {
    let mut users = vec![Users::default(); holders.len()];
    for (number, list_use) in uses.iter().enumerate() {
        let mut touched: Vec<usize> = Vec::new();
        for (_, place) in list_use.list.iter() {
            let Some(at) = holders.number(place) else {
                continue;
            };
            // Neighbours mostly have one holder; what is left is made unique below.
            if touched.last() != Some(&at) {
                touched.push(at);
            }
        }
        touched.sort_unstable();
        touched.dedup();
        for at in touched {
            let Some(user) = users.get_mut(at) else {
                continue;
            };
            user.first.get_or_insert(number);
            user.tenants.extend(&list_use.tenants);
        }
    }
    for user in &mut users {
        user.tenants.sort_by(|a, b| a.name.cmp(&b.name));
    }
    users
}

/// The addresses of a setting in several tenants.
pub(super) fn addresses(tenants: &[&Tenant], key: &SettingKey) -> Vec<Address> {
    let address = |t: &&Tenant| Address::setting(&t.name, key);
    tenants.iter().map(address).collect()
}

/// The names of tenants.
pub(super) fn names<'a>(tenants: &[&'a Tenant]) -> Vec<&'a str> {
    tenants.iter().map(|t| t.name.as_str()).collect()
}

/// Whether a file switches external access off for a tenant.
pub(super) fn is_switched_off(tenant: &Tenant) -> bool {
    let enabled = tenant.settings.get(&crate::model::federation::ENABLED);
    enabled.and_then(|d| d.value.as_flag()) == Some(false)
}
