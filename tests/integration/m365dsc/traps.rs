//! Where a resource does more, or less, than its block says.

use guestlist::interop::{Options, ReadError, read};
use guestlist::model::Value;

use super::{Values, key, left, read_back, set, values, written};

fn flag(on: bool) -> Value {
    Value::Flag(on)
}

fn word(word: &str) -> Value {
    Value::text(word)
}

const ALLOWED: &str = "external_access.allowed_domains";

#[test]
fn a_federation_block_always_has_the_allow_list() {
    let wanted = values(&[("external_access.teams_consumer.enabled", flag(false))]);
    let list = set(&["fabrikam.com", "northwind.example"]);

    let out = written(&wanted, &values(&[(ALLOWED, list.clone())]));
    assert_eq!(read_back(&out.text)[&key(ALLOWED)], list);
    assert_eq!(out.carried, 1);

    let out = written(&wanted, &Values::new());
    assert!(
        !out.text.contains("TeamsFederationConfiguration"),
        "{}",
        out.text
    );
    assert!(
        left(&out)["external_access.teams_consumer.enabled"].contains("is not recorded"),
        "{:?}",
        out.manual
    );
}

#[test]
fn all_is_the_empty_list_of_this_version_and_is_said_to_be() {
    let out = written(&values(&[(ALLOWED, word("all"))]), &Values::new());
    assert!(out.text.contains("AllowedDomains = @()"), "{}", out.text);
    assert!(
        out.text.contains("means: all domains are allowed"),
        "{}",
        out.text
    );
    assert_eq!(read_back(&out.text)[&key(ALLOWED)], word("all"));
    // Without the line that says who wrote it, it has two meanings again.
    let (_, text) = out.text.split_once('\n').unwrap();
    let refused = read(text, &Options::default());
    assert!(
        matches!(refused, Err(ReadError::Ambiguous { .. })),
        "{refused:?}"
    );
}

#[test]
fn nobody_is_never_an_empty_list() {
    let none = values(&[(ALLOWED, word("none"))]);
    for known in [
        Values::new(),
        values(&[("external_access.enabled", flag(true))]),
    ] {
        let out = written(&none, &known);
        assert!(!out.text.contains("AllowedDomains ="), "{}", out.text);
        assert_eq!(out.carried, 0);
        assert!(left(&out)[ALLOWED].contains("can't be said"));
    }
    // Off is what it comes to only where it is off.
    let mut off = none;
    off.insert(key("external_access.enabled"), flag(false));
    let out = written(&off, &Values::new());
    assert!(!out.text.contains("AllowedDomains ="), "{}", out.text);
    assert_eq!(out.carried, 1);
    assert!(left(&out).contains_key(ALLOWED));
    let read = read_back(&out.text);
    assert_eq!(read[&key("external_access.enabled")], flag(false));
}

#[test]
fn sharepoint_gets_the_mode_its_list_and_the_retired_flag_together() {
    let mode = "sharepoint.domain_restriction.mode";
    let allowed = "sharepoint.domain_restriction.allowed_domains";
    let blocked = "sharepoint.domain_restriction.blocked_domains";
    let lists = values(&[
        (allowed, set(&["fabrikam.com"])),
        (blocked, set(&["tailspin.example"])),
    ]);

    let out = written(&values(&[(mode, word("allow_list"))]), &lists);
    assert!(
        out.text
            .contains("RequireAcceptingAccountMatchInvitedAccount = $True"),
        "{}",
        out.text
    );
    assert!(
        out.text.contains("is retired in the service"),
        "{}",
        out.text
    );
    let read = read_back(&out.text);
    assert_eq!(read[&key(allowed)], set(&["fabrikam.com"]));
    assert!(!read.contains_key(&key(blocked)));

    // A change of the list that is not in force.
    let out = written(
        &values(&[(blocked, set(&["a.example"]))]),
        &values(&[
            (mode, word("allow_list")),
            (allowed, set(&["fabrikam.com"])),
        ]),
    );
    assert_eq!(out.carried, 0);
    assert!(left(&out)[blocked].contains("not in force"));

    let out = written(&values(&[(mode, word("none"))]), &lists);
    assert_eq!(read_back(&out.text)[&key(mode)], word("none"));
    assert!(!out.text.contains("RequireAccepting"), "{}", out.text);

    for (wanted, known, why) in [
        (
            values(&[(allowed, set(&["a.example"]))]),
            Values::new(),
            "is not recorded",
        ),
        (
            values(&[(mode, word("allow_list"))]),
            Values::new(),
            "is not recorded",
        ),
        (
            values(&[(mode, word("allow_list")), (allowed, set(&[]))]),
            Values::new(),
            "is to be empty",
        ),
    ] {
        let out = written(&wanted, &known);
        assert_eq!(out.carried, 0);
        assert!(!out.text.contains("SPOSharingSettings"), "{}", out.text);
        assert!(
            left(&out).values().all(|w| w.contains(why)),
            "{:?}",
            out.manual
        );
    }
}

