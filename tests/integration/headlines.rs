//! First sentences of plans for changes that move nobody's answer, or nobody's that is worked out.

use crate::support::Workspace;

/// The first lines of the plan from one configuration of contoso to another.
fn headline(before: &str, after: &str) -> String {
    let tenant = |settings: &str| {
        format!("version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n{settings}")
    };
    let workspace = Workspace::of(&tenant(before));
    workspace.ok(&["apply", "--auto-approve"]);
    workspace.write("guestlist.yaml", &tenant(after));
    let page = workspace.ok(&["plan"]);
    let first = page.split("\n\n").next().unwrap();
    first.replace('\n', " ").trim().to_owned()
}

#[test]
fn what_is_no_part_of_the_model_is_not_told_to_move_nobody() {
    for (before, after) in [
        (
            "    power_platform: { tenant_isolation: { enabled: true } }\n",
            "    power_platform: { tenant_isolation: { enabled: false } }\n",
        ),
        (
            "    meetings: { policies: { Board: { anonymous_users_join_meeting: false } } }\n",
            "    meetings: { policies: { Board: { anonymous_users_join_meeting: true } } }\n",
        ),
        (
            "    cross_tenant_access: { default: { b2b_direct_connect_inbound: { users: blocked, applications: blocked } } }\n",
            "    cross_tenant_access: { default: { b2b_direct_connect_inbound: { users: allowed, applications: allowed } } }\n",
        ),
    ] {
        let headline = headline(before, after);
        assert!(
            headline.ends_with("whom it lets in otherwise is not worked out here."),
            "{headline}"
        );
        assert!(!headline.contains("nobody"), "{headline}");
    }
    let quiet = headline(
        "    guest_access: { messaging: { immersive_reader: true } }\n",
        "    guest_access: { messaging: { immersive_reader: false } }\n",
    );
    assert!(quiet.ends_with("nobody gains or loses contact."), "{quiet}");
}

#[test]
fn the_people_of_a_policy_that_goes_have_the_policy_of_everybody() {
    let with = |policy: &str| {
        format!(
            "    external_access: {{ enabled: true, allowed_domains: all }}\n    external_access_policies: {{ Legal: {policy} }}\n"
        )
    };
    let who = "other organisations, for people with a policy of their own";
    for (policy, verb) in [
        ("{ federation_access: false }", "lets in"),
        (
            "{ communication_with_external_orgs: block_all_external_domains }",
            "lets in",
        ),
        (
            "{ communication_with_external_orgs: allow_all_external_domains }",
            "shuts out",
        ),
    ] {
        let headline = headline(&with(policy), &with("absent"));
        assert!(headline.contains(verb), "{policy}: {headline}");
        assert!(headline.contains(who), "{policy}: {headline}");
    }
}

#[test]
fn a_step_that_leaves_the_way_in_as_it_was_is_told() {
    let headline = headline(
        "    guest_access: { enabled: true }\n    entra_b2b: { invites_from: admins_and_guest_inviters }\n",
        "    guest_access: { enabled: true }\n    entra_b2b: { invites_from: everyone }\n",
    );
    assert_eq!(
        headline,
        "contoso changes 1 setting of entra b2b; whether new guests get in stays as it was."
    );
}

#[test]
fn what_some_guests_lose_and_others_gain_goes_by_their_domains() {
    let restriction = |mode: &str, list: &str| {
        format!(
            "    guest_access: {{ enabled: true }}\n    sharepoint: {{ sharing: external_user_and_guest_sharing, core_sharing: external_user_and_guest_sharing, domain_restriction: {{ mode: {mode}, {list}: [fabrikam.com] }} }}\n"
        )
    };
    let headline = headline(
        &restriction("allow_list", "allowed_domains"),
        &restriction("block_list", "blocked_domains"),
    );
    let told =
        "Some guests of contoso lose files, and others gain files: it goes by their domains.";
    assert!(headline.starts_with(told), "{headline}");
}
