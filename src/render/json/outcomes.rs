//! What becomes of tests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::finding::JsonLocation;
use crate::access::{Outcome, Route, Verdict};
use crate::model::config::Expect;
use crate::plan::Plan;
use crate::text::Sources;

/// What the tests say, counted by expectation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Tests")]
pub struct JsonTests {
    /// Expectations that hold.
    pub passed: usize,
    /// Expectations that do not.
    pub failed: usize,
    /// Those.
    pub failures: Vec<JsonFailure>,
    /// With --base: expectations of the commit that the files no longer hold; absent if there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<JsonRemovedTest>,
}

/// An expectation that the files no longer hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RemovedTest")]
pub struct JsonRemovedTest {
    /// The test that it belonged to.
    pub test: String,
    /// What it asked: `from contoso, can chat, to litware, expect yes`.
    pub asked: String,
    /// Where it stood.
    pub location: JsonLocation,
}

/// An expectation that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Failure")]
pub struct JsonFailure {
    /// The test.
    pub test: String,
    /// Which of its expectations, from 0.
    pub index: usize,
    /// The answer that was expected.
    pub expected: String,
    /// The answer that was given.
    pub answer: String,
    /// What was expected, as a sentence.
    pub message: String,
    /// Why the answer is another one: what decides by each route, for the first pair that fails.
    #[serde(default)]
    pub reasons: Vec<String>,
    /// Where it is written.
    pub location: Option<JsonLocation>,
}

impl JsonTests {
    /// What the outcomes come to.
    #[must_use]
    pub fn of(outcomes: &[Outcome], sources: &Sources) -> Self {
        let failed: Vec<&Outcome> = outcomes.iter().filter(|o| !o.passed).collect();
        Self {
            passed: outcomes.len() - failed.len(),
            failed: failed.len(),
            failures: failed.iter().map(|o| failure(o, sources)).collect(),
            removed: Vec::new(),
        }
    }

    /// What the outcomes of a plan come to, and what is no longer asked.
    #[must_use]
    pub fn of_plan(plan: &Plan, sources: &Sources) -> Self {
        let removed = plan.tests_removed.iter().map(|gone| JsonRemovedTest {
            test: gone.test.to_string(),
            asked: gone.asked.clone(),
            location: JsonLocation::of(gone.span, sources),
        });
        Self {
            removed: removed.collect(),
            ..Self::of(&plan.tests, sources)
        }
    }
}

fn failure(outcome: &Outcome, sources: &Sources) -> JsonFailure {
    JsonFailure {
        test: outcome.test.to_string(),
        index: outcome.index,
        expected: expected(outcome.expected).to_owned(),
        answer: outcome.answer.as_str().to_owned(),
        message: outcome.sentence().unwrap_or_default(),
        reasons: reasons(outcome),
        location: Some(JsonLocation::of(outcome.span, sources)),
    }
}

fn expected(expect: Expect) -> &'static str {
    match expect {
        Expect::Yes => "yes",
        Expect::No => "no",
        Expect::Unknown => "unknown",
    }
}

/// What decides by each route that was asked for; for what must not be, by those that let through.
fn reasons(outcome: &Outcome) -> Vec<String> {
    let routes = outcome.proof.first().map(|proof| &proof.answer.routes);
    let counts = |route: &&Route| outcome.expected != Expect::No || route.answer != Verdict::No;
    let decides = |route: &Route| {
        let link = route.decided_by.or(route.links.len().checked_sub(1));
        let link = link.and_then(|at| route.links.get(at))?;
        Some(format!("{}: {}", route.title, link.text))
    };
    let routes = routes.into_iter().flatten().filter(counts);
    routes.filter_map(decides).collect()
}
