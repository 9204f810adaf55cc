//! Which own tenants let which domains in before a plan.
//!
//! Tenants with the same policy are looked at once: a rule that asks for each of many tenants must not
//! compare it with all the others.

use std::collections::{BTreeMap, HashMap};

use crate::model::federation::Reach;
use crate::model::{DistinctSets, Name, ValueSet};

/// The policies of own tenants before a plan; one that is not known lets everybody in.
#[derive(Debug, Default)]
pub(super) struct Policies {
    kinds: Vec<Reach>,
    of: Vec<Option<usize>>,
}

/// Who let one tenant in.
pub(super) struct Open<'d> {
    of: &'d [Option<usize>],
    open: Vec<bool>,
}

impl Policies {
    /// The policies of tenants by name, for organisations in the order of `names`.
    pub(super) fn of<'n>(
        reaches: &BTreeMap<Name, Reach>,
        names: impl Iterator<Item = &'n Name>,
    ) -> Self {
        let (mut sets, mut known) = (DistinctSets::default(), HashMap::new());
        let mut kinds: Vec<Reach> = Vec::new();
        let of = names.map(|name| {
            let reach = reaches.get(name)?;
            let key = match reach {
                Reach::Off => (0, 0, false),
                Reach::Nobody => (1, 0, false),
                Reach::Only(set) => (2, sets.number(set), false),
                Reach::Except {
                    blocked,
                    subdomains,
                } => (3, sets.number(blocked), *subdomains),
            };
            Some(*known.entry(key).or_insert_with(|| {
                kinds.push(reach.clone());
                kinds.len() - 1
            }))
        });
        let of = of.collect();
        Self { kinds, of }
    }

    /// Those that let in one of these domains.
    pub(super) fn open_for(&self, domains: &ValueSet) -> Open<'_> {
        let lets_in = |kind: &Reach| domains.is_empty() || domains.iter().any(|d| kind.lets_in(d));
        Open {
            of: &self.of,
            open: self.kinds.iter().map(lets_in).collect(),
        }
    }
}

impl Open<'_> {
    /// Whether the organisation of a number may have let the tenant in.
    pub(super) fn has(&self, number: usize) -> bool {
        let kind = self.of.get(number).copied().flatten();
        kind.is_none_or(|kind| self.open[kind])
    }
}
