//! How an explanation looks.

mod json;

use super::json::value::JsonValue;
use super::layout::{hanging, left_right, legible, shown, width};
use super::terminal::style;
use super::{Terminal, words as value_words};
use crate::model::configuration::{ConfirmedAccess, Tenant};
use crate::model::list::DomainList;
use crate::model::schema::default_in_words;
use crate::model::section::{Kind, Setting, one_line};
use crate::model::{Address, Name, Notes};
use crate::state::Known;
use crate::text::{Sources, Span, words};
use crate::workflow::explain::{Explained, ExplainedSetting, Overviewed, origin};

pub use json::{ExplainDocument, FORMAT_VERSION, document};

/// Longest text of a person that is shown whole.
const TEXT: usize = 400;
/// Longest list of domains.
const LIST: usize = 10_000;

/// For people.
#[must_use]
pub fn human(explained: &Explained<'_>, sources: &Sources, terminal: &Terminal) -> String {
    match explained {
        Explained::Setting(setting) => one(setting, sources, terminal),
        Explained::Settings(settings) => settings
            .iter()
            .map(|s| line(s, sources, terminal))
            .collect(),
        Explained::Tenant(tenant, settings) => page(tenant, settings, sources, terminal),
        Explained::Overview(address, all) => overview(address, all, sources, terminal),
        Explained::Meaning(settings, place) => {
            let mut out = String::new();
            for setting in settings {
                if !out.is_empty() {
                    out.push('\n');
                }
                let key = setting.key.as_str();
                out.push_str(&format!("{}\n", terminal.paint(style::HEADING, key)));
                if let Some(place) = place {
                    out.push_str(&row("stated", &at(*place, sources, terminal), terminal));
                }
                out.push_str(&meaning(setting, terminal));
            }
            out
        }
        Explained::Entry {
            address,
            kind,
            domains,
            place,
            notes,
            within,
        } => {
            let address = address.to_string();
            let mut out = format!(
                "{}\n",
                terminal.paint(style::HEADING, &shown(&address, TEXT, terminal))
            );
            let written = place.map(|place| at(place, sources, terminal));
            let written = written.unwrap_or_else(|| "not on this list".to_owned());
            out.push_str(&row("written", &written, terminal));
            if place.is_some() {
                let kind = match *kind {
                    "inherited" => "the entries of the layer below",
                    kind => kind,
                };
                out.push_str(&row("names", kind, terminal));
            }
            if let Some(domains) = domains {
                out.push_str(&domains_row(domains, terminal));
            }
            out.push_str(&notes_rows(notes, terminal));
            if let Some(setting) = within {
                out.push('\n');
                out.push_str(&one(setting, sources, terminal));
            }
            out
        }
        Explained::Definition {
            address,
            place,
            domains,
            notes,
            used_by,
            confirmed,
        } => {
            let address = address.to_string();
            let mut out = format!(
                "{}\n",
                terminal.paint(style::HEADING, &shown(&address, TEXT, terminal))
            );
            out.push_str(&row("defined", &at(*place, sources, terminal), terminal));
            if let Some(domains) = domains {
                out.push_str(&domains_row(domains, terminal));
            }
            out.push_str(&notes_rows(notes, terminal));
            if let Some(confirmed) = confirmed {
                out.push_str(&confirmed_row(confirmed, terminal));
            }
            if let Some(used_by) = used_by {
                out.push_str(&row("used by", &users(used_by), terminal));
            }
            out
        }
    }
}

/// Names of tenants that are shown; the rest is counted.
const TENANTS: usize = 20;
/// Domains that are shown; the rest is counted.
const DOMAINS: usize = 20;

