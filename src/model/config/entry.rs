//! Entries of domain lists: unions, written once each, flat in the schema.

use std::fmt;

use compact_str::CompactString;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};

use super::schemas::{
    DOMAIN_HINT, DOMAIN_PATTERN, EVERYBODY_PATTERN, MAIL_PATTERN, SUBDOMAINS_PATTERN, date_schema,
};
use crate::text::{Span, Spanned};

/// Why something is there, as a file says it.
#[derive(Debug, Default, Deserialize)]
pub struct NotesSpec {
    /// Why it is there.
    pub reason: Option<Spanned<String>>,
    /// The ticket.
    pub ticket: Option<Spanned<String>>,
    /// Who answers for it.
    pub owner: Option<Spanned<String>>,
    /// The last valid day, as written.
    pub expires: Option<Spanned<String>>,
}

impl NotesSpec {
    /// The same, borrowed.
    #[must_use]
    pub fn as_ref(&self) -> NotesRef<'_> {
        NotesRef {
            reason: self.reason.as_ref(),
            ticket: self.ticket.as_ref(),
            owner: self.owner.as_ref(),
            expires: self.expires.as_ref(),
        }
    }
}

/// Why something is there, as a file says it, wherever it says so.
#[derive(Debug, Clone, Copy, Default)]
pub struct NotesRef<'c> {
    /// Why it is there.
    pub reason: Option<&'c Spanned<String>>,
    /// The ticket.
    pub ticket: Option<&'c Spanned<String>>,
    /// Who answers for it.
    pub owner: Option<&'c Spanned<String>>,
    /// The last valid day, as written.
    pub expires: Option<&'c Spanned<String>>,
}

/// What an entry names. Exactly one of these is right; how many are there is checked later, so that
/// every faulty entry is reported.
#[derive(Debug)]
pub enum EntryKind {
    /// A domain.
    Domain(Spanned<CompactString>),
    /// The domains of a list.
    List(Spanned<CompactString>),
    /// The domains of a partner.
    Partner(Spanned<CompactString>),
    /// The domains of a tenant.
    Tenant(Spanned<CompactString>),
    /// The entries of the layer below.
    Inherited(Spanned<bool>),
    /// None, or several: the keys that are there, and where the entry stands.
    Unclear(Vec<&'static str>, Span),
}

/// An entry of a domain list.
#[derive(Debug)]
pub struct Entry {
    /// What it names.
    pub kind: EntryKind,
    /// Why it is there; most entries say nothing.
    pub notes: Option<Box<NotesSpec>>,
}

/// The mapping form. Its schema is that of the whole union, described so.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(
    description = "An entry of a domain list: a domain, or all domains of a list, a partner or a tenant. \
                   It may say why it is there, who answers for it and until when."
)]
#[serde(deny_unknown_fields)]
struct EntryMapping {
    /// A domain such as fabrikam.com.
    #[serde(default)]
    #[schemars(schema_with = "super::schemas::domain_schema")]
    domain: Option<Spanned<CompactString>>,
    /// All domains of a named list.
    #[serde(default)]
    #[schemars(schema_with = "super::schemas::name_schema")]
    list: Option<Spanned<CompactString>>,
    /// All domains of a partner.
    #[serde(default)]
    #[schemars(schema_with = "super::schemas::name_schema")]
    partner: Option<Spanned<CompactString>>,
    /// All domains of one of your tenants.
    #[serde(default)]
    #[schemars(schema_with = "super::schemas::name_schema")]
    tenant: Option<Spanned<CompactString>>,
    /// The entries of the layer below, which this list otherwise replaces.
    inherited: Option<Spanned<bool>>,
    /// Why it is there.
    reason: Option<Spanned<String>>,
    /// The ticket in which it was decided.
    ticket: Option<Spanned<String>>,
    /// Who answers for it.
    owner: Option<Spanned<String>>,
    /// The last day on which it is valid, UTC, such as 2027-03-31.
    #[serde(default)]
    #[schemars(schema_with = "date_schema")]
    expires: Option<Spanned<String>>,
}

impl Entry {
    /// The word that it names: a domain, or the name of a list, partner or tenant.
    #[must_use]
    pub fn word(&self) -> &str {
        match &self.kind {
            EntryKind::Domain(word)
            | EntryKind::List(word)
            | EntryKind::Partner(word)
            | EntryKind::Tenant(word) => &word.value,
            EntryKind::Inherited(_) => "inherited",
            EntryKind::Unclear(..) => "",
        }
    }

