//! The published schema judges the tree: every fault at its place, in words of the field.
//!
//! Besides the keywords of JSON schema it reads four of its own: `x-expected`, a phrase for what may
//! stand at a place ("a domain or a mapping with domain, list or partner"), `x-pattern-hint`, a
//! pattern in words, `x-one-of`, keys of which one must be there, and `x-checked`: the pattern beside it is for editors, because the model reads
//! that value itself and can say more than "does not match".

mod guess;
mod judge;
mod place;
mod words;

use std::collections::HashSet;

use jsonschema::error::ValidationErrorKind as Objection;
use jsonschema::{PatternOptions, ValidationError, Validator};
use serde_json::Value;

use self::judge::{Budget, Judged, Tree};
use self::place::Place;
use super::{Entry, Key, Kind, Mapping, Node, Poison};
use crate::diagnostics::{
    Finding, Findings, INVALID_VALUE, MISSING_KEY, RETIRED_SETTING, RuleInfo, UNKNOWN_KEY,
};
use crate::text::{Span, words as english};

/// How many faults of one kind are reported for one map or list.
const SHOWN: usize = 100;

/// So many keys are named in full where one of them is misspelled.
const KEYS_LISTED: usize = 8;

/// What to write instead of a name that is retired, or official but spelled otherwise here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// What is the case: one short sentence.
    pub message: String,
    /// YAML to copy.
    pub fix: Option<String>,
    /// The setting that was meant, as keys below the same object with dots between; what depends on
    /// it is not judged.
    pub meant: Option<String>,
    /// Whether the key is a known one at a wrong place: then it is unknown there, not retired.
    pub is_misplaced: bool,
}

/// Knows retired and official names: the object (`external_access`, `external_access.acs`; empty at
/// the root, for a named object and in a list), the key that is not in the schema, and its value as
/// written, if that fits on its line.
pub type Retired<'r> = dyn Fn(&str, &str, Option<&str>) -> Option<Advice> + 'r;

/// A schema that can't be used: a mistake in guestlist, not in a file.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the schema can't be used: {0}")]
pub struct SchemaError(String);

/// A schema, ready to judge documents.
#[derive(Debug)]
pub struct SchemaChecker {
    schema: Value,
    validator: Validator<Tree>,
}

impl SchemaChecker {
    /// Prepares a schema (draft-07).
    pub fn new(schema: Value) -> Result<Self, SchemaError> {
        let validator = jsonschema::options_for::<Tree>()
            .with_draft(jsonschema::Draft::Draft7)
            // Linear time whatever the text is.
            .with_pattern_options(PatternOptions::regex())
            .build(&without_checked(&schema))
            .map_err(|error| SchemaError(error.to_string()))?;
        Ok(Self { schema, validator })
    }

    /// Judges a document. `source` is the text it was read from.
    ///
    /// Reports every fault, and returns what the faults spoil: for each the smallest thing around it
    /// that may be left out.
    #[must_use]
    pub fn check(
        &self,
        root: &Node<'_>,
        source: &str,
        retired: &Retired<'_>,
        findings: &mut Findings,
    ) -> Poison {
        let budget = Budget::new();
        let mut objections: Vec<_> = self
            .validator
            .iter_errors(Judged::new(root, &budget))
            .collect();
        objections.sort_by_key(rank);
        let mut report = Report {
            source,
            retired,
            findings,
            poison: Poison::new(),
            told: HashSet::new(),
            values: HashSet::new(),
        };
        for objection in &objections {
            let pointer = objection.instance_path().as_str();
            match Place::find(root, &self.schema, pointer) {
                Some(place) => report.take(objection.kind(), pointer, &place),
                // The validator names places of the tree alone; were it otherwise, nothing is judged.
                None => report.poison.spoil::<&str>(&[]),
            }
        }
        if budget.is_spent() {
            report.poison.spoil::<&str>(&[]);
        }
        report.poison
    }
}

/// The schema without the patterns of values that the model reads itself.
fn without_checked(schema: &Value) -> Value {
    match schema {
        Value::Array(items) => items.iter().map(without_checked).collect(),
        Value::Object(map) => {
            let checked = map.contains_key("x-checked");
            let kept = map
                .iter()
                .filter(|(key, _)| !(checked && *key == "pattern"));
            let kept = kept.map(|(key, value)| (key.clone(), without_checked(value)));
            Value::Object(kept.collect())
        }
        other => other.clone(),
    }
}

/// A value of the wrong type is not judged further, so that comes first.
fn rank(objection: &ValidationError<'_>) -> u8 {
    match objection.kind() {
        Objection::Type { .. } => 0,
        Objection::Enum { .. } | Objection::OneOfNotValid { .. } => 1,
        _ => 2,
    }
}

/// What has been reported so far.
struct Report<'r, 'f> {
    source: &'r str,
    retired: &'r Retired<'r>,
    findings: &'f mut Findings,
    poison: Poison,
    /// A fault behind an alias is met at each use and told once.
    told: HashSet<(&'static str, Option<Span>, String)>,
    /// Pointers to values that have a fault already.
    values: HashSet<&'r str>,
}

impl<'r> Report<'r, '_> {
    fn take(&mut self, objection: &Objection, pointer: &'r str, place: &Place<'_, '_>) {
        match objection {
            Objection::AdditionalProperties { unexpected } => self.unknown_keys(unexpected, place),
            Objection::Required { property } => self.missing_key(property, place),
            Objection::UniqueItems => self.repeated_items(place),
            _ => {
                self.poison.spoil(place.optional());
                if self.values.insert(pointer) && !self.is_full() {
                    self.tell(words::value(objection, place, self.source));
                }
            }
        }
    }

