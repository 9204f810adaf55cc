//! Cross-tenant access: whom an object is about, and values that exclude each other.
//!
//! Source: learn.microsoft.com, "Cross-tenant access overview", "Configure automatic redemption";
//! Graph `crossTenantAccessPolicyConfigurationPartner`.

use std::collections::BTreeMap;

use super::{Case, Object, organisations};
use crate::diagnostics::{
    CONTRADICTION, DUPLICATE_KEY, EMPTY_LIST, Finding, Findings, INVALID_VALUE, RuleInfo,
    XTAP_SYNC_NEEDS_REDEEM, XTAP_USERS_APPS_CONFLICT,
};
use crate::model::section::{ALL_APPLICATIONS, ALL_USERS, Form};
use crate::model::{SettingKey, ValueSet};

const CLOUDS: SettingKey = SettingKey::of("cross_tenant_access.allowed_cloud_endpoints");
const KNOWN_CLOUDS: [&str; 3] = [
    "microsoftonline.com",
    "microsoftonline.us",
    "partner.microsoftonline.cn",
];

/// The settings with users and applications for which the admin centre refuses a contradiction.
const PAIRS: [&str; 4] = [
    "b2b_collaboration_inbound",
    "b2b_collaboration_outbound",
    "b2b_direct_connect_inbound",
    "b2b_direct_connect_outbound",
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    clouds(case, findings);
    redemption(case, findings);
    objects(case, findings);
    for pair in PAIRS {
        let declared = format!("cross_tenant_access.default.{pair}");
        Pair::of(case, &|below| {
            SettingKey::from(format!("{declared}.{below}"))
        })
        .check(findings);
    }
    for name in partners(case).keys() {
        for pair in PAIRS {
            let declared = format!("cross_tenant_access.partners[].{pair}");
            let key =
                |below: &str| SettingKey::from(format!("{declared}.{below}")).with_object(name);
            Pair::of(case, &key).check(findings);
        }
        synchronization(case, name, findings);
    }
}

/// The objects that are wanted, by name.
fn partners<'c>(case: &'c Case<'_>) -> BTreeMap<String, &'c SettingKey> {
    case.objects("cross_tenant_access.partners[]")
        .filter(Object::is_present)
        .map(|object| (object.name, object.key))
        .collect()
}

/// Each object must be about one other organisation that is known by name or id.
fn objects(case: &Case<'_>, findings: &mut Findings) {
    let definitions = case.definitions;
    let id_of = |name: &str| {
        let tenant = definitions
            .tenants
            .get(name)
            .map(|t| t.spec.tenant_id.as_ref());
        let partner = || {
            definitions
                .partners
                .get(name)
                .map(|p| p.spec.tenant_id.as_ref())
        };
        let id = tenant.or_else(partner).flatten();
        id.map(|id| id.value.to_lowercase())
    };
    let own = id_of(case.tenant.as_str());
    let mut by_id: BTreeMap<String, &SettingKey> = BTreeMap::new();
    for (name, key) in partners(case) {
        let id = if Form::Guid.fits(&name) {
            Some(name.clone())
        } else {
            id_of(&name)
        };
        if name == case.tenant.as_str() || (id.is_some() && id == own) {
            findings.push(
                case.fault(
                    &CONTRADICTION,
                    key,
                    "a tenant is no partner of itself",
                    "this tenant",
                )
                .advice("delete it here; other tenants may name this one"),
            );
            continue;
        }
        if !organisations::is_known(case, &name) {
            findings.push(organisations::unknown(case, &name, key));
        }
        if let Some(first) = id.and_then(|id| by_id.insert(id, key)) {
            let message = format!("{name} is there twice: by name and by tenant id");
            let mut finding = case
                .fault(&DUPLICATE_KEY, key, message, "the same tenant")
                .advice("keep one of the two");
            if let Some(span) = case.span(first) {
                finding = finding.related(span, "here as well");
            }
            findings.push(finding);
        }
    }
}

/// Users and applications of one setting.
struct Pair<'c, 'a> {
    case: &'c Case<'a>,
    users: SettingKey,
    user_targets: SettingKey,
    applications: SettingKey,
    application_targets: SettingKey,
}

impl<'c, 'a> Pair<'c, 'a> {
    fn of(case: &'c Case<'a>, key: &dyn Fn(&str) -> SettingKey) -> Self {
        Self {
            case,
            users: key("users"),
            user_targets: key("user_targets"),
            applications: key("applications"),
            application_targets: key("application_targets"),
        }
    }

