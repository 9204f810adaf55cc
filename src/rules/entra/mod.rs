//! Rules on Microsoft Entra B2B collaboration.

pub(super) mod guest_invite_not_in_teams;
pub(super) mod guest_role_as_member;
pub(super) mod invitation_list_discarded;
pub(super) mod invitation_policy_large;
pub(super) mod invitations_to_nobody;
pub(super) mod owners_cannot_invite;

use crate::model::SettingKey;

static ALLOWED: SettingKey = SettingKey::of("entra_b2b.invitations.allowed_domains");
static BLOCKED: SettingKey = SettingKey::of("entra_b2b.invitations.blocked_domains");
static INVITES_FROM: SettingKey = SettingKey::of("entra_b2b.invites_from");
static OWNERS_ADD: SettingKey = SettingKey::of("groups.owners_add_guests");
