//! `entry-expires-soon`: an entry whose last valid day is near.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Context, EntryCase, ObjectCase, Rule};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::Address;
use crate::model::configuration::Partner;
use crate::text::{Spanned, words};

static INFO: RuleInfo = RuleInfo {
    id: "entry-expires-soon",
    default: Some(Severity::Note),
    summary: "An entry or partner ends within 30 days.",
    explanation: "expires is the last day (UTC) on which an entry is wanted. Ask its owner now: delete \
                  the entry when the day is over, or write a later day and say why. guestlist never \
                  removes by itself; past the day the finding is entry-expired. guestlist entries \
                  --expires-within DAYS lists all that end.",
    fact: "",
    fault: false,
};

/// How many days ahead is soon.
const SOON: i64 = 30;

pub(super) struct EntryExpiresSoon;
pub(super) static RULE: EntryExpiresSoon = EntryExpiresSoon;

impl Rule for EntryExpiresSoon {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn entry(&self, case: &EntryCase<'_>, findings: &mut Findings) {
        let expires = case.entry.notes.as_ref().and_then(|n| n.expires.as_ref());
        let word = case.entry.word();
        if let Some(finding) = check(case.context, expires, word) {
            findings.push(finding.about(case.holder.address().element(word)));
        }
    }

    fn object(&self, context: Context<'_>, case: &ObjectCase<'_>, findings: &mut Findings) {
        if let Some(finding) = check(context, case.notes.expires, case.name) {
            findings.push(finding.about(case.address()));
        }
    }

    fn partner(&self, context: Context<'_>, partner: &Partner, findings: &mut Findings) {
        let expires = partner.spec.expires.as_ref();
        if let Some(finding) = check(context, expires, partner.name.as_str()) {
            findings.push(finding.about(Address::root("partners").child(&partner.name)));
        }
    }
}

fn check(context: Context<'_>, expires: Option<&Spanned<String>>, what: &str) -> Option<Finding> {
    let text = expires?;
    // A day that is none is a fault of its own.
    let last: Date = text.value.parse().ok()?;
    let days = days_left(context.today, last).filter(|days| *days <= SOON)?;
    let when = match usize::try_from(days).ok()? {
        0 => "today".to_owned(),
        days => format!("in {}", words::count(days, "day")),
    };
    Some(
        Finding::new(&INFO, format!("{what} ends {when}, after {last}"))
            .at(text.span, "the last day")
            .advice("ask its owner: delete the entry then, or give it a later day and a reason"),
    )
}

/// Days from today to the last valid day; none if it is past.
fn days_left(today: Date, last: Date) -> Option<i64> {
    if last < today {
        return None;
    }
    // Far away is as good as never.
    let limit = today.checked_add((SOON + 1).days()).unwrap_or(last);
    let until = today.until(last.min(limit)).ok()?;
    Some(i64::from(until.get_days()))
}

#[cfg(test)]
mod tests {
    use super::days_left;

    #[test]
    fn the_last_day_counts_and_the_far_end_of_time_is_no_overflow() {
        let left =
            |today: &str, last: &str| days_left(today.parse().unwrap(), last.parse().unwrap());
        assert_eq!(left("2026-11-20", "2026-11-19"), None);
        assert_eq!(left("2026-11-20", "2026-11-20"), Some(0));
        assert_eq!(left("2026-11-20", "2026-12-20"), Some(30));
        assert_eq!(left("2026-11-20", "9999-12-31"), Some(31));
        assert_eq!(left("9999-12-30", "9999-12-31"), Some(1));
    }
}
