//! `guest-checklist-incomplete`: Teams lets guests in, and a step before it does not.
//! `guest-domain-denied` for guests who are declared.

use super::{Case, address};
use crate::access::{self, Key, Origin, WorldTenant};
use crate::diagnostics::{Finding, Findings};
use crate::model::Address;
use crate::rules::modelled::{GUEST_CHECKLIST_INCOMPLETE as INCOMPLETE, GUEST_DOMAIN_DENIED};

/// A step that may be shut.
struct Step {
    key: Key,
    /// Whether it is, in a tenant.
    is_shut: fn(&WorldTenant) -> bool,
    /// What that means.
    message: &'static str,
    /// How to open it.
    fix: &'static str,
}

static STEPS: [Step; 5] = [
    Step {
        key: Key::InvitesFrom,
        is_shut: |tenant| tenant.word(Key::InvitesFrom) == Some("none"),
        message: "Guest access is switched on, but nobody can send an invitation",
        fix: "entra_b2b: { invites_from: admins_and_guest_inviters }",
    },
    Step {
        key: Key::InboundUsers,
        is_shut: access::keeps_all_out,
        message: "Guest access is switched on, but people of other tenants are not let in",
        fix: "cross_tenant_access:\n  partners:\n    fabrikam:\n      \
              b2b_collaboration_inbound: { users: allowed, applications: allowed }",
    },
    Step {
        key: Key::GroupsContent,
        is_shut: |tenant| tenant.flag(Key::GroupsContent) == Some(false),
        message: "Guest access is switched on, but guests see no content of teams",
        fix: "groups: { guests_access_content: true }",
    },
    Step {
        key: Key::SharePoint,
        is_shut: |tenant| tenant.word(Key::SharePoint) == Some("disabled"),
        message: "Guest access is switched on, but no file can be shared with guests",
        fix: "sharepoint: { sharing: existing_external_user_sharing_only }",
    },
    Step {
        key: Key::SharePointSites,
        is_shut: |tenant| {
            let word = |key| tenant.word(key);
            word(Key::SharePointSites) == Some("disabled")
                && word(Key::SharePoint) != Some("disabled")
        },
        message: "Guest access is switched on, but no site is shared with guests",
        fix: "sharepoint: { core_sharing: existing_external_user_sharing_only }",
    },
];

pub(super) fn judge(case: &Case<'_>, findings: &mut Findings) {
    if case.is_on(&GUEST_DOMAIN_DENIED) {
        denied(case, findings);
    }
    if !case.is_on(&INCOMPLETE) {
        return;
    }
    for tenant in case.world.tenants.values() {
        let switch = tenant.get(Key::Guests);
        let decided = !matches!(switch.origin, Origin::Default | Origin::Unknown);
        if !decided || tenant.flag(Key::Guests) != Some(true) {
            continue;
        }
        for step in STEPS.iter().filter(|step| (step.is_shut)(tenant)) {
            findings.push(step.finding(tenant));
        }
    }
}

/// Declared guests whose domain a list of Entra ID or SharePoint refuses.
fn denied(case: &Case<'_>, findings: &mut Findings) {
    for tenant in case.config.tenants.values() {
        let Some(world) = case.world.tenants.get(&tenant.name) else {
            continue;
        };
        for guest in tenant.objects("guests[]") {
            let domain = guest.name.rsplit_once('@').map_or("", |(_, domain)| domain);
            let Some(key) = access::refusing_list(world, domain) else {
                continue;
            };
            let list = match key {
                Key::SharePointAllowed | Key::SharePointBlocked => "SharePoint refuses files for",
                _ => "Entra ID refuses invitations to",
            };
            let setting = world.get(key);
            let entry = setting.list.as_ref().and_then(|list| list.place(domain));
            let mut finding = Finding::new(
                &GUEST_DOMAIN_DENIED,
                format!(
                    "{} is a guest of {}, but {list} {domain}",
                    guest.name, tenant.name
                ),
            )
            .at(guest.desired.span, "a guest")
            .about(Address::setting(&tenant.name, guest.key))
            .rests_on(address(world, key))
            .detail("A guest who exists already keeps the account; the list stops what is new.")
            .advice("take the domain off the list that refuses it, or delete the guest");
            if let Some(span) = entry.or(setting.span) {
                finding = finding.related(span, "the list");
            }
            findings.push(finding);
        }
    }
}

impl Step {
    fn finding(&self, tenant: &WorldTenant) -> Finding {
        let (setting, switch) = (tenant.get(self.key), tenant.get(Key::Guests));
        let place = setting.span.or(switch.span).or(tenant.span);
        let mut finding = Finding::new(&INCOMPLETE, self.message)
            .at_maybe(place, "shut")
            .about(address(tenant, self.key))
            .rests_on(address(tenant, Key::Guests))
            .fix(self.fix, format!("To open this step in {}", tenant.name));
        if let Origin::Baseline(baseline) = &setting.origin {
            finding = finding.detail(format!("The baseline \"{baseline}\" says so."));
        }
        match switch.span.filter(|span| Some(*span) != place) {
            Some(span) => finding.related(span, "guest access is on"),
            None => finding,
        }
    }
}
