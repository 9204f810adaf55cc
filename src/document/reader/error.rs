//! Why a typed value could not be read, and where.

use std::fmt;

use serde::de;

use super::super::{Key, Node};
use crate::diagnostics::{INVALID_VALUE, MISSING_KEY, RuleInfo, UNKNOWN_KEY, WRONG_TYPE};
use crate::text::{Span, printable};

/// Why a typed value could not be read, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ReadError {
    span: Span,
    message: String,
    rule: &'static RuleInfo,
    missing: Option<&'static str>,
    path: Vec<String>,
}

impl ReadError {
    /// The innermost value that could not be read; for a missing key the key that lacks it.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// What is wrong, as one short sentence.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The fault's page.
    #[must_use]
    pub fn rule(&self) -> &'static RuleInfo {
        self.rule
    }

    /// The required key that is not there, if that is the matter.
    #[must_use]
    pub fn missing(&self) -> Option<&'static str> {
        self.missing
    }

    /// Keys and positions from the root to the value.
    #[must_use]
    pub fn path(&self) -> &[String] {
        &self.path
    }
}

/// A [`ReadError`] on its way up to the root.
#[derive(Debug)]
pub(super) struct Failure(Box<Parts>);

#[derive(Debug)]
struct Parts {
    message: String,
    rule: &'static RuleInfo,
    missing: Option<&'static str>,
    span: Option<Span>,
    /// The innermost step first.
    steps: Vec<String>,
}

impl Failure {
    fn new(rule: &'static RuleInfo, message: String) -> Self {
        let (missing, span, steps) = (None, None, Vec::new());
        Self(Box::new(Parts {
            message,
            rule,
            missing,
            span,
            steps,
        }))
    }

    /// The value it is about, unless one further inside is known.
    pub(super) fn in_node(mut self, node: &Node<'_>) -> Self {
        self.0.span.get_or_insert_with(|| node.label_span());
        self
    }

    /// The key it is about, unless something further inside is known.
    pub(super) fn in_key(mut self, key: &Key<'_>) -> Self {
        if self.0.span.is_none() {
            self.0.span = Some(key.span);
            self.0.steps.push(key.text.to_string());
        }
        self
    }

    /// It happened in the value of a key.
    pub(super) fn below_key(mut self, key: &Key<'_>) -> Self {
        if self.0.missing.is_some() && self.0.steps.is_empty() {
            self.0.span = Some(key.span);
        }
        self.0.steps.push(key.text.to_string());
        self
    }

    /// It happened in an item of a list.
    pub(super) fn below_item(mut self, position: usize) -> Self {
        self.0.steps.push(position.to_string());
        self
    }

    /// What the reader's caller gets.
    pub(super) fn at(self, root: &Node<'_>) -> ReadError {
        let Parts {
            message,
            rule,
            missing,
            span,
            mut steps,
        } = *self.0;
        steps.reverse();
        ReadError {
            span: span.unwrap_or_else(|| root.label_span()),
            message,
            rule,
            missing,
            path: steps,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Failure {}

impl de::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(&INVALID_VALUE, message.to_string())
    }

    fn invalid_type(unexpected: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let unexpected = unexpected.to_string();
        let unexpected = printable(&unexpected);
        Self::new(
            &WRONG_TYPE,
            format!("{unexpected} stands where {expected} belongs"),
        )
    }

    fn invalid_value(unexpected: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let unexpected = unexpected.to_string();
        let unexpected = printable(&unexpected);
        Self::new(
            &INVALID_VALUE,
            format!("{unexpected} stands where {expected} belongs"),
        )
    }

    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        let field = printable(field);
        Self::new(&UNKNOWN_KEY, format!("there is no key \"{field}\" here"))
    }

    fn missing_field(field: &'static str) -> Self {
        let mut failure = Self::new(&MISSING_KEY, format!("the key \"{field}\" is missing"));
        failure.0.missing = Some(field);
        failure
    }
}
