//! Partners, lists, accepts, tests: the smaller parts of a file.

use std::fmt;

use compact_str::CompactString;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};

use super::entry::{DomainEntries, Entry};
use crate::diagnostics::Severity;
use crate::text::Spanned;

/// One word or several.
#[derive(Debug, Default)]
pub struct OneOrMany(pub Vec<Spanned<CompactString>>);

/// The forms before their span is known.
enum WordForm {
    One(CompactString),
    Many(Vec<Spanned<CompactString>>),
}

impl<'de> Deserialize<'de> for WordForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordVisitor;
        impl<'de> Visitor<'de> for WordVisitor {
            type Value = WordForm;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name or a list of names")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<WordForm, E> {
                Ok(WordForm::One(text.into()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<WordForm, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(seq)).map(WordForm::Many)
            }
        }
        deserializer.deserialize_any(WordVisitor)
    }
}

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let form = Spanned::<WordForm>::deserialize(deserializer)?;
        Ok(Self(match form.value {
            WordForm::One(word) => vec![Spanned::new(word, form.span)],
            WordForm::Many(words) => words,
        }))
    }
}

impl JsonSchema for OneOrMany {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OneOrMany".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "array"],
            "items": { "type": "string" },
            "x-expected": "a name or a list of names",
        })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// A named list: entries, or a file of domains.
#[derive(Debug)]
pub enum ListSpec {
    /// Entries.
    Entries(DomainEntries),
    /// A file, one domain a line.
    File(FileList),
}

/// A list that stands in a file of its own.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileList {
    /// Path relative to this YAML file: one domain a line, # comments. Never outside the root.
    pub file: Spanned<String>,
}

impl<'de> Deserialize<'de> for ListSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListVisitor;
        impl<'de> Visitor<'de> for ListVisitor {
            type Value = ListSpec;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of entries, or the key file")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<ListSpec, A::Error> {
                DomainEntries::deserialize(SeqAccessDeserializer::new(seq)).map(ListSpec::Entries)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ListSpec, A::Error> {
                FileList::deserialize(MapAccessDeserializer::new(map)).map(ListSpec::File)
            }
        }
        deserializer.deserialize_any(ListVisitor)
    }
}

impl JsonSchema for ListSpec {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "List".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = FileList::json_schema(generator);
        schema.insert("type".into(), serde_json::json!(["array", "object"]));
        let entry = generator.subschema_for::<Entry>().to_value();
        schema.insert("items".into(), entry);
        let meaning = "Domains, one entry each; or the key `file`: a file with one domain a line.";
        schema.insert("description".into(), meaning.into());
        let expected = "a list of domains, or the key file";
        schema.insert("x-expected".into(), expected.into());
        schema
    }
}

/// An organisation that you deal with but do not run: its rules are not yours to know.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Partner")]
pub struct PartnerSpec {
    /// Name for people.
    pub display_name: Option<Spanned<String>>,
    /// All its domains.
    #[serde(default)]
    #[schemars(schema_with = "super::domains_schema")]
    pub domains: Option<Vec<Spanned<CompactString>>>,
    /// Its tenant id, a GUID.
    #[serde(default)]
    #[schemars(schema_with = "super::guid_schema")]
    pub tenant_id: Option<Spanned<String>>,
    /// Whether it has trial licences only.
    pub trial: Option<Spanned<bool>>,
    /// Whether it runs a Skype for Business Server of its own instead of Teams.
    pub skype_for_business_server: Option<Spanned<bool>>,
    /// Why you deal with it.
    pub reason: Option<Spanned<String>>,
    /// The ticket in which it was decided.
    pub ticket: Option<Spanned<String>>,
    /// Who answers for it.
    pub owner: Option<Spanned<String>>,
    /// The last day on which it is valid, UTC, such as 2027-03-31.
    #[serde(default)]
    #[schemars(schema_with = "super::date_schema")]
    pub expires: Option<Spanned<String>>,
    /// What its administrator told you; proof for a year.
    pub confirmed: Option<Confirmed>,
}

