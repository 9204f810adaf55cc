//! Named objects: policies, relationships, connectors, sites, people.
//!
//! An object is there because a file names it; `NAME: absent` deletes it. Its own key stands for its
//! existence, so that one without any setting is recorded too.

use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, Visitor};

use super::{Form, Leaf, Setting, Settings, Stated, StatedObject};
use crate::document::{Field, Map};
use crate::model::SettingKey;
use crate::model::config::NotesRef;

/// The word by which a file says that an object is to be deleted, and its recorded value then.
pub const ABSENT: &str = "absent";
/// The recorded value of an object that is there.
pub const PRESENT: &str = "present";

/// What a kind of named object is.
pub trait Object: Settings {
    /// Its declared path, with `[]` for the name.
    const KEY: SettingKey;
    /// What its name must look like.
    const FORM: Form;
    /// The object itself as it stands in the table.
    #[must_use]
    fn object() -> Setting;
    /// Why it is there.
    fn notes(&self) -> NotesRef<'_>;
}

/// An object, or the wish that there be none of that name.
#[derive(Debug)]
pub enum ObjectSpec<T> {
    /// It is to be deleted.
    Absent,
    /// It is to be as this says.
    Present(Box<T>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ObjectSpec<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
            type Value = ObjectSpec<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("its settings, or absent")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<ObjectSpec<T>, E> {
                match text {
                    ABSENT => Ok(ObjectSpec::Absent),
                    other => Err(E::invalid_value(de::Unexpected::Str(other), &self)),
                }
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ObjectSpec<T>, A::Error> {
                let object = T::deserialize(MapAccessDeserializer::new(map))?;
                Ok(ObjectSpec::Present(Box::new(object)))
            }
        }
        deserializer.deserialize_any(ObjectVisitor(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for ObjectSpec<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }
    fn schema_id() -> std::borrow::Cow<'static, str> {
        format!("ObjectSpec<{}>", T::schema_id()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = T::json_schema(generator);
        schema.insert("type".into(), serde_json::json!(["object", "string"]));
        schema.insert("pattern".into(), "^absent$".into());
        schema.insert(
            "x-pattern-hint".into(),
            "absent (delete it), or its settings".into(),
        );
        schema.insert("x-expected".into(), "its settings, or absent".into());
        schema.insert("examples".into(), serde_json::json!([ABSENT]));
        schema
    }
}

/// Objects of one kind by name.
#[derive(Debug, Deserialize)]
#[serde(transparent, bound = "T: Deserialize<'de>")]
pub struct Objects<T>(Map<Field<ObjectSpec<T>>>);

impl<T> Default for Objects<T> {
    fn default() -> Self {
        Self(Map::default())
    }
}

impl<T: JsonSchema> JsonSchema for Objects<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Map_of_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Map::<ObjectSpec<T>>::json_schema(generator)
    }
    fn inline_schema() -> bool {
        true
    }
}

impl<T: Object> Settings for Objects<T> {
    fn table(out: &mut Vec<Setting>) {
        out.push(T::object());
        T::table(out);
    }

    fn leaves<'c>(&'c self, out: &mut Vec<Leaf<'c>>) {
        for (name, object) in self.0.iter() {
            let form = T::FORM;
            let canonical = form.canonical(&name.value);
            let key = |declared: &SettingKey| declared.with_object(&canonical);
            let (is_present, notes) = match &object.value {
                ObjectSpec::Absent => (false, NotesRef::default()),
                ObjectSpec::Present(object) => (true, object.notes()),
            };
            out.push(Leaf {
                key: key(&T::KEY),
                object: Some(name),
                span: name.span,
                value_span: object.span,
                stated: Stated::Object(StatedObject {
                    is_present,
                    form,
                    notes,
                }),
            });
            if let ObjectSpec::Present(object) = &object.value {
                let first = out.len();
                object.leaves(out);
                for leaf in &mut out[first..] {
                    leaf.key = key(&leaf.key);
                    leaf.object = Some(name);
                }
            }
        }
    }
}
