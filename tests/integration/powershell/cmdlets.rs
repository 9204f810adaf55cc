//! Cmdlets of PowerShell itself, and methods of values.
//!
//! Sources: learn.microsoft.com, the pages of the cmdlets and of .NET's `String`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::expressions::list;
use super::json;
use super::run::{Call, Done, Flow, Interpreter, unknown};
use super::value::{Val, member};

/// The time of every run, in UTC.
const NOW: &str = "2026-11-21T10:00:00";

impl Interpreter<'_> {
    /// Runs what is no function of the script.
    pub(super) fn cmdlet(&mut self, call: Call, input: Option<Vec<Val>>) -> Done<Vec<Val>> {
        let name = call.name.to_lowercase();
        let switches: Vec<String> = call.named.iter().map(|(n, _)| n.to_lowercase()).collect();
        let switches: Vec<&str> = switches.iter().map(String::as_str).collect();
        Ok(
            match (
                name.as_str(),
                switches.as_slice(),
                call.positional.as_slice(),
                input,
            ) {
                ("where-object", [], [Val::Block(block)], Some(input)) => {
                    let mut out = Vec::new();
                    for item in input {
                        let mut given = Vec::new();
                        self.with_item(item.clone(), &block.body, &mut given)?;
                        if Val::collected(given).is_true() {
                            out.push(item);
                        }
                    }
                    out
                }
                ("foreach-object", [], [Val::Block(block)], Some(input)) => {
                    let mut out = Vec::new();
                    for item in input {
                        self.with_item(item, &block.body, &mut out)?;
                    }
                    out
                }
                ("sort-object", [] | ["unique"], [], Some(mut input)) => {
                    if let Some(odd) = input.iter().find(|v| !matches!(v, Val::Text(_))) {
                        return unknown(format!("Sort-Object of {odd:?}"));
                    }
                    input.sort_by_cached_key(|value| value.to_text().to_lowercase());
                    if switches == ["unique"] {
                        input.dedup_by(|a, b| a.equals(b, false));
                    }
                    input
                }
                ("out-null", [], [], Some(_)) => Vec::new(),
                ("write-host", [], [value], None) => {
                    self.printed.push(value.to_text());
                    Vec::new()
                }
                ("set-strictmode", ["version"], [], None) => Vec::new(),
                ("join-path", [], [folder, file], None) => {
                    vec![Val::text(format!(
                        "{}/{}",
                        folder.to_text(),
                        file.to_text()
                    ))]
                }
                // The folder is there.
                ("test-path", ["literalpath"], [], None) => vec![Val::Bool(true)],
                ("get-date", [], [], None) => vec![Val::Date(NOW.into())],
                ("new-object", [], [Val::Text(class)], None) => match class.as_ref() {
                    "System.Collections.Generic.List[string]" => vec![list(Vec::new())],
                    class => return unknown(format!("New-Object {class}")),
                },
                ("convertto-json", ["depth"], [], Some(input)) => {
                    let Some(Val::Int(depth)) = member(&call.named, "Depth") else {
                        return unknown("ConvertTo-Json without a number for -Depth");
                    };
                    match input.as_slice() {
                        [one] => vec![Val::text(json::text(one, *depth, self.edition, false)?)],
                        other => return unknown(format!("ConvertTo-Json of {other:?}")),
                    }
                }
                ("convertto-json", ["depth", "compress"], [one], None) => {
                    let Some(Val::Int(depth)) = member(&call.named, "Depth") else {
                        return unknown("ConvertTo-Json without a number for -Depth");
                    };
                    vec![Val::text(json::text(one, *depth, self.edition, true)?)]
                }
                ("convertfrom-json", [], [Val::Text(text)], None) => {
                    match serde_json::from_str(text) {
                        Ok(json) => vec![json::value(&json, false)],
                        Err(why) => return Err(Flow::Throw(format!("Invalid JSON: {why}"))),
                    }
                }
                ("start-sleep", ["seconds"], [], None) => Vec::new(),
                ("set-content", ["literalpath", "encoding", "whatif"], [], Some(input)) => {
                    let given = |name: &str| member(&call.named, name).map(Val::to_text);
                    if given("WhatIf").as_deref() != Some("False") {
                        return unknown("Set-Content without -WhatIf:$false");
                    }
                    let (Some(file), [Val::Text(text)]) = (given("LiteralPath"), input.as_slice())
                    else {
                        return unknown(format!("Set-Content of {input:?}"));
                    };
                    self.files.insert(file, text.to_string());
                    Vec::new()
                }
                ("get-command", [], [Val::Text(cmdlet)], None) => {
                    let Some(parameters) = self.service.parameters(cmdlet) else {
                        return Err(Flow::Throw(format!(
                            "The term '{cmdlet}' is not recognized"
                        )));
                    };
                    let table = parameters.into_iter().map(|name| (name, Val::Bool(true)));
                    let parameters = ("Parameters".to_owned(), Val::table(table.collect()));
                    vec![Val::object("CmdletInfo", vec![parameters])]
                }
                (_, _, _, Some(_)) => return unknown(format!("a pipeline into {}", call.name)),
                (_, _, _, None) => match self.service.call(&call) {
                    Some(Ok(out)) => out,
                    // Source: about_Preference_Variables.
                    Some(Err(why)) => match self.get("erroractionpreference") {
                        Ok(Val::Text(word)) if word.as_ref() == "Stop" => {
                            return Err(Flow::Throw(why));
                        }
                        _ => return unknown("an error while $ErrorActionPreference is not Stop"),
                    },
                    None => return unknown(format!("the command {call:?}")),
                },
            },
        )
    }

    /// A block with `$_`, in the scope around it.
    fn with_item(
        &mut self,
        item: Val,
        body: &[super::syntax::Stmt],
        out: &mut Vec<Val>,
    ) -> Done<()> {
        let before = self.get("_").ok();
        self.set("_", item)?;
        let done = self.statements(body, out);
        self.set("_", before.unwrap_or(Val::Null))?;
        done
    }

    pub(super) fn method(&mut self, object: &Val, name: &str, given: &[Val]) -> Done<Val> {
        Ok(match (object, name, given) {
            (Val::Object(cmdlet), "shouldprocess", [target, action])
                if cmdlet.borrow().class == "PSCmdlet" =>
            {
                let what_if = self.get("whatifpreference")?.is_true();
                if what_if {
                    self.printed.push(format!(
                        "What if: Performing the operation \"{}\" on target \"{}\".",
                        action.to_text(),
                        target.to_text()
                    ));
                }
                Val::Bool(!what_if)
            }
            (Val::Type(math), "min", [Val::Int(a), Val::Int(b)]) if math.as_ref() == "math" => {
                Val::Int(*a.min(b))
            }
            (Val::Type(uri), "escapedatastring", [Val::Text(text)]) if uri.as_ref() == "uri" => {
                Val::text(utf8_percent_encode(text, NON_ALPHANUMERIC).to_string())
            }
            (Val::Type(convert), "frombase64string", [Val::Text(text)])
                if convert.as_ref() == "system.convert" =>
            {
                let bytes = STANDARD.decode(text.as_ref());
                let bytes = bytes.map_err(|why| Flow::Throw(why.to_string()))?;
                let text = String::from_utf8(bytes).map_err(|why| Flow::Throw(why.to_string()))?;
                Val::object("Byte[]", vec![("Text".to_owned(), Val::text(text))])
            }
            (Val::Object(encoding), "getstring", [Val::Object(bytes)])
                if encoding.borrow().class == "UTF8Encoding"
                    && bytes.borrow().class == "Byte[]" =>
            {
                bytes.borrow().members[0].1.clone()
            }
            (Val::Table(table), "containskey", [key]) => {
                Val::Bool(member(&table.borrow(), &key.to_text()).is_some())
            }
            (Val::List(items), "add", [item]) => {
                // A list of strings makes a string of what is added.
                items.borrow_mut().push(Val::text(item.to_text()));
                Val::Nothing
            }
            (Val::Text(text), _, _) => text_method(text, name, given)?,
            (Val::Date(_), "touniversaltime", []) => object.clone(),
            (Val::Date(now), "tostring", [Val::Text(format)]) => match format.as_ref() {
                // The one format of these that no culture changes.
                "s" => Val::text(now),
                format => return unknown(format!("a date as {format}: cultures differ in it")),
            },
            (object, name, _) if object.is_null() => {
                return Err(Flow::Throw(format!(
                    "You cannot call a method on a null-valued expression: {name}"
                )));
            }
            _ => return unknown(format!("{object:?}.{name}({given:?})")),
        })
    }
}

