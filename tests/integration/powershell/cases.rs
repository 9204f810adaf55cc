//! Single cases: drift, long lists, what is given to people, code in values, samples, PowerShell itself.

use std::process::{Command, Stdio};

use guestlist::interop::write::{Target, Task};
use guestlist::model::{AllowedDomains, SettingKey, Value, ValueSet};

use super::held::Held;
use super::run::{Edition, run};
use super::service::Tenant;
use super::tenants::{HOSTILE, ID, after, before, task};
use super::value::{Val, member};
use super::{errors, script, with};
use crate::support::Workspace;

fn set(words: &[&str]) -> Value {
    Value::Set(
        words
            .iter()
            .map(|word| (*word).into())
            .collect::<ValueSet>(),
    )
}

fn blocked(before: &[&str], after: &[&str]) -> Task {
    task([(
        "external_access.blocked_domains",
        None,
        Some(set(before)),
        set(after),
    )])
}

const FEDERATION: (&str, &str) = ("CsTenantFederationConfiguration", "BlockedDomains");

fn federation(tenant: &mut Tenant) -> &mut std::collections::BTreeMap<String, Held> {
    tenant
        .objects
        .get_mut(&(FEDERATION.0, String::new()))
        .unwrap()
}

/// What somebody changed since is not overwritten unasked.
#[test]
fn drift_is_refused() {
    let task = blocked(&["a.example"], &["a.example", "b.example"]);
    let mut tenant = before(&task);
    let other = Held::List(vec!["a.example".to_owned(), "c.example".to_owned()]);
    federation(&mut tenant).insert(FEDERATION.1.to_owned(), other);
    let ended = with(&script(&task), &mut tenant, &[], Edition::Core);
    let printed = ended.printed.join("\n");
    assert_eq!(ended.code, 1, "{printed}");
    assert!(
        printed.contains("changed outside since this was decided"),
        "{printed}"
    );
    assert!(printed.contains("0 of 1 steps were taken"), "{printed}");
    assert_eq!(tenant.writes().len(), 0);
    // What was there was saved all the same.
    assert_eq!(ended.files.len(), 1);
}

/// What nobody recorded is not overwritten unasked either.
#[test]
fn what_nobody_recorded_is_not_overwritten() {
    let wanted = task([(
        "external_access.blocked_domains",
        None,
        None,
        set(&["b.example"]),
    )]);
    let mut tenant = before(&wanted);
    let other = Held::List(vec!["a.example".to_owned()]);
    federation(&mut tenant).insert(FEDERATION.1.to_owned(), other);
    let folder = [("Folder", Val::text("saved"))];
    let ended = run(&script(&wanted), &folder, &mut tenant, Edition::Core).unwrap();
    let printed = ended.printed.join("\n");
    assert_eq!(ended.code, 1, "{printed}");
    assert!(
        printed.contains("Nobody recorded what these were"),
        "{printed}"
    );
    // The way that keeps the guard on everything else.
    let (saved, _) = ended.files.iter().next().unwrap();
    let way = format!("guestlist drift {saved} --tenant contoso --accept");
    assert!(printed.contains(&way), "{printed}");
    assert_eq!(tenant.writes().len(), 0);
    assert_eq!(ended.files.len(), 1);
    // Where it is as it is to be already, there is nothing to overwrite.
    let same = Held::List(vec!["b.example".to_owned()]);
    federation(&mut tenant).insert(FEDERATION.1.to_owned(), same);
    let ended = run(&script(&wanted), &folder, &mut tenant, Edition::Core).unwrap();
    assert_eq!(ended.code, 0, "{}", ended.printed.join("\n"));
}

/// With -EvenIfChanged it goes on, and comes to what was wanted.
#[test]
fn drift_is_overwritten_when_asked() {
    let task = blocked(&["a.example"], &["a.example", "b.example"]);
    let mut tenant = before(&task);
    let other = Held::List(vec!["a.example".to_owned(), "c.example".to_owned()]);
    federation(&mut tenant).insert(FEDERATION.1.to_owned(), other);
    let ended = with(
        &script(&task),
        &mut tenant,
        &["EvenIfChanged"],
        Edition::Core,
    );
    assert_eq!(ended.code, 0, "{:?}", ended.printed);
    assert_eq!(tenant.objects, after(&task).objects);
}

