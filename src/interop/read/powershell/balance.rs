//! Whether a script is whole: everything that opens in it ends in it.
//!
//! A file that was cut off between two blocks reads like a shorter configuration, and what is missing
//! like a tenant that never had it.

use super::lexer::{Placed, Token};
use super::parser::is_resource;
use crate::interop::{CUT_OFF, ReadError};

/// Something that was opened.
struct Open {
    /// What closes it.
    closes: char,
    /// Its line, or that of the name before it.
    line: usize,
    /// What it is, for people.
    what: String,
    /// Whether it is the block of a resource: no other one lies in it.
    is_resource: bool,
}

/// Refuses a script in which something does not end, or ends that never began.
pub(super) fn check(tokens: &[Placed]) -> Result<(), ReadError> {
    let mut open: Vec<Open> = Vec::new();
    // The words of the statement so far: they name the brace that follows.
    let mut head: Vec<&Placed> = Vec::new();
    for placed in tokens {
        match &placed.token {
            Token::Sign('{') => {
                let block = block(&head, placed.line);
                if let Some(outer) = open.last().filter(|o| o.is_resource && block.is_resource) {
                    return Err(outer.unended());
                }
                open.push(block);
                head.clear();
            }
            Token::Table => open.push(Open::plain('}', "a table, @{,", placed.line)),
            Token::List => open.push(Open::plain(')', "an array, @(,", placed.line)),
            Token::Sign('(') => open.push(Open::plain(')', "a bracket, (,", placed.line)),
            Token::Sign('}') => {
                // A bracket that does not end is a fault of its block, which is told where it is read.
                while open.last().is_some_and(|o| o.closes == ')') {
                    open.pop();
                }
                if open.pop().is_none() {
                    return Err(ReadError::Script {
                        line: placed.line,
                        why: format!(
                            "a brace closes here what never opened: the beginning is missing. {CUT_OFF}"
                        ),
                    });
                }
                head.clear();
            }
            Token::Sign(')') if open.last().is_some_and(|o| o.closes == ')') => {
                open.pop();
            }
            // A brace may stand on a line of its own.
            Token::Line => {}
            Token::Sign(_) => head.clear(),
            Token::Word(_) | Token::Text(_) | Token::Expanded(_) | Token::Variable(_) => {
                if head.last().is_some_and(|last| last.line != placed.line) {
                    head.clear();
                }
                head.push(placed);
            }
            Token::Other(_) => head.clear(),
        }
    }
    open.last().map_or(Ok(()), |open| Err(open.unended()))
}

impl Open {
    fn plain(closes: char, what: &str, line: usize) -> Self {
        Self {
            closes,
            line,
            what: what.to_owned(),
            is_resource: false,
        }
    }

    fn unended(&self) -> ReadError {
        ReadError::Script {
            line: self.line,
            why: format!("{} opens here and does not end. {CUT_OFF}", self.what),
        }
    }
}

/// The block that a brace on that line opens, by the words before it.
fn block(head: &[&Placed], line: usize) -> Open {
    let [first, rest @ ..] = head else {
        return Open::plain('}', "a block in braces", line);
    };
    let Token::Word(word) = &first.token else {
        return Open::plain('}', "a block in braces", line);
    };
    let name = rest.iter().find_map(|placed| match &placed.token {
        Token::Word(name) | Token::Variable(name) => Some(name.clone()),
        Token::Text(name) | Token::Expanded(name) => Some(format!("\"{name}\"")),
        _ => None,
    });
    Open {
        closes: '}',
        line: first.line,
        is_resource: is_resource(word) && name.is_some(),
        what: match name {
            Some(name) => format!("{word} {name}"),
            None => word.clone(),
        },
    }
}