/// What a partner's administrator told us.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    /// Which of your domains they allow; an empty list: none.
    #[schemars(schema_with = "super::domains_schema")]
    pub external_access: Vec<Spanned<CompactString>>,
    /// Who said so.
    pub by: Spanned<String>,
    /// When they said so.
    #[schemars(schema_with = "super::date_schema")]
    pub date: Spanned<String>,
}

/// A finding that somebody accepted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// Which rule.
    pub rule: Spanned<String>,
    /// Why it may stay.
    pub reason: Spanned<String>,
    /// Only what lies at or below this address.
    pub address: Option<Spanned<String>>,
    /// The ticket in which it was decided.
    pub ticket: Option<Spanned<String>>,
    /// Who answers for it.
    pub owner: Option<Spanned<String>>,
    /// The last day on which it counts, UTC; afterwards the finding counts again.
    #[serde(default)]
    #[schemars(schema_with = "super::date_schema")]
    pub expires: Option<Spanned<String>>,
}

/// Severity of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleSetting {
    /// Not reported.
    Off,
    /// Worth knowing.
    Note,
    /// Counts for `--deny warning`.
    Warning,
    /// Nothing is planned or recorded.
    Error,
}

impl RuleSetting {
    /// The severity; `None` is off.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

impl JsonSchema for RuleSetting {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RuleSetting".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": ["off", "note", "warning", "error"] })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// An edition of the capability table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Edition {
    /// As published in 2019.
    Y2019,
    /// As published in 2021.
    #[default]
    Y2021,
}

impl<'de> Deserialize<'de> for Edition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EditionVisitor;
        impl Visitor<'_> for EditionVisitor {
            type Value = Edition;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("2019 or 2021")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Edition, E> {
                match text {
                    "2019" => Ok(Edition::Y2019),
                    "2021" => Ok(Edition::Y2021),
                    other => Err(E::invalid_value(de::Unexpected::Str(other), &self)),
                }
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Edition, E> {
                self.visit_str(&number.to_string())
            }
        }
        deserializer.deserialize_any(EditionVisitor)
    }
}

impl JsonSchema for Edition {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Edition".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "enum": ["2019", "2021", 2019, 2021] })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// An answer that is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// It must be possible.
    Yes,
    /// It must not be possible.
    No,
    /// It must depend on what is not known here.
    Unknown,
}

impl<'de> Deserialize<'de> for Expect {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ExpectVisitor;
        impl Visitor<'_> for ExpectVisitor {
            type Value = Expect;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("yes, no or unknown")
            }
            fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Expect, E> {
                Ok(if yes { Expect::Yes } else { Expect::No })
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Expect, E> {
                match text {
                    "yes" | "true" => Ok(Expect::Yes),
                    "no" | "false" => Ok(Expect::No),
                    "unknown" => Ok(Expect::Unknown),
                    other => Err(E::invalid_value(de::Unexpected::Str(other), &self)),
                }
            }
        }
        deserializer.deserialize_any(ExpectVisitor)
    }
}

impl JsonSchema for Expect {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Expect".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "enum": ["yes", "no", "unknown", true, false, "true", "false"] })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// Who can, or can't, do what with whom.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// Who: a tenant, partner, domain, person, `tag:NAME`, `anyone`, `consumer`, or a list of these.
    pub from: OneOrMany,
    /// What: a capability, such as chat or share-files.
    pub can: Spanned<String>,
    /// Only by this kind of route: external or guest.
    pub by: Option<Spanned<String>>,
    /// Only as guests of this organisation.
    pub host: Option<Spanned<String>>,
    /// With whom: as `from`.
    pub to: OneOrMany,
    /// The answer that must hold: yes, no or unknown.
    pub expect: Spanned<Expect>,
}
