//! What there is to say about an address.

use std::collections::BTreeSet;

use super::entries;
use crate::model::config::NotesSpec;
use crate::model::configuration::{
    Baseline, Configuration, ConfirmedAccess, Desired, Layer, Tenant,
};
use crate::model::list::DomainList;
use crate::model::section::{Kind, Setting};
use crate::model::sections::{SECTIONS, plain_settings, retired, setting, settings};
use crate::model::{Address, Domain, Name, Notes, SettingKey};
use crate::rules::{EntryHolder, each_entry};
use crate::state::{RecordedSetting, RecordedTenant};
use crate::text::{Span, words};

/// A setting of a tenant or a baseline.
#[derive(Debug)]
pub struct ExplainedSetting<'a> {
    /// Its address.
    pub address: Address,
    /// What it is.
    pub setting: &'static Setting,
    /// What the files come down to.
    pub desired: Option<&'a Desired>,
    /// Whether it is stated but could not be read.
    pub unreadable: bool,
    /// What is recorded.
    pub recorded: Option<RecordedSetting>,
}

/// What an address names.
#[derive(Debug)]
pub enum Explained<'a> {
    /// A setting.
    Setting(Box<ExplainedSetting<'a>>),
    /// Several settings: a section, a group.
    Settings(Vec<ExplainedSetting<'a>>),
    /// A tenant of ours, whole.
    Tenant(&'a Tenant, Vec<ExplainedSetting<'a>>),
    /// Everything of one kind: all lists, partners, baselines, tests or tenants.
    Overview(Address, Vec<Overviewed<'a>>),
    /// A setting as such, without a tenant, and where a baseline states it.
    Meaning(Vec<&'static Setting>, Option<Span>),
    /// An entry of a list.
    Entry {
        /// Its address.
        address: Address,
        /// What it names: `domain`, `list`, `partner`, `tenant` or `inherited`; `domain` too for one
        /// that is not there.
        kind: &'static str,
        /// The domains that it stands for, unless it is one itself.
        domains: Option<&'a DomainList>,
        /// Where it is written.
        place: Option<Span>,
        /// Why it is there.
        notes: Notes,
        /// The list it counts in.
        within: Option<Box<ExplainedSetting<'a>>>,
    },
    /// A list, partner, baseline or test, or the domains of an organisation.
    Definition {
        /// Its address.
        address: Address,
        /// Where it is defined.
        place: Span,
        /// Its domains.
        domains: Option<&'a DomainList>,
        /// Why it is there.
        notes: Notes,
        /// Tenants for which it counts; `None` where nothing is used by tenants.
        used_by: Option<Vec<Name>>,
        /// What a partner's administrator told us.
        confirmed: Option<&'a ConfirmedAccess>,
    },
}

/// One of many things of a kind.
#[derive(Debug)]
pub struct Overviewed<'a> {
    /// Its address.
    pub address: Address,
    /// Where it is defined.
    pub place: Span,
    /// Its domains, for what has some.
    pub domains: Option<&'a DomainList>,
}

/// The kinds that an address may begin with.
const KINDS: [&str; 5] = ["tenants", "lists", "partners", "baselines", "tests"];

/// Finds what an address names; the error says what does not exist.
pub fn explain<'a>(
    config: &'a Configuration,
    address: &Address,
    recorded: &dyn Fn(&Name) -> Option<RecordedTenant>,
) -> Result<Explained<'a>, String> {
    let first = address.first();
    if let Some(tenant) = config.tenants.get(first) {
        return tenant_address(config, &tenant.name, address, recorded);
    }
    match first {
        _ if KINDS.contains(&first) && address.to_string() == first => {
            overview(config, first, address)
        }
        "lists" | "partners" | "baselines" | "tests" => definition(config, address),
        _ => meaning(config, address),
    }
}

