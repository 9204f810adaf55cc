//! SharePoint with its sites, OneDrive, Viva Engage, Power BI, Power Platform and small switches:
//! right and wrong input, from plan to plan, and what they come to in answers.

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
tenants:
  litware: { domains: [litwareinc.com] }
  contoso:
    domains: [contoso.com]
",
);

/// A workspace in which contoso states this.
fn contoso(lines: &str) -> Workspace {
    CONTOSO.workspace(lines)
}

const SITE: &str = "https://contoso.sharepoint.com/sites/project";

const EVERYTHING: &str = "\
sharepoint:
  sharing: external_user_and_guest_sharing
  core_sharing: external_user_and_guest_sharing
  azure_ad_b2b_integration: true
  prevent_external_users_from_resharing: true
  default_sharing_link_type: direct
  default_link_permission: view
  mark_new_files_sensitive_by_default: block_external_sharing
  allow_guest_user_share_to_users_not_in_site_collection: true
  block_guests_as_site_admin: 'on'
  customized_external_sharing_service_url: https://contoso.com/sharing
  domain_restriction:
    mode: allow_list
    allowed_domains: [{ partner: northwind }, fabrikam.com]
    blocked_domains: []
  anyone_links:
    expire_in_days: 30
    file_permission: view
    folder_permission: view_upload
    track_users: true
    max_expiration_in_days: 30
    recommended_expiration_in_days: 0
  organization_links: { max_expiration_in_days: 7 }
  default_share_link: { scope: specific_people, role: review, to_existing_access: false }
  request_files_link: { enabled: false, expiration_in_days: 0 }
  external_users: { expiration_required: true, expire_in_days: 60 }
  email_attestation: { required: true, reauth_days: 15 }
  who_can_share:
    anonymous: [11111111-2222-3333-4444-555555555555]
    authenticated_guests: []
  agents: { restrict_external_sharing: true, restricted: [] }
  people_picker:
    show_everyone_claim: false
    show_all_users_claim: false
    show_everyone_except_external_users_claim: true
    everyone_except_external_users_in_private_site: false
    show_suggestions_for_guest_users: false
    resolve_exact_email_or_upn: true
  notifications:
    bcc_external_sharing_invitations: true
    bcc_external_sharing_invitations_list: [audit@contoso.com]
    owners_when_items_reshared: true
    owner_anonymous: true
    in_onedrive: true
    in_sharepoint: true
  sign_in_acceleration: { domain: contoso.com, guests: false }
  sites:
    https://contoso.sharepoint.com/sites/project:
      reason: Joint project
      sharing: external_user_sharing_only
      override_sharing: false
      default_sharing_link_type: direct
      default_link_permission: none
      show_people_picker_suggestions_for_guest_users: false
      disable_company_wide_sharing_links: disabled
      disable_sharing_for_non_owners: true
      block_guests_as_site_admin: unspecified
      lock_state: read_only
      domain_restriction: { mode: allow_list, allowed_domains: [fabrikam.com], blocked_domains: [] }
      anyone_links: { override_expiration: true, expire_in_days: 7 }
      external_users: { override_expiration: true, expire_in_days: 0 }
      default_share_link: { scope: organization, role: view, main_scope: only_people_added, to_existing_access: true }
      restricted_access_control: { enabled: true, groups: [11111111-2222-3333-4444-555555555555] }
    https://contoso-my.sharepoint.com/personal/ann_contoso_com: { sharing: disabled }
onedrive:
  sharing: existing_external_user_sharing_only
  members_can_share: 'off'
  access_requests: 'on'
  block_guests_as_site_admin: 'on'
  for_guests: false
  anyone_links: { max_expiration_in_days: 14, recommended_expiration_in_days: 7 }
  organization_links: { max_expiration_in_days: 0 }
  default_share_link: { scope: organization, role: restricted_view, to_existing_access: false }
  request_files_link: { enabled: false, expiration_in_days: 30 }
viva_engage:
  native_mode: true
  geo: eu
  external_messaging: allow_both
  b2b_guests: true
  external_groups: false
  external_networks: nobody
  external_participants_by_transport_rules: false
power_bi:
  guest_access_to_shared_content:
    enabled: true
    groups: [Guests in Power BI]
    excluded_groups: [No Power BI]
    delegate_to_capacity: false
    delegate_to_domain: false
    delegate_to_workspace: false
  external_sharing: { enabled: false }
  elevated_guests: { enabled: false }
  guest_lookup: { enabled: true }
  publish_to_web: { enabled: false, create_embed_codes: false }
  email_subscriptions_to_b2b_users: { enabled: true }
  email_subscriptions_to_external_users: { enabled: false }
  dataset_in_place_sharing: { enabled: false }
  external_dataset_sharing: { enabled: false }
  external_data_sharing: { enabled: false }
  external_data_sharing_receiver: { enabled: false }
  share_link_to_entire_org: { enabled: true }
