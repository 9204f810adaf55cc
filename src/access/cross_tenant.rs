//! Cross-tenant access between two tenants: a partner's object beats the default, property by
//! property.
//!
//! Facts: Graph `crossTenantAccessPolicyConfigurationDefault` and `…Partner`; learn.microsoft.com,
//! "Cross-tenant access overview". Users and applications are each allowed or blocked, all of them
//! or those that are named; both must let through.

use super::chain::{Fact, Say, Side, State};
use super::party::Who;
use super::settings::Key;
use super::world::{Origin, Setting, WorldTenant};
use crate::model::section::{ALL_APPLICATIONS, ALL_USERS};

/// Whose people move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Others into this tenant.
    Inbound,
    /// People of this tenant to others.
    Outbound,
}

impl Way {
    fn users(self) -> [Key; 2] {
        match self {
            Self::Inbound => [Key::InboundUsers, Key::InboundUserTargets],
            Self::Outbound => [Key::OutboundUsers, Key::OutboundUserTargets],
        }
    }

    fn applications(self) -> [Key; 2] {
        match self {
            Self::Inbound => [Key::InboundApps, Key::InboundAppTargets],
            Self::Outbound => [Key::OutboundApps, Key::OutboundAppTargets],
        }
    }
}

/// Whom a half lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    All,
    /// Those that are named.
    Some,
    /// All but those that are named.
    AllBut,
    None,
    Unknown,
}

/// Users, or applications, of one setting, as they count for another tenant.
#[derive(Debug, Clone, Copy)]
struct Half<'w> {
    keys: [Key; 2],
    /// The name of the partner's object, if that decides.
    object: Option<&'w str>,
    access: &'w Setting,
    reach: Reach,
}

/// What a tenant says about people of another organisation, or about its own people there.
pub(super) fn fact<'w>(side: Side, tenant: &'w WorldTenant, other: Who<'_>, way: Way) -> Fact<'w> {
    let users = half(tenant, other, way.users(), ALL_USERS);
    let applications = half(tenant, other, way.applications(), ALL_APPLICATIONS);
    let (state, decides) = match (users.reach, applications.reach) {
        (Reach::None, _) => (State::Shut, users),
        (Reach::All | Reach::Some, Reach::None) => (State::Shut, applications),
        (Reach::All, Reach::All) => (State::Open, users),
        (Reach::All, _) => (State::Unknown, applications),
        _ => (State::Unknown, users),
    };
    let by_default =
        |half: Half<'_>| half.access.origin == Origin::Default && half.access.value.is_some();
    let assumed = match state {
        State::Open => by_default(users) || by_default(applications),
        State::Shut => by_default(decides),
        State::Unknown => false,
    };
    let chosen = matches!(decides.reach, Reach::Some | Reach::AllBut);
    let [access, targets] = decides.keys;
    let (key, say) = if state == State::Unknown && chosen {
        (targets, Say::Chosen)
    } else {
        (access, Say::Setting)
    };
    Fact {
        key: Some(key),
        object: decides.object,
        assumed,
        ..Fact::plain(side, state, say)
    }
}

/// Whether nobody of a tenant that no object names can become a guest here.
#[must_use]
pub fn keeps_all_out(tenant: &WorldTenant) -> bool {
    let lets_in = |other| fact(Side::To, tenant, other, Way::Inbound).state != State::Shut;
    let lets_one_in = tenant.partners().any(|name| {
        let users = half_of(tenant, name, Way::Inbound.users(), ALL_USERS);
        users.is_some_and(|users| users.reach != Reach::None)
    });
    !lets_in(Who::Anyone) && !lets_one_in
}

fn half<'w>(tenant: &'w WorldTenant, other: Who<'_>, keys: [Key; 2], all: &str) -> Half<'w> {
    let own = tenant
        .partner_for(other)
        .and_then(|name| half_of(tenant, name, keys, all));
    own.unwrap_or_else(|| {
        let [access, targets] = keys.map(|key| tenant.get(key));
        Half {
            keys,
            object: None,
            access,
            reach: reach(access, names_all(targets, all)),
        }
    })
}

/// What a partner's object says; nothing if it leaves that to the default.
fn half_of<'w>(
    tenant: &'w WorldTenant,
    name: &'w str,
    keys: [Key; 2],
    all: &str,
) -> Option<Half<'w>> {
    let [access, targets] = keys.map(|key| tenant.partner(name, key));
    let (access, targets) = (access?, targets?);
    let inherits = match &access.value {
        Some(value) => value.as_text() == Some("inherit"),
        None => access.origin != Origin::Unknown,
    };
    if inherits {
        return None;
    }
    // An object that names no targets means all.
    let stated = targets.value.is_some() || targets.origin == Origin::Unknown;
    let named = if stated {
        names_all(targets, all)
    } else {
        Some(true)
    };
    Some(Half {
        keys,
        object: Some(name),
        access,
        reach: reach(access, named),
    })
}

fn names_all(targets: &Setting, all: &str) -> Option<bool> {
    let set = targets.value.as_ref()?.as_set()?;
    Some(set.contains(all))
}

fn reach(access: &Setting, all: Option<bool>) -> Reach {
    let word = access.value.as_ref().and_then(|v| v.as_text());
    match (word, all) {
        (Some("allowed"), Some(true)) => Reach::All,
        (Some("allowed"), Some(false)) => Reach::Some,
        (Some("blocked"), Some(true)) => Reach::None,
        (Some("blocked"), Some(false)) => Reach::AllBut,
        _ => Reach::Unknown,
    }
}