/// The longest lists the service takes go in portions, from anything to anything.
#[test]
fn long_lists_go_in_portions() {
    let names = |from: usize, to: usize| {
        let names = (from..to).map(|n| format!("d{n:04}.example").into());
        Value::Set(names.collect::<ValueSet>())
    };
    for (key, first, last) in [
        (
            "external_access.blocked_domains",
            names(0, 1),
            names(0, 4000),
        ),
        (
            "external_access.allowed_trial_tenant_domains",
            names(0, 700),
            names(200, 1100),
        ),
        (
            "external_access.allowed_domains",
            Value::text("all"),
            names(0, 900),
        ),
        (
            "external_access.allowed_domains",
            names(0, 600),
            names(700, 1200),
        ),
    ] {
        for known in [true, false] {
            let whole = task([(key, None, Some(first.clone()), last.clone())]);
            let mut tenant = before(&whole);
            let mut task = whole.clone();
            task.wanted[0].before = Some(first.clone()).filter(|_| known);
            let ended = with(&script(&task), &mut tenant, &[], Edition::Desktop);
            assert_eq!(ended.code, 0, "{key}: {:?}", ended.printed);
            assert_eq!(tenant.objects, after(&whole).objects, "{key}");
            assert!(tenant.writes().len() >= 3, "{key}");
        }
    }
}

fn grants(tenant: &Tenant) -> Vec<String> {
    let all = tenant.granted.iter();
    all.map(|((cmdlet, to), policy)| format!("{cmdlet} {to}: {policy}"))
        .collect()
}

/// Policies are given to people and groups, and taken from them.
#[test]
fn policies_are_granted() {
    let name = || Some("Legal".to_owned());
    let policy = |below: &'static str| match below {
        "users" => "external_access_policies[].users",
        "groups" => "external_access_policies[].groups",
        _ => "external_access_policies[].group_rank",
    };
    let (ann, bob) = ("ann@contoso.com", "bob@contoso.com");
    let task = task([
        (policy("users"), name(), Some(set(&[bob])), set(&[ann])),
        (policy("groups"), name(), Some(set(&[])), set(&["Sales"])),
        (
            policy("rank"),
            name(),
            Some(Value::Number(2)),
            Value::Number(1),
        ),
    ]);
    let mut tenant = Tenant::new(ID);
    tenant.make("CsExternalAccessPolicy", "Legal");
    let grant = |to: &str| ("Grant-CsExternalAccessPolicy".to_owned(), to.to_owned());
    tenant.granted.insert(grant(bob), "Legal".to_owned());
    let ended = with(&script(&task), &mut tenant, &[], Edition::Core);
    assert_eq!(ended.code, 0, "{:?}", ended.printed);
    assert_eq!(
        grants(&tenant),
        [
            "Grant-CsExternalAccessPolicy Sales: Legal",
            "Grant-CsExternalAccessPolicy ann@contoso.com: Legal",
        ]
    );
    let printed = ended.printed.join("\n");
    assert!(
        printed.contains("not read back, because no cmdlet lists it"),
        "{printed}"
    );
}

/// A sharing policy is given to mailboxes, one call each; which one those are to have that lose it is
/// for a person.
#[test]
fn mailboxes_get_their_policy() {
    let name = || Some("It's; exit 3".to_owned());
    let [ann, bob, eve] = ["ann@contoso.com", "bob@contoso.com", "o'neil@contoso.com"];
    let task = task([(
        "exchange.sharing_policies[].mailboxes",
        name(),
        Some(set(&[ann, bob])),
        set(&[ann, eve]),
    )]);
    let mut tenant = Tenant::new(ID);
    tenant.make("SharingPolicy", "It's; exit 3");
    let assigned = |to: &str| ("Set-Mailbox".to_owned(), to.to_owned());
    for mailbox in [ann, bob] {
        let policy = "It's; exit 3".to_owned();
        tenant.granted.insert(assigned(mailbox), policy);
    }
    for _ in 0..2 {
        let ended = with(&script(&task), &mut tenant, &[], Edition::Desktop);
        assert_eq!(ended.code, 0, "{:?}", ended.printed);
        let printed = ended.printed.join("\n");
        assert!(
            printed.contains("another sharing policy: bob@contoso.com"),
            "{printed}"
        );
        assert_eq!(
            grants(&tenant),
            [ann, bob, eve].map(|to| format!("Set-Mailbox {to}: It's; exit 3"))
        );
    }
}

