//! Which values a script compares: before it changes anything, and when it reads back.

use serde_json::Value as Json;

use super::literal::{literal, texts};
use super::services::{Service, service};
use crate::interop::write::{Part, Wanted, graph, official, quote, restriction};
use crate::model::section::{Form, Kind, Setting};
use crate::model::{AllowedDomains, Value};

/// How a value of the service becomes comparable: `Kind` and `Separator` of a row.
pub(super) struct Shape {
    kind: &'static str,
    separator: &'static str,
}

/// Lists that the service keeps as one text.
///
/// Sources: `Set-SPOTenant`, `Set-SPOSite`, `Set-CsTeamsClientConfiguration`, Graph `groupSetting`.
const JOINED: &[(&str, &str)] = &[
    ("SharingAllowedDomainList", " "),
    ("SharingBlockedDomainList", " "),
    ("BccExternalSharingInvitationsList", ","),
    ("RestrictedSenderList", ";"),
    ("ClassificationList", ","),
    ("ClassificationDescriptions", ","),
    ("CustomBlockedWordsList", ","),
];

/// Properties that are read under another name too: in another version of the module, or in the export
/// of the same object.
///
/// Sources: `Set-CsTeamsExternalAccessConfiguration`, whose syntax and examples differ;
/// `Set-CsTenantFederationConfiguration`, whose pages of July to December 2025 have the other name;
/// ScubaGear's export of the SharePoint tenant.
const OTHER_NAMES: &[(&str, &str, &str)] = &[
    (
        "CsTeamsExternalAccessConfiguration",
        "BlockExternalUserAccess",
        "BlockExternalAccessUserAccess",
    ),
    (
        "CsTenantFederationConfiguration",
        "SecurityTeamAllowBlockListDelegation",
        "DomainBlockingForMDOAdminsInTeams",
    ),
    (
        "SPOTenant",
        "OneDriveSharingCapability",
        "ODBSharingCapability",
    ),
];

/// The other name under which a property is read.
pub(super) fn other_name(object: &str, property: &str) -> Option<&'static str> {
    let mut names = OTHER_NAMES.iter();
    let found = names.find(|(o, p, _)| *o == object && *p == property);
    found.map(|(_, _, other)| *other)
}

/// The text between the entries, where the service keeps a list as one text.
pub(super) fn joined_by(property: &str) -> Option<&'static str> {
    let found = JOINED.iter().find(|(p, _)| *p == property);
    found.map(|(_, separator)| *separator)
}

fn shape(wanted: &Wanted) -> Shape {
    let kind = match (wanted.setting.kind, &wanted.after) {
        (Kind::AllowedDomains, _) => "allow",
        (_, Value::Set(_)) => "list",
        _ => "value",
    };
    Shape {
        kind,
        separator: joined_by(wanted.setting.property).unwrap_or_default(),
    }
}

/// Whether it says who has a policy: no cmdlet lists that.
pub(super) fn is_unread(setting: &Setting) -> bool {
    setting.object == "Mailbox" || setting.property.contains(" of Grant-")
}

/// The property as what was read has it; nothing where it can't be read back.
fn property(wanted: &Wanted) -> Option<String> {
    let setting = wanted.setting;
    if wanted.key.is_object() {
        return Some(String::new());
    }
    let last = setting.key.as_str().rsplit('.').next().unwrap_or_default();
    Some(match (setting.object, setting.property) {
        ("SharingPolicy", "Domains") => format!("Domains.{}", official::sharing_action(last)?),
        ("ExternalInOutlook", "AllowList") => match last {
            "allowed_domains" => "AllowList.domains".to_owned(),
            _ => "AllowList.senders".to_owned(),
        },
        _ if is_unread(setting) => return None,
        (object, property) if other_name(object, property).is_some() => {
            let other = other_name(object, property).unwrap_or_default();
            format!("{property}|{other}")
        }
        (_, property) if property.ends_with("PrecedenceOrder") => {
            let place = ["first", "second", "third"]
                .iter()
                .position(|p| *p == last)?;
            format!("{property}.{place}")
        }
        (_, property) => property.to_owned(),
    })
}

/// The row of a setting; nothing where it can't be read back.
///
/// `between` is what it is on the way, if a step makes it something that neither end is.
pub(super) fn row(wanted: &Wanted, id: &str, between: Option<&Value>) -> Option<String> {
    let property = property(wanted)?;
    let shape = shape(wanted);
    let mut out = String::from("    @{\n");
    let mut line = |name: &str, value: String| {
        out.push_str(&format!("        {name} = {value}\n"));
    };
    line("Key", quote::string(wanted.key.as_str()));
    line("Object", quote::string(id));
    line("Property", quote::string(&property));
    line("Kind", quote::string(shape.kind));
    line("Separator", quote::string(shape.separator));
    if let Some(before) = &wanted.before {
        line("Was", comparable(wanted, before));
    }
    if let Some(between) = between {
        line("Between", comparable(wanted, between));
    }
    line("Is", comparable(wanted, &wanted.after));
    out.push_str("    }\n");
    Some(out)
}

/// A value as the service says it, for comparing.
fn comparable(wanted: &Wanted, value: &Value) -> String {
    const INDENT: usize = 8;
    let setting = wanted.setting;
    match (setting.kind, value) {
        (Kind::Object(_), value) => quote::string(value.as_text().unwrap_or_default()),
        (Kind::AllowedDomains, value) => match AllowedDomains::from_value(value) {
            Some(AllowedDomains::Only(set)) => texts(set.iter(), INDENT),
            Some(AllowedDomains::None) => quote::string("none"),
            _ => quote::string("all"),
        },
        (Kind::Words(Form::People | Form::Application), Value::Set(set))
            if setting.property.ends_with("targets") =>
        {
            let targets: Vec<String> = set.iter().map(target).collect();
            texts(targets.iter().map(String::as_str), INDENT)
        }
        (_, Value::Set(set)) => texts(set.iter(), INDENT),
        _ => literal(&scalar(wanted, value), INDENT),
    }
}

/// A value that is no list, in the words of the service.
pub(super) fn scalar(wanted: &Wanted, value: &Value) -> Json {
    match service(wanted.setting) {
        Some(Service::Graph) => graph::said(wanted.setting, value),
        _ => official::json(wanted.setting, value),
    }
}

/// A target of cross-tenant access as `TYPE:TARGET`, as the functions of Graph make it when they read.
fn target(word: &str) -> String {
    let (target, kind) = official::target(word);
    format!("{kind}:{target}")
}

/// What a setting of a mode and its lists is on the way, if that is neither of its ends. Of other lists
/// the script knows by itself what is on its way.
pub(super) fn between<'p>(parts: &'p [Part<'_>], wanted: &Wanted) -> Option<&'p Value> {
    restriction::properties(wanted.setting.object)
        .filter(|properties| properties.contains(&wanted.setting.property))?;
    let items = parts.iter().flat_map(|part| &part.items);
    let mut of_setting = items.filter(|item| item.wanted.key == wanted.key);
    let on_the_way = of_setting.find(|item| !item.is_last())?;
    Some(&on_the_way.to)
}
