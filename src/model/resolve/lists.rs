//! Named lists, and the entries of every list.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

use crate::diagnostics::{Finding, Findings, INVALID_ENTRY, LIST_CYCLE, TOO_LARGE, UNKNOWN_NAME};
use crate::model::Name;
use crate::model::config::{DomainEntries, Entry, EntryKind, ListSpec};
use crate::model::list::{DomainList, DomainListBuilder};
use crate::text::{Span, Spanned, words};

use super::collect::Definitions;
use super::domains::{self, Seen, Written};
use super::list_users::Told;
use super::organisations::Organisations;

/// Named lists after resolution.
pub(super) type Lists = BTreeMap<Name, DomainList>;

/// Names in an order in which every list comes after those that it contains; lists of a cycle are
/// reported and left out.
#[derive(Debug)]
pub(super) struct Order {
    names: Vec<Name>,
    cyclic: Vec<Name>,
}

/// Entries of one list, taken apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Own {
    /// What the list itself comes down to.
    pub(super) list: DomainList,
    /// Where it asks for the entries of the layer below.
    pub(super) inherited: Option<Span>,
}

/// How many entries may come into being because lists contain lists: a chain of lists, each a little
/// longer than the one inside, would grow with the square of the file.
const COPIED: usize = 10_000_000;

/// How many more may.
#[derive(Debug)]
pub(super) struct Budget(Cell<usize>);

impl Budget {
    pub(super) fn new() -> Self {
        Self(Cell::new(COPIED))
    }

    /// Takes entries from it; false once it is spent, the first time with a fault.
    pub(super) fn take(&self, entries: usize, span: Span, findings: &mut Findings) -> bool {
        let left = self.0.get();
        if let Some(rest) = left.checked_sub(entries) {
            self.0.set(rest);
            return true;
        }
        if left > 0 {
            self.0.set(0);
            let limit = words::count(COPIED, "entry");
            findings.push(
                Finding::new(
                    &TOO_LARGE,
                    format!("lists within lists make more than {limit}"),
                )
                .at(span, "the one that is too much")
                .advice(
                    "use big lists alone, without other entries beside them: such a list is shared",
                ),
            );
        }
        false
    }
}

/// What names in entries are looked up in.
pub(super) struct Context<'a> {
    pub(super) budget: &'a Budget,
    pub(super) definitions: &'a Definitions,
    pub(super) organisations: &'a Organisations,
    pub(super) lists: &'a Lists,
}

/// Orders the lists by what they contain, without recursion: a chain may be long.
pub(super) fn resolve(definitions: &Definitions, findings: &mut Findings) -> Order {
    let contained = |name: &Name| -> Vec<(Name, Span)> {
        let Some(ListSpec::Entries(entries)) = definitions.lists.get(name).map(|d| &d.spec) else {
            return Vec::new();
        };
        let named = entries.iter().filter_map(|e| match &e.kind {
            EntryKind::List(list) => Name::parse(&list.value).ok().map(|n| (n, list.span)),
            _ => None,
        });
        named
            .filter(|(n, _)| definitions.lists.contains_key(n))
            .collect()
    };
    let mut order = Order {
        names: Vec::new(),
        cyclic: Vec::new(),
    };
    // false: on the path that is being walked; true: done.
    let mut done: HashMap<Name, bool> = HashMap::new();
    for start in definitions.lists.keys() {
        if done.contains_key(start) {
            continue;
        }
        done.insert(start.clone(), false);
        let mut path = vec![(start.clone(), contained(start))];
        while let Some((name, rest)) = path.last_mut() {
            match rest.pop() {
                Some((next, span)) => match done.get(&next) {
                    Some(true) => {}
                    Some(false) => {
                        let at = path.iter().position(|(n, _)| *n == next).unwrap_or(0);
                        let names: Vec<Name> = path[at..].iter().map(|(n, _)| n.clone()).collect();
                        findings.push(cycle(&names, span));
                        order.cyclic.extend(names);
                    }
                    None => {
                        done.insert(next.clone(), false);
                        let inside = contained(&next);
                        path.push((next, inside));
                    }
                },
                None => {
                    done.insert(name.clone(), true);
                    order.names.push(name.clone());
                    path.pop();
                }
            }
        }
    }
    order
}

