//! Which permissions a script needs: said in its head, and checked before the first step.

use std::collections::BTreeSet;

use guestlist::interop::write::{GraphDocument, Target, Task};
use guestlist::model::Value;
use guestlist::model::section::Api;
use guestlist::model::sections::settings;

use super::run::Edition;
use super::service::SCOPES;
use super::tenants::{ID, before, task};
use super::{script, with};

fn flag(key: &'static str) -> (&'static str, Option<String>, Option<Value>, Value) {
    (key, None, Some(Value::Flag(false)), Value::Flag(true))
}

fn default_trust() -> Task {
    task([flag("cross_tenant_access.default.inbound_trust.mfa")])
}

fn head(text: &str) -> Vec<&str> {
    text.lines().take_while(|l| l.starts_with('#')).collect()
}

#[test]
fn a_connection_without_the_permission_is_refused_before_the_first_step() {
    let task = default_trust();
    let text = script(&task);
    let head = head(&text).join("\n");
    for says in [
        "Connect-MgGraph -Scopes Policy.Read.All,Policy.ReadWrite.CrossTenantAccess",
        "permission Policy.ReadWrite.CrossTenantAccess",
        "role Global Administrator, Security Administrator, Teams Administrator or a custom role",
    ] {
        assert!(head.contains(says), "{head}");
    }
    for edition in [Edition::Core, Edition::Desktop] {
        let mut tenant = before(&task);
        tenant.scopes = vec!["openid".to_owned(), "Policy.Read.All".to_owned()];
        let ended = with(&text, &mut tenant, &[], edition);
        let printed = ended.printed.join("\n");
        assert_eq!(ended.code, 1, "{printed}");
        assert!(
            printed.contains("Connect-MgGraph -Scopes Policy.ReadWrite.CrossTenantAccess"),
            "{printed}"
        );
        assert!(printed.contains("Nothing was changed"), "{printed}");
        assert_eq!(tenant.writes().len(), 0);

        let mut tenant = before(&task);
        let ended = with(&text, &mut tenant, &[], edition);
        assert_eq!(ended.code, 0, "{:?}", ended.printed);
    }
}

/// One of several permissions is enough, whatever its letters' case.
#[test]
fn one_of_several_permissions_is_enough() {
    let task = task([flag("groups.owners_add_guests")]);
    let text = script(&task);
    for (scope, code) in [
        ("groupsettings.readwrite.all", 0),
        ("Directory.ReadWrite.All", 0),
        ("Directory.Read.All", 1),
    ] {
        let mut tenant = before(&task);
        tenant.scopes = vec![scope.to_owned()];
        let ended = with(&text, &mut tenant, &[], Edition::Core);
        assert_eq!(ended.code, code, "{scope}: {:?}", ended.printed);
    }
}

/// A connection that names no permission is not judged, and what is not known is said to be so.
#[test]
fn what_is_not_known_is_said_and_not_refused() {
    let mut tenant = before(&default_trust());
    tenant.scopes.clear();
    let ended = with(&script(&default_trust()), &mut tenant, &[], Edition::Core);
    let printed = ended.printed.join("\n");
    assert_eq!(ended.code, 0, "{printed}");
    assert!(
        printed.contains("does not say which permissions"),
        "{printed}"
    );

    let invites = task([(
        "entra_b2b.invites_from",
        None,
        Some(Value::text("everyone")),
        Value::text("none"),
    )]);
    let text = script(&invites);
    let head = head(&text).join("\n");
    assert!(
        head.contains("authorizationPolicy: which permission is needed is not known here"),
        "{head}"
    );
    assert!(!text.contains("Test-Permissions @("), "{text}");
    let both = [
        flag("groups.owners_add_guests"),
        flag("entra_b2b.email_verified_users_may_join"),
    ];
    let text_of_both = script(&task(both));
    let head = self::head(&text_of_both).join("\n");
    assert!(
        head.contains("Connect-MgGraph -Scopes GroupSettings.ReadWrite.All,... "),
        "{head}"
    );
    let mut tenant = before(&invites);
    tenant.scopes = vec!["openid".to_owned()];
    let ended = with(&text, &mut tenant, &[], Edition::Core);
    assert_eq!(ended.code, 0, "{:?}", ended.printed);
}

#[test]
fn fabric_names_its_permission_and_who_may() {
    let task = task([flag("power_bi.external_sharing.enabled")]);
    let text = script(&task);
    let head = head(&text).join("\n");
    assert!(head.contains("permission Tenant.ReadWrite.All"), "{head}");
    assert!(head.contains("role Fabric administrator"), "{head}");
}

/// The requests as JSON name the same, for every setting that they set.
#[test]
fn the_document_names_the_permission_of_every_setting() {
    let task = task([
        flag("cross_tenant_access.default.inbound_trust.mfa"),
        flag("groups.owners_add_guests"),
        flag("entra_b2b.default_user_role.read_other_users"),
        flag("power_bi.external_sharing.enabled"),
        flag("sharepoint.prevent_external_users_from_resharing"),
    ]);
    let text = task.write(Target::Graph).text;
    let document: GraphDocument = serde_json::from_str(&text).unwrap();
    let named: BTreeSet<&String> = document
        .permissions
        .iter()
        .flat_map(|p| &p.settings)
        .collect();
    let set: BTreeSet<&String> = document.steps.iter().flat_map(|s| &s.settings).collect();
    assert_eq!(set.len(), 5, "{text}");
    assert_eq!(named, set);
    let of = |key: &str| {
        let holds = |p: &&guestlist::interop::write::GraphPermission| {
            p.settings.iter().any(|setting| setting == key)
        };
        document.permissions.iter().find(holds).unwrap()
    };
    let fabric = of("power_bi.external_sharing.enabled");
    assert_eq!(fabric.service, "Fabric");
    assert_eq!(fabric.change_one_of, ["Tenant.ReadWrite.All"]);
    let sharing = of("sharepoint.prevent_external_users_from_resharing");
    assert_eq!(
        sharing.change_one_of,
        ["SharePointTenantSettings.ReadWrite.All"]
    );
    let role = of("entra_b2b.default_user_role.read_other_users");
    assert_eq!((&role.read, role.change_one_of.len()), (&None, 0));
    // An earlier document has no such list.
    let mut earlier: serde_json::Value = serde_json::from_str(&text).unwrap();
    earlier.as_object_mut().unwrap().remove("permissions");
    assert!(serde_json::from_value::<GraphDocument>(earlier).is_ok());
    assert_eq!(task.tenant.tenant_id.as_deref(), Some(ID));
}

/// What a script asks for is what the simulated connection has: no permission is misspelt.
#[test]
fn permissions_are_among_those_of_the_connection() {
    let of = |api: Api| match api {
        Api::Graph(_, rights) => [rights.read.as_slice(), rights.change].concat(),
        _ => Vec::new(),
    };
    let asked: BTreeSet<&str> = settings().iter().flat_map(|s| of(s.api)).collect();
    let known: BTreeSet<&str> = SCOPES.iter().copied().collect();
    let others: Vec<&&str> = asked.difference(&known).collect();
    assert_eq!(others, [&"GroupSettings.ReadWrite.All"], "{asked:?}");
}
