//! Tests in `tests:`: what must hold, against a world.

use std::collections::BTreeSet;

use super::Route;
use super::answer::{self, DomainAnswer};
use super::chain::{RouteKind, Verdict};
use super::party::{End, Ends, Party, Question, QuestionError};
use super::world::World;
use super::{Capability, decide};
use crate::diagnostics::{Finding, Findings, INVALID_VALUE, UNKNOWN_NAME};
use crate::model::config::{Expect, Expectation, OneOrMany};
use crate::model::{Address, Configuration, Name};
use crate::text::{Span, Spanned, words};

/// How many failing pairs are proved; the rest is counted.
const MOST_PROOFS: usize = 3;

/// What became of one expectation.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The test.
    pub test: Name,
    /// Which of its expectations, from 0.
    pub index: usize,
    /// Where it is written.
    pub span: Span,
    /// Whether it holds for every pair.
    pub passed: bool,
    /// The answer that must hold.
    pub expected: Expect,
    /// The answer that does; mixed if pairs differ.
    pub answer: Verdict,
    /// How many pairs it is about, domains that are treated alike counted once.
    pub pairs: usize,
    /// How many of them fail.
    pub failing: usize,
    /// The first of them, with their routes.
    pub proof: Vec<PairProof>,
}

impl Outcome {
    /// Its address.
    #[must_use]
    pub fn address(&self) -> Address {
        address(&self.test, self.index)
    }

    /// What was expected: `contoso-nl must be able to chat with contoso`; of several pairs that fail
    /// the first. Nothing for one that holds.
    #[must_use]
    pub fn sentence(&self) -> Option<String> {
        let proof = self.proof.first()?;
        let Question {
            from,
            capability,
            to,
        } = &proof.question;
        let does = capability.does();
        let mut text = match self.expected {
            Expect::Yes => format!("{from} must be able to {does} {to}"),
            Expect::No => format!("{from} must not be able to {does} {to}"),
            Expect::Unknown => {
                format!("whether {from} can {does} {to} must depend on the other side")
            }
        };
        let asked = |guests: bool| {
            let is_guest = |route: &Route| matches!(route.kind, RouteKind::Guest(_));
            proof.answer.routes.iter().all(|r| is_guest(r) == guests)
        };
        if asked(false) {
            text.push_str(" directly");
        } else if asked(true) {
            text.push_str(" by way of guests");
        }
        if self.failing > 1 {
            let more = words::count(self.failing - 1, "more pair");
            let of = words::thousands(self.pairs);
            text.push_str(&format!("; so for {more} of {of}"));
        }
        Some(text)
    }
}

/// Why an expectation fails for a pair.
#[derive(Debug, Clone)]
pub struct PairProof {
    /// The pair, and what was asked.
    pub question: Question,
    /// Its answer by the routes that were asked for.
    pub answer: DomainAnswer,
}

fn address(test: &Name, index: usize) -> Address {
    Address::root("tests").child(test).element(index)
}

/// Evaluates every expectation. One that can't be asked is a fault and has no outcome.
#[must_use]
pub fn evaluate(world: &World, config: &Configuration, findings: &mut Findings) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for (name, test) in &config.tests {
        for (index, expectation) in test.expectations.iter().enumerate() {
            let at = address(name, index);
            let Some(asked) = Asked::read(world, &expectation.value, &at, findings) else {
                continue;
            };
            let checked = asked.check(world);
            let Some(answer) = checked.answer else {
                findings.push(no_pair(expectation, &at));
                continue;
            };
            outcomes.push(Outcome {
                test: name.clone(),
                index,
                span: expectation.span,
                passed: checked.failing == 0,
                expected: asked.expected,
                answer,
                pairs: checked.pairs,
                failing: checked.failing,
                proof: checked.proof,
            });
        }
    }
    outcomes
}

