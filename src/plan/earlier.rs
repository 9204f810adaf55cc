//! An earlier configuration in the place of what is recorded: what a change of the files comes to,
//! without any recorded state, and what the earlier configuration's own guards say about it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::fingerprint::expectation_parts;
use super::{Fingerprints, record};
use crate::access::{self, Outcome, World};
use crate::diagnostics::{Finding, Findings, Severity};
use crate::model::config::Expectation;
use crate::model::configuration::{AcceptScope, AcceptedRule};
use crate::model::{Address, Configuration, Name};
use crate::rules::guards::{RULE_RELAXED, TEST_WEAKENED};
use crate::rules::{self, Context, Guards};
use crate::state::{Base, Draft, Kind, Lineage, MemoryStore, Origin, State, StateError, Summary};
use crate::text::{Span, Spanned, words};

/// Findings that are named in one finding about a rule.
const NAMED: usize = 5;

/// A commit of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its full name.
    pub id: String,
    /// What the user called it: `origin/main`.
    pub name: String,
    /// The day of the commit, as `2026-11-19`.
    pub day: String,
    /// Whether there was a workspace at all.
    pub is_there: bool,
    /// How many commits it has that touch the workspace and that the commit that is checked out lacks.
    pub ahead: usize,
}

impl Commit {
    /// The option by which the same plan is made again, as a shell takes it: `--base origin/main`.
    #[must_use]
    pub fn option(&self) -> String {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-@:+".contains(c);
        match self.name.chars().all(is_plain) {
            true => format!("--base {}", self.name),
            false => format!("--base '{}'", self.name.replace('\'', "'\\''")),
        }
    }
}

/// The configuration at a commit.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// The commit.
    pub commit: &'a Commit,
    /// The configuration.
    pub config: &'a Configuration,
    /// Findings made while it was read that are no faults.
    pub notes: &'a [Finding],
}

/// A configuration as if it had been recorded, in memory alone.
pub fn as_recorded(config: &Configuration) -> Result<State, StateError> {
    // Neither is ever shown: what is compared is a commit, not a version.
    let time = Timestamp::UNIX_EPOCH;
    let tenants = config.tenants.iter().map(|(name, tenant)| {
        let recorded = record::tenant(tenant, None, time);
        (name.clone(), Some(recorded))
    });
    let draft = Draft {
        kind: Kind::Apply,
        origin: Origin {
            time,
            author: String::new(),
            message: None,
            config: None,
            new_lineage: Lineage::from_bytes([0; 16]),
        },
        plan: None,
        summary: Summary::default(),
        tenants: tenants.collect(),
        partners: Some(record::partners(config)),
    };
    let mut state = State::open(Arc::new(MemoryStore::default()))?;
    let base: Base = state.base();
    state.commit(&base, draft)?;
    Ok(state)
}

/// The accepts of an earlier configuration, for the tenants that they covered there: one in a baseline
/// covers no tenant that has joined it since.
pub(super) fn accepts(config: &Configuration) -> Vec<AcceptedRule> {
    let mut out = Vec::new();
    for accept in &config.accepts {
        let AcceptScope::Baseline(baseline) = &accept.scope else {
            out.push(accept.clone());
            continue;
        };
        let users = config.tenants.values();
        let users = users.filter(|tenant| tenant.baselines.contains(baseline));
        out.extend(users.map(|tenant| AcceptedRule {
            scope: AcceptScope::Tenant(tenant.name.clone()),
            ..accept.clone()
        }));
        // What it says about the baseline itself.
        let own = Address::root("baselines").child(baseline);
        let address = match &accept.address {
            Some(address) if !own.covers(&address.value) => continue,
            Some(address) => address.clone(),
            None => Spanned::new(own, accept.span),
        };
        out.push(AcceptedRule {
            address: Some(address),
            ..accept.clone()
        });
    }
    out
}

