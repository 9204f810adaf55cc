//! A plan: what apply would record, and everything a reviewer needs to judge it.
//!
//! A plan is data and the only input of apply. Depends on `access`, `rules`, `state`, `diff`,
//! `model`.

mod build;
mod consequences;
mod earlier;
mod fingerprint;
mod identities;
mod judge;
mod model_rules;
mod origins;
mod partners;
mod places;
mod policy;
mod record;
mod saved;
mod select;
mod stood;
mod summed;
mod unseen;
mod worlds;

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::access::{Effects, Outcome, PairChange};
use crate::diagnostics::{Finding, Severity};
use crate::diff::{Action, Change};
use crate::model::{Name, SettingKey};
use crate::state::{Base, Digest, RecordedTenant, Summary};

pub use build::{Input, build};
pub use consequences::{
    Consequences, Group, Outside, Seen, SeenContact, SeenCount, Step, StepState, WayIn,
    consequences, consequences_outside,
};
pub use earlier::{Commit, Earlier, RemovedTest, as_recorded};
pub use fingerprint::Fingerprints;
pub use identities::identities;
pub use judge::standing;
pub use origins::{Holder, Line, Move, Named, Origin, Origins, Says};
pub use partners::between;
pub use places::Gone;
pub use record::{accepted, draft, imported, partners, side};
pub use saved::{ApplyNeeds, Refusal, check, check_base};
pub use select::{Selection, SelectionError};
pub use summed::summed;
pub use worlds::Worlds;

/// A tenant's domains, as something that changes.
pub static DOMAINS: SettingKey = SettingKey::of("domains");
/// A tenant's id, as something that changes.
pub static TENANT_ID: SettingKey = SettingKey::of("tenant_id");
/// Whether a tenant has trial licences only, as something that changes.
pub static TRIAL: SettingKey = SettingKey::of("trial");

/// Findings about what does not change, that nobody accepted, by weight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub note: usize,
}

impl Standing {
    fn of(findings: &[Finding]) -> Self {
        let number = |severity| {
            let unaccepted = findings.iter().filter(|f| f.counts());
            unaccepted.filter(|f| f.severity == severity).count()
        };
        Self {
            warning: number(Severity::Warning),
            note: number(Severity::Note),
        }
    }
}

/// How much was compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// Tenants that are declared or recorded as managed.
    pub tenants: usize,
    /// Settings that are stated or recorded as managed.
    pub settings: usize,
}

/// Tenants that are called otherwise than in the commit.
#[derive(Debug, Default)]
pub struct Renamed {
    /// Their earlier names, by the names that they have now.
    pub names: BTreeMap<Name, Name>,
    /// Every change of the plan as if they had been called so before; empty without any such tenant.
    pub changes: Vec<Change>,
}

/// What apply would record.
#[derive(Debug)]
pub struct Plan {
    /// The day it was made for.
    pub today: Date,
    /// The version it was made from.
    pub base: Base,
    /// The commit of the files that it was compared with instead, if it was.
    pub commit: Option<Commit>,
    /// What was resolved and what changes; see [`Fingerprints`].
    pub fingerprints: Fingerprints,
    /// Every change, by tenant and setting; then those of partners.
    pub changes: Vec<Change>,
    /// Tenants that are called otherwise now; none unless compared with a commit.
    pub renamed: Renamed,
    /// The recorded values of tenants that change, by name; of one that is called otherwise now, by
    /// either name.
    pub recorded: BTreeMap<Name, RecordedTenant>,
    /// Who can reach whom, before and after.
    pub worlds: Worlds,
    /// The answers that differ between the two.
    pub effects: Effects,
    /// What becomes of every expectation.
    pub tests: Vec<Outcome>,
    /// Findings about what changes, and all errors; what the commit had already comes last.
    pub findings: Vec<Finding>,
    /// How many findings there are about what does not change.
    pub standing: Standing,
    /// How much was compared.
    pub compared: Compared,
    /// Recorded tenants that no file declares any longer.
    pub forgotten: Vec<Name>,
    /// Which tenants were chosen.
    pub selection: Selection,
    /// The lines of the files behind the changes; none unless compared with a commit.
    pub origins: Origins,
    /// What no file states any longer, as it was in the files of the commit, by address.
    pub gone: BTreeMap<String, Gone>,
    /// Expectations of the commit that the files no longer hold.
    pub tests_removed: Vec<RemovedTest>,
}