/// Names of groups and teams are not unique: of two of the same name nothing is changed.
#[test]
fn two_of_the_same_name_stop_the_script() {
    let task = task([(
        "teams.teams[].guests_delete_channels",
        Some("Sales".to_owned()),
        Some(Value::Flag(true)),
        Value::Flag(false),
    )]);
    let mut tenant = before(&task);
    let other = serde_json::json!({ "id": "other", "displayName": "Sales" });
    tenant.web.insert("/teams/other".to_owned(), other);
    let ended = with(
        &script(&task),
        &mut tenant,
        &["EvenIfChanged"],
        Edition::Core,
    );
    assert_eq!(ended.code, 1);
    let printed = ended.printed.join("\n");
    assert!(
        printed.contains("there are 2 objects with displayName Sales"),
        "{printed}"
    );
    assert!(tenant.writes().is_empty());
}

/// A list of domains that would make the policy longer than the service takes is refused before it is
/// sent, other settings in the policy counted.
#[test]
fn a_policy_that_is_too_long_is_not_sent() {
    let names = (0..1500).map(|n| format!("d{n:04}.example").into());
    let many = Value::Set(names.collect::<ValueSet>());
    let all = || AllowedDomains::All.to_value();
    let mut task = task([
        (
            "entra_b2b.invitations.allowed_domains",
            None,
            Some(all()),
            all(),
        ),
        (
            "entra_b2b.invitations.blocked_domains",
            None,
            Some(set(&[])),
            many,
        ),
    ]);
    task.tenant.domains.push("used.example".to_owned());
    assert_eq!(task.write(Target::PowerShell).manual, []);
    let mut tenant = before(&task);
    let at = "/policies/b2bManagementPolicies/policy-1";
    let more = serde_json::json!({ "B2BManagementPolicy": { "PreviewPolicy": "x".repeat(2000) } });
    tenant.web.get_mut(at).unwrap()["definition"][0] = more.to_string().into();
    let ended = with(&script(&task), &mut tenant, &[], Edition::Core);
    assert_eq!(ended.code, 1);
    let printed = ended.printed.join("\n");
    assert!(printed.contains("more than 25,000 characters"), "{printed}");
    assert!(tenant.writes().is_empty());
}

/// A token of another tenant stops the script before Fabric is asked anything.
#[test]
fn a_token_of_another_tenant_is_refused() {
    let key = "power_bi.publish_to_web.enabled";
    let task = task([(key, None, Some(Value::Flag(true)), Value::Flag(false))]);
    let mut tenant = before(&task);
    tenant.id = "00000000-0000-0000-0000-000000000001".to_owned();
    let ended = with(&script(&task), &mut tenant, &[], Edition::Desktop);
    assert_eq!(ended.code, 1);
    assert!(
        ended
            .printed
            .join("\n")
            .contains("Fabric is connected to tenant")
    );
    assert!(tenant.log.is_empty());
}

/// A request may say an object whole: what another one opens is not closed by a second run.
#[test]
fn a_second_run_sends_no_object_as_it_was() {
    let flag = |key, before: bool| {
        let name = Some("Sales".to_owned());
        (key, name, Some(Value::Flag(before)), Value::Flag(!before))
    };
    let task = task([
        flag("teams.teams[].guests_create_update_channels", false),
        flag("teams.teams[].guests_delete_channels", true),
    ]);
    let mut tenant = before(&task);
    for round in ["once", "again"] {
        tenant.web_states.clear();
        let ended = with(&script(&task), &mut tenant, &[], Edition::Core);
        assert_eq!(ended.code, 0, "{round}: {:?}", ended.printed);
    }
    assert!(!tenant.web_states.is_empty());
    assert!(tenant.web_states.iter().all(|state| *state == tenant.web));
}

