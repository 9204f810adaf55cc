//! What a holder of entries holds, as written.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use super::Holder;
use crate::model::config::{AllowedSpec, DomainEntries, Entry, EntryKind, ListSpec};
use crate::model::list::DomainList;
use crate::model::section::{Leaf, Stated};
use crate::model::{Configuration, Domain, Name, Notes, SettingKey, ValueSet};
use crate::text::Span;

/// What an entry names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// A domain.
    Domain,
    /// The domains of a list.
    List,
    /// The domains of a partner.
    Partner,
    /// The domains of a tenant.
    Tenant,
    /// The entries of the layer below.
    Inherited,
}

impl Named {
    /// What holds the entries that it stands for.
    pub(super) fn holder(self, name: &str) -> Option<Holder> {
        let name = Name::parse(name).ok()?;
        match self {
            Self::List => Some(Holder::List(name)),
            Self::Partner => Some(Holder::Partner(name)),
            Self::Tenant => Some(Holder::Tenant(name)),
            Self::Domain | Self::Inherited => None,
        }
    }

    /// The domains that it stands for.
    fn domains<'c>(self, config: &'c Configuration, name: &str) -> Option<&'c ValueSet> {
        let list = match self {
            Self::List => config.lists.get(name).map(|list| &list.domains),
            Self::Partner => config.partners.get(name).map(|p| &p.domains),
            Self::Tenant => config.tenants.get(name).map(|t| &t.domains),
            Self::Domain | Self::Inherited => None,
        };
        list.map(DomainList::set)
    }
}

/// The entries of a holder.
#[derive(Debug, Default)]
pub(super) struct Held {
    domains: BTreeMap<CompactString, Span>,
    others: BTreeMap<(Named, CompactString), Span>,
}

impl Held {
    /// What it holds; nothing if it is not there, or says no list.
    pub(super) fn of(config: &Configuration, holder: &Holder) -> Option<Self> {
        match holder {
            Holder::List(name) => {
                let list = config.lists.get(name)?;
                Some(match &list.spec {
                    ListSpec::Entries(entries) => Self::entries(entries),
                    ListSpec::File(_) => Self::plain(&list.domains),
                })
            }
            Holder::Partner(name) => Some(Self::plain(&config.partners.get(name)?.domains)),
            Holder::Tenant(name) => Some(Self::plain(&config.tenants.get(name)?.domains)),
            Holder::Baseline(name, key) => {
                Self::leaf(&config.baselines.get(name)?.spec.leaves(), key)
            }
            Holder::Setting(name, key) => Self::leaf(&config.tenants.get(name)?.spec.leaves(), key),
        }
    }

    fn plain(list: &DomainList) -> Self {
        let domains = list.iter().map(|(domain, place)| (domain.into(), place));
        Self {
            domains: domains.collect(),
            others: BTreeMap::new(),
        }
    }

    fn leaf(leaves: &[Leaf<'_>], key: &SettingKey) -> Option<Self> {
        let leaf = leaves.iter().find(|leaf| leaf.key == *key)?;
        match leaf.stated {
            Stated::AllowedDomains(AllowedSpec::Only(entries))
            | Stated::Domains(entries)
            | Stated::MailDomains(entries, _) => Some(Self::entries(entries)),
            _ => None,
        }
    }

    fn entries(entries: &DomainEntries) -> Self {
        let mut out = Self::default();
        for entry in entries.iter() {
            match kind(entry) {
                Some(Named::Domain) => {
                    let word = compared(entry.word()).into();
                    out.domains.entry(word).or_insert(entry.span());
                }
                Some(named) => {
                    let name = (named, entry.word().into());
                    out.others.entry(name).or_insert(entry.span());
                }
                None => {}
            }
        }
        out
    }

    /// The words that its entries bring.
    pub(super) fn words(&self, config: &Configuration) -> BTreeSet<CompactString> {
        let direct = self.domains.keys().cloned();
        let others = self.others.keys();
        let others = others.filter_map(|(named, name)| named.domains(config, name));
        let others = others.flat_map(|set| set.iter().map(CompactString::from));
        direct.chain(others).collect()
    }

    /// Whether it has an entry.
    pub(super) fn has(&self, named: Named, name: &str) -> bool {
        match named {
            Named::Domain => self.domains.contains_key(name),
            _ => self.others.contains_key(&(named, name.into())),
        }
    }

    /// The list that is the only thing that it names.
    pub(super) fn only_list(&self) -> Option<&CompactString> {
        let mut others = self.others.keys();
        match (others.next(), others.next()) {
            (Some((Named::List, name)), None) if self.domains.is_empty() => Some(name),
            _ => None,
        }
    }

    /// Whether it takes over the entries of the layer below.
    pub(super) fn inherits(&self) -> bool {
        self.others
            .keys()
            .any(|(kind, _)| *kind == Named::Inherited)
    }

    /// The entries that bring a word, with their places.
    pub(super) fn entries_for<'h>(
        &'h self,
        config: &Configuration,
        word: &str,
    ) -> Vec<(Named, &'h CompactString, Span)> {
        let direct = self.domains.get_key_value(word);
        let direct = direct.map(|(name, place)| (Named::Domain, name, *place));
        let brings = |named: Named, name: &str| {
            let domains = named.domains(config, name);
            domains.is_some_and(|set| set.contains(word))
        };
        let others = self.others.iter();
        let others = others.filter(|((named, name), _)| brings(*named, name));
        let others = others.map(|((named, name), place)| (*named, name, *place));
        direct.into_iter().chain(others).collect()
    }
}

