//! Making a plan.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;

use super::earlier::Earlier;
use super::judge::{self, judge};
use super::stood::Stood;
use super::worlds::{self, Opened};
use super::{
    Compared, DOMAINS, Fingerprints, Origins, Plan, Renamed, Selection, Standing, earlier,
    identities, model_rules, origins, partners, places, record, unseen,
};
use crate::access;
use crate::diagnostics::{Finding, Findings};
use crate::diff::{self, Action, Change, Owner, Side};
use crate::model::configuration::Tenant;
use crate::model::{Configuration, Name, Value};
use crate::rules::{self, Context, PlanCase, Shared};
use crate::state::{RecordedTenant, Serial, StateError, View};

/// What a plan is made from.
#[derive(Debug)]
pub struct Input<'a> {
    /// What is desired.
    pub config: &'a Configuration,
    /// Findings made while reading that are no faults.
    pub notes: Vec<Finding>,
    /// What is recorded.
    pub recorded: &'a View,
    /// Tenants whose recorded values moved within a day.
    pub lately: Vec<Name>,
    /// The day.
    pub today: Date,
    /// Which tenants.
    pub selection: Selection,
    /// The configuration that stands in the place of what is recorded, if one does; `recorded` is
    /// then made from it. What no file states counts with the documented default on both sides.
    pub earlier: Option<Earlier<'a>>,
}

/// Makes a plan.
pub fn build(input: Input<'_>) -> Result<Plan, StateError> {
    let Input {
        config,
        recorded,
        today,
        ..
    } = input;
    let selection = input.selection.clone();
    let fingerprints = Fingerprints::of(config, &selection);
    let mut opened = open(&input, &fingerprints)?;
    let others = worlds::others(config, recorded, &fingerprints, &selection)?;
    let recorded_partners = partners::compared(recorded, &selection)?;
    let mut changes = changes(config, &opened, &selection);
    let of_partners = partners::changes(config, recorded_partners.as_ref());
    // What was never recorded is so beside settings; alone it is what the plan is about.
    if recorded.partners_object().is_some() || changes.is_empty() {
        changes.extend(of_partners.iter().cloned());
    }
    if changes.is_empty() && recorded.base().serial != Serial::NONE {
        changes = new_tenants(config, &opened, &selection);
    }
    let fingerprints = match input.earlier {
        Some(earlier) => fingerprints.seal(&earlier.commit.id, &changes),
        None => fingerprints.seal(&recorded.base(), &changes),
    };
    let forgotten = forgotten(config, &opened, &changes);
    let renamed = renamed(&input, &mut opened, of_partners);
    let told: &[Change] = match renamed.names.is_empty() {
        true => &changes,
        false => &renamed.changes,
    };
    let shared = Shared::of_plan(judge::reaches(config, &[&opened, &others], told));
    let base = input.earlier.map(|earlier| earlier.commit.option());
    let context = Context {
        base: base.as_deref(),
        ..Context::of(config, today, &shared)
    };
    let judged = |context| {
        let mut found = judge(context, &opened, told, &selection, input.earlier.is_none());
        let case = PlanCase {
            context,
            changes: told,
            forgotten: &forgotten,
            managed: managed(recorded),
        };
        rules::plan(&case, &mut found);
        found
    };
    let mut found = judged(context);
    let accepts = input.earlier.map(|e| earlier::accepts(e.config));
    let guarded = input.earlier.zip(accepts.as_ref());
    let guarded = guarded.map(|(earlier, accepts)| earlier::context(context, earlier, accepts));
    let mut theirs = guarded
        .zip(input.earlier)
        .filter(|(_, earlier)| earlier::guards_differ(earlier.config, config))
        .map(|(guarded, _)| judged(guarded));
    let mut changed = match input.earlier {
        Some(_) => worlds::touched(told),
        None => worlds::changed(told),
    };
    let (mut worlds, mut recorded_values) = match input.earlier {
        Some(_) => worlds::apart(config, recorded, opened, &others, today)?,
        None => worlds::worlds(config, opened, &others, &changed, today),
    };
    let of_partners: BTreeSet<Name> = told.iter().filter_map(Change::partner).cloned().collect();
    // Changes are told by the names that are written, and look up their own.
    for (new, old) in &renamed.names {
        if let Some(recorded) = recorded_values.get(new).cloned() {
            recorded_values.insert(old.clone(), recorded);
        }
    }
    // An earlier configuration is a world of its own, partners and all.
    if let (Some(before), None) = (&recorded_partners, input.earlier)
        && !of_partners.is_empty()
    {
        worlds.before = worlds.before.with_recorded_partners(before);
    }
    changed.extend(of_partners);
    let effects = match changed.is_empty() {
        true => access::Effects::default(),
        false => access::effects(&worlds.before, &worlds.after, &changed),
    };
    let tests = access::evaluate(&worlds.after, config, &mut found);
    model_rules::judge(context, &worlds.after, &tests, told, &mut found);
    if input.earlier.is_none() {
        unseen::judge(context, &recorded_values, told, &mut found);
    }
    if let (Some(guarded), Some(theirs)) = (guarded, &mut theirs) {
        model_rules::judge(guarded, &worlds.after, &tests, told, theirs);
        input
            .notes
            .iter()
            .for_each(|note| theirs.push(note.clone()));
    }
    let mut found = weigh(context, found, input.notes, &selection);
    if let (Some(earlier), Some(guarded)) = (input.earlier, guarded) {
        let mut about_guards = Findings::new();
        earlier::weakened(earlier, config, &worlds.after, &tests, &mut about_guards);
        if let Some(theirs) = theirs {
            let theirs = earlier::weigh(guarded, theirs);
            earlier::no_longer_accepted(&mut found, &theirs);
            earlier::relaxed(earlier, config, &found, theirs, &mut about_guards);
        }
        found.extend(earlier::weigh(guarded, about_guards));
    }
    let mut origins = Origins::default();
    let mut gone = BTreeMap::new();
    let mut tests_removed = Vec::new();
    if let Some(earlier) = input.earlier {
        origins = origins::origins(earlier.config, config, &changes);
        gone = places::gone(earlier.config, config, &changes);
        places::of_what_is_gone(&changes, &origins, &gone, &mut found);
        tests_removed = earlier::tests_removed(earlier.config, config);
    }
    let (findings, standing) = news(found, told, input.earlier, today);
    let compared = compared(config, recorded, &changes, &selection);
    Ok(Plan {
        today,
        base: recorded.base(),
        commit: input.earlier.map(|e| e.commit.clone()),
        fingerprints,
        changes,
        renamed,
        recorded: recorded_values,
        worlds,
        effects,
        tests,
        findings,
        standing,
        compared,
        forgotten,
        selection,
        origins,
        gone,
        tests_removed,
    })
}

