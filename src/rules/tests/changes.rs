//! What is said of changes.

use super::world::{World, name, of, set};
use crate::diagnostics::Finding;
use crate::diff::Action;
use crate::model::config::{DomainEntries, Entry, EntryKind, ListSpec, PartnerSpec};
use crate::model::federation::{ALLOWED, BLOCK_SUBDOMAINS, BLOCKED, ENABLED};
use crate::model::list::DomainList;
use crate::model::{SettingKey, Value};
use crate::rules::*;
use crate::text::{FileId, Span, Spanned};

#[test]
fn a_plan_says_that_the_block_list_falls_silent() {
    let mut world = World::default();
    let allowed = world.list("resellers", &["fabrikam.com"]);
    let blocked = world.list("unwanted", &["wingtiptoys.com"]);
    world.tenant("contoso", &["contoso.com"]);
    world.state_list("contoso", &ALLOWED, &allowed);
    world.state_list("contoso", &BLOCKED, &blocked);
    let message = |recorded: &[(&SettingKey, Value)], in_plan| {
        let findings = world.judge("contoso", recorded, in_plan);
        of(&findings, "allow-and-block-both-set")[0].message.clone()
    };
    let all = (&ALLOWED, Value::text("all"));
    let was_blocked = (&BLOCKED, set(&["wingtiptoys.com"]));
    assert_eq!(
        message(&[all.clone(), was_blocked.clone()], true),
        "The block list (1 domain) no longer does anything"
    );
    let still = "The block list (1 domain) does nothing";
    assert_eq!(message(std::slice::from_ref(&all), true), still);
    assert_eq!(message(&[all, was_blocked], false), still);
}

#[test]
fn without_its_allow_list_a_tenant_opens_or_closes_unless_it_is_off() {
    let mut world = World::default();
    world.tenant("contoso", &["contoso.com"]);
    let before = [(&ALLOWED, set(&["fabrikam.com"]))];
    for (word, end) in [
        ("all", "opens to every organisation"),
        ("none", "talks to nobody"),
    ] {
        world.state("contoso", &ALLOWED, Value::text(word), None);
        let findings = world.judge("contoso", &before, true);
        let message = &of(&findings, "last-allowed-removed")[0].message;
        assert!(message.ends_with(end), "{message}");
    }
    world.state("contoso", &ENABLED, Value::Flag(false), None);
    let findings = world.judge("contoso", &before, true);
    assert_eq!(
        of(&findings, "last-allowed-removed"),
        Vec::<&Finding>::new()
    );
}

#[test]
fn guest_changes_are_one_finding_and_a_released_setting_is_none() {
    let mut world = World::default();
    world.tenant("contoso", &["contoso.com"]);
    let (chat, giphy) = (
        SettingKey::of("guest_access.messaging.chat"),
        SettingKey::of("guest_access.messaging.giphy"),
    );
    let before = [(&giphy, Value::Flag(true))];
    assert_eq!(world.judge("contoso", &before, true), [], "released");
    world.state("contoso", &chat, Value::Flag(false), None);
    world.state("contoso", &giphy, Value::Flag(false), None);
    let findings = world.judge("contoso", &before, true);
    let [one] = of(&findings, "guest-latency-24h")[..] else {
        panic!("{findings:#?}");
    };
    assert_eq!(one.detail, ["2 guest settings of contoso change."]);
}

#[test]
fn an_idle_setting_names_what_idles_it_and_harmless_values_are_left_alone() {
    let mut world = World::default();
    world.tenant("contoso", &["contoso.com"]);
    let users = SettingKey::of("external_access.blocked_users.users");
    let banner = SettingKey::of("external_access.acs.hide_banner_for_allowed_users");
    world.state("contoso", &banner, Value::Flag(false), None);
    world.state("contoso", &users, set(&["eve@fabrikam.com"]), None);
    let findings = world.judge("contoso", &[], false);
    let [idle] = of(&findings, "setting-without-effect")[..] else {
        panic!("{findings:#?}");
    };
    assert_eq!(
        idle.message,
        "blocked_users.users does nothing while blocked_users.enabled is false"
    );
    assert!(idle.detail[0].ends_with("false is Microsoft's default."));
}

#[test]
fn an_entry_of_a_shared_list_is_news_where_it_comes_or_goes() {
    let about = |address: &str| Finding::new(find("entry-expired").unwrap(), "past").about(address);
    let findings = vec![
        about("lists.resellers[Fabrikam.com]"),
        about("lists.resellers[tailspintoys.com]"),
        about("partners.northwind"),
    ];
    let change = Change {
        owner: crate::diff::Owner::Tenant(name("contoso")),
        key: ALLOWED.clone(),
        action: Action::Update,
        before: Some(set(&["tailspintoys.com"])),
        after: Some(set(&["fabrikam.com", "tailspintoys.com"])),
    };
    let (news, standing) = split(findings, &[change]);
    assert_eq!(news.len(), 1);
    assert_eq!(
        news[0].address.as_deref(),
        Some("lists.resellers[Fabrikam.com]")
    );
    assert_eq!(standing.len(), 2);
}

