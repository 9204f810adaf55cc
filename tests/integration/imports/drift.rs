//! Drift: what was changed outside, and what becomes of requested values.

use serde_json::{Value, json};

use super::{empty, fixture, imported};
use crate::support::Workspace;

/// A workspace after the import of the fixture, and the export to change.
fn taken() -> (Workspace, Value) {
    let path = fixture("scubagear.json");
    let (workspace, _) = imported(path.to_str().unwrap(), &[]);
    let text = std::fs::read_to_string(path).unwrap();
    (workspace, serde_json::from_str(&text).unwrap())
}

fn write(workspace: &Workspace, export: &Value) {
    workspace.write("now.json", &export.to_string());
}

#[test]
fn a_change_outside_is_shown_with_who_and_what_it_means_and_nothing_is_written() {
    let (workspace, mut export) = taken();
    let federation = &mut export["federation_configuration"][0];
    federation["BlockedDomains"] = json!(["adventure-works.com", "evil.example"]);
    federation["AllowedDomains"] = json!({});
    write(&workspace, &export);
    let before = workspace.ok(&["state", "log"]);
    let run = workspace.run(&["drift", "now.json", "--detailed-exitcode"]);
    assert_eq!(run.code, 2, "{}", run.err);
    snapbox::assert_data_eq!(run.out, snapbox::file!["drift.txt"].raw());
    assert_eq!(workspace.ok(&["state", "log"]), before);
    assert_eq!(workspace.run(&["drift", "now.json"]).code, 0);
    assert_eq!(
        workspace
            .run(&["drift", "now.json", "--deny", "warning"])
            .code,
        3
    );

    let (code, document) = workspace.json(&["drift", "now.json"]);
    assert_eq!(code, 0);
    workspace.assert_by_schema("drift", &document);
    let drift = document["drift"].as_array().unwrap();
    assert_eq!(drift.len(), 2);
    assert_eq!(
        drift[1]["address"],
        "contoso.external_access.blocked_domains"
    );
    assert_eq!(drift[1]["kind"], "changed_outside");
    assert_eq!(drift[1]["added"], json!(["evil.example"]));
    assert!(drift[1]["who"].as_str().unwrap().contains("security team"));
    let opens = |e: &Value| e["to"] == "anyone" && e["after"] != e["before"];
    assert!(
        document["effects"].as_array().unwrap().iter().any(opens),
        "{document}"
    );
    let markdown = workspace.ok(&["drift", "now.json", "--format", "markdown"]);
    snapbox::assert_data_eq!(markdown, snapbox::file!["drift.md"].raw());
    let sarif: Value =
        serde_json::from_str(&workspace.ok(&["drift", "now.json", "--format", "sarif"])).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    assert_eq!(results[0]["ruleId"], "changed-outside");
    let file = &results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(file, "tenants/contoso.guestlist.yaml");
}

#[test]
fn a_comment_about_much_drift_stays_one_and_says_what_it_leaves_out() {
    let (_, mut export) = taken();
    let relationship = export["org_relationships"][0].clone();
    let numbered = |at: usize| {
        let mut one = relationship.clone();
        one["Name"] = json!(format!(
            "Relationship {at} of an organisation with a long name"
        ));
        one["DomainNames"] = json!([format!("r{at}.example.com")]);
        one
    };
    export["org_relationships"] = (0..500).map(numbered).collect();
    let workspace = empty();
    write(&workspace, &export);
    workspace.ok(&["import", "now.json"]);
    for one in export["org_relationships"].as_array_mut().unwrap() {
        one["FreeBusyAccessEnabled"] = json!(false);
    }
    let blocked: Vec<String> = (0..30).map(|at| format!("b{at}.example")).collect();
    export["federation_configuration"][0]["BlockedDomains"] = json!(blocked);
    write(&workspace, &export);
    let comment = workspace.ok(&["drift", "now.json", "--format", "markdown"]);
    assert!(comment.len() < 65_536, "{}", comment.len());
    assert!(
        comment.contains("<p>Left out, so that this stays a comment: "),
        "{comment}"
    );
    assert!(comment.contains(" and 11 more</td>"), "{comment}");
}

