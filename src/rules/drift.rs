//! Pages about what the service says: judged where an export is compared with what is recorded, and
//! where a plan rests on values that nobody has seen for long.

use crate::diagnostics::{RuleInfo, Severity};

/// A value that was seen and is another one now.
pub static CHANGED_OUTSIDE: RuleInfo = RuleInfo::page(
    "changed-outside",
    Severity::Warning,
    "The service holds another value than the one that is recorded.",
    "guestlist drift read an export and found a value that is not the recorded one: somebody changed \
     it in the admin centre, by a script, or in the Defender portal where the block lists are \
     delegated. Decide which one is right. To keep the service's value, state it in the files and \
     record it with guestlist drift --accept; to undo it, record nothing and carry the recorded value \
     out again.",
    "",
);

/// A value that was requested and that the service does not hold.
pub static NOT_CARRIED_OUT: RuleInfo = RuleInfo::page(
    "not-carried-out",
    Severity::Warning,
    "A change was approved, and the service does not hold it.",
    "apply records a decision and sends nothing. guestlist drift read an export that does not hold a \
     value which was recorded as requested: nobody has carried the change out yet, it was undone, or \
     the export is older than the change.",
    "",
);

/// A plan that rests on values that nobody has seen for long.
pub static VALUES_UNSEEN: RuleInfo = RuleInfo::page(
    "values-unseen",
    Severity::Note,
    "A plan changes recorded values that nobody has seen in the service for long.",
    "What a plan calls the value before is what is recorded. A recorded value was requested by an \
     apply, or observed in an export; since then the service may have been changed by others. Values \
     that were neither requested nor observed within 30 days are named. Another number of days stands \
     in guestlist.yaml: values_seen_within: 90. Export the settings anew and compare: guestlist drift \
     FILE, with --accept to take over what is there.",
    "",
);
