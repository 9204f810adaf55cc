//! What became of the tests in `tests:`.

use super::can::headline::headline;
use super::can::proof::routes;
use super::layout::{hanging, hanging_in, legible};
use super::proof;
use super::terminal::style;
use super::{Symbol, Terminal};
use crate::access::{Capability, Outcome, PairProof, World};
use crate::model::Configuration;
use crate::model::config::{Expect, Expectation, OneOrMany};
use crate::text::{Sources, words};
use crate::workflow::sides::Sides;

/// Names that are shown of a side before the rest is counted.
const NAMES: usize = 5;
/// Longest text that is shown whole.
const TEXT: usize = 400;

/// The tests and what they were asked of.
#[derive(Debug, Clone, Copy)]
pub struct TestsPage<'a> {
    /// What became of each expectation.
    pub outcomes: &'a [Outcome],
    /// Where they are stated.
    pub config: &'a Configuration,
    /// The world in which they were asked.
    pub world: &'a World,
    /// The files.
    pub sources: &'a Sources,
}

/// For people: every expectation that fails, with its proof, and how many there are.
#[must_use]
pub fn human(page: &TestsPage<'_>, terminal: &Terminal) -> String {
    let mut out = String::new();
    let failed = page.outcomes.iter().filter(|outcome| !outcome.passed);
    let mut number = 0;
    for outcome in failed {
        out.push_str(&failure(outcome, page, terminal));
        out.push('\n');
        number += 1;
    }
    let all = words::count(page.outcomes.len(), "expectation");
    let (mark, text) = match (page.outcomes.len(), number) {
        (0, _) => (
            Symbol::Note,
            "No tests: under tests: you can write who must reach whom, and who must not. With each \
             change plan and apply check it, and apply refuses what breaks it."
                .to_owned(),
        ),
        (_, 0) => (Symbol::Good, format!("{all}, all hold.")),
        (_, failed) => (Symbol::Error, format!("{failed} of {all} fail.")),
    };
    out.push_str(&hanging(
        &format!("{} ", terminal.symbol(mark)),
        &text,
        terminal,
    ));
    out
}

fn failure(outcome: &Outcome, page: &TestsPage<'_>, terminal: &Terminal) -> String {
    let expectation = expectation(outcome, page.config);
    let text = expectation.map(sentence).unwrap_or_default();
    let text = legible(&format!("{}: {text}", outcome.test), TEXT, terminal);
    let symbol = terminal.symbol(Symbol::Error);
    let mut out = hanging_in(style::HEADING, &format!("{symbol} "), &text, terminal);
    let place = proof::painted_place(outcome.span, page.sources, terminal);
    let pairs = words::count(outcome.pairs, "pair");
    let found = match (outcome.failing, outcome.proof.len()) {
        _ if outcome.pairs == 1 => format!("the answer is {}", outcome.answer),
        (failing, all) if failing == all => format!("{failing} of {pairs} fail"),
        (failing, some) => format!("{failing} of {pairs} fail; the first {some}"),
    };
    out.push_str(&proof::line("  ", &found, &place, terminal));
    for pair in &outcome.proof {
        out.push_str(&self::pair(pair, page, terminal));
    }
    out
}

/// Why an expectation fails for a pair.
fn pair(proof: &PairProof, page: &TestsPage<'_>, terminal: &Terminal) -> String {
    let names = |domains: &[crate::model::Domain], party: &dyn std::fmt::Display| {
        if domains.is_empty() {
            return party.to_string();
        }
        let names: Vec<String> = domains.iter().map(ToString::to_string).collect();
        words::some(&names, NAMES)
    };
    let (question, answer) = (&proof.question, &proof.answer);
    let sides = Sides::of(question, page.world);
    let text = format!(
        "{} with {}: {}",
        names(&answer.from, &question.from),
        names(&answer.to, &question.to),
        headline(&answer.routes, &sides)
    );
    let mut out = String::from("\n");
    out.push_str(&hanging("", &legible(&text, TEXT, terminal), terminal));
    out.push_str(&routes(&answer.routes, &sides, page.sources, terminal));
    out
}

fn expectation<'c>(outcome: &Outcome, config: &'c Configuration) -> Option<&'c Expectation> {
    let test = config.tests.get(&outcome.test)?;
    Some(&test.expectations.get(outcome.index)?.value)
}

/// `contoso must be able to chat with litware, directly`
#[must_use]
pub fn sentence(expectation: &Expectation) -> String {
    let names = |side: &OneOrMany| {
        let names: Vec<&str> = side.0.iter().map(|w| w.value.as_str()).collect();
        words::some(&names, NAMES)
    };
    let (from, to) = (names(&expectation.from), names(&expectation.to));
    let can = expectation.can.value.as_str();
    let does = Capability::parse(can).map_or(can, |capability| capability.does());
    let by = match (&expectation.by, &expectation.host) {
        (_, Some(host)) => format!(", as a guest of {}", host.value),
        (Some(by), None) if by.value == "external" => ", directly".to_owned(),
        (Some(_), None) => ", as a guest".to_owned(),
        (None, None) => String::new(),
    };
    match expectation.expect.value {
        Expect::Yes => format!("{from} must be able to {does} {to}{by}"),
        Expect::No => format!("{from} must not be able to {does} {to}{by}"),
        Expect::Unknown => {
            format!("it must be others who decide whether {from} may {does} {to}{by}")
        }
    }
}