fn no_pair(expectation: &Spanned<Expectation>, at: &Address) -> Finding {
    let host = expectation.value.host.is_some();
    let finding = Finding::new(
        &INVALID_VALUE,
        "this expectation leaves no pair to ask about",
    )
    .at(expectation.span, "nothing remains")
    .about(at)
    .detail("Pairs within one organisation are left out.");
    if host {
        finding.advice("host must be the organisation of one of the two sides")
    } else {
        finding.advice("name two different organisations")
    }
}

/// An expectation that was understood.
struct Asked {
    from: Vec<Party>,
    to: Vec<Party>,
    capability: Capability,
    /// Only this kind of route: direct contact, or guests.
    guests: Option<bool>,
    /// Only guests of this organisation.
    host: Option<Party>,
    expected: Expect,
}

/// What came of it.
#[derive(Default)]
struct Checked {
    answer: Option<Verdict>,
    pairs: usize,
    failing: usize,
    proof: Vec<PairProof>,
}

impl Asked {
    fn read(
        world: &World,
        expectation: &Expectation,
        at: &Address,
        findings: &mut Findings,
    ) -> Option<Self> {
        let from = parties(world, &expectation.from, at, findings);
        let to = parties(world, &expectation.to, at, findings);
        let can = &expectation.can;
        let capability = Capability::parse(&can.value).map_err(|error| {
            let finding = Finding::new(
                &INVALID_VALUE,
                format!("\"{}\" is no capability", can.value),
            );
            let finding = finding.at(can.span, "not in the table").about(at);
            findings.push(match error.near {
                Some(near) => finding.fix(format!("can: {near}"), ""),
                None => finding.advice("guestlist capabilities prints all of them"),
            });
        });
        let by = expectation.by.as_ref().map(|by| kind(by, at, findings));
        let host = expectation.host.as_ref().map(|host| {
            let parties = party(world, host, at, findings)?;
            // A domain stands for its organisation here.
            Some(answer::party(parties.ends(world).first()?))
        });
        Some(Self {
            from: from?,
            to: to?,
            capability: capability.ok()?,
            guests: by.map_or(Some(None), |by| by.map(Some))?,
            host: host.map_or(Some(None), |host| host.map(Some))?,
            expected: expectation.expect.value,
        })
    }

    /// The routes that count between two ends.
    fn kinds(&self, ends: &Ends<'_>) -> Vec<RouteKind> {
        let counts = |kind: &RouteKind| match kind {
            RouteKind::External => self.host.is_none() && self.guests != Some(true),
            RouteKind::Guest(side) => {
                let host = self.host.as_ref();
                self.guests != Some(false)
                    && host.is_none_or(|host| *host == answer::party(ends.get(*side)))
            }
        };
        RouteKind::ALL.into_iter().filter(counts).collect()
    }

    fn check(&self, world: &World) -> Checked {
        let mut checked = Checked::default();
        for from in &self.from {
            let from_ends = from.ends(world);
            for to in &self.to {
                let to_ends = to.ends(world);
                if !is_one_organisation(&from_ends, &to_ends) {
                    self.check_pair(world, (from, &from_ends), (to, &to_ends), &mut checked);
                }
            }
        }
        checked
    }

