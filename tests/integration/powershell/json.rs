//! `ConvertTo-Json` and `ConvertFrom-Json`.

use serde_json::{Map, Value as Json};

use super::run::{Done, Edition, unknown};
use super::value::{Members, Val, put};

/// A value as JSON; what lies deeper than `depth` would become a string, and is refused.
pub(super) fn text(value: &Val, depth: i64, edition: Edition, compress: bool) -> Done<String> {
    let json = json(value, depth, edition)?;
    Ok(match compress {
        true => json.to_string(),
        false => serde_json::to_string_pretty(&json).unwrap(),
    })
}

/// JSON as PowerShell has it: objects as tables (`Invoke-MgGraphRequest`) or as custom objects
/// (`ConvertFrom-Json`, `Invoke-RestMethod`).
pub(super) fn value(json: &Json, as_tables: bool) -> Val {
    match json {
        Json::Null => Val::Null,
        Json::Bool(on) => Val::Bool(*on),
        Json::Number(number) => Val::Int(number.as_i64().unwrap()),
        Json::String(text) => Val::text(text),
        Json::Array(items) => Val::array(items.iter().map(|item| value(item, as_tables)).collect()),
        Json::Object(all) => {
            let mut members = Members::new();
            for (name, json) in all {
                put(&mut members, name, value(json, as_tables));
            }
            match as_tables {
                true => Val::table(members),
                false => Val::object("", members),
            }
        }
    }
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
