//! What one tenant or baseline states, read once however many tenants use it.

use std::collections::{BTreeMap, HashMap};

use compact_str::CompactString;

use crate::diagnostics::{
    DUPLICATE_KEY, EMPTY_LIST, Finding, Findings, INVALID_VALUE, RETIRED_SETTING,
};
use crate::model::config::AllowedSpec;
use crate::model::section::{ABSENT, Form, Leaf, PRESENT, Retired, Stated, StatedObject};
use crate::model::sections::retired::successor;
use crate::model::sections::{plain_settings, setting, settings_of_object};
use crate::model::{AllowedDomains, Notes, SettingKey, Value, ValueSet};
use crate::text::{Span, Spanned};

use super::domains::Written;
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
    /// Why an object is there, by its name.
    pub(super) notes: BTreeMap<CompactString, Notes>,
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
    let mut objects: HashMap<&SettingKey, Span> = HashMap::new();
    for leaf in leaves {
        if let Some(retired) = setting(leaf.key.as_str()).and_then(|s| s.retired) {
            findings.push(refused(leaf, retired));
            continue;
        }
        let path = place(&at, &leaf.key, leaf.object);
        let mut raw = read_leaf(leaf, context, findings);
        // An object is there if anything of it is: a fault in one of its settings is not one of its own.
        let is_object = matches!(leaf.stated, Stated::Object(_));
        if !is_object && context.definitions.is_poisoned(&path) {
            raw = Raw::Unknown;
        }
        let notes = match &leaf.stated {
            Stated::Object(object) => {
                if let Some(first) = objects.insert(&leaf.key, leaf.span) {
                    findings.push(object_twice(leaf, first));
                }
                let notes = super::notes(object.notes, findings);
                let name = leaf.key.object_name().filter(|_| !notes.is_empty());
                name.map(|name| (name.into(), notes)).into_iter().collect()
            }
            _ => BTreeMap::new(),
        };
        out.leaves.push(ReadLeaf {
            key: leaf.key.clone(),
            span: leaf.span,
            raw,
            notes,
        });
    }
    out.unknown = unread(leaves, &at, context);
    out
}

/// Settings of which nothing is left in the tree: stated, but not known.
fn unread(leaves: &[Leaf<'_>], at: &[&str], context: &Context<'_>) -> Vec<SettingKey> {
    let mut unread = Vec::new();
    let mut ask = |key: SettingKey, path: &[&str]| {
        let missing = || !leaves.iter().any(|l| l.key == key);
        if context.definitions.is_poisoned(path) && missing() {
            unread.push(key);
        }
    };
    for known in plain_settings() {
        ask(known.key.clone(), &place(at, &known.key, None));
    }
    for leaf in leaves {
        let (Stated::Object(_), Some(written)) = (&leaf.stated, leaf.object) else {
            continue;
        };
        let Some(name) = leaf.key.object_name() else {
            continue;
        };
        let declared = leaf.key.declared();
        for known in settings_of_object(&declared) {
            ask(
                known.key.with_object(&name),
                &place(at, &known.key, Some(written)),
            );
        }
    }
    unread
}

/// Where a setting stands in the tree.
fn place<'a>(
    at: &[&'a str],
    key: &'a SettingKey,
    object: Option<&'a Spanned<CompactString>>,
) -> Vec<&'a str> {
    let mut place = at.to_vec();
    match (object, key.around_object()) {
        (Some(written), Some((collection, below))) => {
            place.extend(collection.split('.'));
            place.push(&written.value);
            place.extend(below.split('.').filter(|word| !word.is_empty()));
        }
        _ => place.extend(key.as_str().split('.')),
    }
    place
}

/// What is over, with what counts instead.
fn refused(leaf: &Leaf<'_>, retired: Retired) -> Finding {
    let word = match leaf.stated {
        Stated::Choice(word) => word,
        _ => "",
    };
    let finding = Finding::new(
        &RETIRED_SETTING,
        format!("{} on {}: nothing is left to set", retired.what, retired.on),
    )
    .at(leaf.span, "not read");
    match successor(&leaf.key, word) {
        Some((code, text)) => finding.fix(code, text),
        None => finding.advice(format!("delete the line; see {}", retired.successor)),
    }
}

