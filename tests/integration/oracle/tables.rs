//! The published tables, as they are printed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The table of 2019, row by row: external, guest; then what the edition of 2021 says of external.
/// `y` yes, `n` no, `-` not applicable, `?` no such row.
pub(super) const TABLE: &str = "
chat-across-organisations          y y y
call-across-organisations          y y y
see-availability                   y y y
search-users-in-external-tenants   y n y
share-files                        n y n
access-teams-resources             n y n
be-added-to-group-chat             n y n
be-added-to-meeting                y y y
add-users-to-chat-with-external    n - ?
identified-as-external-party       y y y
presence-displayed                 y y y
out-of-office-shown                n y n
block-individual-user              n y n
mentions                           n y y
private-calls                      y y y
ip-video                           y y y
screen-sharing                     n y y
meet-now                           n y n
edit-sent-messages                 n y y
delete-sent-messages               n y y
giphy                              n y y
memes                              n y y
stickers                           n y y
";

pub(super) static ROWS: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let cells = TABLE.lines().map(|line| line.split_whitespace());
    let row =
        |mut cells: std::str::SplitWhitespace<'static>| Some((cells.next()?, cells.collect()));
    cells.filter_map(row).collect()
});

/// Which guest setting removes what.
pub(super) const GATES: &[(&str, &str)] = &[
    ("chat-across-organisations", "guest_access.messaging.chat"),
    (
        "call-across-organisations",
        "guest_access.calling.private_calls",
    ),
    ("be-added-to-group-chat", "guest_access.messaging.chat"),
    ("private-calls", "guest_access.calling.private_calls"),
    ("ip-video", "guest_access.meeting.ip_video"),
    ("screen-sharing", "guest_access.meeting.screen_sharing"),
    ("meet-now", "guest_access.meeting.meet_now"),
    (
        "edit-sent-messages",
        "guest_access.messaging.edit_sent_messages",
    ),
    (
        "delete-sent-messages",
        "guest_access.messaging.delete_sent_messages",
    ),
    ("giphy", "guest_access.messaging.giphy"),
    ("memes", "guest_access.messaging.memes"),
    ("stickers", "guest_access.messaging.stickers"),
    ("share-files", "sharepoint.sharing"),
];

/// Documented defaults, in the notation of [`Setting`].
pub(super) const DEFAULTS: &[(&str, &str)] = &[
    ("external_access.enabled", "true"),
    ("external_access.allowed_domains", "all"),
    ("external_access.blocked_domains", "[]"),
    ("external_access.block_subdomains", "false"),
    ("external_access.trial_tenants", "blocked"),
    ("external_access.allowed_trial_tenant_domains", "[]"),
    ("external_access.teams_consumer.enabled", "true"),
    ("external_access.teams_consumer.inbound", "true"),
    ("external_access.blocked_users.enabled", "false"),
    ("external_access.blocked_users.users", "[]"),
    ("external_access_policies[global].federation_access", "true"),
    (
        "external_access_policies[global].teams_consumer_access",
        "true",
    ),
    (
        "external_access_policies[global].teams_consumer_inbound",
        "true",
    ),
    ("guest_access.enabled", "true"),
    ("guest_access.calling.private_calls", "true"),
    ("guest_access.meeting.ip_video", "true"),
    ("guest_access.meeting.screen_sharing", "entire_screen"),
    ("guest_access.meeting.meet_now", "true"),
    ("guest_access.messaging.chat", "true"),
    ("guest_access.messaging.edit_sent_messages", "true"),
    ("guest_access.messaging.delete_sent_messages", "true"),
    ("guest_access.messaging.giphy", "true"),
    ("guest_access.messaging.memes", "true"),
    ("guest_access.messaging.stickers", "true"),
    ("entra_b2b.invites_from", "everyone"),
    ("entra_b2b.invitations.allowed_domains", "all"),
    ("entra_b2b.invitations.blocked_domains", "[]"),
    (
        "cross_tenant_access.default.b2b_collaboration_outbound.users",
        "allowed",
    ),
    (
        "cross_tenant_access.default.b2b_collaboration_outbound.user_targets",
        "[all_users]",
    ),
    (
        "cross_tenant_access.default.b2b_collaboration_outbound.applications",
        "allowed",
    ),
    (
        "cross_tenant_access.default.b2b_collaboration_outbound.application_targets",
        "[all_applications]",
    ),
    (
        "cross_tenant_access.default.b2b_collaboration_inbound.users",
        "allowed",
    ),
    (
        "cross_tenant_access.default.b2b_collaboration_inbound.user_targets",
        "[all_users]",
    ),
    (
        "cross_tenant_access.default.b2b_collaboration_inbound.applications",
        "allowed",
    ),
    (
        "cross_tenant_access.default.b2b_collaboration_inbound.application_targets",
        "[all_applications]",
    ),
    ("groups.guests_access_content", "true"),
    ("groups.owners_add_guests", "true"),
    ("sharepoint.sharing", "external_user_and_guest_sharing"),
    ("sharepoint.core_sharing", "external_user_and_guest_sharing"),
    ("sharepoint.domain_restriction.mode", "none"),
    ("sharepoint.domain_restriction.allowed_domains", "[]"),
    ("sharepoint.domain_restriction.blocked_domains", "[]"),
];

/// What an external access policy says, with the documented defaults.
pub(super) const POLICY: &[(&str, &str)] = &[
    ("federation_access", "true"),
    ("communication_with_external_orgs", "organization_default"),
    ("allowed_domains", "[]"),
    ("blocked_domains", "[]"),
    ("teams_consumer_access", "true"),
    ("teams_consumer_inbound", "true"),
];
