//! Machine formats: structs of their own, never the internal types, each with a version.

pub mod activity;
pub mod apply;
pub mod can;
pub mod capabilities;
pub mod change;
pub mod effects;
pub mod finding;
pub mod outcomes;
pub mod plan;
pub mod rules;
pub mod saved;
pub mod state;
pub mod test;
pub mod validate;
pub mod value;

pub use finding::{JsonAcceptance, JsonFinding, JsonLocation, JsonRelated, JsonSeverity, findings};

/// For numbers that a document leaves out where there is none.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
pub(in crate::render) fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// A document as it is printed.
pub fn text(document: &impl serde::Serialize) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(document)?;
    text.push('\n');
    Ok(text)
}

/// Draft 7 of a document's schema, as committed under `schemas/`.
#[must_use]
pub fn draft07<T: schemars::JsonSchema>(id: &str) -> serde_json::Value {
    let settings = schemars::generate::SchemaSettings::draft07().for_serialize();
    // Formats such as `uint32` are schemars' own, and strict validators refuse them.
    let strip = |schema: &mut schemars::Schema| {
        let format = schema.get("format").and_then(|f| f.as_str());
        if format.is_some_and(|f| f.trim_start_matches('u').starts_with("int")) {
            schema.remove("format");
        }
    };
    let settings = settings.with_transform(schemars::transform::RecursiveTransform(strip));
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("$id".into(), id.into());
    schema.to_value()
}
