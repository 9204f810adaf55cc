//! The answer to a question, with its proof.

use super::Capability;
use super::chain::{Fact, Fold, RouteKind, Say, Seen, Side, State, Verdict};
use super::classes::{self, Group};
use super::link::{Link, Told};
use super::party::{End, Ends, Party, Question, QuestionError, Who};
use super::world::World;
use super::{conditions, decide, wording};
use crate::model::config::Edition;
use crate::model::{Domain, Name};

/// One way from FROM to TO.
#[derive(Debug, Clone)]
pub struct Route {
    /// Which.
    pub kind: RouteKind,
    /// What it is called, for people.
    pub title: String,
    /// Who hosts the guest; `None` for direct contact. An organisation that nobody declares stands
    /// with its domain, `anyone` or `consumer`.
    pub host: Option<Party>,
    /// Yes, no or unknown.
    pub answer: Verdict,
    /// Every link, in the order in which they are told.
    pub links: Vec<Link>,
    /// The link that decided: the first that shuts, else the first that is not known.
    pub decided_by: Option<usize>,
    /// The link that would have decided if that one were open: another that shuts, else one that is
    /// not known, else the last that could shut.
    pub next: Option<usize>,
    /// What else must be so; empty for a no.
    pub conditions: Vec<String>,
    /// For people who are in the host's directory already; `None` for direct contact. Never counts
    /// towards the answer.
    pub existing_guests: Option<Verdict>,
    /// Whether the answer rests on a default.
    pub rests_on_default: bool,
}

impl Route {
    /// Links that rest on a default and that the answer needs.
    pub fn assumed(&self) -> impl Iterator<Item = &Link> {
        let shut = self.answer == Verdict::No;
        let counts = move |link: &&Link| link.assumed && (!shut || link.state == State::Shut);
        let none = shut && !self.rests_on_default;
        self.links.iter().filter(counts).filter(move |_| !none)
    }

    /// Links that keep the answer from being yes.
    pub fn obstacles(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| link.state != State::Open)
    }
}

/// The answer for domains that are treated alike.
#[derive(Debug, Clone)]
pub struct DomainAnswer {
    /// Domains of FROM; empty for an end without a name.
    pub from: Vec<Domain>,
    /// Domains of TO; empty for an end without a name.
    pub to: Vec<Domain>,
    /// Yes, no or unknown.
    pub answer: Verdict,
    /// Every way.
    pub routes: Vec<Route>,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What was asked.
    pub question: Question,
    /// Yes, no or unknown; mixed if domains differ.
    pub answer: Verdict,
    /// Every way. Where a way differs by domain its answer is mixed, and its links are those of the
    /// first domains for which it is not yes.
    pub routes: Vec<Route>,
    /// The answers of domains that are treated alike; one entry if all are.
    pub groups: Vec<DomainAnswer>,
    /// What the other edition of the table says, if it differs.
    pub other_edition: Option<String>,
}

impl Answer {
    /// The answers by domain, if they differ.
    #[must_use]
    pub fn by_domain(&self) -> &[DomainAnswer] {
        match self.answer {
            Verdict::Mixed => &self.groups,
            _ => &[],
        }
    }

    /// How many different assumptions the answer rests on.
    #[must_use]
    pub fn assumption_count(&self) -> usize {
        let routes = self.groups.iter().flat_map(|group| &group.routes);
        let addresses = routes
            .flat_map(Route::assumed)
            .filter_map(|link| link.address.as_ref());
        addresses.collect::<std::collections::BTreeSet<_>>().len()
    }
}

/// Answers a question.
pub fn answer(world: &World, question: &Question) -> Result<Answer, QuestionError> {
    let Question {
        from,
        capability,
        to,
    } = question;
    if from.is_same_organisation(to, world) {
        return Err(QuestionError::OneOrganisation(from.clone(), to.clone()));
    }
    let (from_ends, to_ends) = (ends(from, world)?, ends(to, world)?);
    let mut groups = Vec::new();
    for (from, to) in pairs(world, *capability, &from_ends, &to_ends) {
        groups.push(pair(world, *capability, &from, &to));
    }
    let verdict = Verdict::all_same(groups.iter().map(|g| g.answer)).unwrap_or(Verdict::No);
    Ok(Answer {
        question: question.clone(),
        answer: verdict,
        routes: RouteKind::ALL
            .iter()
            .filter_map(|kind| merged(&groups, *kind))
            .collect(),
        groups,
        other_edition: other_edition(world, *capability),
    })
}

fn ends<'w>(party: &'w Party, world: &'w World) -> Result<Vec<End<'w>>, QuestionError> {
    let ends = party.ends(world);
    if ends.is_empty() {
        return Err(QuestionError::NoSuchParty {
            word: party.to_string(),
            near: None,
        });
    }
    Ok(ends)
}

/// A route over all domains: mixed, with the proof of the first that is not yes, where they differ.
fn merged(groups: &[DomainAnswer], kind: RouteKind) -> Option<Route> {
    let routes = groups
        .iter()
        .flat_map(|g| &g.routes)
        .filter(|r| r.kind == kind);
    let shown = routes.clone().find(|r| r.answer != Verdict::Yes);
    let shown = shown.or_else(|| routes.clone().next())?;
    Some(Route {
        answer: Verdict::all_same(routes.clone().map(|r| r.answer))?,
        existing_guests: Verdict::all_same(routes.filter_map(|r| r.existing_guests)),
        ..shown.clone()
    })
}

