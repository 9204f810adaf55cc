//! Entra B2B collaboration, cross-tenant access, groups and guests: right and wrong input, from plan
//! to plan, and what they come to in answers.

use serde_json::{Value, json};

use crate::stated::{Stated, plan};
use crate::support::Workspace;

const CONTOSO: Stated = Stated(
    "\
version: 1
partners:
  northwind:
    domains: [northwindtraders.com]
    tenant_id: 1e8c7a3c-2b1f-4a52-9d0e-5a0f5f3f3c11
  adatum: { domains: [adatum.com] }
tenants:
  litware:
    domains: [litwareinc.com]
    tenant_id: 7d6f6f0a-52c1-4f0b-8d2c-0a7f6c1f2b3d
  contoso:
    domains: [contoso.com]
    tenant_id: 6babcaad-604b-40ac-a9d7-9fd97c0b779f
",
);

/// A workspace in which contoso states this.
fn contoso(lines: &str) -> Workspace {
    CONTOSO.workspace(lines)
}

const EVERYTHING: &str = "\
entra_b2b:
  invites_from: admins_and_guest_inviters
  guest_user_role: restricted_guest
  email_verified_users_may_join: false
  email_based_subscriptions: false
  self_service_password_reset: true
  block_msol_powershell: true
  self_service_sign_up: false
  external_identities_may_leave: true
  email_one_time_passcode: enabled
  policy_name: Authorization Policy
  policy_description: Who may do what
  invitations:
    allowed_domains: [{ partner: northwind }, fabrikam.com]
  default_user_role:
    create_apps: false
    create_security_groups: false
    create_tenants: false
    read_bitlocker_keys_for_owned_device: true
    read_other_users: true
    permission_grant_policies_assigned: [ManagePermissionGrantsForSelf.microsoft-user-default-low]
cross_tenant_access:
  allowed_cloud_endpoints: [microsoftonline.us]
  default:
    b2b_collaboration_inbound: { users: allowed, applications: allowed }
    b2b_collaboration_outbound: { users: allowed, applications: allowed }
    b2b_direct_connect_inbound: { users: blocked, applications: blocked }
    b2b_direct_connect_outbound: { users: blocked, applications: blocked }
    tenant_restrictions: { users: blocked, applications: blocked }
    inbound_trust: { mfa: false, compliant_device: false, hybrid_joined_device: false }
    redemption:
      first: external_federation
      second: azure_active_directory
      third: social_identity_providers
      fallback: email_one_time_passcode
  partners:
    northwind:
      reason: Distribution contract
      b2b_collaboration_inbound:
        users: allowed
        user_targets: ['group:11111111-2222-3333-4444-555555555555']
        applications: allowed
        application_targets: [office365]
      b2b_collaboration_outbound: { users: inherit, applications: inherit }
      b2b_direct_connect_inbound: { users: allowed, applications: allowed }
      inbound_trust: { mfa: true, compliant_device: inherit }
      automatic_redemption: { inbound: true, outbound: true }
      identity_synchronization: { users_inbound: true, display_name: Northwind }
      service_provider: false
    7d6f6f0a-52c1-4f0b-8d2c-0a7f6c1f2b3d: {}
groups:
  guests_access_content: true
  owners_add_guests: true
  guests_may_own: false
  guest_usage_guidelines_url: https://contoso.com/guests
  usage_guidelines_url: https://contoso.com/groups
  creation: false
  creation_allowed_group: 11111111-2222-3333-4444-555555555555
  sensitivity_labels: false
  classifications: [Low, High]
  default_classification: Low
  classification_descriptions: 'Low: anybody; High: nobody outside'
  naming_requirement: GRP_[GroupName]
  blocked_words: [payroll]
  writeback_default: false
  exceptions:
    Finance: { owners_add_guests: false, reason: No guests there }
guests:
  ann@fabrikam.com: { sponsor: bob@contoso.com, reason: Audit }
";

