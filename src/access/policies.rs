//! External access policies: what a single person may do.
//!
//! Facts: `Set-CsExternalAccessPolicy`, `Grant-CsExternalAccessPolicy`: a policy that is granted to
//! a person outranks that of everybody; with anything but `OrganizationDefault` it replaces the
//! tenant's lists. Whom a policy of groups is for is not known here.

use super::chain::{Emit, Fact, Fold, Say, Seen, Side, State};
use super::external::names;
use super::party::End;
use super::settings::Key;
use super::world::{Granted, WorldTenant};
use crate::model::Value;

/// Links of the policy that a person has. Where groups have policies it may be one of several: if
/// they come to the same, that of everybody is told, else nothing is known.
pub(super) fn by_policy<'w>(
    tenant: &'w WorldTenant,
    side: Side,
    own: &End<'w>,
    emit: Emit<'_, 'w>,
    links: impl Fn(Option<usize>, Emit<'_, 'w>),
) {
    let candidates = match tenant.granted(own.person) {
        Granted::One(policy) => return links(policy, emit),
        Granted::ByGroup(candidates) => candidates,
    };
    let state = |policy| {
        let mut fold = Fold::default();
        links(policy, &mut |fact| fold.add(&fact));
        fold.state
    };
    let usual = state(None);
    if candidates.into_iter().all(|c| state(Some(c)) == usual) {
        links(None, emit);
    } else {
        emit(Fact::plain(side, State::Unknown, Say::PolicyByGroup));
    }
}

fn organisations(tenant: &WorldTenant, policy: Option<usize>) -> Option<&str> {
    let value = tenant
        .get_for(policy, Key::UserOrganisations)
        .value
        .as_ref();
    value.and_then(Value::as_text)
}

/// Whether the tenant's lists count for the people of a policy. That of everybody has no others.
pub(super) fn follows_tenant(tenant: &WorldTenant, policy: Option<usize>) -> bool {
    policy.is_none() || organisations(tenant, policy) == Some("organization_default")
}

/// A policy with domains of its own.
pub(super) fn reach<'w>(
    tenant: &'w WorldTenant,
    side: Side,
    policy: Option<usize>,
    domain: Seen<'w>,
    emit: Emit<'_, 'w>,
) {
    let mut link = |key, state, say| emit(Fact::of_policy(side, tenant, policy, key, state, say));
    let named = |key| {
        let set = tenant.get_for(policy, key).value.as_ref()?.as_set()?;
        Some((set, names(set, domain)))
    };
    match organisations(tenant, policy) {
        Some("allow_specific_external_domains") => match named(Key::UserAllowed) {
            Some((set, listed)) => link(
                Key::UserAllowed,
                State::of(listed),
                Say::AllowList(set.len()),
            ),
            None => link(Key::UserAllowed, State::Unknown, Say::Setting),
        },
        Some("block_specific_external_domains") => match (named(Key::UserBlocked), domain) {
            (Some((_, Some(true))), Seen::Domain(entry)) => {
                link(Key::UserBlocked, State::Shut, Say::BlockList(Some(entry)));
            }
            (Some((_, listed)), _) => link(
                Key::UserBlocked,
                State::of(listed.map(|listed| !listed)),
                Say::BlockList(None),
            ),
            (None, _) => link(Key::UserBlocked, State::Unknown, Say::Setting),
        },
        which => {
            let open = match which {
                Some("allow_all_external_domains") => Some(true),
                Some(_) => Some(false),
                None => None,
            };
            link(Key::UserOrganisations, State::of(open), Say::PolicyReach);
        }
    }
}