    fn check(&self, findings: &mut Findings) {
        let case = self.case;
        for targets in [&self.user_targets, &self.application_targets] {
            if case.set(targets).is_some_and(ValueSet::is_empty) {
                findings.push(
                    case.fault(
                        &EMPTY_LIST,
                        targets,
                        "an empty list of targets",
                        "nobody is named",
                    )
                    .advice("name them, or delete the line: then all are meant"),
                );
            }
        }
        let unread = [
            &self.users,
            &self.user_targets,
            &self.applications,
            &self.application_targets,
        ];
        if unread.iter().any(|key| case.unknown.contains(*key)) {
            return;
        }
        let (users, applications) = (case.word(&self.users), case.word(&self.applications));
        if let (Some(one), Some(other)) = (users, applications)
            && (one == "inherit") != (other == "inherit")
        {
            let message = "users and applications inherit together, or neither does";
            findings.push(
                self.conflict(&CONTRADICTION, message)
                    .detail("In Graph one null stands for both: it takes both from the default."),
            );
            return;
        }
        let names_all =
            |targets: &SettingKey, all| case.set(targets).is_none_or(|set| set.contains(all));
        let all_users = names_all(&self.user_targets, ALL_USERS);
        let all_applications = names_all(&self.application_targets, ALL_APPLICATIONS);
        let shut = applications == Some("blocked") && all_applications;
        if users == Some("blocked") && all_users && !shut {
            let message = "all users are blocked, so all applications must be blocked too";
            findings.push(
                self.conflict(&XTAP_USERS_APPS_CONFLICT, message)
                    .fix("applications: blocked", "beside users: blocked"),
            );
        } else if users == Some("allowed") && shut {
            let message = "users are allowed, but every application is blocked";
            findings.push(
                self.conflict(&XTAP_USERS_APPS_CONFLICT, message)
                    .fix("applications: allowed", "to let them in")
                    .fix("users: blocked", "to keep everybody out"),
            );
        }
    }

    fn conflict(&self, rule: &'static RuleInfo, message: &str) -> Finding {
        let (at, other) = match self.case.span(&self.applications) {
            Some(_) => (&self.applications, &self.users),
            None => (&self.users, &self.applications),
        };
        let finding = self.case.fault(rule, at, message, "refused by the service");
        match self.case.span(other) {
            Some(span) => finding.related(span, "does not go with this"),
            None => finding,
        }
    }
}

/// Synchronisation is refused without automatic redemption.
fn synchronization(case: &Case<'_>, name: &str, findings: &mut Findings) {
    let key = |declared: &'static str| SettingKey::of(declared).with_object(name);
    let sync = key("cross_tenant_access.partners[].identity_synchronization.users_inbound");
    let redeem = key("cross_tenant_access.partners[].automatic_redemption.inbound");
    if case.flag(&sync) != Some(true)
        || case.flag(&redeem) == Some(true)
        || case.unknown.contains(&redeem)
    {
        return;
    }
    let message = format!("people of {name} can't be written here without automatic redemption");
    let mut finding = case
        .fault(
            &XTAP_SYNC_NEEDS_REDEEM,
            &sync,
            message,
            "needs automatic redemption",
        )
        .fix(
            "automatic_redemption: { inbound: true }",
            format!("beside it; {name} must say outbound: true"),
        );
    if let Some(span) = case.span(&redeem) {
        finding = finding.related(span, "not true");
    }
    findings.push(finding);
}

/// Each identity provider has one place.
fn redemption(case: &Case<'_>, findings: &mut Findings) {
    let keys = ["first", "second", "third"]
        .map(|place| SettingKey::from(format!("cross_tenant_access.default.redemption.{place}")));
    for (at, key) in keys.iter().enumerate() {
        let same = keys
            .iter()
            .take(at)
            .find(|before| case.word(key).is_some() && case.word(before) == case.word(key));
        if let Some(span) = same.and_then(|before| case.span(before)) {
            let message = "an identity provider can't have two places";
            findings.push(
                case.fault(&CONTRADICTION, key, message, "the same again")
                    .related(span, "here first"),
            );
        }
    }
}

fn clouds(case: &Case<'_>, findings: &mut Findings) {
    let Some(set) = case.set(&CLOUDS) else { return };
    for word in set.iter().filter(|word| !KNOWN_CLOUDS.contains(word)) {
        let message = format!("\"{word}\" is no cloud that Entra ID knows");
        let finding = case.fault(&INVALID_VALUE, &CLOUDS, message, "not a cloud");
        findings.push(finding.advice(format!("one of {}", KNOWN_CLOUDS.join(", "))));
    }
}
