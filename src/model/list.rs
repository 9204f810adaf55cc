//! Resolved domain lists.

use std::collections::BTreeMap;
use std::sync::Arc;

use compact_str::CompactString;

use super::{Domain, Notes, ValueSet};
use crate::text::Span;

/// The domains that a list comes down to, where each is written, and why it is there. Shared: a list
/// that a thousand tenants use exists once.
#[derive(Debug, Clone, Default)]
pub struct DomainList {
    set: ValueSet,
    places: Arc<[Span]>,
    notes: Arc<BTreeMap<CompactString, Notes>>,
    faulty: bool,
}

/// Collects a list.
#[derive(Debug, Default)]
pub struct DomainListBuilder {
    items: Vec<Item>,
    faulty: bool,
}

#[derive(Debug)]
struct Item {
    domain: CompactString,
    /// Written in this list itself; such an item's place and notes are shown before others'.
    direct: bool,
    place: Span,
    notes: Option<Notes>,
}

impl DomainListBuilder {
    /// Adds a domain that the list itself names.
    pub fn add(&mut self, domain: &Domain, place: Span, notes: Option<Notes>) {
        self.items.push(Item {
            domain: domain.as_str().into(),
            direct: true,
            place,
            notes,
        });
    }

    /// Adds the domains of another list; `notes` are those of the entry that names it.
    pub fn extend(&mut self, other: &DomainList, notes: Option<&Notes>) {
        self.faulty |= other.faulty;
        let items = other.set.as_slice().iter().zip(other.places.iter());
        self.items.extend(items.map(|(domain, place)| Item {
            domain: domain.clone(),
            direct: false,
            place: *place,
            notes: notes.or_else(|| other.notes.get(domain)).cloned(),
        }));
    }

    /// Says that an entry could not be read: the list is longer than it looks.
    pub fn set_faulty(&mut self) {
        self.faulty = true;
    }

    /// The list; the order in which things were added does not matter.
    #[must_use]
    pub fn build(mut self) -> DomainList {
        self.items.sort_unstable_by(|a, b| {
            (&a.domain, !a.direct, a.notes.is_none(), &a.notes, a.place).cmp(&(
                &b.domain,
                !b.direct,
                b.notes.is_none(),
                &b.notes,
                b.place,
            ))
        });
        self.items
            .dedup_by(|later, first| later.domain == first.domain);
        let mut notes = BTreeMap::new();
        let mut words = Vec::with_capacity(self.items.len());
        let mut places = Vec::with_capacity(self.items.len());
        for item in self.items {
            if let Some(why) = item.notes {
                notes.insert(item.domain.clone(), why);
            }
            words.push(item.domain);
            places.push(item.place);
        }
        DomainList {
            set: ValueSet::from(words),
            places: places.into(),
            notes: Arc::new(notes),
            faulty: self.faulty,
        }
    }
}

impl DomainList {
    /// The domains.
    #[must_use]
    pub fn set(&self) -> &ValueSet {
        &self.set
    }

    /// Where a domain is written.
    #[must_use]
    pub fn place(&self, domain: &str) -> Option<Span> {
        let words = self.set.as_slice();
        let at = words.binary_search_by(|w| w.as_str().cmp(domain)).ok()?;
        self.places.get(at).copied()
    }

    /// The domains in order, and where each is written.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Span)> {
        self.set.iter().zip(self.places.iter().copied())
    }

    /// Why its entries are there, by domain.
    #[must_use]
    pub fn notes(&self) -> &BTreeMap<CompactString, Notes> {
        &self.notes
    }

    /// Whether an entry could not be read.
    #[must_use]
    pub fn is_faulty(&self) -> bool {
        self.faulty
    }
}