/// A remote domain keeps its domain until a person makes it anew: nothing is opened for the old one.
#[test]
fn a_remote_domain_that_gets_another_domain_opens_nothing() {
    let name = || Some("Fab".to_owned());
    let flag = |key, before: bool| (key, name(), Some(Value::Flag(before)), Value::Flag(!before));
    let task = task([
        (
            "exchange.remote_domains[].domain",
            name(),
            Some(Value::text("*.fabrikam.com")),
            Value::text("fabrikam.com"),
        ),
        flag("exchange.remote_domains[].auto_forward", false),
        flag("exchange.remote_domains[].auto_reply", true),
    ]);
    for undone in [false, true] {
        let (task, closes, opens) = match undone {
            false => (task.clone(), "auto_reply", "auto_forward"),
            true => (task.undone(), "auto_forward", "auto_reply"),
        };
        let written = task.write(Target::PowerShell);
        let manual: Vec<String> = written.manual.iter().map(|m| m.key.to_string()).collect();
        assert_eq!(
            manual,
            [
                "exchange.remote_domains[Fab].domain".to_owned(),
                format!("exchange.remote_domains[Fab].{opens}")
            ]
        );
        assert!(written.manual[1].why.contains("still has its old domain"));
        let mut tenant = before(&task);
        let first = tenant.objects.clone();
        let ended = with(&written.text, &mut tenant, &[], Edition::Core);
        assert_eq!(ended.code, 0, "{:?}", ended.printed);
        let which = ("RemoteDomain", "fab".to_owned());
        let changed: Vec<&String> = tenant.objects[&which]
            .iter()
            .filter(|(property, held)| first[&which][*property] != **held)
            .map(|(property, _)| property)
            .collect();
        let property = match closes {
            "auto_reply" => "AutoReplyEnabled",
            _ => "AutoForwardEnabled",
        };
        assert_eq!(changed, [property]);
        // A configuration states an object at once: it leaves all of it.
        assert_eq!(task.write(Target::M365Dsc).carried, 0);
    }
}

const PARTNER: &str = "2af84b1e-32c8-42b7-82bc-daa82404023b";

/// What goes with a partner is in the file that is saved before, as Graph's beta knows it, and what the
/// undo does not bring back is named.
#[test]
fn what_goes_with_a_partner_is_saved_and_named() {
    let name = || Some(PARTNER.to_owned());
    let sync = "cross_tenant_access.partners[].identity_synchronization.users_inbound";
    let restricted = "cross_tenant_access.partners[].tenant_restrictions.users";
    let object = "cross_tenant_access.partners[]";
    let stays = |key, value: Value| (key, name(), Some(value.clone()), value);
    let goes = || {
        let present = Some(Value::text("present"));
        (object, name(), present, Value::text("absent"))
    };
    let whole = task([
        stays(sync, Value::Flag(true)),
        stays(restricted, Value::text("blocked")),
        goes(),
    ]);
    // Of which nothing is recorded.
    let bare = task([goes()]);
    for edition in [Edition::Core, Edition::Desktop] {
        let mut tenant = before(&whole);
        let ended = with(&script(&bare), &mut tenant, &[], edition);
        assert_eq!(ended.code, 0, "{:?}", ended.printed);
        let (_, saved) = ended
            .files
            .iter()
            .find(|(name, _)| name.contains("-before-"))
            .unwrap();
        let seen = guestlist::interop::read(saved, &guestlist::interop::Options::default());
        let seen = seen.unwrap().values;
        for (key, value) in [
            (sync, Value::Flag(true)),
            (restricted, Value::text("blocked")),
        ] {
            let key = SettingKey::of(key).with_object(PARTNER);
            assert_eq!(seen.get(&key).map(|s| &s.value), Some(&value), "{saved}");
        }
    }
    let undo = bare.undone();
    for key in [sync, restricted] {
        let key = SettingKey::of(key).with_object(PARTNER);
        assert!(undo.released.contains(&key), "{key}");
        assert!(script(&undo).contains(&format!("#   {key}\n")), "{key}");
    }
    assert!(script(&undo).contains("Made again with what is recorded of it"));
    // What is recorded comes back.
    let sync = SettingKey::of(sync).with_object(PARTNER);
    assert!(!whole.undone().released.contains(&sync));
    assert!(whole.undone().wanted.iter().any(|w| w.key == sync));
}

