//! One block of a configuration while it is put together.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::resources::{Carrier, Resource, Shape, TARGET, carrier};
use crate::interop::write::{Manual, Task, Wanted, official, quote};
use crate::model::section::{Kind, Setting};
use crate::model::sections::setting;
use crate::model::{AllowedDomains, SettingKey, Value};

/// Why an allow list without entries is not written.
pub(super) const NOBODY: &str =
    "Microsoft365DSC takes an empty allow list for everybody: that nobody is allowed can't be said";

/// What stands after the `=`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expression {
    /// A constant, as PowerShell.
    Constant(String),
    /// An array of constants.
    List(Vec<String>),
    /// An array of instances of a class, each with its properties.
    Instances(&'static str, Vec<Vec<(&'static str, String)>>),
}

/// A property that is stated.
#[derive(Debug, Clone)]
pub(super) struct Stated<'t> {
    /// Its place among the properties of the resource.
    pub(super) place: usize,
    /// The setting; none for what only the resource knows.
    pub(super) key: SettingKey,
    /// What it is.
    pub(super) value: Expression,
    /// The change that asks for it; none if it is stated because another property needs it.
    pub(super) wanted: Option<&'t Wanted>,
}

/// What settings are known to be, and what they are to be.
pub(super) type Values<'t> = BTreeMap<&'t SettingKey, &'t Value>;

/// The values of a task.
pub(super) fn values(task: &Task) -> Values<'_> {
    let known = task.known.iter();
    let wanted = task.wanted.iter().map(|w| (&w.key, &w.after));
    known.chain(wanted).collect()
}

/// A block.
pub(super) struct Draft<'t> {
    /// What is known and what is to be, by setting.
    values: &'t Values<'t>,
    pub(super) resource: &'static Resource,
    /// The name of the named object.
    pub(super) name: Option<String>,
    /// The named object itself: there, or not.
    pub(super) itself: Option<&'t Wanted>,
    pub(super) stated: Vec<Stated<'t>>,
    /// Properties by name that belong to no setting, with their expression.
    pub(super) extra: Vec<(&'static str, String)>,
    /// What a reader of the block should know.
    pub(super) notes: Vec<String>,
    /// What is not written.
    pub(super) manual: Vec<Manual>,
}