impl Plan {
    /// The pairs of parties whose answers change, as people fare: a domain that a tenant has anew was
    /// its people's other domain before.
    #[must_use]
    pub fn pairs(&self) -> Cow<'_, [PairChange]> {
        let Worlds { before, after } = &self.worlds;
        consequences::settled(before, after, &self.effects.pairs)
    }

    /// What changes for people: as [`Self::changes`], but a tenant that has another name is the same.
    #[must_use]
    pub fn changes_for_people(&self) -> &[Change] {
        match self.renamed.names.is_empty() {
            true => &self.changes,
            false => &self.renamed.changes,
        }
    }

    /// How many settings change, by what happens to them.
    #[must_use]
    pub fn summary(&self) -> Summary {
        summary(&self.changes)
    }

    /// Names of tenants that change, in order.
    #[must_use]
    pub fn tenants(&self) -> Vec<&Name> {
        tenants_of(&self.changes)
    }

    /// Names of partners of which something changes that answers rest on, in order.
    #[must_use]
    pub fn partners(&self) -> Vec<&Name> {
        partners_of(&self.changes)
    }

    /// The lines of the files behind a change, if that is known.
    #[must_use]
    pub fn origin(&self, change: &Change) -> Option<&Origin> {
        let key = (&change.owner, &change.key);
        let changes = &self.changes;
        let at = changes.binary_search_by(|c| (&c.owner, &c.key).cmp(&key));
        self.origins.of(at.ok()?)
    }

    /// Where a setting or partner stood that no file states any longer, and why, if that is known.
    #[must_use]
    pub fn gone(&self, change: &Change) -> Option<&Gone> {
        if self.gone.is_empty() {
            return None;
        }
        self.gone.get(&change.address().to_string())
    }

    /// The lines behind a change that are shared, and those that are its own.
    #[must_use]
    pub fn lines(&self, change: &Change) -> (Vec<&Line>, Vec<&Line>) {
        let lines = self.origin(change).map(|origin| &origin.lines);
        let lines = lines.into_iter().flatten();
        let lines = lines.filter_map(|number| self.origins.lines.get(*number));
        lines.partition(|line| line.is_shared)
    }

    /// Whether an error finding keeps it from being applied.
    #[must_use]
    pub fn has_error(&self) -> bool {
        self.findings.iter().any(|f| f.severity == Severity::Error)
    }

    /// For people: counts what the commit had already among what stands anyway, instead of telling it
    /// as what the change brings. What `is_told` says stays.
    pub fn set_stood_aside(&mut self, is_told: impl Fn(&Finding) -> bool) {
        let goes = |finding: &mut Finding| finding.stood && !is_told(finding);
        let aside: Vec<Finding> = self.findings.extract_if(.., goes).collect();
        let Standing { warning, note } = Standing::of(&aside);
        self.standing.warning += warning;
        self.standing.note += note;
    }

    /// How many expectations the planned result does not meet; one is enough to keep it from being
    /// applied.
    #[must_use]
    pub fn failed_tests(&self) -> usize {
        self.tests.iter().filter(|test| !test.passed).count()
    }

    /// How many unaccepted findings about what changes weigh at least this much.
    #[must_use]
    pub fn at_least(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|f| f.counts() && f.severity >= severity)
            .count()
    }

    /// Whether it would forget so many tenants that a mistake is likely.
    #[must_use]
    pub fn forgets_many(&self) -> bool {
        self.findings
            .iter()
            .any(|f| f.rule.id == "many-tenants-forgotten")
    }

    /// This very plan, to tell whether it was applied already.
    #[must_use]
    pub fn id(&self) -> Digest {
        self.fingerprints.plan
    }
}

/// Names of tenants that change, in order.
fn tenants_of(changes: &[Change]) -> Vec<&Name> {
    let mut names: Vec<&Name> = changes.iter().filter_map(Change::tenant).collect();
    names.dedup();
    names
}

/// Names of partners that change, in order.
fn partners_of(changes: &[Change]) -> Vec<&Name> {
    let mut names: Vec<&Name> = changes.iter().filter_map(Change::partner).collect();
    names.dedup();
    names
}

/// How many changes of each kind.
#[must_use]
pub fn summary(changes: &[Change]) -> Summary {
    let count = |action| changes.iter().filter(|c| c.action == action).count() as u64;
    Summary {
        create: count(Action::Create),
        update: count(Action::Update),
        delete: count(Action::Delete),
        forget: count(Action::Forget),
    }
}