power_platform:
  tenant_isolation:
    enabled: true
    rules:
      northwind: { direction: inbound, reason: Joint apps }
      litware: { direction: both }
microsoft_365:
  third_party_storage: false
  forms:
    external_send_form: true
    external_share_collaboration: false
    external_share_result: false
    external_share_template: false
  to_do: { external_join: false, external_share: false }
  planner: { allow_calendar_sharing: false }
  sway: { external_sharing: false }
  bookings: { exposure_of_staff_details_restricted: true, social_sharing_restricted: true }
";

#[test]
fn every_setting_is_planned_recorded_and_explained() {
    let w = contoso(EVERYTHING);
    let (changes, rules) = plan(&w);
    assert!(changes.len() > 100, "{}", changes.len());
    for part in [
        "create contoso.sharepoint.domain_restriction.allowed_domains".to_owned(),
        format!("create contoso.sharepoint.sites[\"{SITE}\"]"),
        format!("create contoso.sharepoint.sites[\"{SITE}\"].sharing"),
        "create contoso.onedrive.sharing".to_owned(),
        "create contoso.viva_engage.external_messaging".to_owned(),
        "create contoso.power_bi.publish_to_web.enabled".to_owned(),
        "create contoso.power_platform.tenant_isolation.rules[northwind].direction".to_owned(),
        "create contoso.microsoft_365.sway.external_sharing".to_owned(),
    ] {
        assert!(changes.contains(&part), "{part}: {changes:#?}");
    }
    // One for each system without an interface, whatever the number of its settings.
    let by_hand = rules.iter().filter(|rule| *rule == "manual-step").count();
    assert_eq!(by_hand, 2, "{rules:?}");
    w.apply();
    assert_eq!(plan(&w).0, Vec::<String>::new());
    for (address, parts) in [
        (
            "contoso.sharepoint.sharing",
            [
                "Set-SPOTenant -SharingCapability",
                "external_user_and_guest_sharing",
            ],
        ),
        (
            "contoso.sharepoint.sites[\"https://contoso.sharepoint.com/sites/project\"].sharing",
            [
                "Set-SPOSite -SharingCapability",
                "external_user_sharing_only",
            ],
        ),
        (
            "contoso.power_bi.publish_to_web.enabled",
            ["PublishToWeb/update", "Publish to web"],
        ),
        (
            "contoso.viva_engage.external_messaging",
            ["there is no interface", "Security settings"],
        ),
    ] {
        let text = w.ok(&["explain", address]);
        for part in parts {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    let (_, entries) = w.json(&["entries"]);
    let entries = entries["entries"].to_string();
    for part in [
        "contoso.sharepoint.domain_restriction.allowed_domains[fabrikam.com]",
        "contoso.power_platform.tenant_isolation.rules[northwind]",
    ] {
        assert!(entries.contains(part), "{part}: {entries}");
    }
}

#[test]
fn sites_change_go_and_are_left_behind() {
    let site = |inside: &str| format!("sharepoint: {{ sites: {{ \"{SITE}\": {inside} }} }}\n");
    let w = contoso(&site("{ sharing: disabled, lock_state: unlock }"));
    w.apply();
    let address = format!("contoso.sharepoint.sites[\"{SITE}\"]");
    CONTOSO.restate(
        &w,
        &site("{ sharing: external_user_sharing_only, lock_state: unlock }"),
    );
    let (changes, rules) = plan(&w);
    assert_eq!(changes, [format!("update {address}.sharing")]);
    assert!(
        rules.contains(&"earlier-guests-return".to_owned()),
        "{rules:?}"
    );
    CONTOSO.restate(&w, "");
    let (changes, rules) = plan(&w);
    assert!(
        changes.iter().all(|c| c.starts_with("forget ")),
        "{changes:?}"
    );
    assert_eq!(rules, ["object-left-behind"]);
    CONTOSO.restate(&w, &site("absent"));
    let (changes, rules) = plan(&w);
    assert!(
        changes.iter().all(|c| c.starts_with("delete ")),
        "{changes:?}"
    );
    assert_eq!(rules, ["site-deleted"]);
    w.apply();
    assert_eq!(plan(&w).0, Vec::<String>::new());
}

#[test]
fn what_the_service_would_refuse_is_a_fault_at_its_line() {
    let restriction = |domain: &str| {
        format!("sharepoint:\n  domain_restriction:\n    allowed_domains: [{domain}]\n")
    };
    for (text, line, rule) in [
        (
            "onedrive: { sharing: external_user_sharing_only }\nsharepoint: { sharing: disabled }\n"
                .to_owned(),
            1,
            "contradiction",
        ),
        (
            "onedrive: { sharing: external_user_sharing_only }\nsharepoint:\n  sharing: external_user_sharing_only\n  core_sharing: existing_external_user_sharing_only\n"
                .to_owned(),
            1,
            "contradiction",
        ),
        (
            format!(
                "sharepoint:\n  domain_restriction: {{ mode: allow_list, allowed_domains: [fabrikam.com] }}\n  sites:\n    {SITE}:\n      domain_restriction:\n        mode: allow_list\n        allowed_domains:\n          - fabrikam.com\n          - adatum.com\n"
            ),
            9,
            "contradiction",
        ),
        (
            "sharepoint:\n  anyone_links:\n    max_expiration_in_days: 7\n    recommended_expiration_in_days: 8\n"
                .to_owned(),
            4,
            "contradiction",
        ),
        (
            "sharepoint:\n  sites:\n    https://contoso.sharepoint.com/: { lock_state: no_access }\n"
                .to_owned(),
            3,
            "contradiction",
        ),
        (restriction("'*.fabrikam.com'"), 3, "invalid-domain"),
        (restriction("ann@fabrikam.com"), 3, "invalid-domain"),
        (restriction("'https://fabrikam.com'"), 3, "invalid-domain"),
        (restriction("'fabrikam.com,adatum.com'"), 3, "invalid-domain"),
        (
            "sharepoint: { external_users: { expire_in_days: 29 } }\n".to_owned(),
            1,
            "invalid-value",
        ),
        (
            "sharepoint: { external_users: { expire_in_days: 731 } }\n".to_owned(),
            1,
            "invalid-value",
        ),
        (
            "sharepoint: { organization_links: { max_expiration_in_days: 6 } }\n".to_owned(),
            1,
            "invalid-value",
        ),
        (
            "sharepoint: { email_attestation: { reauth_days: 0 } }\n".to_owned(),
            1,
            "invalid-value",
        ),
        (
            "sharepoint: { who_can_share: { anonymous: [Sales] } }\n".to_owned(),
            1,
            "invalid-value",
        ),
        (
            "sharepoint: { sites: { project: { sharing: disabled } } }\n".to_owned(),
            1,
            "invalid-value",
        ),
        ("sharepoint: { sharing: anyone }\n".to_owned(), 1, "invalid-value"),
        (
            "power_platform: { tenant_isolation: { rules: { northwnd: { direction: both } } } }\n"
                .to_owned(),
            1,
            "unknown-name",
        ),
        (
            "sharepoint: { sites: { 'ftp://x': {} } }\n".to_owned(),
            1,
            "invalid-value",
        ),
        (
            "viva_engage: { external_messaging: sometimes }\n".to_owned(),
            1,
            "invalid-value",
        ),
        (
            "power_bi: { publish_to_web: true }\n".to_owned(),
            1,
            "wrong-type",
        ),
        (
            "power_platform: { tenant_isolation: { rules: { contoso: { direction: both } } } }\n"
                .to_owned(),
            1,
            "contradiction",
        ),
    ] {
        assert_eq!(CONTOSO.error(&text), (line, rule.to_owned()), "{text}");
    }
    // A site's own list is free below a block list, and a wider OneDrive below itself.
    for text in [
        format!(
            "sharepoint:\n  domain_restriction: {{ mode: block_list, blocked_domains: [fabrikam.com] }}\n  sites: {{ \"{SITE}\": {{ domain_restriction: {{ mode: allow_list, allowed_domains: [adatum.com] }} }} }}\n"
        ),
        "sharepoint: { sharing: existing_external_user_sharing_only }\nonedrive: { sharing: disabled }\n".to_owned(),
    ] {
        assert_eq!(CONTOSO.errors(&text), [], "{text}");
    }
}

#[test]
fn lists_are_limited_by_number() {
    let list = |number: usize, indent: &str| -> String {
        let entry = |i| format!("{indent}- partner{i:04}.example.com\n");
        (0..number).map(entry).collect()
    };
    let tenant = |number| {
        format!(
            "sharepoint:\n  domain_restriction:\n    mode: block_list\n    blocked_domains:\n{}",
            list(number, "      ")
        )
    };
    assert_eq!(CONTOSO.errors(&tenant(5_000)), []);
    assert_eq!(CONTOSO.error(&tenant(5_001)).1, "too-many-entries");
    let site = |number| {
        format!(
            "sharepoint:\n  sites:\n    {SITE}:\n      domain_restriction:\n        mode: block_list\n        blocked_domains:\n{}",
            list(number, "          ")
        )
    };
    assert_eq!(CONTOSO.errors(&site(500)), []);
    assert_eq!(CONTOSO.error(&site(501)).1, "too-many-entries");
}

#[test]
fn official_names_and_what_is_gone_are_answered() {
    for (lines, parts) in [
        (
            "sharepoint: { RequireAcceptingAccountMatchInvitedAccount: true }",
            ["no effect any more", "Entra B2B"],
        ),
        (
            "sharepoint: { NotifyOwnersWhenInvitationsAccepted: true }",
            ["no effect any more", "Entra B2B"],
        ),
        (
            "sharepoint: { SharingCapability: ExternalUserSharingOnly }",
            ["official name", "sharing: external_user_sharing_only"],
        ),
        (
            "sharepoint: { isResharingByExternalUsersEnabled: false }",
            ["opposite", "prevent_external_users_from_resharing: true"],
        ),
        (
            "onedrive: { ODBSharingCapability: Disabled }",
            ["exports", "sharing: disabled"],
        ),
        (
            "power_bi: { allowed_domains: [fabrikam.com] }",
            [
                "Power BI has no list of domains",
                "entra_b2b: { invitations: {",
            ],
        ),
        (
            "yammer: { native_mode: true }",
            ["Viva Engage", "viva_engage"],
        ),
    ] {
        let w = contoso(&format!("{lines}\n"));
        let run = w.run(&["validate"]);
        assert_eq!(run.code, 1, "{}", run.out);
        let page = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in parts {
            assert!(page.contains(part), "{part}: {page}");
        }
    }
}

/// What `setting-without-effect` says about.
fn idle(lines: &str) -> Vec<String> {
    let findings = CONTOSO.findings(lines);
    let idle = findings
        .iter()
        .filter(|f| f["rule"] == "setting-without-effect");
    idle.map(|f| {
        f["address"]
            .as_str()
            .unwrap()
            .trim_start_matches("contoso.")
            .to_owned()
    })
    .collect()
}

#[test]
fn settings_that_another_one_makes_idle_are_told() {
    let site = |inside: &str| format!("sharepoint: {{ sites: {{ \"{SITE}\": {{ {inside} }} }} }}");
    for (lines, expected) in [
        (
            "sharepoint: { sharing: external_user_sharing_only, anyone_links: { expire_in_days: 7 } }",
            "sharepoint.anyone_links.expire_in_days",
        ),
        (
            "sharepoint: { sharing: external_user_sharing_only, anyone_links: { file_permission: view } }",
            "sharepoint.anyone_links.file_permission",
        ),
        (
            "sharepoint: { sharing: external_user_sharing_only, default_sharing_link_type: anonymous_access }",
            "sharepoint.default_sharing_link_type",
        ),
        (
            "sharepoint: { external_users: { expire_in_days: 60 } }",
            "sharepoint.external_users.expire_in_days",
        ),
        (
            "sharepoint: { notifications: { bcc_external_sharing_invitations: true } }",
            "sharepoint.notifications.bcc_external_sharing_invitations",
        ),
        (
            "onedrive: { sharing: external_user_sharing_only, request_files_link: { enabled: true } }",
            "onedrive.request_files_link.enabled",
        ),
        (
            "power_bi: { guest_access_to_shared_content: { enabled: false }, elevated_guests: { enabled: true } }",
            "power_bi.elevated_guests.enabled",
        ),
        (
            "power_bi: { guest_access_to_shared_content: { enabled: false }, external_sharing: { enabled: true, groups: [Sales] } }",
            "power_bi.external_sharing.enabled",
        ),
        (
            "entra_b2b: { invites_from: none }\npower_bi: { external_sharing: { enabled: true, groups: [Sales] } }",
            "power_bi.external_sharing.enabled",
        ),
        (
            "power_bi: { email_subscriptions_to_b2b_users: { enabled: false }, email_subscriptions_to_external_users: { enabled: true } }",
            "power_bi.email_subscriptions_to_external_users.enabled",
        ),
        (
            "power_bi: { publish_to_web: { enabled: false, groups: [Sales] } }",
            "power_bi.publish_to_web.groups",
        ),
        (
            "power_platform: { tenant_isolation: { rules: { northwind: { direction: both } } } }",
            "power_platform.tenant_isolation.rules[northwind].direction",
        ),
        (
            "viva_engage: { native_mode: false, b2b_guests: true }",
            "viva_engage.b2b_guests",
        ),
        (
            "viva_engage: { external_messaging: outbound_only, b2b_guests: true }",
            "viva_engage.b2b_guests",
        ),
    ] {
        assert_eq!(idle(&format!("{lines}\n")), [expected], "{lines}");
    }
    let key = format!("sharepoint.sites[\"{SITE}\"].anyone_links.expire_in_days");
    assert_eq!(
        idle(&format!(
            "{}\n",
            site("anyone_links: { expire_in_days: 7 }")
        )),
        [key]
    );
}

fn files(w: &Workspace) -> Value {
    let (_, document) = w.json(&["can", "litware", "files", "contoso"]);
    document["routes"][2].clone()
}

#[test]
fn files_follow_the_stricter_level_and_the_list() {
    let w = contoso("guest_access: { enabled: true }\n");
    let answer = |lines: &str| {
        CONTOSO.restate(&w, &format!("guest_access: {{ enabled: true }}\n{lines}\n"));
        files(&w)["answer"].clone()
    };
    assert_eq!(answer(""), "yes");
    assert_eq!(answer("sharepoint: { sharing: disabled }"), "no");
    assert_eq!(answer("sharepoint: { core_sharing: disabled }"), "no");
    let list = |mode: &str, domains: &str| {
        format!("sharepoint: {{ domain_restriction: {{ mode: {mode}, {domains} }} }}")
    };
    assert_eq!(
        answer(&list("allow_list", "allowed_domains: [adatum.com]")),
        "no"
    );
    assert_eq!(
        answer(&list("allow_list", "allowed_domains: [litwareinc.com]")),
        "yes"
    );
    assert_eq!(
        answer(&list("block_list", "blocked_domains: [litwareinc.com]")),
        "no"
    );
    // A list that is not in force decides nothing.
    assert_eq!(
        answer(&list("none", "blocked_domains: [litwareinc.com]")),
        "yes"
    );
    CONTOSO.restate(
        &w,
        "sharepoint: { core_sharing: existing_external_user_sharing_only }\nonedrive: { sharing: disabled }\n",
    );
    let conditions = files(&w)["conditions"].to_string();
    for part in ["in the directory", "OneDrive at contoso"] {
        assert!(conditions.contains(part), "{conditions}");
    }
    CONTOSO.restate(&w, "sharepoint: { core_sharing: disabled }\n");
    let page = w.ok(&["can", "litware", "files", "contoso", "--format", "json"]);
    assert!(
        page.contains("SharePoint sites at contoso are shared with nobody outside"),
        "{page}"
    );
}

#[test]
fn a_plan_says_whom_links_and_other_systems_let_in() {
    let w = contoso("sharepoint: { sharing: external_user_sharing_only }\n");
    w.apply();
    let page = |lines: &str| {
        CONTOSO.restate(&w, lines);
        w.ok(&["plan"])
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let wider = page("sharepoint: { sharing: external_user_and_guest_sharing }\n");
    assert!(
        wider.contains("whoever has a link to a file, without signing in"),
        "{wider}"
    );
    assert!(!wider.contains("in files of OneDrive"), "{wider}");
    let shut = page("sharepoint: { sharing: disabled }\n");
    assert!(
        shut.contains("people outside, in files of OneDrive"),
        "{shut}"
    );
    assert!(!shut.contains("whoever has a link"), "{shut}");
    let engage = page(
        "sharepoint: { sharing: external_user_sharing_only }\nviva_engage: { external_messaging: none }\n",
    );
    assert!(engage.contains("manual-step"), "{engage}");
    assert!(
        !engage.contains("other networks, in Viva Engage"),
        "{engage}"
    );
    w.apply();
    let engage = page(
        "sharepoint: { sharing: external_user_sharing_only }\nviva_engage: { external_messaging: allow_both }\n",
    );
    assert!(
        engage.contains("people of other networks, in Viva Engage"),
        "{engage}"
    );
    let (_, document) = w.json(&["plan"]);
    let rules = Workspace::rules(&document);
    assert_eq!(rules, ["manual-step"]);
    assert_eq!(document["summary"]["update"], json!(1), "{document}");
}