/// What the earlier configuration's tests say about the planned result, as far as the tests of the
/// files do not say it themselves.
pub(super) fn weakened(
    earlier: Earlier<'_>,
    config: &Configuration,
    after: &World,
    own: &[Outcome],
    findings: &mut Findings,
) {
    let (world, mut unasked) = (as_guarded(earlier.config, after), Findings::new());
    let outcomes = access::evaluate(&world, earlier.config, &mut unasked);
    let failing = own.iter().filter(|o| !o.passed);
    let known: BTreeSet<String> = failing
        .filter_map(|o| expectation(config, &o.test, o.index))
        .map(likeness)
        .collect();
    let held = expectations(config);
    let asked: BTreeSet<(&Name, usize)> = outcomes.iter().map(|o| (&o.test, o.index)).collect();
    let failed = outcomes.iter().filter(|o| !o.passed);
    let failed: BTreeMap<(&Name, usize), &Outcome> =
        failed.map(|o| ((&o.test, o.index), o)).collect();
    for (name, test) in &earlier.config.tests {
        for (index, expectation) in test.expectations.iter().enumerate() {
            let at = (name, index);
            let outcome = failed.get(&at).copied();
            let is_open = outcome.is_some() || !asked.contains(&at);
            if !is_open || known.contains(&likeness(&expectation.value)) {
                continue;
            }
            let what = match outcome.and_then(Outcome::sentence) {
                Some(sentence) => format!("would fail now: {sentence}"),
                None => "can't be asked any longer: whom it names is gone".to_owned(),
            };
            let here = config.tests.get(name).map(|test| test.span);
            let was = in_words(&expectation.value);
            let is_held = held.contains(&likeness(&expectation.value));
            let (message, detail) = if is_held {
                let message = format!("the test \"{name}\" of {} {what}", earlier.commit.name);
                (message, format!("It asks less than it did. Was: {was}."))
            } else {
                let does = if here.is_some() { "weakens" } else { "removes" };
                let message = format!("This change {does} the test \"{name}\", which {what}");
                (message, format!("Was: {was}."))
            };
            let mut finding = Finding::new(&TEST_WEAKENED, message)
                .at_maybe(here, "the test of that name, as it is now");
            if !is_held {
                finding = finding.moved_to(expectation.span, "gone from here");
            }
            findings.push(
                finding
                    .about(Address::root("tests").child(name).element(index))
                    .about_change()
                    .detail(detail)
                    .advice("put the test back, or say in the review why it goes"),
            );
        }
    }
}

/// The planned result with what the earlier configuration's tests rest on besides settings: the tags
/// that tenants had, and the edition of the capability table.
fn as_guarded(earlier: &Configuration, after: &World) -> World {
    let mut world = after.clone();
    world.edition = earlier.edition;
    for (name, tenant) in &mut world.tenants {
        let Some(was) = earlier.tenants.get(name) else {
            continue;
        };
        let tags: BTreeSet<String> = record::identity(was, None).tags;
        if tenant.tags != tags {
            Arc::make_mut(tenant).tags = tags;
        }
    }
    world
}

fn expectation<'c>(
    config: &'c Configuration,
    test: &Name,
    index: usize,
) -> Option<&'c Expectation> {
    let test = config.tests.get(test)?;
    Some(&test.expectations.get(index)?.value)
}

/// An expectation of the commit that the files no longer hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedTest {
    /// The test that it belonged to.
    pub test: Name,
    /// What it asked: `from contoso, can chat, to litware, expect yes`.
    pub asked: String,
    /// Where it stood in the earlier files.
    pub span: Span,
}

/// The expectations that the files no longer hold, under whatever name; those that ask the same once.
pub(super) fn tests_removed(earlier: &Configuration, config: &Configuration) -> Vec<RemovedTest> {
    let mut told = expectations(config);
    let mut gone = Vec::new();
    for (name, test) in &earlier.tests {
        for expectation in &test.expectations {
            if told.insert(likeness(&expectation.value)) {
                gone.push(RemovedTest {
                    test: name.clone(),
                    asked: in_words(&expectation.value),
                    span: expectation.span,
                });
            }
        }
    }
    gone
}

/// What the tests of a configuration ask, whatever their names.
fn expectations(config: &Configuration) -> BTreeSet<String> {
    let tests = config.tests.values();
    let all = tests.flat_map(|test| &test.expectations);
    all.map(|expectation| likeness(&expectation.value))
        .collect()
}

/// Equal for expectations that ask the same.
fn likeness(expectation: &Expectation) -> String {
    // Text, lists and nothing else: they always serialize.
    serde_json::to_string(&expectation_parts(expectation)).unwrap_or_default()
}

/// `from contoso, can chat, to litware, expect yes`
fn in_words(expectation: &Expectation) -> String {
    let sides = |side: &crate::model::config::OneOrMany| {
        let words: Vec<&str> = side.0.iter().map(|w| w.value.as_str()).collect();
        words::some(&words, 6)
    };
    let mut out = format!(
        "from {}, can {}, to {}",
        sides(&expectation.from),
        expectation.can.value,
        sides(&expectation.to)
    );
    for (key, value) in [("by", &expectation.by), ("host", &expectation.host)] {
        if let Some(value) = value {
            out.push_str(&format!(", {key} {}", value.value));
        }
    }
    let expect = format!("{:?}", expectation.expect.value).to_lowercase();
    format!("{out}, expect {expect}")
}

/// Whether the earlier guards may weigh something else than those of the files.
pub(super) fn guards_differ(earlier: &Configuration, config: &Configuration) -> bool {
    let severities = |config: &Configuration| -> Vec<_> {
        let rules = config.rules.iter();
        rules.map(|(id, s)| (id.clone(), s.value)).collect()
    };
    severities(earlier) != severities(config)
        || Fingerprints::accepts(earlier) != Fingerprints::accepts(config)
        || earlier
            .accepts
            .iter()
            .any(|a| matches!(a.scope, AcceptScope::Baseline(_)))
}

