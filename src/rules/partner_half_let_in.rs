//! `partner-half-let-in`: let in by one door of the guests' way, while another stays shut.

use super::doors::{
    DoorState, GUESTS_WAY, Named, Organisation, SystemDoor, doors, named_at,
};
use super::{Basis, Context, Rule, TenantCase};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::{Name, SettingKey};
use crate::model::configuration::Tenant;
use crate::model::sections::setting;

static INFO: RuleInfo = RuleInfo {
    id: "partner-half-let-in",
    default: Some(Severity::Warning),
    summary: "An organisation is let in by one door of the guests' way while another stays shut.",
    explanation: "A guest needs every door: Entra's list of domains that may be invited, cross-tenant \
                  access, the content of groups and, for files, SharePoint's list. Each has its own \
                  list and none looks at the others. Whoever named the organisation in one of them \
                  meant it to work here, and will hear from its people that it does not. Open the \
                  door that is shown, or take the organisation off the one that lets it in.",
    fact: "Guest access checklist for Teams; SharePoint's, Entra's and Teams' lists of domains are \
           independent",
    fault: false,
};

/// The lists of domains of Entra and SharePoint.
const LISTS: [&str; 5] = [
    "entra_b2b.invitations.allowed_domains",
    "entra_b2b.invitations.blocked_domains",
    "sharepoint.domain_restriction.allowed_domains",
    "sharepoint.domain_restriction.blocked_domains",
    "sharepoint.domain_restriction.mode",
];

pub(super) struct PartnerHalfLetIn;
pub(super) static RULE: PartnerHalfLetIn = PartnerHalfLetIn;

impl Rule for PartnerHalfLetIn {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn tenant(&self, case: &TenantCase<'_>, findings: &mut Findings) {
        // Nobody is named where no door of that way names anybody.
        if !case.tenant.settings.keys().any(|key| GUESTS_WAY.names(key)) {
            return;
        }
        for name in organisations(case.context, case.tenant) {
            if let Some(organisation) = Organisation::declared(case.context.config, name)
                && let Some(finding) = judge(case, &organisation)
            {
                findings.push(finding);
            }
        }
    }
}

/// Every declared organisation but the tenant itself.
fn organisations<'a>(context: Context<'a>, tenant: &'a Tenant) -> impl Iterator<Item = &'a Name> {
    let config = context.config;
    let tenants = config.tenants.keys().filter(move |name| **name != tenant.name);
    config.partners.keys().chain(tenants)
}

fn judge(case: &TenantCase<'_>, organisation: &Organisation) -> Option<Finding> {
    let view = case.view();
    let named = named_at(&view, organisation);
    let inside = named.into_iter().find(|at| {
        at.named != Named::Refuses && !at.is_idle && GUESTS_WAY.names(&at.key)
    })?;
    // A default that nobody chose is told by guest-checklist-incomplete.
    let doors = doors(&view, organisation, false);
    // What an object for this organisation shuts is meant to be shut.
    let is_own = |door: &SystemDoor| door.reasons.iter().any(|r| r.key.object().is_some());
    if doors.iter().any(|door| GUESTS_WAY.has(door) && door.state == DoorState::Shut && is_own(door)) {
        return None;
    }
    let shut = doors.iter().filter(|door| {
        GUESTS_WAY.has(door) && matches!(door.state, DoorState::Shut | DoorState::Partly)
    });
    let chosen = |basis| matches!(basis, Basis::Stated | Basis::Recorded);
    // Two lists of domains that disagree are told by file-domain-mismatch.
    let by_list = |key: &SettingKey| LISTS.contains(&key.as_str());
    let (door, reason) = shut
        .filter_map(|door| Some((door, door.reasons.iter().find(|r| chosen(r.basis))?)))
        .find(|(_, reason)| !(by_list(&inside.key) && by_list(&reason.key)))?;
    let how = match door.state {
        DoorState::Partly => "only in part for",
        _ => "shut for",
    };
    let mut finding = Finding::new(
        &INFO,
        format!("{} is let in as guests, and {} {how} it", organisation.name, is_or_are(door.title)),
    )
    .at(inside.span.unwrap_or(case.tenant.span), "named here")
    .about(case.address(&inside.key))
    .rests_on(case.address(&reason.key))
    .detail(format!("Named by {}; {}.", inside.key, reason.text));
    if let Some(span) = reason.span {
        finding = finding.related(span, "this door stays shut");
    }
    let title = setting(reason.key.as_str()).map_or("setting", |s| s.title);
    Some(finding.advice(format!(
        "name all its domains there too ({}), or take it off {}",
        title.to_lowercase(),
        inside.key
    )))
}

/// `invitations as guests are`, `content of groups is`.
fn is_or_are(title: &str) -> String {
    let verb = if title.starts_with("content") { "is" } else { "are" };
    format!("{title} {verb}")
}
