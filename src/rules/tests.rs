//! Rules on small configurations that are put together by hand: what a fixture can't show, such as
//! values that could not be read, or how many findings a shared list gives.

mod changes;
mod world;

use super::*;
use crate::model::config::{Entry, EntryKind, FileList, ListSpec, NotesSpec, PartnerSpec};
use crate::model::federation::{ALLOWED, BLOCK_SUBDOMAINS, BLOCKED, ENABLED};
use crate::model::list::{DomainList, DomainListBuilder};
use crate::model::{Name, SettingKey, Value};
use crate::text::{FileId, Span, Spanned};
use world::{World, name, of};

#[test]
fn a_shared_list_is_one_finding_that_counts_its_users() {
    let mut world = World::default();
    let list = world.list("resellers", &["fabrikam.com", "litwareinc.com"]);
    for (word, domain) in [("adatum", "adatum.com"), ("coho", "coho.com")] {
        world.tenant(word, &[domain]);
        world.state_list(word, &ALLOWED, &list);
    }
    world.tenant("litware", &["litwareinc.com"]);
    let findings = world.shared();
    let [unknown] = of(&findings, "federation-partner-unknown")[..] else {
        panic!("{findings:#?}");
    };
    assert_eq!(
        unknown.message,
        "fabrikam.com belongs to no declared organisation"
    );
    assert_eq!(unknown.address.as_deref(), Some("lists.resellers"));
    assert_eq!(
        unknown.detail.last().unwrap(),
        "Also, 2 tenants use this list."
    );
    assert!(unknown.detail[0].ends_with("adatum.com, coho.com."));
    assert_eq!(unknown.rests_on.len(), 2);
}

#[test]
fn a_list_in_lists_is_told_where_it_is_written() {
    let mut world = World::default();
    let inner = world.list("shops", &["wingtiptoys.com"]);
    let outer = world.list("resellers", &["fabrikam.com"]);
    let mut both = DomainListBuilder::default();
    both.extend(&inner, None);
    both.extend(&outer, None);
    world.tenant("contoso", &["contoso.com"]);
    world.state_list("contoso", &ALLOWED, &both.build());
    let findings = world.shared();
    let addresses: Vec<&str> = of(&findings, "federation-partner-unknown")
        .iter()
        .filter_map(|f| f.address.as_deref())
        .collect();
    assert_eq!(addresses, ["lists.shops", "lists.resellers"]);
}

#[test]
fn half_an_organisation_is_reported_once_for_all_tenants_of_the_list() {
    let mut world = World::default();
    let northwind = ["northwindtraders.com", "northwind.de"];
    world.partner("northwind", &northwind, PartnerSpec::default());
    let list = world.list("resellers", &["northwind.de"]);
    for word in ["adatum", "coho"] {
        world.tenant(word, &[]);
        world.state_list(word, &ALLOWED, &list);
    }
    let findings = world.shared();
    let [half] = of(&findings, "partner-partially-listed")[..] else {
        panic!("{findings:#?}");
    };
    assert_eq!(half.message, "only 1 of 2 domains of northwind is allowed");
    assert_eq!(
        half.detail,
        ["People under northwindtraders.com can't reach adatum, coho."]
    );
    let address = "adatum.external_access.allowed_domains".to_owned();
    assert!(half.rests_on.contains(&address));
}

#[test]
fn a_blocked_domain_covers_its_subdomains_only_if_they_are_blocked_too() {
    for (subdomains, expected) in [(true, 0), (false, 1)] {
        let mut world = World::default();
        let own = ["northwind.de", "shop.northwind.de"];
        world.partner("northwind", &own, PartnerSpec::default());
        let list = world.list("unwanted", &["northwind.de"]);
        world.tenant("contoso", &["contoso.com"]);
        world.state_list("contoso", &BLOCKED, &list);
        world.state("contoso", &BLOCK_SUBDOMAINS, Value::Flag(subdomains), None);
        let findings = world.shared();
        assert_eq!(of(&findings, "partner-partially-listed").len(), expected);
    }
}

#[test]
fn a_shared_list_of_our_own_tenants_is_no_mistake_but_a_list_of_ones_own_is() {
    let mut world = World::default();
    let list = world.list("ours", &["contoso.com", "litwareinc.com"]);
    world.tenant("contoso", &["contoso.com"]);
    world.state_list("contoso", &ALLOWED, &list);
    assert_eq!(of(&world.shared(), "own-domain-listed").len(), 1);
    world.tenant("litware", &["litwareinc.com"]);
    world.state_list("litware", &ALLOWED, &list);
    assert_eq!(of(&world.shared(), "own-domain-listed").len(), 0);
    world.state_list("litware", &BLOCKED, &list);
    assert_eq!(of(&world.shared(), "own-domain-listed").len(), 1);
}

