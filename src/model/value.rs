//! Values of settings, in the form in which they are compared and recorded.

use std::sync::Arc;

use compact_str::CompactString;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A set of words (domains, users, ids), sorted, without repetition, shared and never copied.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Vec<CompactString>")]
pub struct ValueSet(Arc<[CompactString]>);

impl From<Vec<CompactString>> for ValueSet {
    fn from(mut items: Vec<CompactString>) -> Self {
        if !items.is_sorted_by(|a, b| a < b) {
            items.sort_unstable();
            items.dedup();
        }
        Self(items.into())
    }
}

impl Default for ValueSet {
    fn default() -> Self {
        Self::empty()
    }
}

impl FromIterator<CompactString> for ValueSet {
    fn from_iter<I: IntoIterator<Item = CompactString>>(items: I) -> Self {
        Self::from(items.into_iter().collect::<Vec<_>>())
    }
}

impl ValueSet {
    /// A set of nothing.
    #[must_use]
    pub fn empty() -> Self {
        Self::from(Vec::new())
    }

    /// The words in order.
    #[must_use]
    pub fn as_slice(&self) -> &[CompactString] {
        &self.0
    }

    /// Whether the word is in it.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// The word as it stands in the set, if it is in it.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<&str> {
        let at = self.0.binary_search_by(|w| w.as_str().cmp(word)).ok()?;
        self.0.get(at).map(CompactString::as_str)
    }

    /// Whether a word begins like this: words that do stand together.
    #[must_use]
    pub fn has_prefix(&self, prefix: &str) -> bool {
        let at = self.0.partition_point(|w| w.as_str() < prefix);
        self.0.get(at).is_some_and(|w| w.starts_with(prefix))
    }

    /// How many words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(CompactString::as_str)
    }

    /// Words of `self` that `other` lacks, in order. Both are sorted, so one walk is enough.
    pub fn minus<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a str> {
        let mut theirs = other.iter().peekable();
        self.iter().filter(move |word| {
            while theirs.next_if(|other| other < word).is_some() {}
            theirs.peek() != Some(word)
        })
    }

    /// Whether both are the same allocation: equal without looking.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A setting's value. It says itself what it is, so that a state written by a version with more
/// sections can be read by one with fewer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A switch.
    Flag(bool),
    /// A number, in the setting's own unit.
    Number(i64),
    /// A choice in `snake_case`, or text.
    Text(CompactString),
    /// A set.
    Set(ValueSet),
}

impl Value {
    /// A choice or text.
    #[must_use]
    pub fn text(text: impl Into<CompactString>) -> Self {
        Self::Text(text.into())
    }

    /// The switch's position.
    #[must_use]
    pub fn as_flag(&self) -> Option<bool> {
        match self {
            Self::Flag(on) => Some(*on),
            _ => None,
        }
    }

    /// The number.
    #[must_use]
    pub fn as_number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The text or choice.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The set.
    #[must_use]
    pub fn as_set(&self) -> Option<&ValueSet> {
        match self {
            Self::Set(set) => Some(set),
            _ => None,
        }
    }
}

/// Whom a tenant's allow list lets in: never an empty set, which tools read in opposite ways.
///
/// Source: `Set-CsTenantFederationConfiguration`, parameter `AllowedDomains`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AllowedDomains {
    /// Everybody but the blocked domains (`AllowAllKnownDomains`).
    All,
    /// Nobody (an allow list without entries).
    None,
    /// These and nobody else; not empty.
    Only(ValueSet),
}

impl AllowedDomains {
    /// Reads the recorded form.
    #[must_use]
    pub fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(word) if word == "all" => Some(Self::All),
            Value::Text(word) if word == "none" => Some(Self::None),
            Value::Set(set) if !set.is_empty() => Some(Self::Only(set.clone())),
            _ => None,
        }
    }

    /// The recorded form.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match self {
            Self::All => Value::text("all"),
            Self::None => Value::text("none"),
            Self::Only(set) => Value::Set(set.clone()),
        }
    }
}

/// Why an entry, partner or object is there, and until when. Recorded beside the value, never part
/// of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Notes {
    /// Why it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The ticket in which it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The last day on which it is valid (UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
}

impl Notes {
    /// Whether nothing is noted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_say_themselves_what_they_are() {
        for json in [r#"true"#, r#"60"#, r#""all""#, r#"["a.com","b.com"]"#] {
            let value: Value = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
        let unsorted: Value = serde_json::from_str(r#"["b","a","b"]"#).unwrap();
        assert_eq!(unsorted.as_set().unwrap().len(), 2);
    }

    #[test]
    fn what_a_set_has_and_another_lacks_comes_in_order() {
        let set = |words: &[&str]| words.iter().map(|w| (*w).into()).collect::<ValueSet>();
        let minus = |a: &[&str], b: &[&str]| -> Vec<String> {
            let (a, b) = (set(a), set(b));
            a.minus(&b).map(str::to_owned).collect()
        };
        assert_eq!(minus(&["a", "c", "e"], &["b", "c", "f"]), ["a", "e"]);
        assert_eq!(minus(&["x"], &["a", "b", "y"]), ["x"]);
        assert_eq!(minus(&["b", "a"], &[]), ["a", "b"]);
        assert!(minus(&["a", "b"], &["b", "a", "0"]).is_empty());
    }

    #[test]
    fn words_are_found_as_they_stand_and_by_how_they_begin() {
        let set: ValueSet = ["a.com", "*.b.com", "c.com", "*", "'x"]
            .map(Into::into)
            .into_iter()
            .collect();
        let stored = set.get("c.com").unwrap();
        assert!(set.iter().any(|word| std::ptr::eq(word, stored)));
        assert_eq!(set.get("b.com"), None);
        assert!(set.has_prefix("*.") && set.has_prefix("c") && !set.has_prefix("b"));
        assert!(!ValueSet::empty().has_prefix("*"));
    }

    #[test]
    fn an_empty_set_is_no_policy() {
        assert_eq!(
            AllowedDomains::from_value(&Value::Set(ValueSet::empty())),
            None
        );
    }
}
