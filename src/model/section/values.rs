//! Types of settings' values beyond switches, choices and domain lists.

use std::fmt;

use compact_str::CompactString;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};

use super::{Form, Kind, SettingType, Stated};
use crate::text::Spanned;

/// A whole number between two bounds.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(transparent)]
pub struct Number<const LEAST: i64, const MOST: i64>(i64);

impl<const LEAST: i64, const MOST: i64> SettingType for Number<LEAST, MOST> {
    const KIND: Kind = Kind::Number {
        least: LEAST,
        most: MOST,
        or_zero: false,
    };
    fn stated(&self) -> Stated<'_> {
        Stated::Number(self.0)
    }
}

impl<const LEAST: i64, const MOST: i64> JsonSchema for Number<LEAST, MOST> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Number_{LEAST}_{MOST}").into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": LEAST, "maximum": MOST })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// A whole number between two bounds, or 0: without.
#[derive(Debug, Clone, Copy)]
pub struct NumberOrZero<const LEAST: i64, const MOST: i64>(i64);

impl<'de, const LEAST: i64, const MOST: i64> Deserialize<'de> for NumberOrZero<LEAST, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = i64::deserialize(deserializer)?;
        if number == 0 || (LEAST..=MOST).contains(&number) {
            return Ok(Self(number));
        }
        let expected = format!("0, or a number from {LEAST} to {MOST}");
        Err(de::Error::invalid_value(
            de::Unexpected::Signed(number),
            &expected.as_str(),
        ))
    }
}

impl<const LEAST: i64, const MOST: i64> SettingType for NumberOrZero<LEAST, MOST> {
    const KIND: Kind = Kind::Number {
        least: LEAST,
        most: MOST,
        or_zero: true,
    };
    fn stated(&self) -> Stated<'_> {
        Stated::Number(self.0)
    }
}

impl<const LEAST: i64, const MOST: i64> JsonSchema for NumberOrZero<LEAST, MOST> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("NumberOrZero_{LEAST}_{MOST}").into()
    }
    // What lies between 0 and the smallest number is refused when the value is read.
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 0, "maximum": MOST })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// A whole number between two bounds, or `unlimited`.
#[derive(Debug, Clone, Copy)]
pub struct NumberOrUnlimited<const LEAST: i64, const MOST: i64>(Option<i64>);

impl<'de, const LEAST: i64, const MOST: i64> Deserialize<'de> for NumberOrUnlimited<LEAST, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberVisitor<const LEAST: i64, const MOST: i64>;
        impl<const LEAST: i64, const MOST: i64> Visitor<'_> for NumberVisitor<LEAST, MOST> {
            type Value = NumberOrUnlimited<LEAST, MOST>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a number from {LEAST} to {MOST}, or unlimited")
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
                if (LEAST..=MOST).contains(&number) {
                    return Ok(NumberOrUnlimited(Some(number)));
                }
                Err(E::invalid_value(de::Unexpected::Signed(number), &self))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
                self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                match text {
                    "unlimited" => Ok(NumberOrUnlimited(None)),
                    other => Err(E::invalid_value(de::Unexpected::Str(other), &self)),
                }
            }
        }
        deserializer.deserialize_any(NumberVisitor::<LEAST, MOST>)
    }
}

impl<const LEAST: i64, const MOST: i64> SettingType for NumberOrUnlimited<LEAST, MOST> {
    const KIND: Kind = Kind::Number {
        least: LEAST,
        most: MOST,
        or_zero: false,
    };
    fn stated(&self) -> Stated<'_> {
        match self.0 {
            Some(number) => Stated::Number(number),
            None => Stated::Choice("unlimited"),
        }
    }
}

impl<const LEAST: i64, const MOST: i64> JsonSchema for NumberOrUnlimited<LEAST, MOST> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("NumberOrUnlimited_{LEAST}_{MOST}").into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["integer", "string"],
            "minimum": LEAST,
            "maximum": MOST,
            "pattern": "^unlimited$",
            "x-pattern-hint": "a number, or unlimited",
            "x-expected": "a number, or unlimited",
        })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// true, false, or `inherit`.
#[derive(Debug, Clone, Copy)]
pub struct FlagOrInherit(Option<bool>);

impl<'de> Deserialize<'de> for FlagOrInherit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FlagVisitor;
        impl Visitor<'_> for FlagVisitor {
            type Value = FlagOrInherit;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true, false or inherit")
            }
            fn visit_bool<E: de::Error>(self, on: bool) -> Result<FlagOrInherit, E> {
                Ok(FlagOrInherit(Some(on)))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<FlagOrInherit, E> {
                match text {
                    "inherit" => Ok(FlagOrInherit(None)),
                    other => Err(E::invalid_value(de::Unexpected::Str(other), &self)),
                }
            }
        }
        deserializer.deserialize_any(FlagVisitor)
    }
}

impl SettingType for FlagOrInherit {
    const KIND: Kind = Kind::FlagOrInherit;
    fn stated(&self) -> Stated<'_> {
        match self.0 {
            Some(on) => Stated::Flag(on),
            None => Stated::Choice("inherit"),
        }
    }
}

impl JsonSchema for FlagOrInherit {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FlagOrInherit".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "enum": [true, false, "inherit"] })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// The schema of one word of a form; what the pattern can't say is checked when it is read.
fn word_schema(form: Form) -> Schema {
    let mut schema = json_schema!({ "type": "string", "minLength": 1 });
    if let Some(pattern) = form.pattern() {
        schema.insert("pattern".into(), pattern.into());
        schema.insert("x-pattern-hint".into(), form.expected().into());
    }
    schema
}

macro_rules! texts {
    ($( $(#[doc = $doc:literal])* $name:ident: $form:ident, )*) => { $(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(transparent)]
        pub struct $name(CompactString);

        impl SettingType for $name {
            const KIND: Kind = Kind::Text(Form::$form);
            fn stated(&self) -> Stated<'_> {
                Stated::Text(Form::$form, &self.0)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                word_schema(Form::$form)
            }
            fn inline_schema() -> bool {
                true
            }
        }
    )* };
}

texts! {
    /// Any text.
    Text: Free,
    /// An e-mail address.
    MailAddress: Mail,
    /// A GUID.
    Guid: Guid,
    /// A web address.
    Url: Url,
    /// The web address of a service.
    Endpoint: Endpoint,
    /// A domain as mail systems name it.
    MailDomain: MailDomain,
}

macro_rules! words {
    ($( $(#[doc = $doc:literal])* $name:ident: $form:ident, )*) => { $(
        $(#[doc = $doc])*
        #[derive(Debug, Default, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Vec<Spanned<CompactString>>);

        impl SettingType for $name {
            const KIND: Kind = Kind::Words(Form::$form);
            fn stated(&self) -> Stated<'_> {
                Stated::Words(Form::$form, &self.0)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "array", "items": word_schema(Form::$form) })
            }
            fn inline_schema() -> bool {
                true
            }
        }
    )* };
}

words! {
    /// Users, by e-mail address or MRI.
    Users: User,
    /// GUIDs.
    Ids: Guid,
    /// E-mail addresses.
    MailAddresses: Mail,
    /// IPv4 addresses and ranges.
    IpRanges: Ipv4,
    /// Addresses, ranges and networks.
    NetworkRanges: IpRange,
    /// Groups or other objects, by name, address or id.
    Groups: Free,
    /// Words of any form.
    Words: Free,
    /// Users and groups of a cross-tenant setting.
    People: People,
    /// Applications of a cross-tenant setting.
    Applications: Application,
}
