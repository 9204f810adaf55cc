//! From what a file holds to the value of a setting.

mod shapes;

use compact_str::CompactString;

use super::names::{NUMBERED, WORDS};
use super::raw::{Raw, folded};
use super::{EmptyList, Format, Why};
use crate::model::config::MailForms;
use crate::model::section::{Choice, Form, Kind, Setting};
use crate::model::{AllowedDomains, Domain, Value, ValueSet};

/// What came of a value.
pub(super) enum Read {
    /// It was understood.
    Value(Value),
    /// It was not taken over.
    Not(Why),
    /// It has two meanings, and nobody said which one is meant.
    Ambiguous,
    /// It has two meanings; this one was chosen by a flag.
    Chosen(Value),
}

/// How to read.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub(super) format: Format,
    pub(super) empty: Option<EmptyList>,
    /// Whether guestlist wrote the file.
    pub(super) is_own: bool,
    pub(super) opposite: bool,
}

pub(super) use shapes::of_property;

/// Reads a value of a setting.
pub(super) fn read(setting: &Setting, raw: &Raw, how: Reading) -> Read {
    if let Raw::Unresolved(name) = raw {
        return Read::Not(Why::Variable(name.clone()));
    }
    let read = match setting.kind {
        Kind::Flag => flag(raw, how.opposite),
        Kind::FlagOrInherit => match raw {
            Raw::Null => Read::Value(Value::text("inherit")),
            Raw::Text(word) if word.eq_ignore_ascii_case("inherit") => {
                Read::Value(Value::text("inherit"))
            }
            raw => flag(raw, how.opposite),
        },
        Kind::Choice(choices) => choice(setting, choices, raw),
        Kind::Number {
            least,
            most,
            or_zero,
        } => number(raw, least, most, or_zero),
        Kind::Text(form) => text(form, raw),
        Kind::AllowedDomains => allowed(raw, how),
        Kind::Domains => entries(raw, how, |word| {
            Domain::parse(word).ok().map(|d| d.to_string())
        }),
        Kind::MailDomains => entries(raw, how, mail_domain),
        Kind::Words(form) => words(form, raw, how),
        Kind::Object(_) => Read::Not(Why::NoSetting),
    };
    match read {
        Read::Value(Value::Set(set)) if setting.most.is_some_and(|most| set.len() > most) => {
            let most = setting.most.unwrap_or_default();
            not_understood(format!(
                "more entries than the {most} that the service takes"
            ))
        }
        read => read,
    }
}

fn not_understood(what: impl Into<String>) -> Read {
    Read::Not(Why::NotUnderstood(what.into()))
}

/// `"x" is not y`, with an `x` of bounded length.
pub(super) fn is_not(text: &str, what: &str) -> Read {
    let short: String = text.chars().take(60).collect();
    not_understood(format!("\"{short}\" is not {what}"))
}

fn flag(raw: &Raw, opposite: bool) -> Read {
    let on = match raw {
        Raw::Flag(on) => *on,
        Raw::Null => return Read::Not(Why::NoValue),
        Raw::Text(word) => match word.to_ascii_lowercase().as_str() {
            "true" | "enabled" => true,
            "false" | "disabled" => false,
            "" | "null" => return Read::Not(Why::NoValue),
            _ => return is_not(word, "true or false"),
        },
        other => return not_understood(format!("{} stands for true or false", other.what())),
    };
    Read::Value(Value::Flag(on != opposite))
}