    fn check_pair<'w>(
        &self,
        world: &'w World,
        (from, from_ends): (&Party, &[End<'w>]),
        (to, to_ends): (&Party, &[End<'w>]),
        checked: &mut Checked,
    ) {
        for (a, b) in answer::pairs(world, self.capability, from_ends, to_ends) {
            let ends = Ends {
                from: a.end,
                to: b.end,
            };
            let kinds = self.kinds(&ends);
            if kinds.is_empty() {
                continue;
            }
            let route =
                |kind: &RouteKind| decide::route(world, self.capability, *kind, &ends).verdict;
            let verdict = Verdict::any(kinds.iter().map(route));
            checked.pairs += 1;
            let so_far = checked.answer.into_iter().chain([verdict]);
            checked.answer = Verdict::all_same(so_far);
            if holds(self.expected, verdict) {
                continue;
            }
            checked.failing += 1;
            if checked.proof.len() < MOST_PROOFS {
                let mut answer = answer::pair(world, self.capability, &a, &b);
                answer.routes.retain(|route| kinds.contains(&route.kind));
                answer.answer = verdict;
                let question = Question {
                    from: from.clone(),
                    capability: self.capability,
                    to: to.clone(),
                };
                checked.proof.push(PairProof { question, answer });
            }
        }
    }
}

fn holds(expected: Expect, answer: Verdict) -> bool {
    matches!(
        (expected, answer),
        (Expect::Yes, Verdict::Yes)
            | (Expect::No, Verdict::No)
            | (Expect::Unknown, Verdict::Unknown)
    )
}

fn is_one_organisation(from: &[End<'_>], to: &[End<'_>]) -> bool {
    match (from.first(), to.first()) {
        (Some(from), Some(to)) => from.is_same_organisation(to),
        _ => true,
    }
}

/// `external` or `guest`; true for guests.
fn kind(by: &Spanned<String>, at: &Address, findings: &mut Findings) -> Option<bool> {
    match by.value.as_str() {
        "external" => Some(false),
        "guest" => Some(true),
        other => {
            let finding = Finding::new(&INVALID_VALUE, format!("\"{other}\" is no kind of route"))
                .at(by.span, "external or guest")
                .about(at)
                .fix("by: external", "directly, each with their own account")
                .fix("by: guest", "invited as a guest");
            findings.push(finding);
            None
        }
    }
}

/// Everybody whom a side names, each once; nothing if something could not be read.
fn parties(
    world: &World,
    side: &OneOrMany,
    at: &Address,
    findings: &mut Findings,
) -> Option<Vec<Party>> {
    let mut out = BTreeSet::new();
    let mut whole = true;
    for word in &side.0 {
        let text = word.clone().map(|text| text.to_string());
        if let Some(tag) = word.value.strip_prefix("tag:") {
            let tagged = tagged(world, tag);
            if tagged.is_empty() {
                findings.push(no_tag(world, tag, &text, at));
                whole = false;
            }
            out.extend(tagged.into_iter().map(Party::Organisation));
        } else if let Some(party) = party(world, &text, at, findings) {
            out.insert(party);
        } else {
            whole = false;
        }
    }
    whole.then(|| out.into_iter().collect())
}

fn tagged(world: &World, tag: &str) -> Vec<Name> {
    let tenants = world.tenants.values().filter(|t| t.tags.contains(tag));
    tenants.map(|t| t.name.clone()).collect()
}

fn no_tag(world: &World, tag: &str, word: &Spanned<String>, at: &Address) -> Finding {
    let finding = Finding::new(&UNKNOWN_NAME, format!("no tenant has the tag \"{tag}\""))
        .at(word.span, "nobody has it")
        .about(at);
    let tags = world
        .tenants
        .values()
        .flat_map(|t| t.tags.iter())
        .map(String::as_str);
    match words::nearest(tag, tags) {
        Some(near) => finding.fix(format!("\"tag:{near}\""), ""),
        None => finding.advice("tags stand under \"tags:\" of a tenant"),
    }
}

fn party(
    world: &World,
    word: &Spanned<String>,
    at: &Address,
    findings: &mut Findings,
) -> Option<Party> {
    let error = match Party::parse(&word.value, world) {
        Ok(party) => return Some(party),
        Err(error) => error,
    };
    let finding = match &error {
        QuestionError::NoSuchParty { near, .. } => {
            let message = format!("\"{}\" is no tenant, no partner and no domain", word.value);
            let finding = Finding::new(&UNKNOWN_NAME, message).at(word.span, "defined in no file");
            match near {
                Some(near) => finding.fix(near.to_string(), ""),
                None => finding.advice("a name, a domain, a person, anyone, consumer or tag:NAME"),
            }
        }
        _ => Finding::new(&INVALID_VALUE, error.to_string()).at(word.span, "this one"),
    };
    findings.push(finding.about(at));
    None
}
