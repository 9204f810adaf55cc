//! Bodies of requests: settings as members of nested objects, filled up where the service takes an
//! object whole.

use serde_json::{Map, Value as Json, json};

use super::Graph;
use crate::interop::names::WORDS;
use crate::interop::write::official;
use crate::interop::write::{Deed, Item, Manual, Part};
use crate::model::section::{ALL_APPLICATIONS, ALL_USERS, Form, Kind, Setting};
use crate::model::sections::settings;
use crate::model::{Value, ValueSet};

/// Members of an object that hold users, groups and applications.
const B2B: [&str; 5] = [
    "b2bCollaborationInbound",
    "b2bCollaborationOutbound",
    "b2bDirectConnectInbound",
    "b2bDirectConnectOutbound",
    RESTRICTIONS,
];
/// Also holds devices, which guestlist has no setting for. Source: Graph
/// `crossTenantAccessPolicyTenantRestrictions` (beta).
pub(super) const RESTRICTIONS: &str = "tenantRestrictions";
const REDEMPTION: &str = "invitationRedemptionIdentityProviderConfiguration";
const ORDER: &str = "primaryIdentityProviderPrecedenceOrder";
const ROLE: &str = "authorizationPolicy.defaultUserRolePermissions";

/// What came of the settings of a part.
#[derive(Default)]
pub(super) struct Body {
    /// The members.
    pub(super) members: Map<String, Json>,
    /// Whether an object within lacks something that is not known.
    pub(super) has_gaps: bool,
    /// What it can't say.
    pub(super) manual: Vec<Manual>,
}

/// The member of Graph's object in which the settings of an official object stand.
///
/// Sources: Graph `authorizationPolicy`, `adminForms` and `adminTodo` (beta).
pub(in crate::interop::write) fn within(object: &str) -> Option<&'static str> {
    match object {
        ROLE => Some("defaultUserRolePermissions"),
        "Microsoft Forms" | "Microsoft To Do" => Some("settings"),
        _ => None,
    }
}

/// Where a setting stands in the body, and nothing where Graph has no place for it.
///
/// Source: Graph `sharepointSettings`.
pub(in crate::interop::write) fn path(setting: &Setting) -> Option<String> {
    let property = setting.property;
    if let Some(member) = within(setting.object) {
        return Some(format!("{member}.{property}"));
    }
    Some(match setting.object {
        "SPOTenant" => match property {
            "SharingCapability" => "sharingCapability",
            "SharingDomainRestrictionMode" => "sharingDomainRestrictionMode",
            "SharingAllowedDomainList" => "sharingAllowedDomainList",
            "SharingBlockedDomainList" => "sharingBlockedDomainList",
            "PreventExternalUsersFromResharing" => "isResharingByExternalUsersEnabled",
            _ => return None,
        }
        .to_owned(),
        _ => property.to_owned(),
    })
}

/// A value as Graph says it.
pub(in crate::interop::write) fn said(setting: &Setting, value: &Value) -> Json {
    match (setting.kind, value) {
        (Kind::Words(Form::People | Form::Application), Value::Set(set)) => {
            set.iter().map(target).collect()
        }
        (Kind::Choice(choices), Value::Text(word)) if setting.property == "guestUserRoleId" => {
            let official = official::official(choices, word);
            let id = WORDS.iter().find(|(_, word)| *word == official);
            json!(id.map_or(official, |(id, _)| id))
        }
        (Kind::Choice(choices), Value::Text(word)) if setting.object == "SPOTenant" => {
            let official = official::official(choices, word);
            let mut letters = official.chars();
            let first = letters.next().map(|c| c.to_ascii_lowercase());
            json!(first.into_iter().chain(letters).collect::<String>())
        }
        (_, Value::Flag(on)) if setting.property == "PreventExternalUsersFromResharing" => {
            json!(!on)
        }
        _ => official::json(setting, value),
    }
}

