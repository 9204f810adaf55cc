//! What there is to say about an address.

use std::collections::BTreeSet;

use crate::model::configuration::{Baseline, Configuration, Desired, Layer};
use crate::model::list::DomainList;
use crate::model::section::{Kind, Setting};
use crate::model::sections::{SECTIONS, plain_settings, setting, settings};
use crate::model::{Address, Name, Notes, SettingKey};
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
    /// Several settings: a section, a group, a tenant.
    Settings(Vec<ExplainedSetting<'a>>),
    /// A setting as such, without a tenant, and where a baseline states it.
    Meaning(Vec<&'static Setting>, Option<Span>),
    /// An entry of a list.
    Entry {
        /// Its address.
        address: Address,
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
    },
}

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
        "lists" | "partners" | "baselines" | "tests" => definition(config, address),
        _ => meaning(config, address),
    }
}

/// A setting by its path alone: `external_access.allowed_domains`.
fn meaning<'a>(config: &Configuration, address: &Address) -> Result<Explained<'a>, String> {
    let path = address.to_string();
    let found = below(&path);
    if !found.is_empty() {
        return Ok(Explained::Meaning(found, None));
    }
    let first = address.first();
    let names: Vec<&str> = config.tenants.keys().map(Name::as_str).collect();
    let all = names.into_iter().chain(SECTIONS.iter().copied());
    let near = words::nearest(first, all);
    let near = near
        .map(|n| format!("; did you mean {n}?"))
        .unwrap_or_default();
    Err(format!("nothing here is called \"{first}\"{near}"))
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
            Some(entry) => within(address, entry, explained),
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
    if found.is_empty() {
        return Err(no_setting(&key));
    }
    Ok(Explained::Settings(found))
}

/// An entry of a tenant's list.
fn within<'a>(address: &Address, entry: &str, explained: ExplainedSetting<'a>) -> Explained<'a> {
    let list = explained.desired.and_then(|d| d.list.as_ref());
    let word =
        crate::model::Domain::parse(entry).map_or_else(|_| entry.to_owned(), |d| d.to_string());
    Explained::Entry {
        address: address.clone(),
        place: list.and_then(|l| l.place(&word)),
        notes: list
            .and_then(|l| l.notes().get(word.as_str()))
            .cloned()
            .unwrap_or_default(),
        within: Some(Box::new(explained)),
    }
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
    let (place, domains, notes) = match kind.as_str() {
        "lists" => {
            let list = config.lists.get(name).ok_or_else(missing)?;
            (list.span, Some(&list.domains), Notes::default())
        }
        "partners" => {
            let partner = config.partners.get(name).ok_or_else(missing)?;
            (partner.span, Some(&partner.domains), partner.notes.clone())
        }
        "tests" => (
            config.tests.get(name).ok_or_else(missing)?.span,
            None,
            Notes::default(),
        ),
        _ => {
            let baseline = config.baselines.get(name).ok_or_else(missing)?;
            return baseline_address(baseline, rest, address);
        }
    };
    if let (Some(entry), Some(list)) = (address.last_element(), domains) {
        return Ok(Explained::Entry {
            address: address.clone(),
            place: list.place(entry),
            notes: list.notes().get(entry).cloned().unwrap_or_default(),
            within: None,
        });
    }
    Ok(Explained::Definition {
        address: address.clone(),
        place,
        domains,
        notes,
    })
}

fn baseline_address<'a>(
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
        }),
        Some(key) => match below(key) {
            found if found.is_empty() => Err(no_setting(&SettingKey::from(key.to_owned()))),
            found => {
                let leaves = baseline.spec.leaves();
                let stated = leaves.iter().find(|leaf| leaf.key.as_str() == key);
                Ok(Explained::Meaning(found, stated.map(|leaf| leaf.span)))
            }
        },
    }
}

/// Where a value comes from, in words.
#[must_use]
pub fn origin(desired: &Desired) -> String {
    match &desired.layer {
        Layer::Tenant => "stated for this tenant".to_owned(),
        Layer::Baseline(name) => format!("from the baseline \"{name}\""),
    }
}