/// For people a tenant is who it was, whatever it is called: the tenants that an earlier configuration has
/// under another name, and the changes of all if they had that name before. `opened` knows them by it.
fn renamed(input: &Input<'_>, opened: &mut Opened, of_partners: Vec<Change>) -> Renamed {
    let mut renamed = Renamed::default();
    let Some(earlier) = input.earlier else {
        return renamed;
    };
    renamed.names = origins::renamed_tenants(earlier.config, input.config);
    renamed.names.retain(|new, old| rename(opened, new, old));
    if !renamed.names.is_empty() {
        renamed.changes = changes(input.config, opened, &input.selection);
        renamed.changes.extend(of_partners);
    }
    renamed
}

/// Takes what was recorded of a tenant under its earlier name for what is recorded of it; not if either
/// was not compared.
fn rename(opened: &mut Opened, new: &Name, old: &Name) -> bool {
    if opened.get(new) != Some(&None) {
        return false;
    }
    let was = opened.remove(old);
    let is_known = was.is_some();
    if let Some(was) = was {
        opened.insert(new.clone(), was);
    }
    is_known
}

/// How many tenants are recorded as managed.
fn managed(recorded: &View) -> usize {
    let tenants = recorded.tenants().values();
    tenants.filter(|t| t.managed > 0).count()
}

/// Every finding with its weight.
fn weigh(
    context: Context<'_>,
    found: Findings,
    notes: Vec<Finding>,
    selection: &Selection,
) -> Vec<Finding> {
    let (mut found, _) = found.into_parts();
    found.extend(notes);
    rules::finish(context, found, selection.is_all())
}

/// Findings about what changes, the weightiest first, and how many stand anyway. What an earlier
/// configuration had already comes last.
fn news(
    found: Vec<Finding>,
    changes: &[Change],
    earlier: Option<Earlier<'_>>,
    today: Date,
) -> (Vec<Finding>, Standing) {
    let (mut findings, standing) = rules::split(found, changes);
    if let Some(earlier) = earlier.filter(|_| !findings.is_empty()) {
        Stood::of(earlier, today).mark(&mut findings, changes);
    }
    // What the change itself brings comes before what it merely touches.
    findings.sort_by_cached_key(|f| {
        let weight = std::cmp::Reverse(f.severity);
        (
            f.stood,
            weight,
            !f.about_change,
            f.address.clone(),
            f.rule.id,
            f.message.clone(),
        )
    });
    (findings, Standing::of(&standing))
}

