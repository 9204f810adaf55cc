//! Findings that stood in an earlier configuration already: a change of the files that touches what they
//! are about does not make them its own.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::Earlier;
use super::judge::standing;
use crate::diagnostics::{Finding, Severity};
use crate::diff::Change;
use crate::rules;

/// What the rules said about the earlier configuration.
pub(super) struct Stood {
    known: HashMap<Subject, Vec<Finding>>,
}

/// What a finding is about: the rule, and the setting, list or organisation.
type Subject = (&'static str, Option<String>);

impl Stood {
    /// Judges the earlier configuration by itself, with its own guards, on the same day.
    pub(super) fn of(earlier: Earlier<'_>, today: Date) -> Self {
        let mut known: HashMap<Subject, Vec<Finding>> = HashMap::new();
        for finding in standing(earlier.config, earlier.notes.to_vec(), today) {
            known.entry(subject(&finding)).or_default().push(finding);
        }
        Self { known }
    }

    /// Marks what stood before and is no worse now. An error is never marked, and neither is what is
    /// about an entry of a shared list that comes in somewhere.
    pub(super) fn mark(&self, findings: &mut [Finding], changes: &[Change]) {
        let comes_in = rules::coming_in(findings, changes);
        for finding in findings {
            let is_news = finding.severity == Severity::Error || comes_in(finding);
            finding.stood = !is_news && self.covers(finding);
        }
    }

    /// Whether the earlier configuration had it: the same subject and meaning, reported with no less
    /// weight.
    fn covers(&self, finding: &Finding) -> bool {
        let was_told = |was: &&Finding| {
            let weight = was.counts() || !finding.counts();
            weight && was.severity >= finding.severity
        };
        let known = self.known.get(&subject(finding)).into_iter().flatten();
        known.filter(was_told).any(|was| says_no_more(finding, was))
    }
}

/// Of many members the first may give the address its entry.
fn subject(finding: &Finding) -> Subject {
    let address = finding.address.as_deref();
    let address = address.map(|address| match finding.members.is_empty() {
        true => address,
        false => rules::without_element(address),
    });
    (finding.rule.id, address.map(str::to_owned))
}

/// Whether a finding says nothing that the earlier one did not: where a text names only some of its
/// members, all of them count and not the text. Places move with every line and say nothing.
fn says_no_more(finding: &Finding, was: &Finding) -> bool {
    if !finding.members.is_empty() {
        let was: BTreeSet<&str> = was.members.iter().map(AsRef::as_ref).collect();
        return finding.members.iter().all(|m| was.contains(m.as_str()));
    }
    let words = |finding: &Finding| -> Vec<String> {
        let related = finding.related.iter().map(|label| label.text.clone());
        let rows = finding.rows.iter().flatten().cloned();
        let detail = finding.detail.iter().cloned();
        related.chain(rows).chain(detail).collect()
    };
    finding.message == was.message && finding.fixes == was.fixes && words(finding) == words(was)
}