/// Pairs of domains that are treated alike.
pub(super) fn pairs<'w>(
    world: &'w World,
    capability: Capability,
    from: &[End<'w>],
    to: &[End<'w>],
) -> Vec<(Group<'w>, Group<'w>)> {
    let (Some(first_from), Some(first_to)) = (from.first(), to.first()) else {
        return Vec::new();
    };
    let from = classes::split(world, capability, from, first_to);
    let to = classes::split(world, capability, to, first_from);
    let mut out = Vec::with_capacity(from.len() * to.len());
    for a in &from {
        out.extend(to.iter().map(|b| (a.clone(), b.clone())));
    }
    out
}

/// The answer for one pair of domains, with its proof.
pub(super) fn pair(
    world: &World,
    capability: Capability,
    from: &Group<'_>,
    to: &Group<'_>,
) -> DomainAnswer {
    let ends = Ends {
        from: from.end,
        to: to.end,
    };
    let told = Told {
        world,
        capability,
        ends: &ends,
        from: &from.domains,
        to: &to.domains,
    };
    let routes = RouteKind::ALL.map(|kind| route(&told, kind));
    let domains = |names: &[&str]| names.iter().map(|d| Domain::recorded(d)).collect();
    DomainAnswer {
        from: domains(&from.domains),
        to: domains(&to.domains),
        answer: Verdict::any(routes.iter().map(|r| r.answer)),
        routes: routes.into(),
    }
}

/// One route with its proof.
pub(super) fn route(told: &Told<'_>, kind: RouteKind) -> Route {
    let Told {
        world,
        capability,
        ends,
        ..
    } = *told;
    let mut facts: Vec<Fact<'_>> = Vec::new();
    let mut fold = Fold::default();
    decide::links(world, capability, kind, ends, &mut |fact| {
        fold.add(&fact);
        facts.push(fact);
    });
    let outcome = decide::outcome(capability, world.edition, fold);
    let first = |state| facts.iter().position(|f| f.state == state);
    let mut decided_by = first(State::Shut).or_else(|| first(State::Unknown));
    let next = decided_by.and_then(|decided| next(&facts, decided));
    if outcome.verdict == Verdict::Unknown && fold.state == State::Shut {
        facts.push(Fact::plain(
            told_side(kind),
            State::Unknown,
            Say::NotModelled,
        ));
        decided_by = Some(facts.len() - 1);
    }
    let shut = outcome.verdict == Verdict::No;
    let guest = matches!(kind, RouteKind::Guest(_));
    Route {
        kind,
        title: wording::route(told, kind),
        host: host(told, kind),
        answer: outcome.verdict,
        links: facts.iter().map(|fact| told.link(fact)).collect(),
        decided_by,
        next,
        conditions: if shut {
            Vec::new()
        } else {
            conditions::of_route(told, kind)
        },
        existing_guests: guest.then_some(outcome.existing),
        rests_on_default: outcome.assumed,
    }
}

/// The link that decides once that one is open.
fn next(facts: &[Fact<'_>], decided: usize) -> Option<usize> {
    let others = || facts.iter().enumerate().filter(|(at, _)| *at != decided);
    let first = |state| others().find(|(_, f)| f.state == state);
    let may_shut = |(at, fact): &(usize, &Fact<'_>)| *at > decided && fact.may_shut();
    let closed = first(State::Shut).or_else(|| first(State::Unknown));
    let next = closed.or_else(|| others().rfind(may_shut));
    next.map(|(at, _)| at)
}

fn told_side(kind: RouteKind) -> Side {
    match kind {
        RouteKind::External => Side::From,
        RouteKind::Guest(host) => host,
    }
}

/// Who hosts the guests of a route.
fn host(told: &Told<'_>, kind: RouteKind) -> Option<Party> {
    let RouteKind::Guest(side) = kind else {
        return None;
    };
    let end = told.ends.get(side);
    Some(party(end))
}

/// An end as a party.
pub(super) fn party(end: &End<'_>) -> Party {
    let named = |name: &Name| Party::Organisation(name.clone());
    match (end.who, end.domain) {
        (Who::Tenant(tenant), _) => named(&tenant.name),
        (Who::Partner(partner), _) => named(&partner.name),
        (Who::Consumer, _) => Party::Consumer,
        (_, Seen::Domain(domain)) => Party::Domain(Domain::recorded(domain)),
        _ => Party::Anyone,
    }
}

/// What the other edition says where it differs.
fn other_edition(world: &World, capability: Capability) -> Option<String> {
    if !capability.editions_differ() {
        return None;
    }
    let other = match world.edition {
        Edition::Y2019 => Edition::Y2021,
        Edition::Y2021 => Edition::Y2019,
    };
    let offer = capability.offer(other);
    Some(format!(
        "the table of {} says otherwise about {}: external access {}, guests {}",
        wording::edition(other),
        capability.noun(),
        offer.external.as_str(),
        offer.guest.as_str()
    ))
}