    /// Where that word stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match &self.kind {
            EntryKind::Domain(word)
            | EntryKind::List(word)
            | EntryKind::Partner(word)
            | EntryKind::Tenant(word) => word.span,
            EntryKind::Inherited(word) => word.span,
            EntryKind::Unclear(_, span) => *span,
        }
    }

    fn from_mapping(map: EntryMapping, span: Span) -> Self {
        let EntryMapping {
            domain,
            list,
            partner,
            tenant,
            inherited,
            ..
        } = map;
        let named: Vec<(&'static str, EntryKind)> = [
            ("domain", domain.map(EntryKind::Domain)),
            ("list", list.map(EntryKind::List)),
            ("partner", partner.map(EntryKind::Partner)),
            ("tenant", tenant.map(EntryKind::Tenant)),
            ("inherited", inherited.map(EntryKind::Inherited)),
        ]
        .into_iter()
        .filter_map(|(key, kind)| Some((key, kind?)))
        .collect();
        let keys = named.iter().map(|(key, _)| *key).collect();
        let mut kinds = named.into_iter().map(|(_, kind)| kind);
        let kind = match (kinds.next(), kinds.next()) {
            (Some(kind), None) => kind,
            _ => EntryKind::Unclear(keys, span),
        };
        let notes = NotesSpec {
            reason: map.reason,
            ticket: map.ticket,
            owner: map.owner,
            expires: map.expires,
        };
        let any = notes.reason.is_some()
            || notes.ticket.is_some()
            || notes.owner.is_some()
            || notes.expires.is_some();
        Self {
            kind,
            notes: any.then(|| Box::new(notes)),
        }
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// Text is a domain; what it was spanned by is found through [`Spanned`].
        struct EntryVisitor;
        impl<'de> Visitor<'de> for EntryVisitor {
            type Value = Form;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a domain, or a key: domain, list, partner, tenant or inherited")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Form, E> {
                Ok(Form::Text(text.into()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Form, A::Error> {
                EntryMapping::deserialize(MapAccessDeserializer::new(map))
                    .map(|m| Form::Mapping(Box::new(m)))
            }
        }
        enum Form {
            Text(CompactString),
            Mapping(Box<EntryMapping>),
        }
        impl<'de> Deserialize<'de> for Form {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(EntryVisitor)
            }
        }
        let form = Spanned::<Form>::deserialize(deserializer)?;
        Ok(match form.value {
            Form::Text(text) => Self {
                kind: EntryKind::Domain(Spanned::new(text, form.span)),
                notes: None,
            },
            Form::Mapping(mapping) => Self::from_mapping(*mapping, form.span),
        })
    }
}

impl JsonSchema for Entry {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Entry".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = EntryMapping::json_schema(generator);
        schema.insert("type".into(), serde_json::json!(["string", "object"]));
        schema.insert("pattern".into(), DOMAIN_PATTERN.into());
        schema.insert("x-checked".into(), true.into());
        schema.insert("x-pattern-hint".into(), DOMAIN_HINT.into());
        let expected = "a domain, or one of the keys domain, list, partner, tenant, inherited";
        schema.insert("x-expected".into(), expected.into());
        let one_of = serde_json::json!(["domain", "list", "partner", "tenant", "inherited"]);
        schema.insert("x-one-of".into(), one_of);
        schema
    }
}

/// A list of domain entries.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(transparent)]
pub struct DomainEntries(pub Vec<Entry>);

impl DomainEntries {
    /// The entries.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.0.iter()
    }
}

/// `all`, `none`, or entries.
#[derive(Debug)]
pub enum AllowedSpec {
    /// Everybody but the blocked domains.
    All,
    /// Nobody.
    None,
    /// These and nobody else.
    Only(DomainEntries),
}

impl<'de> Deserialize<'de> for AllowedSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AllowedVisitor;
        impl<'de> Visitor<'de> for AllowedVisitor {
            type Value = AllowedSpec;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("all, none, or a list of entries")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<AllowedSpec, E> {
                match text {
                    "all" => Ok(AllowedSpec::All),
                    "none" => Ok(AllowedSpec::None),
                    other => Err(E::invalid_value(de::Unexpected::Str(other), &self)),
                }
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<AllowedSpec, A::Error> {
                DomainEntries::deserialize(SeqAccessDeserializer::new(seq)).map(AllowedSpec::Only)
            }
        }
        deserializer.deserialize_any(AllowedVisitor)
    }
}

impl JsonSchema for AllowedSpec {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AllowedDomains".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "array"],
            "pattern": "^(all|none)$",
            "x-pattern-hint": "all (everybody), none (nobody), or a list of domains",
            "x-expected": "all, none, or a list of domains",
            "items": generator.subschema_for::<Entry>(),
            // Not as snippets: those would be offered for the entries as well.
            "examples": ["all", "none"],
        })
    }
}

/// What may stand in a list of a mail system besides domains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailForms {
    /// `*.fabrikam.com`: a domain with its subdomains.
    Subdomains,
    /// That, and `*`: every domain.
    SubdomainsOrAll,
    /// `*`: every federated organisation, and `anonymous`: people without one. No subdomains.
    Everybody,
}

impl MailForms {
    /// What editors check; the code that reads the entries says more.
    fn pattern(self) -> &'static str {
        match self {
            Self::Subdomains => SUBDOMAINS_PATTERN,
            Self::SubdomainsOrAll => MAIL_PATTERN,
            Self::Everybody => EVERYBODY_PATTERN,
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Subdomains => "a domain such as fabrikam.com, or *.fabrikam.com",
            Self::SubdomainsOrAll => "a domain such as fabrikam.com, *.fabrikam.com, or *",
            Self::Everybody => "a domain such as fabrikam.com, *, or anonymous",
        }
    }

    fn schema(self, generator: &mut SchemaGenerator) -> Schema {
        let mut entry = Entry::json_schema(generator).to_value();
        let domain = |schema: &mut serde_json::Value| {
            schema["pattern"] = self.pattern().into();
            schema["x-pattern-hint"] = self.hint().into();
        };
        domain(&mut entry);
        if let Some(key) = entry.pointer_mut("/properties/domain") {
            domain(key);
        }
        json_schema!({ "type": "array", "items": entry })
    }
}

macro_rules! mail_entries {
    ($( $(#[doc = $doc:literal])* $name:ident: $forms:ident, )*) => { $(
        $(#[doc = $doc])*
        #[derive(Debug, Default, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub DomainEntries);

        impl $name {
            /// What may stand in it besides domains.
            pub const FORMS: MailForms = MailForms::$forms;
        }

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                Self::FORMS.schema(generator)
            }
        }
    )* };
}

mail_entries! {
    /// Domains, with `*.fabrikam.com` for a domain and its subdomains.
    SubdomainEntries: Subdomains,
    /// The same with `*` for every domain.
    MailEntries: SubdomainsOrAll,
    /// Domains, `*` for every federated organisation, `anonymous` for people without one.
    SharingEntries: Everybody,
}
