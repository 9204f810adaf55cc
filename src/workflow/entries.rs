//! Every list entry and partner: where it is used, why it is there, since which version.

mod contact;

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use contact::{Contacts, lets_in};

pub use contact::EntryContact;

use crate::access::Activity;
use crate::model::config::{Entry, EntryKind, ListSpec, MailForms, NotesRef, NotesSpec};
use crate::model::configuration::{Configuration, Layer};
use crate::model::list::DomainList;
use crate::model::{Address, Domain, Name, Notes, SettingKey};
use crate::rules::{EntryHolder, ObjectCase, each_entry, each_object};
use crate::state::{Serial, State, StateError};
use crate::text::Span;

/// One entry as written, or one partner.
#[derive(Debug, Clone)]
pub struct EntryRow {
    /// Its address.
    pub address: Address,
    /// What it names.
    pub entry: String,
    /// `domain`, `list`, `partner`, `tenant`, `inherited`, `organisation` for a partner's own
    /// definition, `object` for a named object.
    pub kind: &'static str,
    /// Why it is there.
    pub notes: Notes,
    /// Tenants for which it counts.
    pub used_by: Vec<Name>,
    /// The version since which a tenant's record holds it without a break.
    pub since: Option<Serial>,
    /// Contact with its domains, if an allow list of external access holds it and there is a report.
    pub contact: Option<EntryContact>,
    /// Where it is written.
    pub place: Span,
}

/// All rows, in the order of their addresses; with the contact that reports counted.
pub fn rows(
    config: &Configuration,
    state: &State,
    activity: Option<&Activity>,
) -> Result<Vec<EntryRow>, StateError> {
    let contacts = activity.map(Contacts::of);
    let contact = |tenants: &dyn Fn() -> Vec<Name>, domains: &[CompactString]| {
        let contacts = contacts.as_ref()?;
        contacts.with(tenants(), domains)
    };
    let usage = Usage::of(config);
    let since = Since::of(state)?;
    let mut rows = Vec::new();
    each_entry(config, |holder, entry| {
        let used_by = usage.of_entry(config, holder, entry, |_| true);
        let domains = words(config, entry);
        let lets_in = || usage.of_entry(config, holder, entry, lets_in);
        rows.push(EntryRow {
            address: holder.address().element(entry.word()),
            entry: entry.word().to_owned(),
            kind: kind(entry),
            notes: notes(
                entry
                    .notes
                    .as_deref()
                    .map(NotesSpec::as_ref)
                    .unwrap_or_default(),
            ),
            since: since.first(&used_by, &domains),
            contact: contact(&lets_in, &domains),
            used_by,
            place: entry.span(),
        });
    });
    each_object(config, |object| {
        // One that is to be deleted is none.
        if object.is_present {
            rows.push(object_row(config, &object, &since));
        }
    });
    for (name, list) in &config.lists {
        if let ListSpec::File(_) = &list.spec {
            for mut row in file_rows(config, name, &list.domains, &usage, &since) {
                let lets_in = || usage.of_domain(config, name, &row.entry, lets_in);
                row.contact = contact(&lets_in, &[CompactString::from(&row.entry)]);
                rows.push(row);
            }
        }
    }
    for partner in config.partners.values() {
        let domains = partner.domains.set().as_slice();
        let used_by = users_of_domains(config, &partner.domains);
        rows.push(EntryRow {
            address: Address::root("partners").child(&partner.name),
            entry: partner.name.to_string(),
            kind: "organisation",
            notes: partner.notes.clone(),
            since: since.first(&used_by, domains),
            contact: contact(&|| users_by(config, &partner.domains, lets_in), domains),
            used_by,
            place: partner.span,
        });
    }
    rows.sort_by(|a, b| (&a.address, a.place).cmp(&(&b.address, b.place)));
    Ok(rows)
}

/// Rows of a list that stands in a file: its domains carry no notes.
fn file_rows(
    config: &Configuration,
    name: &Name,
    domains: &DomainList,
    usage: &Usage,
    since: &Since,
) -> impl Iterator<Item = EntryRow> {
    let row = move |domain: &str| {
        let place = domains.place(domain)?;
        let used_by = usage.of_domain(config, name, domain, |_| true);
        Some(EntryRow {
            address: Address::root("lists").child(name).element(domain),
            entry: domain.to_owned(),
            kind: "domain",
            notes: Notes::default(),
            since: since.first(&used_by, &[domain.into()]),
            used_by,
            contact: None,
            place,
        })
    };
    domains.set().iter().filter_map(row)
}

