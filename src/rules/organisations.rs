//! Declared organisations, prepared once a run for rules that ask about them tenant by tenant.
//!
//! Such a rule must not walk over all organisations for each tenant: it asks which of them a list
//! names, and the work is that of reading the list, once for all tenants that share it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use compact_str::CompactString;

pub(super) use super::let_in::Open;
use super::let_in::Policies;
use super::partner_still_let_in::Gone;
use crate::diff::{Action, Change};
use crate::model::configuration::{Configuration, Tenant};
use crate::model::federation::Reach;
use crate::model::list::DomainList;
use crate::model::{Name, SettingKey, ValueSet};
use crate::text::{Span, Spanned};

/// What rules work out about a configuration when one first asks, and then share. One belongs to one
/// configuration.
#[derive(Debug, Default)]
pub struct Shared {
    organisations: OnceLock<Organisations>,
    /// What lists of tenants name, by where a list lies in memory: shared lists are one allocation,
    /// and the configuration holds them as long as this lives.
    named: Mutex<HashMap<usize, Arc<Named>>>,
    /// Whom changes take away, by what changes: a list that many tenants share is one change.
    gone: Mutex<HashMap<GoneBy, Arc<Gone>>>,
    /// Whom tenants let in before the plan, as far as that is known.
    reaches: BTreeMap<Name, Reach>,
    policies: OnceLock<Policies>,
}

/// The setting, what happens to it, and where its sets lie in memory; changes outlive this.
type GoneBy = (SettingKey, Action, (usize, usize));

impl Shared {
    /// For a plan before which tenants let in whom `reaches` says.
    #[must_use]
    pub fn of_plan(reaches: BTreeMap<Name, Reach>) -> Self {
        Self {
            reaches,
            ..Self::default()
        }
    }

    /// Which other tenants let one in before the plan.
    pub(super) fn open_for(&self, config: &Configuration, tenant: &Tenant) -> Open<'_> {
        let policies = self.policies.get_or_init(|| {
            let tenants = self.organisations(config).all.iter();
            let names = tenants.take_while(|o| o.is_tenant).map(|o| &o.name);
            Policies::of(&self.reaches, names)
        });
        policies.open_for(tenant.domains.set())
    }

    /// Every declared organisation.
    pub(super) fn organisations(&self, config: &Configuration) -> &Organisations {
        self.organisations.get_or_init(|| Organisations::of(config))
    }

    /// What a list of a tenant names.
    pub(super) fn named(&self, config: &Configuration, list: &DomainList) -> Arc<Named> {
        let at = list.set().as_slice().as_ptr().addr();
        // What was worked out is right even if another thread ended in the middle of its own.
        let known = || self.named.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(named) = known().get(&at) {
            return Arc::clone(named);
        }
        let named = Arc::new(self.organisations(config).named(list.set()));
        Arc::clone(known().entry(at).or_insert(named))
    }
}

impl Shared {
    /// Whom a change takes away: `work_out` is asked once for all changes that share their lists.
    pub(super) fn gone(&self, change: &Change, work_out: impl FnOnce() -> Gone) -> Arc<Gone> {
        let Some(sets) = change.sets() else {
            return Arc::new(work_out());
        };
        let by = (change.key.clone(), change.action, sets);
        let known = || self.gone.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(gone) = known().get(&by) {
            return Arc::clone(gone);
        }
        let gone = Arc::new(work_out());
        Arc::clone(known().entry(by).or_insert(gone))
    }
}

/// The organisations that a list names, by number.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// All.
    pub(super) all: BTreeSet<usize>,
    /// Those that have trial licences only.
    pub(super) trials: Vec<usize>,
}

/// A tenant or a partner.
#[derive(Debug)]
pub(super) struct Organisation {
    /// Its name.
    pub(super) name: Name,
    /// Its domains.
    pub(super) domains: ValueSet,
    /// Whether it is a tenant of ours.
    pub(super) is_tenant: bool,
    /// Where it says that it has trial licences only.
    pub(super) trial: Option<Span>,
}

