//! The search for the lines by which words come and go.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use compact_str::CompactString;

use super::held::{self, Held, Named};
use super::renames::Renames;
use super::{Holder, Line, Move, Origin, Says};
use crate::diff::{Change, Owner};
use crate::model::configuration::{Desired, Layer};
use crate::model::{Configuration, Name, Notes, SettingKey, Value};
use crate::plan::DOMAINS;
use crate::state::PARTNER_DOMAINS;
use crate::text::Span;

/// Words that a line remembers.
const WORDS: usize = 100;

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

/// The lines behind each word of a holder.
type Words = HashMap<CompactString, Arc<[usize]>>;

pub(super) struct Search<'a> {
    sides: [&'a Configuration; 2],
    renames: Renames,
    held: HashMap<(At, Holder), Option<Arc<Held>>>,
    pub(super) lines: Vec<Line>,
    numbers: HashMap<(Move, Holder, Span), usize>,
    found: HashMap<(At, Holder), Words>,
    entries: HashMap<(At, Holder), Arc<[usize]>>,
}

impl<'a> Search<'a> {
    pub(super) fn of(earlier: &'a Configuration, config: &'a Configuration) -> Self {
        Self {
            sides: [earlier, config],
            renames: Renames::of(earlier, config),
            held: HashMap::new(),
            lines: Vec::new(),
            numbers: HashMap::new(),
            found: HashMap::new(),
            entries: HashMap::new(),
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

    /// A holder of one side as the other side calls it.
    fn counterpart(&self, at: At, holder: &Holder) -> Holder {
        match at {
            At::Before => self.renames.now(holder),
            At::After => self.renames.was(holder),
        }
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

    /// What a tenant's list is made of, before and after, as far as it shares that with others: the list
    /// that is all that its own setting names, or its baselines. Nothing if entries of its own count.
    pub(super) fn outline(&mut self, change: &Change) -> Option<[Vec<Holder>; 2]> {
        let tenant = change.tenant()?;
        let [before, after] = [At::Before, At::After].map(|at| {
            let chain = self.chain(at, tenant, &change.key).into_iter();
            let shared = chain.map(|holder| match holder {
                Holder::Setting(..) => {
                    let held = self.held(at, &holder)?;
                    Some(Holder::List(Name::parse(held.only_list()?).ok()?))
                }
                baseline => Some(baseline),
            });
            shared.collect::<Option<Vec<Holder>>>()
        });
        let (before, after) = (before?, after?);
        // Where a list is another one now, the tenant's own line says so.
        let lists = |chain: &[Holder]| -> Vec<Holder> {
            let lists = chain.iter().filter(|h| matches!(h, Holder::List(_)));
            lists.cloned().collect()
        };
        let now = lists(&before).into_iter();
        let now: Vec<Holder> = now.map(|holder| self.renames.now(&holder)).collect();
        let is_shared = !before.is_empty() && !after.is_empty() && now == lists(&after);
        is_shared.then_some([before, after])
    }

    pub(super) fn origin(&mut self, change: &Change) -> Origin {
        let is_set = |value: &Option<Value>| matches!(value, Some(Value::Set(_)));
        if is_set(&change.before) && is_set(&change.after) {
            return self.words(change);
        }
        // A list gives way to a word such as `none`, or comes in the place of one.
        if let Some(line) = self.setting(change) {
            let mut lines = vec![line];
            let holder = self.lines[line].holder.clone();
            let was = self.renames.was(&holder);
            for (at, holder, value) in [
                (At::Before, was, &change.before),
                (At::After, holder, &change.after),
            ] {
                if is_set(value) {
                    lines.extend(self.entries(at, &holder).iter());
                }
            }
            return Origin {
                lines,
                rest: BTreeSet::new(),
            };
        }
        self.own_list(change)
    }

    /// The entries of a tenant's own list that gives way to a word, or is no longer stated; words that
    /// come have their places in the files.
    fn own_list(&mut self, change: &Change) -> Origin {
        let mut rest: BTreeSet<CompactString> =
            change.added().into_iter().map(Into::into).collect();
        let mut lines = BTreeSet::new();
        let own = change.tenant().filter(|_| change.key != DOMAINS);
        let own = own.map(|name| Holder::Setting(name.clone(), change.key.clone()));
        for word in change.removed() {
            let own = own
                .as_ref()
                .filter(|own| self.held(At::Before, own).is_some());
            let found = own.map(|own| self.below(At::Before, own, word));
            match found.filter(|found| !found.is_empty()) {
                Some(found) => lines.extend(found.iter()),
                None => {
                    rest.insert(word.into());
                }
            }
        }
        Origin {
            lines: lines.into_iter().collect(),
            rest,
        }
    }

    /// Every entry that a holder has on this side and lacks on the other: worked out once for all who
    /// share it.
    fn entries(&mut self, at: At, holder: &Holder) -> Arc<[usize]> {
        if let Some(lines) = self.entries.get(&(at, holder.clone())) {
            return Arc::clone(lines);
        }
        let mut lines = BTreeSet::new();
        if let Some(held) = self.held(at, holder) {
            for word in held.words(self.config(at)) {
                lines.extend(self.below(at, holder, &word).iter());
            }
        }
        let lines: Arc<[usize]> = lines.into_iter().collect();
        self.entries
            .insert((at, holder.clone()), Arc::clone(&lines));
        lines
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
            (Some(before), Some(after)) if self.is_same_layer(&before.layer, &after.layer) => {
                (&after.layer, Move::Changed, after)
            }
            (Some(before), None) => (&before.layer, Move::Removed, before),
            (None, Some(after)) => (&after.layer, Move::Added, after),
            _ => return None,
        };
        let Layer::Baseline(baseline) = baseline else {
            return None;
        };
        let holder = Holder::Baseline(baseline.clone(), change.key.clone());
        let holder = self.renames.now(&holder);
        let [Holder::Baseline(was, _), Holder::Baseline(now, _)] =
            &[self.renames.was(&holder), holder.clone()]
        else {
            return None;
        };
        if !uses(At::Before, was) || !uses(At::After, now) {
            return None;
        }
        let says = Says::Setting(change.before.clone(), change.after.clone());
        let word = change.key.object_name().unwrap_or_default();
        let notes = desired.own_notes.get(word.as_str()).cloned();
        let notes = || notes.unwrap_or_default();
        Some(self.line(holder, moves, says, desired.span, notes))
    }

    fn is_same_layer(&self, before: &Layer, after: &Layer) -> bool {
        match (before, after) {
            (Layer::Baseline(before), Layer::Baseline(after)) => {
                self.renames.baseline_now(before) == after
            }
            _ => before == after,
        }
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
            let counterpart = self.counterpart(at, holder);
            // Where it says no list at all on the other side, all of them have.
            let is_gone = self.held(at.other(), &counterpart).is_none();
            if is_own || is_gone || chains[1].contains(&counterpart) {
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
            let counterpart = self.counterpart(at, holder);
            let other = self.held(at.other(), &counterpart);
            for (named, name, place) in held.entries_for(self.config(at), word) {
                let called = match (named, at) {
                    (Named::List, At::Before) => self.renames.list_now(name),
                    (Named::List, At::After) => self.renames.list_was(name),
                    _ => name,
                };
                if other.as_ref().is_none_or(|held| !held.has(named, called)) {
                    let moves = match at {
                        At::Before => Move::Removed,
                        At::After => Move::Added,
                    };
                    let config = self.config(at);
                    let notes = || match named {
                        Named::List => held::notes_of_list(config, holder, name),
                        _ => held::notes(config, holder, word),
                    };
                    let says = Says::Entry(named, name.clone());
                    // What has another name now is told by that.
                    let told = match at {
                        At::Before => counterpart.clone(),
                        At::After => holder.clone(),
                    };
                    let number = self.line(told, moves, says, place, notes);
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

    fn line(
        &mut self,
        holder: Holder,
        moves: Move,
        says: Says,
        span: Span,
        notes: impl FnOnce() -> Notes,
    ) -> usize {
        let key = (moves, holder.clone(), span);
        let next = self.lines.len();
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.lines.push(Line {
                holder,
                moves,
                says,
                span,
                notes: notes(),
                words: BTreeSet::new(),
                is_shared: false,
            });
        }
        number
    }
}
