//! Rules on small configurations that are put together by hand: what a fixture can't show, such as
//! values that could not be read, or how many findings a shared list gives.

use std::collections::BTreeMap;

use super::*;
use crate::diagnostics::Finding;
use crate::diff::{Action, Side};
use crate::model::config::{
    DomainEntries, Entry, EntryKind, FileList, ListSpec, NotesSpec, PartnerSpec, TenantSpec,
};
use crate::model::configuration::{Desired, Layer, NamedList, Owner, Tenant};
use crate::model::federation::{ALLOWED, BLOCK_SUBDOMAINS, BLOCKED, ENABLED};
use crate::model::list::{DomainList, DomainListBuilder};
use crate::model::{Domain, Name, Notes, SettingKey, Value};
use crate::text::{FileId, Span, Spanned};

/// A configuration in the making; every word gets a place of its own.
#[derive(Default)]
struct World {
    config: Configuration,
    at: u32,
}

fn name(word: &str) -> Name {
    Name::parse(word).unwrap()
}

impl World {
    fn span(&mut self) -> Span {
        self.at += 10;
        Span::new(FileId(0), self.at, self.at + 5)
    }

    fn domains(&mut self, words: &[&str], owner: Option<&Owner>) -> DomainList {
        let mut list = DomainListBuilder::default();
        for word in words {
            let domain = Domain::parse(word).unwrap();
            list.add(&domain, self.span(), None);
            if let Some(owner) = owner {
                self.config.owners.insert(domain, owner.clone());
            }
        }
        list.build()
    }

    fn tenant(&mut self, word: &str, domains: &[&str]) -> &mut Self {
        let owner = Owner::Tenant(name(word));
        let tenant = Tenant {
            name: name(word),
            span: self.span(),
            spec: TenantSpec::default(),
            domains: self.domains(domains, Some(&owner)),
            baselines: Vec::new(),
            settings: BTreeMap::new(),
            unknown: Default::default(),
        };
        self.config.tenants.insert(name(word), tenant);
        self
    }

    fn partner(&mut self, word: &str, domains: &[&str], spec: PartnerSpec) -> &mut Self {
        let owner = Owner::Partner(name(word));
        let partner = Partner {
            name: name(word),
            span: self.span(),
            spec,
            domains: self.domains(domains, Some(&owner)),
            notes: Notes::default(),
            confirmed: None,
        };
        self.config.partners.insert(name(word), partner);
        self
    }

    /// A named list with literal entries.
    fn list(&mut self, word: &str, domains: &[&str]) -> DomainList {
        let list = self.domains(domains, None);
        let entries = list.iter().map(|(domain, place)| Entry {
            kind: EntryKind::Domain(Spanned::new(domain.into(), place)),
            notes: None,
        });
        let spec = ListSpec::Entries(DomainEntries(entries.collect()));
        self.insert_list(word, spec, list.clone());
        list
    }

    fn insert_list(&mut self, word: &str, spec: ListSpec, domains: DomainList) {
        let span = self.span();
        let list = NamedList {
            span,
            spec,
            domains,
        };
        self.config.lists.insert(name(word), list);
    }

    fn state(&mut self, tenant: &str, key: &SettingKey, value: Value, list: Option<DomainList>) {
        let desired = Desired {
            value,
            layer: Layer::Tenant,
            span: self.span(),
            list,
            inherits: false,
            replaced: None,
            own_notes: BTreeMap::new(),
        };
        let tenant = self.config.tenants.get_mut(tenant).unwrap();
        tenant.settings.insert(key.clone(), desired);
    }

    fn state_list(&mut self, tenant: &str, key: &SettingKey, list: &DomainList) {
        let value = Value::Set(list.set().clone());
        self.state(tenant, key, value, Some(list.clone()));
    }

    fn context<'a>(&'a self, shared: &'a Shared) -> Context<'a> {
        Context {
            config: &self.config,
            today: "2026-11-20".parse().unwrap(),
            shared,
            guards: Guards::of(&self.config),
        }
    }

    fn shared(&self) -> Vec<Finding> {
        let mut findings = Findings::new();
        super::shared(self.context(&Shared::default()), &mut findings);
        findings.into_parts().0
    }

    /// Findings about one tenant for which `recorded` was recorded.
    fn judge(&self, word: &str, recorded: &[(&SettingKey, Value)], in_plan: bool) -> Vec<Finding> {
        let tenant_of = &self.config.tenants[word];
        let values = recorded.iter().map(|(k, v)| (*k, (v, true)));
        let recorded = Side {
            values: values.collect(),
        };
        let stated = tenant_of.settings.iter();
        let desired = Side {
            values: stated.map(|(k, d)| (k, (&d.value, true))).collect(),
        };
        let owner = crate::diff::Owner::Tenant(tenant_of.name.clone());
        let changes = crate::diff::compare(&owner, &desired, &recorded);
        let shared = Shared::default();
        let case = TenantCase {
            context: self.context(&shared),
            tenant: tenant_of,
            recorded: &recorded,
            stays: &recorded,
            changes: if in_plan { &changes } else { &[] },
            guest_change: None,
        };
        let mut findings = Findings::new();
        tenant(&case, &mut findings);
        findings.into_parts().0
    }
}

fn of<'f>(findings: &'f [Finding], id: &str) -> Vec<&'f Finding> {
    findings.iter().filter(|f| f.rule.id == id).collect()
}

fn set(words: &[&str]) -> Value {
    Value::Set(words.iter().map(|w| (*w).into()).collect())
}

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
