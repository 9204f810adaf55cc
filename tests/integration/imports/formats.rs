//! What each format comes to.

use serde_json::{Value, json};

use super::{empty, fixture, imported, recorded};
use crate::support::Workspace;

#[test]
fn a_scubagear_export() {
    let path = fixture("scubagear.json");
    let (workspace, out) = imported(path.to_str().unwrap(), &[]);
    snapbox::assert_data_eq!(
        workspace.read("tenants/contoso.guestlist.yaml"),
        snapbox::file!["scubagear.guestlist.yaml"].raw()
    );
    snapbox::assert_data_eq!(out, snapbox::file!["scubagear.txt"].raw());
    let (_, document) = workspace.json(&["show"]);
    let seen = &document["tenants"][0]["settings"][0]["seen"];
    assert_eq!(seen["time"], "2026-11-12T09:15:00Z");
    assert_eq!(seen["source"], "scubagear.json (ScubaGear 1.8.0)");
}

#[test]
fn a_configuration_of_microsoft365dsc() {
    let path = fixture("m365dsc.ps1");
    let (workspace, out) = imported(path.to_str().unwrap(), &["--tenant", "contoso", "--full"]);
    snapbox::assert_data_eq!(
        workspace.read("tenants/contoso.guestlist.yaml"),
        snapbox::file!["m365dsc.guestlist.yaml"].raw()
    );
    snapbox::assert_data_eq!(out, snapbox::file!["m365dsc.txt"].raw());
}

#[test]
fn what_programs_read_of_an_import_is_as_its_schema_says() {
    for name in [
        "scubagear.json",
        "m365dsc.ps1",
        "graph-partners.json",
        "graph-users.json",
    ] {
        let workspace = empty();
        let path = fixture(name);
        let path = path.to_str().unwrap();
        let (code, document) = workspace.json(&["import", path, "--tenant", "contoso"]);
        assert_eq!(code, 0, "{document}");
        workspace.assert_by_schema("import", &document);
        assert_eq!(document["file"], "tenants/contoso.guestlist.yaml");
        assert_eq!(document["serial"], 1);
        assert!(!document["taken"].as_array().unwrap().is_empty());
        let (_, drift) = workspace.json(&["drift", path, "--tenant", "contoso", "--accept"]);
        workspace.assert_by_schema("drift", &drift);
    }
}

/// The value that a shape comes to, or nothing if it is refused.
fn shape(input: &Value, section: &str, more: &[&str]) -> Option<(Value, Value)> {
    let workspace = empty();
    workspace.write("export.json", &input.to_string());
    let mut arguments = vec!["import", "export.json", "--tenant", "contoso"];
    arguments.extend(more);
    let run = workspace.run(&arguments);
    if run.code != 0 {
        assert!(run.err.contains("--empty-allow-list none"), "{}", run.err);
        assert!(!workspace.path().join("tenants").exists());
        return None;
    }
    let values = recorded(&workspace);
    let value = |key: &str| values[&format!("{section}.{key}")].clone();
    Some((value("allowed_domains"), value("blocked_domains")))
}

#[test]
fn every_shape_of_the_lists_means_what_it_says_or_is_refused() {
    for (file, section) in [
        ("federation-shapes.json", "external_access"),
        ("invitation-shapes.json", "entra_b2b.invitations"),
    ] {
        let text = std::fs::read_to_string(fixture(file)).unwrap();
        let shapes: Vec<Value> = serde_json::from_str(&text).unwrap();
        for case in shapes {
            let read = shape(&case["input"], section, &[]);
            let expected = (case["allowed"] != Value::Null)
                .then(|| (case["allowed"].clone(), case["blocked"].clone()));
            assert_eq!(read, expected, "{}", case["name"]);
        }
    }
}