#[test]
fn aliases_belong_to_what_holds_their_anchor() {
    let mut world = World::default();
    world.list("first", &["a.com", "b.com"]);
    let anchor = world.config.lists["first"].domains.place("a.com").unwrap();
    let own = world.span();
    let entry = |domain: &str, place| Entry {
        kind: EntryKind::Domain(Spanned::new(domain.into(), place)),
        notes: None,
    };
    let entries = DomainEntries(vec![entry("c.com", own), entry("a.com", anchor)]);
    world.insert_list("second", ListSpec::Entries(entries), DomainList::default());
    let holders = lists_in_use::Holders::of(&world.config);
    let holder = |place| holders.number(place).and_then(|n| holders.get(n)).cloned();
    assert_eq!(holder(anchor), Some(EntryHolder::List(&name("first"))));
    assert_eq!(holder(own), Some(EntryHolder::List(&name("second"))));
    assert_eq!(holder(Span::new(FileId(0), 9_000, 9_001)), None);
}

#[test]
fn a_first_allow_entry_names_a_few_who_are_cut_off_and_counts_the_rest() {
    let mut world = World::default();
    let list = world.list("resellers", &["fabrikam.com", "t03.com"]);
    for at in 0..20 {
        world.tenant(&format!("t{at:02}"), &[&format!("t{at:02}.com")]);
    }
    world.tenant("nameless", &[]);
    world.tenant("shut", &["a.blocked.com", "b.blocked.com"]);
    world.tenant("half", &["half.com", "c.blocked.com"]);
    world.partner("fabrikam", &["fabrikam.com"], PartnerSpec::default());
    world.partner("northwind", &["northwind.de"], PartnerSpec::default());
    world.state("t00", &BLOCK_SUBDOMAINS, Value::Flag(true), None);
    world.state_list("t00", &ALLOWED, &list);
    let recorded = [
        (&BLOCKED, set(&["blocked.com"])),
        (&BLOCK_SUBDOMAINS, Value::Flag(true)),
    ];
    let findings = world.judge("t00", &recorded, true);
    let [found] = of(&findings, "allow-list-blocks-rest")[..] else {
        panic!("{findings:#?}");
    };
    // Not itself, the one that is listed, the one without domains, the one that was shut out.
    assert_eq!(
        found.detail[1],
        "Cut off, your own tenants: half, t01, t02, t04, t05, t06, … 13 more."
    );
    assert_eq!(found.detail[2], "Cut off, partners: northwind.");
    let lines: Vec<&str> = found.fixes[1].code.lines().collect();
    assert_eq!(lines.len(), 7);
    assert_eq!(lines[0], "- tenant: half");
    assert_eq!(lines[6], "# and 14 more: guestlist plan --full");

    // Without subdomains nobody was shut out.
    let recorded = [
        (&BLOCKED, set(&["blocked.com"])),
        (&BLOCK_SUBDOMAINS, Value::Flag(false)),
    ];
    let findings = world.judge("t00", &recorded, true);
    let found = of(&findings, "allow-list-blocks-rest")[0];
    assert!(found.detail[1].ends_with("… 14 more."), "{found:#?}");
}

#[test]
fn a_trial_organisation_on_a_shared_list_is_told_to_every_other_tenant() {
    let trial = Some(Spanned::new(true, Span::new(FileId(0), 1, 5)));
    let mut world = World::default();
    let list = world.list("resellers", &["coho.com", "fabrikam.com", "b.fabrikam.com"]);
    let spec = PartnerSpec {
        trial,
        ..PartnerSpec::default()
    };
    world.partner("fabrikam", &["fabrikam.com", "b.fabrikam.com"], spec);
    for (word, domain) in [("adatum", "adatum.com"), ("coho", "coho.com")] {
        world.tenant(word, &[domain]);
        world.state_list(word, &ALLOWED, &list);
    }
    world.config.tenants.get_mut("coho").unwrap().spec.trial = trial;
    let told = |world: &World, word: &str| -> Vec<String> {
        let findings = world.judge(word, &[], false);
        let found = of(&findings, "trial-partner-blocked");
        found.iter().map(|f| f.fixes[0].code.clone()).collect()
    };
    let fix = |entry: &str| format!("allowed_trial_tenant_domains:\n  - {entry}");
    assert_eq!(
        told(&world, "adatum"),
        [fix("tenant: coho"), fix("partner: fabrikam")]
    );
    // Nobody is told about itself.
    assert_eq!(told(&world, "coho"), [fix("partner: fabrikam")]);
    world.state(
        "coho",
        &crate::model::federation::TRIAL_EXEMPTIONS,
        set(&["b.fabrikam.com", "fabrikam.com"]),
        None,
    );
    assert!(told(&world, "coho").is_empty());
}
