//! Parties that decide alike, before and after.

use std::collections::HashMap;

use crate::access::party::Who;
use crate::access::settings::Key;
use crate::access::world::Setting;
use crate::model::{DistinctSets, Name, Value};

/// How parties of one class decide; one of them stands for all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Class<'w> {
    pub(super) before: Who<'w>,
    pub(super) after: Who<'w>,
    /// Whether settings of guests differ.
    pub(super) guest_moved: bool,
}

/// A value by which classes are told apart; long sets by their number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Mark {
    Unknown,
    Short(Value),
    Long(usize),
}

/// What decides for a party.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Policy {
    /// A tenant's settings, in the order of the keys, and those of single partners.
    Settings(Vec<Mark>, Vec<(String, Vec<Mark>)>),
    /// What a partner told us is its own.
    Partner(Name),
    /// All whom nobody declares are alike.
    Stranger,
    Consumer,
}

impl Policy {
    /// Whether settings from a key on may differ from those of another policy.
    fn differs(&self, other: &Self, from: usize) -> bool {
        match (self, other) {
            (Self::Settings(was, partners), Self::Settings(is, partners_now)) => {
                was.get(from..) != is.get(from..) || partners != partners_now
            }
            (Self::Partner(_), _) => true,
            (was, is) => was != is,
        }
    }
}

/// Finds classes.
#[derive(Debug, Default)]
pub(super) struct Classes<'w> {
    classes: Vec<Class<'w>>,
    by_key: HashMap<(Policy, Policy), usize>,
    sets: DistinctSets,
}

/// Sets up to this length are compared as they are.
const SHORT: usize = 16;

impl<'w> Classes<'w> {
    /// The class of a party.
    pub(super) fn of(&mut self, before: Who<'w>, after: Who<'w>) -> usize {
        let (was, is) = (self.policy(before), self.policy(after));
        let class = Class {
            before,
            after,
            guest_moved: was.differs(&is, Key::Guests.index()),
        };
        let classes = &mut self.classes;
        *self.by_key.entry((was, is)).or_insert_with(|| {
            classes.push(class);
            classes.len() - 1
        })
    }

    fn policy(&mut self, who: Who<'_>) -> Policy {
        match who {
            Who::Tenant(tenant) => {
                let partners = tenant.partner_settings();
                let partners =
                    partners.map(|(name, settings)| (name.to_owned(), self.marks(settings)));
                let partners = partners.collect();
                Policy::Settings(self.marks(tenant.settings()), partners)
            }
            Who::Partner(partner) => Policy::Partner(partner.name.clone()),
            Who::Undeclared | Who::Anyone => Policy::Stranger,
            Who::Consumer => Policy::Consumer,
        }
    }

    fn marks(&mut self, settings: &[Setting]) -> Vec<Mark> {
        let mark = |value: &Option<Value>| match value {
            None => Mark::Unknown,
            Some(Value::Set(set)) if set.len() > SHORT => Mark::Long(self.sets.number(set)),
            Some(value) => Mark::Short(value.clone()),
        };
        settings.iter().map(|s| &s.value).map(mark).collect()
    }

    pub(super) fn into_vec(self) -> Vec<Class<'w>> {
        self.classes
    }
}
