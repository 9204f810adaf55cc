//! What expressions come to.
//!
//! Sources: learn.microsoft.com, about_Operators, about_Comparison_Operators, about_Arrays,
//! about_Hash_Tables, about_Properties, about_Methods.

use std::cell::RefCell;
use std::rc::Rc;

use super::run::{Done, Flow, Interpreter, unknown};
use super::syntax::{Expr, Stmt};
use super::value::{Members, Val, joined, member, put};

impl Interpreter<'_> {
    pub(super) fn expr(&mut self, expr: &Expr) -> Done<Val> {
        Ok(match expr {
            Expr::Text(text) => Val::text(text),
            Expr::Int(number) => Val::Int(*number),
            Expr::Variable(name) => self.get(name)?,
            Expr::Splat(name) => return unknown(format!("@{name} outside of a command")),
            Expr::Comma(items) => {
                let items = items.iter().map(|item| self.expr(item));
                Val::array(items.collect::<Done<_>>()?)
            }
            Expr::Unary(operator, value) => {
                let value = self.expr(value)?;
                match (operator.as_str(), value) {
                    ("-not" | "!", value) => Val::Bool(!value.is_true()),
                    ("-", Val::Int(number)) => Val::Int(-number),
                    (operator, value) => return unknown(format!("{operator} {value:?}")),
                }
            }
            Expr::Binary(left, operator, right) => self.binary(left, operator, right)?,
            Expr::Cast(is, value) => self.cast(is, value)?,
            Expr::Type(name) => Val::Type(name.as_str().into()),
            Expr::Member(object, name) => {
                let object = self.expr(object)?;
                self.member(&object, name)?
            }
            Expr::Index(list, index) => {
                let list = self.expr(list)?;
                let index = self.expr(index)?;
                indexed(&list, &index)?
            }
            Expr::Method(object, name, arguments) => {
                let object = self.expr(object)?;
                let arguments = arguments.iter().map(|argument| self.expr(argument));
                let arguments = arguments.collect::<Done<Vec<_>>>()?;
                self.method(&object, &name.to_lowercase(), &arguments)?
            }
            Expr::Paren(stmt) => self.value(stmt)?,
            Expr::List(body) => {
                let mut out = Vec::new();
                self.statements(body, &mut out)?;
                Val::array(out)
            }
            Expr::Table(entries) => self.table(entries)?,
            Expr::Block(block) => Val::Block(Rc::clone(block)),
        })
    }

    fn table(&mut self, entries: &[(Expr, Stmt)]) -> Done<Val> {
        let mut members = Members::new();
        for (key, value) in entries {
            let key = self.expr(key)?.to_text();
            if member(&members, &key).is_some() {
                return Err(Flow::Throw(format!(
                    "Item has already been added. Key in dictionary: '{key}'"
                )));
            }
            let value = self.value(value)?;
            put(&mut members, &key, value);
        }
        Ok(Val::table(members))
    }

    fn binary(&mut self, left: &Expr, operator: &str, right: &Expr) -> Done<Val> {
        let left = self.expr(left)?;
        match operator {
            "-and" if !left.is_true() => return Ok(Val::Bool(false)),
            "-or" if left.is_true() => return Ok(Val::Bool(true)),
            _ => {}
        }
        let right = self.expr(right)?;
        let strange = || unknown(format!("{left:?} {operator} {right:?}"));
        Ok(match operator {
            "-and" | "-or" => Val::Bool(right.is_true()),
            "-eq" | "-ceq" | "-ne" | "-cne" => {
                let wanted = operator.ends_with("eq");
                let test = |a: &Val| a.equals(&right, operator.starts_with("-c")) == wanted;
                // Of a list, those that are (not) equal.
                match left.items() {
                    Some(items) => Val::array(items.into_iter().filter(test).collect()),
                    None => Val::Bool(test(&left)),
                }
            }
            "-contains" | "-notcontains" => {
                let found = left.unrolled().iter().any(|a| a.equals(&right, false));
                Val::Bool(found == (operator == "-contains"))
            }
            "-lt" | "-le" | "-gt" | "-ge" => {
                let (Val::Int(a), Val::Int(b)) = (&left, &right) else {
                    return strange();
                };
                Val::Bool(match operator {
                    "-lt" => a < b,
                    "-le" => a <= b,
                    "-gt" => a > b,
                    _ => a >= b,
                })
            }
            "-like" | "-notlike" if left.items().is_none() => {
                let (text, pattern) = (left.to_text(), right.to_text());
                if pattern.contains(['?', '[', ']', '`']) {
                    return unknown(format!("the pattern {pattern}"));
                }
                let matches = is_like(&text.to_lowercase(), &pattern.to_lowercase());
                Val::Bool(matches == (operator == "-like"))
            }
            "-match" if left.items().is_none() => match right.to_text().as_str() {
                "^[0-9]+$" => {
                    let text = left.to_text();
                    Val::Bool(!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
                }
                r"NotFound|\b404\b" => {
                    let text = left.to_text().to_lowercase();
                    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
                    Val::Bool(text.contains("notfound") || words.any(|word| word == "404"))
                }
                pattern => return unknown(format!("the pattern {pattern}")),
            },
            "-join" => {
                let texts: Vec<String> = left.unrolled().iter().map(Val::to_text).collect();
                Val::text(texts.join(&right.to_text()))
            }
            "-is" => {
                let Val::Type(name) = &right else {
                    return strange();
                };
                Val::Bool(match name.as_ref() {
                    "string" => matches!(left, Val::Text(_)),
                    "bool" => matches!(left, Val::Bool(_)),
                    "array" => matches!(left, Val::Array(_)),
                    "system.collections.idictionary" => matches!(left, Val::Table(_)),
                    "pscustomobject" => {
                        matches!(&left, Val::Object(o) if o.borrow().class.is_empty())
                    }
                    _ => return strange(),
                })
            }
            "+" => match (&left, &right) {
                (Val::Text(a), b) => Val::text(joined(a, &b.to_text())),
                (Val::Int(a), Val::Int(b)) => Val::Int(a + b),
                (Val::Null | Val::Nothing, b) => b.clone(),
                (Val::Array(a), b) => {
                    let mut items = a.borrow().clone();
                    items.extend(b.unrolled());
                    Val::array(items)
                }
                _ => return strange(),
            },
            "-" | "%" | ".." => {
                let (Val::Int(a), Val::Int(b)) = (&left, &right) else {
                    return strange();
                };
                match operator {
                    "-" => Val::Int(a - b),
                    "%" => Val::Int(a % b),
                    _ if a <= b => Val::array((*a..=*b).map(Val::Int).collect()),
                    _ => Val::array((*b..=*a).rev().map(Val::Int).collect()),
                }
            }
            _ => return strange(),
        })
    }

    fn cast(&mut self, is: &str, value: &Expr) -> Done<Val> {
        if is == "ordered" && !matches!(value, Expr::Table(_)) {
            return unknown("[ordered] of something else than a table");
        }
        let value = self.expr(value)?;
        Ok(match (is, &value) {
            ("ordered", _) => value,
            ("string", value) => Val::text(value.to_text()),
            ("int", Val::Int(_)) => value,
            ("int", Val::Text(text)) => match text.trim().parse() {
                Ok(number) => Val::Int(number),
                Err(_) => return Err(Flow::Throw(format!("Cannot convert value \"{text}\""))),
            },
            ("char", Val::Int(unit)) => match u16::try_from(*unit) {
                Ok(unit) => Val::Char(unit),
                Err(_) => return unknown(format!("[char] {unit}")),
            },
            ("pscustomobject", Val::Table(table)) => Val::object("", table.borrow().clone()),
            _ => return unknown(format!("[{is}] of {value:?}")),
        })
    }

    pub(super) fn assign(&mut self, target: &Expr, operator: &str, value: Val) -> Done<()> {
        let value = match operator {
            "=" => value,
            "+=" => {
                let before = self.expr(target)?;
                match (&before, &value) {
                    (Val::Text(a), b) => Val::text(joined(a, &b.to_text())),
                    (Val::Int(a), Val::Int(b)) => Val::Int(a + b),
                    (Val::Array(a), b) => {
                        let mut items = a.borrow().clone();
                        items.extend(b.unrolled());
                        Val::array(items)
                    }
                    _ => return unknown(format!("{before:?} += {value:?}")),
                }
            }
            _ => return unknown(format!("the operator {operator}")),
        };
        match target {
            Expr::Variable(name) => self.set(name, value),
            Expr::Index(table, key) => {
                let table = self.expr(table)?;
                let key = self.expr(key)?;
                match table {
                    Val::Table(table) => put(&mut table.borrow_mut(), &key.to_text(), value),
                    other => return unknown(format!("{other:?}[{key:?}] = {value:?}")),
                }
                Ok(())
            }
            Expr::Member(object, name) => match self.expr(object)? {
                Val::Object(object) => {
                    let mut object = object.borrow_mut();
                    // A property that is not there can't be set.
                    if member(&object.members, name).is_none() {
                        return Err(Flow::Throw(format!(
                            "The property '{name}' cannot be found"
                        )));
                    }
                    put(&mut object.members, name, value);
                    Ok(())
                }
                Val::Table(table) => {
                    put(&mut table.borrow_mut(), name, value);
                    Ok(())
                }
                other => unknown(format!("{other:?}.{name} = {value:?}")),
            },
            other => unknown(format!("an assignment to {other:?}")),
        }
    }

    fn member(&self, object: &Val, name: &str) -> Done<Val> {
        let lower = name.to_lowercase();
        Ok(match (object, lower.as_str()) {
            (value, "psobject") if value.is_null() => Val::Null,
            (value, "psobject") => Val::object(
                "PSObject",
                vec![("Properties".to_owned(), Val::Properties(properties(value)?))],
            ),
            (Val::Table(table), _) => {
                let table = table.borrow();
                match (member(&table, name), lower.as_str()) {
                    (Some(value), _) => value.clone(),
                    (None, "keys") => {
                        Val::array(table.iter().map(|(key, _)| Val::text(key)).collect())
                    }
                    (None, "count") => Val::Int(table.len() as i64),
                    (None, "values" | "isreadonly" | "isfixedsize" | "syncroot") => {
                        return unknown(format!("{name} of a table"));
                    }
                    (None, _) => Val::Null,
                }
            }
            (Val::Array(items) | Val::List(items), "count") => {
                Val::Int(items.borrow().len() as i64)
            }
            (Val::Array(items), "length") => Val::Int(items.borrow().len() as i64),
            // The property of each element.
            (Val::Array(items) | Val::List(items), _) => {
                let items = items.borrow();
                let of_each = items.iter().map(|item| self.member(item, name));
                let all: Vec<Val> = of_each.collect::<Done<_>>()?;
                let there: Vec<Val> = all.iter().flat_map(Val::unrolled).collect();
                match there.iter().all(Val::is_null) {
                    true => Val::Null,
                    false => Val::collected(there),
                }
            }
            (Val::Object(object), _) => {
                match (member(&object.borrow().members, name), lower.as_str()) {
                    (Some(value), _) => value.clone(),
                    (None, "count" | "length") => Val::Int(1),
                    (None, _) => Val::Null,
                }
            }
            (Val::Type(class), "utf8") if class.as_ref() == "system.text.encoding" => {
                Val::object("UTF8Encoding", Vec::new())
            }
            (value, "count" | "length") if value.is_null() => Val::Int(0),
            (value, _) if value.is_null() => Val::Null,
            (Val::Text(text), "length") => Val::Int(text.encode_utf16().count() as i64),
            (_, "count") => Val::Int(1),
            (Val::Text(_) | Val::Bool(_) | Val::Int(_) | Val::Enum(..), _) => Val::Null,
            (value, _) => return unknown(format!("{value:?}.{name}")),
        })
    }
}

