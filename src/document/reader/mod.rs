//! Typed values from the tree, by serde.

mod error;
mod nodes;

use serde::Deserialize;

pub use self::error::ReadError;
use self::nodes::Reader;
use super::{Node, Poison};
use crate::diagnostics::{Finding, Findings};

/// How many times a document is read at most, to find faults that the schema can't say.
const ATTEMPTS: usize = 50;

/// Reads a typed value.
///
/// Returns the first fault, with the place of the innermost value that could not be read.
pub fn read<'de, T: Deserialize<'de>>(node: &'de Node<'de>) -> Result<T, ReadError> {
    T::deserialize(Reader::whole(node)).map_err(|failure| failure.at(node))
}

/// Reads a typed value as if what is spoiled were not there.
pub fn read_without<'de, T: Deserialize<'de>>(
    node: &'de Node<'de>,
    poison: &Poison,
) -> Result<T, ReadError> {
    T::deserialize(Reader::new(node, poison)).map_err(|failure| failure.at(node))
}

/// Reads a typed value as if what is spoiled were not there, and reports what the schema could not
/// say. Each such fault spoils the smallest thing around it that can be left out, and the rest is
/// read.
///
/// Returns nothing if the document as a whole can't be read; then all of it is spoiled.
pub fn read_with_poison<'de, T: Deserialize<'de>>(
    node: &'de Node<'de>,
    poison: &mut Poison,
    findings: &mut Findings,
) -> Option<T> {
    for _ in 0..ATTEMPTS {
        if poison.hides::<&str>(&[]) {
            return None;
        }
        let error = match read_without(node, poison) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        // A required key that was itself spoiled is no news.
        let known = error.missing().is_some_and(|key| {
            let path = error.path().iter().map(String::as_str).chain([key]);
            poison.touches(&path.collect::<Vec<_>>())
        });
        if !known {
            findings.push(finding(&error));
        }
        poison.spoil(error.path());
    }
    poison.spoil::<&str>(&[]);
    None
}

fn finding(error: &ReadError) -> Finding {
    let label = match error.missing() {
        Some(key) => format!("needs {key}:"),
        None => String::new(),
    };
    Finding::new(error.rule(), error.message()).at(error.span(), label)
}

#[cfg(test)]
mod tests;
