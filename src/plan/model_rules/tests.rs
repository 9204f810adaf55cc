//! What no fixture can show: settings of sections that files can't state yet, as they are recorded.

use std::collections::BTreeMap;

use compact_str::CompactString;
use jiff::Timestamp;
use jiff::civil::date;

use super::judge;
use crate::access::{World, evaluate};
use crate::diagnostics::{Finding, Findings};
use crate::model::config::{Edition, Expect, Expectation, OneOrMany};
use crate::model::configuration::Test;
use crate::model::{Configuration, Name, SettingKey, Value};
use crate::rules::{Context, Shared};
use crate::state::{Identity, Known, RecordedSetting, RecordedTenant};
use crate::text::{Sources, Span, Spanned};

fn tenant(domain: &str, settings: &[(&'static str, Value)]) -> RecordedTenant {
    let setting = |value: &Value| RecordedSetting {
        value: value.clone(),
        managed: true,
        known: Known::Observed,
        since: Timestamp::UNIX_EPOCH,
        seen: None,
        notes: BTreeMap::new(),
    };
    RecordedTenant {
        identity: Identity {
            domains: [domain.into()].into_iter().collect(),
            ..Identity::default()
        },
        settings: settings
            .iter()
            .map(|(key, value)| (SettingKey::of(key), setting(value)))
            .collect(),
    }
}

/// An expectation that people of litware can do something at contoso.
fn need(can: &str, expect: Expect) -> Configuration {
    let span = Span::new(Sources::new().add("a.yaml", String::new()), 0, 0);
    let word = |word: &str| Spanned::new(CompactString::from(word), span);
    let expectation = Expectation {
        from: OneOrMany(vec![word("litware")]),
        can: Spanned::new(can.into(), span),
        by: Some(Spanned::new("guest".into(), span)),
        host: Some(Spanned::new("contoso".into(), span)),
        to: OneOrMany(vec![word("contoso")]),
        expect: Spanned::new(expect, span),
    };
    let test = Test {
        span,
        expectations: vec![Spanned::new(expectation, span)],
    };
    Configuration {
        tests: [(Name::parse("work").unwrap(), test)].into(),
        ..Configuration::default()
    }
}

/// What is found about contoso with these settings, beside litware.
fn found(config: &Configuration, settings: &[(&'static str, Value)]) -> Vec<Finding> {
    let name = |text: &str| Name::parse(text).unwrap();
    let tenants = BTreeMap::from([
        (name("contoso"), tenant("contoso.com", settings)),
        (name("litware"), tenant("litwareinc.com", &[])),
    ]);
    let today = date(2026, 11, 20);
    let world = World::recorded(&tenants, &BTreeMap::new(), Edition::Y2021, today, false);
    let mut findings = Findings::new();
    let tests = evaluate(&world, config, &mut findings);
    judge(
        Context::of(config, today, &Shared::default()),
        &world,
        &tests,
        &[],
        &mut findings,
    );
    findings.into_parts().0
}

fn rules(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|f| f.rule.id).collect()
}

const GUESTS: (&str, Value) = ("guest_access.enabled", Value::Flag(true));

#[test]
fn a_step_before_teams_that_is_shut_is_told_where_guests_are_on() {
    let none = Configuration::default();
    let shut: [(&str, Value); 4] = [
        ("entra_b2b.invites_from", Value::text("none")),
        (
            "cross_tenant_access.default.b2b_collaboration_inbound.users",
            Value::text("blocked"),
        ),
        ("groups.guests_access_content", Value::Flag(false)),
        ("sharepoint.sharing", Value::text("disabled")),
    ];
    for step in shut {
        let findings = found(&none, &[GUESTS, step.clone()]);
        assert_eq!(rules(&findings), ["guest-checklist-incomplete"], "{step:?}");
        let address = findings[0].address.as_deref();
        assert_eq!(address, Some(format!("contoso.{}", step.0).as_str()));
        let off = ("guest_access.enabled", Value::Flag(false));
        assert!(found(&none, &[off, step.clone()]).is_empty());
        // Nobody decided about guests.
        assert!(found(&none, &[step]).is_empty());
    }
    let open = ("entra_b2b.invites_from", Value::text("everyone"));
    assert!(found(&none, &[GUESTS, open]).is_empty());
}

#[test]
fn a_domain_that_a_list_refuses_is_told_where_it_is_needed() {
    let litware = || Value::Set(["litwareinc.com".into()].into_iter().collect());
    let entra = |list: &'static str| {
        let path = match list {
            "deny" => "entra_b2b.invitations.blocked_domains",
            _ => "entra_b2b.invitations.allowed_domains",
        };
        [GUESTS, (path, litware())]
    };
    let teams = need("teams", Expect::Yes);
    let findings = found(&teams, &entra("deny"));
    assert_eq!(rules(&findings), ["guest-domain-denied"]);
    assert_eq!(
        findings[0].message,
        "contoso may not invite people of litwareinc.com"
    );
    assert!(found(&teams, &entra("allow")).is_empty());
    assert!(found(&need("teams", Expect::No), &entra("deny")).is_empty());
    // SharePoint's list counts for files alone.
    let sharepoint = [
        GUESTS,
        (
            "sharepoint.domain_restriction.mode",
            Value::text("block_list"),
        ),
        ("sharepoint.domain_restriction.blocked_domains", litware()),
    ];
    assert!(found(&teams, &sharepoint).is_empty());
    let files = found(&need("files", Expect::Yes), &sharepoint);
    assert_eq!(rules(&files), ["guest-domain-denied"]);
}