#[test]
fn the_flag_chooses_between_the_two_readings_of_an_empty_list() {
    let input = json!({"Identity": "Global", "AllowFederatedUsers": true, "AllowedDomains": [], "BlockedDomains": []});
    for word in ["all", "none"] {
        let read = shape(&input, "external_access", &["--empty-allow-list", word]);
        assert_eq!(read.unwrap().0, json!(word));
    }
    let workspace = Workspace::of("version: 1\n");
    workspace.write(
        "a.ps1",
        "Configuration A {\n TeamsFederationConfiguration \"F\" {\n  AllowedDomains = @()\n }\n}\n",
    );
    let run = workspace.run(&["import", "a.ps1", "--tenant", "contoso"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("everybody may"), "{}", run.err);
    workspace.ok(&[
        "import",
        "a.ps1",
        "--tenant",
        "contoso",
        "--empty-allow-list",
        "all",
    ]);
    let file = workspace.read("tenants/contoso.guestlist.yaml");
    assert!(file.contains("chosen with --empty-allow-list"), "{file}");
}

#[test]
fn what_a_file_does_not_say_stays_unknown() {
    let workspace = empty();
    workspace.write(
        "a.json",
        r#"{"Identity":"Global","AllowTeamsConsumer":true,"AllowFederatedUsers":null}"#,
    );
    workspace.ok(&["import", "a.json", "--tenant", "contoso"]);
    let keys: Vec<String> = recorded(&workspace).keys().cloned().collect();
    assert_eq!(keys, ["external_access.teams_consumer.enabled"]);
}

#[test]
fn several_files_of_one_tenant_are_joined_and_contradictions_refused() {
    let workspace = empty();
    workspace.write(
        "federation.json",
        r#"[{"AllowFederatedUsers":true,"AllowTeamsConsumer":false}]"#,
    );
    workspace.write(
        "calling.json",
        r#"{"Identity":"Global","AllowPrivateCalling":true}"#,
    );
    workspace.write(
        "later.json",
        r#"{"AllowFederatedUsers":false,"AllowTeamsConsumer":false}"#,
    );
    let run = workspace.run(&[
        "import",
        "federation.json",
        "later.json",
        "--tenant",
        "contoso",
    ]);
    assert_eq!(run.code, 1);
    assert!(
        Workspace::said(&run).contains("say different things about external_access.enabled"),
        "{}",
        run.err
    );
    workspace.ok(&[
        "import",
        "federation.json",
        "calling.json",
        "--tenant",
        "contoso",
    ]);
    assert_eq!(recorded(&workspace).len(), 3);
}

#[test]
fn lists_of_graph_that_go_on_are_refused() {
    let workspace = empty();
    workspace.write(
        "users.json",
        r#"{"@odata.nextLink":"https://graph.microsoft.com/v1.0/users?$skiptoken=x","value":[{"userType":"Guest","mail":"kim@fabrikam.com"}]}"#,
    );
    let run = workspace.run(&["import", "users.json", "--tenant", "contoso"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("first page of a longer list"),
        "{}",
        run.err
    );
}

#[test]
fn guests_are_taken_over_and_members_are_not() {
    let path = fixture("graph-users.json");
    let (workspace, out) = imported(path.to_str().unwrap(), &["--tenant", "contoso"]);
    let keys: Vec<String> = recorded(&workspace).keys().cloned().collect();
    assert_eq!(keys, ["guests[kim@fabrikam.com]"]);
    assert!(out.contains("no guest"), "{out}");
}

#[test]
fn a_partner_of_graph_with_null_takes_the_default() {
    let path = fixture("graph-partners.json");
    let (workspace, _) = imported(path.to_str().unwrap(), &["--tenant", "contoso"]);
    let values = recorded(&workspace);
    let value = |key: &str| {
        let key =
            format!("cross_tenant_access.partners[1e8c7a3c-2b1f-4a52-9d0e-5a0f5f3f3c11].{key}");
        values.get(&key).cloned()
    };
    assert_eq!(
        value("b2b_collaboration_inbound.users"),
        Some(json!("inherit"))
    );
    assert_eq!(
        value("b2b_collaboration_outbound.users"),
        Some(json!("allowed"))
    );
    assert_eq!(
        value("b2b_collaboration_outbound.user_targets"),
        Some(json!(["group:2f5a1a6e-4e0c-4a3f-9a57-2f1f4f0a7c11"]))
    );
    assert_eq!(value("b2b_collaboration_outbound.applications"), None);
}

#[test]
fn an_existing_tenant_is_not_touched_and_the_difference_can_be_copied() {
    let workspace = Workspace::of(
        "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    external_access:\n      enabled: false\n      blocked_domains: [adventure-works.com, tailspintoys.com]\n",
    );
    let path = fixture("scubagear.json");
    let run = workspace.run(&["import", path.to_str().unwrap()]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("the tenant contoso is there already"),
        "{}",
        run.err
    );
    assert!(
        run.out.contains("-  enabled: false\n") && run.out.contains("+  enabled: true\n"),
        "{}",
        run.out
    );
    assert!(run.out.contains("-    - tailspintoys.com\n"), "{}", run.out);
    assert!(!workspace.path().join("tenants").exists());
    assert!(!workspace.path().join(".guestlist").exists());
    let compare = format!("\n  guestlist drift {} --tenant contoso\n", path.display());
    assert!(run.err.contains(&compare), "{}", run.err);
    // A file of that name without the tenant is not written over either.
    let workspace = Workspace::new(&[
        ("guestlist.yaml", "version: 1\n"),
        ("tenants/contoso.guestlist.yaml", "lists: {}\n"),
    ]);
    let run = workspace.run(&["import", path.to_str().unwrap()]);
    assert_eq!(
        (
            run.code,
            workspace.read("tenants/contoso.guestlist.yaml").as_str()
        ),
        (1, "lists: {}\n")
    );
}

#[test]
fn what_guestlist_refuses_is_left_out_and_said() {
    let workspace = empty();
    workspace.write(
        "guestlist.yaml",
        "version: 1\npartners:\n  fabrikam:\n    domains: [contoso.com]\n",
    );
    let path = fixture("scubagear.json");
    let out = workspace.ok(&["import", path.to_str().unwrap(), "--tenant", "contoso"]);
    assert!(out.contains("domain contoso.com"), "{out}");
    workspace.ok(&["validate"]);
    let file = workspace.read("tenants/contoso.guestlist.yaml");
    assert!(!file.contains("- contoso.com"), "{file}");
}

#[test]
fn a_file_that_would_be_left_out_is_not_written() {
    let workspace = empty();
    workspace.write(".gitignore", "tenants/\n");
    let path = fixture("scubagear.json");
    let run = workspace.run(&["import", path.to_str().unwrap()]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("is left out of the workspace"),
        "{}",
        run.err
    );
    assert!(
        !workspace
            .path()
            .join("tenants/contoso.guestlist.yaml")
            .exists()
    );
    assert!(!workspace.path().join(".guestlist/state").exists());
}

#[test]
fn an_imported_file_tells_editors_where_the_schema_is_if_it_is_there() {
    let first_line = |workspace: &Workspace| {
        let path = fixture("scubagear.json");
        workspace.ok(&["import", path.to_str().unwrap(), "--tenant", "contoso"]);
        let file = workspace.read("tenants/contoso.guestlist.yaml");
        file.lines().next().unwrap().to_owned()
    };
    let without = empty();
    assert!(!first_line(&without).contains("$schema"));
    let with = empty();
    let schema = with.ok(&["schema"]);
    with.write(".guestlist/guestlist.schema.json", &schema);
    assert_eq!(
        first_line(&with),
        "# yaml-language-server: $schema=../.guestlist/guestlist.schema.json"
    );
}

#[test]
fn a_tenant_that_says_the_same_is_told_so_with_what_records_it() {
    let path = fixture("scubagear.json");
    let path = path.to_str().unwrap();
    let (workspace, _) = imported(path, &[]);
    let log = workspace.ok(&["state", "log"]);
    let run = workspace.run(&[
        "import",
        path,
        "--from",
        "scubagear",
        "--read-on",
        "2026-11-12",
    ]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    let expected = format!(
        "error: the tenant contoso is there already, in tenants/contoso.guestlist.yaml, and states what \
         the export says: nothing differs, and nothing was written or recorded\n\
         To record what the export says as observed:\n  \
         guestlist drift {path} --tenant contoso --from scubagear --read-on 2026-11-12 --accept\n"
    );
    assert_eq!(run.err, expected);
    assert_eq!(workspace.ok(&["state", "log"]), log);
    // What it says to run, runs.
    workspace.ok(&[
        "drift",
        path,
        "--tenant",
        "contoso",
        "--from",
        "scubagear",
        "--read-on",
        "2026-11-12",
        "--accept",
    ]);
}

#[test]
fn what_is_said_of_a_tenant_that_is_there_under_another_name_runs() {
    let path = fixture("scubagear.json");
    let path = path.to_str().unwrap();
    let (workspace, _) = imported(path, &["--tenant", "agency"]);
    for stated in ["enabled: true", "enabled: false"] {
        let file = "tenants/agency.guestlist.yaml";
        let text = workspace.read(file);
        workspace.write(file, &text.replacen("enabled: true", stated, 1));
        let run = workspace.run(&["import", path, "--tenant", "contoso"]);
        assert_eq!(run.code, 1);
        let command = run.err.lines().find_map(|l| l.strip_prefix("  guestlist "));
        let words: Vec<&str> = command.unwrap().split(' ').collect();
        assert!(words.contains(&"agency"), "{}", run.err);
        workspace.ok(&words);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_said_to_be_recorded() {
    let workspace = empty();
    let path = fixture("scubagear.json");
    let path = path.to_str().unwrap();
    let into_full = |arguments: &[&str]| {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
        let mut command = workspace.command(arguments);
        let output = command.stdout(full.unwrap()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), said)
    };
    let (code, said) = into_full(&["import", path]);
    assert_eq!(code, Some(1));
    let done = "It is done: tenants/contoso.guestlist.yaml is written and recorded as version 1";
    assert!(said.contains(done), "{said}");
    workspace.ok(&["state", "verify"]);
    let text = std::fs::read_to_string(path).unwrap();
    let later = text.replace("2026-11-12T09", "2026-11-19T09").replace(
        "\"AllowTeamsConsumer\": true",
        "\"AllowTeamsConsumer\": false",
    );
    workspace.write("later.json", &later);
    let (_, said) = into_full(&["drift", "later.json"]);
    assert!(!said.contains("recorded as version"), "{said}");
    let (code, said) = into_full(&["drift", "later.json", "--accept"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("is recorded as version 2"), "{said}");
}

#[test]
fn a_configuration_that_guestlist_wrote_says_whose_it_is() {
    let workspace = Workspace::of(
        "version: 1\ntenants:\n  contoso:\n    display_name: Contoso (Europe)\n    tenant_id: 6babcaad-604b-40ac-a9d7-9fd97c0b779f\n    domains: [contoso.com]\n    external_access: { enabled: true, allowed_domains: all }\n",
    );
    workspace.apply();
    let text = workspace.ok(&["export", "--to", "m365dsc"]);
    let other = empty();
    other.write("a.ps1", &text);
    other.ok(&["import", "a.ps1"]);
    let file = other.read("tenants/contoso.guestlist.yaml");
    assert!(
        file.contains("display_name: \"Contoso (Europe)\""),
        "{file}"
    );
    assert!(
        file.contains("tenant_id: 6babcaad-604b-40ac-a9d7-9fd97c0b779f"),
        "{file}"
    );
    // Without the mark such lines are anybody's.
    let (_, unmarked) = text.split_once('\n').unwrap();
    let other = empty();
    other.write("a.ps1", unmarked);
    let run = other.run(&["import", "a.ps1", "--empty-allow-list", "all"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("--tenant NAME"), "{}", run.err);
}

#[test]
fn one_odd_entry_leaves_out_the_whole_list_and_is_named() {
    let workspace = empty();
    workspace.write(
        "a.json",
        r#"{"AllowFederatedUsers":true,"AllowTeamsConsumer":true,"BlockedDomains":["fabrikam.com","*.foo.com"]}"#,
    );
    let out = workspace.ok(&["import", "a.json", "--tenant", "contoso"]);
    let said = out.split_whitespace().collect::<Vec<_>>().join(" ");
    let why = "BlockedDomains \"*.foo.com\" is not a domain, so the whole list was left out";
    assert!(said.contains(why), "{out}");
    assert!(!recorded(&workspace).contains_key("external_access.blocked_domains"));
}
