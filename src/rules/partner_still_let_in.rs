//! `partner-still-let-in`: removed from one door, while others stay open.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::doors::{Named, NamedAt, Naming, Organisation};
use super::{Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, Gist, RuleInfo, Severity};
use crate::diff::{Action, Change};
use crate::model::section::{Direction, Kind, PRESENT, Wider};
use crate::model::ValueSet;
use crate::model::sections::setting;
use crate::text::words;

static INFO: RuleInfo = RuleInfo {
    id: "partner-still-let-in",
    default: Some(Severity::Warning),
    summary: "An organisation is removed from one door, and others stay open for it.",
    explanation: "External access, invitations, cross-tenant access, SharePoint, Exchange and people \
                  who are guests already are doors of their own: each has its list, and none looks \
                  at the others. An organisation that is taken off one list can still come in where \
                  another names it. If it is to stay out, close the doors that are shown too; if \
                  only this one was meant, accept the finding with the reason. guestlist access \
                  PARTNER shows all doors.",
    fact: "Independent lists: learn.microsoft.com, \"Allow or block invitations to B2B users\", \
           \"Restrict sharing of SharePoint and OneDrive content by domain\"",
    fault: false,
};

/// Organisations and doors of each that are named before the rest is counted.
const SHOWN: usize = 4;

pub(super) struct PartnerStillLetIn;
pub(super) static RULE: PartnerStillLetIn = PartnerStillLetIn;

impl Rule for PartnerStillLetIn {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn change(&self, case: &TenantCase<'_>, change: &Change, findings: &mut Findings) {
        let shared = case.context.shared;
        let gone = shared.gone(change, || Gone::of(removed(case, change)));
        if gone.organisations.is_empty() {
            return;
        }
        let view = case.view();
        let naming = Naming::of(&view);
        let still: Vec<Still> = gone
            .named(&naming)
            .into_iter()
            .filter_map(|organisation| {
                let doors = naming.at(organisation);
                // Another domain of it on the same list: it was not removed.
                if doors.iter().any(|door| door.key == change.key) {
                    return None;
                }
                let (open, rest): (Vec<NamedAt>, Vec<NamedAt>) = doors
                    .into_iter()
                    .filter(|door| !door.is_idle)
                    .partition(|door| door.named == Named::Admits);
                let named = rest
                    .into_iter()
                    .filter(|at| at.named == Named::Mentions && at.word != "*");
                let named = named.collect();
                (!open.is_empty()).then(|| Still {
                    organisation: organisation.clone(),
                    open,
                    named,
                })
            })
            .collect();
        if !still.is_empty() {
            findings.push(finding(case, change, &still));
        }
    }
}

/// Whom a list names, by number; kept with the list, so that no other comes to lie in its place.
type OnList = (ValueSet, Arc<[usize]>);

/// Whom a change takes away, and which of them a list names: worked out once for each list.
#[derive(Debug)]
pub(super) struct Gone {
    organisations: Vec<Organisation>,
    /// For each list, by where it lies in memory.
    on: Mutex<HashMap<usize, OnList>>,
}

impl Gone {
    fn of(organisations: BTreeSet<Organisation>) -> Self {
        Self {
            organisations: organisations.into_iter().collect(),
            on: Mutex::default(),
        }
    }

    /// Those that a tenant's values name anywhere.
    fn named(&self, naming: &Naming<'_>) -> Vec<&Organisation> {
        let mut numbers: BTreeSet<usize> = BTreeSet::new();
        for list in naming.lists() {
            numbers.extend(self.on(list).iter());
        }
        let all = self.organisations.iter().enumerate();
        let singly = all.filter(|(_, organisation)| naming.is_named_singly(organisation));
        numbers.extend(singly.map(|(number, _)| number));
        let organisations = numbers.into_iter();
        organisations.filter_map(|n| self.organisations.get(n)).collect()
    }

    fn on(&self, list: &ValueSet) -> Arc<[usize]> {
        let at = list.as_slice().as_ptr().addr();
        let known = || self.on.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, numbers)) = known().get(&at) {
            return Arc::clone(numbers);
        }
        let all = self.organisations.iter().enumerate();
        let on = all.filter(|(_, organisation)| organisation.is_on(list));
        let on: Arc<[usize]> = on.map(|(number, _)| number).collect();
        let mut known = known();
        let (_, numbers) = known.entry(at).or_insert_with(|| (list.clone(), on));
        Arc::clone(numbers)
    }
}

/// An organisation that was taken off one list.
struct Still {
    organisation: Organisation,
    /// What still lets it in.
    open: Vec<NamedAt>,
    /// What names it and by itself neither lets it in nor keeps it out.
    named: Vec<NamedAt>,
}

