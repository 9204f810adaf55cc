//! The parties between which answers are compared.

use std::collections::BTreeSet;

use super::moves::Move;
use super::policies::{Class, Classes};
use crate::access::chain::{Seen, Side, State};
use crate::access::party::{End, Ends, Party, Who};
use crate::access::world::{Organisation, World};
use crate::model::{Domain, Name};

/// One end in both worlds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point<'w> {
    pub(super) before: End<'w>,
    pub(super) after: End<'w>,
    /// How it decides, before and after.
    pub(super) class: usize,
    /// Its place in the rows of what classes say; nothing for those who are looked at one by one.
    pub(super) place: Option<usize>,
}

impl<'w> Point<'w> {
    fn new(before: End<'w>, after: End<'w>, classes: &mut Classes<'w>) -> Self {
        Self {
            before,
            after,
            class: classes.of(before.who, after.who),
            place: None,
        }
    }

    /// Whether it is the same organisation in both worlds, as far as others can tell.
    fn is_steady(&self) -> bool {
        let (was, is) = (self.before, self.after);
        was.domain == is.domain
            && was.trial() == is.trial()
            && was.who.tenant_id() == is.who.tenant_id()
            && was.who.name() == is.who.name()
            && std::mem::discriminant(&was.who) == std::mem::discriminant(&is.who)
    }

    /// The domain, if it has one.
    pub(super) fn domain(&self) -> Option<&'w str> {
        match self.after.domain {
            Seen::Domain(domain) => Some(domain),
            _ => None,
        }
    }

    /// Whether its own domains are stated.
    pub(super) fn stated(&self) -> Move {
        let state = |end: &End<'_>| match end.domain {
            Seen::NotStated => State::Unknown,
            _ => State::Open,
        };
        Move {
            before: state(&self.before),
            after: state(&self.after),
        }
    }
}

/// The ends of two points in the world before, or in that after.
pub(super) fn ends<'w>(from: &Point<'w>, to: &Point<'w>) -> (Ends<'w>, Ends<'w>) {
    let before = Ends {
        from: from.before,
        to: to.before,
    };
    let after = Ends {
        from: from.after,
        to: to.after,
    };
    (before, after)
}

/// A party with all its domains.
#[derive(Debug, Clone)]
pub(super) struct Unit<'w> {
    /// Its declared name.
    pub(super) name: Option<Name>,
    /// What stands for it in the list of effects.
    party: Party,
    /// Whether its settings changed.
    pub(super) changed: bool,
    /// Its domains, in order.
    pub(super) points: Vec<Point<'w>>,
}

impl<'w> Unit<'w> {
    /// What stands for it: one of its domains, or itself.
    pub(super) fn party(&self, domain: Option<&str>) -> Party {
        domain.map_or_else(
            || self.party.clone(),
            |d| Party::Domain(Domain::recorded(d)),
        )
    }

    /// Whether it may decide in another way, or be seen in another way, in this respect.
    pub(super) fn may_move(&self, moved: impl Fn(usize) -> bool) -> bool {
        let may = |p: &Point<'_>| !p.is_steady() || moved(p.class);
        self.points.iter().any(may)
    }

    /// One point for each way in which the unit decides: one, unless domains came from elsewhere.
    pub(super) fn deciders(&self) -> impl Iterator<Item = &Point<'w>> {
        let first = |(at, point): &(usize, &Point<'w>)| {
            !self.points[..*at].iter().any(|p| p.class == point.class)
        };
        self.points
            .iter()
            .enumerate()
            .filter(first)
            .map(|(_, point)| point)
    }

    /// How it decides, if under all domains alike.
    pub(super) fn only_class(&self) -> Option<usize> {
        let class = self.points[0].class;
        self.points
            .iter()
            .all(|p| p.class == class)
            .then_some(class)
    }

    /// A domain that nobody declares.
    pub(super) fn undeclared(domain: &'w str, stranger: &Point<'w>) -> Self {
        let end = End::bare(Who::Undeclared, Seen::Domain(domain));
        let point = Point {
            before: end,
            after: end,
            ..*stranger
        };
        Self::bare(Party::Domain(Domain::recorded(domain)), point)
    }

    /// A party without settings.
    fn bare(party: Party, point: Point<'w>) -> Self {
        Self {
            name: None,
            party,
            changed: false,
            points: vec![point],
        }
    }
}