#[test]
fn what_a_property_needs_stands_beside_it() {
    let days = "sharepoint.anyone_links.expire_in_days";
    let wanted = values(&[(days, Value::Number(14))]);
    let anyone = values(&[(
        "sharepoint.sharing",
        word("external_user_and_guest_sharing"),
    )]);
    let out = written(&wanted, &anyone);
    let read = read_back(&out.text);
    assert_eq!(read.len(), 2);
    assert_eq!(read[&key(days)], Value::Number(14));
    for known in [
        Values::new(),
        values(&[("sharepoint.sharing", word("disabled"))]),
    ] {
        let out = written(&wanted, &known);
        assert_eq!(out.carried, 0);
        assert!(left(&out)[days].contains("SharingCapability"));
    }

    let days = "sharepoint.external_users.expire_in_days";
    let wanted = values(&[(days, Value::Number(60))]);
    let required = "sharepoint.external_users.expiration_required";
    let out = written(&wanted, &values(&[(required, flag(true))]));
    assert_eq!(read_back(&out.text)[&key(required)], flag(true));
    let out = written(&wanted, &values(&[(required, flag(false))]));
    assert!(left(&out)[days].contains("ExternalUserExpirationRequired"));
}

#[test]
fn a_sharing_policy_is_written_whole_or_not() {
    let of = |list: &str| format!("exchange.sharing_policies[\"Default Sharing Policy\"].{list}");
    let simple = of("free_busy_simple");
    let wanted = values(&[(&simple, set(&["anonymous", "fabrikam.com"]))]);
    let known = values(&[
        (&of("free_busy_detail"), set(&[])),
        (&of("free_busy_reviewer"), set(&["*"])),
        (&of("contacts"), set(&["fabrikam.com"])),
    ]);
    let out = written(&wanted, &known);
    for entry in [
        "'Anonymous:CalendarSharingFreeBusySimple'",
        "'*:CalendarSharingFreeBusyReviewer'",
        "'fabrikam.com:CalendarSharingFreeBusySimple, ContactsSharing'",
    ] {
        assert!(out.text.contains(entry), "{}", out.text);
    }
    assert_eq!(out.carried, 1);
    let out = written(&wanted, &Values::new());
    assert_eq!(out.carried, 0);
    assert!(left(&out)[simple.as_str()].contains("not all of it is recorded"));

    // A policy that is not there yet has no other entries.
    let itself = "exchange.sharing_policies[\"Default Sharing Policy\"]";
    let mut new = wanted;
    new.insert(key(itself), word("present"));
    let out = written(&new, &values(&[(itself, word("absent"))]));
    assert_eq!(out.carried, 2);
}