fn choice(setting: &Setting, choices: &'static [Choice], raw: &Raw) -> Read {
    let named = |word: &str| {
        let word = folded(word);
        let same = |c: &&Choice| folded(c.official) == word || folded(c.yaml) == word;
        choices.iter().find(same).map(|c| Value::text(c.yaml))
    };
    match raw {
        Raw::Null => named("null").map_or(Read::Not(Why::NoValue), Read::Value),
        Raw::Text(word) if word.is_empty() => Read::Not(Why::NoValue),
        Raw::Text(word) => {
            let known = WORDS.iter().find(|(w, _)| w.eq_ignore_ascii_case(word));
            match named(known.map_or(word.as_str(), |(_, official)| official)) {
                Some(value) => Read::Value(value),
                None => is_not(word, "a value that guestlist knows"),
            }
        }
        // A switch in some exports, a choice of two words in others.
        Raw::Flag(on) => match named(if *on { "Enabled" } else { "Disabled" }) {
            Some(value) => Read::Value(value),
            None => not_understood("true or false stands where a word is expected"),
        },
        Raw::Number(number) => {
            let table = NUMBERED.iter().find(|(p, _)| setting.property.ends_with(p));
            let word = table.and_then(|(_, all)| all.iter().find(|(n, _)| n == number));
            match word.and_then(|(_, official)| named(official)) {
                Some(value) => Read::Value(value),
                None => not_understood(format!("what the number {number} stands for is not known")),
            }
        }
        other => not_understood(format!("{} stands where a word is expected", other.what())),
    }
}

fn number(raw: &Raw, least: i64, most: i64, or_zero: bool) -> Read {
    let number = match raw {
        Raw::Number(number) => *number,
        Raw::Null => return Read::Not(Why::NoValue),
        Raw::Text(word) if word.eq_ignore_ascii_case("unlimited") => {
            return Read::Value(Value::text("unlimited"));
        }
        Raw::Text(word) => match word.trim().parse() {
            Ok(number) => number,
            Err(_) => return is_not(word, "a whole number"),
        },
        other => return not_understood(format!("{} stands for a number", other.what())),
    };
    // Without end is -1 there and 0 here.
    let number = if or_zero && number == -1 { 0 } else { number };
    if (or_zero && number == 0) || (least..=most).contains(&number) {
        Read::Value(Value::Number(number))
    } else {
        not_understood(format!("{number} is not between {least} and {most}"))
    }
}

fn text(form: Form, raw: &Raw) -> Read {
    match raw {
        Raw::Null => Read::Not(Why::NoValue),
        Raw::Text(text) if text.trim().is_empty() => Read::Not(Why::NoValue),
        Raw::Text(text) if form.fits(text) => Read::Value(Value::text(form.canonical(text))),
        Raw::Text(text) => is_not(text, form.noun()),
        Raw::Number(number) if form.fits(&number.to_string()) => {
            Read::Value(Value::text(number.to_string()))
        }
        other => not_understood(format!("{} stands for {}", other.what(), form.expected())),
    }
}

/// The marker by which the service says that everybody is allowed.
///
/// Source: `New-CsEdgeAllowAllKnownDomains`.
const ALL: &str = "allowallknowndomains";

/// An allow list in every form that is met. An empty one is never taken for one of its two meanings,
/// unless guestlist itself wrote it: it writes one for Microsoft365DSC alone, where it means everybody.
fn allowed(raw: &Raw, how: Reading) -> Read {
    let all = || Read::Value(AllowedDomains::All.to_value());
    let none = || Read::Value(AllowedDomains::None.to_value());
    let chosen = || match how.empty {
        None if how.is_own && how.format == Format::M365Dsc => all(),
        None => Read::Ambiguous,
        Some(EmptyList::All) => Read::Chosen(AllowedDomains::All.to_value()),
        Some(EmptyList::None) => Read::Chosen(AllowedDomains::None.to_value()),
    };
    let only = |raw: &Raw, if_empty: &dyn Fn() -> Read| match domains(raw) {
        Ok(set) if set.is_empty() => if_empty(),
        Ok(set) => Read::Value(AllowedDomains::Only(set).to_value()),
        Err(why) => why,
    };
    match raw {
        Raw::Map(members) if members.is_empty() => all(),
        Raw::Text(text) if folded(text) == ALL => all(),
        Raw::Map(_) => match (raw.get(ALL), raw.get("AllowedDomain")) {
            (Some(_), None) => all(),
            // An allow list without an entry: the object itself says which of the two it is.
            (None, Some(list)) => only(list, &none),
            _ => only(raw, &chosen),
        },
        raw => only(raw, &chosen),
    }
}

