//! What the service keeps for a property, what it takes, and what it shows.

use guestlist::model::section::{Choice, Kind, Setting};
use guestlist::model::{AllowedDomains, Value, ValueSet};

use super::service::{LIMIT, documented};
use super::value::{Val, member};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Held {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    /// Sorted.
    List(Vec<String>),
    /// `AllowAllKnownDomains`
    Everybody,
}

/// Lists that the service keeps as one text. Sources: Set-SPOTenant, Set-SPOSite,
/// Set-CsTeamsClientConfiguration.
const JOINED: &[(&str, &str)] = &[
    ("SharingAllowedDomainList", " "),
    ("SharingBlockedDomainList", " "),
    ("BccExternalSharingInvitationsList", ","),
    ("RestrictedSenderList", ";"),
];

/// Words of SharePoint that are members of an enumeration. Source: `SharingCapabilities` and others in
/// Microsoft.Online.SharePoint.TenantManagement.
const NUMBERED: &[(&str, &[&str])] = &[
    (
        "SharingCapability",
        &[
            "Disabled",
            "ExternalUserSharingOnly",
            "ExternalUserAndGuestSharing",
            "ExistingExternalUserSharingOnly",
        ],
    ),
    (
        "SharingDomainRestrictionMode",
        &["None", "AllowList", "BlockList"],
    ),
    (
        "DefaultSharingLinkType",
        &["None", "Direct", "Internal", "AnonymousAccess"],
    ),
    ("DefaultLinkPermission", &["None", "View", "Edit"]),
];

fn separator(setting: &Setting) -> Option<&'static str> {
    let found = JOINED.iter().find(|(p, _)| *p == setting.property);
    found.map(|(_, separator)| *separator)
}

fn sorted(words: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut words: Vec<String> = words.into_iter().collect();
    words.sort();
    words
}

fn listed(setting: &Setting, set: &ValueSet) -> Held {
    let words = sorted(set.iter().map(str::to_owned));
    match separator(setting) {
        Some(separator) => Held::Text(words.join(separator)),
        None => Held::List(words),
    }
}

fn official(choices: &'static [Choice], word: &str) -> Held {
    let choice = choices.iter().find(|c| c.yaml == word).unwrap();
    match choice.official {
        "null" | "$null" => Held::Null,
        official => Held::Text(official.to_owned()),
    }
}

/// The value of a setting as the service keeps it: stated here apart from what writes it.
pub(crate) fn held(setting: &Setting, value: &Value) -> Held {
    match (setting.kind, value) {
        (Kind::Choice(choices), Value::Text(word)) => official(choices, word),
        (Kind::FlagOrInherit, Value::Text(_)) => Held::Null,
        (Kind::AllowedDomains, value) => match AllowedDomains::from_value(value) {
            Some(AllowedDomains::All) => Held::Everybody,
            Some(AllowedDomains::None) => Held::List(Vec::new()),
            Some(AllowedDomains::Only(set)) => listed(setting, &set),
            None => panic!("{value:?}"),
        },
        (_, Value::Flag(on)) => match setting.property {
            "SecurityTeamAllowBlockListDelegation" => {
                Held::Text(if *on { "Enabled" } else { "Disabled" }.to_owned())
            }
            "isDisabled" => Held::Bool(!on),
            _ => Held::Bool(*on),
        },
        (_, Value::Number(number)) => Held::Int(*number),
        (_, Value::Text(text)) => Held::Text(text.to_string()),
        (_, Value::Set(set)) => listed(setting, set),
    }
}

/// What a new object has: what is documented, else something.
pub(super) fn initial(setting: &Setting) -> Held {
    if let Some(value) = documented(setting) {
        return held(setting, &value);
    }
    match setting.kind {
        Kind::Flag => Held::Bool(false),
        Kind::Choice(choices) => official(choices, choices[0].yaml),
        Kind::Domains | Kind::MailDomains | Kind::Words(_) => listed(setting, &ValueSet::empty()),
        Kind::AllowedDomains => Held::Everybody,
        _ => Held::Null,
    }
}

impl Held {
    /// The value as a cmdlet shows it.
    pub(super) fn shown(&self, setting: &Setting) -> Val {
        let patterns = |words: &[String]| {
            let pattern = |word: &String| domain_pattern(word);
            Val::array(words.iter().map(pattern).collect())
        };
        match self {
            Self::Null => Val::Null,
            Self::Bool(on) => Val::Bool(*on),
            Self::Int(number) => Val::Int(*number),
            Self::Text(word) if setting.object.starts_with("SPO") => {
                let table = NUMBERED.iter().find(|(p, _)| setting.property.ends_with(p));
                let place = table.and_then(|(_, all)| all.iter().position(|w| w == word));
                match place {
                    Some(number) => Val::Enum(word.as_str().into(), number as i64),
                    None => Val::text(word),
                }
            }
            Self::Text(text) => Val::text(text),
            Self::Everybody => Val::object("AllowAllKnownDomains", Vec::new()),
            Self::List(words) => match setting.property {
                "AllowedDomains" => Val::object(
                    "AllowList",
                    vec![("AllowedDomain".to_owned(), patterns(words))],
                ),
                "BlockedDomains" if setting.object.starts_with("Cs") => patterns(words),
                // An address space and its cost.
                "SenderDomains" | "RecipientDomains" => {
                    let spaces = words.iter().map(|word| Val::text(format!("smtp:{word};1")));
                    Val::array(spaces.collect())
                }
                "Domains" => Val::array(shared(words).iter().map(Val::text).collect()),
                _ => Val::array(words.iter().map(Val::text).collect()),
            },
        }
    }

