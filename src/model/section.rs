//! What a setting is: its words, its official name, its default, its direction.
//!
//! A section is declared once with `settings!`; the schema, hover texts, `explain`, the settings
//! list, recorded values, import and export all read that one declaration.

mod declare;
mod form;
mod objects;
mod stated;
#[cfg(test)]
mod tests;
mod values;

pub(crate) use declare::{choice, settings};
pub use form::{ALL_APPLICATIONS, ALL_USERS, Form};
pub use objects::{ABSENT, Object, ObjectSpec, Objects, PRESENT};
pub use stated::{Leaf, SettingType, Settings, Stated, StatedObject};
pub use values::{
    Applications, Endpoint, FlagOrInherit, Groups, Guid, Ids, IpRanges, MailAddress, MailAddresses,
    MailDomain, NetworkRanges, Number, NumberOrUnlimited, NumberOrZero, People, Text, Url, Users,
    Words,
};

use super::{SettingKey, Value};

/// One of the values of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The value in YAML, `snake_case`.
    pub yaml: &'static str,
    /// The official spelling.
    pub official: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// What values a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// true or false.
    Flag,
    /// true, false, or `inherit`: what the object's default says.
    FlagOrInherit,
    /// One of these.
    Choice(&'static [Choice]),
    /// A whole number between two bounds, or 0 where that means "without".
    Number {
        /// The smallest.
        least: i64,
        /// The largest.
        most: i64,
        /// Whether 0 is taken too.
        or_zero: bool,
    },
    /// A text of that form.
    Text(Form),
    /// `all`, `none` or domains.
    AllowedDomains,
    /// Domains.
    Domains,
    /// Domains as mail systems name them: `*.fabrikam.com` and `*` as well.
    MailDomains,
    /// Words of that form.
    Words(Form),
    /// The named object itself: there, or `absent`; what its name looks like.
    Object(Form),
}

/// How the service is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Api {
    /// By the cmdlets `Get-` and `Set-` of the setting's object.
    Cmdlet,
    /// By Microsoft Graph, at this path, with these rights.
    Graph(&'static str, Rights),
    /// By another interface; how to read and how to write.
    Other(&'static str, &'static str),
    /// By no interface that is known: a person must do it in the admin centre.
    Nobody,
}

/// What a connection to Microsoft Graph or Fabric needs, as far as the interface's pages that were
/// read say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rights {
    /// Permission (scope) to read; none where it is not known here.
    pub read: Option<&'static str>,
    /// Permissions to change, of which one is enough; empty where none is known here.
    pub change: &'static [&'static str],
    /// Which role the account needs, in words; empty where none is known here.
    pub role: &'static str,
}

impl Rights {
    /// Nothing is known here.
    pub const UNKNOWN: Self = Self {
        read: None,
        change: &[],
        role: "",
    };
}

/// The documented default of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// A switch.
    Flag(bool),
    /// A choice, a text, or `all`.
    Word(&'static str),
    /// A number.
    Number(i64),
    /// An empty list.
    Empty,
    /// A list of these words.
    Words(&'static [&'static str]),
    /// Documented to be nothing: no text, no id.
    Nothing,
    /// Not documented.
    Undocumented,
}

impl Default {
    /// The value, if one is documented.
    #[must_use]
    pub fn value(self) -> Option<Value> {
        match self {
            Self::Flag(on) => Some(Value::Flag(on)),
            Self::Word(word) => Some(Value::text(word)),
            Self::Number(number) => Some(Value::Number(number)),
            Self::Empty => Some(Value::Set(super::ValueSet::empty())),
            Self::Words(words) => {
                let words = words.iter().map(|word| (*word).into());
                Some(Value::Set(words.collect()))
            }
            Self::Nothing | Self::Undocumented => None,
        }
    }
}

/// Which direction of a setting lets more people in, or lets them do more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wider {
    /// true is wider.
    WhenTrue,
    /// false is wider.
    WhenFalse,
    /// More entries are wider.
    MoreEntries,
    /// Fewer entries are wider.
    FewerEntries,
    /// These words, from narrow to wide.
    Order(&'static [&'static str]),
    /// A longer time is wider; 0 is without end.
    Longer,
    /// Neither direction.
    Neither,
}

/// Whether a change makes a tenant wider or narrower.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More people, or they may do more.
    Wider,
    /// Fewer people, or they may do less.
    Narrower,
    /// Neither, or both, or not known.
    Sideways,
}

/// What became of a setting that no longer exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retired {
    /// What came to its end.
    pub what: &'static str,
    /// The day.
    pub on: &'static str,
    /// Where its successor stands below a tenant.
    pub successor: &'static str,
}