fn kind(entry: &Entry) -> Option<Named> {
    Some(match &entry.kind {
        EntryKind::Domain(_) => Named::Domain,
        EntryKind::List(_) => Named::List,
        EntryKind::Partner(_) => Named::Partner,
        EntryKind::Tenant(_) => Named::Tenant,
        EntryKind::Inherited(_) => Named::Inherited,
        EntryKind::Unclear(..) => return None,
    })
}

/// The form in which an entry's domain is compared; a wildcard is kept as it is.
fn compared(word: &str) -> Cow<'_, str> {
    match Domain::parse(word) {
        Ok(domain) => Cow::Owned(domain.as_str().to_owned()),
        Err(_) => Cow::Owned(word.to_lowercase()),
    }
}

/// Why a word is there, as what holds it says.
pub(super) fn notes(config: &Configuration, holder: &Holder, word: &str) -> Notes {
    let list = match holder {
        Holder::List(name) => config.lists.get(name).map(|list| &list.domains),
        Holder::Setting(name, key) => {
            let tenant = config.tenants.get(name);
            tenant.and_then(|t| t.settings.get(key)?.list.as_ref())
        }
        Holder::Baseline(name, key) => {
            let mut users = config.tenants.values();
            users
                .find(|tenant| tenant.baselines.contains(name))
                .and_then(|tenant| tenant.settings.get(key)?.list.as_ref())
        }
        Holder::Partner(_) | Holder::Tenant(_) => None,
    };
    let notes = list.and_then(|list| list.notes().get(word));
    notes.cloned().unwrap_or_default()
}

/// Why a list is named there: the notes of its entry, which all its domains have then. Notes of
/// single domains say nothing about the others.
pub(super) fn notes_of_list(config: &Configuration, holder: &Holder, list: &str) -> Notes {
    let Some(list) = config.lists.get(list) else {
        return Notes::default();
    };
    let mut all = list
        .domains
        .set()
        .iter()
        .map(|word| notes(config, holder, word));
    let first = all.next().unwrap_or_default();
    match all.all(|other| other == first) {
        true => first,
        false => Notes::default(),
    }
}

/// What holds the entries that bring a word into a tenant's list, as far as the tenant names it.
pub(in crate::plan) fn brings(
    config: &Configuration,
    tenant: &Name,
    key: &SettingKey,
    word: &str,
) -> Vec<Holder> {
    let own = Holder::Setting(tenant.clone(), key.clone());
    let Some(held) = Held::of(config, &own) else {
        return Vec::new();
    };
    let entries = held.entries_for(config, word);
    let holder = |(named, name, _): (Named, &CompactString, Span)| match named {
        Named::List => named.holder(name),
        _ => Some(own.clone()),
    };
    entries.into_iter().filter_map(holder).collect()
}

/// Whether a holder is a setting of a tenant itself.
pub(in crate::plan) fn is_own(holder: &Holder) -> bool {
    matches!(holder, Holder::Setting(..))
}