impl Organisation {
    /// The entry that names all its domains: `tenant: litware`.
    pub(super) fn entry(&self) -> String {
        let kind = if self.is_tenant { "tenant" } else { "partner" };
        format!("{kind}: {}", self.name)
    }
}

/// Every declared organisation that has domains: tenants by name, then partners by name.
#[derive(Debug)]
pub(super) struct Organisations {
    all: Vec<Organisation>,
    tenants: usize,
    trials: usize,
    /// Whose each domain is.
    owners: HashMap<CompactString, usize>,
    /// Who has domains below one.
    below: HashMap<CompactString, Vec<usize>>,
}

impl Organisations {
    fn of(config: &Configuration) -> Self {
        let trial = |said: &Option<Spanned<bool>>| said.filter(|t| t.value).map(|t| t.span);
        let tenants = config.tenants.values().map(|t| Organisation {
            name: t.name.clone(),
            domains: t.domains.set().clone(),
            is_tenant: true,
            trial: trial(&t.spec.trial),
        });
        let partners = config.partners.values().map(|p| Organisation {
            name: p.name.clone(),
            domains: p.domains.set().clone(),
            is_tenant: false,
            trial: trial(&p.spec.trial),
        });
        let all = tenants.chain(partners);
        let all: Vec<Organisation> = all.filter(|o| !o.domains.is_empty()).collect();
        let mut owners = HashMap::new();
        let mut below: HashMap<CompactString, Vec<usize>> = HashMap::new();
        for (number, organisation) in all.iter().enumerate() {
            for domain in organisation.domains.as_slice() {
                owners.insert(domain.clone(), number);
                let mut rest = domain.as_str();
                while let Some((_, parent)) = rest.split_once('.') {
                    below.entry(parent.into()).or_default().push(number);
                    rest = parent;
                }
            }
        }
        Self {
            tenants: all.partition_point(|o| o.is_tenant),
            trials: all.iter().filter(|o| o.trial.is_some()).count(),
            all,
            owners,
            below,
        }
    }

    /// The organisation of that number.
    pub(super) fn get(&self, number: usize) -> Option<&Organisation> {
        self.all.get(number)
    }

    /// Whether one has trial licences only.
    pub(super) fn has_trials(&self) -> bool {
        self.trials > 0
    }

    /// The number of a tenant, if it has domains.
    pub(super) fn number(&self, tenant: &Tenant) -> Option<usize> {
        let tenants = self.all.get(..self.tenants)?;
        let found = tenants.binary_search_by(|o| o.name.cmp(&tenant.name));
        found.ok()
    }

    fn named(&self, domains: &ValueSet) -> Named {
        let owner = |domain: &str| self.owners.get(domain).copied();
        let all: BTreeSet<usize> = domains.iter().filter_map(owner).collect();
        let is_trial = |number: &&usize| self.get(**number).is_some_and(|o| o.trial.is_some());
        Named {
            trials: all.iter().filter(is_trial).copied().collect(),
            all,
        }
    }

    /// Those of which a block list may shut out a domain.
    pub(super) fn touched(&self, blocked: &ValueSet, subdomains: bool) -> BTreeSet<usize> {
        let mut touched = self.named(blocked).all;
        if subdomains {
            let below = blocked.iter().filter_map(|domain| self.below.get(domain));
            touched.extend(below.flatten());
        }
        touched
    }

    /// All that are `open` but some, tenants and partners apart: the first few of each, and how many
    /// there are.
    pub(super) fn except(
        &self,
        out: &BTreeSet<usize>,
        open: &Open<'_>,
        few: usize,
    ) -> [Few<'_>; 2] {
        [0..self.tenants, self.tenants..self.all.len()].map(|range| {
            let all = range.clone().filter(|at| open.has(*at)).count();
            let number = all - out.range(range.clone()).filter(|at| open.has(**at)).count();
            let rest = range.filter(|at| open.has(*at) && !out.contains(at));
            let first = rest.take(few).filter_map(|at| self.get(at)).collect();
            Few { first, number }
        })
    }
}

/// The first of some organisations, and how many there are.
pub(super) struct Few<'a> {
    pub(super) first: Vec<&'a Organisation>,
    pub(super) number: usize,
}