/// `PSObject.Properties`
fn properties(value: &Val) -> Done<Rc<Members>> {
    let of_class = |names: &[&str]| names.iter().map(|n| ((*n).to_owned(), Val::Null)).collect();
    Ok(Rc::new(match value {
        Val::Object(object) => object.borrow().members.clone(),
        Val::Array(_) => of_class(&[
            "Length",
            "LongLength",
            "Rank",
            "SyncRoot",
            "IsReadOnly",
            "IsFixedSize",
            "IsSynchronized",
            "Count",
        ]),
        Val::List(_) => of_class(&["Capacity", "Count"]),
        Val::Text(_) => of_class(&["Length"]),
        Val::Bool(_) | Val::Int(_) | Val::Enum(..) => Vec::new(),
        other => return unknown(format!("the properties of {other:?}")),
    }))
}

fn indexed(list: &Val, index: &Val) -> Done<Val> {
    Ok(match (list, index) {
        (list, _) if list.is_null() => {
            return Err(Flow::Throw("Cannot index into a null array.".to_owned()));
        }
        (Val::Table(table), key) => {
            let found = member(&table.borrow(), &key.to_text()).cloned();
            found.unwrap_or(Val::Null)
        }
        (Val::Properties(all), Val::Text(name)) => match member(all, name) {
            Some(value) => super::value::property(name, value),
            None => Val::Null,
        },
        (Val::Array(items) | Val::List(items), Val::Int(index)) => {
            let items = items.borrow();
            let at = if *index < 0 {
                index + items.len() as i64
            } else {
                *index
            };
            let found = usize::try_from(at).ok().and_then(|at| items.get(at));
            // Beyond its end there is nothing at all.
            found.cloned().unwrap_or(Val::Nothing)
        }
        (Val::Array(_) | Val::List(_), Val::Array(places)) => {
            let mut out = Vec::new();
            for place in places.borrow().iter() {
                match indexed(list, place)? {
                    Val::Nothing => {}
                    found => out.push(found),
                }
            }
            Val::array(out)
        }
        _ => return unknown(format!("{list:?}[{index:?}]")),
    })
}

/// Whether a text fits a pattern of which `*` is the only sign.
fn is_like(text: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => text == pattern,
        Some((start, rest)) => match text.strip_prefix(start) {
            None => false,
            Some(text) => {
                let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
                places.into_iter().any(|at| is_like(&text[at..], rest))
            }
        },
    }
}

/// A list of .NET.
pub(super) fn list(items: Vec<Val>) -> Val {
    Val::List(Rc::new(RefCell::new(items)))
}
