//! Places survive serde: a newtype struct of a private name asks the reader for the place as well.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

use crate::text::{FileId, Span, Spanned};

/// The name by which the reader knows the request.
pub(super) const SPANNED: &str = "$guestlist::document::Spanned";
/// The same for a value together with its key.
pub(super) const FIELD: &str = "$guestlist::document::Field";

/// The value of a key, and the place to show for both: the key and its value, or the key alone before
/// a block and where the value stands elsewhere (behind an alias).
#[derive(Debug, Clone)]
pub struct Field<T> {
    /// The value.
    pub value: T,
    /// Where the value stands.
    pub span: Span,
    /// The place to show.
    pub place: Span,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let both: Spanned<Spanned<T>> =
            deserializer.deserialize_newtype_struct(FIELD, Parts(PhantomData))?;
        let Spanned { value, span } = both.value;
        let place = both.span;
        Ok(Self { value, span, place })
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(SPANNED, Parts(PhantomData))
    }
}

/// File, start, end, value.
struct Parts<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Parts<T> {
    type Value = Spanned<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of a document, with its place")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Spanned<T>, A::Error> {
        let missing = || A::Error::custom("a value without its place");
        let file = parts.next_element()?.ok_or_else(missing)?;
        let start = parts.next_element()?.ok_or_else(missing)?;
        let end = parts.next_element()?.ok_or_else(missing)?;
        let value = parts.next_element()?.ok_or_else(missing)?;
        Ok(Spanned::new(value, Span::new(FileId(file), start, end)))
    }
}

/// The schema of the value alone.
macro_rules! transparent_schema {
    ($name:ident) => {
        impl<T: JsonSchema> JsonSchema for $name<T> {
            fn inline_schema() -> bool {
                T::inline_schema()
            }

            fn schema_name() -> Cow<'static, str> {
                T::schema_name()
            }

            fn schema_id() -> Cow<'static, str> {
                T::schema_id()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                T::json_schema(generator)
            }
        }
    };
}

transparent_schema!(Spanned);
transparent_schema!(Field);