/// What `entry-without-reason` says about one entry of contoso's list, once it is switched on.
fn without_reason(kind: impl FnOnce(&mut World) -> EntryKind, notes: Option<NotesSpec>) -> usize {
    let mut world = World::default();
    let kind = kind(&mut world);
    let entry = Entry {
        kind,
        notes: notes.map(Box::new),
    };
    world.tenant("contoso", &["contoso.com"]);
    let holder_name = name("contoso");
    let holder = EntryHolder::Tenant(&holder_name, ALLOWED.clone());
    let shared = Shared::default();
    let case = EntryCase {
        context: world.context(&shared),
        holder: &holder,
        entry: &entry,
    };
    let mut findings = Findings::new();
    entry_without_reason::RULE.entry(&case, &mut findings);
    findings.items().len()
}

#[test]
fn a_reason_is_asked_for_once() {
    let word = |world: &mut World, word: &str| Spanned::new(word.into(), world.span());
    let said = |text: &str| NotesSpec {
        reason: Some(Spanned::new(text.to_owned(), Span::new(FileId(0), 0, 1))),
        ..NotesSpec::default()
    };
    let domain = |w: &mut World| EntryKind::Domain(word(w, "fabrikam.com"));
    assert_eq!(without_reason(domain, None), 1);
    assert_eq!(without_reason(domain, Some(said("Joint launch"))), 0);
    assert_eq!(without_reason(domain, Some(said(" "))), 1);
    let entries = |w: &mut World| {
        w.list("resellers", &["fabrikam.com"]);
        EntryKind::List(word(w, "resellers"))
    };
    assert_eq!(without_reason(entries, None), 0);
    let file = |w: &mut World| {
        let file = Spanned::new("intel.txt".to_owned(), w.span());
        w.insert_list(
            "intel",
            ListSpec::File(FileList { file }),
            DomainList::default(),
        );
        EntryKind::List(word(w, "intel"))
    };
    assert_eq!(without_reason(file, None), 1);
    let partner = |w: &mut World| {
        w.partner("northwind", &[], PartnerSpec::default());
        EntryKind::Partner(word(w, "northwind"))
    };
    assert_eq!(without_reason(partner, None), 0, "the partner is asked");
}

#[test]
fn a_rule_that_is_off_takes_no_room() {
    let mut world = World::default();
    world.list("resellers", &["fabrikam.com"]);
    world.partner("northwind", &["northwind.de"], PartnerSpec::default());
    let off = [
        "entry-without-reason",
        "entry-without-owner",
        "entry-without-expiry",
    ];
    assert!(world.shared().iter().all(|f| !off.contains(&f.rule.id)));
}

#[test]
fn the_guard_wants_more_than_three_and_more_than_a_fifth() {
    let world = World::default();
    let names: Vec<Name> = ["a", "b", "c", "d"].map(name).into();
    let found = |forgotten: usize, managed: usize| {
        let shared = Shared::default();
        let case = PlanCase {
            context: world.context(&shared),
            changes: &[],
            forgotten: &names[..forgotten],
            managed,
        };
        let mut findings = Findings::new();
        plan(&case, &mut findings);
        findings.items().len()
    };
    assert_eq!(found(3, 3), 0);
    assert_eq!(found(4, 20), 0);
    assert_eq!(found(4, 19), 1);
}

#[test]
fn what_could_not_be_read_is_not_judged() {
    let mut world = World::default();
    let list = world.list("resellers", &["fabrikam.com"]);
    world.tenant("contoso", &["contoso.com"]);
    world.state_list("contoso", &BLOCKED, &list);
    let subdomains = Value::Flag(true);
    world.state("contoso", &BLOCK_SUBDOMAINS, subdomains, None);
    let unknown = |world: &mut World, key: &SettingKey| {
        let tenant = world.config.tenants.get_mut("contoso").unwrap();
        tenant.unknown.insert(key.clone());
    };
    assert_eq!(world.judge("contoso", &[], false).len(), 1);
    unknown(&mut world, &ALLOWED);
    assert_eq!(world.judge("contoso", &[], false), []);
    unknown(&mut world, &ENABLED);
    assert_eq!(world.judge("contoso", &[], false), []);
}