    /// What a parameter takes; why not otherwise.
    pub(super) fn taken(setting: &Setting, value: &Val, now: &Self) -> Result<Self, String> {
        let refuse = || Err(format!("{value:?} is not taken"));
        match (setting.kind, value) {
            (Kind::Flag, Val::Bool(on)) if !is_spelled(setting) => Ok(Self::Bool(*on)),
            (Kind::Flag, Val::Text(word)) if is_spelled(setting) => match word.as_ref() {
                "Enabled" | "Disabled" => Ok(Self::Text(word.to_string())),
                _ => refuse(),
            },
            (Kind::FlagOrInherit, Val::Bool(on)) => Ok(Self::Bool(*on)),
            (Kind::FlagOrInherit, Val::Null) => Ok(Self::Null),
            (Kind::Choice(choices), Val::Null) => {
                match choices
                    .iter()
                    .any(|c| matches!(c.official, "null" | "$null"))
                {
                    true => Ok(Self::Null),
                    false => refuse(),
                }
            }
            (Kind::Choice(choices), Val::Text(word)) => {
                let same = |c: &&Choice| c.official.eq_ignore_ascii_case(word);
                match choices.iter().find(same) {
                    Some(choice) => Ok(Self::Text(choice.official.to_owned())),
                    None => refuse(),
                }
            }
            (Kind::Number { .. }, Val::Int(number)) => Ok(Self::Int(*number)),
            (Kind::Number { .. }, Val::Text(word)) if word.as_ref() == "unlimited" => {
                Ok(Self::Text(word.to_string()))
            }
            (Kind::Text(_), Val::Text(text)) => Ok(Self::Text(text.to_string())),
            (Kind::Domains | Kind::MailDomains | Kind::Words(_), value) => {
                list_taken(setting, value, now)
            }
            _ => refuse(),
        }
    }
}

fn is_spelled(setting: &Setting) -> bool {
    setting.property == "SecurityTeamAllowBlockListDelegation"
}

fn list_taken(setting: &Setting, value: &Val, now: &Held) -> Result<Held, String> {
    let refuse = || Err(format!("{value:?} is not taken"));
    match (separator(setting), value) {
        (Some(separator), Val::Text(text)) => {
            let words = text
                .split(separator)
                .filter(|w| !w.is_empty())
                .map(str::to_owned);
            Ok(Held::Text(sorted(words).join(separator)))
        }
        (Some(_), _) => refuse(),
        (None, Val::Null) => Ok(Held::List(Vec::new())),
        (None, Val::Array(_) | Val::List(_)) if setting.object == "SharingPolicy" => {
            let mut all = Vec::new();
            for entry in words(value)? {
                let Some((domain, actions)) = entry.rsplit_once(':') else {
                    return Err(format!("{entry} gives nothing"));
                };
                for action in actions.split(',') {
                    if !ACTIONS.contains(&action.trim()) {
                        return Err(format!("{action} can't be given"));
                    }
                    all.push(format!("{}:{}", domain.to_lowercase(), action.trim()));
                }
            }
            Ok(Held::List(sorted(all)))
        }
        (None, Val::Array(_) | Val::List(_)) => Ok(Held::List(sorted(words(value)?))),
        // Source: Set-ExternalInOutlook.
        (None, Val::Table(_)) if setting.property == "AllowList" => edited(value, now, 200),
        _ => refuse(),
    }
}

/// What a sharing policy can give. Source: Set-SharingPolicy.
const ACTIONS: &[&str] = &[
    "CalendarSharingFreeBusySimple",
    "CalendarSharingFreeBusyDetail",
    "CalendarSharingFreeBusyReviewer",
    "ContactsSharing",
];

/// What a sharing policy gives, by domain: several actions stand after commas.
fn shared(words: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in words {
        let (domain, action) = word.rsplit_once(':').unwrap();
        match out
            .last_mut()
            .filter(|last| last.starts_with(&format!("{domain}:")))
        {
            Some(last) => last.push_str(&format!(", {action}")),
            None => out.push(format!("{domain}:{action}")),
        }
    }
    out
}

/// The texts of a list, or of patterns of domains.
pub(super) fn words(list: &Val) -> Result<Vec<String>, String> {
    let items = list.items().unwrap_or_else(|| vec![list.clone()]);
    if items.len() > LIMIT {
        return Err(format!("{} entries in one call", items.len()));
    }
    items
        .iter()
        .map(|item| match item {
            Val::Text(text) => Ok(text.to_string()),
            Val::Object(object) if object.borrow().class == "DomainPattern" => {
                let domain = member(&object.borrow().members, "Domain").cloned();
                Ok(domain.unwrap_or(Val::Null).to_text())
            }
            other => Err(format!("{other:?} is no entry")),
        })
        .collect()
}

pub(super) fn domain_pattern(domain: &str) -> Val {
    Val::object(
        "DomainPattern",
        vec![("Domain".to_owned(), Val::text(domain))],
    )
}

/// `@{Add=…}` and `@{Remove=…}` on a list. What is there already, or is not there, is refused: a
/// script is to send what changes alone.
pub(super) fn edited(value: &Val, now: &Held, most: usize) -> Result<Held, String> {
    let (Val::Table(table), Held::List(now)) = (value, now) else {
        return Err(format!("{value:?} can't change {now:?}"));
    };
    let mut now = now.clone();
    for (deed, list) in table.borrow().iter() {
        for word in sorted(words(list)?) {
            let at = now.iter().position(|w| *w == word);
            match (deed.as_str(), at) {
                ("Add", None) => now.push(word),
                ("Remove", Some(at)) => drop(now.remove(at)),
                _ => return Err(format!("{deed} {word}: it is so already")),
            }
        }
    }
    now.sort();
    match now.len() > most {
        true => Err(format!("more than {most} entries")),
        false => Ok(Held::List(now)),
    }
}