fn cycle(names: &[Name], span: Span) -> Finding {
    let mut chain: Vec<&str> = names.iter().map(Name::as_str).collect();
    chain.extend(names.first().map(Name::as_str));
    Finding::new(
        &LIST_CYCLE,
        format!("lists contain each other: {}", chain.join(" → ")),
    )
    .at(span, "the circle closes here")
    .advice("delete one of these entries")
}

/// Resolves all named lists.
pub(super) fn resolve_all(
    order: Order,
    definitions: &Definitions,
    organisations: &Organisations,
    budget: &Budget,
    told: &mut Told,
    findings: &mut Findings,
) -> Lists {
    let mut lists = Lists::new();
    for name in order.names {
        let Some(definition) = definitions.lists.get(&name) else {
            continue;
        };
        let mark = findings.mark();
        let mut list = match &definition.spec {
            ListSpec::Entries(entries) => {
                let context = Context {
                    budget,
                    definitions,
                    organisations,
                    lists: &lists,
                };
                let own = entries_of(entries, Written::Plain, &context, findings);
                if let Some(span) = own.inherited {
                    findings.push(
                        Finding::new(&INVALID_ENTRY, "a named list has no layer below it")
                            .at(span, "nothing to inherit here")
                            .advice(
                                "write inherited: true where a tenant or baseline uses the list",
                            ),
                    );
                }
                own.list
            }
            ListSpec::File(file) => {
                from_file(definitions.list_files.get(&file.file.span), findings)
            }
        };
        if order.cyclic.contains(&name) || definitions.is_poisoned(&["lists", name.as_str()]) {
            list = faulty(&list);
        }
        told.push((name.clone(), mark..findings.mark()));
        lists.insert(name, list);
    }
    lists
}

/// A list file's domains; one that could not be read was reported when it was opened.
fn from_file(
    domains: Option<&Option<Vec<Spanned<String>>>>,
    findings: &mut Findings,
) -> DomainList {
    let mut list = DomainListBuilder::default();
    let Some(Some(domains)) = domains else {
        list.set_faulty();
        return list.build();
    };
    let mut seen = Seen::default();
    for text in domains {
        let text = Spanned::new(text.value.as_str().into(), text.span);
        match domains::read(&text, Written::Plain, findings) {
            Some(domain) => {
                seen.note(&domain, &text, findings);
                list.add(&domain, text.span, None);
            }
            None => list.set_faulty(),
        }
    }
    list.build()
}

/// The same list, marked as longer than it looks.
pub(super) fn faulty(list: &DomainList) -> DomainList {
    let mut builder = DomainListBuilder::default();
    builder.extend(list, None);
    builder.set_faulty();
    builder.build()
}

/// What the entries of one list come down to.
pub(super) fn entries_of(
    entries: &DomainEntries,
    written: Written,
    context: &Context<'_>,
    findings: &mut Findings,
) -> Own {
    if let [
        Entry {
            kind: EntryKind::List(name),
            notes: None,
        },
    ] = entries.0.as_slice()
        && let Some(list) = context.lists.get(name.value.as_str())
    {
        // The usual case of a big list: shared, never copied.
        return Own {
            list: list.clone(),
            inherited: None,
        };
    }
    let mut list = DomainListBuilder::default();
    let mut inherited = None;
    let mut seen = Seen::default();
    for entry in entries.iter() {
        let notes = entry
            .notes
            .as_deref()
            .map(|n| super::notes(n.as_ref(), findings));
        match &entry.kind {
            EntryKind::Domain(text) => match domains::read(text, written, findings) {
                Some(domain) => {
                    seen.note(&domain, text, findings);
                    list.add(&domain, text.span, notes);
                }
                None => list.set_faulty(),
            },
            EntryKind::Inherited(word) if word.value => inherited = Some(word.span),
            EntryKind::Inherited(word) => {
                findings.push(
                    Finding::new(&INVALID_ENTRY, "\"inherited: false\" says nothing")
                        .at(word.span, "")
                        .advice("delete the entry: without it the list replaces the layer below"),
                );
                list.set_faulty();
            }
            EntryKind::Unclear(keys, place) => {
                findings.push(unclear(keys, *place));
                list.set_faulty();
            }
            EntryKind::List(name) => named("list", name, context, findings, &mut list, notes),
            EntryKind::Partner(name) => named("partner", name, context, findings, &mut list, notes),
            EntryKind::Tenant(name) => named("tenant", name, context, findings, &mut list, notes),
        }
    }
    let list = list.build();
    Own { list, inherited }
}

