//! guestlist's own JSON: what `export --to json` writes, and what its scripts read back.
//!
//! `settings` holds values by key as in YAML; `objects` what cmdlets and Graph answered, each with the
//! name of its official object, so that nothing has to be guessed.

use jiff::Timestamp;

use super::shapes::{GROUPS, parted};
use crate::interop::raw::Raw;
use crate::interop::table::{self, Record};
use crate::interop::values::{self, Read, Reading};
use crate::interop::{Format, Observed, Options, ReadError, Why};
use crate::model::config::MailForms;
use crate::model::section::{ABSENT, Kind, PRESENT};
use crate::model::sections::setting;
use crate::model::{AllowedDomains, Domain, SettingKey, Value};

/// Whether the JSON is of guestlist.
pub(super) fn is(raw: &Raw) -> bool {
    raw.get("guestlist").and_then(Raw::text) == Some(crate::interop::write::MARK)
}

pub(super) fn read(raw: &Raw, options: &Options) -> Result<Observed, ReadError> {
    let mut out = Observed::new(Format::Own);
    for (name, _) in raw.members() {
        match name.as_str() {
            "tenant" | "settings" | "objects" => {}
            _ => out.not(name, Why::Describing),
        }
    }
    out.time = raw
        .get("read_at")
        .and_then(Raw::text)
        .and_then(|text| text.parse::<Timestamp>().ok());
    out.is_wish = raw.get("origin").is_some();
    identity(raw, &mut out);
    let list = |name: &str| raw.get(name).map(Raw::items).unwrap_or_default();
    for (number, item) in list("settings").into_iter().enumerate() {
        stated(item, &format!("settings[{number}]"), options, &mut out)?;
    }
    for (number, item) in list("objects").into_iter().enumerate() {
        object(item, &format!("objects[{number}]"), options, &mut out)?;
    }
    Ok(out)
}

/// Whose settings a document of guestlist holds.
pub(super) fn identity(raw: &Raw, out: &mut Observed) {
    let Some(tenant) = raw.get("tenant") else {
        return;
    };
    let text = |name: &str| tenant.get(name).and_then(Raw::text).map(str::to_owned);
    out.identity.name = text("name");
    out.identity.display_name = text("display_name");
    out.identity.tenant_id = text("tenant_id").map(|id| id.to_lowercase());
    let domains = tenant.get("domains").map(Raw::items).unwrap_or_default();
    let domains = domains.into_iter().filter_map(Raw::text);
    out.identity.domains = domains.map(str::to_owned).collect();
}

/// A value by its key in YAML.
fn stated(item: &Raw, at: &str, options: &Options, out: &mut Observed) -> Result<(), ReadError> {
    let key = item.get("key").and_then(Raw::text).unwrap_or_default();
    let key = SettingKey::from(key.to_owned());
    let at = format!("{at} {key}");
    let Some(found) = setting(&key.declared()) else {
        out.not(&at, Why::NoSetting);
        return Ok(());
    };
    if let Some(over) = found.retired {
        out.not(&at, Why::Retired(format!("{} on {}", over.what, over.on)));
        return Ok(());
    }
    let Some(raw) = item.get("after") else {
        out.not(&at, Why::NoValue);
        return Ok(());
    };
    let word = raw.text();
    let read = match found.kind {
        Kind::Object(_) => match word {
            Some(word @ (PRESENT | ABSENT)) => Read::Value(Value::text(word)),
            _ => Read::Not(Why::NotUnderstood("neither present nor absent".to_owned())),
        },
        Kind::AllowedDomains if word == Some("all") => Read::Value(AllowedDomains::All.to_value()),
        Kind::AllowedDomains if word == Some("none") => {
            Read::Value(AllowedDomains::None.to_value())
        }
        Kind::MailDomains => mail_domains(raw),
        _ => values::read(
            found,
            raw,
            Reading {
                format: Format::Own,
                empty: options.empty_allow_list,
                is_own: true,
                opposite: false,
            },
        ),
    };
    match read {
        Read::Value(value) | Read::Chosen(value) => {
            if !out.put(key, value, &at, None) {
                out.not(&at, Why::Twice);
            }
        }
        Read::Not(why) => out.not(&at, why),
        Read::Ambiguous => return Err(ReadError::Ambiguous { at, setting: key }),
    }
    Ok(())
}

/// Domains of mail systems as YAML has them: with wildcards, and `anonymous` where people without an
/// organisation are meant.
fn mail_domains(raw: &Raw) -> Read {
    let mut out = Vec::new();
    for item in raw.items() {
        let word = item.text().unwrap_or_default();
        let known = [MailForms::SubdomainsOrAll, MailForms::Everybody]
            .into_iter()
            .find_map(|forms| Domain::parse_mail(word, forms).ok());
        match known {
            Some(domain) => out.push(domain.to_string().into()),
            None => return values::is_not(word, "a domain"),
        }
    }
    Read::Value(Value::Set(out.into()))
}

/// What a cmdlet or Graph answered.
fn object(item: &Raw, at: &str, options: &Options, out: &mut Observed) -> Result<(), ReadError> {
    let text = |name: &str| {
        item.get(name)
            .and_then(Raw::text)
            .filter(|text| !text.is_empty())
    };
    let Some(object) = text("object") else {
        out.not(at, Why::NoSetting);
        return Ok(());
    };
    let at = format!("{at} {object}");
    let Some(object) = table::known(object) else {
        out.not(&at, Why::NoSetting);
        return Ok(());
    };
    let nothing = Raw::Map(vec![("Ensure".to_owned(), Raw::Text("Absent".to_owned()))]);
    let groups: Raw;
    let raw = match item.get("properties") {
        Some(Raw::Null) | None if text("name").is_some() => &nothing,
        Some(Raw::Map(members)) if object == GROUPS => {
            let members = members.iter();
            let members = members.map(|(name, value)| (name.clone(), parted(name, value)));
            groups = Raw::Map(members.collect());
            &groups
        }
        Some(raw @ Raw::Map(_)) => raw,
        _ => {
            out.not(&at, Why::NoValue);
            return Ok(());
        }
    };
    let name = text("name").map(str::to_owned);
    table::take(
        &Record {
            object,
            name,
            at,
            raw,
        },
        options,
        out,
    )
}
