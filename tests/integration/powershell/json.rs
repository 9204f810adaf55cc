//! `ConvertTo-Json`.

use serde_json::{Map, Value as Json};

use super::run::{Done, Edition, unknown};
use super::value::{Members, Val};

/// A value as JSON; what lies deeper than `depth` would become a string, and is refused.
pub(super) fn text(value: &Val, depth: i64, edition: Edition) -> Done<String> {
    let json = json(value, depth, edition)?;
    Ok(serde_json::to_string_pretty(&json).unwrap())
}

fn json(value: &Val, depth: i64, edition: Edition) -> Done<Json> {
    if depth < 0 {
        return unknown("ConvertTo-Json of something deeper than -Depth");
    }
    let members = |members: &Members| -> Done<Json> {
        let mut out = Map::new();
        for (name, value) in members {
            out.insert(name.clone(), json(value, depth - 1, edition)?);
        }
        Ok(Json::Object(out))
    };
    Ok(match value {
        Val::Null => Json::Null,
        // Source: PowerShell/PowerShell#9231, mended in PowerShell 7 alone.
        Val::Nothing => match edition {
            Edition::Desktop => Json::Object(Map::new()),
            Edition::Core => Json::Null,
        },
        Val::Bool(on) => Json::Bool(*on),
        Val::Int(number) | Val::Enum(_, number) => (*number).into(),
        Val::Text(text) => Json::String(text.to_string()),
        Val::Array(items) | Val::List(items) => {
            let items = items.borrow();
            let items = items.iter().map(|item| json(item, depth - 1, edition));
            Json::Array(items.collect::<Done<_>>()?)
        }
        Val::Table(table) => members(&table.borrow())?,
        Val::Object(object) => members(&object.borrow().members)?,
        other => return unknown(format!("{other:?} as JSON")),
    })
}