fn unclear(keys: &[&str], place: Span) -> Finding {
    let message = match keys {
        [] => "this entry names nothing".to_owned(),
        keys => format!("this entry names {} at once", words::and(keys)),
    };
    Finding::new(&INVALID_ENTRY, message)
        .at(
            place,
            "exactly one of domain, list, partner, tenant, inherited",
        )
        .fix("- domain: fabrikam.com", "one entry for each")
}

/// Adds what a list, partner or tenant stands for.
fn named(
    kind: &str,
    name: &Spanned<compact_str::CompactString>,
    context: &Context<'_>,
    findings: &mut Findings,
    into: &mut DomainListBuilder,
    notes: Option<crate::model::Notes>,
) {
    let definitions = context.definitions;
    let word = name.value.as_str();
    let found = match kind {
        "list" => context.lists.get(word),
        "partner" if definitions.partners.contains_key(word) => {
            context.organisations.domains.get(word)
        }
        "tenant" if definitions.tenants.contains_key(word) => {
            context.organisations.domains.get(word)
        }
        _ => None,
    };
    if let Some(list) = found {
        if !context.budget.take(list.set().len(), name.span, findings) {
            into.set_faulty();
            return;
        }
        let partner = context
            .organisations
            .partner_notes
            .get(word)
            .filter(|n| !n.is_empty());
        let partner = partner.filter(|_| kind == "partner");
        into.extend(list, notes.as_ref().or(partner));
        return;
    }
    into.set_faulty();
    let in_cycle = kind == "list" && definitions.lists.contains_key(word);
    if !in_cycle && !definitions.may_define(&format!("{kind}s"), word) {
        findings.push(unknown(kind, name, definitions));
    }
}

/// A name that no file defines.
pub(super) fn unknown(
    kind: &str,
    name: &Spanned<compact_str::CompactString>,
    definitions: &Definitions,
) -> Finding {
    let word = name.value.as_str();
    let all: Vec<&str> = match kind {
        "list" => definitions.lists.keys().map(Name::as_str).collect(),
        "partner" => definitions.partners.keys().map(Name::as_str).collect(),
        "tenant" => definitions.tenants.keys().map(Name::as_str).collect(),
        _ => definitions.baselines.keys().map(Name::as_str).collect(),
    };
    let other = [
        ("list", definitions.lists.contains_key(word)),
        ("partner", definitions.partners.contains_key(word)),
        ("tenant", definitions.tenants.contains_key(word)),
    ];
    let finding = Finding::new(&UNKNOWN_NAME, format!("there is no {kind} \"{word}\""))
        .at(name.span, "defined in no file");
    let other = other.iter().find(|(k, there)| *there && *k != kind);
    match (other, words::nearest(word, all)) {
        (Some((other, _)), _) if kind != "baseline" => finding.fix(
            format!("{other}: {word}"),
            format!("\"{word}\" is a {other}"),
        ),
        (_, Some(near)) => finding.fix(format!("{kind}: {near}"), "did you mean this one?"),
        _ => finding.advice(format!(
            "define {word} under \"{kind}s:\", or delete this line"
        )),
    }
}