#[test]
fn accepted_drift_is_recorded_as_observed_and_a_plan_shows_what_the_files_say_otherwise() {
    let (workspace, mut export) = taken();
    export["federation_configuration"][0]["AllowTeamsConsumer"] = json!(false);
    write(&workspace, &export);
    let out = workspace.ok(&["drift", "now.json", "--accept", "--message", "Seen"]);
    assert!(out.contains("Recorded as version 2"), "{out}");
    assert!(workspace.ok(&["state", "log"]).contains("drift"));
    assert_eq!(
        workspace
            .run(&["drift", "now.json", "--detailed-exitcode"])
            .code,
        0
    );
    let (_, plan) = workspace.json(&["plan"]);
    let changes = plan["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{plan}");
    assert_eq!(
        changes[0]["address"],
        "contoso.external_access.teams_consumer.enabled"
    );
    assert_eq!(
        (&changes[0]["before"], &changes[0]["after"]),
        (&json!(false), &json!(true))
    );
}

#[test]
fn an_object_that_is_gone_is_drift_where_the_export_lists_all_of_its_kind() {
    let (workspace, mut export) = taken();
    export["org_relationships"][0]["Name"] = json!("Other");
    write(&workspace, &export);
    let (_, document) = workspace.json(&["drift", "now.json"]);
    let object = &document["drift"][0];
    assert_eq!(
        object["address"],
        "contoso.exchange.organization_relationships[Fabrikam]"
    );
    assert_eq!(object["service"], "absent");
    workspace.ok(&["drift", "now.json", "--accept"]);
    assert_eq!(
        workspace
            .run(&["drift", "now.json", "--detailed-exitcode"])
            .code,
        0
    );
    let (_, plan) = workspace.json(&["plan"]);
    assert!(plan["summary"]["create"].as_u64().unwrap() > 0, "{plan}");
    // A product of which a command failed may lack some.
    export["org_relationships"][0]["Name"] = json!("Another");
    export["exo_unsuccessful_commands"] = json!(["Get-OrganizationRelationship"]);
    write(&workspace, &export);
    let (_, document) = workspace.json(&["drift", "now.json"]);
    assert_eq!(document["drift"], json!([]));
}

#[test]
fn a_requested_value_is_shown_apart_until_an_export_holds_it() {
    let workspace = Workspace::of(
        "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    external_access:\n      enabled: true\n      teams_consumer: { enabled: false }\n",
    );
    workspace.apply();
    assert!(workspace.ok(&["show"]).contains("requested"));
    workspace.write(
        "now.json",
        r#"{"AllowFederatedUsers":true,"AllowTeamsConsumer":true}"#,
    );
    let run = workspace.run(&[
        "drift",
        "now.json",
        "--tenant",
        "contoso",
        "--detailed-exitcode",
    ]);
    assert_eq!(run.code, 2);
    assert!(run.out.contains("requested, and not there"), "{}", run.out);
    let words: Vec<&str> = run.out.split_whitespace().collect();
    let text = words.join(" ");
    assert!(text.contains("now seen for the first time: 1"), "{text}");
    workspace.write(
        "now.json",
        r#"{"AllowFederatedUsers":true,"AllowTeamsConsumer":false}"#,
    );
    workspace.ok(&["drift", "now.json", "--tenant", "contoso", "--accept"]);
    let (_, document) = workspace.json(&["show"]);
    for setting in document["tenants"][0]["settings"].as_array().unwrap() {
        assert_eq!(setting["known"], "observed");
    }
}

#[test]
fn a_plan_that_rests_on_values_nobody_has_seen_for_long_says_so() {
    let workspace = empty();
    workspace.write(
        "then.json",
        r#"{"AllowFederatedUsers":true,"AllowTeamsConsumer":true}"#,
    );
    workspace.ok(&[
        "import",
        "then.json",
        "--tenant",
        "contoso",
        "--read-on",
        "2026-09-01",
    ]);
    let file = workspace.read("tenants/contoso.guestlist.yaml");
    workspace.write(
        "tenants/contoso.guestlist.yaml",
        &file.replace("enabled: true", "enabled: false"),
    );
    let rules = |workspace: &Workspace| {
        let (_, plan) = workspace.json(&["plan"]);
        let findings = plan["findings"].as_array().unwrap().clone();
        findings
            .into_iter()
            .filter(|f| f["rule"] == "values-unseen")
            .collect::<Vec<_>>()
    };
    let found = rules(&workspace);
    assert_eq!(found.len(), 1);
    let message = found[0]["message"].as_str().unwrap();
    assert!(
        message.contains("2026-09-01") && message.contains("30 days"),
        "{message}"
    );
    workspace.write("guestlist.yaml", "version: 1\nvalues_seen_within: 120\n");
    assert_eq!(rules(&workspace).len(), 0);
    workspace.write(
        "guestlist.yaml",
        "version: 1\nrules: { values-unseen: off }\n",
    );
    assert_eq!(rules(&workspace).len(), 0);
}

