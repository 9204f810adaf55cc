//! SharePoint and OneDrive: levels, lists of sites, days.
//!
//! Source: `Set-SPOTenant`, `Set-SPOSite`, "Restrict sharing of SharePoint and OneDrive content by
//! domain". Only values that files state are compared: what a service holds besides is not known here.

use super::{Case, Object};
use crate::diagnostics::{CONTRADICTION, Finding, Findings};
use crate::model::configuration::Desired;
use crate::model::sharing::{self, ALLOWED, CORE, MODE, ONEDRIVE, TENANT};
use crate::model::{Address, SettingKey};
use crate::text::words;

const LOCK: &str = "sharepoint.sites[].lock_state";

/// Domains that are named; the rest is counted.
const NAMED: usize = 5;

/// Suggested days, and the most that they can be.
const DAYS: [(SettingKey, SettingKey); 2] = [
    (
        SettingKey::of("sharepoint.anyone_links.recommended_expiration_in_days"),
        SettingKey::of("sharepoint.anyone_links.max_expiration_in_days"),
    ),
    (
        SettingKey::of("onedrive.anyone_links.recommended_expiration_in_days"),
        SettingKey::of("onedrive.anyone_links.max_expiration_in_days"),
    ),
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    onedrive(case, findings);
    sites(case, findings);
    days(case, findings);
    locks(case, findings);
}

fn word<'l>(case: &'l Case<'_>, key: &SettingKey) -> Option<(&'l str, &'l Desired)> {
    let desired = case.get(key)?;
    Some((desired.value.as_text()?, desired))
}

/// OneDrive is never wider than SharePoint: than the tenant's ceiling, or than its sites.
fn onedrive(case: &Case<'_>, findings: &mut Findings) {
    let Some((level, onedrive)) = word(case, &ONEDRIVE) else {
        return;
    };
    let above = [&TENANT, &CORE].into_iter().filter_map(|key| {
        let (ceiling, stated) = word(case, key)?;
        sharing::is_wider(level, ceiling).then_some((key, ceiling, stated))
    });
    let rank = |ceiling: &str| sharing::rank(ceiling);
    let Some((key, ceiling, stated)) = above.min_by_key(|(_, ceiling, _)| rank(ceiling)) else {
        return;
    };
    findings.push(
        Finding::new(
            &CONTRADICTION,
            format!(
                "OneDrive can't share wider than SharePoint: \"{}\" over \"{}\"",
                sharing::label(level),
                sharing::label(ceiling)
            ),
        )
        .at(onedrive.span, "wider")
        .related(stated.span, format!("{key} is narrower"))
        .about(Address::setting(case.tenant, &ONEDRIVE))
        .fix(format!("sharing: {ceiling}"), "as SharePoint, or narrower"),
    );
}

/// Below the tenant's allow list a site's allow list must be a part of it.
fn sites(case: &Case<'_>, findings: &mut Findings) {
    if word(case, &MODE).map(|(mode, _)| mode) != Some("allow_list") {
        return;
    }
    let Some(tenant) = case.get(&ALLOWED) else {
        return;
    };
    let Some(allowed) = tenant.value.as_set() else {
        return;
    };
    for object in case.objects(sharing::SITES).filter(Object::is_present) {
        let mode = sharing::SITE_MODE.with_object(&object.name);
        let key = sharing::SITE_ALLOWED.with_object(&object.name);
        let in_force = word(case, &mode).map(|(mode, _)| mode) == Some("allow_list");
        let Some(site) = case.get(&key).filter(|_| in_force) else {
            continue;
        };
        let Some(set) = site.value.as_set() else {
            continue;
        };
        let outside: Vec<&str> = set.minus(allowed).collect();
        let Some(first) = outside.first() else {
            continue;
        };
        let list = site.list.as_ref();
        let place = list.and_then(|list| list.place(first));
        findings.push(
            Finding::new(
                &CONTRADICTION,
                format!(
                    "a site's allow list must be a part of the tenant's: {} not on it",
                    is(&outside)
                ),
            )
            .at(place.unwrap_or(site.span), "not on the tenant's list")
            .related(tenant.span, "the tenant's list")
            .about(Address::setting(case.tenant, &key))
            .advice("add it to the tenant's list as well, or take it off the site's"),
        );
    }
}

/// `fabrikam.com is`, `fabrikam.com and litwareinc.com are`
fn is(outside: &[&str]) -> String {
    let verb = if outside.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", words::some(outside, NAMED))
}

/// The root site can't be locked.
fn locks(case: &Case<'_>, findings: &mut Findings) {
    for site in case.objects(sharing::SITES) {
        let address = site.name.trim_end_matches('/');
        let is_root = address.split('/').count() == 3;
        let is_locked = ["no_access", "read_only"]
            .into_iter()
            .any(|state| site.says(LOCK, state));
        if is_root && is_locked {
            findings.push(
                site.fault(
                    &CONTRADICTION,
                    LOCK,
                    "the root site can't be locked",
                    "the root site",
                )
                .fix("lock_state: unlock", "as it is"),
            );
        }
    }
}

/// Days that are suggested are at most those that are allowed.
fn days(case: &Case<'_>, findings: &mut Findings) {
    for (suggested, most) in &DAYS {
        let number = |key: &SettingKey| {
            let desired = case.get(key)?;
            Some((desired.value.as_number()?, desired.span))
        };
        let (Some((days, span)), Some((limit, limit_span))) = (number(suggested), number(most))
        else {
            continue;
        };
        // 0 is without end, and as a suggestion the limit itself.
        if limit == 0 || days <= limit {
            continue;
        }
        findings.push(
            Finding::new(
                &CONTRADICTION,
                format!("{days} days are suggested, but links end after {limit}"),
            )
            .at(span, "more than the most")
            .related(limit_span, format!("at most {limit}"))
            .about(Address::setting(case.tenant, suggested)),
        );
    }
}