    /// Counts what there is no room for.
    fn is_full(&mut self) -> bool {
        let full = self.findings.items().len() >= Findings::MOST;
        if full {
            self.findings.omit(1);
        }
        full
    }

    fn tell(&mut self, finding: Finding) {
        let span = finding.place.as_ref().map(|label| label.span);
        if self
            .told
            .insert((finding.rule.id, span, finding.message.clone()))
        {
            self.findings.push(finding);
        }
    }

    fn missing_key(&mut self, property: &Value, place: &Place<'_, '_>) {
        self.poison.spoil(place.optional());
        if self.is_full() {
            return;
        }
        let key = property.as_str().unwrap_or_default();
        self.tell(
            Finding::new(&MISSING_KEY, format!("the key \"{key}\" is missing"))
                .at(place.head(), format!("needs {key}:")),
        );
    }

    fn repeated_items(&mut self, place: &Place<'_, '_>) {
        let Kind::Seq(items) = &place.node.kind else {
            return;
        };
        for (number, at) in judge::repeats(items).enumerate() {
            if number >= SHOWN {
                self.poison.spoil(place.optional());
                self.findings.omit(1);
                continue;
            }
            let position = at.to_string();
            self.poison.spoil(&below(place, [position.as_str()]));
            if !self.is_full() {
                self.tell(
                    Finding::new(&INVALID_VALUE, "an entry stands twice in one list")
                        .at(items[at].label_span(), "again here")
                        .advice("delete one of the two"),
                );
            }
        }
    }

    fn unknown_keys(&mut self, unexpected: &[String], place: &Place<'_, '_>) {
        let Kind::Map(map) = &place.node.kind else {
            return;
        };
        if unexpected.len() > SHOWN {
            self.poison.spoil(place.optional());
            self.findings.omit(unexpected.len() - SHOWN);
        }
        for name in unexpected.iter().take(SHOWN) {
            let Some(entry) = map.get(name) else { continue };
            self.poison.spoil(&below(place, [name.as_str()]));
            if names_nothing(map, place) {
                // The key that is misspelled is the one that matters: nothing else is to be said.
                self.poison.spoil(&below(place, []));
            }
            if !self.is_full() {
                self.unknown_key(entry, place);
            }
        }
    }

    fn unknown_key(&mut self, entry: &Entry<'_>, place: &Place<'_, '_>) {
        let key = &entry.key;
        let value = entry.value.as_text().or_else(|| {
            let span = entry.value.span;
            let written = self.source.get(span.start as usize..span.end as usize)?;
            (!written.is_empty() && !written.contains('\n')).then_some(written)
        });
        if let Some(advice) = (self.retired)(&place.object, &key.text, value) {
            if let Some(meant) = &advice.meant {
                self.poison.doubt(&below(place, meant.split('.')));
            }
            let finding = match advice.is_misplaced {
                true => at_key(&UNKNOWN_KEY, advice.message, key, "not known here"),
                false => at_key(&RETIRED_SETTING, advice.message, key, "not read"),
            };
            self.tell(match advice.fix {
                Some(fix) => finding.fix(fix, ""),
                None => finding,
            });
            return;
        }
        let mut known = place
            .rules
            .as_ref()
            .map(place::Rules::keys)
            .unwrap_or_default();
        known.sort_unstable();
        let shown = words::shown(&key.text);
        let message = match place.object.rsplit('.').next() {
            Some(object) if !object.is_empty() && !object.ends_with("[]") => {
                format!("there is no key \"{shown}\" in {object}")
            }
            _ => format!("there is no key \"{shown}\" here"),
        };
        let finding = match meant(&key.text, &known) {
            Some(meant) => {
                self.poison.doubt(&below(place, [meant]));
                at_key(&UNKNOWN_KEY, message, key, format!("did you mean {meant}?"))
                    .fix(format!("{meant}:"), "")
            }
            None => at_key(&UNKNOWN_KEY, message, key, "not known here"),
        };
        self.tell(match known.len() {
            1..=KEYS_LISTED => finding.advice(format!("keys here: {}", known.join(", "))),
            _ => finding,
        });
    }
}

/// Whether none of the keys is there of which the schema wants one (`x-one-of`).
fn names_nothing(map: &Mapping<'_>, place: &Place<'_, '_>) -> bool {
    let wanted = place
        .rules
        .as_ref()
        .and_then(|rules| rules.find("x-one-of"));
    let mut wanted = wanted
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .peekable();
    wanted.peek().is_some()
        && wanted
            .filter_map(Value::as_str)
            .all(|key| map.get(key).is_none())
}

fn at_key(
    rule: &'static RuleInfo,
    message: String,
    key: &Key<'_>,
    label: impl Into<String>,
) -> Finding {
    Finding::new(rule, message).at(key.span, label)
}

/// The known key that a word stands for: the same letters, or nearly.
fn meant<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let folded = words::folded(word);
    let same = known
        .iter()
        .copied()
        .find(|key| words::folded(key) == folded);
    same.or_else(|| english::nearest(word, known.iter().copied()))
}

/// The path of something in a place.
fn below<'a>(place: &'a Place<'_, '_>, steps: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    place.path.iter().map(AsRef::as_ref).chain(steps).collect()
}

#[cfg(test)]
mod tests;
