//! Guests: the chain that lets a visitor into a host's teams.
//!
//! Facts: the guest access checklist for Teams, `authorizationPolicy`, cross-tenant access settings,
//! group settings and `Set-SPOTenant`, learn.microsoft.com. Every step must be open; the answer means
//! "once invited".

use super::Capability;
use super::chain::{Emit, Fact, Say, Seen, Side, State};
use super::cross_tenant::{self, Way};
use super::external::names;
use super::party::{End, Ends, Who};
use super::settings::Key;
use super::world::WorldTenant;
use crate::model::Value;

/// A host's lists of domains that decide about guests.
pub(super) const LISTS: [Key; 4] = [
    Key::InviteAllowed,
    Key::InviteBlocked,
    Key::SharePointAllowed,
    Key::SharePointBlocked,
];

/// Whether each of [`LISTS`] names a visitor.
pub(super) type Listed = [Option<bool>; LISTS.len()];

/// Whether a host's lists name a visitor: all that the way in and its gates ask about the domain.
pub(super) fn listed(host: Who<'_>, visitor: &End<'_>) -> Listed {
    match host {
        Who::Tenant(tenant) => LISTS.map(|key| names_visitor(tenant, key, visitor)),
        _ => Listed::default(),
    }
}

fn names_visitor(tenant: &WorldTenant, list: Key, visitor: &End<'_>) -> Option<bool> {
    let set = tenant.set(list)?;
    names(set, visitor.domain)
}

/// Every link of the way in, whatever the capability.
pub(super) fn door<'w>(host: Side, ends: &Ends<'w>, emit: Emit<'_, 'w>) {
    let (visitor, home) = (ends.get(host.other()), host.other());
    for side in [host, home] {
        if ends.get(side).domain == Seen::NotStated {
            emit(Fact::plain(side, State::Unknown, Say::NoDomains));
        }
    }
    match ends.get(host).who {
        Who::Tenant(tenant) => {
            emit(Fact::switch(host, tenant, Key::Guests));
            invitation(tenant, host, visitor, emit);
            outbound(home, ends, emit);
            if !matches!(visitor.who, Who::Consumer) {
                emit(cross_tenant::fact(host, tenant, visitor.who, Way::Inbound));
            }
            groups(tenant, host, emit);
        }
        Who::Consumer => emit(Fact::plain(host, State::Shut, Say::NoHost)),
        Who::Partner(_) | Who::Undeclared | Who::Anyone => {
            outbound(home, ends, emit);
            emit(Fact::plain(host, State::Unknown, Say::TheirInvitation));
        }
    }
}

/// Links that only one capability needs.
pub(super) fn gates<'w>(capability: Capability, host: Side, ends: &Ends<'w>, emit: Emit<'_, 'w>) {
    let Who::Tenant(tenant) = ends.get(host).who else {
        return;
    };
    for gate in capability.gates() {
        match gate.key {
            // Part of every guest's way in.
            Key::GroupsContent => {}
            Key::SharePoint => files(tenant, host, ends.get(host.other()), emit),
            key => emit(Fact::setting(
                host,
                tenant,
                key,
                gate_state(tenant, key),
                Say::Setting,
            )),
        }
    }
}

/// A switch, or a choice whose word "disabled" shuts.
fn gate_state(tenant: &WorldTenant, key: Key) -> State {
    let word = tenant.word(key).map(|word| word != "disabled");
    State::of(tenant.flag(key).or(word))
}

/// Who may be invited, and by anybody at all.
fn invitation<'w>(tenant: &'w WorldTenant, host: Side, visitor: &End<'w>, emit: Emit<'_, 'w>) {
    let anybody = State::of(tenant.word(Key::InvitesFrom).map(|who| who != "none"));
    emit(Fact::setting(host, tenant, Key::InvitesFrom, anybody, Say::Setting).for_new());
    emit(domain(tenant, host, visitor).for_new());
}

