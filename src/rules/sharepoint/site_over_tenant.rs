//! `site-over-tenant`: a site that shares wider than those above it let it.

use super::word;
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::sharing::{self, SITE, SITE_OVERRIDE, SITES, TENANT};
use crate::rules::{Basis, Rule, TenantCase};

static INFO: RuleInfo = RuleInfo {
    id: "site-over-tenant",
    default: Some(Severity::Warning),
    summary: "A site is stated to share wider than the tenant lets it.",
    explanation: "The strictest of tenant, partition (core_sharing for sites, onedrive.sharing for \
                  OneDrive) and site counts. A wider level may be stored at the site: it has no effect \
                  today, and comes into force on the day those above are opened. State the level that \
                  counts, or open those above. A site with override_sharing leaves the partition out; \
                  the tenant still caps it.",
    fact: "Set-SPOSite -SharingCapability, -OverrideSharingCapability; External sharing overview",
    fault: false,
};

pub(in crate::rules) struct SiteOverTenant;
pub(in crate::rules) static RULE: SiteOverTenant = SiteOverTenant;

impl Rule for SiteOverTenant {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        let view = case.view();
        for site in case.tenant.objects(SITES) {
            let key = site.setting(&SITE);
            let Some(level) = word(case, &key).filter(|_| view.is_stated(&key)) else {
                continue;
            };
            let partition = (view.flag(&site.setting(&SITE_OVERRIDE)) != Some(true))
                .then(|| sharing::partition(&site.name));
            let above = [Some(&TENANT), partition].into_iter().flatten();
            let above = above.filter_map(|key| Some((key, word(case, key)?)));
            let strictest = above.min_by_key(|(_, level)| sharing::rank(level));
            let Some((ceiling, limit)) = strictest.filter(|(_, l)| sharing::is_wider(&level, l))
            else {
                continue;
            };
            let (level, label) = (sharing::label(&level), sharing::label(&limit));
            let mut finding = Finding::new(
                &INFO,
                format!("\"{level}\" has no effect on this site: {ceiling} is \"{label}\""),
            )
            .at(case.place(&key), "wider than it can be")
            .about(case.address(&key))
            .rests_on(case.address(ceiling))
            .detail(format!(
                "The site shares with \"{label}\" at most, until {ceiling} opens; then it opens too."
            ))
            .fix(format!("sharing: {limit}"), "To state what counts, write");
            finding = match (view.span(ceiling), view.effective(ceiling).basis) {
                (Some(span), _) => finding.related(span, format!("{ceiling} is narrower")),
                (None, Basis::Recorded) => finding.detail(format!(
                    "{ceiling} is recorded so; no file states it."
                )),
                (None, _) => finding,
            };
            findings.push(finding);
        }
    }
}
