//! What one tenant or baseline states, read once however many tenants use it.

use compact_str::CompactString;

use crate::diagnostics::{EMPTY_LIST, Finding, Findings, INVALID_VALUE};
use crate::model::config::AllowedSpec;
use crate::model::section::{Kind, Leaf, Stated};
use crate::model::sections::{setting, settings};
use crate::model::{AllowedDomains, Domain, SettingKey, Value, ValueSet};
use crate::text::{Span, Spanned};

use super::lists::{self, Context, Own};

/// A value before it meets the layers around it.
#[derive(Debug, Clone)]
pub(super) enum Raw {
    Value(Value),
    Allowed(Own),
    Domains(Own),
    /// Could not be read.
    Unknown,
}

/// A stated leaf, read once however many tenants use it.
#[derive(Debug, Clone)]
pub(super) struct ReadLeaf {
    pub(super) key: SettingKey,
    pub(super) span: Span,
    pub(super) raw: Raw,
}

/// What one layer states.
#[derive(Debug, Clone, Default)]
pub(super) struct LayerLeaves {
    pub(super) leaves: Vec<ReadLeaf>,
    /// Stated, but nothing of it could be read.
    pub(super) unknown: Vec<SettingKey>,
}

/// Reads what one tenant or baseline states.
pub(super) fn read_layer(
    leaves: &[Leaf<'_>],
    at: [&str; 2],
    context: &Context<'_>,
    findings: &mut Findings,
) -> LayerLeaves {
    let mut out = LayerLeaves::default();
    for leaf in leaves {
        let mut path = at.to_vec();
        path.extend(leaf.key.as_str().split('.'));
        let mut raw = read_leaf(leaf, context, findings);
        if context.definitions.is_poisoned(&path) {
            raw = Raw::Unknown;
        }
        out.leaves.push(ReadLeaf {
            key: leaf.key.clone(),
            span: leaf.span,
            raw,
        });
    }
    // A leaf of which nothing is left in the tree: stated, but not known.
    for known in settings() {
        let mut path = at.to_vec();
        path.extend(known.key.as_str().split('.'));
        let missing = !leaves.iter().any(|l| l.key == known.key);
        if missing && context.definitions.is_poisoned(&path) {
            out.unknown.push(known.key.clone());
        }
    }
    out
}

pub(super) fn read_leaf(leaf: &Leaf<'_>, context: &Context<'_>, findings: &mut Findings) -> Raw {
    match leaf.stated {
        Stated::Flag(on) => Raw::Value(Value::Flag(on)),
        Stated::Choice(word) => Raw::Value(Value::text(word)),
        Stated::Words(words) => words_of(leaf, words, findings),
        Stated::AllowedDomains(AllowedSpec::All) => Raw::Value(AllowedDomains::All.to_value()),
        Stated::AllowedDomains(AllowedSpec::None) => Raw::Value(AllowedDomains::None.to_value()),
        Stated::AllowedDomains(AllowedSpec::Only(entries)) if entries.0.is_empty() => {
            findings.push(empty_list(
                leaf.value_span,
                "an empty list could mean \"everybody\" or \"nobody\"",
            ));
            Raw::Unknown
        }
        Stated::AllowedDomains(AllowedSpec::Only(entries)) => {
            Raw::Allowed(lists::entries_of(entries, context, findings))
        }
        Stated::Domains(entries) => Raw::Domains(lists::entries_of(entries, context, findings)),
    }
}

pub(super) fn empty_list(span: Span, message: &str) -> Finding {
    Finding::new(&EMPTY_LIST, message)
        .at(span, "say which of the two you mean")
        .fix("allowed_domains: all", "everybody, except blocked_domains")
        .fix("allowed_domains: none", "nobody at all")
        .detail("Teams reads an empty list as nobody, some tools read it as everybody.")
}

/// Users or ids, each in its form.
pub(super) fn words_of(
    leaf: &Leaf<'_>,
    words: &[Spanned<CompactString>],
    findings: &mut Findings,
) -> Raw {
    let users = setting(leaf.key.as_str()).is_some_and(|s| s.kind == Kind::Users);
    let mut good = Vec::with_capacity(words.len());
    let mut faulty = false;
    for word in words {
        let text = word.value.trim();
        let mri = text.contains(':') && !text.contains(char::is_whitespace);
        let mail = text
            .split_once('@')
            .is_some_and(|(user, domain)| !user.is_empty() && Domain::parse(domain).is_ok());
        if users && !mri && !mail {
            faulty = true;
            findings.push(
                Finding::new(&INVALID_VALUE, format!("\"{}\" is not a user", word.value))
                    .at(word.span, "an e-mail address or an MRI (8:orgid:…)")
                    .advice("whole domains are blocked under external_access.blocked_domains"),
            );
        } else {
            good.push(text.to_lowercase().into());
        }
    }
    if faulty {
        Raw::Unknown
    } else {
        Raw::Value(Value::Set(ValueSet::from(good)))
    }
}
