//! Rules on cross-tenant access: default and partner objects, and what tenants of ours say about
//! each other.

pub(super) mod xtap_auto_redeem_pair;
pub(super) mod xtap_block_all_apps_ome;
pub(super) mod xtap_default_block_impact;
pub(super) mod xtap_direct_connect_mfa;
pub(super) mod xtap_direct_connect_partner;
pub(super) mod xtap_direct_connect_reciprocal;
pub(super) mod xtap_one_way_trust;
pub(super) mod xtap_p1_licence;
pub(super) mod xtap_tenant_id_missing;

use super::{Basis, View};
use crate::diff::Side;
use crate::model::configuration::{Configuration, Tenant};
use crate::model::section::{ALL_APPLICATIONS, ALL_USERS};
use crate::model::{Name, SettingKey, Value};

/// The declared path of an object.
const PARTNERS: &str = "cross_tenant_access.partners[]";

/// Whom a setting with users and applications lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lets {
    All,
    Some,
    Nobody,
    Unknown,
}

/// A setting's path: in the object of that name, or the default's.
fn path(object: Option<&str>, below: &str) -> SettingKey {
    match object {
        Some(name) => SettingKey::from(format!("{PARTNERS}.{below}")).with_object(name),
        None => SettingKey::from(format!("cross_tenant_access.default.{below}")),
    }
}

/// The value that counts for a partner: the object's own, unless it is left to the default.
fn effective(view: &View<'_>, object: Option<&str>, below: &str) -> (SettingKey, Option<Value>) {
    if object.is_some() {
        let own = path(object, below);
        let found = view.effective(&own);
        let inherits = found.value.as_ref().and_then(Value::as_text) == Some("inherit");
        if !inherits && found.basis != Basis::Default {
            return (own, found.value);
        }
    }
    let usual = path(None, below);
    let value = view.effective(&usual).value;
    (usual, value)
}

/// Whom a setting lets through, and where its users are decided.
fn lets(view: &View<'_>, object: Option<&str>, setting: &str) -> (Lets, SettingKey) {
    let half = |access: &str, targets: &str, all: &str| {
        let (key, word) = effective(view, object, &format!("{setting}.{access}"));
        let word = word.as_ref().and_then(Value::as_text).map(str::to_owned);
        // Targets stand where the word stands; without any, all are meant.
        let own = object.filter(|_| key.is_of_object());
        let named = view.effective(&path(own, &format!("{setting}.{targets}"))).value;
        let everybody = named
            .and_then(|value| value.as_set().map(|set| set.contains(all)))
            .unwrap_or(true);
        let lets = match (word.as_deref(), everybody) {
            (Some("allowed"), true) => Lets::All,
            (Some("blocked"), true) => Lets::Nobody,
            (Some(_), _) => Lets::Some,
            (None, _) => Lets::Unknown,
        };
        (lets, key)
    };
    let (users, key) = half("users", "user_targets", ALL_USERS);
    let (applications, other) = half("applications", "application_targets", ALL_APPLICATIONS);
    match (users, applications) {
        (Lets::Nobody, _) => (Lets::Nobody, key),
        (Lets::All, Lets::Nobody) => (Lets::Nobody, other),
        (Lets::All, Lets::All) => (Lets::All, key),
        (Lets::Unknown, _) | (_, Lets::Unknown) => (Lets::Unknown, key),
        _ => (Lets::Some, key),
    }
}

/// The other organisation that an object is about.
#[derive(Clone, Copy)]
enum Other<'a> {
    /// A tenant of ours.
    Ours(&'a Tenant),
    /// A partner, or a tenant id that nobody declares.
    Theirs,
}

/// Whom an object is about, by its name or tenant id.
fn other<'a>(config: &'a Configuration, object: &str) -> Other<'a> {
    let by_name = Name::parse(object).ok();
    let by_name = by_name.and_then(|name| config.tenants.get(&name));
    let by_id = || config.tenants.values().find(|tenant| has_id(tenant, object));
    by_name.or_else(by_id).map_or(Other::Theirs, Other::Ours)
}

fn has_id(tenant: &Tenant, id: &str) -> bool {
    let stated = tenant.spec.tenant_id.as_ref();
    stated.is_some_and(|stated| stated.value.eq_ignore_ascii_case(id))
}

/// The name of a tenant's object that is about another tenant.
fn object_about(tenant: &Tenant, other: &Tenant) -> Option<String> {
    let mut names = tenant.objects(PARTNERS).map(|object| object.name);
    names.find(|name| name == other.name.as_str() || has_id(other, name))
}

/// Two tenants of ours, of which the first has an object about the second.
struct Pair<'a> {
    tenant: &'a Tenant,
    /// The name of its object.
    object: String,
    other: &'a Tenant,
    /// The name of the other's object about the first, if there is one.
    back: Option<String>,
}

/// Every pair of tenants of ours of which one has an object about the other.
fn pairs(config: &Configuration) -> Vec<Pair<'_>> {
    let mut out = Vec::new();
    for tenant in config.tenants.values() {
        for object in tenant.objects(PARTNERS) {
            if let Other::Ours(other) = other(config, &object.name) {
                out.push(Pair {
                    tenant,
                    back: object_about(other, tenant),
                    object: object.name,
                    other,
                });
            }
        }
    }
    out
}

/// What files state for a tenant, else the documented default: what is recorded of it is not looked
/// at where two tenants are compared.
fn stated<'a>(tenant: &'a Tenant, nothing: &'a Side<'a>) -> View<'a> {
    View {
        stated: Some(tenant),
        recorded: nothing,
    }
}
