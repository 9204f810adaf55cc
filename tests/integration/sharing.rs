//! SharePoint, OneDrive, Viva Engage and Power BI through the program.

use serde_json::json;

use crate::support::Workspace;

const WORKSPACE: &str = "\
version: 1
tenants:
  contoso:
    domains: [contoso.com]
    sharepoint:
      sharing: external_user_sharing_only
      domain_restriction: { mode: allow_list, allowed_domains: [fabrikam.com, northwind.de] }
      external_users: { expiration_required: true, expire_in_days: 60 }
      sites:
        https://contoso.sharepoint.com/sites/Sales:
          sharing: existing_external_user_sharing_only
          reason: Old offers
    onedrive: { sharing: existing_external_user_sharing_only }
    viva_engage: { external_messaging: none }
    power_bi: { publish_to_web: { enabled: false } }
";

fn faults(text: &str) -> Vec<(i64, String)> {
    let w = Workspace::of(text);
    let (code, document) = w.json(&["validate"]);
    assert_eq!(code, 1, "{document}");
    let findings = document["findings"].as_array().unwrap();
    let errors = findings.iter().filter(|f| f["severity"] == "error");
    errors
        .map(|f| {
            let rule = f["rule"].as_str().unwrap().to_owned();
            (f["location"]["line"].as_i64().unwrap(), rule)
        })
        .collect()
}

fn tenant(below: &str) -> String {
    format!("version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n{below}")
}

#[test]
fn a_whole_configuration_is_planned_once() {
    let w = Workspace::of(WORKSPACE);
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(plan["valid"], true, "{plan}");
    let rules = Workspace::rules(&plan);
    assert!(rules.contains(&"manual-step"), "{rules:?}");
    w.apply();
    let (_, again) = w.json(&["plan"]);
    assert_eq!(again["changes"], json!([]));
    let explained = w.ok(&["explain", "contoso.sharepoint.sharing"]);
    assert!(explained.contains("SharingCapability"), "{explained}");
}

#[test]
fn a_site_that_is_no_longer_stated_is_left_behind_and_absent_deletes_it() {
    let w = Workspace::of(WORKSPACE);
    w.apply();
    let site = WORKSPACE.find("      sites:").unwrap();
    let end = WORKSPACE.find("    onedrive").unwrap();
    w.write(
        "guestlist.yaml",
        &format!("{}{}", &WORKSPACE[..site], &WORKSPACE[end..]),
    );
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(plan["summary"]["forget"], 2);
    assert!(Workspace::rules(&plan).contains(&"object-left-behind"));
    w.write(
        "guestlist.yaml",
        &format!(
            "{}      sites: {{ https://contoso.sharepoint.com/sites/Sales: absent }}\n{}",
            &WORKSPACE[..site],
            &WORKSPACE[end..]
        ),
    );
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(plan["summary"]["delete"], 2);
    assert!(Workspace::rules(&plan).contains(&"site-deleted"));
}

#[test]
fn what_the_service_would_refuse_is_a_fault_at_its_line() {
    let cases = [
        (
            "    sharepoint: { sharing: disabled }\n    onedrive: { sharing: external_user_sharing_only }\n",
            vec![(6, "contradiction")],
        ),
        (
            "    sharepoint:\n      external_users: { expire_in_days: 5 }\n      sharing: Disabled\n",
            vec![(6, "invalid-value"), (7, "invalid-value")],
        ),
        (
            "    sharepoint:\n      domain_restriction: { mode: allow_list, allowed_domains: [a.example, '*.b.example'] }\n",
            vec![(6, "invalid-domain")],
        ),
        (
            "    sharepoint:\n      sites: { 'ftp://x': {} }\n",
            vec![(6, "invalid-value")],
        ),
        (
            "    sharepoint:\n      domain_restriction: { mode: allow_list, allowed_domains: [a.example] }\n      sites:\n        https://contoso.sharepoint.com/sites/a:\n          domain_restriction: { mode: allow_list, allowed_domains: [b.example] }\n",
            vec![(9, "contradiction")],
        ),
        (
            "    viva_engage: { external_messaging: sometimes }\n    power_bi: { publish_to_web: true }\n",
            vec![(5, "invalid-value"), (6, "wrong-type")],
        ),
    ];
    for (below, expected) in cases {
        let found = faults(&tenant(below));
        let found: Vec<(i64, &str)> = found.iter().map(|(l, r)| (*l, r.as_str())).collect();
        assert_eq!(found, expected, "{below}");
    }
}

