//! Sharing policies that let people share with everybody.

use super::object::Object;
use crate::diagnostics::{Finding, RuleInfo};

/// Everybody, as a sharing policy says it.
const EVERYBODY: [(&str, &str); 2] = [
    ("*", "every Microsoft 365 organisation"),
    ("anonymous", "everybody on the internet"),
];

/// A finding for each list of a policy in force that names everybody, and for each word that does.
/// `lists` says what people may share by each.
pub(super) fn with_everybody(
    object: &Object<'_>,
    rule: &'static RuleInfo,
    lists: &[(&str, &str)],
) -> Vec<Finding> {
    let mut found = Vec::new();
    if !object.is_enabled() {
        return found;
    }
    for (list, what) in lists {
        let listed = |word: &str| object.list(list).is_some_and(|l| l.set().contains(word));
        for (word, who) in EVERYBODY.into_iter().filter(|(word, _)| listed(word)) {
            let message = format!("{} lets people share {what} with {who}", object.name());
            found.push(
                object
                    .finding(rule, list, message, "everybody")
                    .detail(format!("\"{word}\" is {who}.")),
            );
        }
    }
    found
}
