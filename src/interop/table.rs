//! From an object of a file to settings, by the table of settings.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::names::{ALIASES, CREDENTIALS, DESCRIBING, INNER, INNER_PREFIX, RETIRED};
use super::raw::{Raw, folded};
use super::values::{self, Read, Reading};
use super::{NotTaken, Observed, Options, ReadError, Value, Why};
use crate::model::section::{ABSENT, Choice, Form, Kind, PRESENT, Setting};
use crate::model::sections::{retired, settings};

/// The settings of an official object.
#[derive(Default)]
struct OfObject {
    /// By property, folded; several may share one.
    by_property: HashMap<String, Vec<&'static Setting>>,
    /// Whether there is one that belongs to the tenant, not to a named object.
    has_plain: bool,
}

/// Settings by official object, folded.
static BY_OBJECT: LazyLock<HashMap<String, OfObject>> = LazyLock::new(|| {
    let mut out: HashMap<String, OfObject> = HashMap::new();
    for setting in settings() {
        let of = out.entry(folded(setting.object)).or_default();
        of.has_plain |= !setting.key.as_str().contains("[]");
        if !matches!(setting.kind, Kind::Object(_)) {
            let same = of.by_property.entry(folded(setting.property)).or_default();
            same.push(setting);
        }
    }
    out
});

/// The settings of a property.
fn of_property(object: &str, property: &str) -> Option<&'static [&'static Setting]> {
    let of = BY_OBJECT.get(&folded(object))?;
    of.by_property.get(&folded(property)).map(Vec::as_slice)
}

/// The settings of what a file calls `name` in an object.
pub(super) fn settings_of(object: &str, name: &str) -> &'static [&'static Setting] {
    let (object, property) = official(object, name);
    of_property(object, &property).unwrap_or_default()
}

/// Kinds of named objects by official object.
static OBJECTS: LazyLock<HashMap<String, &'static Setting>> = LazyLock::new(|| {
    let objects = settings()
        .iter()
        .filter(|s| matches!(s.kind, Kind::Object(_)));
    objects.map(|s| (folded(s.object), s)).collect()
});

/// Official objects that settings belong to.
pub(super) static KNOWN: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| settings().iter().map(|s| s.object).collect());

/// The official object of that name, whatever its letters' case.
pub(super) fn known(object: &str) -> Option<&'static str> {
    let wanted = folded(object);
    KNOWN.iter().find(|known| folded(known) == wanted).copied()
}

/// The kind of named objects that an official object is, if it is one.
pub(super) fn kind_of(object: &str) -> Option<&'static Setting> {
    OBJECTS.get(&folded(object)).copied()
}

/// How many of these names, folded, are properties of an official object.
pub(super) fn likeness(object: &str, names: &[String]) -> usize {
    let of = BY_OBJECT.get(&folded(object));
    of.map_or(0, |of| {
        names
            .iter()
            .filter(|name| of.by_property.contains_key(*name))
            .count()
    })
}

/// Whether something may be an official object: if that has a name, one is there.
pub(super) fn could_be(object: &str, raw: &Raw) -> bool {
    let record = Record {
        object,
        name: None,
        at: String::new(),
        raw,
    };
    match kind_of(object).map(|kind| kind.kind) {
        Some(Kind::Object(form)) if is_named(&record) => object_name(&record, form).is_some(),
        _ => true,
    }
}

/// An object of a file.
pub(super) struct Record<'r> {
    /// The official object.
    pub(super) object: &'r str,
    /// Its name, if the file says it apart.
    pub(super) name: Option<String>,
    /// Where it stands in the file.
    pub(super) at: String,
    /// What it holds.
    pub(super) raw: &'r Raw,
}

impl<'r> Record<'r> {
    /// An object that names itself, or has no name.
    pub(super) fn of(object: &'r str, at: String, raw: &'r Raw) -> Self {
        Self {
            object,
            name: None,
            at,
            raw,
        }
    }
}