/// A named object that a tenant or baseline states.
fn object_row(config: &Configuration, object: &ObjectCase<'_>, since: &Since) -> EntryRow {
    let used_by = holding(config, &object.holder);
    EntryRow {
        address: object.address(),
        entry: object.name.to_owned(),
        kind: "object",
        notes: notes(object.notes),
        since: since.first(&used_by, &[object.name.into()]),
        used_by,
        contact: None,
        place: object.span,
    }
}

/// What an entry names.
pub(super) fn kind(entry: &Entry) -> &'static str {
    match &entry.kind {
        EntryKind::Domain(_) => "domain",
        EntryKind::List(_) => "list",
        EntryKind::Partner(_) => "partner",
        EntryKind::Tenant(_) => "tenant",
        EntryKind::Inherited(_) | EntryKind::Unclear(..) => "inherited",
    }
}

/// Why something is there.
pub(super) fn notes(spec: NotesRef<'_>) -> Notes {
    let text = |t: Option<&crate::text::Spanned<String>>| t.map(|t| t.value.clone());
    Notes {
        reason: text(spec.reason),
        ticket: text(spec.ticket),
        owner: text(spec.owner),
        expires: spec.expires.and_then(|e| e.value.parse().ok()),
    }
}

/// The domains that an entry stands for, in their compared form.
fn words(config: &Configuration, entry: &Entry) -> Vec<CompactString> {
    if let EntryKind::Domain(text) = &entry.kind {
        // Lists of Exchange have wildcards, and words for everybody.
        let domain = Domain::parse_mail(&text.value, MailForms::SubdomainsOrAll);
        let domain = domain.or_else(|_| Domain::parse_mail(&text.value, MailForms::Everybody));
        return domain.map(|d| d.as_str().into()).into_iter().collect();
    }
    domains(config, entry)
        .map(|l| l.set().as_slice().to_vec())
        .unwrap_or_default()
}

/// The domains of what an entry names; none for a domain, and for the layer below.
pub(super) fn domains<'c>(config: &'c Configuration, entry: &Entry) -> Option<&'c DomainList> {
    match &entry.kind {
        EntryKind::List(name) => config.lists.get(name.value.as_str()).map(|l| &l.domains),
        EntryKind::Partner(name) => config.partners.get(name.value.as_str()).map(|p| &p.domains),
        EntryKind::Tenant(name) => config.tenants.get(name.value.as_str()).map(|t| &t.domains),
        EntryKind::Domain(_) | EntryKind::Inherited(_) | EntryKind::Unclear(..) => None,
    }
}

/// Tenants one of whose lists holds some of these domains.
pub(super) fn users_of_domains(config: &Configuration, domains: &DomainList) -> Vec<Name> {
    users_by(config, domains, |_| true)
}

/// Tenants that a named list counts for.
pub(super) fn users_of_list(config: &Configuration, name: &str) -> Vec<Name> {
    let usage = Usage::of(config);
    let settings = usage.0.get(name).into_iter().flatten();
    let mut names: Vec<Name> = settings.map(|(tenant, _)| tenant.clone()).collect();
    names.dedup();
    names
}

/// The same by settings that count.
fn users_by(
    config: &Configuration,
    domains: &DomainList,
    counts: impl Fn(&SettingKey) -> bool,
) -> Vec<Name> {
    let domains = domains.set().as_slice();
    let fits = |list: &DomainList| domains.iter().any(|d| list.set().contains(d));
    let uses = |t: &&crate::model::configuration::Tenant| {
        let counted = t.settings.iter().filter(|(key, _)| counts(key));
        counted.filter_map(|(_, d)| d.list.as_ref()).any(fits)
    };
    config
        .tenants
        .values()
        .filter(uses)
        .map(|t| t.name.clone())
        .collect()
}

/// Which settings of which tenants a named list ends up in.
struct Usage(BTreeMap<Name, BTreeSet<(Name, SettingKey)>>);

impl Usage {
    fn of(config: &Configuration) -> Self {
        // What each setting that counts names, and what each list contains.
        let mut inside: BTreeMap<&Name, Vec<Name>> = BTreeMap::new();
        let mut settings: BTreeMap<(Name, SettingKey), Vec<Name>> = BTreeMap::new();
        each_entry(config, |holder, entry| {
            let EntryKind::List(list) = &entry.kind else {
                return;
            };
            let Ok(list) = Name::parse(&list.value) else {
                return;
            };
            match holder {
                EntryHolder::List(by) => inside.entry(by).or_default().push(list),
                EntryHolder::Baseline(_, key) | EntryHolder::Tenant(_, key) => {
                    for tenant in holding(config, holder) {
                        let setting = (tenant, key.clone());
                        settings.entry(setting).or_default().push(list.clone());
                    }
                }
            }
        });
        let mut out: BTreeMap<Name, BTreeSet<(Name, SettingKey)>> = BTreeMap::new();
        for (setting, mut open) in settings {
            let mut seen: BTreeSet<Name> = BTreeSet::new();
            while let Some(list) = open.pop() {
                if seen.insert(list.clone()) {
                    open.extend(inside.get(&list).into_iter().flatten().cloned());
                    out.entry(list).or_default().insert(setting.clone());
                }
            }
        }
        Self(out)
    }