/// All that is asked of texts here is the same in UTF-16, and ASCII where places are counted.
fn text_method(text: &str, name: &str, given: &[Val]) -> Done<Val> {
    let strange = || unknown(format!("'{text}'.{name}({given:?})"));
    let place = |at: i64| {
        usize::try_from(at)
            .ok()
            .filter(|at| text.is_char_boundary(*at))
    };
    Ok(match (name, given) {
        ("trim", []) => Val::text(text.trim()),
        ("tolowerinvariant", []) => Val::text(text.to_lowercase()),
        ("tolower", []) => return unknown("ToLower: cultures differ in it"),
        ("startswith", [Val::Text(start)]) => Val::Bool(text.starts_with(start.as_ref())),
        ("replace", [Val::Text(old), Val::Text(new)]) if !old.is_empty() => {
            Val::text(text.replace(old.as_ref(), new))
        }
        ("lastindexof", [Val::Text(part)]) => {
            Val::Int(text.rfind(part.as_ref()).map_or(-1, |at| at as i64))
        }
        ("substring", [Val::Int(start)]) => match place(*start) {
            Some(start) => Val::text(&text[start..]),
            None => return Err(Flow::Throw("startIndex is out of range".to_owned())),
        },
        ("substring", [Val::Int(start), Val::Int(length)]) => {
            match (place(*start), place(start + length)) {
                (Some(start), Some(end)) if start <= end => Val::text(&text[start..end]),
                _ => return Err(Flow::Throw("startIndex is out of range".to_owned())),
            }
        }
        // With more than one sign, Windows PowerShell cuts at each, PowerShell 7 at all of them.
        ("split", [Val::Text(separator)]) if separator.chars().count() == 1 => {
            let parts = text.split(separator.as_ref());
            Val::array(parts.map(Val::text).collect())
        }
        _ => return strange(),
    })
}