#[test]
fn partners_are_known_by_their_id() {
    let mfa = |name: &str| format!("cross_tenant_access.partners[\"{name}\"].inbound_trust.mfa");
    let out = written(&values(&[(&mfa("northwind"), flag(true))]), &Values::new());
    assert!(
        out.text
            .contains("PartnerTenantId = '1e8c7a3c-2b1f-4a52-9d0e-5a0f5f3f3c11'"),
        "{}",
        out.text
    );
    let out = written(&values(&[(&mfa("fabrikam"), flag(true))]), &Values::new());
    assert!(left(&out)[mfa("fabrikam").as_str()].contains("add tenant_id"));
    let out = written(
        &values(&[(&mfa("northwind"), word("inherit"))]),
        &Values::new(),
    );
    assert!(left(&out)[mfa("northwind").as_str()].contains("can't be said"));
}

#[test]
fn what_closes_comes_before_what_opens() {
    let wanted = values(&[
        ("guest_access.enabled", flag(true)),
        ("guest_access.calling.private_calls", flag(false)),
        ("guest_access.messaging.chat", flag(false)),
    ]);
    let known = values(&[
        ("guest_access.enabled", flag(false)),
        ("guest_access.calling.private_calls", flag(true)),
        ("guest_access.messaging.chat", flag(true)),
    ]);
    let out = written(&wanted, &known);
    let depends: Vec<&str> = out
        .text
        .lines()
        .filter(|l| l.contains("DependsOn"))
        .collect();
    assert_eq!(depends.len(), 2, "{}", out.text);
    let at = |name: &str| out.text.find(&format!("{name} '{name}'")).unwrap();
    assert!(at("TeamsGuestCallingConfiguration") < at("TeamsClientConfiguration"));
    assert!(at("TeamsGuestMessagingConfiguration") < at("TeamsClientConfiguration"));
}

#[test]
fn names_of_blocks_are_told_apart() {
    let of = |name: &str| format!("exchange.remote_domains[\"{name}\"].auto_forward");
    let out = written(
        &values(&[
            (&of("it's"), flag(false)),
            (&of("it?s"), flag(false)),
            (&of("IT_S"), flag(false)),
        ]),
        &Values::new(),
    );
    for name in ["'IT_S'", "'it_s 2'", "'it_s 3'"] {
        assert!(
            out.text.contains(&format!("EXORemoteDomain {name}")),
            "{}",
            out.text
        );
    }
}

#[test]
fn a_whole_configuration() {
    let wanted = values(&[
        ("external_access.enabled", flag(true)),
        (ALLOWED, set(&["fabrikam.com", "northwind.example"])),
        ("external_access.block_subdomains", flag(true)),
        ("guest_access.enabled", flag(false)),
        ("sharepoint.sharing", word("external_user_sharing_only")),
        ("sharepoint.anyone_links.expire_in_days", Value::Number(14)),
        ("sharepoint.domain_restriction.mode", word("allow_list")),
        (
            "sharepoint.domain_restriction.allowed_domains",
            set(&["fabrikam.com"]),
        ),
        ("entra_b2b.invites_from", word("admins_and_guest_inviters")),
        ("entra_b2b.guest_user_role", word("restricted_guest")),
        (
            "cross_tenant_access.partners[\"northwind\"]",
            word("present"),
        ),
        (
            "cross_tenant_access.partners[\"northwind\"].b2b_collaboration_inbound.users",
            word("allowed"),
        ),
        (
            "cross_tenant_access.partners[\"northwind\"].b2b_collaboration_inbound.user_targets",
            set(&["all_users"]),
        ),
        (
            "cross_tenant_access.partners[\"northwind\"].inbound_trust.mfa",
            flag(true),
        ),
        (
            "exchange.organization_relationships[\"O'Brien\u{2019}s\"]",
            word("present"),
        ),
        (
            "exchange.organization_relationships[\"O'Brien\u{2019}s\"].domains",
            set(&["fabrikam.com"]),
        ),
        (
            "exchange.inbound_connectors[\"Former partner\"]",
            word("absent"),
        ),
        ("power_platform.tenant_isolation.enabled", flag(true)),
    ]);
    let known = values(&[("guest_access.enabled", flag(true))]);
    let out = written(&wanted, &known);
    snapbox::assert_data_eq!(out.text, snapbox::file!["whole.ps1"].raw());
}
