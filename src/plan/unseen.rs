//! Whether a plan rests on recorded values that nobody has seen for long.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diagnostics::{Finding, Findings};
use crate::diff::Change;
use crate::model::{Address, Name};
use crate::rules::Context;
use crate::rules::drift::VALUES_UNSEEN;
use crate::state::{Known, RecordedSetting, RecordedTenant};
use crate::text::words;

/// For how many days a recorded value counts as known, unless the files say otherwise.
const DAYS: u16 = 30;

/// One finding for each tenant of which values change that were neither requested nor seen lately.
pub(super) fn judge(
    context: Context<'_>,
    recorded: &BTreeMap<Name, RecordedTenant>,
    changes: &[Change],
    findings: &mut Findings,
) {
    let within = context.config.values_seen_within.unwrap_or(DAYS);
    let Ok(since) = context.today.checked_sub(i64::from(within).days()) else {
        return;
    };
    if !context.guards.is_on(&VALUES_UNSEEN) {
        return;
    }
    for (name, tenant) in recorded {
        let own = changes
            .iter()
            .filter(|c| c.tenant() == Some(name) && c.before.is_some());
        let old: Vec<(&Change, &RecordedSetting, Date)> = own
            .filter_map(|change| {
                let setting = tenant.settings.get(&change.key)?;
                let last = last_known(setting);
                (last < since).then_some((change, setting, last))
            })
            .collect();
        let Some((change, setting, oldest)) = old.iter().min_by_key(|(_, _, last)| *last) else {
            continue;
        };
        let ago = format!("more than {} ago", words::count(usize::from(within), "day"));
        let message = match (old.len(), setting.known) {
            (1, Known::Observed) => {
                format!(
                    "the recorded value of {} was last seen on {oldest}, {ago}",
                    change.key
                )
            }
            (1, Known::Requested) => {
                format!(
                    "the recorded value of {} was requested on {oldest}, {ago}, and never seen",
                    change.key
                )
            }
            (many, _) => format!(
                "{} recorded values of {name} were last seen or requested {ago}, the oldest on {oldest}",
                words::thousands(many)
            ),
        };
        let finding = Finding::new(&VALUES_UNSEEN, message)
        .about(Address::setting(name, &change.key))
        .about_change()
        .detail("If somebody changed it in the service since, the plan changes something else than it shows.")
        .fix("guestlist drift EXPORT", "compares a new export with what is recorded");
        findings.push(finding);
    }
}

/// The last day on which a value was seen, or, if it never was, requested.
fn last_known(setting: &RecordedSetting) -> Date {
    let seen = setting.seen.as_ref().map(|seen| seen.time);
    let time = seen
        .filter(|_| setting.known == Known::Observed)
        .unwrap_or(setting.since);
    time.to_zoned(TimeZone::UTC).date()
}