/// Whether the visitor's domain may be invited. The service has one list: domains that may be
/// invited, or domains that may not. Where both are known and disagree, which of them is in force is
/// not.
fn domain<'w>(tenant: &WorldTenant, host: Side, visitor: &End<'_>) -> Fact<'w> {
    let fact = |key, state, say| Fact::setting(host, tenant, key, state, say);
    let blocked = tenant.set(Key::InviteBlocked);
    let by_block_list = blocked.and_then(|set| names(set, visitor.domain));
    let by_block_list = State::of(by_block_list.map(|listed| !listed));
    let has_block_list = blocked.is_some_and(|set| !set.is_empty());
    let by_allow_list = match &tenant.get(Key::InviteAllowed).value {
        Some(Value::Text(word)) if word == "all" && blocked.is_some() && !has_block_list => {
            return fact(Key::InviteAllowed, State::Open, Say::Setting);
        }
        Some(Value::Text(word)) if word == "all" => {
            return fact(Key::InviteBlocked, by_block_list, Say::Invited);
        }
        Some(Value::Text(word)) if word == "none" => State::Shut,
        Some(Value::Set(set)) => State::of(names(set, visitor.domain)),
        _ => return fact(Key::InviteAllowed, State::Unknown, Say::Setting),
    };
    if has_block_list && by_block_list != by_allow_list {
        return fact(Key::InviteAllowed, State::Unknown, Say::BothLists);
    }
    fact(Key::InviteAllowed, by_allow_list, Say::Invited)
}

/// The list of a host that refuses people of a domain: in Entra ID, or in SharePoint.
#[must_use]
pub fn refusing_list(tenant: &WorldTenant, domain_name: &str) -> Option<Key> {
    let visitor = End::bare(Who::Undeclared, Seen::Domain(domain_name));
    let invited = domain(tenant, Side::To, &visitor);
    if invited.state == State::Shut {
        return invited.key;
    }
    let mut refused = None;
    files(tenant, Side::To, &visitor, &mut |fact| {
        let is_list = fact.key.is_some_and(|key| LISTS.contains(&key));
        if is_list && fact.state == State::Shut {
            refused = fact.key;
        }
    });
    refused
}

/// Whether the visitor's home lets its people out, to that host.
fn outbound<'w>(home: Side, ends: &Ends<'w>, emit: Emit<'_, 'w>) {
    match ends.get(home).who {
        Who::Tenant(tenant) => {
            let host = ends.get(home.other()).who;
            emit(cross_tenant::fact(home, tenant, host, Way::Outbound));
        }
        Who::Partner(_) | Who::Undeclared | Who::Anyone => {
            emit(Fact::plain(home, State::Unknown, Say::TheirOutbound));
        }
        Who::Consumer => emit(Fact::plain(home, State::Open, Say::NoOrganisation)),
    }
}

/// That owners may not add new guests stops nobody: administrators still can.
fn groups<'w>(tenant: &'w WorldTenant, host: Side, emit: Emit<'_, 'w>) {
    emit(Fact::switch(host, tenant, Key::GroupsContent));
    let known = tenant.flag(Key::GroupsAdd).is_some();
    let state = if known { State::Open } else { State::Unknown };
    emit(Fact::setting(host, tenant, Key::GroupsAdd, state, Say::Setting).for_new());
}

/// SharePoint, where files are meant: the files of a team lie in its site. The stricter of what
/// counts for all and for sites counts.
fn files<'w>(tenant: &'w WorldTenant, host: Side, visitor: &End<'w>, emit: Emit<'_, 'w>) {
    let listed = |key| names_visitor(tenant, key, visitor);
    let (key, state) = match tenant.word(Key::SharePointMode) {
        Some("none") => (Key::SharePointMode, State::Open),
        Some("allow_list") => (
            Key::SharePointAllowed,
            State::of(listed(Key::SharePointAllowed)),
        ),
        Some("block_list") => {
            let shut = listed(Key::SharePointBlocked);
            (Key::SharePointBlocked, State::of(shut.map(|s| !s)))
        }
        _ => (Key::SharePointMode, State::Unknown),
    };
    emit(Fact::setting(host, tenant, key, state, Say::Setting));
    let level = |key| (key, gate_state(tenant, key));
    let all = level(Key::SharePoint);
    let sites = level(Key::SharePointSites);
    let (key, state) = if sites.1 > all.1 { sites } else { all };
    emit(Fact::setting(host, tenant, key, state, Say::Setting));
}
