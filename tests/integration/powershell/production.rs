//! What a script meets in a real tenant: an older module, a role that does not reach a setting, another
//! name of a property, something that nobody has set yet, the wrong tenant.

use guestlist::interop::write::{Target, Task};
use guestlist::model::{SettingKey, Value};

use super::held::Held;
use super::isolation;
use super::run::{Edition, run};
use super::service::Tenant;
use super::tenants::{ID, after, before, task};
use super::value::Val;
use super::{script, with};

const FEDERATION: &str = "CsTenantFederationConfiguration";
const PARTNER: &str = "2af84b1e-32c8-42b7-82bc-daa82404023b";

fn flag(key: &'static str) -> (&'static str, Option<String>, Option<Value>, Value) {
    (key, None, Some(Value::Flag(false)), Value::Flag(true))
}

/// Blocked subdomains came with version 6.1 of the module: with an older one nothing is changed at all,
/// although the first steps would have gone through.
#[test]
fn a_parameter_that_is_missing_stops_the_script_before_the_first_step() {
    let task = task([
        flag("external_access.block_subdomains"),
        flag("guest_access.enabled"),
    ]);
    for edition in [Edition::Core, Edition::Desktop] {
        let mut tenant = before(&task);
        tenant.missing = vec!["BlockAllSubdomains"];
        let ended = with(&script(&task), &mut tenant, &[], edition);
        let printed = ended.printed.join("\n");
        assert_eq!(ended.code, 1, "{printed}");
        assert!(
            printed.contains(
                "Set-CsTenantFederationConfiguration has no parameter BlockAllSubdomains here"
            ),
            "{printed}"
        );
        assert!(printed.contains("0 of 2 steps were taken"), "{printed}");
        assert!(tenant.writes().is_empty());
    }
}

/// The same property under another name: of an earlier version of the module, or as the tenant of
/// SharePoint exports it.
#[test]
fn properties_with_two_names_are_read_under_either() {
    let delegation = flag("external_access.security_team_delegation");
    let onedrive = (
        "onedrive.sharing",
        None,
        Some(Value::text("external_user_and_guest_sharing")),
        Value::text("existing_external_user_sharing_only"),
    );
    for (change, names) in [
        (
            delegation,
            (
                "SecurityTeamAllowBlockListDelegation",
                "DomainBlockingForMDOAdminsInTeams",
                "DomainBlockingForMDOAdminsInTeams",
            ),
        ),
        (
            onedrive,
            (
                "OneDriveSharingCapability",
                "ODBSharingCapability",
                "OneDriveSharingCapability",
            ),
        ),
    ] {
        let task = task([change]);
        let mut tenant = before(&task);
        tenant.renamed = vec![names];
        let ended = with(&script(&task), &mut tenant, &[], Edition::Core);
        assert_eq!(ended.code, 0, "{names:?}: {:?}", ended.printed);
        assert_eq!(tenant.objects, after(&task).objects);
    }
}

/// What is allowed is neither a list nor everybody: that is not taken for nobody, and said.
#[test]
fn an_answer_without_allowed_domains_is_no_list() {
    let list = |domain: &str| Value::Set([domain.into()].into_iter().collect());
    let key = "external_access.allowed_domains";
    let task = task([(key, None, Some(list("a.example")), list("b.example"))]);
    let mut tenant = before(&task);
    let object = tenant
        .objects
        .get_mut(&(FEDERATION, String::new()))
        .unwrap();
    object.insert("AllowedDomains".to_owned(), Held::Null);
    let ended = with(&script(&task), &mut tenant, &[], Edition::Core);
    let printed = ended.printed.join("\n");
    assert_eq!(ended.code, 1, "{printed}");
    assert!(printed.contains("changed outside since"), "{printed}");
    assert!(tenant.writes().is_empty());
}

fn isolated(name: &str) -> Task {
    let mut task = task([
        flag("power_platform.tenant_isolation.enabled"),
        (
            "power_platform.tenant_isolation.rules[]",
            Some(name.to_owned()),
            Some(Value::text("absent")),
            Value::text("present"),
        ),
        (
            "power_platform.tenant_isolation.rules[].direction",
            Some(name.to_owned()),
            None,
            Value::text("inbound"),
        ),
    ]);
    task.ids.insert("fabrikam".to_owned(), PARTNER.to_owned());
    task
}

/// As long as nobody has set tenant isolation there is no policy to be read; and its rules are of ids,
/// however the organisation is called in the files.
#[test]
fn isolation_begins_with_nothing_and_reads_rules_by_id() {
    for name in [PARTNER, "fabrikam"] {
        for edition in [Edition::Core, Edition::Desktop] {
            let task = isolated(name);
            let mut tenant = Tenant::new(ID);
            tenant.objects.retain(|(o, _), _| *o != isolation::OBJECT);
            let arguments = [("Folder", Val::text("saved"))];
            for round in ["once", "again"] {
                let ended = run(&script(&task), &arguments, &mut tenant, edition).unwrap();
                assert_eq!(ended.code, 0, "{name}, {round}: {:?}", ended.printed);
            }
            let of = |id: &str| tenant.objects.get(&(isolation::OBJECT, id.to_owned()));
            assert_eq!(of("").unwrap()["isDisabled"], Held::Bool(false));
            let direction = &of(PARTNER).unwrap()["direction"];
            assert_eq!(*direction, Held::Text("Inbound".to_owned()));
        }
    }
}