/// A tenant: what it is, what is stated for it, what is not.
fn page(
    tenant: &Tenant,
    settings: &[ExplainedSetting<'_>],
    sources: &Sources,
    terminal: &Terminal,
) -> String {
    let name = tenant.name.as_str();
    let mut out = format!("{}\n", terminal.paint(style::HEADING, name));
    if let Some(display) = &tenant.spec.display_name {
        let display = shown(&display.value, TEXT, terminal);
        out.push_str(&row("name", &display, terminal));
    }
    out.push_str(&row(
        "defined",
        &at(tenant.span, sources, terminal),
        terminal,
    ));
    if !tenant.domains.set().is_empty() {
        out.push_str(&domains_row(&tenant.domains, terminal));
    }
    if !tenant.baselines.is_empty() {
        let baselines: Vec<&str> = tenant.baselines.iter().map(Name::as_str).collect();
        out.push_str(&row("baseline", &baselines.join(", "), terminal));
    }
    let says = |s: &&ExplainedSetting<'_>| s.desired.is_some() || s.unreadable;
    let (stated, left): (Vec<_>, Vec<_>) = settings.iter().partition(says);
    out.push_str(&format!(
        "\nstated: {}\n",
        words::count(stated.len(), "setting")
    ));
    for setting in stated {
        out.push_str(&line(setting, sources, terminal));
    }
    if !left.is_empty() {
        let keys: Vec<&str> = left.iter().map(|s| s.setting.key.as_str()).collect();
        out.push_str(&format!(
            "\nnot stated, so left alone: {}\n",
            words::count(keys.len(), "setting")
        ));
        out.push_str(&hanging("  ", &keys.join(", "), terminal));
    }
    let hint = format!("one of them:   guestlist explain {name}.guest_access.enabled");
    out.push_str(&format!("\n{}", hanging("", &hint, terminal)));
    out
}

/// Everything of a kind, one a line.
fn overview(
    address: &Address,
    all: &[Overviewed<'_>],
    sources: &Sources,
    terminal: &Terminal,
) -> String {
    let kind = address.to_string();
    let mut out = format!("{}\n", terminal.paint(style::HEADING, &kind));
    for one in all {
        let left = match one.domains {
            Some(domains) => {
                let number = words::count(domains.set().len(), "domain");
                format!("{}  {number}", one.address)
            }
            None => one.address.to_string(),
        };
        let place = terminal.paint(style::PATH, &at(one.place, sources, terminal));
        out.push_str(&left_right(2, &left, &place, terminal));
    }
    if let Some(first) = all.first() {
        let hint = format!("one of them:   guestlist explain {}", first.address);
        out.push_str(&format!("\n{}", hanging("", &hint, terminal)));
    }
    out
}

fn domains_row(domains: &DomainList, terminal: &Terminal) -> String {
    let all: Vec<&str> = domains.set().iter().collect();
    let text = match all.len() {
        0 => "none".to_owned(),
        number if number > DOMAINS => value_words::set(domains.set(), terminal),
        _ => all.join(", "),
    };
    row("domains", &legible(&text, LIST, terminal), terminal)
}

fn users(used_by: &[Name]) -> String {
    let names: Vec<&str> = used_by.iter().map(Name::as_str).collect();
    if names.is_empty() {
        return "no tenant".to_owned();
    }
    words::some(&names, TENANTS)
}

/// What a partner's administrator told us.
fn confirmed_row(confirmed: &ConfirmedAccess, terminal: &Terminal) -> String {
    let domains: Vec<&str> = confirmed.external_access.set().iter().collect();
    let allowed = match domains.as_slice() {
        [] => "they allow none of your domains".to_owned(),
        domains => legible(
            &format!("they allow {}", words::some(domains, DOMAINS)),
            LIST,
            terminal,
        ),
    };
    let by = shown(&confirmed.by, TEXT, terminal);
    let text = format!("{allowed} ({by}, {})", confirmed.date);
    row("told us", &text, terminal)
}

/// A setting of a tenant, whole.
fn one(explained: &ExplainedSetting<'_>, sources: &Sources, terminal: &Terminal) -> String {
    let address = explained.address.to_string();
    let mut out = format!("{}\n", terminal.paint(style::HEADING, &address));
    out.push_str(&row("value", &value(explained, terminal), terminal));
    if let Some(desired) = explained.desired {
        out.push_str(&row("from", &origin(desired), terminal));
        out.push_str(&row(
            "stated",
            &at(desired.span, sources, terminal),
            terminal,
        ));
    }
    if let Some(recorded) = &explained.recorded {
        let known = match (recorded.managed, recorded.known) {
            (false, _) => "left behind when no file stated it any longer",
            (true, Known::Requested) => "requested by an apply, not observed",
            (true, Known::Observed) => "observed in the service",
        };
        let text = format!(
            "{}, since {} ({known})",
            value_words::value(&recorded.value, terminal),
            recorded.since.strftime("%Y-%m-%d")
        );
        out.push_str(&row("recorded", &text, terminal));
    }
    out.push_str(&meaning(explained.setting, terminal));
    out.push_str(&to_copy(explained, terminal));
    out
}

/// Long lists are not there to be copied.
const COPIED: usize = 10;

/// The YAML that states what is stated, recorded or the default, in that order.
fn to_copy(explained: &ExplainedSetting<'_>, terminal: &Terminal) -> String {
    let desired = explained.desired.map(|d| d.value.clone());
    let recorded = explained.recorded.as_ref().map(|r| r.value.clone());
    let value = desired
        .or(recorded)
        .or_else(|| explained.setting.default.value());
    let Some(value) = value.filter(|v| v.as_set().is_none_or(|set| set.len() <= COPIED)) else {
        return String::new();
    };
    let leaf = serde_json::to_value(JsonValue::from(&value)).unwrap_or_default();
    let path: Vec<&str> = explained.address.words().skip(1).collect();
    let nest = |below, word: &&str| serde_json::json!({ *word: below });
    let tree = path.iter().rev().fold(leaf, nest);
    // A tree of maps with text keys always serializes.
    let yaml = serde_yaml::to_string(&tree).unwrap_or_default();
    let lines = yaml.lines().map(|line| {
        format!(
            "      {}\n",
            terminal.paint(style::CODE, &shown(line, TEXT, terminal))
        )
    });
    format!("  in a file\n{}", lines.collect::<String>())
}

/// A setting of a tenant in one line.
fn line(explained: &ExplainedSetting<'_>, sources: &Sources, terminal: &Terminal) -> String {
    let address = explained.address.to_string();
    let value = value(explained, terminal);
    let place = explained
        .desired
        .map(|d| at(d.span, sources, terminal))
        .unwrap_or_default();
    let place = terminal.paint(style::PATH, &place);
    let left = format!("  {address}  {value}");
    if width(&left) <= terminal.columns() {
        return left_right(0, &left, &place, terminal);
    }
    // The value on lines of its own, and the place beside the address.
    let head = left_right(2, &address, &place, terminal);
    format!("{head}{}", hanging("      ", &value, terminal))
}

fn value(explained: &ExplainedSetting<'_>, terminal: &Terminal) -> String {
    match (explained.desired, explained.unreadable) {
        (Some(desired), _) => value_words::value(&desired.value, terminal),
        (None, true) => "not known: the file has a fault".to_owned(),
        (None, false) => "not stated: left alone".to_owned(),
    }
}

/// What a setting is.
fn meaning(setting: &Setting, terminal: &Terminal) -> String {
    let mut out = row("meaning", &one_line(setting.summary), terminal);
    if let Kind::Choice(choices) = setting.kind {
        for choice in choices {
            let text = format!("{}: {}", choice.yaml, choice.meaning.trim());
            out.push_str(&row("choice", &text, terminal));
        }
    }
    out.push_str(&row(
        "default",
        &default_in_words(setting.default),
        terminal,
    ));
    if !setting.label.is_empty() {
        let text = format!("\"{}\" ({})", setting.label, setting.admin_centre);
        out.push_str(&row("shown as", &text, terminal));
    } else if !setting.admin_centre.is_empty() {
        out.push_str(&row("shown in", setting.admin_centre, terminal));
    }
    let official = format!("{}, property {}", setting.object, setting.property);
    out.push_str(&row("official", &official, terminal));
    out.push_str(&row("read by", &setting.read_by(), terminal));
    out.push_str(&row("set by", &setting.set_by(), terminal));
    if !setting.uncertain.is_empty() {
        out.push_str(&row("unsure", &one_line(setting.uncertain), terminal));
    }
    out
}

fn notes_rows(notes: &Notes, terminal: &Terminal) -> String {
    let until = notes.expires.map(|d| d.to_string());
    [
        ("reason", &notes.reason),
        ("ticket", &notes.ticket),
        ("owner", &notes.owner),
        ("until", &until),
    ]
    .into_iter()
    .filter_map(|(name, text)| Some(row(name, &shown(text.as_ref()?, TEXT, terminal), terminal)))
    .collect()
}

fn row(name: &str, text: &str, terminal: &Terminal) -> String {
    hanging(&format!("  {name:<8}  "), text, terminal)
}

fn at(place: Span, sources: &Sources, terminal: &Terminal) -> String {
    let place = sources.location(place);
    format!("{}:{}", shown(&place.file, TEXT, terminal), place.line)
}