#[test]
fn lists_have_the_limits_of_the_service() {
    let domains = |number: usize| {
        let names: Vec<String> = (0..number).map(|n| format!("d{n}.example")).collect();
        names.join(", ")
    };
    let of_tenant = |number| {
        tenant(&format!(
            "    sharepoint:\n      domain_restriction: {{ mode: block_list, blocked_domains: [{}] }}\n",
            domains(number)
        ))
    };
    assert_eq!(
        faults(&of_tenant(5_001)),
        [(6, "too-many-entries".to_owned())]
    );
    Workspace::of(&of_tenant(5_000)).ok(&["validate"]);
    let of_site = tenant(&format!(
        "    sharepoint:\n      sites:\n        https://contoso.sharepoint.com/sites/a:\n          domain_restriction: {{ mode: block_list, blocked_domains: [{}] }}\n",
        domains(501)
    ));
    assert_eq!(faults(&of_site), [(8, "too-many-entries".to_owned())]);
}

#[test]
fn official_and_retired_names_are_answered() {
    for (line, word) in [
        (
            "RequireAcceptingAccountMatchInvitedAccount: true",
            "no effect any more",
        ),
        (
            "NotifyOwnersWhenInvitationsAccepted: true",
            "no effect any more",
        ),
        ("SyncAadB2BManagementPolicy: true", "an action"),
        ("ODBSharingCapability: Disabled", "onedrive.sharing"),
        ("MySiteSharingCapability: Disabled", "onedrive.sharing"),
        ("isResharingByExternalUsersEnabled: true", "the opposite"),
        ("SharingCapability: Disabled", "sharing"),
    ] {
        let w = Workspace::of(&tenant(&format!("    sharepoint:\n      {line}\n")));
        let run = w.run(&["validate"]);
        assert_eq!(run.code, 1, "{line}");
        let flat = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(word), "{line}: {}", run.out);
    }
}

#[test]
fn files_are_shut_by_level_and_by_list_and_the_proof_says_which() {
    let ask = |below: &str| {
        let text = format!(
            "{}  litware: {{ domains: [litwareinc.com] }}\n",
            tenant(below)
        );
        let w = Workspace::of(&text);
        let (_, answer) = w.json(&["can", "litware", "files", "contoso"]);
        let routes = answer["routes"].as_array().unwrap().clone();
        let guest = routes
            .iter()
            .find(|r| r["kind"] == "guest" && r["host"] == "contoso")
            .unwrap()
            .clone();
        (
            guest["answer"].as_str().unwrap().to_owned(),
            guest.to_string(),
        )
    };
    assert_eq!(
        ask("    sharepoint: { sharing: external_user_sharing_only }\n").0,
        "yes"
    );
    let (answer, proof) = ask("    sharepoint: { sharing: disabled }\n");
    assert_eq!(answer, "no");
    assert!(proof.contains("contoso.sharepoint.sharing"), "{proof}");
    let (answer, proof) = ask(
        "    sharepoint: { domain_restriction: { mode: allow_list, allowed_domains: [a.example] } }\n",
    );
    assert_eq!(answer, "no");
    assert!(
        proof.contains("domain_restriction.allowed_domains"),
        "{proof}"
    );
    let (answer, _) = ask(
        "    sharepoint: { domain_restriction: { mode: block_list, blocked_domains: [litwareinc.com] } }\n",
    );
    assert_eq!(answer, "no");
}
