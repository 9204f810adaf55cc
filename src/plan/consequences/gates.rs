//! Settings that let people in or shut them out and are no part of the access model: single users,
//! profiles, organisations of which nobody says that they are on trial, other services.

use crate::diff::Change;
use crate::model::federation::{ALLOWED, BLOCK_SUBDOMAINS, BLOCKED, ENABLED};
use crate::model::section::Direction;
use crate::model::sections::setting;
use crate::model::{SettingKey, Value};
use crate::rules::{Basis, View};

static GUESTS: SettingKey = SettingKey::of("guest_access.enabled");
static CONSUMER: SettingKey = SettingKey::of("external_access.teams_consumer.enabled");
static CONSUMER_INBOUND: SettingKey = SettingKey::of("external_access.teams_consumer.inbound");

/// A setting that lets people in or shuts them out beside the two domain lists.
struct Gate {
    key: &'static str,
    /// Whom it lets in or shuts out.
    who: &'static str,
    /// The setting, and its value, without which it has no effect.
    unless: Option<(&'static str, Value)>,
}

/// Every such setting.
fn gates() -> [Gate; 7] {
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
    others.contains(&key) || gates().iter().any(|gate| gate.key == key.as_str())
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
        let closed = !in_force(before, &gate) && !in_force(after, &gate);
        let Some(setting) = setting(gate.key).filter(|_| !closed && was != is) else {
            return Vec::new();
        };
        // A switch that was in an unknown position counts as moved.
        let was = was.or_else(|| Some(Value::Flag(!is.as_ref()?.as_flag()?)));
        match setting.direction(was.as_ref(), is.as_ref()) {
            Direction::Wider => vec![(gate.who, true)],
            Direction::Narrower => vec![(gate.who, false)],
            Direction::Sideways => vec![(gate.who, true), (gate.who, false)],
        }
    };
    gates().into_iter().flat_map(effects).collect()
}
