//! The schema of configuration files as it is published.

use serde_json::Value;

use crate::access::Capability;
use crate::diagnostics::RuleInfo;
use crate::model::schema::{self, Word, Words};
use crate::rules;

/// The schema with the names of rules and capabilities in it, so that editors offer them.
#[must_use]
pub fn published() -> Value {
    let mut all: Vec<_> = rules::all().collect();
    all.sort_by_key(|rule| rule.id);
    let word = |rule: &RuleInfo| Word {
        word: rule.id,
        meaning: rule.summary.to_owned(),
    };
    let (fixed, settable): (Vec<_>, Vec<_>) = all.into_iter().partition(|rule| rule.is_fixed());
    let capabilities = Capability::all().flat_map(|capability| {
        let meaning = format!("`from` may {} `to`.", capability.does());
        let words = capability.short().into_iter().chain([capability.id()]);
        words.map(move |word| Word {
            word,
            meaning: meaning.clone(),
        })
    });
    schema::published(&Words {
        rules: settable.into_iter().map(word).collect(),
        fixed: fixed.into_iter().map(word).collect(),
        capabilities: capabilities.collect(),
    })
}