/// All parties.
#[derive(Debug)]
pub(super) struct Units<'w> {
    pub(super) organisations: Vec<Unit<'w>>,
    /// Domains that were an organisation's and are nobody's any more.
    pub(super) gone: Vec<Unit<'w>>,
    pub(super) anyone: Unit<'w>,
    pub(super) consumer: Unit<'w>,
    pub(super) classes: Vec<Class<'w>>,
    /// Every point that has a place; those of changed organisations and gone domains come first.
    pub(super) places: Vec<Point<'w>>,
    /// How many come first.
    pub(super) first: usize,
}

impl<'w> Units<'w> {
    pub(super) fn of(before: &'w World, after: &'w World, changed: &BTreeSet<Name>) -> Self {
        let mut classes = Classes::default();
        let organisation = |organisation: Organisation<'w>, classes: &mut Classes<'w>| Unit {
            name: Some(organisation.name().clone()),
            party: Party::Organisation(organisation.name().clone()),
            changed: changed.contains(organisation.name()),
            points: points(before, organisation, classes),
        };
        let organisations = after.organisations().into_iter();
        let mut units = Self {
            organisations: organisations
                .map(|o| organisation(o, &mut classes))
                .collect(),
            gone: gone(before, after, &mut classes),
            anyone: special(Party::Anyone, End::ANYONE, &mut classes),
            consumer: special(Party::Consumer, End::CONSUMER, &mut classes),
            classes: Vec::new(),
            places: Vec::new(),
            first: 0,
        };
        units.classes = classes.into_vec();
        units.give_places();
        units
    }

    fn give_places(&mut self) {
        let (changed, others): (Vec<_>, Vec<_>) =
            self.organisations.iter_mut().partition(|unit| unit.changed);
        let mut give = |unit: &mut Unit<'w>| {
            for point in &mut unit.points {
                point.place = Some(self.places.len());
                self.places.push(*point);
            }
        };
        changed.into_iter().for_each(&mut give);
        self.gone.iter_mut().for_each(&mut give);
        self.first = self.places.len();
        for unit in others {
            for point in &mut unit.points {
                point.place = Some(self.places.len());
                self.places.push(*point);
            }
        }
    }

    /// Organisations whose settings changed.
    pub(super) fn changed(&self) -> impl Iterator<Item = &Unit<'w>> {
        self.organisations.iter().filter(|unit| unit.changed)
    }
}

fn special<'w>(party: Party, end: End<'w>, classes: &mut Classes<'w>) -> Unit<'w> {
    Unit::bare(party, Point::new(end, end, classes))
}

/// An organisation's ends in both worlds, by the domains that it has afterwards.
fn points<'w>(
    before: &'w World,
    organisation: Organisation<'w>,
    classes: &mut Classes<'w>,
) -> Vec<Point<'w>> {
    let was = before.organisation(organisation.name().as_str());
    let unstated = was.filter(|o| o.domains().is_empty());
    let ends = End::of_organisation(organisation).into_iter();
    let point = |after: End<'w>| {
        let before = match after.domain {
            // It had no domains that anybody stated: this may have been one of them.
            Seen::Domain(domain) if before.owner(domain).is_none() && unstated.is_some() => {
                End::bare(unstated.map_or(Who::Undeclared, Who::from), Seen::NotStated)
            }
            Seen::Domain(domain) => End::of_domain(before, domain),
            seen => End::bare(was.map_or(Who::Undeclared, Who::from), seen),
        };
        Point::new(before, after, classes)
    };
    ends.map(point).collect()
}

fn gone<'w>(before: &'w World, after: &World, classes: &mut Classes<'w>) -> Vec<Unit<'w>> {
    let domains = before
        .organisations()
        .into_iter()
        .flat_map(|o| o.domains().iter());
    let lost = domains.filter(|domain| after.owner(domain).is_none());
    let unit = |domain: &'w str| {
        let nobody = End::bare(Who::Undeclared, Seen::Domain(domain));
        let point = Point::new(End::of_domain(before, domain), nobody, classes);
        Unit::bare(Party::Domain(Domain::recorded(domain)), point)
    };
    lost.map(unit).collect()
}

/// The side on which a party stands.
pub(super) fn at<'a, T>(side: Side, from: &'a T, to: &'a T) -> &'a T {
    match side {
        Side::From => from,
        Side::To => to,
    }
}
