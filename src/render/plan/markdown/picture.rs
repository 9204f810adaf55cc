//! What moves, as a small drawing.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::access::{Capability, PairChange, Party, RouteKind, Side, Verdict};
use crate::plan::Plan;
use crate::render::access::escape::mermaid as escaped;
use crate::text::words;

/// Arrows that are drawn.
const ARROWS: usize = 12;
/// Names in one box.
const NAMES: usize = 4;
/// Characters of a name.
const NAME: usize = 60;

/// What happens on an arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Move {
    what: What,
    wider: bool,
}

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Direct,
    WayIn,
    /// What guests may do who are let in as before.
    Doing,
}

impl What {
    /// Of guests: a way in gives what no single setting takes away from them.
    fn of_guests(changes: &[(Capability, Verdict, Verdict)]) -> Self {
        let mut changes = changes.iter();
        match changes.any(|(capability, ..)| capability.gates().is_empty()) {
            true => Self::WayIn,
            false => Self::Doing,
        }
    }
}

impl Move {
    fn words(self) -> &'static str {
        match (self.what, self.wider) {
            (What::Direct, false) => "less direct contact",
            (What::Direct, true) => "more direct contact",
            (What::WayIn, false) => "fewer ways in for guests",
            (What::WayIn, true) => "more ways in for guests",
            (What::Doing, false) => "guests may do less",
            (What::Doing, true) => "guests may do more",
        }
    }
}

/// The names in one box.
type Names = BTreeSet<String>;

/// An arrow between two boxes.
struct Arrow {
    rank: Rank,
    left: Names,
    moved: Move,
    right: Names,
}

/// The arrows, those to own tenants with which the same tenants fare alike as one: these tenants fare
/// alike with each other too, where each of them has the others.
fn together(plan: &Plan, arrows: BTreeMap<(Party, Move), Names>) -> Vec<Arrow> {
    let with_itself = |name: &String, tenants: &Names| {
        let mut all = tenants.clone();
        all.insert(name.clone());
        all
    };
    let mut sizes: BTreeMap<(Move, Names), usize> = BTreeMap::new();
    for ((other, moved), tenants) in &arrows {
        *sizes.entry((*moved, tenants.clone())).or_default() += 1;
        if let Some(name) = tenant(plan, other) {
            *sizes
                .entry((*moved, with_itself(&name, tenants)))
                .or_default() += 1;
        }
    }
    let mut own: BTreeMap<(Move, Names), Names> = BTreeMap::new();
    let mut out = Vec::new();
    for ((other, moved), tenants) in arrows {
        let rank = rank(plan, &other);
        match tenant(plan, &other) {
            Some(name) => {
                let all = (moved, with_itself(&name, &tenants));
                let alone = (moved, tenants);
                let key = if all.1.len() > 2 && sizes[&all] > sizes[&alone] {
                    all
                } else {
                    alone
                };
                own.entry(key).or_default().insert(label(&other));
            }
            None => out.push(Arrow {
                rank,
                left: tenants,
                moved,
                right: [label(&other)].into(),
            }),
        }
    }
    out.extend(own.into_iter().map(|((moved, left), right)| Arrow {
        rank: Rank::Own,
        left,
        moved,
        right,
    }));
    out
}

