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

/// A flowchart of who gains and loses; nothing if nobody does. Tenants that fare alike with somebody
/// share a box, and the rest is counted.
pub(super) fn picture(plan: &Plan) -> Option<String> {
    let mut arrows: BTreeMap<(Party, Move), BTreeSet<String>> = BTreeMap::new();
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
    // Who is outside comes first. A pair of our own tenants is drawn once, from the one that has
    // other arrows as well.
    let mut all: Vec<(Rank, String, Move, String)> = arrows
        .into_iter()
        .map(|((other, moved), tenants)| {
            (rank(plan, &other), boxed(&tenants), moved, label(&other))
        })
        .collect();
    let mut from: BTreeMap<String, usize> = BTreeMap::new();
    for (_, left, _, _) in &all {
        *from.entry(left.clone()).or_default() += 1;
    }
    all.sort_by_key(|(rank, left, _, _)| (*rank, Reverse(from[left])));
    let mut drawn: Vec<(String, Move, String)> = Vec::new();
    for (_, left, moved, right) in all {
        let is_known =
            |(l, m, r): &(String, Move, String)| *l == right && *m == moved && *r == left;
        if !drawn.iter().any(is_known) {
            drawn.push((left, moved, right));
        }
    }
    if drawn.is_empty() {
        return None;
    }
    let mut out = String::from("```mermaid\nflowchart LR\n");
    let mut boxes: Vec<&str> = Vec::new();
    for (left, moved, right) in drawn.iter().take(ARROWS) {
        let mut place = |text| match boxes.iter().position(|known| *known == text) {
            Some(at) => at,
            None => {
                boxes.push(text);
                boxes.len() - 1
            }
        };
        let (from, to) = (place(left), place(right));
        let line = if moved.wider { "==>" } else { "--x" };
        out.push_str(&format!("  n{from} {line}|\"{}\"| n{to}\n", moved.words()));
    }
    for (at, text) in boxes.iter().enumerate() {
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
        party => escaped(&party.to_string().chars().take(NAME).collect::<String>()),
    }
}

fn boxed(names: &BTreeSet<String>) -> String {
    let short = |name: &String| escaped(&name.chars().take(NAME).collect::<String>());
    let names: Vec<String> = names.iter().map(short).collect();
    words::some(&names, NAMES)
}