/// Makes news of what was accepted until now, and says where. `theirs` are the findings under the
/// earlier accepts.
pub(super) fn no_longer_accepted(ours: &mut [Finding], theirs: &[Finding]) {
    let accepted = theirs.iter().filter(|f| f.accepted.is_some());
    let accepted: BTreeMap<_, &Finding> = accepted.map(|f| (matter(f), f)).collect();
    for finding in ours.iter_mut().filter(|f| f.counts()) {
        let was = accepted.get(&matter(finding));
        let Some(was) = was.and_then(|f| f.accepted.clone()) else {
            continue;
        };
        let told = format!(
            "It was accepted until now: {}.",
            was.reason.trim_end_matches('.')
        );
        *finding = finding
            .clone()
            .about_change()
            .related(was.span, "accepted it")
            .detail(told);
    }
}

/// What a finding is about, whatever it weighs.
fn matter(finding: &Finding) -> (&'static str, Option<String>, String, Option<Span>) {
    let place = finding.place.as_ref().map(|p| p.span);
    let (address, message) = (finding.address.clone(), finding.message.clone());
    (finding.rule.id, address, message, place)
}

/// What the earlier severities and accepts would report and those of the files do not, or less so.
/// `ours` and `theirs` are all findings under each.
pub(super) fn relaxed(
    earlier: Earlier<'_>,
    config: &Configuration,
    ours: &[Finding],
    theirs: Vec<Finding>,
    findings: &mut Findings,
) {
    let mut now: BTreeMap<_, Option<Severity>> = BTreeMap::new();
    for finding in ours {
        let weight = finding.counts().then_some(finding.severity);
        let known = now.entry(matter(finding)).or_default();
        *known = (*known).max(weight);
    }
    let mut lighter: BTreeMap<&'static str, Vec<(Finding, Relaxed)>> = BTreeMap::new();
    for finding in theirs.into_iter().filter(Finding::counts) {
        // An accept that matches nothing here is no matter of weight.
        if finding.rule.id == "accept-unused" {
            continue;
        }
        let relaxed = match now.get(&matter(&finding)) {
            None => Relaxed::Off,
            Some(None) => Relaxed::Accepted,
            Some(Some(now)) if *now < finding.severity => Relaxed::Lower(*now),
            Some(Some(_)) => continue,
        };
        lighter
            .entry(finding.rule.id)
            .or_default()
            .push((finding, relaxed));
    }
    for (id, all) in lighter {
        findings.push(about_rule(earlier, config, ours, id, &all));
    }
}

/// How a finding is reported now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Relaxed {
    Off,
    Accepted,
    Lower(Severity),
}

fn about_rule(
    earlier: Earlier<'_>,
    config: &Configuration,
    ours: &[Finding],
    id: &str,
    all: &[(Finding, Relaxed)],
) -> Finding {
    let weight = all.iter().map(|(f, _)| f.severity).max();
    let weight = weight.unwrap_or(Severity::Warning);
    let hows: BTreeSet<Relaxed> = all.iter().map(|(_, how)| *how).collect();
    let how = |how: &Relaxed| match how {
        Relaxed::Off => "switches it off".to_owned(),
        Relaxed::Accepted => "accepts it".to_owned(),
        Relaxed::Lower(now) => format!("makes it a {now}"),
    };
    let hows: Vec<String> = hows.iter().map(how).collect();
    let message = format!(
        "{id} would be {} by the rules of {}: the change {}",
        words::count(all.len(), weight.as_str()),
        earlier.commit.name,
        words::and(&hows)
    );
    let messages: Vec<&str> = all.iter().map(|(f, _)| f.message.as_str()).collect();
    let mut finding = Finding::new(&RULE_RELAXED, message)
        .about_change()
        .detail(format!(
            "What it says: {}.",
            messages[..messages.len().min(NAMED)].join("; ")
        ))
        .advice("put the severity or the accept back as it was, or say in the review why it moves");
    if let Some(more) = messages.len().checked_sub(NAMED + 1) {
        let more = words::count(more + 1, "more finding");
        finding = finding.detail(format!("And {more}."));
    }
    if let Some((first, _)) = all.first()
        && let Some(address) = &first.address
    {
        finding = finding.about(address);
    }
    // Where the change does it.
    let accepted = ours.iter().filter(|f| f.rule.id == id);
    let accepted = accepted.filter_map(|f| Some(f.accepted.as_ref()?.span));
    let setting = config.rules.get(id).map(|setting| setting.span);
    let gone = earlier.config.rules.get(id).map(|setting| setting.span);
    match (setting.or_else(|| accepted.min()), gone) {
        (None, Some(gone)) => finding.moved_to(gone, "gone from here"),
        (place, _) => finding.at_maybe(place, "by this"),
    }
}

/// Weighs findings about the guards by the earlier guards: a change can't silence them for itself.
pub(super) fn weigh(context: Context<'_>, found: Findings) -> Vec<Finding> {
    rules::finish(context, found.into_parts().0, false)
}

/// The context in which the earlier guards decide.
pub(super) fn context<'a>(
    context: Context<'a>,
    earlier: Earlier<'a>,
    accepts: &'a [AcceptedRule],
) -> Context<'a> {
    Context {
        guards: Guards {
            rules: &earlier.config.rules,
            accepts,
        },
        ..context
    }
}