/// A policy is made again, and nobody has it then.
#[test]
fn who_had_a_policy_that_goes_is_said_not_to_come_back() {
    let name = || Some("Legal".to_owned());
    let users = "external_access_policies[].users";
    let stays = |key, value: Value| (key, name(), Some(value.clone()), value);
    let goes = || {
        let present = Some(Value::text("present"));
        let object = "external_access_policies[]";
        (object, name(), present, Value::text("absent"))
    };
    let key = SettingKey::of(users).with_object("Legal");
    let says = "Who had it is not recorded";
    let undo = task([goes()]).undone();
    assert!(undo.released.contains(&key));
    let text = script(&undo);
    assert!(text.contains(says), "{text}");
    assert!(text.matches(&format!("#   {key}\n")).count() == 2, "{text}");
    let known = task([stays(users, set(&["ann@contoso.com"])), goes()]).undone();
    assert!(!known.released.contains(&key));
    assert!(script(&known).contains("Grant-CsExternalAccessPolicy -Identity 'ann@contoso.com'"));
}

/// Tenant isolation is read whole and written whole: rules that nobody named stay.
#[test]
fn isolation_keeps_what_it_is_not_told() {
    let other = "2af84b1e-32c8-42b7-82bc-daa82404023b".to_owned();
    let key = "power_platform.tenant_isolation.rules[].direction";
    let task = task([
        (
            "power_platform.tenant_isolation.enabled",
            None,
            Some(Value::Flag(false)),
            Value::Flag(true),
        ),
        (
            key,
            Some(other.clone()),
            Some(Value::text("both")),
            Value::text("inbound"),
        ),
    ]);
    let mut tenant = Tenant::new(ID);
    let mut put = |id: &str, direction: &str| {
        let which = ("PowerAppTenantIsolationPolicy", id.to_owned());
        let held = Held::Text(direction.to_owned());
        tenant
            .objects
            .entry(which)
            .or_default()
            .insert("direction".to_owned(), held);
    };
    put(&other, "Both");
    put("a0b1b346-4d3e-4e8b-98f8-753987be4970", "Outbound");
    let mut expected = tenant.objects.clone();
    let ended = with(&script(&task), &mut tenant, &[], Edition::Desktop);
    assert_eq!(ended.code, 0, "{:?}", ended.printed);
    let mut expect = |id: &str, property: &str, held: Held| {
        let object = expected.get_mut(&("PowerAppTenantIsolationPolicy", id.to_owned()));
        object.unwrap().insert(property.to_owned(), held);
    };
    expect("", "isDisabled", Held::Bool(false));
    expect(&other, "direction", Held::Text("Inbound".to_owned()));
    assert_eq!(tenant.objects, expected);
}

/// The module takes one of two documented names; the script finds out which, and reads it back.
#[test]
fn either_name_of_the_block_switch_is_taken() {
    let task = task([(
        "external_access.blocked_users.enabled",
        None,
        Some(Value::Flag(false)),
        Value::Flag(true),
    )]);
    for name in ["BlockExternalUserAccess", "BlockExternalAccessUserAccess"] {
        let mut tenant = before(&task);
        tenant.renamed = vec![("BlockExternalUserAccess", name, name)];
        let ended = with(&script(&task), &mut tenant, &[], Edition::Core);
        assert_eq!(ended.code, 0, "{name}: {:?}", ended.printed);
        assert_eq!(tenant.objects, after(&task).objects);
    }
}

/// Values that would like to be code are data: the calls are those of the objects that change, and what
/// arrives is the value.
#[test]
fn no_value_becomes_code() {
    for hostile in HOSTILE {
        let name = hostile.trim().to_owned();
        let key = "exchange.remote_domains[].character_set";
        let mut task = task([
            (key, Some(name.clone()), None, Value::text(*hostile)),
            (
                "exchange.remote_domains[].domain",
                Some(name.clone()),
                None,
                Value::text("fabrikam.com"),
            ),
            (
                "exchange.remote_domains[]",
                Some(name.clone()),
                None,
                Value::text("present"),
            ),
        ]);
        task.tenant.display_name = Some((*hostile).to_owned());
        task.origin = (*hostile).to_owned();
        task.tests = vec![(*hostile).to_owned()];
        let written = script(&task);
        assert_eq!(errors(&written), Vec::<String>::new(), "{written}");
        assert!(written.is_ascii());
        let mut tenant = before(&task);
        let ended = with(&written, &mut tenant, &[], Edition::Core);
        assert_eq!(ended.code, 0, "{hostile}: {:?}", ended.printed);
        let mut calls: Vec<&str> = tenant.log.iter().map(|call| call.name.as_str()).collect();
        calls.sort_unstable();
        calls.dedup();
        assert_eq!(
            calls,
            [
                "Get-ConnectionInformation",
                "Get-RemoteDomain",
                "New-RemoteDomain",
                "Set-RemoteDomain"
            ]
        );
        let given = tenant
            .log
            .iter()
            .find_map(|call| member(&call.named, "CharacterSet"));
        assert_eq!(given.map(Val::to_text).as_deref(), Some(*hostile));
        assert!(
            ended
                .printed
                .iter()
                .any(|line| line.contains(hostile.trim()))
        );
    }
}

