//! The lines of the files behind changes, where one configuration is compared with another: the entry
//! of a shared list that is gone explains what changes for all who use the list.
//!
//! A word that comes or goes is followed from the setting down to the entries that name it, through
//! lists, partners, tenants and layers, until an entry is met that one side has and the other lacks.

mod held;
mod users;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use compact_str::CompactString;

use self::held::Held;
use crate::diff::{Change, Owner};
use crate::model::configuration::{Desired, Layer};
use crate::model::{Address, Configuration, Name, Notes, SettingKey, Value};
use crate::plan::DOMAINS;
use crate::state::PARTNER_DOMAINS;
use crate::text::Span;

pub use self::held::Named;
pub(super) use self::held::{brings, is_own};

/// Words that a line remembers.
const WORDS: usize = 100;

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
            Self::Baseline(name, key) => {
                let below: Result<Address, _> = format!("baselines.{name}.{key}").parse();
                below.unwrap_or_else(|_| Address::root("baselines").child(name))
            }
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

/// Works out what is behind each change.
#[must_use]
pub(super) fn origins(
    earlier: &Configuration,
    config: &Configuration,
    changes: &[Change],
) -> Origins {
    let mut search = Search::of(earlier, config);
    let mut of: Vec<Arc<Origin>> = Vec::with_capacity(changes.len());
    let mut alike: HashMap<(usize, usize, CompactString), Arc<Origin>> = HashMap::new();
    for change in changes {
        // Whoever has nothing but the same list before and after shares what is behind it.
        let outline = search.only_list(change).zip(change.sets());
        let outline = outline.map(|(list, (before, after))| (before, after, list));
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

/// Which of the two configurations: what goes is looked for in the earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum At {
    Before,
    After,
}

impl At {
    fn other(self) -> Self {
        match self {
            Self::Before => Self::After,
            Self::After => Self::Before,
        }
    }
}

struct Search<'a> {
    sides: [&'a Configuration; 2],
    held: HashMap<(At, Holder), Option<Arc<Held>>>,
    lines: Vec<Line>,
    numbers: HashMap<(Move, Holder, Span), usize>,
    found: HashMap<(At, Holder), HashMap<CompactString, Arc<[usize]>>>,
}

impl<'a> Search<'a> {
    fn of(earlier: &'a Configuration, config: &'a Configuration) -> Self {
        Self {
            sides: [earlier, config],
            held: HashMap::new(),
            lines: Vec::new(),
            numbers: HashMap::new(),
            found: HashMap::new(),
        }
    }

    fn config(&self, at: At) -> &'a Configuration {
        self.sides[at as usize]
    }

    fn held(&mut self, at: At, holder: &Holder) -> Option<Arc<Held>> {
        let config = self.config(at);
        let key = (at, holder.clone());
        let held = self.held.entry(key);
        held.or_insert_with(|| Held::of(config, holder).map(Arc::new))
            .clone()
    }

    /// The layers that a tenant's list is made of, the upper first: the next one counts only where an
    /// entry takes it over.
    fn chain(&mut self, at: At, tenant: &Name, key: &SettingKey) -> Vec<Holder> {
        let Some(tenant) = self.config(at).tenants.get(tenant) else {
            return Vec::new();
        };
        let own = std::iter::once(Holder::Setting(tenant.name.clone(), key.clone()));
        let baselines = tenant.baselines.iter().rev();
        let baselines = baselines.map(|name| Holder::Baseline(name.clone(), key.clone()));
        let mut out = Vec::new();
        for holder in own.chain(baselines) {
            let Some(held) = self.held(at, &holder) else {
                continue;
            };
            out.push(holder);
            if !held.inherits() {
                break;
            }
        }
        out
    }

    fn desired(&self, at: At, change: &Change) -> Option<&'a Desired> {
        let tenant = self.config(at).tenants.get(change.tenant()?)?;
        tenant.settings.get(&change.key)
    }

    /// The list that is all that a tenant's own setting names, before and after.
    fn only_list(&mut self, change: &Change) -> Option<CompactString> {
        let holder = Holder::Setting(change.tenant()?.clone(), change.key.clone());
        let mut both = [At::Before, At::After].map(|at| {
            let held = self.held(at, &holder)?;
            held.only_list().cloned()
        });
        let [before, after] = &mut both;
        (before == after).then(|| after.take()).flatten()
    }

    fn origin(&mut self, change: &Change) -> Origin {
        let is_set = |value: &Option<Value>| matches!(value, Some(Value::Set(_)));
        if is_set(&change.before) && is_set(&change.after) {
            return self.words(change);
        }
        let line = self.setting(change);
        let words = change.added().into_iter().chain(change.removed());
        Origin {
            rest: match line {
                Some(_) => BTreeSet::new(),
                None => words.map(CompactString::from).collect(),
            },
            lines: line.into_iter().collect(),
        }
    }

    /// The line of a baseline that states the setting before, after or both.
    fn setting(&mut self, change: &Change) -> Option<usize> {
        let (before, after) = (
            self.desired(At::Before, change),
            self.desired(At::After, change),
        );
        let name = change.tenant()?;
        let uses = |at: At, baseline: &Name| {
            let tenant = self.config(at).tenants.get(name);
            tenant.is_some_and(|t| t.baselines.contains(baseline))
        };
        let (baseline, moves, desired) = match (before, after) {
            (Some(before), Some(after)) if before.layer == after.layer => {
                (&after.layer, Move::Changed, after)
            }
            (Some(before), None) => (&before.layer, Move::Removed, before),
            (None, Some(after)) => (&after.layer, Move::Added, after),
            _ => return None,
        };
        let Layer::Baseline(baseline) = baseline else {
            return None;
        };
        if !uses(At::Before, baseline) || !uses(At::After, baseline) {
            return None;
        }
        let holder = Holder::Baseline(baseline.clone(), change.key.clone());
        let says = Says::Setting(change.before.clone(), change.after.clone());
        let word = change.key.object_name().unwrap_or_default();
        let notes = desired.own_notes.get(word.as_str()).cloned();
        Some(self.line(holder, moves, says, desired.span, notes.unwrap_or_default()))
    }

    /// The entries by which words of a list come and go.
    fn words(&mut self, change: &Change) -> Origin {
        let mut lines = BTreeSet::new();
        let mut rest = BTreeSet::new();
        for (at, words) in [(At::Before, change.removed()), (At::After, change.added())] {
            let chains = [at, at.other()].map(|at| match &change.owner {
                Owner::Tenant(name) if change.key == DOMAINS => vec![Holder::Tenant(name.clone())],
                Owner::Tenant(name) => self.chain(at, name, &change.key),
                Owner::Partner(name) if change.key == PARTNER_DOMAINS => {
                    vec![Holder::Partner(name.clone())]
                }
                Owner::Partner(_) => Vec::new(),
            });
            for word in words {
                let found = self.of_word(at, &chains, word);
                if found.is_empty() {
                    rest.insert(word.into());
                }
                lines.extend(found);
            }
        }
        Origin {
            lines: lines.into_iter().collect(),
            rest,
        }
    }

    /// The lines by which a word of a setting comes or goes: `chains` are its layers on this side and
    /// on the other, the upper first.
    fn of_word(&mut self, at: At, chains: &[Vec<Holder>; 2], word: &str) -> BTreeSet<usize> {
        let mut lines = BTreeSet::new();
        for holder in &chains[0] {
            // A layer that counts on one side only: none of its entries need have moved.
            let is_own = matches!(holder, Holder::Setting(..));
            if is_own || chains[1].contains(holder) {
                lines.extend(self.below(at, holder, word).iter());
            }
        }
        lines
    }

    /// The entries below a holder by which a word comes or goes.
    fn below(&mut self, at: At, holder: &Holder, word: &str) -> Arc<[usize]> {
        let known = self.found.get(&(at, holder.clone()));
        if let Some(lines) = known.and_then(|words| words.get(word)) {
            return Arc::clone(lines);
        }
        let mut lines = BTreeSet::new();
        // Both are shared: what is looked into stays as it is.
        if let Some(held) = self.held(at, holder) {
            let other = self.held(at.other(), holder);
            for (named, name, place) in held.entries_for(self.config(at), word) {
                if other.as_ref().is_none_or(|held| !held.has(named, name)) {
                    let moves = match at {
                        At::Before => Move::Removed,
                        At::After => Move::Added,
                    };
                    let notes = held::notes(self.config(at), holder, word);
                    let says = Says::Entry(named, name.clone());
                    let number = self.line(holder.clone(), moves, says, place, notes);
                    let words = &mut self.lines[number].words;
                    if words.len() < WORDS {
                        words.insert(word.into());
                    }
                    lines.insert(number);
                } else if let Some(next) = named.holder(name) {
                    // Cycles are a fault: nothing was planned then.
                    lines.extend(self.below(at, &next, word).iter());
                }
            }
        }
        let lines: Arc<[usize]> = lines.into_iter().collect();
        let words = self.found.entry((at, holder.clone())).or_default();
        words.insert(word.into(), Arc::clone(&lines));
        lines
    }

    fn line(&mut self, holder: Holder, moves: Move, says: Says, span: Span, notes: Notes) -> usize {
        let key = (moves, holder.clone(), span);
        let next = self.lines.len();
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.lines.push(Line {
                holder,
                moves,
                says,
                span,
                notes,
                words: BTreeSet::new(),
                is_shared: false,
            });
        }
        number
    }
}