impl<'t> Draft<'t> {
    /// A block with the changes of one object; what can't be said is left to a person.
    pub(super) fn new(
        values: &'t Values<'t>,
        resource: &'static Resource,
        name: Option<String>,
        wanted: &[(Option<usize>, &'t Wanted)],
    ) -> Self {
        let mut out = Self {
            values,
            resource,
            name,
            itself: None,
            stated: Vec::new(),
            extra: Vec::new(),
            notes: Vec::new(),
            manual: Vec::new(),
        };
        for (place, wanted) in wanted {
            match place {
                None => out.itself = Some(wanted),
                Some(place) => {
                    let (_, shape) = resource.properties[*place];
                    match expression(shape, wanted.setting, &wanted.after) {
                        Ok(value) => out.stated.push(Stated {
                            place: *place,
                            key: wanted.key.clone(),
                            value,
                            wanted: Some(wanted),
                        }),
                        Err(why) => out.manual.push(Manual::of(wanted, why)),
                    }
                }
            }
        }
        out
    }

    /// Whether the object goes.
    pub(super) fn deletes(&self) -> bool {
        self.itself.is_some_and(Wanted::deletes)
    }

    /// The key of a setting of this object, from its declared path.
    pub(super) fn key(&self, declared: &SettingKey) -> SettingKey {
        match &self.name {
            Some(name) => declared.with_object(name),
            None => declared.clone(),
        }
    }

    /// The value that a setting is to have, or has as far as that is known.
    pub(super) fn value(&self, key: &SettingKey) -> Option<&'t Value> {
        self.values.get(key).copied()
    }

    /// Whether the block states a setting.
    pub(super) fn states(&self, key: &SettingKey) -> bool {
        self.stated.iter().any(|stated| stated.key == *key)
    }

    /// States what a setting is to be or is known to be; false if neither is known or it can't be said.
    pub(super) fn fill(&mut self, key: &SettingKey) -> bool {
        if self.states(key) {
            return true;
        }
        let Some(setting) = setting(&key.declared()) else {
            return false;
        };
        let Ok(Carrier {
            property: Some(place),
            ..
        }) = carrier(setting)
        else {
            return false;
        };
        let (_, shape) = self.resource.properties[place];
        let said = self
            .value(key)
            .map(|value| expression(shape, setting, value));
        let Some(Ok(value)) = said else {
            return false;
        };
        self.stated.push(Stated {
            place,
            key: key.clone(),
            value,
            wanted: None,
        });
        true
    }

    /// Takes a setting out of the block; a change of it is left to a person.
    pub(super) fn leave(&mut self, key: &SettingKey, why: &str) {
        self.stated.retain(|stated| {
            if stated.key != *key {
                return true;
            }
            if let Some(wanted) = stated.wanted {
                self.manual.push(Manual::of(wanted, why));
            }
            false
        });
    }

    /// Says something to the reader of the block, once.
    pub(super) fn note(&mut self, note: &str) {
        if !self.notes.iter().any(|n| n == note) {
            self.notes.push(note.to_owned());
        }
    }

    /// Leaves all that is asked for to a person.
    pub(super) fn leave_all(mut self, why: &str) -> Vec<Manual> {
        let wanted = self.stated.iter().filter_map(|s| s.wanted);
        let all = self.itself.into_iter().chain(wanted);
        self.manual
            .extend(all.map(|wanted| Manual::of(wanted, why)));
        self.manual
    }

    /// How many changes it carries out.
    pub(super) fn carried(&self) -> usize {
        let settings = self.stated.iter().filter(|s| s.wanted.is_some()).count();
        settings + usize::from(self.itself.is_some())
    }
}

/// A value as a property of that shape, or why it can't be said.
fn expression(shape: Shape, setting: &Setting, value: &Value) -> Result<Expression, &'static str> {
    let known = |words: &[&'static str], word: &str| {
        let found = words.iter().find(|w| w.eq_ignore_ascii_case(word));
        found.map(|w| quote::string(w))
    };
    let texts = |json: &Json| match json {
        Json::Array(items) => items
            .iter()
            .map(|i| i.as_str().map(str::to_owned))
            .collect(),
        _ => None,
    };
    if let (Shape::Targets, Value::Set(set)) = (shape, value) {
        return match set.is_empty() {
            true => Err("an empty list of targets can't be said in a configuration"),
            false => Ok(Expression::Instances(
                TARGET,
                set.iter().map(target).collect(),
            )),
        };
    }
    if setting.kind == Kind::AllowedDomains {
        return match AllowedDomains::from_value(value) {
            Some(AllowedDomains::All) => Ok(Expression::List(Vec::new())),
            Some(AllowedDomains::Only(set)) if !set.is_empty() => {
                Ok(Expression::List(set.iter().map(quote::string).collect()))
            }
            _ => Err(NOBODY),
        };
    }
    let json = official::json(setting, value);
    let said = match (shape, &json) {
        (_, Json::Null) => {
            return Err(
                "Microsoft365DSC leaves a property without a value as it is: that it takes no value \
                 of its own can't be said",
            );
        }
        (Shape::Flag, Json::Bool(on)) => Some(Expression::Constant(
            if *on { "$True" } else { "$False" }.to_owned(),
        )),
        (Shape::Number, Json::Number(number)) => Some(Expression::Constant(number.to_string())),
        (Shape::Text, Json::String(text)) => Some(Expression::Constant(quote::string(text))),
        (Shape::Word(words), Json::String(word)) => known(words, word).map(Expression::Constant),
        (Shape::List, json) => texts(json).map(|texts: Vec<String>| {
            Expression::List(texts.iter().map(|text| quote::string(text)).collect())
        }),
        (Shape::Words(words), json) => texts(json).and_then(|texts: Vec<String>| {
            let all = texts.iter().map(|word| known(words, word));
            all.collect::<Option<Vec<_>>>().map(Expression::List)
        }),
        (Shape::Joined, json) => texts(json)
            .map(|texts: Vec<String>| Expression::Constant(quote::string(&texts.join(",")))),
        _ => None,
    };
    said.ok_or("Microsoft365DSC does not know this value")
}

fn target(word: &str) -> Vec<(&'static str, String)> {
    let (target, kind) = official::target(word);
    vec![
        ("Target", quote::string(target)),
        ("TargetType", quote::string(kind)),
    ]
}
