//! A request, as data: nothing here knows the text in which it is written down.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value as Json;

use crate::model::SettingKey;
use crate::model::section::Rights;

/// The service that all but Fabric's settings are told.
pub(super) const SERVICE: &str = "https://graph.microsoft.com";
/// Version of the interface that is in general use.
pub(in crate::interop::write) const V1: &str = "https://graph.microsoft.com/v1.0";
/// Version that may change.
pub(in crate::interop::write) const BETA: &str = "https://graph.microsoft.com/beta";

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::interop::write) enum Method {
    /// Changes what the body names.
    Patch,
    /// Makes an object, or tells Fabric.
    Post,
    /// Makes an object at that address.
    Put,
    /// Takes an object away; one that is not there is done.
    Delete,
}

impl Method {
    /// The word of HTTP.
    pub(in crate::interop::write) fn word(self) -> &'static str {
        match self {
            Self::Patch => "PATCH",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// What has to be carried over into the body from the object as it is, because the service takes more
/// at once than is to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::interop::write) enum Merge {
    /// Nothing: the body is sent as it is.
    Nothing,
    /// Of each object within the body, at every depth, the members that it leaves out. Lists, values
    /// and null in the body stand; entries with a `name` are joined by it.
    Members,
    /// Entries of `values` whose `name` the body leaves out.
    Values,
    /// Members of `B2BManagementPolicy`, in the JSON text within `definition`, that the body's text
    /// leaves out. The list of invitation domains itself is replaced whole. The text may have
    /// 25,000 characters then, and no more.
    Definition,
}

impl Merge {
    /// The word in documents.
    pub(in crate::interop::write) fn word(self) -> Option<&'static str> {
        match self {
            Self::Nothing => None,
            Self::Members => Some("members"),
            Self::Values => Some("values"),
            Self::Definition => Some("definition"),
        }
    }
}

/// An object whose id has to be found first: `{placeholder}` in later addresses stands for the `id` of
/// the only entry of the answer's `value` whose member has that value. Two such entries are an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::interop::write) struct Find {
    /// What stands in braces for its id.
    pub(in crate::interop::write) placeholder: &'static str,
    /// The list, by GET.
    pub(in crate::interop::write) get: String,
    /// The member.
    pub(in crate::interop::write) member: &'static str,
    /// Its value.
    pub(in crate::interop::write) equals: Json,
    /// Whether there must be one; otherwise none counts as an object that is not there.
    pub(in crate::interop::write) must_exist: bool,
}

/// What is sent instead, depending on whether the object is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::interop::write) struct Instead {
    /// Sent if the object is there; otherwise if it is not (404, or none is found).
    pub(in crate::interop::write) if_there: bool,
    /// What is done.
    pub(in crate::interop::write) method: Method,
    /// Where.
    pub(in crate::interop::write) url: String,
    /// What is sent; an empty object need not be sent.
    pub(in crate::interop::write) body: Json,
    /// What is carried over into the body first.
    pub(in crate::interop::write) merge: Merge,
}

/// One request to Microsoft Graph, or to Fabric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::interop::write) struct Request {
    /// What happens, for people. Empty until it is known what the request sets.
    pub(in crate::interop::write) title: String,
    /// What the connection needs for it.
    pub(in crate::interop::write) rights: Rights,
    /// What is done.
    pub(in crate::interop::write) method: Method,
    /// Where: a whole address, every value in it escaped. `{placeholder}` is what `find` has found.
    pub(in crate::interop::write) url: String,
    /// What is sent.
    pub(in crate::interop::write) body: Option<Json>,
    /// What is carried over into the body first.
    pub(in crate::interop::write) merge: Merge,
    /// What has to be found first, in order.
    pub(in crate::interop::write) find: Vec<Find>,
    /// Where the object is read, by GET; nothing where it is what the last of `find` has found.
    pub(in crate::interop::write) read: Option<String>,
    /// What is sent instead.
    pub(in crate::interop::write) instead: Option<Instead>,
    /// The settings that it sets.
    pub(in crate::interop::write) keys: Vec<SettingKey>,
    /// The official object that it takes away although nobody asked for that, because another one can't
    /// go before it.
    pub(in crate::interop::write) takes_along: Option<&'static str>,
}

impl Request {
    /// A change of an object that is always there.
    pub(super) fn patch(url: String, body: Json) -> Self {
        Self {
            title: String::new(),
            rights: Rights::UNKNOWN,
            method: Method::Patch,
            read: Some(url.clone()),
            url,
            body: Some(body),
            merge: Merge::Nothing,
            find: Vec::new(),
            instead: None,
            keys: Vec::new(),
            takes_along: None,
        }
    }
}

/// What stands for itself in an address; all else is escaped. Source: RFC 3986, 2.3.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// A value as a part of an address.
pub(super) fn escaped(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// The list of objects of that name: a quote within a text of OData is doubled.
///
/// Source: OData 4.01 URL conventions, 5.1.1.14.1.
pub(super) fn by_display_name(collection: &str, name: &str) -> String {
    let text = escaped(&name.replace('\'', "''"));
    format!("{V1}/{collection}?$filter=displayName%20eq%20%27{text}%27&$select=id,displayName")
}

/// The whole address of a path in the table of settings: those of beta say so themselves.
pub(super) fn address(path: &str) -> String {
    if path.starts_with("/beta/") {
        format!("{SERVICE}{path}")
    } else {
        format!("{V1}{path}")
    }
}