/// Takes over what an object says.
pub(super) fn take(
    record: &Record<'_>,
    options: &Options,
    out: &mut Observed,
) -> Result<(), ReadError> {
    let mut name = None;
    if let Some(kind) = kind_of(record.object).filter(|_| record.name.is_some() || is_named(record))
    {
        let Kind::Object(form) = kind.kind else {
            return Ok(());
        };
        let Some(found) = object_name(record, form) else {
            out.not(
                &record.at,
                Why::NotUnderstood(format!("it has no name that is {}", form.noun())),
            );
            return Ok(());
        };
        let key = kind.key.with_object(&found);
        let absent = record
            .raw
            .get("Ensure")
            .and_then(Raw::text)
            .is_some_and(is_absent);
        let word = if absent { ABSENT } else { PRESENT };
        if out.has(&key) {
            out.not(&record.at, Why::Twice);
            return Ok(());
        }
        out.put(key, Value::text(word), &record.at, None);
        if absent {
            return Ok(());
        }
        name = Some(found);
    } else if is_named(record) {
        // Kept apart by the service, as synchronisation is from the partner whose people it is about.
        name = record.name.clone();
    }
    let walk = Walk {
        name: name.as_deref(),
        options,
    };
    walk.members(record.object, "", &record.at, record.raw, out)
}

fn is_absent(word: &str) -> bool {
    word.eq_ignore_ascii_case("absent")
}

/// Whether every setting of the object is one of a named object.
fn is_named(record: &Record<'_>) -> bool {
    let of = BY_OBJECT.get(&folded(record.object));
    of.is_some_and(|of| !of.has_plain)
}

/// The name of an object: what fits the form, of the members that can hold it.
fn object_name(record: &Record<'_>, form: Form) -> Option<String> {
    const HOLD: [&str; 9] = [
        "Name",
        "Identity",
        "Url",
        "TenantId",
        "PartnerTenantId",
        "mail",
        "userPrincipalName",
        "displayName",
        "id",
    ];
    let tidy = |text: &str| {
        let text = text.strip_prefix("Tag:").unwrap_or(text);
        let text = if text == "Global" { "global" } else { text };
        form.fits(text).then(|| form.canonical(text))
    };
    match &record.name {
        Some(name) => tidy(name),
        None => HOLD
            .iter()
            .find_map(|name| tidy(record.raw.get(name)?.text()?)),
    }
}

struct Walk<'w> {
    name: Option<&'w str>,
    options: &'w Options,
}