/// The organisations that a change takes away from what lets them in.
fn removed(case: &TenantCase<'_>, change: &Change) -> BTreeSet<Organisation> {
    let config = case.context.config;
    let of = |domain: &str| Organisation::of_domain(config, domain);
    let Some(setting) = setting(change.key.as_str()) else {
        return BTreeSet::new();
    };
    match setting.kind {
        Kind::Object(_) => {
            let was_there = change.before.as_ref().and_then(|b| b.as_text()) == Some(PRESENT);
            let name = change.key.object_name().filter(|_| {
                was_there && matches!(change.action, Action::Delete | Action::Forget)
            });
            let domain = name.as_deref().and_then(|name| name.rsplit_once('@'));
            domain.map(|(_, domain)| of(domain)).into_iter().collect()
        }
        _ if setting.wider != Wider::MoreEntries => BTreeSet::new(),
        // A list that gives way to everybody takes nobody away.
        _ if change.action == Action::Update
            && setting.direction(change.before.as_ref(), change.after.as_ref())
                == Direction::Wider =>
        {
            BTreeSet::new()
        }
        _ => change.removed().into_iter().map(of).collect(),
    }
}

fn finding(
    case: &TenantCase<'_>,
    change: &Change,
    still: &[Still],
) -> Finding {
    let names: Vec<&str> = still.iter().map(|s| s.organisation.name.as_str()).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    let mut finding = Finding::new(
        &INFO,
        format!(
            "{} {verb} taken off {}, and still let in elsewhere",
            words::some(&names, SHOWN),
            case.address(&change.key)
        ),
    )
    .at(case.place(&change.key), "removed here")
    .about(case.address(&change.key))
    .about_change();
    let mut gist = Gist {
        who: names.iter().map(|name| (*name).to_owned()).collect(),
        facts: Vec::new(),
    };
    let own = still.iter().flat_map(|s| s.organisation.domains.iter());
    let removed = change.removed();
    if let Some(word) = own.into_iter().find(|domain| removed.contains(domain)) {
        finding = finding.removed(word);
    }
    for Still {
        organisation, open, ..
    } in still
    {
        let facts = open.iter().map(|door| fact(organisation, door, &words_at(case, organisation, door)));
        gist.facts.extend(facts);
    }
    gist.facts.sort();
    gist.facts.dedup();
    finding = finding.gist(gist);
    for still in still.iter().take(SHOWN) {
        let organisation = &still.organisation;
        let mut open = Vec::new();
        for door in &still.open {
            finding = finding.rests_on(case.address(&door.key));
            let key = &door.key;
            open.push(match door.span {
                Some(span) => {
                    let words = words_at(case, organisation, door);
                    finding = finding.related(span, format!("{key} names {words}"));
                    key.to_string()
                }
                None => format!("{key} (recorded, not managed)"),
            });
        }
        finding = finding.detail(format!(
            "Open for {}: {}.",
            organisation.name,
            words::some(&open, SHOWN)
        ));
        let named: Vec<&str> = still.named.iter().map(|at| at.key.as_str()).collect();
        if !named.is_empty() {
            finding = finding.detail(format!(
                "Named as well, which lets nobody in by itself: {}.",
                words::some(&named, SHOWN)
            ));
        }
    }
    finding.advice("close these too, or accept this with the reason why they stay open")
}

/// The entries of a door that name an organisation: `tailspin.de, tailspintoys.com`.
fn words_at(case: &TenantCase<'_>, organisation: &Organisation, door: &NamedAt) -> String {
    let list = case.view().set(&door.key).unwrap_or_default();
    let mut entries: Vec<&str> = organisation.entries_on(&list).collect();
    // One wildcard may stand for several of its domains.
    entries.dedup();
    match entries.as_slice() {
        [] => door.word.clone(),
        entries => words::some(entries, SHOWN),
    }
}

/// The system of a door, and what still comes through it; `word` is what its entries are.
fn fact(organisation: &Organisation, door: &NamedAt, word: &str) -> (&'static str, String) {
    let word = match word {
        "*" => organisation.name.as_str(),
        word => word,
    };
    let key = door.key.as_str();
    let of = |prefix: &str| key.starts_with(prefix);
    if of("sharepoint.") {
        ("SharePoint", format!("files can still be shared with {word}"))
    } else if of("entra_b2b.") {
        ("Entra", format!("people of {word} can still be invited as guests"))
    } else if of("guests[") {
        ("Guests", format!("people of {} are guests already", organisation.name))
    } else if of("exchange.") {
        ("Exchange", in_exchange(organisation, door, word))
    } else if of("external_access") {
        ("Teams", format!("chat and calls are still open to {word}"))
    } else {
        let section = door.key.section().unwrap_or_default();
        let setting = crate::model::sections::setting(key);
        let title = setting.map_or("a setting", |setting| setting.title);
        ("Others", format!("{title} ({section}) still names {word}"))
    }
}

/// What still comes through a door of Exchange.
fn in_exchange(organisation: &Organisation, door: &NamedAt, word: &str) -> String {
    let who = match door.word.as_str() {
        "*" => format!("everybody, {} too", organisation.name),
        _ => word.to_owned(),
    };
    if door.key.as_str().starts_with("exchange.sharing_policies") {
        format!("people can still share calendars or contacts with {who}")
    } else {
        format!("mail and calendar settings still name {who}")
    }
}
