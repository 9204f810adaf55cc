//! Direct contact: the decision procedure of both sides.
//!
//! Facts: `Set-CsTenantFederationConfiguration`, `Set-CsTeamsExternalAccessConfiguration`,
//! `Set-CsExternalAccessPolicy`: the switch outranks everything; then the person's own policy, whose
//! domains take the place of the tenant's lists; an allow list lets in its entries and nobody else; without one, the block list stops its entries and,
//! if told so, their subdomains; organisations with trial licences only are stopped unless exempted.
//! Contact needs both sides.

use super::chain::Say;
use super::chain::{Emit, Fact, Seen, Side, State};
use super::party::{End, Ends, Who};
use super::policies;
use super::settings::Key;
use super::world::{World, WorldPartner, WorldTenant};
use crate::model::federation::Reach;
use crate::model::{Value, ValueSet};

/// Every link of the way between both ends, whatever the capability.
pub(super) fn door<'w>(world: &World, ends: &Ends<'w>, emit: Emit<'_, 'w>) {
    side(world, Side::From, &ends.from, &ends.to, emit);
    side(world, Side::To, &ends.to, &ends.from, emit);
}

/// What one side has to say about the other.
pub(super) fn side<'w>(
    world: &World,
    side: Side,
    own: &End<'w>,
    other: &End<'w>,
    emit: Emit<'_, 'w>,
) {
    if own.domain == Seen::NotStated {
        emit(Fact::plain(side, State::Unknown, Say::NoDomains));
    }
    match own.who {
        Who::Tenant(tenant) if matches!(other.who, Who::Consumer) => {
            personal_accounts(tenant, side, own, emit);
        }
        Who::Tenant(tenant) => federation(tenant, side, own, other, emit),
        Who::Partner(partner) => told(world, partner, side, other, emit),
        Who::Undeclared | Who::Anyone => {
            emit(Fact::plain(side, State::Unknown, Say::TheirLists));
        }
        Who::Consumer => {}
    }
}

/// A tenant's own side, against another organisation.
fn federation<'w>(
    tenant: &'w WorldTenant,
    side: Side,
    own: &End<'w>,
    other: &End<'w>,
    emit: Emit<'_, 'w>,
) {
    emit(Fact::switch(side, tenant, Key::Enabled));
    policies::by_policy(tenant, side, own, emit, |policy, emit| {
        emit(Fact::policy_switch(
            side,
            tenant,
            policy,
            Key::UserFederation,
        ));
        if policies::follows_tenant(tenant, policy) {
            lists(tenant, side, other.domain, emit);
        } else {
            policies::reach(tenant, side, policy, other.domain, emit);
        }
    });
    trial(tenant, side, other, emit);
    blocked_user(tenant, side, other, emit);
}

/// The allow list and, while it is `all`, the block list.
fn lists<'w>(tenant: &'w WorldTenant, side: Side, domain: Seen<'w>, emit: Emit<'_, 'w>) {
    let mut allowed = |state, say| emit(Fact::setting(side, tenant, Key::Allowed, state, say));
    match &tenant.get(Key::Allowed).value {
        Some(Value::Text(word)) if word == "all" => {
            allowed(State::Open, Say::AllowsAll);
            block_list(tenant, side, domain, emit);
        }
        Some(Value::Text(word)) if word == "none" => allowed(State::Shut, Say::AllowsNobody),
        Some(Value::Set(set)) if !set.is_empty() => {
            allowed(State::of(names(set, domain)), Say::AllowList(set.len()));
        }
        _ => allowed(State::Unknown, Say::Setting),
    }
}

/// Whether a set names a domain; unknown if the domain is.
pub(super) fn names(set: &ValueSet, domain: Seen<'_>) -> Option<bool> {
    match domain {
        Seen::Domain(domain) => Some(set.contains(domain)),
        Seen::Unnamed => Some(false),
        // Nothing is on an empty list, whatever the domain.
        Seen::NotStated => set.is_empty().then_some(false),
    }
}