/// Two names of objects that the service takes for one.
fn object_twice(leaf: &Leaf<'_>, first: Span) -> Finding {
    let name = leaf.object.map_or("", |name| name.value.as_str());
    Finding::new(&DUPLICATE_KEY, format!("\"{name}\" is there twice"))
        .at(leaf.span, "the same name, written another way")
        .related(first, "here first")
        .advice("keep one of the two")
}

pub(super) fn read_leaf(leaf: &Leaf<'_>, context: &Context<'_>, findings: &mut Findings) -> Raw {
    let mut domains = |entries, written| lists::entries_of(entries, written, context, findings);
    match leaf.stated {
        Stated::Flag(on) => Raw::Value(Value::Flag(on)),
        Stated::Choice(word) => Raw::Value(Value::text(word)),
        Stated::Number(number) => Raw::Value(Value::Number(number)),
        Stated::Text(form, text) => text_of(leaf, form, text, findings),
        Stated::Words(form, words) => words_of(form, words, findings),
        Stated::Object(object) => object_of(leaf, object, findings),
        Stated::AllowedDomains(AllowedSpec::All) => Raw::Value(AllowedDomains::All.to_value()),
        Stated::AllowedDomains(AllowedSpec::None) => Raw::Value(AllowedDomains::None.to_value()),
        Stated::AllowedDomains(AllowedSpec::Only(entries)) if entries.0.is_empty() => {
            findings.push(empty_list(
                &leaf.key,
                leaf.value_span,
                "an empty list could mean \"everybody\" or \"nobody\"",
            ));
            Raw::Unknown
        }
        Stated::AllowedDomains(AllowedSpec::Only(entries)) => {
            Raw::Allowed(domains(entries, Written::Plain))
        }
        Stated::Domains(entries) => Raw::Domains(domains(entries, Written::Plain)),
        Stated::MailDomains(entries, forms) => Raw::Domains(domains(entries, Written::Mail(forms))),
    }
}

/// Whether an object is to be there; its name must be one that the service takes.
fn object_of(leaf: &Leaf<'_>, object: StatedObject<'_>, findings: &mut Findings) -> Raw {
    if let Some(name) = leaf.object.filter(|name| !object.form.fits(&name.value)) {
        findings.push(not_of_form(object.form, name));
        return Raw::Unknown;
    }
    let word = if object.is_present { PRESENT } else { ABSENT };
    Raw::Value(Value::text(word))
}

fn text_of(leaf: &Leaf<'_>, form: Form, text: &str, findings: &mut Findings) -> Raw {
    if form.fits(text) {
        return Raw::Value(Value::text(form.canonical(text)));
    }
    findings.push(not_of_form(
        form,
        &Spanned::new(text.into(), leaf.value_span),
    ));
    Raw::Unknown
}

fn not_of_form(form: Form, text: &Spanned<CompactString>) -> Finding {
    let noun = form.noun();
    Finding::new(&INVALID_VALUE, format!("\"{}\" is not {noun}", text.value))
        .at(text.span, form.expected())
}

pub(super) fn empty_list(key: &SettingKey, span: Span, message: &str) -> Finding {
    let reading = match key.section() {
        Some("entra_b2b") => {
            "Entra ID stores an empty allow list for nobody, and beside a deny list for \"not in use\"."
        }
        _ => "Teams reads an empty list as nobody, some tools read it as everybody.",
    };
    Finding::new(&EMPTY_LIST, message)
        .at(span, "say which of the two you mean")
        .fix("allowed_domains: all", "everybody, except blocked_domains")
        .fix("allowed_domains: none", "nobody at all")
        .detail(reading)
}

/// Words, each in its form.
fn words_of(form: Form, words: &[Spanned<CompactString>], findings: &mut Findings) -> Raw {
    let mut good = Vec::with_capacity(words.len());
    for word in words {
        if form.fits(&word.value) {
            good.push(form.canonical(&word.value).into());
        } else {
            let finding = not_of_form(form, word);
            findings.push(match form {
                Form::User => finding
                    .advice("whole domains are blocked under external_access.blocked_domains"),
                _ => finding,
            });
        }
    }
    if good.len() < words.len() {
        Raw::Unknown
    } else {
        Raw::Value(Value::Set(ValueSet::from(good)))
    }
}