/// A list of domains: null, nothing and an empty object are an empty list, except where null means
/// that the list is not stated.
fn entries(raw: &Raw, how: Reading, form: impl Fn(&str) -> Option<String>) -> Read {
    match raw {
        Raw::Null if how.format == Format::M365Dsc => Read::Not(Why::NoValue),
        raw => match words_in(raw).and_then(|words| formed(words, form, "a domain")) {
            Ok(set) => Read::Value(Value::Set(set)),
            Err(why) => why,
        },
    }
}

fn domains(raw: &Raw) -> Result<ValueSet, Read> {
    let form = |word: &str| Domain::parse(word).ok().map(|d| d.to_string());
    formed(words_in(raw)?, form, "a domain that guestlist takes")
}

/// Sender domains come as `smtp:fabrikam.com;1`: an address space and its cost.
fn mail_domain(word: &str) -> Option<String> {
    let word = word.strip_prefix("smtp:").unwrap_or(word);
    let word = word.split_once(';').map_or(word, |(domain, _)| domain);
    let domain = Domain::parse_mail(word, MailForms::SubdomainsOrAll).ok();
    domain.map(|d| d.to_string())
}

fn words(form: Form, raw: &Raw, how: Reading) -> Read {
    if *raw == Raw::Null && how.format == Format::M365Dsc {
        return Read::Not(Why::NoValue);
    }
    let canonical = |word: &str| form.fits(word).then(|| form.canonical(word));
    let read = match raw {
        // Names of groups and words hold spaces; only lists of what can't hold any are joined by them.
        Raw::Text(text) if form == Form::Free => Ok(vec![text.trim().to_owned()]),
        Raw::List(items) if form == Form::Free && items.iter().all(|i| i.text().is_some()) => {
            Ok(items
                .iter()
                .filter_map(Raw::text)
                .map(|t| t.trim().to_owned())
                .collect())
        }
        raw => words_in(raw),
    };
    let read = read.map(|words| words.into_iter().filter(|w| !w.is_empty()).collect());
    match read.and_then(|words| formed(words, canonical, form.noun())) {
        Ok(set) => Read::Value(Value::Set(set)),
        Err(why) => why,
    }
}

/// Every word in its form, or why not: a list that lacks an entry would be another list.
fn formed(
    words: Vec<String>,
    form: impl Fn(&str) -> Option<String>,
    noun: &str,
) -> Result<ValueSet, Read> {
    let mut out: Vec<CompactString> = Vec::with_capacity(words.len());
    for word in words {
        match form(&word) {
            Some(word) => out.push(word.into()),
            None => {
                let what = format!("{noun}, so the whole list was left out");
                return Err(is_not(&word, &what));
            }
        }
    }
    Ok(out.into())
}

/// The words of a list in every form that is met: `["a"]`, `[{"Domain":"a"}]`, `"Domain=a Domain=b"`,
/// `"a;b"`, a single one, null.
fn words_in(raw: &Raw) -> Result<Vec<String>, Read> {
    let mut out = Vec::new();
    for item in raw.items() {
        match item {
            Raw::Null => {}
            Raw::Text(text) => {
                let parts = match text.strip_prefix("smtp:") {
                    Some(_) => vec![text.as_str()],
                    None => text
                        .split([' ', ',', ';', '\t', '\n', '\r'])
                        .filter(|part| !part.is_empty())
                        .collect(),
                };
                for part in parts {
                    let word = part.strip_prefix("Domain=").unwrap_or(part);
                    out.push(word.to_owned());
                }
            }
            Raw::Map(members) if members.is_empty() => {}
            Raw::Map(_) => match item.get("Domain").and_then(Raw::text) {
                Some(domain) => out.push(domain.to_owned()),
                None => {
                    return Err(not_understood(
                        "an entry of the list is an object of another kind, so the whole list was \
                         left out",
                    ));
                }
            },
            Raw::Unresolved(name) => return Err(Read::Not(Why::Variable(name.clone()))),
            other => {
                let what = other.what();
                return Err(not_understood(format!(
                    "an entry of the list is {what}, so the whole list was left out"
                )));
            }
        }
    }
    Ok(out)
}
