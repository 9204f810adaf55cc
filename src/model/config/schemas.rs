//! Flat pieces of schema that several types share.
//!
//! `x-checked` marks a pattern that helps editors only: guestlist itself reads the value with code
//! that says more than "does not match".

use schemars::{Schema, SchemaGenerator, json_schema};

/// At least one dot, none of the characters that a URL, an address or a wildcard would bring.
pub(super) const DOMAIN_PATTERN: &str = r"^[^\s@/:*?#,;_.]+(\.[^\s@/:*?#,;_.]+)+\.?$";

/// That in words.
pub(super) const DOMAIN_HINT: &str =
    "a domain such as fabrikam.com, not a URL, an e-mail address or a wildcard";

/// The same, or with a wildcard in front.
pub(super) const SUBDOMAINS_PATTERN: &str = r"^(\*\.)?[^\s@/:*?#,;_.]+(\.[^\s@/:*?#,;_.]+)+\.?$";

/// That, or every domain.
pub(super) const MAIL_PATTERN: &str = r"^(\*|(\*\.)?[^\s@/:*?#,;_.]+(\.[^\s@/:*?#,;_.]+)+\.?)$";

/// A domain, or the words that mean everybody.
pub(super) const EVERYBODY_PATTERN: &str =
    r"^(\*|[Aa]nonymous|[^\s@/:*?#,;_.]+(\.[^\s@/:*?#,;_.]+)+\.?)$";

/// See [`crate::model::Name`].
const NAME_PATTERN: &str = crate::model::Name::PATTERN;

/// A domain.
pub(super) fn domain_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "pattern": DOMAIN_PATTERN,
        "x-checked": true,
        "x-pattern-hint": DOMAIN_HINT,
    })
}

/// Domains of an organisation.
pub fn domains_schema(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": domain_schema(generator) })
}

/// A GUID.
pub fn guid_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
        "x-pattern-hint": "a GUID such as 6babcaad-604b-40ac-a9d7-9fd97c0b779f",
    })
}

/// A day.
pub fn date_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "x-pattern-hint": "a date such as 2027-03-31",
    })
}

/// A name of a list, partner or tenant.
pub(super) fn name_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "pattern": NAME_PATTERN,
        "x-checked": true,
        "x-pattern-hint": "a name: a lower-case letter, then lower-case letters, digits, - and _",
    })
}

/// Words by name.
pub fn partitions_schema(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object", "additionalProperties": words_schema(generator) })
}

/// Words.
pub fn words_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "type": "string" } })
}