/// Everything of one kind.
fn overview<'a>(
    config: &'a Configuration,
    kind: &str,
    address: &Address,
) -> Result<Explained<'a>, String> {
    let mut all = Vec::new();
    let mut add = |name: &Name, place: Span, domains: Option<&'a DomainList>| {
        let address = match kind {
            "tenants" => Address::root(name),
            _ => address.clone().child(name),
        };
        all.push(Overviewed {
            address,
            place,
            domains,
        });
    };
    match kind {
        "tenants" => (config.tenants.iter()).for_each(|(n, t)| add(n, t.span, Some(&t.domains))),
        "lists" => (config.lists.iter()).for_each(|(n, l)| add(n, l.span, Some(&l.domains))),
        "partners" => (config.partners.iter()).for_each(|(n, p)| add(n, p.span, Some(&p.domains))),
        "baselines" => (config.baselines.iter()).for_each(|(n, b)| add(n, b.span, None)),
        _ => (config.tests.iter()).for_each(|(n, t)| add(n, t.span, None)),
    }
    if all.is_empty() {
        return Err(format!("no file defines any {kind}"));
    }
    Ok(Explained::Overview(address.clone(), all))
}

/// A setting by its path alone: `external_access.allowed_domains`.
fn meaning<'a>(config: &Configuration, address: &Address) -> Result<Explained<'a>, String> {
    let path = address.to_string();
    let found = below(&path);
    if !found.is_empty() {
        return Ok(Explained::Meaning(found, None));
    }
    let first = address.first();
    if let Some(hint) = official(&path, None) {
        return Err(hint);
    }
    if let Some(partner) = config.partners.get(first) {
        return Err(format!(
            "\"{first}\" is a partner; try guestlist explain partners.{}",
            partner.name
        ));
    }
    let names: Vec<&str> = config.tenants.keys().map(Name::as_str).collect();
    let all = names.into_iter().chain(SECTIONS.iter().copied());
    let near = words::nearest(first, all.chain(KINDS));
    let near = near
        .map(|n| format!("; did you mean {n}?"))
        .unwrap_or_default();
    Err(format!("nothing here is called \"{first}\"{near}"))
}

/// What to say to an official name: which setting that is, or what became of it.
fn official(path: &str, tenant: Option<&Name>) -> Option<String> {
    let last = |path: &str| path.rsplit('.').next().map(str::to_owned);
    let near = words::nearest(path, settings().iter().map(|s| s.key.as_str()));
    // A slip further in front: the last word is the setting's own.
    if path.contains('.') && near.is_some_and(|near| last(near) == last(path)) {
        return None;
    }
    let word = path.rsplit('.').next().unwrap_or(path);
    let named: Vec<String> = retired::official(word)
        .map(|setting| match tenant {
            Some(tenant) => format!("{tenant}.{}", setting.key),
            None => setting.key.to_string(),
        })
        .collect();
    let Some(first) = named.first() else {
        return retired::retired(word).map(str::to_owned);
    };
    Some(format!(
        "{word} is the official name of {}; try guestlist explain {first}",
        words::and(&named)
    ))
}

/// Settings at or below a path.
fn below(path: &str) -> Vec<&'static Setting> {
    let found = |s: &&Setting| is_below(s.key.as_str(), path);
    settings().iter().filter(found).collect()
}