#[test]
fn what_is_no_token_is_said_to_be_none() {
    let task = task([flag("power_bi.external_sharing.enabled")]);
    for token in ["secret", "Bearer", "a.!!.c", "a.e30.c", ""] {
        let mut tenant = before(&task);
        let arguments = [
            ("Folder", Val::text("saved")),
            ("FabricToken", Val::text(token)),
        ];
        let ended = run(&script(&task), &arguments, &mut tenant, Edition::Core).unwrap();
        let printed = ended.printed.join("\n");
        assert_eq!(ended.code, 1, "{token}: {printed}");
        let says = printed.contains("-FabricToken is no access token")
            || printed.contains("Fabric is not connected");
        assert!(says, "{token}: {printed}");
        assert!(tenant.log.is_empty(), "{token}");
    }
}

/// Sites say which root site is the tenant's: an administrator who is connected to another tenant can't
/// name that one by mistake.
#[test]
fn sites_say_which_root_site_is_the_tenants() {
    let site = |host: &str| {
        let sharing = SettingKey::of("sharepoint.sites[].sharing");
        sharing.with_object(&format!("https://{host}/sites/sales"))
    };
    let change = || {
        (
            "sharepoint.sharing",
            None,
            Some(Value::text("external_user_and_guest_sharing")),
            Value::text("existing_external_user_sharing_only"),
        )
    };
    let arguments = [("Folder", Val::text("saved"))];
    for (host, code) in [("contoso.sharepoint.com", 0), ("litware.sharepoint.com", 1)] {
        let mut task = task([change()]);
        let key = site(host);
        task.known
            .insert(key, Value::text("existing_external_user_sharing_only"));
        let mut tenant = before(&task);
        let ended = run(&script(&task), &arguments, &mut tenant, Edition::Core).unwrap();
        assert_eq!(ended.code, code, "{host}: {:?}", ended.printed);
        assert_eq!(tenant.writes().is_empty(), code == 1, "{host}");
    }
    // The root site itself has no path.
    let mut of_root = task([change()]);
    let root = SettingKey::of("sharepoint.sites[].sharing");
    of_root.known.insert(
        root.with_object("https://contoso.sharepoint.com"),
        Value::text("existing_external_user_sharing_only"),
    );
    let text = script(&of_root);
    assert!(
        text.contains("[string] $SharePointUrl = 'https://contoso.sharepoint.com',"),
        "{text}"
    );
    // Personal sites have another host, and two hosts decide nothing: then a person says it.
    for hosts in [
        vec![],
        vec!["contoso-my.sharepoint.com"],
        vec!["contoso.sharepoint.com", "litware.sharepoint.com"],
    ] {
        let mut task = task([change()]);
        for host in &hosts {
            let key = site(host);
            task.known
                .insert(key, Value::text("existing_external_user_sharing_only"));
        }
        assert!(
            script(&task).contains("[string] $SharePointUrl,"),
            "{hosts:?}"
        );
    }
}

/// A script without steps says so, and does not praise what it read back.
#[test]
fn nothing_is_no_success() {
    let mut empty = task([]);
    empty.released = vec![SettingKey::of("guest_access.enabled")];
    let text = script(&empty);
    assert!(text.contains("No step of it is for a script"), "{text}");
    let mailboxes = task([(
        "exchange.sharing_policies[].mailboxes",
        Some("Sales".to_owned()),
        None,
        Value::Set(["a@contoso.com".into()].into_iter().collect()),
    )]);
    for task in [empty, mailboxes] {
        let mut tenant = before(&task);
        tenant.make("SharingPolicy", "Sales");
        let ended = with(&script(&task), &mut tenant, &[], Edition::Core);
        let printed = ended.printed.join("\n");
        assert_eq!(ended.code, 0, "{printed}");
        assert!(!printed.contains("all 0 settings"), "{printed}");
        assert!(
            printed.contains("nothing of this can be read back"),
            "{printed}"
        );
    }
}

/// A person is not told to create what is there, nor to create "Users".
#[test]
fn what_a_person_does_with_objects_is_said_in_their_words() {
    let object = |key, name: &str, before: &str, after: &str| {
        let value = |word: &str| Value::text(word.to_owned());
        (
            key,
            Some(name.to_owned()),
            Some(value(before)),
            value(after),
        )
    };
    let task = task([
        object("guests[]", "kim@fabrikam.com", "absent", "present"),
        object("meetings.policies[]", "Board", "absent", "present"),
        object("exchange.remote_domains[]", "Old", "present", "absent"),
    ]);
    let written = task.write(Target::M365Dsc);
    let todo: Vec<&str> = written.manual.iter().map(|m| m.todo.as_str()).collect();
    for says in [
        "see that the guest \"kim@fabrikam.com\" is there, or create it",
        "see that the meeting policy \"Board\" is there, or create it",
    ] {
        assert!(todo.iter().any(|t| t.contains(says)), "{todo:?}");
    }
}
