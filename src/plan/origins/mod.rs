//! The lines of the files behind changes, where one configuration is compared with another: the entry
//! of a shared list that is gone explains what changes for all who use the list.
//!
//! A word that comes or goes is followed from the setting down to the entries that name it, through
//! lists, partners, tenants and layers, until an entry is met that one side has and the other lacks.

mod held;
mod renames;
mod search;
mod users;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use compact_str::CompactString;

use self::search::Search;
use crate::diff::{Change, Owner};
use crate::model::{Address, Configuration, Name, Notes, SettingKey, Value};
use crate::plan::DOMAINS;
use crate::state::PARTNER_DOMAINS;
use crate::text::Span;

pub use self::held::Named;
pub(super) use self::held::{brings, is_own};
pub(super) use self::renames::tenants as renamed_tenants;

/// What holds lines.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// A named list.
    List(Name),
    /// A baseline, for one of its settings.
    Baseline(Name, SettingKey),
    /// The domains of a partner.
    Partner(Name),
    /// The domains of a tenant.
    Tenant(Name),
    /// A setting of a tenant itself.
    Setting(Name, SettingKey),
}

impl Holder {
    /// Its address.
    #[must_use]
    pub fn address(&self) -> Address {
        match self {
            Self::List(name) => Address::root("lists").child(name),
            Self::Baseline(name, key) => Address::baseline(name, key),
            Self::Partner(name) => Address::partner(name, &PARTNER_DOMAINS),
            Self::Tenant(name) => Address::setting(name, &DOMAINS),
            Self::Setting(name, key) => Address::setting(name, key),
        }
    }

    /// Whose it is, if it is an organisation's own.
    fn owner(&self) -> Option<Owner> {
        match self {
            Self::Partner(name) => Some(Owner::Partner(name.clone())),
            Self::Tenant(name) | Self::Setting(name, _) => Some(Owner::Tenant(name.clone())),
            Self::List(_) | Self::Baseline(..) => None,
        }
    }
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// It is an entry of a list.
    Entry(Named, CompactString),
    /// It states a setting: the value before and after, as far as there is one.
    Setting(Option<Value>, Option<Value>),
}

impl Says {
    /// What an entry names, as files write it.
    #[must_use]
    pub fn entry(&self) -> Option<String> {
        let Self::Entry(named, name) = self else {
            return None;
        };
        Some(match named {
            Named::Domain => name.to_string(),
            Named::List => format!("list: {name}"),
            Named::Partner => format!("partner: {name}"),
            Named::Tenant => format!("tenant: {name}"),
            Named::Inherited => "inherited: true".to_owned(),
        })
    }
}

/// What happens to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Move {
    /// It is gone; its place is in the earlier files.
    Removed,
    /// It says something else.
    Changed,
    /// It is new.
    Added,
}

/// A line that comes, goes or says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What holds it.
    pub holder: Holder,
    /// What happens to it.
    pub moves: Move,
    /// What it says.
    pub says: Says,
    /// Where it stands, or stood.
    pub span: Span,
    /// Why it is there, or had been.
    pub notes: Notes,
    /// Words that come or go with it; of many the first.
    pub words: BTreeSet<CompactString>,
    /// Whether others than its holder change by it: a list and a baseline are always shared.
    pub is_shared: bool,
}

/// What is behind one change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The lines, by number.
    pub lines: Vec<usize>,
    /// Words that come or go without a line of their own.
    pub rest: BTreeSet<CompactString>,
}

/// The lines behind all changes.
#[derive(Debug, Default)]
pub struct Origins {
    /// Every line once.
    pub lines: Vec<Line>,
    of: Vec<Arc<Origin>>,
    users: BTreeMap<Holder, BTreeSet<Name>>,
}

impl Origins {
    /// What is behind the change of that number.
    #[must_use]
    pub fn of(&self, change: usize) -> Option<&Origin> {
        self.of.get(change).map(AsRef::as_ref)
    }

    /// The lines that what changes is shared by.
    pub fn shared(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.is_shared)
    }

    /// The tenants that use a holder of shared lines, before or after.
    #[must_use]
    pub fn users(&self, holder: &Holder) -> Option<&BTreeSet<Name>> {
        self.users.get(holder)
    }

    /// The line by which a word comes or goes in the change of that number.
    #[must_use]
    pub fn line(&self, change: usize, word: &str) -> Option<&Line> {
        let lines = self.of(change)?.lines.iter();
        let mut lines = lines.filter_map(|number| self.lines.get(*number));
        lines.find(|line| line.words.contains(word))
    }
}

/// The setting, where its sets lie in memory, and what they are made of before and after.
type Outline = (SettingKey, (usize, usize), [Vec<Holder>; 2]);

/// Works out what is behind each change.
#[must_use]
pub(super) fn origins(
    earlier: &Configuration,
    config: &Configuration,
    changes: &[Change],
) -> Origins {
    let mut search = Search::of(earlier, config);
    let mut of: Vec<Arc<Origin>> = Vec::with_capacity(changes.len());
    let mut alike: HashMap<Outline, Arc<Origin>> = HashMap::new();
    for change in changes {
        // Whoever has nothing but the same list or baselines before and after shares what is behind it.
        let outline = search.outline(change).zip(change.sets());
        let outline = outline.map(|(holders, sets)| (change.key.clone(), sets, holders));
        let known = outline.as_ref().and_then(|outline| alike.get(outline));
        let origin = known.cloned().unwrap_or_else(|| {
            let origin = Arc::new(search.origin(change));
            if let Some(outline) = outline {
                alike.insert(outline, Arc::clone(&origin));
            }
            origin
        });
        for number in &origin.lines {
            let line = &mut search.lines[*number];
            line.is_shared |= line
                .holder
                .owner()
                .is_none_or(|owner| owner != change.owner);
        }
        of.push(origin);
    }
    let lines = search.lines;
    let holders = lines.iter().filter(|line| line.is_shared);
    let holders: BTreeSet<&Holder> = holders.map(|line| &line.holder).collect();
    let users = users::of([earlier, config], &holders);
    Origins { lines, of, users }
}