/// Reads the recorded values of tenants that may differ; an equal one is never opened, unless it
/// left values behind unmanaged or moved lately.
fn open(input: &Input<'_>, fingerprints: &Fingerprints) -> Result<Opened, StateError> {
    let Input {
        config,
        recorded,
        lately,
        selection,
        ..
    } = input;
    let mut names: Vec<&Name> = config.tenants.keys().collect();
    names.extend(
        recorded
            .tenants()
            .keys()
            .filter(|n| !config.tenants.contains_key(*n)),
    );
    let differs = |name: &&&Name| {
        let reference = recorded.tenants().get(**name);
        let equal = reference
            .is_some_and(|r| r.released == 0 && fingerprints.values.get(**name) == Some(&r.values));
        !equal || lately.contains(**name)
    };
    let chosen: Vec<&Name> = names
        .iter()
        .filter(|n| selection.chooses(config, n))
        .filter(differs)
        .copied()
        .collect();
    chosen
        .into_par_iter()
        .map(|name| Ok((name.clone(), recorded.tenant(name)?)))
        .collect()
}

/// Every change, by tenant and setting.
fn changes(config: &Configuration, opened: &Opened, selection: &Selection) -> Vec<Change> {
    let none = RecordedTenant::default();
    let mut changes = Vec::new();
    for (name, recorded) in opened {
        if !selection.chooses(config, name) {
            continue;
        }
        let before = recorded.as_ref().unwrap_or(&none);
        let declared = config.tenants.get(name);
        // A new tenant is created by its settings: who it is counts as a change once it is recorded.
        let (now, then) = match (declared, recorded) {
            (Some(tenant), Some(before)) => {
                let after = record::identity(tenant, Some(before));
                identities(&after, &before.identity)
            }
            _ => Default::default(),
        };
        let mut desired_side = declared.map(side).unwrap_or_default();
        let mut recorded_side = record::side(before);
        for (key, value) in &now {
            desired_side.values.insert(key, (value, true));
        }
        for (key, value) in &then {
            recorded_side.values.insert(key, (value, false));
        }
        let owner = Owner::Tenant(name.clone());
        changes.extend(diff::compare(&owner, &desired_side, &recorded_side));
    }
    changes
}

/// What is stated for a tenant, as one side of a comparison.
fn side(tenant: &Tenant) -> Side<'_> {
    let values = tenant
        .settings
        .iter()
        .map(|(key, d)| (key, (&d.value, true)));
    Side {
        values: values.collect(),
    }
}

/// Tenants of which nothing is recorded and no file states a setting: others can be asked about them
/// all the same.
fn new_tenants(config: &Configuration, opened: &Opened, selection: &Selection) -> Vec<Change> {
    let new = config.tenants.values().filter(|tenant| {
        selection.chooses(config, &tenant.name) && opened.get(&tenant.name) == Some(&None)
    });
    let change = |tenant: &Tenant| {
        let domains = Value::Set(tenant.domains.set().clone());
        let desired = Side {
            values: [(&DOMAINS, (&domains, true))].into(),
        };
        let owner = Owner::Tenant(tenant.name.clone());
        diff::compare(&owner, &desired, &Side::default())
    };
    new.flat_map(change).collect()
}

/// Tenants that no file declares and that lose their last managed setting.
fn forgotten(config: &Configuration, opened: &Opened, changes: &[Change]) -> Vec<Name> {
    let forgets = |name: &Name| {
        changes
            .iter()
            .any(|c| c.tenant() == Some(name) && c.action == Action::Forget)
    };
    let names = opened
        .keys()
        .filter(|name| !config.tenants.contains_key(*name));
    names.filter(|name| forgets(name)).cloned().collect()
}

fn compared(
    config: &Configuration,
    recorded: &View,
    changes: &[Change],
    selection: &Selection,
) -> Compared {
    let declared = config
        .tenants
        .values()
        .filter(|t| selection.chooses(config, &t.name));
    let (tenants, settings) = declared.fold((0, 0), |(t, s), d| (t + 1, s + d.settings.len()));
    let gone = recorded.tenants().iter().filter(|(name, reference)| {
        reference.managed > 0
            && !config.tenants.contains_key(*name)
            && selection.chooses(config, name)
    });
    let forgets = changes
        .iter()
        .filter(|c| c.action == Action::Forget && c.tenant().is_some())
        .count();
    Compared {
        tenants: tenants + gone.count(),
        settings: settings + forgets,
    }
}