/// A setting of a section.
#[derive(Debug)]
pub struct Setting {
    /// Its path below a tenant.
    pub key: SettingKey,
    /// A few words for people, guestlist's own.
    pub title: &'static str,
    /// The words in the admin centre that an administrator knows; empty where none were found.
    pub label: &'static str,
    /// Where it is in the admin centre, or was; empty where it is not. Portals move: never certain.
    pub admin_centre: &'static str,
    /// The official object, such as `CsTenantFederationConfiguration`.
    pub object: &'static str,
    /// The official property.
    pub property: &'static str,
    /// How the service is told.
    pub api: Api,
    /// What values it takes.
    pub kind: Kind,
    /// The documented default.
    pub default: Default,
    /// Which direction is wider.
    pub wider: Wider,
    /// How many entries the service takes, for lists.
    pub most: Option<usize>,
    /// What it does and what follows from it.
    pub summary: &'static str,
    /// Where the default comes from and what is not certain about the setting; may be empty.
    pub uncertain: &'static str,
    /// Set where it is over: explained, refused where a file states it, never in a plan.
    pub retired: Option<Retired>,
}

impl Setting {
    /// What a declaration leaves out.
    pub(crate) const UNSTATED: Self = Self {
        key: SettingKey::of(""),
        title: "",
        label: "",
        admin_centre: "",
        object: "",
        property: "",
        api: Api::Cmdlet,
        kind: Kind::Flag,
        default: Default::Undocumented,
        wider: Wider::Neither,
        most: None,
        summary: "",
        uncertain: "",
        retired: None,
    };

    /// How it is read.
    #[must_use]
    pub fn read_by(&self) -> String {
        match self.api {
            Api::Cmdlet => format!("Get-{}", self.object),
            Api::Graph(path, _) => format!("GET {path}"),
            Api::Other(read, _) => read.to_owned(),
            Api::Nobody => "a person in the admin centre".to_owned(),
        }
    }

    /// How it is written.
    #[must_use]
    pub fn set_by(&self) -> String {
        match self.api {
            Api::Cmdlet if self.property.is_empty() => {
                format!("New-{0}, Set-{0}, Remove-{0}", self.object)
            }
            Api::Cmdlet => format!("Set-{} -{}", self.object, self.property),
            Api::Graph(path, _) if self.property.is_empty() => {
                format!("POST, PATCH, DELETE {path}")
            }
            Api::Graph(path, _) => format!("PATCH {path} ({})", self.property),
            Api::Other(_, write) => write.to_owned(),
            Api::Nobody => "a person in the admin centre; there is no interface".to_owned(),
        }
    }

    /// Whether a change lets more in. `None` stands for a value that is not known.
    #[must_use]
    pub fn direction(&self, before: Option<&Value>, after: Option<&Value>) -> Direction {
        let (Some(before), Some(after)) = (before, after) else {
            return Direction::Sideways;
        };
        let order = |wider: bool, narrower: bool| match (wider, narrower) {
            (true, false) => Direction::Wider,
            (false, true) => Direction::Narrower,
            _ => Direction::Sideways,
        };
        let gains = |a: &Value, b: &Value| match (a.as_set(), b.as_set()) {
            (Some(a), Some(b)) => b.minus(a).next().is_some(),
            _ => false,
        };
        match self.wider {
            Wider::WhenTrue => order(
                after.as_flag() > before.as_flag(),
                after.as_flag() < before.as_flag(),
            ),
            Wider::WhenFalse => order(
                after.as_flag() < before.as_flag(),
                after.as_flag() > before.as_flag(),
            ),
            Wider::MoreEntries => {
                // `all` is wider and `none` narrower than any list.
                let rank = |v: &Value| match v.as_text() {
                    Some("all") => 2,
                    Some("none") => 0,
                    _ => 1,
                };
                match rank(before).cmp(&rank(after)) {
                    std::cmp::Ordering::Less => Direction::Wider,
                    std::cmp::Ordering::Greater => Direction::Narrower,
                    std::cmp::Ordering::Equal => order(gains(before, after), gains(after, before)),
                }
            }
            Wider::FewerEntries => order(gains(after, before), gains(before, after)),
            Wider::Order(words) => {
                let rank = |v: &Value| words.iter().position(|w| Some(*w) == v.as_text());
                match (rank(before), rank(after)) {
                    (Some(a), Some(b)) => order(b > a, b < a),
                    _ => Direction::Sideways,
                }
            }
            Wider::Longer => {
                // 0 is without end.
                let days = |v: &Value| v.as_number().map(|n| if n == 0 { i64::MAX } else { n });
                order(days(after) > days(before), days(after) < days(before))
            }
            Wider::Neither => Direction::Sideways,
        }
    }
}

/// The lines of a doc comment as one text.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