#[test]
fn an_export_of_another_tenant_is_refused() {
    let (workspace, mut export) = taken();
    export["tenant_details"][0]["TenantId"] = json!("0b1b346a-4d3e-4e8b-98f8-753987be4970");
    write(&workspace, &export);
    let run = workspace.run(&["drift", "now.json", "--tenant", "contoso"]);
    assert_eq!(run.code, 1);
    assert!(
        Workspace::said(&run).contains("is it the right export?"),
        "{}",
        run.err
    );
    let run = workspace.run(&["drift", "now.json", "--tenant", "woodgrove"]);
    assert!(run.err.contains("no tenant woodgrove"), "{}", run.err);
}

#[test]
fn a_tenant_of_which_nothing_is_recorded_starts_from_what_is_seen() {
    let workspace = Workspace::of(
        "version: 1\npartners:\n  fabrikam:\n    domains: [fabrikam.com]\ntenants:\n  contoso:\n    domains: [contoso.com]\n    external_access: { enabled: true }\n",
    );
    workspace.write(
        "now.json",
        r#"{"AllowFederatedUsers":true,"AllowTeamsConsumer":true}"#,
    );
    workspace.ok(&["drift", "now.json", "--tenant", "contoso", "--accept"]);
    assert_eq!(workspace.run(&["plan", "--detailed-exitcode"]).code, 0);
    let (_, document) = workspace.json(&["show"]);
    let settings = document["tenants"][0]["settings"].as_array().unwrap();
    let managed: Vec<&Value> = settings.iter().map(|s| &s["managed"]).collect();
    assert_eq!(managed, [&json!(true), &json!(false)]);
}

#[test]
fn an_export_whose_domains_are_anothers_is_refused() {
    let text = std::fs::read_to_string(fixture("scubagear.json")).unwrap();
    let workspace = empty();
    workspace.write("ours.json", &text);
    workspace.ok(&["import", "ours.json"]);
    let other = text
        .replace("6BABCAAD-604b-40ac-a9d7-9fd97c0b779f", "")
        .replace("contoso.", "litware.");
    workspace.write("theirs.json", &other);
    let run = workspace.run(&["drift", "theirs.json", "--tenant", "contoso"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.err.contains("is it the right export"), "{}", run.err);
}

#[test]
fn an_export_from_before_a_decision_says_nothing_of_it() {
    let export = fixture("scubagear.json");
    let export = export.to_str().unwrap();
    let workspace = empty();
    workspace.ok(&["import", export]);
    let path = "tenants/contoso.guestlist.yaml";
    let text = workspace.read(path);
    // Requested on 2026-11-20; the export was read on 2026-11-12.
    workspace.write(
        path,
        &text.replace("- northwindtraders.com", "- tailspintoys.com"),
    );
    workspace.apply();
    let arguments = ["drift", export, "--detailed-exitcode"];
    let run = workspace.run(&arguments);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let said = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains("contoso: no drift, 55 as recorded."),
        "{said}"
    );
    assert!(
        said.contains("Requested or seen after the export was read, and so not compared: 2."),
        "{said}"
    );
    let (_, document) = workspace.json(&["drift", export]);
    assert_eq!(
        document["past"],
        serde_json::json!([
            "contoso.external_access.allowed_domains",
            "contoso.teams.restricted_senders"
        ])
    );
    // Nor does it take back what was requested.
    let before = workspace.ok(&["show"]);
    workspace.ok(&["drift", export, "--accept"]);
    assert_eq!(workspace.ok(&["show"]), before);

    // Read later, the same is news.
    let later = std::fs::read_to_string(export)
        .unwrap()
        .replace("2026-11-12T09", "2026-11-21T09");
    workspace.write("later.json", &later);
    let run = workspace.run(&["drift", "later.json", "--detailed-exitcode"]);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.out.contains("requested, and not there"), "{}", run.out);
}

/// What a page says of people: from the first group on, before the first empty line.
fn people(page: &str) -> Vec<&str> {
    let lines = page.lines().skip_while(|line| !line.starts_with("Lose"));
    lines.take_while(|line| !line.is_empty()).collect()
}