/// Whether a key is a path or lies below it.
fn is_below(key: &str, path: &str) -> bool {
    let rest = key.strip_prefix(path);
    path.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn tenant_address<'a>(
    config: &'a Configuration,
    name: &Name,
    address: &Address,
    recorded: &dyn Fn(&Name) -> Option<RecordedTenant>,
) -> Result<Explained<'a>, String> {
    let key = address.key();
    let tenant = &config.tenants[name];
    if key.as_str() == "domains" {
        return Ok(Explained::Definition {
            address: address.clone(),
            place: tenant.span,
            domains: Some(&tenant.domains),
            notes: Notes::default(),
            used_by: None,
            confirmed: None,
        });
    }
    let recorded = recorded(name);
    let one = |key: &SettingKey, setting: &'static Setting| ExplainedSetting {
        address: Address::setting(name, key),
        setting,
        desired: tenant.settings.get(key),
        unreadable: tenant.unknown.contains(key),
        recorded: recorded.as_ref().and_then(|r| r.settings.get(key)).cloned(),
    };
    if let Some(setting) = setting(key.as_str()).filter(|s| !matches!(s.kind, Kind::Object(_))) {
        let explained = one(&key, setting);
        return Ok(match address.last_element() {
            None => Explained::Setting(Box::new(explained)),
            Some(entry) => {
                let held = written(config, entry, |holder| match holder {
                    EntryHolder::Tenant(of, at) => *of == name && *at == key,
                    // Entries of a baseline count where it decides, and where they are inherited.
                    EntryHolder::Baseline(of, at) => {
                        let counts = |d: &Desired| d.inherits || d.layer == holder_layer(of);
                        tenant.baselines.contains(of)
                            && *at == key
                            && explained.desired.is_some_and(counts)
                    }
                    EntryHolder::List(_) => false,
                });
                let list = explained.desired.and_then(|d| d.list.as_ref());
                let found = held.unwrap_or_else(|| Written::domain(list, entry));
                found.explained(address, Some(Box::new(explained)))
            }
        });
    }
    let recorded_keys = recorded.iter().flat_map(|r| r.settings.keys());
    let of_objects = tenant.settings.keys().chain(recorded_keys);
    let keys: BTreeSet<&SettingKey> = of_objects
        .filter(|key| key.object().is_some())
        .chain(plain_settings().map(|s| &s.key))
        .filter(|found| is_below(found.as_str(), key.as_str()))
        .collect();
    let found: Vec<_> = keys
        .into_iter()
        .filter_map(|key| Some(one(key, setting(key.as_str())?)))
        .collect();
    if key.as_str().is_empty() {
        return Ok(Explained::Tenant(tenant, found));
    }
    if found.is_empty() {
        return Err(official(key.as_str(), Some(name)).unwrap_or_else(|| no_setting(&key)));
    }
    Ok(Explained::Settings(found))
}

fn holder_layer(baseline: &Name) -> Layer {
    Layer::Baseline(baseline.clone())
}

/// An entry that was looked for.
struct Written<'a> {
    kind: &'static str,
    domains: Option<&'a DomainList>,
    place: Option<Span>,
    notes: Notes,
}

impl<'a> Written<'a> {
    /// A domain that a list comes down to, wherever it is written, or one that is not there.
    fn domain(list: Option<&DomainList>, entry: &str) -> Self {
        let word = compared(entry);
        let notes = list.and_then(|list| list.notes().get(word.as_str()));
        Self {
            kind: "domain",
            domains: None,
            place: list.and_then(|list| list.place(&word)),
            notes: notes.cloned().unwrap_or_default(),
        }
    }

    fn explained(
        self,
        address: &Address,
        within: Option<Box<ExplainedSetting<'a>>>,
    ) -> Explained<'a> {
        Explained::Entry {
            address: address.clone(),
            kind: self.kind,
            domains: self.domains,
            place: self.place,
            notes: self.notes,
            within,
        }
    }
}

/// A domain in its compared form; other words as they are.
fn compared(word: &str) -> String {
    Domain::parse(word).map_or_else(|_| word.to_owned(), |domain| domain.to_string())
}

/// The entry that a list holds under a word, as it is written; a tenant's own comes last, so that it
/// wins over a baseline's.
fn written<'a>(
    config: &'a Configuration,
    word: &str,
    holds: impl Fn(&EntryHolder<'_>) -> bool,
) -> Option<Written<'a>> {
    let mut found = None;
    let wanted = compared(word);
    each_entry(config, |holder, entry| {
        if compared(entry.word()) == wanted && holds(holder) {
            found = Some(entry);
        }
    });
    let entry = found?;
    Some(Written {
        kind: entries::kind(entry),
        domains: entries::domains(config, entry),
        place: Some(entry.span()),
        notes: entries::notes(
            entry
                .notes
                .as_deref()
                .map(NotesSpec::as_ref)
                .unwrap_or_default(),
        ),
    })
}