    /// Tenants for which a domain of a named list counts, by settings that fit.
    fn of_domain(
        &self,
        config: &Configuration,
        list: &Name,
        domain: &str,
        fits: impl Fn(&SettingKey) -> bool,
    ) -> Vec<Name> {
        let counts = |(tenant, key): &&(Name, SettingKey)| {
            if !fits(key) {
                return false;
            }
            let desired = config.tenants.get(tenant).and_then(|t| t.settings.get(key));
            desired
                .and_then(|d| d.value.as_set())
                .is_some_and(|set| set.contains(domain))
        };
        let settings = self.0.get(list).into_iter().flatten();
        let mut names: Vec<Name> = settings.filter(counts).map(|(t, _)| t.clone()).collect();
        names.dedup();
        names
    }

    /// Tenants for which an entry counts, by settings that fit.
    fn of_entry(
        &self,
        config: &Configuration,
        holder: &EntryHolder<'_>,
        entry: &Entry,
        fits: impl Fn(&SettingKey) -> bool,
    ) -> Vec<Name> {
        match (holder, &entry.kind) {
            (EntryHolder::List(list), EntryKind::Domain(text)) => {
                let domain = Domain::parse(&text.value);
                domain
                    .map(|d| self.of_domain(config, list, d.as_str(), fits))
                    .unwrap_or_default()
            }
            (EntryHolder::List(list), _) => {
                let settings = self.0.get(*list).into_iter().flatten();
                let settings = settings.filter(|(_, key)| fits(key));
                let mut names: Vec<Name> = settings.map(|(t, _)| t.clone()).collect();
                names.dedup();
                names
            }
            (EntryHolder::Baseline(_, key) | EntryHolder::Tenant(_, key), _) => match fits(key) {
                true => holding(config, holder),
                false => Vec::new(),
            },
        }
    }
}

/// Tenants for which the layer that holds an entry counts: it states the value, or an upper layer
/// inherits from it.
fn holding(config: &Configuration, holder: &EntryHolder<'_>) -> Vec<Name> {
    match holder {
        EntryHolder::List(_) => Vec::new(),
        EntryHolder::Tenant(name, _) => vec![(*name).clone()],
        EntryHolder::Baseline(baseline, key) => {
            let layer = Layer::Baseline((*baseline).clone());
            let counts = |t: &&crate::model::configuration::Tenant| {
                t.baselines.contains(baseline)
                    && t.settings
                        .get(key)
                        .is_some_and(|d| d.layer == layer || d.inherits)
            };
            config
                .tenants
                .values()
                .filter(counts)
                .map(|t| t.name.clone())
                .collect()
        }
    }
}

/// Since which version each tenant's record holds each word without a break.
struct Since(BTreeMap<Name, BTreeMap<CompactString, Serial>>);

impl Since {
    fn of(state: &State) -> Result<Self, StateError> {
        let versions: Result<Vec<_>, _> = state.log().collect();
        let mut out: BTreeMap<Name, BTreeMap<CompactString, Serial>> = BTreeMap::new();
        for version in versions?.into_iter().rev() {
            let view = state.at(version.serial)?;
            for name in version.moved {
                let recorded = view.tenant(&name)?.unwrap_or_default();
                let managed = || recorded.settings.iter().filter(|(_, s)| s.managed);
                let sets = managed().filter_map(|(_, s)| s.value.as_set());
                let entries = sets.flat_map(|set| set.as_slice().iter().cloned());
                let objects = managed().filter(|(key, _)| key.is_object());
                let names = objects.filter_map(|(key, _)| key.object_name());
                let words = entries.chain(names.map(CompactString::from));
                let before = out.remove(&name).unwrap_or_default();
                let now = words.map(|word| {
                    let since = before.get(&word).copied().unwrap_or(version.serial);
                    (word, since)
                });
                out.insert(name, now.collect());
            }
        }
        Ok(Self(out))
    }

    /// The first version of any of these words in any of these tenants.
    fn first(&self, tenants: &[Name], words: &[CompactString]) -> Option<Serial> {
        let records = tenants.iter().filter_map(|t| self.0.get(t));
        records
            .flat_map(|record| words.iter().filter_map(|w| record.get(w)))
            .min()
            .copied()
    }
}