#[test]
fn the_first_lines_are_those_of_a_plan_for_the_same_change() {
    let text = |allowed: &str, personal: bool| {
        format!(
            "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    external_access:\n      enabled: true\n      \
             allowed_domains: {allowed}\n      blocked_domains: []\n      teams_consumer: {{ enabled: {personal} }}\n  \
             litware:\n    domains: [litwareinc.com]\n    external_access: {{ enabled: true, allowed_domains: all, blocked_domains: [] }}\n"
        )
    };
    let export = |allowed: Value, personal: bool| {
        json!({"AllowFederatedUsers": true, "AllowTeamsConsumer": personal, "AllowedDomains": allowed, "BlockedDomains": []})
            .to_string()
    };
    let all = json!({"AllowAllKnownDomains": {}});
    let some = json!({"AllowedDomain": [{"Domain": "fabrikam.com"}]});
    let drift = ["drift", "now.json", "--tenant", "contoso"];
    for (was, is, stated, headline) in [
        (
            (all.clone(), false),
            (some.clone(), true),
            text("[fabrikam.com]", true),
            "contoso talks to fabrikam.com and to nobody else. ",
        ),
        (
            (some, true),
            (all, false),
            text("all", false),
            "contoso shuts out people with personal Teams accounts. contoso opens to every",
        ),
    ] {
        let workspace = Workspace::of(&text("all", false));
        workspace.apply();
        workspace.write("now.json", &export(was.0, was.1));
        workspace.ok(&[&drift[..], &["--accept"]].concat());
        workspace.write("now.json", &export(is.0, is.1));
        let page = workspace.ok(&drift);
        let told = page.split_once("\n\n").unwrap().1.replace('\n', " ");
        assert!(told.starts_with(headline), "{page}");
        workspace.write("guestlist.yaml", &stated);
        let plan = workspace.run(&["plan"]).out;
        assert_eq!(people(&page), people(&plan), "{page}\n{plan}");
        assert!(people(&page).len() > 3, "{page}");
    }
}

#[test]
fn what_was_never_carried_out_is_not_told_as_a_change() {
    let workspace = Workspace::of(
        "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    external_access: { enabled: true, allowed_domains: all }\n",
    );
    workspace.apply();
    workspace.write("now.json", r#"{"AllowFederatedUsers":false}"#);
    let page = workspace.ok(&["drift", "now.json", "--tenant", "contoso"]);
    let lead = "What was requested is not there. Compared with it, as things stand now:\n\
                contoso talks to nobody outside: external access is switched off.\n";
    assert!(page.contains(lead), "{page}");
}

#[test]
fn what_opens_is_told_first_and_a_deleted_object_in_one_entry() {
    let (workspace, mut export) = taken();
    export["org_relationships"][0]["Name"] = json!("Other");
    let federation = &mut export["federation_configuration"][0];
    federation["AllowTeamsConsumer"] = json!(false);
    federation["AllowedDomains"] = json!({});
    write(&workspace, &export);
    let page = workspace.ok(&["drift", "now.json"]);
    let entries: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_suffix("  changed outside"))
        .map(str::trim)
        .collect();
    let object = "contoso.exchange.organization_relationships[Fabrikam]";
    let expected = [
        "contoso.external_access.allowed_domains",
        "contoso.external_access.teams_consumer.enabled",
        object,
    ];
    assert_eq!(entries, expected, "{page}");
    assert!(page.contains("Allowed domains · opens wider"), "{page}");
    let (_, document) = workspace.json(&["drift", "now.json"]);
    // For programs every setting stands by itself, by its name.
    let rows = document["drift"].as_array().unwrap();
    let of_object = |row: &&Value| row["address"].as_str().unwrap().starts_with(object);
    let inside = rows.iter().filter(of_object).count() - 1;
    assert!(inside > 2 && rows[0]["address"] == object, "{document}");
    assert!(
        page.contains(&format!("service   absent, with its {inside} settings")),
        "{page}"
    );
    let who = "an administrator, or a script with an administrator's rights";
    let said = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(said.matches(who).count(), 1, "{page}");
    assert!(said.contains("export --to powershell"), "{page}");
    let full = workspace.ok(&["drift", "now.json", "--full"]);
    assert_eq!(full.matches(object).count(), 1 + inside, "{full}");

    let comment = workspace.ok(&["drift", "now.json", "--format", "markdown"]);
    let at = |text: &str| comment.find(text).unwrap();
    assert!(
        at("allowed_domains</code>") < at("teams_consumer")
            && at("teams_consumer") < at("Fabrikam"),
        "{comment}"
    );
    assert_eq!(comment.matches("Fabrikam").count(), 1, "{comment}");
}
