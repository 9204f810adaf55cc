//! Value by value: what was seen against what is recorded.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{Drifted, Row};
use crate::diff::{self, Side};
use crate::model::configuration::Tenant;
use crate::model::section::{ABSENT, PRESENT};
use crate::model::{Name, SettingKey, Value};
use crate::state::{Known, RecordedSetting, RecordedTenant, Seen};
use crate::workflow::exports::Export;

/// Whether the security team may edit the block lists.
const DELEGATION: &str = "external_access.security_team_delegation";
/// Lists that it then may edit. Source: `Set-CsTenantFederationConfiguration`,
/// `SecurityTeamAllowBlockListDelegation`.
const DELEGATED: [&str; 2] = [
    "external_access.blocked_domains",
    "external_access.blocked_users.users",
];

/// What was seen.
pub(super) struct SeenValues {
    /// The values; an object that is there although it is recorded as deleted counts as seen anew.
    pub(super) values: BTreeMap<SettingKey, (Value, Seen)>,
    /// Settings of which something later is recorded: what the export says of them may be long gone.
    pub(super) past: Vec<SettingKey>,
    /// How many of them are as the service was seen later.
    pub(super) same: usize,
}

pub(super) fn seen(export: &Export, recorded: &RecordedTenant) -> SeenValues {
    let mut out = SeenValues {
        values: BTreeMap::new(),
        past: Vec::new(),
        same: 0,
    };
    for (key, value) in &export.observed.values {
        let Some(seen) = export.seen.get(key) else {
            continue;
        };
        let known = recorded.settings.get(key);
        // That something is not there is no news where nothing was.
        let is_absent = key.is_object() && value.value.as_text() == Some(ABSENT);
        if is_absent && known.is_none() {
            continue;
        }
        match known.filter(|known| is_past(known, seen.time)) {
            Some(known) if known.known == Known::Observed && known.value == value.value => {
                out.same += 1;
            }
            Some(_) => out.past.push(key.clone()),
            None => {
                let news = (value.value.clone(), seen.clone());
                out.values.insert(key.clone(), news);
            }
        }
    }
    out
}

/// Whether what was seen at that time says nothing of what is recorded: it was requested, or seen,
/// later.
fn is_past(recorded: &RecordedSetting, time: Timestamp) -> bool {
    match recorded.known {
        Known::Requested => recorded.since > time,
        Known::Observed => recorded.seen.as_ref().is_some_and(|seen| seen.time > time),
    }
}

/// Recorded objects that are not in an export which lists all of their kind.
pub(super) fn gone(export: &Export, recorded: &RecordedTenant) -> BTreeSet<SettingKey> {
    let observed = &export.observed;
    let is_whole = |key: &SettingKey| observed.whole.contains(key.declared().as_ref());
    let absent = |key: &SettingKey| {
        let seen = observed.values.get(key);
        seen.is_none_or(|seen| seen.value.as_text() == Some(ABSENT))
            && (seen.is_some() || is_whole(key))
    };
    let Some(time) = export.seen.values().map(|seen| seen.time).max() else {
        return BTreeSet::new();
    };
    let present = recorded.settings.iter().filter(|(key, s)| {
        key.is_object() && s.value.as_text() == Some(PRESENT) && !is_past(s, time)
    });
    present
        .map(|(key, _)| key)
        .filter(|key| absent(key))
        .cloned()
        .collect()
}

/// The rows, what is confirmed, and how many values are as they are recorded.
type Compared = (Vec<Row>, Vec<SettingKey>, usize);

/// Compares what is recorded with what was seen of it.
pub(super) fn rows(
    name: &Name,
    declared: Option<&Tenant>,
    recorded: &RecordedTenant,
    after: &RecordedTenant,
    values: &BTreeMap<SettingKey, (Value, Seen)>,
    gone: &BTreeSet<SettingKey>,
) -> Compared {
    let mut seen = Side::default();
    let mut known = Side::default();
    let (mut confirmed, mut same) = (Vec::new(), 0);
    for (key, setting) in &recorded.settings {
        let object_is_gone = key.object().is_some_and(|object| gone.contains(&object));
        if !values.contains_key(key) && !object_is_gone {
            continue;
        }
        known.values.insert(key, (&setting.value, false));
        if let Some(now) = after.settings.get(key) {
            seen.values.insert(key, (&now.value, false));
            if now.value == setting.value {
                same += 1;
                if setting.known == Known::Requested {
                    confirmed.push(key.clone());
                }
            }
        }
    }
    let delegated = [recorded, after].iter().any(|tenant| {
        let setting = tenant.settings.get(&SettingKey::of(DELEGATION));
        setting.is_some_and(|s| s.value.as_flag() == Some(true))
    });
    let rows = diff::compare(&diff::Owner::Tenant(name.clone()), &seen, &known)
        .into_iter()
        .filter_map(|change| {
            let recorded = recorded.settings.get(&change.key)?.clone();
            let kind = match recorded.known {
                Known::Requested => Drifted::NotCarriedOut,
                Known::Observed => Drifted::ChangedOutside,
            };
            let desired = declared.and_then(|d| d.settings.get(&change.key));
            Some(Row {
                kind,
                desired: desired.map(|d| d.value.clone()),
                who: who(&change.key, delegated),
                recorded,
                change,
            })
        });
    (rows.collect(), confirmed, same)
}

/// Who may change most settings without a plan.
pub const PLAIN_WHO: &str = "an administrator, or a script with an administrator's rights";

/// Who may change a setting without a plan.
fn who(key: &SettingKey, delegated: bool) -> &'static str {
    if DELEGATED.contains(&key.as_str()) && delegated {
        return "an administrator, or the security team, to whom the block lists are delegated \
                (Defender portal)";
    }
    match key.declared().as_ref() {
        declared if declared.starts_with("teams.teams[]") => {
            "an administrator, or an owner of the team"
        }
        declared if declared.starts_with("sharepoint.sites[]") => {
            "an administrator, or for some settings an owner of the site"
        }
        declared if declared.starts_with("guests[]") => {
            "an administrator, somebody who may invite, or the guest, who can leave"
        }
        _ => PLAIN_WHO,
    }
}