fn no_setting(key: &SettingKey) -> String {
    let all: BTreeSet<&str> = settings().iter().map(|s| s.key.as_str()).collect();
    let near = words::nearest(key.as_str(), all);
    let near = near
        .map(|n| format!("; did you mean {n}?"))
        .unwrap_or_default();
    format!("there is no setting \"{key}\"{near}")
}

fn definition<'a>(config: &'a Configuration, address: &Address) -> Result<Explained<'a>, String> {
    let (kind, key) = (address.first().to_owned(), address.key());
    let mut parts = key.as_str().splitn(2, '.');
    let (name, rest) = (parts.next().unwrap_or_default(), parts.next());
    let missing = || format!("nothing is called {kind}.{name}");
    let mut confirmed = None;
    let (place, domains, notes) = match kind.as_str() {
        "lists" => {
            let list = config.lists.get(name).ok_or_else(missing)?;
            (list.span, Some(&list.domains), Notes::default())
        }
        "partners" => {
            let partner = config.partners.get(name).ok_or_else(missing)?;
            confirmed = partner.confirmed.as_ref();
            (partner.span, Some(&partner.domains), partner.notes.clone())
        }
        "tests" => (
            config.tests.get(name).ok_or_else(missing)?.span,
            None,
            Notes::default(),
        ),
        _ => {
            let baseline = config.baselines.get(name).ok_or_else(missing)?;
            return baseline_address(config, baseline, rest, address);
        }
    };
    if let (Some(entry), Some(list)) = (address.last_element(), domains) {
        let held = written(
            config,
            entry,
            |holder| matches!(holder, EntryHolder::List(of) if kind == "lists" && of.as_str() == name),
        );
        let found = held.unwrap_or_else(|| Written::domain(Some(list), entry));
        return Ok(found.explained(address, None));
    }
    let used_by = match kind.as_str() {
        "lists" => Some(entries::users_of_list(config, name)),
        "partners" => domains.map(|domains| entries::users_of_domains(config, domains)),
        _ => None,
    };
    Ok(Explained::Definition {
        address: address.clone(),
        place,
        domains,
        notes,
        used_by,
        confirmed,
    })
}

fn baseline_address<'a>(
    config: &Configuration,
    baseline: &Baseline,
    key: Option<&str>,
    address: &Address,
) -> Result<Explained<'a>, String> {
    match key {
        None => Ok(Explained::Definition {
            address: address.clone(),
            place: baseline.span,
            domains: None,
            notes: Notes::default(),
            used_by: Some(users_of_baseline(config, address)),
            confirmed: None,
        }),
        Some(key) => match below(key) {
            found if found.is_empty() => Err(official(key, None)
                .unwrap_or_else(|| no_setting(&SettingKey::from(key.to_owned())))),
            found => {
                let leaves = baseline.spec.leaves();
                let stated = leaves.iter().find(|leaf| leaf.key.as_str() == key);
                Ok(Explained::Meaning(found, stated.map(|leaf| leaf.span)))
            }
        },
    }
}

/// Tenants that use a baseline.
fn users_of_baseline(config: &Configuration, address: &Address) -> Vec<Name> {
    let key = address.key();
    let uses = |tenant: &&Tenant| tenant.baselines.iter().any(|b| b.as_str() == key.as_str());
    let tenants = config.tenants.values().filter(uses);
    tenants.map(|tenant| tenant.name.clone()).collect()
}

/// Where a value comes from, in words.
#[must_use]
pub fn origin(desired: &Desired) -> String {
    match &desired.layer {
        Layer::Tenant => "stated for this tenant".to_owned(),
        Layer::Baseline(name) => format!("the baseline \"{name}\""),
    }
}
