//! What a setting is: its words, its official name, its default, its direction.
//!
//! A section is declared once with `settings!`; the schema, hover texts, `explain`, the settings
//! list, recorded values, import and export all read that one declaration.

use super::config::{AllowedSpec, DomainEntries, Words};
use super::{SettingKey, Value};
use crate::text::Span;

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
    /// One of these.
    Choice(&'static [Choice]),
    /// `all`, `none` or domains.
    AllowedDomains,
    /// Domains.
    Domains,
    /// Users, by e-mail address or MRI.
    Users,
    /// GUIDs.
    Ids,
}

/// The documented default of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// A switch.
    Flag(bool),
    /// A choice, or `all`.
    Word(&'static str),
    /// An empty list.
    Empty,
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
            Self::Empty => Some(Value::Set(super::ValueSet::empty())),
            Self::Undocumented => None,
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
        kind: Kind::Flag,
        default: Default::Undocumented,
        wider: Wider::Neither,
        most: None,
        summary: "",
        uncertain: "",
    };

    /// The cmdlet that reads it.
    #[must_use]
    pub fn read_cmdlet(&self) -> String {
        format!("Get-{}", self.object)
    }

    /// The cmdlet and parameter that write it.
    #[must_use]
    pub fn write_cmdlet(&self) -> String {
        format!("Set-{} -{}", self.object, self.property)
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
            Wider::Neither => Direction::Sideways,
        }
    }
}

/// A setting's value as a file states it, before lists are resolved.
#[derive(Debug, Clone, Copy)]
pub enum Stated<'c> {
    /// A switch.
    Flag(bool),
    /// A choice.
    Choice(&'static str),
    /// Whom the allow list lets in.
    AllowedDomains(&'c AllowedSpec),
    /// Domains.
    Domains(&'c DomainEntries),
    /// Users or ids.
    Words(&'c Words),
}

/// A stated setting and where its value stands.
#[derive(Debug, Clone)]
pub struct Leaf<'c> {
    /// Which setting.
    pub key: SettingKey,
    /// Where it is written: the key and its value, or the key alone before a block.
    pub span: Span,
    /// Where the value alone stands.
    pub value_span: Span,
    /// What it says.
    pub stated: Stated<'c>,
}

/// A type that can be a setting's value.
pub trait SettingType {
    /// What values it takes.
    const KIND: Kind;
    /// The value as stated.
    fn stated(&self) -> Stated<'_>;
}

impl SettingType for bool {
    const KIND: Kind = Kind::Flag;
    fn stated(&self) -> Stated<'_> {
        Stated::Flag(*self)
    }
}

impl SettingType for AllowedSpec {
    const KIND: Kind = Kind::AllowedDomains;
    fn stated(&self) -> Stated<'_> {
        Stated::AllowedDomains(self)
    }
}

impl SettingType for DomainEntries {
    const KIND: Kind = Kind::Domains;
    fn stated(&self) -> Stated<'_> {
        Stated::Domains(self)
    }
}

/// A group of settings: a section, or a group within one.
pub trait Settings {
    /// Adds the settings of the group to the table.
    fn table(out: &mut Vec<Setting>);
    /// Adds what is stated.
    fn leaves<'c>(&'c self, out: &mut Vec<Leaf<'c>>);
}

/// Declares a group of settings: the struct that files are read into, the schema's text, and the
/// table. Taking the struct apart without `..` makes it impossible to leave a field out.
macro_rules! settings {
    (
        $(#[doc = $doc:literal])*
        struct $name:ident at $prefix:literal {
            $(
                $(#[doc = $field_doc:literal])*
                $field:ident: $ty:ty = { $($meta:tt)* },
            )*
        }
        $( groups {
            $(
                $(#[doc = $group_doc:literal])*
                $group:ident: $group_ty:ty,
            )*
        } )?
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Default, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $( $(#[doc = $field_doc])* pub $field: Option<$crate::document::Field<$ty>>, )*
            $( $( $(#[doc = $group_doc])* pub $group: Option<$group_ty>, )* )?
        }

        impl $crate::model::section::Settings for $name {
            #[allow(clippy::needless_update, reason = "some declarations leave nothing out")]
            fn table(out: &mut Vec<$crate::model::section::Setting>) {
                $(
                    out.push($crate::model::section::Setting {
                        key: $crate::model::SettingKey::of(
                            concat!($prefix, ".", stringify!($field)),
                        ),
                        kind: <$ty as $crate::model::section::SettingType>::KIND,
                        summary: concat!($($field_doc, "\n"),*),
                        $($meta)*
                        ..$crate::model::section::Setting::UNSTATED
                    });
                )*
                $( $( <$group_ty as $crate::model::section::Settings>::table(out); )* )?
            }

            fn leaves<'c>(&'c self, out: &mut Vec<$crate::model::section::Leaf<'c>>) {
                let Self { $($field,)* $( $($group,)* )? } = self;
                $(
                    if let Some(value) = $field {
                        out.push($crate::model::section::Leaf {
                            key: $crate::model::SettingKey::of(
                                concat!($prefix, ".", stringify!($field)),
                            ),
                            span: value.place,
                            value_span: value.span,
                            stated: $crate::model::section::SettingType::stated(&value.value),
                        });
                    }
                )*
                $( $(
                    if let Some(group) = $group {
                        $crate::model::section::Settings::leaves(group, out);
                    }
                )* )?
            }
        }
    };
}

/// Declares a choice: the enum, its YAML words and its official spellings.
macro_rules! choice {
    (
        $(#[doc = $doc:literal])*
        enum $name:ident {
            $( $(#[doc = $meaning:literal])* $variant:ident = $yaml:literal / $official:literal, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
        pub enum $name {
            $( $(#[doc = $meaning])* #[serde(rename = $yaml)] $variant, )*
        }

        impl $crate::model::section::SettingType for $name {
            const KIND: $crate::model::section::Kind = $crate::model::section::Kind::Choice(&[
                $( $crate::model::section::Choice {
                    yaml: $yaml,
                    official: $official,
                    meaning: concat!($($meaning),*),
                } ),*
            ]);
            fn stated(&self) -> $crate::model::section::Stated<'_> {
                $crate::model::section::Stated::Choice(match self { $(Self::$variant => $yaml),* })
            }
        }

        // Flat on purpose: a list of constants gives editors one message instead of one a branch.
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [$($yaml),*] })
            }
            fn inline_schema() -> bool {
                true
            }
        }
    };
}

/// The lines of a doc comment as one text.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) use {choice, settings};