impl Walk<'_> {
    /// Takes over the members of an object, those of objects within it too.
    fn members(
        &self,
        object: &str,
        prefix: &str,
        at: &str,
        raw: &Raw,
        out: &mut Observed,
    ) -> Result<(), ReadError> {
        for (name, value) in raw.members() {
            let at = format!("{at}.{name}");
            let path = format!("{prefix}{name}");
            self.member(object, &path, &at, value, out)?;
        }
        Ok(())
    }

    fn member(
        &self,
        object: &str,
        path: &str,
        at: &str,
        raw: &Raw,
        out: &mut Observed,
    ) -> Result<(), ReadError> {
        let (object, property) = official(object, path);
        if let Some(found) = of_property(object, &property) {
            let how = Reading {
                format: out.format,
                empty: self.options.empty_allow_list,
                is_own: out.is_wish,
                opposite: found.iter().any(|s| retired::is_opposite(path, &s.key)),
            };
            return self.settings(found, &property, at, raw, how, out);
        }
        if let Some((_, _, inner)) = INNER
            .iter()
            .find(|(o, name, _)| folded(o) == folded(object) && folded(name) == folded(&property))
        {
            return self.members(inner, "", at, raw, out);
        }
        let last = path.rsplit('.').next().unwrap_or(path);
        // The identity of a partner's tenant is no credential.
        let why = if CREDENTIALS.iter().any(|c| c.eq_ignore_ascii_case(last)) {
            match raw {
                Raw::Text(_) if self.name.is_some() => Some(Why::Describing),
                _ => Some(Why::Credential),
            }
        } else if let Some((_, why)) = RETIRED.iter().find(|(n, _)| n.eq_ignore_ascii_case(last)) {
            Some(Why::Retired((*why).to_owned()))
        } else if let Some(why) = retired::retired(last) {
            Some(Why::Retired(why.to_owned()))
        } else if path.starts_with('@') || DESCRIBING.iter().any(|d| d.eq_ignore_ascii_case(last)) {
            Some(Why::Describing)
        } else {
            None
        };
        match (why, raw) {
            (Some(why), _) => out.not(at, why),
            (None, Raw::Map(_)) if leads_on(object, &property) => {
                self.members(object, &format!("{path}."), at, raw, out)?;
            }
            (None, Raw::Null) if leads_on(object, &property) => {
                self.inherited(object, &property, at, out);
            }
            (None, Raw::Unresolved(name)) => out.not(at, Why::Variable(name.clone())),
            (None, _) => out.not(at, Why::NoSetting),
        }
        Ok(())
    }

    /// A part of an object that is null as a whole: what it holds takes the default's values, where the
    /// settings know that word.
    ///
    /// Source: Graph `crossTenantAccessPolicyConfigurationPartner`.
    fn inherited(&self, object: &str, property: &str, at: &str, out: &mut Observed) {
        let mut taken = false;
        for setting in below(object, property) {
            let is_word = |c: &&Choice| c.official == "null";
            let word = match setting.kind {
                Kind::Choice(choices) => choices.iter().find(is_word).map(|c| c.yaml),
                Kind::FlagOrInherit => Some("inherit"),
                _ => None,
            };
            let (Some(word), Some(name)) = (word, self.name) else {
                continue;
            };
            taken |= out.put(setting.key.with_object(name), Value::text(word), at, None);
        }
        if !taken {
            out.not(at, Why::NoValue);
        }
    }

    /// Takes over what a property says; several settings may share one.
    fn settings(
        &self,
        found: &[&'static Setting],
        property: &str,
        at: &str,
        raw: &Raw,
        how: Reading,
        out: &mut Observed,
    ) -> Result<(), ReadError> {
        let mut not: Option<Why> = None;
        let mut taken = false;
        for setting in found {
            if let Some(over) = setting.retired {
                not = Some(Why::Retired(format!("{} on {}", over.what, over.on)));
                continue;
            }
            let is_of_object = setting.key.as_str().contains("[]");
            let key = match (is_of_object, self.name) {
                (true, Some(name)) => setting.key.with_object(name),
                (false, None) => setting.key.clone(),
                _ => continue,
            };
            match values::of_property(setting, property, raw, how) {
                Read::Ambiguous => {
                    return Err(ReadError::Ambiguous {
                        at: at.trim_start_matches('.').to_owned(),
                        setting: key,
                    });
                }
                Read::Not(why) => not = Some(why),
                Read::Value(value) => match out.put(key, value, at, None) {
                    true => taken = true,
                    false => not = Some(Why::Twice),
                },
                Read::Chosen(value) => {
                    let note = "the file holds an empty list, which has two meanings; this one was \
                                chosen with --empty-allow-list";
                    taken |= out.put(key, value, at, Some(note));
                }
            }
        }
        match not {
            Some(why) => out.not(at, why),
            None if !taken => out.not(at, Why::NoSetting),
            None => {}
        }
        Ok(())
    }
}

/// Whether the table knows something below that path.
fn leads_on(object: &str, property: &str) -> bool {
    below(object, property).next().is_some()
}

/// Settings whose property lies below that path.
fn below(object: &str, property: &str) -> impl Iterator<Item = &'static Setting> {
    let below = format!("{}.", folded(property));
    let all = BY_OBJECT
        .get(&folded(object))
        .into_iter()
        .flat_map(|of| &of.by_property);
    let below = all.filter(move |(property, _)| property.starts_with(&below));
    below.flat_map(|(_, settings)| settings.iter().copied())
}

/// The official object and property of what a file calls `name` in `object`.
fn official<'o>(object: &'o str, name: &str) -> (&'o str, String) {
    let wanted = (folded(object), folded(name));
    let alias = ALIASES
        .iter()
        .find(|(o, n, _)| (folded(o), folded(n)) == wanted);
    if let Some((_, _, property)) = alias {
        return (object, (*property).to_owned());
    }
    for (outer, prefix, inner) in INNER_PREFIX {
        let below = wanted.1.strip_prefix(&folded(prefix));
        if let Some(below) = below.filter(|_| folded(outer) == wanted.0)
            && of_property(inner, below).is_some()
        {
            return (inner, below.to_owned());
        }
    }
    (object, name.to_owned())
}

impl Observed {
    /// Whether the setting was read already.
    pub(super) fn has(&self, key: &crate::model::SettingKey) -> bool {
        self.values.contains_key(key)
    }

    /// Says that something is not taken over.
    pub(super) fn not(&mut self, at: &str, why: Why) {
        self.not_taken.push(NotTaken {
            at: at.trim_start_matches('.').to_owned(),
            why,
        });
    }
}