#[test]
fn every_setting_is_planned_recorded_and_explained() {
    let w = contoso(EVERYTHING);
    let (changes, _) = plan(&w);
    assert!(changes.len() > 70, "{}", changes.len());
    for part in [
        "create contoso.entra_b2b.invitations.allowed_domains",
        "create contoso.cross_tenant_access.partners[northwind]",
        "create contoso.cross_tenant_access.partners[northwind].inbound_trust.mfa",
        "create contoso.cross_tenant_access.default.redemption.first",
        "create contoso.groups.exceptions[Finance].owners_add_guests",
    ] {
        assert!(changes.iter().any(|c| c == part), "{part}: {changes:#?}");
    }
    w.apply();
    assert_eq!(plan(&w).0, Vec::<String>::new());
    let text = w.ok(&[
        "explain",
        "contoso.cross_tenant_access.partners[northwind].b2b_collaboration_inbound.users",
    ]);
    for part in [
        "b2bCollaborationInbound.usersAndGroups.accessType",
        "/policies/crossTenantAccessPolicy/partners/{tenantId}",
        "inherit",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let text = w.ok(&["explain", "contoso.entra_b2b.invites_from"]);
    assert!(text.contains("allowInvitesFrom"), "{text}");
    let (_, entries) = w.json(&["entries"]);
    let entries = entries["entries"].to_string();
    for part in [
        "contoso.entra_b2b.invitations.allowed_domains[fabrikam.com]",
        "contoso.cross_tenant_access.partners[northwind]",
        "contoso.groups.exceptions[Finance]",
    ] {
        assert!(entries.contains(part), "{part}: {entries}");
    }
}

#[test]
fn objects_change_go_and_are_left_behind() {
    let object =
        |inside: &str| format!("cross_tenant_access:\n  partners:\n    northwind: {inside}\n");
    let open = "{ inbound_trust: { mfa: true }, service_provider: false }";
    let w = contoso(&object(open));
    w.apply();
    CONTOSO.restate(&w, &object(&open.replace("true", "inherit")));
    let (changes, _) = plan(&w);
    assert_eq!(
        changes,
        ["update contoso.cross_tenant_access.partners[northwind].inbound_trust.mfa"]
    );
    CONTOSO.restate(&w, "");
    let (changes, rules) = plan(&w);
    assert!(changes.iter().all(|c| c.starts_with("forget ")) && changes.len() == 3);
    assert_eq!(rules, ["object-left-behind"]);
    CONTOSO.restate(&w, &object("absent"));
    assert_eq!(plan(&w).0.len(), 3);
    w.apply();
    assert_eq!(plan(&w).0, Vec::<String>::new());
}

#[test]
fn two_kinds_of_lists_are_never_both() {
    let both = |allowed: &str, blocked: &str| {
        format!(
            "entra_b2b:\n  invitations:\n    allowed_domains: {allowed}\n    blocked_domains: {blocked}\n"
        )
    };
    let fault = (4, "contradiction".to_owned());
    assert_eq!(
        CONTOSO.error(&both("[fabrikam.com]", "[adatum.com]")),
        fault
    );
    assert_eq!(CONTOSO.error(&both("none", "[adatum.com]")), fault);
    for (allowed, blocked) in [
        ("all", "[adatum.com]"),
        ("[fabrikam.com]", "[]"),
        ("all", "[]"),
    ] {
        assert_eq!(CONTOSO.errors(&both(allowed, blocked)), []);
    }
    assert_eq!(
        CONTOSO.error(&both("[]", "[]")),
        (3, "empty-list".to_owned())
    );
    // Layers count together.
    let w = Workspace::of(
        "version: 1
baselines:
  standard: { entra_b2b: { invitations: { blocked_domains: [adatum.com] } } }
tenants:
  contoso:
    domains: [contoso.com]
    baseline: standard
    entra_b2b: { invitations: { allowed_domains: [fabrikam.com] } }
",
    );
    let (code, document) = w.json(&["validate"]);
    assert_eq!(code, 1);
    assert!(document.to_string().contains("contradiction"), "{document}");
}

#[test]
fn the_list_of_invitation_domains_is_limited_by_length() {
    let list = |number: usize| {
        let entry = |i| format!("    - a-rather-long-name-of-partner-{i:04}.example.com\n");
        let entries: String = (0..number).map(entry).collect();
        format!("entra_b2b:\n  invitations:\n   blocked_domains:\n{entries}")
    };
    assert_eq!(CONTOSO.errors(&list(500)), []);
    assert_eq!(
        CONTOSO.error(&list(600)),
        (3, "too-many-entries".to_owned())
    );
}

#[test]
fn switching_the_kind_names_what_is_lost() {
    let list = |l: &str| format!("entra_b2b: {{ invitations: {{ {l} }} }}\n");
    let w = contoso(&list("allowed_domains: [fabrikam.com, tailspintoys.com]"));
    w.apply();
    CONTOSO.restate(
        &w,
        &list("allowed_domains: all, blocked_domains: [wingtiptoys.com]"),
    );
    let page = w.ok(&["plan"]);
    assert!(
        page.contains("invitation-list-discarded")
            && page.contains("2 domains (fabrikam.com, tailspintoys.com)"),
        "{page}"
    );
    // The old list is only recorded, and goes all the same.
    CONTOSO.restate(&w, &list("blocked_domains: [wingtiptoys.com]"));
    assert!(plan(&w).1.contains(&"invitation-list-discarded".to_owned()));
}

#[test]
fn an_object_is_about_one_known_organisation() {
    let partners = |lines: &[&str]| {
        let lines: String = lines.iter().map(|l| format!("    {l}\n")).collect();
        format!("cross_tenant_access:\n  partners:\n{lines}")
    };
    let one = |line: &str| CONTOSO.error(&partners(&[line]));
    assert_eq!(one("northwnd: {}"), (3, "unknown-name".to_owned()));
    assert_eq!(one("Northwind!: {}"), (3, "invalid-value".to_owned()));
    assert_eq!(one("contoso: {}"), (3, "contradiction".to_owned()));
    assert_eq!(
        one("6BABCAAD-604b-40ac-a9d7-9fd97c0b779f: {}"),
        (3, "contradiction".to_owned())
    );
    let (line, rule) = CONTOSO.error(&partners(&[
        "1e8c7a3c-2b1f-4a52-9d0e-5a0f5f3f3c11: {}",
        "northwind: {}",
    ]));
    assert_eq!((rule.as_str(), line), ("duplicate-key", 4));
    assert_eq!(
        CONTOSO.errors(&partners(&["litware: {}", "adatum: {}"])),
        []
    );
    // A baseline may name all tenants of ours; each leaves itself out.
    let w = Workspace::of(
        "version: 1
baselines:
  ours: { cross_tenant_access: { partners: { contoso: {}, litware: {} } } }
tenants:
  contoso: { domains: [contoso.com], tenant_id: 6babcaad-604b-40ac-a9d7-9fd97c0b779f, baseline: ours }
  litware: { domains: [litwareinc.com], tenant_id: 7d6f6f0a-52c1-4f0b-8d2c-0a7f6c1f2b3d, baseline: ours }
",
    );
    let (changes, _) = plan(&w);
    let objects: Vec<&String> = changes.iter().filter(|c| c.contains("partners")).collect();
    assert_eq!(
        objects,
        [
            "create contoso.cross_tenant_access.partners[litware]",
            "create litware.cross_tenant_access.partners[contoso]"
        ]
    );
}

#[test]
fn values_that_exclude_each_other_are_refused() {
    let default = |inside: &str| format!("cross_tenant_access:\n  default:\n    {inside}\n");
    let partner = |inside: &str| {
        format!("cross_tenant_access:\n  partners:\n    northwind:\n      {inside}\n")
    };
    let pair = "b2b_collaboration_inbound";
    for (text, line, rule) in [
        (
            default(&format!("{pair}: {{ users: blocked }}")),
            3,
            "xtap-users-apps-conflict",
        ),
        (
            default(&format!(
                "{pair}: {{ users: blocked, applications: allowed }}"
            )),
            3,
            "xtap-users-apps-conflict",
        ),
        (
            default(&format!(
                "{pair}: {{ users: allowed, applications: blocked }}"
            )),
            3,
            "xtap-users-apps-conflict",
        ),
        (
            partner(&format!(
                "{pair}: {{ users: inherit, applications: blocked }}"
            )),
            4,
            "contradiction",
        ),
        (
            partner(&format!("{pair}: {{ users: allowed, user_targets: [] }}")),
            4,
            "empty-list",
        ),
        (
            partner(&format!(
                "{pair}: {{ users: allowed, user_targets: [ann] }}"
            )),
            4,
            "invalid-value",
        ),
        (
            default(&format!("{pair}: {{ users: inherit }}")),
            3,
            "invalid-value",
        ),
        (
            partner("identity_synchronization: { users_inbound: true }"),
            4,
            "xtap-sync-needs-redeem",
        ),
        (
            default("automatic_redemption: { inbound: true }"),
            3,
            "retired-setting",
        ),
        (
            default("redemption: { first: external_federation, second: external_federation }"),
            3,
            "contradiction",
        ),
        (
            "cross_tenant_access: { allowed_cloud_endpoints: [contoso.com] }\n".to_owned(),
            1,
            "invalid-value",
        ),
        (
            "entra_b2b: { invites_from: adminsAndGuestInviters }\n".to_owned(),
            1,
            "invalid-value",
        ),
        (
            "entra_b2b: { allowInvitesFrom: none }\n".to_owned(),
            1,
            "retired-setting",
        ),
        (
            "groups: { EnableMSStandardBlockedWords: true }\n".to_owned(),
            1,
            "retired-setting",
        ),
        (
            format!("groups: {{ naming_requirement: {} }}\n", "x".repeat(65)),
            1,
            "invalid-value",
        ),
        (
            "groups: { guest_usage_guidelines_url: contoso.com }\n".to_owned(),
            1,
            "invalid-value",
        ),
    ] {
        assert_eq!(CONTOSO.error(&text), (line, rule.to_owned()), "{text}");
    }
    // Of single users either may be said of applications.
    let some = "user_targets: ['user:11111111-2222-3333-4444-555555555555']";
    for applications in ["allowed", "blocked"] {
        let text = format!("{pair}: {{ users: blocked, {some}, applications: {applications} }}");
        assert_eq!(CONTOSO.errors(&partner(&text)), []);
    }
}

fn route(w: &Workspace, from: &str, to: &str) -> Value {
    let (_, document) = w.json(&["can", from, "teams", to]);
    document["routes"][2].clone()
}

#[test]
fn a_partner_beats_the_default_at_the_host_and_at_home() {
    let w = contoso(
        "cross_tenant_access:
  default:
    b2b_collaboration_inbound: { users: blocked, applications: blocked }
  partners:
    7d6f6f0a-52c1-4f0b-8d2c-0a7f6c1f2b3d:
      b2b_collaboration_inbound: { users: allowed, applications: allowed }
    northwind:
      b2b_collaboration_outbound: { users: blocked, applications: blocked }
",
    );
    assert_eq!(route(&w, "litware", "contoso")["answer"], "yes");
    assert_eq!(route(&w, "adatum", "contoso")["answer"], "no");
    let refused = route(&w, "contoso", "northwind");
    assert_eq!(refused["answer"], "no");
    let reasons = refused["reasons"].to_string();
    assert!(
        reasons.contains(
            "contoso.cross_tenant_access.partners[northwind].b2b_collaboration_outbound.users"
        ) && reasons.contains("contoso does not let its people be guests of northwind"),
        "{reasons}"
    );
    // Nobody else is kept at home; of groups nothing is known.
    assert_eq!(route(&w, "contoso", "litware")["answer"], "yes");
    CONTOSO.restate(
        &w,
        "cross_tenant_access:
  partners:
    litware:
      b2b_collaboration_inbound:
        users: allowed
        user_targets: ['group:11111111-2222-3333-4444-555555555555']
        applications: inherit
",
    );
    let (code, document) = w.json(&["validate"]);
    assert_eq!(code, 1, "one half alone is inherited: {document}");
    CONTOSO.restate(
        &w,
        "cross_tenant_access:
  partners:
    litware:
      b2b_collaboration_inbound:
        users: allowed
        user_targets: ['group:11111111-2222-3333-4444-555555555555']
",
    );
    let unsure = route(&w, "litware", "contoso");
    assert_eq!(unsure["answer"], "unknown");
    let text = unsure["reasons"].to_string();
    assert!(
        text.contains("lets in some people of litware as guests and not others"),
        "{text}"
    );
}

#[test]
fn invitation_lists_decide_for_new_guests_alone() {
    let w = contoso("entra_b2b: { invitations: { allowed_domains: [northwindtraders.com] } }\n");
    let litware = route(&w, "litware", "contoso");
    assert_eq!(
        (&litware["answer"], &litware["existing_guests"]),
        (&json!("no"), &json!("yes"))
    );
    let page = w.ok(&["can", "litware", "teams", "contoso"]);
    assert!(page.contains("- tenant: litware"), "{page}");
    CONTOSO.restate(
        &w,
        "entra_b2b: { invitations: { allowed_domains: all, blocked_domains: [litwareinc.com] } }\n",
    );
    assert_eq!(route(&w, "litware", "contoso")["answer"], "no");
    CONTOSO.restate(&w, "groups: { guests_access_content: false }\n");
    let shut = route(&w, "litware", "contoso");
    assert_eq!(
        (&shut["answer"], &shut["existing_guests"]),
        (&json!("no"), &json!("no"))
    );
}

#[test]
fn a_plan_says_what_a_partner_s_object_means_for_people() {
    let object = |word: &str| {
        format!(
            "cross_tenant_access:\n  partners:\n    litware:\n      b2b_collaboration_inbound: {{ users: {word}, applications: {word} }}\n"
        )
    };
    let w = contoso(&object("allowed"));
    w.apply();
    CONTOSO.restate(&w, &object("blocked"));
    let (_, plan) = w.json(&["plan"]);
    let effects = plan["effects"].as_array().unwrap();
    let own = |e: &&Value| e["from"] == "litware" && e["host"] == "contoso";
    let teams = effects
        .iter()
        .filter(own)
        .find(|e| e["capability"] == "access-teams-resources")
        .unwrap_or_else(|| panic!("{plan}"));
    assert_eq!(
        (&teams["before"], &teams["after"]),
        (&json!("yes"), &json!("no"))
    );
    assert_eq!(
        teams["reasons"],
        json!(["contoso lets in no guests of litware"])
    );
    assert!(effects.iter().all(|e| e["from"] != "anyone"), "{plan}");
}

#[test]
fn a_step_that_lets_named_ones_through_is_not_shut() {
    let w = contoso("guest_access: { enabled: true }\n");
    w.apply();
    CONTOSO.restate(
        &w,
        "guest_access: { enabled: true }
entra_b2b: { invitations: { allowed_domains: [northwindtraders.com] } }
cross_tenant_access:
  default: { b2b_collaboration_inbound: { users: blocked, applications: blocked } }
  partners:
    northwind: { b2b_collaboration_inbound: { users: allowed, applications: allowed } }
",
    );
    let page = w.ok(&["plan"]);
    assert!(!page.contains("No new guest can be invited"), "{page}");
    assert!(!page.contains("can't use its teams any longer"), "{page}");
    for step in [
        "3  Entra       their domain may be invited    named",
        "4  Entra       their home tenant is let in    named",
    ] {
        assert!(page.contains(step), "{page}");
    }
    CONTOSO.restate(
        &w,
        "guest_access: { enabled: true }
cross_tenant_access:
  default: { b2b_collaboration_inbound: { users: blocked, applications: blocked } }
",
    );
    let page = w.ok(&["plan"]);
    assert!(
        page.contains("No new guest can be invited to contoso any longer."),
        "{page}"
    );
}
