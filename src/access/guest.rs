//! Guests: the chain that lets a visitor into a host's teams.
//!
//! Facts: the guest access checklist for Teams, `authorizationPolicy`, cross-tenant access settings,
//! group settings and `Set-SPOTenant`, learn.microsoft.com. Every step must be open; the answer means
//! "once invited".

use super::Capability;
use super::chain::{Emit, Fact, Say, Seen, Side, State};
use super::external::names;
use super::party::{End, Ends, Who};
use super::settings::Key;
use super::world::WorldTenant;

/// A host's lists of domains that decide about guests.
pub(super) const LISTS: [Key; 3] = [
    Key::InviteDomains,
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
            outbound(home, visitor, emit);
            if !matches!(visitor.who, Who::Consumer) {
                emit(Fact::setting(
                    host,
                    tenant,
                    Key::Inbound,
                    allowed(tenant, Key::Inbound),
                    Say::Setting,
                ));
            }
            groups(tenant, host, emit);
        }
        Who::Consumer => emit(Fact::plain(host, State::Shut, Say::NoHost)),
        Who::Partner(_) | Who::Undeclared | Who::Anyone => {
            outbound(home, visitor, emit);
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
    let listed = names_visitor(tenant, Key::InviteDomains, visitor);
    let (key, state) = match tenant.word(Key::InviteMode) {
        Some("any") => (Key::InviteMode, State::Open),
        Some("allow") => (Key::InviteDomains, State::of(listed)),
        Some("deny") => (Key::InviteDomains, State::of(listed.map(|l| !l))),
        _ => (Key::InviteMode, State::Unknown),
    };
    emit(Fact::setting(host, tenant, key, state, Say::Setting).for_new());
}

/// Whether the visitor's home lets its people out.
fn outbound<'w>(home: Side, visitor: &End<'w>, emit: Emit<'_, 'w>) {
    match visitor.who {
        Who::Tenant(tenant) => {
            let state = allowed(tenant, Key::Outbound);
            emit(Fact::setting(
                home,
                tenant,
                Key::Outbound,
                state,
                Say::Setting,
            ));
        }
        Who::Partner(_) | Who::Undeclared | Who::Anyone => {
            emit(Fact::plain(home, State::Unknown, Say::TheirOutbound));
        }
        Who::Consumer => emit(Fact::plain(home, State::Open, Say::NoOrganisation)),
    }
}

fn allowed(tenant: &WorldTenant, key: Key) -> State {
    match (tenant.word(key), tenant.flag(key)) {
        (Some("allowed"), _) | (_, Some(true)) => State::Open,
        (Some("blocked"), _) | (_, Some(false)) => State::Shut,
        _ => State::Unknown,
    }
}

/// That owners may not add new guests stops nobody: administrators still can.
fn groups<'w>(tenant: &'w WorldTenant, host: Side, emit: Emit<'_, 'w>) {
    emit(Fact::switch(host, tenant, Key::GroupsContent));
    for key in [Key::GroupsAdd, Key::TeamAdd] {
        let known = tenant.flag(key).is_some();
        let state = if known { State::Open } else { State::Unknown };
        emit(Fact::setting(host, tenant, key, state, Say::Setting).for_new());
    }
}

/// SharePoint, where files are meant.
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
    let key = Key::SharePoint;
    emit(Fact::setting(
        host,
        tenant,
        key,
        gate_state(tenant, key),
        Say::Setting,
    ));
}
