//! What a tenant is, beside its settings: its domains and what each is used for, its accounts, and
//! what it must not have in common with another tenant.

use std::fmt;

use compact_str::CompactString;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, Visitor};

use super::schemas::{DOMAIN_HINT, DOMAIN_PATTERN};
use crate::text::Spanned;

/// What a domain is used for. Said of none of them: for all.
///
/// Source: "Microsoft 365 inter-tenant collaboration": UPN, SMTP and SIP namespaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DomainUses {
    /// For the names with which people sign in.
    pub upn: bool,
    /// For mail.
    pub smtp: bool,
    /// For chat and calls.
    pub sip: bool,
}

impl DomainUses {
    /// Everything.
    pub const ALL: Self = Self {
        upn: true,
        smtp: true,
        sip: true,
    };

    /// The uses that both have, by name.
    #[must_use]
    pub fn shared(self, other: Self) -> Vec<&'static str> {
        let both = [
            ("UPN", self.upn && other.upn),
            ("SMTP", self.smtp && other.smtp),
            ("SIP", self.sip && other.sip),
        ];
        both.into_iter()
            .filter_map(|(name, is)| is.then_some(name))
            .collect()
    }
}

/// A domain of a tenant.
#[derive(Debug)]
pub struct OwnDomain {
    /// The domain.
    pub domain: Spanned<CompactString>,
    /// What it is used for, if the file says so.
    pub uses: Option<DomainUses>,
}

/// The mapping form. Its schema is that of the whole union, described so.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "A domain of a tenant; it may say what it is used for.")]
struct OwnDomainMapping {
    /// A domain such as contoso.nl.
    #[schemars(schema_with = "super::schemas::domain_schema")]
    domain: Spanned<CompactString>,
    /// Whether people sign in with it; yes unless stated.
    upn: Option<bool>,
    /// Whether it receives mail; yes unless stated.
    smtp: Option<bool>,
    /// Whether people have chat and calls under it; yes unless stated.
    sip: Option<bool>,
}

impl<'de> Deserialize<'de> for OwnDomain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OwnVisitor;
        impl<'de> Visitor<'de> for OwnVisitor {
            type Value = Form;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a domain, or a mapping with domain, upn, smtp and sip")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Form, E> {
                Ok(Form::Text(text.into()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Form, A::Error> {
                OwnDomainMapping::deserialize(MapAccessDeserializer::new(map)).map(Form::Mapping)
            }
        }
        enum Form {
            Text(CompactString),
            Mapping(OwnDomainMapping),
        }
        impl<'de> Deserialize<'de> for Form {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(OwnVisitor)
            }
        }
        let form = Spanned::<Form>::deserialize(deserializer)?;
        Ok(match form.value {
            Form::Text(text) => Self {
                domain: Spanned::new(text, form.span),
                uses: None,
            },
            Form::Mapping(map) => Self {
                domain: map.domain,
                uses: Some(DomainUses {
                    upn: map.upn.unwrap_or(true),
                    smtp: map.smtp.unwrap_or(true),
                    sip: map.sip.unwrap_or(true),
                }),
            },
        })
    }
}

impl JsonSchema for OwnDomain {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OwnDomain".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = OwnDomainMapping::json_schema(generator);
        schema.insert("type".into(), serde_json::json!(["string", "object"]));
        schema.insert("pattern".into(), DOMAIN_PATTERN.into());
        schema.insert("x-checked".into(), true.into());
        schema.insert("x-pattern-hint".into(), DOMAIN_HINT.into());
        let expected = "a domain, or a mapping with domain, upn, smtp, sip";
        schema.insert("x-expected".into(), expected.into());
        schema
    }
}

/// Installations of a tenant's own network that it is joined with. Each serves one tenant.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hybrid {
    /// Name of the Exchange organisation with which it is in hybrid mode.
    pub exchange: Option<Spanned<String>>,
    /// Name of the Entra Connect installation that brings its accounts.
    pub entra_connect: Option<Spanned<String>>,
}
