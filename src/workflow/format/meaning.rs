//! Whether two trees say the same: the last word on what is written.

use std::collections::BTreeSet;

use super::entry::Entry;
use super::places::{Role, Written};
use crate::document::{Kind, Node};

/// Whether two files say the same but for the order, repetition and spelling of domains in lists.
pub(super) fn is_same(before: &Node<'_>, after: &Node<'_>) -> bool {
    same(before, after, Some(Role::root()))
}

/// Documents nest no deeper than [`crate::document::DEPTH`].
fn same(before: &Node<'_>, after: &Node<'_>, role: Option<&Role>) -> bool {
    match (&before.kind, &after.kind) {
        (Kind::Seq(before), Kind::Seq(after)) => match role.and_then(Role::list) {
            Some(written) => said(before, written) == said(after, written),
            None => {
                let mut pairs = before.iter().zip(after.iter());
                before.len() == after.len() && pairs.all(|(a, b)| same(a, b, None))
            }
        },
        (Kind::Map(before), Kind::Map(after)) => {
            let (before, after) = (before.entries(), after.entries());
            let mut pairs = before.iter().zip(after);
            before.len() == after.len()
                && pairs.all(|(a, b)| {
                    let role = role.and_then(|role| role.below(&a.key.text));
                    a.key.text == b.key.text && same(&a.value, &b.value, role)
                })
        }
        (Kind::Seq(_) | Kind::Map(_), _) | (_, Kind::Seq(_) | Kind::Map(_)) => false,
        (before, after) => before == after,
    }
}

/// What a list says: entries without a fault as a set, the others each.
fn said(entries: &[Node<'_>], written: Written) -> (BTreeSet<String>, Vec<String>) {
    let mut set = BTreeSet::new();
    let mut others = Vec::new();
    for entry in entries {
        match Entry::of_node(entry, written, "").identity {
            Some(identity) => {
                set.insert(identity);
            }
            None => {
                let mut text = String::new();
                describe(entry, &mut text);
                others.push(text);
            }
        }
    }
    others.sort_unstable();
    (set, others)
}

/// A value without its places.
fn describe(node: &Node<'_>, out: &mut String) {
    match &node.kind {
        Kind::Seq(items) => {
            out.push('[');
            items.iter().for_each(|item| describe(item, out));
            out.push(']');
        }
        Kind::Map(map) => {
            out.push('{');
            for entry in map.entries() {
                out.push_str(&format!("{:?}:", entry.key.text));
                describe(&entry.value, out);
            }
            out.push('}');
        }
        scalar => out.push_str(&format!("{scalar:?},")),
    }
}
