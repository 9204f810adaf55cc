//! Settings that let people in or shut them out and are no part of the access model: single users,
//! profiles, organisations of which nobody says that they are on trial, other services.

use crate::access::Key;
use crate::diff::{Action, Change};
use crate::model::federation::{ALLOWED, BLOCK_SUBDOMAINS, BLOCKED, ENABLED};
use crate::model::section::{Direction, Kind, Wider};
use crate::model::sections::setting;
use crate::model::sharing::{ANYONE, CORE, ONEDRIVE, SHUT, TENANT};
use crate::model::{SettingKey, Value};
use crate::rules::{Basis, View};

static GUESTS: SettingKey = SettingKey::of("guest_access.enabled");
static CONSUMER: SettingKey = SettingKey::of("external_access.teams_consumer.enabled");
static CONSUMER_INBOUND: SettingKey = SettingKey::of("external_access.teams_consumer.inbound");

/// Whom anonymous join lets in.
const ANONYMOUS: &str = "people who join meetings by link without signing in";
/// Whom links for anyone let in.
const BY_LINK: &str = "whoever has a link to a file, without signing in";
/// Whom OneDrive lets in.
const IN_ONEDRIVE: &str = "people outside, in files of OneDrive";
/// Whom policies of single people let in.
const BY_POLICY: &str = "other organisations, for people with a policy of their own";

/// What a policy says of other organisations.
const OF_POLICY: [&str; 4] = [
    "external_access_policies[].federation_access",
    "external_access_policies[].communication_with_external_orgs",
    "external_access_policies[].allowed_domains",
    "external_access_policies[].blocked_domains",
];

/// A policy of single people.
const POLICY: &str = "external_access_policies[]";

/// A setting that lets people in or shuts them out beside the two domain lists.
struct Gate {
    key: &'static str,
    /// Whom it lets in or shuts out.
    who: &'static str,
    /// The setting, and its value, without which it has no effect.
    unless: Option<(&'static str, Value)>,
}

/// Every such setting.
fn gates() -> [Gate; 13] {
    let gate = |key, who, unless: Option<&'static str>| Gate {
        key,
        who,
        unless: unless.map(|key| (key, Value::Flag(true))),
    };
    const CONSUMER: Option<&str> = Some("external_access.teams_consumer.enabled");
    const FEDERATION: Option<&str> = Some("external_access.enabled");
    const ACS: Option<&str> = Some("external_access.acs.enabled");
    [
        gate(
            "external_access.teams_consumer.restrict_to_external_user_profiles",
            "personal Teams accounts without an external user profile",
            CONSUMER,
        ),
        gate(
            "external_access.trial_tenants",
            "organisations with trial licences only",
            FEDERATION,
        ),
        Gate {
            key: "external_access.allowed_trial_tenant_domains",
            who: "trial organisations among the exempted domains",
            unless: Some(("external_access.trial_tenants", Value::text("blocked"))),
        },
        gate(
            "external_access.blocked_users.enabled",
            "the people on the list of blocked users",
            FEDERATION,
        ),
        gate(
            "external_access.blocked_users.users",
            "people on the list of blocked users",
            Some("external_access.blocked_users.enabled"),
        ),
        gate(
            "external_access.acs.enabled",
            "people in applications on Azure Communication Services",
            None,
        ),
        gate(
            "external_access.acs.allowed_resources",
            "people in some applications on Azure Communication Services",
            ACS,
        ),
        gate("meetings.disable_anonymous_join", ANONYMOUS, None),
        Gate {
            key: "meetings.policies[global].anonymous_users_join_meeting",
            who: ANONYMOUS,
            unless: Some(("meetings.disable_anonymous_join", Value::Flag(false))),
        },
        gate(
            "teams.email_into_channels",
            "whoever mails to a channel's address",
            None,
        ),
        gate(
            "viva_engage.external_messaging",
            "people of other networks, in Viva Engage",
            None,
        ),
        gate(
            "power_bi.guest_access_to_shared_content.enabled",
            "guests in Power BI",
            None,
        ),
        gate(
            "power_bi.publish_to_web.enabled",
            "whoever visits the web, in reports of Power BI that are published there",
            None,
        ),
    ]
}

/// Whether a setting decides who is let in.
fn touches_contact(key: &SettingKey) -> bool {
    let others = [
        &ENABLED,
        &ALLOWED,
        &BLOCKED,
        &BLOCK_SUBDOMAINS,
        &GUESTS,
        &CONSUMER,
        &CONSUMER_INBOUND,
    ];
    let levels = [&TENANT, &CORE, &ONEDRIVE];
    others.contains(&key)
        || levels.contains(&key)
        || gates().iter().any(|gate| gate.key == key.as_str())
}

/// Whether a change is one of which it is known whom it lets in or shuts out: it lets nobody in, or the
/// access model or what stands here tells.
pub(super) fn is_judged(change: &Change) -> bool {
    let declared = change.key.declared();
    let Some(setting) = setting(&declared) else {
        return true;
    };
    let lets_nobody_in =
        setting.wider == Wider::Neither && !matches!(setting.kind, Kind::Object(_));
    // What guests may do is no door: whether they get in is part of the model.
    lets_nobody_in
        || change.key.section() == GUESTS.section()
        || touches_contact(&change.key)
        || declared == POLICY
        || OF_POLICY.contains(&declared.as_ref())
        || Key::decides(&change.key)
}