/// A flowchart of who gains and loses; nothing if nobody does. Tenants that fare alike with somebody
/// share a box, and the rest is counted.
pub(super) fn picture(plan: &Plan) -> Option<String> {
    let mut arrows: BTreeMap<(Party, Move), Names> = BTreeMap::new();
    let pairs = plan.pairs();
    let everybody = everybody(&pairs);
    for pair in pairs
        .iter()
        .filter(|pair| !is_everybodys(plan, &everybody, pair))
    {
        let (ours, other, what) = match pair.kind {
            RouteKind::External => (&pair.from, &pair.to, What::Direct),
            RouteKind::Guest(Side::To) => (&pair.to, &pair.from, What::of_guests(&pair.changes)),
            RouteKind::Guest(Side::From) => continue,
        };
        let Some(name) = tenant(plan, ours) else {
            continue;
        };
        for (_, was, is) in &pair.changes {
            let wider = weight(*is) > weight(*was);
            let tenants = arrows
                .entry((other.clone(), Move { what, wider }))
                .or_default();
            tenants.insert(name.clone());
        }
    }
    // As guests, people with personal accounts are some of everybody else.
    let everybodys = |(other, moved): &(Party, Move), tenants: &Names| {
        let is_guest = *other == Party::Consumer && moved.what != What::Direct;
        is_guest && arrows.get(&(Party::Anyone, *moved)) == Some(tenants)
    };
    let covered: Vec<(Party, Move)> = arrows
        .iter()
        .filter(|(key, tenants)| everybodys(key, tenants))
        .map(|(key, _)| key.clone())
        .collect();
    covered.iter().for_each(|key| drop(arrows.remove(key)));
    // Who is outside comes first. A pair of our own tenants is drawn once, from the one that has
    // other arrows as well.
    let mut all = together(plan, arrows);
    let mut from: BTreeMap<Names, usize> = BTreeMap::new();
    for arrow in &all {
        *from.entry(arrow.left.clone()).or_default() += 1;
    }
    all.sort_by_key(|arrow| (arrow.rank, Reverse(from[&arrow.left])));
    let mut drawn: Vec<Arrow> = Vec::new();
    for arrow in all {
        let is_known =
            |a: &Arrow| a.left == arrow.right && a.moved == arrow.moved && a.right == arrow.left;
        if !drawn.iter().any(is_known) {
            drawn.push(arrow);
        }
    }
    if drawn.is_empty() {
        return None;
    }
    let mut out = String::from("```mermaid\nflowchart LR\n");
    let mut boxes: Vec<&Names> = Vec::new();
    for arrow in drawn.iter().take(ARROWS) {
        let mut place = |names| match boxes.iter().position(|known| *known == names) {
            Some(at) => at,
            None => {
                boxes.push(names);
                boxes.len() - 1
            }
        };
        let (from, to) = (place(&arrow.left), place(&arrow.right));
        let line = if arrow.moved.wider { "==>" } else { "--x" };
        let words = arrow.moved.words();
        out.push_str(&format!("  n{from} {line}|\"{words}\"| n{to}\n"));
    }
    for (at, names) in boxes.iter().enumerate() {
        let text = boxed(names);
        out.push_str(&format!("  n{at}[\"{text}\"]\n"));
    }
    if let Some(more) = drawn.len().checked_sub(ARROWS).filter(|more| *more > 0) {
        let more = words::count(more, "more arrow");
        out.push_str(&format!("  rest[\"{} not drawn\"]\n", escaped(&more)));
    }
    out.push_str("```");
    Some(out)
}

/// Whose arrows are drawn first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Everybody,
    Outside,
    Own,
}

fn rank(plan: &Plan, other: &Party) -> Rank {
    match other {
        Party::Anyone => Rank::Everybody,
        other if tenant(plan, other).is_some() => Rank::Own,
        _ => Rank::Outside,
    }
}

/// What happens with everybody, by the two parties.
type Everybody<'p> = BTreeMap<(&'p Party, &'p Party), Vec<&'p PairChange>>;

fn everybody(pairs: &[PairChange]) -> Everybody<'_> {
    let mut out = Everybody::new();
    for pair in pairs {
        if pair.from == Party::Anyone || pair.to == Party::Anyone {
            out.entry((&pair.from, &pair.to)).or_default().push(pair);
        }
    }
    out
}

/// Whether it happens with a domain that nobody declares as with everybody, whose arrow stands for it.
fn is_everybodys(plan: &Plan, everybody: &Everybody<'_>, pair: &PairChange) -> bool {
    let worlds = [&plan.worlds.before, &plan.worlds.after];
    let is_stranger = |party: &Party| match party {
        Party::Domain(domain) => worlds.iter().all(|w| w.owner(domain.as_str()).is_none()),
        _ => false,
    };
    let anyone = |party| match is_stranger(party) {
        true => &Party::Anyone,
        false => party,
    };
    let parties = (anyone(&pair.from), anyone(&pair.to));
    if parties == (&pair.from, &pair.to) {
        return false;
    }
    let alike = |all: &&PairChange| all.kind == pair.kind && all.changes == pair.changes;
    let known = everybody.get(&parties);
    known.is_some_and(|all| all.iter().any(alike))
}

/// The tenant of ours that a party is.
fn tenant(plan: &Plan, party: &Party) -> Option<String> {
    let world = &plan.worlds.after;
    let name = match party {
        Party::Organisation(name) => name,
        Party::Domain(domain) => world.owner(domain.as_str())?,
        Party::Person { .. } | Party::Anyone | Party::Consumer => return None,
    };
    world
        .tenants
        .get(name)
        .map(|tenant| tenant.name.to_string())
}

fn weight(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::No => 0,
        Verdict::Unknown | Verdict::Mixed => 1,
        Verdict::Yes => 2,
    }
}

fn label(party: &Party) -> String {
    match party {
        Party::Anyone => "everybody else".to_owned(),
        Party::Consumer => "personal Teams accounts".to_owned(),
        party => party.to_string(),
    }
}

fn boxed(names: &Names) -> String {
    let short = |name: &String| escaped(&name.chars().take(NAME).collect::<String>());
    let names: Vec<String> = names.iter().map(short).collect();
    words::some(&names, NAMES)
}