/// What the program writes for the samples of imports is PowerShell, and does what it says in a tenant
/// of which nothing is known.
#[test]
fn samples_are_exported() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/imports");
    let mut exported = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let workspace = Workspace::of("version: 1\n");
        let file = path.to_str().unwrap();
        let imported = workspace.run(&["import", file, "--tenant", "contoso"]);
        if imported.code != 0 {
            continue;
        }
        let run = workspace.run(&["export", "--to", "powershell", "--all"]);
        assert_eq!(run.code, 0, "{file}: {}", run.err);
        assert_eq!(errors(&run.out), Vec::<String>::new(), "{file}");
        judged_by_powershell(&run.out);
        exported += 1;
    }
    assert!(exported > 2, "{exported}");
}

/// Where PowerShell is installed, its own parser judges the text too.
#[allow(clippy::print_stderr, reason = "a test that says who judged")]
fn judged_by_powershell(text: &str) {
    const JUDGE: &str = "$errors = $null; $text = [Console]::In.ReadToEnd(); \
        [void][System.Management.Automation.Language.Parser]::ParseInput($text, [ref]$null, [ref]$errors); \
        $errors | ForEach-Object { $_.ToString() }";
    let child = Command::new("pwsh")
        .args(["-NoProfile", "-NonInteractive", "-Command", JUDGE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!("judged by the grammar alone: there is no pwsh here");
        return;
    };
    let mut input = child.stdin.take().unwrap();
    let text = text.to_owned();
    let writer = std::thread::spawn(move || std::io::Write::write_all(&mut input, text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.trim().is_empty(), "{said}");
    eprintln!("judged by the grammar and by pwsh");
}

/// Every step says what is set to what, whoever carries it out; long lists and long texts are cut.
#[test]
fn steps_say_what_is_set_to_what() {
    let flag = |key| (key, None, Some(Value::Flag(false)), Value::Flag(true));
    let names = |from: usize, to: usize| {
        let names = (from..to).map(|n| format!("d{n:04}.example").into());
        Value::Set(names.collect::<ValueSet>())
    };
    for (changes, says) in [
        (
            vec![(
                "entra_b2b.invites_from",
                None,
                Some(Value::text("everyone")),
                Value::text("none"),
            )],
            "'entra_b2b.invites_from: everyone -> none'",
        ),
        (
            vec![flag("cross_tenant_access.default.inbound_trust.mfa")],
            "'cross_tenant_access.default.inbound_trust.mfa: off -> on'",
        ),
        (
            vec![flag("power_bi.external_sharing.enabled")],
            "'power_bi.external_sharing.enabled: off -> on'",
        ),
        (
            vec![
                flag("teams.storage.box_files"),
                flag("teams.storage.dropbox"),
                flag("teams.storage.egnyte"),
                flag("teams.storage.google_drive"),
            ],
            "'teams.storage: ",
        ),
        (
            vec![
                flag("guest_access.enabled"),
                flag("teams.email_into_channels"),
            ],
            "'CsTeamsClientConfiguration: teams.email_into_channels: off -> on; guest_access.enabled: off -> on'",
        ),
        (
            vec![(
                "external_access.blocked_domains",
                None,
                Some(names(0, 9)),
                names(0, 14),
            )],
            "'external_access.blocked_domains: 9 entries -> 14 entries (+ d0009.example, d0010.example, \
             d0011.example and 2 more)'",
        ),
        (
            vec![(
                "groups.guest_usage_guidelines_url",
                None,
                Some(Value::text("")),
                Value::text(format!("https://contoso.com/{}", "a".repeat(200))),
            )],
            "aaaaaaaa...'",
        ),
    ] {
        let task = task(changes);
        let text = script(&task);
        let steps: Vec<&str> = text.lines().filter(|l| l.starts_with("Step ")).collect();
        assert!(
            steps.iter().any(|step| step.contains(says)),
            "{says}: {steps:?}"
        );
    }
}