fn target(word: &str) -> Json {
    let (target, kind) = official::target(word);
    json!({ "target": target, "targetType": kind })
}

/// Writes a value below a path of members.
fn put(members: &mut Map<String, Json>, path: &str, value: Json) {
    match path.split_once('.') {
        None => drop(members.insert(path.to_owned(), value)),
        Some((first, rest)) => {
            let inner = members.entry(first).or_insert_with(|| json!({}));
            if let Json::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// Settings of the part's object whose path begins so, with the item that changes it if one does.
fn siblings<'p, 't>(
    part: &'p Part<'t>,
    first: &str,
) -> Vec<(&'static Setting, Option<&'p Item<'t>>)> {
    let of_object = settings()
        .iter()
        .filter(|s| s.object == part.object && s.retired.is_none());
    let below = of_object.filter(|s| {
        let path = path(s);
        path.and_then(|p| p.split_once('.').map(|(f, _)| f == first))
            .unwrap_or_default()
    });
    below
        .map(|setting| {
            let of = |item: &&Item<'_>| item.wanted.setting.key == setting.key;
            (setting, part.items.iter().find(of))
        })
        .collect()
}

impl Graph<'_> {
    /// The settings of a part as members, and with them what is known of the objects that they stand
    /// in. Settings without a place in Graph are left out.
    pub(super) fn body(&self, part: &Part<'_>) -> Body {
        let mut out = Body::default();
        let mut done: Vec<String> = Vec::new();
        for item in &part.items {
            let Some(path) = path(item.wanted.setting) else {
                continue;
            };
            let Some((first, _)) = path.split_once('.') else {
                put(&mut out.members, &path, said(item.wanted.setting, &item.to));
                continue;
            };
            if done.iter().any(|d| d == first) {
                continue;
            }
            done.push(first.to_owned());
            match first {
                REDEMPTION => self.redemption(part, &mut out),
                first if B2B.contains(&first) => self.halves(part, first, &mut out),
                first => self.members(part, first, &mut out),
            }
        }
        out
    }

    /// An object of single members.
    fn members(&self, part: &Part<'_>, first: &str, out: &mut Body) {
        let mut inner = Map::new();
        let mut is_whole = true;
        for (setting, item) in siblings(part, first) {
            let value = match item {
                Some(item) => Some(item.to.clone()),
                // Source: "Update authorizationPolicy", where the body names one of these alone.
                None if part.object == ROLE => continue,
                None => self.at(part, setting),
            };
            let path = path(setting).unwrap_or_default();
            match (path.split_once('.'), value) {
                (Some((_, rest)), Some(value)) => put(&mut inner, rest, said(setting, &value)),
                _ => is_whole = false,
            }
        }
        let inherits = is_whole && first == "inboundTrust" && inner.values().all(Json::is_null);
        out.has_gaps |= !is_whole;
        let value = if inherits {
            Json::Null
        } else {
            Json::Object(inner)
        };
        out.members.insert(first.to_owned(), value);
    }

    /// Users and groups, and applications: each half whole, with its targets.
    ///
    /// Source: Graph `crossTenantAccessPolicyB2BSetting`; in a partner's object null takes the
    /// default's value.
    fn halves(&self, part: &Part<'_>, first: &str, out: &mut Body) {
        let siblings = siblings(part, first);
        let mut both = Map::new();
        for (half, everything) in [
            ("usersAndGroups", ALL_USERS),
            ("applications", ALL_APPLICATIONS),
        ] {
            let find = |last: &str| {
                let path = format!("{first}.{half}.{last}");
                siblings.iter().find(|(s, _)| s.property == path).copied()
            };
            let (Some(access), Some(targets)) = (find("accessType"), find("targets")) else {
                continue;
            };
            match self.half(part, access, targets, everything, out) {
                Some(value) => drop(both.insert(half.to_owned(), value)),
                None => out.has_gaps = true,
            }
        }
        if both.is_empty() {
            return;
        }
        let inherits = both.len() == 2 && both.values().all(Json::is_null);
        let value = if inherits {
            Json::Null
        } else {
            Json::Object(both)
        };
        out.members.insert(first.to_owned(), value);
    }

    /// One half; nothing where nothing is known of it.
    fn half<'p, 't>(
        &self,
        part: &Part<'t>,
        (access, access_item): (&Setting, Option<&'p Item<'t>>),
        (targets, targets_item): (&Setting, Option<&'p Item<'t>>),
        everything: &str,
        out: &mut Body,
    ) -> Option<Json> {
        let is_new = part.deed == Deed::Create;
        let word = match access_item {
            Some(item) => Some(item.to.clone()),
            None => self.at(part, access),
        };
        let inherited = |value: &Value| value.as_text() == Some("inherit");
        let mut refuse = |why: &str| {
            if let Some(item) = targets_item {
                out.manual.push(Manual::of(item.wanted, why));
            }
        };
        if word.as_ref().is_some_and(inherited) {
            refuse(
                "Microsoft Graph has no place for it while the partner takes the default's value",
            );
            return Some(Json::Null);
        }
        let listed = match targets_item {
            Some(item) => Some(item.to.clone()),
            None => self.at(part, targets),
        };
        let is_empty = |value: &Value| value.as_set().is_some_and(ValueSet::is_empty);
        let listed = listed.filter(|value| {
            let empty = is_empty(value);
            if empty {
                refuse("Microsoft Graph takes no empty list of targets");
            }
            !empty
        });
        // There is no list yet where the half was null.
        let is_fresh =
            is_new || access_item.is_some_and(|item| item.from.as_ref().is_some_and(inherited));
        let mut half = Map::new();
        match &word {
            Some(word) => drop(half.insert("accessType".to_owned(), said(access, word))),
            None if is_new && listed.is_some() => {
                refuse("Microsoft Graph takes targets only beside allowed or blocked");
                return None;
            }
            None => {}
        }
        match &listed {
            Some(listed) => drop(half.insert("targets".to_owned(), said(targets, listed))),
            None if is_fresh && word.is_some() => {
                let all = Value::Set([everything.into()].into_iter().collect());
                half.insert("targets".to_owned(), said(targets, &all));
            }
            None => {}
        }
        out.has_gaps |= half.len() == 1;
        (!half.is_empty()).then_some(Json::Object(half))
    }

    /// With which account a guest redeems: the order is one list.
    fn redemption(&self, part: &Part<'_>, out: &mut Body) {
        let mut inner = Map::new();
        let mut order = Vec::new();
        let mut changed = Vec::new();
        for (setting, item) in siblings(part, REDEMPTION) {
            let value = match item {
                Some(item) => Some(item.to.clone()),
                None => self.at(part, setting),
            };
            let said = value.map(|value| said(setting, &value));
            if setting.property.ends_with(ORDER) {
                order.push(said);
                changed.extend(item);
            } else {
                match said {
                    Some(said) => drop(inner.insert("fallbackIdentityProvider".to_owned(), said)),
                    None => out.has_gaps = true,
                }
            }
        }
        let known: Option<Vec<Json>> = order.into_iter().collect();
        let is_order = |known: &Vec<Json>| {
            let repeated = |(n, word): (usize, &Json)| known.iter().skip(n + 1).any(|w| w == word);
            !known.iter().enumerate().any(repeated)
        };
        match known.filter(is_order) {
            Some(known) => drop(inner.insert(ORDER.to_owned(), Json::Array(known))),
            None => {
                out.has_gaps = true;
                out.manual.extend(changed.into_iter().map(|item| {
                    let why =
                        "the order is told whole: state first, second and third, each another";
                    Manual::of(item.wanted, why)
                }));
            }
        }
        if !inner.is_empty() {
            out.members
                .insert(REDEMPTION.to_owned(), Json::Object(inner));
        }
    }
}
