//! `files-escape-entra-list`: files and folders that are shared past Entra's rules.

use super::word;
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::SettingKey;
use crate::model::sharing::TENANT;
use crate::rules::{Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "files-escape-entra-list",
    default: Some(Severity::Warning),
    summary: "Files can be shared past Entra's rules for guests.",
    explanation: "Entra's list of domains, and who may invite, always hold for SharePoint sites. For \
                  single files and folders they hold only while azure_ad_b2b_integration is true: \
                  without it a new person gets a code by e-mail and no guest account, and no policy of \
                  Entra reaches them. Turn the integration on, or limit domains in SharePoint as well.",
    fact: "Set-SPOTenant -EnableAzureADB2BIntegration; SharePoint and OneDrive integration with \
           Microsoft Entra B2B",
    fault: false,
};

static INTEGRATION: SettingKey = SettingKey::of("sharepoint.azure_ad_b2b_integration");
static INVITE_ALLOWED: SettingKey = SettingKey::of("entra_b2b.invitations.allowed_domains");
static INVITE_BLOCKED: SettingKey = SettingKey::of("entra_b2b.invitations.blocked_domains");
static INVITES_FROM: SettingKey = SettingKey::of("entra_b2b.invites_from");

pub(in crate::rules) struct FilesEscapeEntraList;
pub(in crate::rules) static RULE: FilesEscapeEntraList = FilesEscapeEntraList;

impl Rule for FilesEscapeEntraList {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        // People who are in the directory already are under Entra's rules in any case.
        let shares_with_new = matches!(
            word(case, &TENANT).as_deref(),
            Some("external_user_sharing_only" | "external_user_and_guest_sharing")
        );
        if view.flag(&INTEGRATION) != Some(false) || !shares_with_new {
            return;
        }
        let allowed = view.effective(&INVITE_ALLOWED).value;
        let limits = allowed.is_some_and(|allowed| allowed.as_text() != Some("all"));
        let blocks = view.set(&INVITE_BLOCKED).is_some_and(|set| !set.is_empty());
        let (rule, what) = if limits {
            (&INVITE_ALLOWED, "Entra's list of domains")
        } else if blocks {
            (&INVITE_BLOCKED, "Entra's list of domains")
        } else if word(case, &INVITES_FROM).as_deref() == Some("none") {
            (&INVITES_FROM, "that nobody may invite guests")
        } else {
            return;
        };
        let mut finding = Finding::new(
            &INFO,
            format!("files and folders are shared past {what}"),
        )
        .at(case.place(&INTEGRATION), "integration with Entra is off")
        .about(case.address(&INTEGRATION))
        .rests_on(case.address(rule))
        .rests_on(case.address(&TENANT))
        .detail("A new person gets a code by e-mail and no guest account; sites are not concerned.")
        .fix("azure_ad_b2b_integration: true", "To put files under Entra's rules, write");
        if let Some(span) = view.span(rule) {
            finding = finding.related(span, "does not reach files and folders");
        }
        findings.push(finding);
    }
}
