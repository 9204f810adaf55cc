//! The settings that answers rest on. Defaults, and what is not certain, stand with the sections.

use crate::model::SettingKey;
use crate::model::section::Default;
use crate::model::sections;

/// A setting that answers rest on.
#[derive(Debug, PartialEq, Eq)]
pub struct KnownSetting {
    /// Its path below a tenant.
    pub key: SettingKey,
}

impl KnownSetting {
    /// The documented default.
    #[must_use]
    pub fn default(&self) -> Default {
        sections::setting(self.key.as_str()).map_or(Default::Undocumented, |s| s.default)
    }

    /// What is not certain about it; may be empty.
    #[must_use]
    pub fn uncertain(&self) -> &'static str {
        sections::setting(self.key.as_str()).map_or("", |s| s.uncertain)
    }
}

macro_rules! keys {
    ($( $(#[doc = $doc:literal])* $name:ident = $path:literal; )*) => {
        /// Names a setting that answers rest on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Key { $( $(#[doc = $doc])* $name, )* }

        static KNOWN: &[KnownSetting] = &[$( KnownSetting { key: SettingKey::of($path) } ),*];
    };
}

// Settings of direct contact first, then those of guests, from `Guests` on.
keys! {
    /// Switch of external access.
    Enabled = "external_access.enabled";
    /// Allow list.
    Allowed = "external_access.allowed_domains";
    /// Block list.
    Blocked = "external_access.blocked_domains";
    /// Whether the block list covers subdomains.
    BlockSubdomains = "external_access.block_subdomains";
    /// Whether trial organisations are let in.
    TrialTenants = "external_access.trial_tenants";
    /// Trial organisations that are exempted.
    TrialExemptions = "external_access.allowed_trial_tenant_domains";
    /// Whether discovered organisations count as unverified.
    Unverified = "external_access.treat_discovered_partners_as_unverified";
    /// Contact with personal accounts.
    Consumer = "external_access.teams_consumer.enabled";
    /// Whether personal accounts may start a chat.
    ConsumerInbound = "external_access.teams_consumer.inbound";
    /// Whether only listed profiles count.
    ConsumerRestricted = "external_access.teams_consumer.restrict_to_external_user_profiles";
    /// Whether single users are blocked.
    BlockUsers = "external_access.blocked_users.enabled";
    /// The single users.
    BlockedUsers = "external_access.blocked_users.users";
    /// People's external access policy (CsExternalAccessPolicy): other organisations. The path is
    /// that of the policy of everybody who has no other; the same for those below.
    UserFederation = "external_access_policies[global].federation_access";
    /// Which organisations; the policy of everybody always follows the tenant's lists.
    UserOrganisations = "external_access_policies[global].communication_with_external_orgs";
    /// The only organisations of a policy.
    UserAllowed = "external_access_policies[global].allowed_domains";
    /// The organisations that a policy blocks.
    UserBlocked = "external_access_policies[global].blocked_domains";
    /// The same for personal accounts.
    UserConsumer = "external_access_policies[global].teams_consumer_access";
    /// The same for chats that personal accounts start.
    UserConsumerInbound = "external_access_policies[global].teams_consumer_inbound";
    /// Switch of guest access.
    Guests = "guest_access.enabled";
    /// Guests call.
    PrivateCalls = "guest_access.calling.private_calls";
    /// Guests send video.
    IpVideo = "guest_access.meeting.ip_video";
    /// Guests share their screen.
    ScreenSharing = "guest_access.meeting.screen_sharing";
    /// Guests start meetings.
    MeetNow = "guest_access.meeting.meet_now";
    /// Guests chat.
    Chat = "guest_access.messaging.chat";
    /// Guests edit messages.
    EditSent = "guest_access.messaging.edit_sent_messages";
    /// Guests delete messages.
    DeleteSent = "guest_access.messaging.delete_sent_messages";
    /// Guests use Giphy.
    Giphy = "guest_access.messaging.giphy";
    /// Rating of Giphy.
    GiphyRating = "guest_access.messaging.giphy_rating";
    /// Guests use memes.
    Memes = "guest_access.messaging.memes";
    /// Guests use stickers.
    Stickers = "guest_access.messaging.stickers";
    /// Who may invite guests (authorizationPolicy, allowInvitesFrom).
    InvitesFrom = "entra_b2b.invites_from";
    /// Which domains may be invited: all, none or a list.
    InviteAllowed = "entra_b2b.invitations.allowed_domains";
    /// Which domains may not be invited.
    InviteBlocked = "entra_b2b.invitations.blocked_domains";
    /// Whether people may be guests elsewhere (crossTenantAccessPolicy, b2bCollaborationOutbound).
    OutboundUsers = "cross_tenant_access.default.b2b_collaboration_outbound.users";
    /// Which people that is about.
    OutboundUserTargets = "cross_tenant_access.default.b2b_collaboration_outbound.user_targets";
    /// Whether they may use applications there.
    OutboundApps = "cross_tenant_access.default.b2b_collaboration_outbound.applications";
    /// Which applications.
    OutboundAppTargets = "cross_tenant_access.default.b2b_collaboration_outbound.application_targets";
    /// Whether people of other tenants may be guests here (b2bCollaborationInbound).
    InboundUsers = "cross_tenant_access.default.b2b_collaboration_inbound.users";
    /// Which people that is about.
    InboundUserTargets = "cross_tenant_access.default.b2b_collaboration_inbound.user_targets";
    /// Whether they may use applications here.
    InboundApps = "cross_tenant_access.default.b2b_collaboration_inbound.applications";
    /// Which applications.
    InboundAppTargets = "cross_tenant_access.default.b2b_collaboration_inbound.application_targets";
    /// Whether guests see content of groups (AllowGuestsToAccessGroups).
    GroupsContent = "groups.guests_access_content";
    /// Whether owners may add guests (AllowToAddGuests).
    GroupsAdd = "groups.owners_add_guests";
    /// How far SharePoint shares (SharingCapability).
    SharePoint = "sharepoint.sharing";
    /// The same for sites alone (CoreSharingCapability): the stricter of the two counts.
    SharePointSites = "sharepoint.core_sharing";
    /// Whether SharePoint limits domains (SharingDomainRestrictionMode).
    SharePointMode = "sharepoint.domain_restriction.mode";
    /// SharePoint's allowed domains.
    SharePointAllowed = "sharepoint.domain_restriction.allowed_domains";
    /// SharePoint's blocked domains.
    SharePointBlocked = "sharepoint.domain_restriction.blocked_domains";
    /// How far OneDrive shares: files in chats lie there. Told beside answers, decides none.
    OneDrive = "onedrive.sharing";
    /// Whether nobody joins meetings without signing in. Told beside answers, decides none.
    NoAnonymousJoin = "meetings.disable_anonymous_join";
    /// The same by organiser, for those without a policy of their own.
    AnonymousJoin = "meetings.policies[global].anonymous_users_join_meeting";
}

/// Settings that count for all tenants, and that the object of a single partner has as well.
pub(super) const PARTNER_KEYS: [Key; 8] = [
    Key::OutboundUsers,
    Key::OutboundUserTargets,
    Key::OutboundApps,
    Key::OutboundAppTargets,
    Key::InboundUsers,
    Key::InboundUserTargets,
    Key::InboundApps,
    Key::InboundAppTargets,
];

/// The same in a partner's object, in the same order.
static PARTNER_PATHS: [SettingKey; 8] = [
    SettingKey::of("cross_tenant_access.partners[].b2b_collaboration_outbound.users"),
    SettingKey::of("cross_tenant_access.partners[].b2b_collaboration_outbound.user_targets"),
    SettingKey::of("cross_tenant_access.partners[].b2b_collaboration_outbound.applications"),
    SettingKey::of("cross_tenant_access.partners[].b2b_collaboration_outbound.application_targets"),
    SettingKey::of("cross_tenant_access.partners[].b2b_collaboration_inbound.users"),
    SettingKey::of("cross_tenant_access.partners[].b2b_collaboration_inbound.user_targets"),
    SettingKey::of("cross_tenant_access.partners[].b2b_collaboration_inbound.applications"),
    SettingKey::of("cross_tenant_access.partners[].b2b_collaboration_inbound.application_targets"),
];

impl Key {
    /// What an external access policy says.
    pub(super) const OF_POLICY: [Self; 6] = [
        Self::UserFederation,
        Self::UserOrganisations,
        Self::UserAllowed,
        Self::UserBlocked,
        Self::UserConsumer,
        Self::UserConsumerInbound,
    ];

    /// How many there are.
    pub const COUNT: usize = KNOWN.len();

    /// What is known about it.
    #[must_use]
    pub fn known(self) -> &'static KnownSetting {
        &KNOWN[self as usize]
    }

    /// The setting's path in the policy of that name, for what policies say.
    pub(super) fn in_policy(self, policy: &str) -> SettingKey {
        SettingKey::from(self.known().key.declared().into_owned()).with_object(policy)
    }

    /// Its path in the object of a single partner, for settings that such an object has as well.
    #[must_use]
    pub fn of_partner(self) -> Option<&'static SettingKey> {
        let at = PARTNER_KEYS.iter().position(|key| *key == self)?;
        PARTNER_PATHS.get(at)
    }

    /// The path: in the object of that partner, else the usual one.
    #[must_use]
    pub fn path(self, partner: Option<&str>) -> SettingKey {
        let own = partner.and_then(|name| Some(self.of_partner()?.with_object(name)));
        own.unwrap_or_else(|| self.known().key.clone())
    }

    /// Its place in the table.
    pub(super) fn index(self) -> usize {
        self as usize
    }

    /// Whether answers between organisations rest on a setting of a tenant: of policies, on the one of
    /// everybody.
    #[must_use]
    pub fn decides(key: &SettingKey) -> bool {
        KNOWN.iter().any(|known| known.key == *key)
            || PARTNER_PATHS
                .iter()
                .any(|path| path.as_str() == key.declared())
    }

    /// What is known about all of them, in order.
    #[must_use]
    pub fn all() -> &'static [KnownSetting] {
        KNOWN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_a_default_or_is_known_to_have_none() {
        for known in KNOWN {
            let undocumented = known.default() == Default::Undocumented;
            assert_eq!(
                undocumented,
                known.key == Key::ConsumerRestricted.known().key,
                "{known:?}"
            );
        }
        assert_eq!(
            Key::Stickers.known().key.as_str(),
            "guest_access.messaging.stickers"
        );
    }
}