/// Whether a documented default, because nothing was recorded, makes the difference.
pub(super) fn rests_on_default(changes: &[Change], before: &View<'_>, after: &View<'_>) -> bool {
    let assumed = |key: &SettingKey| {
        let was = before.effective(key);
        was.basis == Basis::Default && was.value != after.effective(key).value
    };
    changes
        .iter()
        .any(|c| touches_contact(&c.key) && assumed(&c.key))
}

/// Whom settings beside the lists let in (true) or shut out (false).
pub(super) fn moved(before: &View<'_>, after: &View<'_>) -> Vec<(&'static str, bool)> {
    let in_force = |view: &View<'_>, gate: &Gate| {
        gate.unless.as_ref().is_none_or(|(key, value)| {
            view.effective(&SettingKey::of(key)).value.as_ref() == Some(value)
        })
    };
    let effects = |gate: Gate| -> Vec<(&'static str, bool)> {
        let key = SettingKey::of(gate.key);
        let (was, is) = (before.effective(&key).value, after.effective(&key).value);
        let Some(setting) = setting(gate.key).filter(|_| was != is) else {
            return Vec::new();
        };
        // Nobody comes in by a door that has no effect afterwards, or is shut out by one that had none.
        let counts = |wider| in_force(if wider { after } else { before }, &gate);
        // A switch that was in an unknown position counts as moved; of a choice nothing can be said.
        let was = was.or_else(|| Some(Value::Flag(!is.as_ref()?.as_flag()?)));
        let is_choice = is.as_ref().is_some_and(|is| is.as_text().is_some());
        if was.is_none() && is_choice {
            return Vec::new();
        }
        let ways: &[bool] = match setting.direction(was.as_ref(), is.as_ref()) {
            Direction::Wider => &[true],
            Direction::Narrower => &[false],
            Direction::Sideways => &[true, false],
        };
        let ways = ways.iter().filter(|wider| counts(**wider));
        ways.map(|wider| (gate.who, *wider)).collect()
    };
    gates().into_iter().flat_map(effects).collect()
}

/// Whom sharing lets in (true) or shuts out (false) beside guests of teams: the narrowest of the
/// levels above a file counts.
pub(super) fn sharing_moved(before: &View<'_>, after: &View<'_>) -> Vec<(&'static str, bool)> {
    let is = |view: &View<'_>, key: &SettingKey, level: &str| {
        let value = view.effective(key).value?;
        Some(value.as_text() == Some(level))
    };
    let by_link = |view: &View<'_>| {
        let [all, sites, onedrive] = [&TENANT, &CORE, &ONEDRIVE].map(|key| is(view, key, ANYONE));
        Some(all? && (sites? || onedrive?))
    };
    let in_onedrive = |view: &View<'_>| {
        let [all, onedrive] = [&TENANT, &ONEDRIVE].map(|key| is(view, key, SHUT));
        Some(!all? && !onedrive?)
    };
    let ways = [
        (BY_LINK, by_link(before), by_link(after)),
        (IN_ONEDRIVE, in_onedrive(before), in_onedrive(after)),
    ];
    let moved = ways.into_iter().filter_map(|(who, was, is)| {
        let (was, is) = (was?, is?);
        (was != is).then_some((who, is))
    });
    moved.collect()
}

/// Whether people may gain contact, and lose some, when the policy that they have goes.
fn without(policy: &SettingKey, before: &View<'_>) -> (bool, bool) {
    let name = policy.object_name().unwrap_or_default();
    let value = |key: &'static str| {
        before
            .effective(&SettingKey::of(key).with_object(&name))
            .value
    };
    if value(OF_POLICY[0]).and_then(|v| v.as_flag()) == Some(false) {
        return (true, false);
    }
    match value(OF_POLICY[1]).as_ref().and_then(Value::as_text) {
        Some("organization_default") | None => (false, false),
        Some("block_all_external_domains") => (true, false),
        Some("allow_all_external_domains") => (false, true),
        Some(_) => (true, true),
    }
}

/// Whether policies of single people let more in (true) or less (false). The policy of everybody is
/// part of the access model.
pub(super) fn policies_moved(
    changes: &[Change],
    before: &View<'_>,
    after: &View<'_>,
) -> Vec<(&'static str, bool)> {
    let off = |view: &View<'_>| view.flag(&ENABLED) == Some(false);
    if off(before) && off(after) {
        return Vec::new();
    }
    let (mut wider, mut narrower) = (false, false);
    for change in changes.iter().filter(|c| c.action != Action::Forget) {
        let declared = change.key.declared();
        let own = change.key.object_name().is_some_and(|n| n != "global");
        if own && change.action == Action::Delete && declared == POLICY {
            // Its people have the policy of everybody then.
            let (more, less) = without(&change.key, before);
            (wider, narrower) = (wider || more, narrower || less);
        }
        if !own || !OF_POLICY.contains(&declared.as_ref()) {
            continue;
        }
        let (was, is) = (before.effective(&change.key), after.effective(&change.key));
        let direction = setting(&declared)
            .filter(|_| was.value != is.value)
            .map(|s| s.direction(was.value.as_ref(), is.value.as_ref()));
        match direction {
            Some(Direction::Wider) => wider = true,
            Some(Direction::Narrower) => narrower = true,
            Some(Direction::Sideways) => (wider, narrower) = (true, true),
            None => {}
        }
    }
    let found = [(wider, true), (narrower, false)];
    let found = found.into_iter().filter(|(is_so, _)| *is_so);
    found.map(|(_, wider)| (BY_POLICY, wider)).collect()
}
