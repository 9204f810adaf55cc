//! Domains that are treated alike.
//!
//! An organisation's domains fall into few groups: those that the other side's lists tell apart.
//! Each domain is looked at once; nothing looks at all pairs of domains.

use std::collections::BTreeMap;

use super::Capability;
use super::chain::{Seen, Side};
use super::party::{End, Ends};
use super::world::World;
use super::{external, guest};

/// Domains of one end that the other side treats alike.
#[derive(Debug, Clone)]
pub(super) struct Group<'w> {
    /// One of them stands for all.
    pub(super) end: End<'w>,
    /// All of them, in order; none for an end without a name.
    pub(super) domains: Vec<&'w str>,
}

/// Splits one party's ends by how the other party's organisation treats them.
pub(super) fn split<'w>(
    world: &'w World,
    capability: Capability,
    ends: &[End<'w>],
    viewer: &End<'w>,
) -> Vec<Group<'w>> {
    let mut groups: BTreeMap<Vec<u8>, Group<'w>> = BTreeMap::new();
    for end in ends {
        let signature = if ends.len() == 1 {
            Vec::new()
        } else {
            signature(world, capability, viewer, end)
        };
        let group = groups.entry(signature).or_insert_with(|| Group {
            end: *end,
            domains: Vec::new(),
        });
        if let Seen::Domain(domain) = end.domain {
            group.domains.push(domain);
        }
    }
    let mut groups: Vec<Group<'w>> = groups.into_values().collect();
    groups.sort_by_key(|group| group.end.domain);
    groups
}

/// What the viewer's links say about an end: settings and states, in order.
fn signature<'w>(
    world: &World,
    capability: Capability,
    viewer: &End<'w>,
    end: &End<'w>,
) -> Vec<u8> {
    let mut out = Vec::with_capacity(32);
    let mut note = |fact: super::chain::Fact<'_>| {
        out.push(fact.key.map_or(u8::MAX, |key| key as u8));
        out.push(fact.state as u8);
    };
    external::side(world, Side::From, viewer, end, &mut note);
    let ends = Ends {
        from: *viewer,
        to: *end,
    };
    guest::door(Side::From, &ends, &mut note);
    guest::gates(capability, Side::From, &ends, &mut note);
    out
}