fn block_list<'w>(tenant: &'w WorldTenant, side: Side, domain: Seen<'w>, emit: Emit<'_, 'w>) {
    let mut blocked = |state, say| emit(Fact::setting(side, tenant, Key::Blocked, state, say));
    let Some(set) = tenant.set(Key::Blocked) else {
        return blocked(State::Unknown, Say::Setting);
    };
    let name = match domain {
        Seen::Domain(name) => name,
        Seen::NotStated if !set.is_empty() => return blocked(State::Unknown, Say::BlockList(None)),
        Seen::Unnamed | Seen::NotStated => return blocked(State::Open, Say::BlockList(None)),
    };
    match Reach::blocking(set, true, name) {
        None => blocked(State::Open, Say::BlockList(None)),
        Some(entry) if entry == name => blocked(State::Shut, Say::BlockList(Some(entry))),
        Some(entry) => {
            blocked(State::Open, Say::BlockList(None));
            let below = tenant.flag(Key::BlockSubdomains).map(|covers| !covers);
            let (key, say) = (Key::BlockSubdomains, Say::BlockedParent(entry));
            emit(Fact::setting(side, tenant, key, State::of(below), say));
        }
    }
}

/// Organisations with trial licences only. Everybody counts as paying who does not say otherwise.
fn trial<'w>(tenant: &'w WorldTenant, side: Side, other: &End<'w>, emit: Emit<'_, 'w>) {
    if other.who.name().is_none() {
        return;
    }
    let on_trial = other.trial();
    let policy = tenant.word(Key::TrialTenants);
    let exempted = tenant
        .set(Key::TrialExemptions)
        .map_or(Some(false), |set| names(set, other.domain));
    let known = tenant.get(Key::TrialExemptions).value.is_some();
    let rule = |key, state| Fact::setting(side, tenant, key, state, Say::Trial);
    match (on_trial, policy) {
        (Some(false), _) => {}
        (None, Some("allowed")) => {}
        (None, _) if known && exempted == Some(true) => {}
        (None, _) => emit(Fact {
            assumed: true,
            ..Fact::plain(side.other(), State::Open, Say::Paying)
        }),
        (Some(true), Some("allowed")) => emit(rule(Key::TrialTenants, State::Open)),
        (Some(true), _) if known && exempted == Some(true) => {
            emit(rule(Key::TrialExemptions, State::Open));
        }
        (Some(true), Some("blocked")) if known && exempted == Some(false) => {
            emit(rule(Key::TrialTenants, State::Shut));
        }
        (Some(true), _) => emit(rule(Key::TrialTenants, State::Unknown)),
    }
}

/// Single people who are blocked; only a question about a person can be about them.
fn blocked_user<'w>(tenant: &'w WorldTenant, side: Side, other: &End<'w>, emit: Emit<'_, 'w>) {
    let Some(person) = other.person else { return };
    let switch = tenant.flag(Key::BlockUsers);
    let listed = tenant
        .set(Key::BlockedUsers)
        .map(|users| users.contains(person));
    let (key, state) = match (switch, listed) {
        (Some(false), _) => (Key::BlockUsers, State::Open),
        (_, Some(false)) => (Key::BlockedUsers, State::Open),
        (Some(true), Some(true)) => (Key::BlockedUsers, State::Shut),
        (None, Some(true)) => (Key::BlockUsers, State::Unknown),
        (_, None) => (Key::BlockedUsers, State::Unknown),
    };
    emit(Fact::setting(side, tenant, key, state, Say::BlockedUser));
}

/// A tenant's own side, against personal Teams accounts. The switch for organisations and their
/// lists do not count here.
fn personal_accounts<'w>(tenant: &'w WorldTenant, side: Side, own: &End<'w>, emit: Emit<'_, 'w>) {
    emit(Fact::switch(side, tenant, Key::Consumer));
    // Only who starts the chat is asked for the second switch.
    if side == Side::To {
        emit(Fact::switch(side, tenant, Key::ConsumerInbound));
    }
    policies::by_policy(tenant, side, own, emit, |policy, emit| {
        if side == Side::To {
            emit(Fact::policy_switch(
                side,
                tenant,
                policy,
                Key::UserConsumerInbound,
            ));
        }
        emit(Fact::policy_switch(side, tenant, policy, Key::UserConsumer));
    });
}

/// A partner's side: theirs to decide, unless their administrator told us.
fn told<'w>(
    world: &World,
    partner: &'w WorldPartner,
    side: Side,
    other: &End<'w>,
    emit: Emit<'_, 'w>,
) {
    let (state, say) = match (&partner.confirmed, other.who) {
        (Some(told), Who::Tenant(_)) if world.is_proof(told.date) => (
            State::of(names(&told.external_access, other.domain)),
            Say::Confirmed,
        ),
        (Some(_), Who::Tenant(_)) => (State::Unknown, Say::ConfirmedThen),
        _ => (State::Unknown, Say::TheirLists),
    };
    emit(Fact::plain(side, state, say));
}
