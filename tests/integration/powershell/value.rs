//! Values as PowerShell has them, and how they turn into texts, truths and each other.

use std::cell::RefCell;
use std::rc::Rc;

use super::syntax::Block;

#[derive(Debug, Clone)]
pub(crate) enum Val {
    /// What a command without output gives: like null, but nothing to enumerate.
    Nothing,
    Null,
    Bool(bool),
    Int(i64),
    Char(u16),
    Text(Rc<str>),
    /// A word of an enumeration, with its number.
    Enum(Rc<str>, i64),
    Array(Rc<RefCell<Vec<Val>>>),
    /// `System.Collections.Generic.List[string]`
    List(Rc<RefCell<Vec<Val>>>),
    Table(Rc<RefCell<Members>>),
    Object(Rc<RefCell<Object>>),
    /// `PSObject.Properties` of a value.
    Properties(Rc<Members>),
    Block(Rc<Block>),
    Type(Rc<str>),
    Date(Rc<str>),
}

/// Named values in order; names are the same whatever their case.
pub(crate) type Members = Vec<(String, Val)>;

/// An object of .NET, or a custom one.
#[derive(Debug)]
pub(crate) struct Object {
    /// Its class; empty for a custom object.
    pub(crate) class: &'static str,
    pub(crate) members: Members,
}

pub(crate) fn member<'m>(members: &'m Members, name: &str) -> Option<&'m Val> {
    let found = members.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value)
}

pub(crate) fn put(members: &mut Members, name: &str, value: Val) {
    match members
        .iter_mut()
        .find(|(n, _)| n.eq_ignore_ascii_case(name))
    {
        Some((_, old)) => *old = value,
        None => members.push((name.to_owned(), value)),
    }
}

impl Val {
    pub(crate) fn text(text: impl AsRef<str>) -> Self {
        Self::Text(text.as_ref().into())
    }

    pub(crate) fn array(items: Vec<Self>) -> Self {
        Self::Array(Rc::new(RefCell::new(items)))
    }

    pub(crate) fn table(members: Members) -> Self {
        Self::Table(Rc::new(RefCell::new(members)))
    }

    pub(crate) fn object(class: &'static str, members: Members) -> Self {
        Self::Object(Rc::new(RefCell::new(Object { class, members })))
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null | Self::Nothing)
    }

    /// The elements of a list, or nothing if it is none.
    pub(crate) fn items(&self) -> Option<Vec<Self>> {
        match self {
            Self::Array(items) | Self::List(items) => Some(items.borrow().clone()),
            Self::Properties(all) => Some(all.iter().map(|(n, v)| property(n, v)).collect()),
            _ => None,
        }
    }

    /// What a pipeline gets of it.
    pub(crate) fn unrolled(&self) -> Vec<Self> {
        match self {
            Self::Nothing => Vec::new(),
            value => value.items().unwrap_or_else(|| vec![value.clone()]),
        }
    }

    /// What comes of the output of a command: nothing, one value, or a list.
    pub(crate) fn collected(mut output: Vec<Self>) -> Self {
        match output.len() {
            0 => Self::Nothing,
            1 => output.remove(0),
            _ => Self::array(output),
        }
    }

    /// Source: about_Booleans.
    pub(crate) fn is_true(&self) -> bool {
        match self {
            Self::Nothing | Self::Null => false,
            Self::Bool(on) => *on,
            Self::Int(number) | Self::Enum(_, number) => *number != 0,
            Self::Text(text) => !text.is_empty(),
            Self::Array(items) | Self::List(items) => match items.borrow().as_slice() {
                [] => false,
                [one] => one.is_true(),
                _ => true,
            },
            _ => true,
        }
    }

    /// As `[string]` makes it.
    pub(crate) fn to_text(&self) -> String {
        match self {
            Self::Nothing | Self::Null => String::new(),
            Self::Bool(on) => if *on { "True" } else { "False" }.to_owned(),
            Self::Int(number) => number.to_string(),
            Self::Char(unit) => from_units(&[*unit]),
            Self::Text(text) | Self::Enum(text, _) => text.to_string(),
            Self::Array(items) | Self::List(items) => {
                let texts: Vec<String> = items.borrow().iter().map(Self::to_text).collect();
                texts.join(" ")
            }
            Self::Table(_) => "System.Collections.Hashtable".to_owned(),
            Self::Object(object) => object.borrow().class.to_owned(),
            Self::Properties(_) | Self::Block(_) | Self::Type(_) | Self::Date(_) => {
                format!("<{self:?}>")
            }
        }
    }

    /// Source: about_Comparison_Operators: the right side is taken as what the left side is.
    pub(crate) fn equals(&self, other: &Self, heeds_case: bool) -> bool {
        let same = |a: &str, b: &str| match heeds_case {
            true => a == b,
            false if a.is_ascii() && b.is_ascii() => a.eq_ignore_ascii_case(b),
            false => a.to_lowercase() == b.to_lowercase(),
        };
        match (self, other) {
            (a, b) if a.is_null() || b.is_null() => a.is_null() && b.is_null(),
            (Self::Text(a), Self::Text(b)) => same(a, b),
            (Self::Text(a), b) => same(a, &b.to_text()),
            (Self::Enum(a, _), Self::Enum(b, _) | Self::Text(b)) => same(a, b),
            (Self::Enum(_, a) | Self::Int(a), Self::Int(b) | Self::Enum(_, b)) => a == b,
            (Self::Int(a), Self::Text(b)) => b.trim().parse() == Ok(*a),
            (Self::Int(a), Self::Bool(b)) => *a == i64::from(*b),
            (Self::Bool(a), b) => *a == b.is_true(),
            (Self::Table(a), Self::Table(b)) => Rc::ptr_eq(a, b),
            (Self::Object(a), Self::Object(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

/// A property as `PSObject.Properties` gives it.
pub(crate) fn property(name: &str, value: &Val) -> Val {
    let members = vec![
        ("Name".to_owned(), Val::text(name)),
        ("Value".to_owned(), value.clone()),
    ];
    Val::object("PSNoteProperty", members)
}

/// Strings of .NET are UTF-16 and may hold half a pair; it stands in plane 16 until its other half
/// comes.
const HALVES: u32 = 0x10_0000;

/// Two strings as one.
pub(crate) fn joined(a: &str, b: &str) -> String {
    let mut units = to_units(a);
    units.extend(to_units(b));
    from_units(&units)
}

fn to_units(text: &str) -> Vec<u16> {
    let mut units = Vec::with_capacity(text.len());
    for c in text.chars() {
        match u32::from(c).checked_sub(HALVES) {
            Some(half @ 0xD800..=0xDFFF) => units.push(half as u16),
            _ => units.extend_from_slice(c.encode_utf16(&mut [0; 2])),
        }
    }
    units
}

fn from_units(units: &[u16]) -> String {
    char::decode_utf16(units.iter().copied())
        .map(|c| {
            c.unwrap_or_else(|half| {
                char::from_u32(HALVES + u32::from(half.unpaired_surrogate())).unwrap()
            })
        })
        .collect()
}
