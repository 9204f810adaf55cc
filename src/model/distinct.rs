//! Telling long sets apart.

use std::collections::HashMap;

use compact_str::CompactString;

use super::ValueSet;

/// How long a set is, and its first, middle and last entry.
type Outline = (usize, CompactString, CompactString, CompactString);

/// Sets, each once: equal ones get one number without being hashed whole.
#[derive(Debug, Default)]
pub struct DistinctSets {
    known: Vec<ValueSet>,
    by_outline: HashMap<Outline, Vec<usize>>,
}

impl DistinctSets {
    /// The number of a set, counted from 0; that of an equal one if there was one before.
    pub fn number(&mut self, set: &ValueSet) -> usize {
        let words = set.as_slice();
        let at = |at: usize| words.get(at).cloned().unwrap_or_default();
        let last = words.len().saturating_sub(1);
        let outline = (words.len(), at(0), at(last / 2), at(last));
        let alike = self.by_outline.entry(outline).or_default();
        let equal = |number: &&usize| {
            let known = &self.known[**number];
            known.is_same(set) || known == set
        };
        if let Some(number) = alike.iter().find(equal) {
            return *number;
        }
        let number = self.known.len();
        self.known.push(set.clone());
        alike.push(number);
        number
    }

    /// The sets in the order of their numbers.
    #[must_use]
    pub fn into_vec(self) -> Vec<ValueSet> {
        self.known
    }
}
