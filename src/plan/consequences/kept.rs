//! Who keeps contact.

use std::collections::BTreeMap;

use super::contact::{Alike, Move, add_itself};
use super::fares::Fare;
use super::groups::{group, of_parties};
use super::seen::Contacts;
use super::{Consequences, Index};
use crate::access::{Capability, Party, Question, RouteKind, Verdict, answer};
use crate::model::federation::Reach;
use crate::model::{Domain, Name};

/// Kept domains that are looked at; the rest is counted.
const KEPT: usize = 50;

/// Who stays reachable for tenants that fare alike: `who`, by the domains `home`; `alone` if no others
/// are told of.
pub(super) fn add(
    out: &mut Consequences,
    index: Index<'_>,
    alike: &Alike<'_, '_>,
    (who, home): (&str, &str),
    alone: bool,
) {
    let stays = Move {
        was: Verdict::No,
        is: Verdict::No,
        own: Default::default(),
    };
    let condition = format!("if they allow {home}: not known here");
    let is_open = |reach: &Option<Reach>| matches!(reach, Some(Reach::Except { .. }));
    if is_open(&alike.before) && is_open(&alike.after) {
        if alike.contact.everybody.is_none() {
            let everybody = vec!["everybody else".to_owned()];
            let open = |m: &Move| m.was == m.is && m.is != Verdict::No;
            let counted = Contacts::of(index, &alike.tenants)
                .map(|c| format!("; {}", c.everybody(&alike.contact, open).0));
            let what = condition + &counted.unwrap_or_default();
            out.keep.push(group("", everybody, &what));
        }
        return;
    }
    let Some((kept, more)) = kept(index, alike) else {
        return;
    };
    let of = |certain: bool| -> BTreeMap<Party, &Move> {
        let those = kept
            .iter()
            .filter(|(_, v)| (**v == Verdict::Yes) == certain);
        those.map(|(party, _)| (party.clone(), &stays)).collect()
    };
    let about = format!("contact with {who}");
    let mut groups = of_parties(index, &alike.tenants, &of(true), &about, "");
    let about = format!("contact with {who}, {condition}");
    let mut unknown = of_parties(index, &alike.tenants, &of(false), &about, "");
    if let Some(last) = unknown.last_mut() {
        last.more += more;
    }
    if let ([], [only]) = (groups.as_slice(), unknown.as_mut_slice()) {
        only.about = String::new();
        only.what = match only.who.len() + only.more {
            1 => condition.replacen("they allow", "it allows", 1),
            _ => condition,
        };
    } else if let ([only], [], true) = (groups.as_mut_slice(), unknown.as_slice(), alone) {
        only.about = String::new();
    }
    out.keep.extend(groups);
    out.keep.extend(unknown);
}

/// Whom all these tenants keep, and how many more; nothing if they differ.
fn kept(index: Index<'_>, alike: &Alike<'_, '_>) -> Option<(BTreeMap<Party, Verdict>, usize)> {
    let [first, rest @ ..] = alike.fares.as_slice() else {
        return None;
    };
    if !first.kept.is_empty() {
        if rest.iter().all(|fare| fare.kept == first.kept) {
            return Some((first.kept.clone(), 0));
        }
        let together = |fare: &Fare<'_>| {
            let mut kept = fare.kept.clone();
            add_itself(&mut kept, index, fare.tenants[0]);
            kept
        };
        let kept = together(first);
        let equal = rest.iter().all(|fare| together(fare) == kept);
        return equal.then_some((kept, 0));
    }
    match (&alike.before, &alike.after, alike.tenants.as_slice()) {
        (Some(Reach::Only(before)), Some(Reach::Only(after)), [tenant]) => {
            let both: Vec<&str> = after.iter().filter(|word| before.contains(word)).collect();
            let mut kept = BTreeMap::new();
            for word in both.iter().take(KEPT) {
                kept.extend(reached(index, tenant, word));
            }
            Some((kept, both.len().saturating_sub(KEPT)))
        }
        _ => None,
    }
}

/// Whose a listed domain is, and what direct contact with it comes to, unless it is no.
fn reached(index: Index<'_>, tenant: &Name, word: &str) -> Option<(Party, Verdict)> {
    let domain = Domain::recorded(word);
    let owner = index.after.owner(word).cloned();
    let question = Question {
        from: Party::Organisation(tenant.clone()),
        capability: Capability::CHAT,
        to: Party::Domain(domain.clone()),
    };
    let answer = answer(index.after, &question).ok()?;
    let mut routes = answer.routes.iter();
    let verdict = routes.find(|r| r.kind == RouteKind::External)?.answer;
    let party = owner.map_or(Party::Domain(domain), Party::Organisation);
    (verdict != Verdict::No).then_some((party, verdict))
}
