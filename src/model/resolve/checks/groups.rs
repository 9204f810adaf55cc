//! Texts of group settings that have a limit.
//!
//! Source: learn.microsoft.com, "Microsoft Entra cmdlets for configuring group settings".

use super::Case;
use crate::diagnostics::{Findings, INVALID_VALUE};
use crate::model::SettingKey;

/// Settings and how many characters each takes.
const LIMITS: [(SettingKey, usize); 2] = [
    (SettingKey::of("groups.classification_descriptions"), 300),
    (SettingKey::of("groups.naming_requirement"), 64),
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (key, most) in LIMITS {
        let length = case.word(&key).map_or(0, |text| text.chars().count());
        if length > most {
            let name = key.setting().to_owned();
            let message = format!("{name} has {length} characters; the service takes {most}");
            findings.push(case.fault(&INVALID_VALUE, &key, message, "too long"));
        }
    }
}
