//! `onedrive-over-sharepoint`: OneDrive and SharePoint, of which one is not stated.

use super::word;
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::sharing::{self, CORE, ONEDRIVE, TENANT};
use crate::rules::{Basis, Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "onedrive-over-sharepoint",
    default: Some(Severity::Warning),
    summary: "OneDrive would share wider than SharePoint.",
    explanation: "OneDrive may be stricter than SharePoint, never wider: the service refuses it. \
                  Where files state both it is a fault and nothing is planned. Here one of the two \
                  is stated and the other is recorded: state both.",
    fact: "Set-SPOTenant -OneDriveSharingCapability; Manage sharing settings",
    fault: false,
};

pub(in crate::rules) struct OneDriveOverSharePoint;
pub(in crate::rules) static RULE: OneDriveOverSharePoint = OneDriveOverSharePoint;

impl Rule for OneDriveOverSharePoint {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        for ceiling in [&TENANT, &CORE] {
            let bases = [&ONEDRIVE, ceiling].map(|key| view.effective(key).basis);
            // Both stated is a fault; a default is what the service makes of it.
            if !matches!(
                bases,
                [Basis::Stated, Basis::Recorded] | [Basis::Recorded, Basis::Stated]
            ) {
                continue;
            }
            let (Some(level), Some(limit)) = (word(case, &ONEDRIVE), word(case, ceiling)) else {
                continue;
            };
            if !sharing::is_wider(&level, &limit) {
                continue;
            }
            let (stated, other) = if bases[0] == Basis::Stated {
                (&ONEDRIVE, ceiling)
            } else {
                (ceiling, &ONEDRIVE)
            };
            findings.push(
                Finding::new(
                    &INFO,
                    format!(
                        "OneDrive shares with \"{}\", SharePoint with \"{}\" only",
                        sharing::label(&level),
                        sharing::label(&limit)
                    ),
                )
                .at(case.place(stated), "stated here")
                .about(case.address(stated))
                .rests_on(case.address(other))
                .detail(format!("{other} is recorded so; no file states it."))
                .advice(format!("state {other} as well")),
            );
            return;
        }
    }
}
