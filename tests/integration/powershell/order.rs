//! Between two calls nobody gets in whom neither end lets in.
//!
//! The judge is written here once more, from the pages of the cmdlets, and not taken from guestlist:
//! who may chat by the lists of a tenant and by a policy, who may be given a file.

use guestlist::interop::write::{Item, Phase, Task, parts};
use guestlist::model::Value;
use proptest::prelude::*;
use proptest::sample::select;

use super::held::Held;
use super::run::Edition;
use super::service::Objects;
use super::tenants::{Case, Doors, after, before, doors, task};
use super::{script, with};

const WHO: &[&str] = &[
    "a.example",
    "sub.a.example",
    "b.example",
    "fabrikam.com",
    "z.example",
];

const FEDERATION: &str = "CsTenantFederationConfiguration";

fn get<'o>(all: &'o Objects, object: &'static str, name: &str, property: &str) -> &'o Held {
    &all[&(object, name.to_owned())][property]
}

fn is_on(held: &Held) -> bool {
    *held == Held::Bool(true)
}

fn is(held: &Held, word: &str) -> bool {
    matches!(held, Held::Text(text) if text == word)
}

/// Whether a list, or a text of words with spaces between them, has the domain.
fn has(held: &Held, domain: &str) -> bool {
    match held {
        Held::List(list) => list.iter().any(|entry| entry == domain),
        Held::Text(text) => text.split(' ').any(|entry| entry == domain),
        Held::Everybody => true,
        _ => false,
    }
}

/// Source: Set-CsTenantFederationConfiguration.
fn by_tenant(all: &Objects, domain: &str) -> bool {
    let get = |property| get(all, FEDERATION, "", property);
    let allowed = get("AllowedDomains");
    let parent = domain.split_once('.').map_or("", |(_, parent)| parent);
    let blocked = get("BlockedDomains");
    let is_blocked =
        has(blocked, domain) || is_on(get("BlockAllSubdomains")) && has(blocked, parent);
    match allowed {
        Held::Everybody => !is_blocked,
        list => has(list, domain),
    }
}

/// Source: Set-CsExternalAccessPolicy.
fn chat(all: &Objects, policy: &str, domain: &str, trial: bool) -> bool {
    let tenant = |property| get(all, FEDERATION, "", property);
    let policy = |property| get(all, "CsExternalAccessPolicy", policy, property);
    let orgs = policy("CommunicationWithExternalOrgs");
    let lists = match orgs {
        Held::Text(word) => match word.as_str() {
            "AllowAllExternalDomains" => true,
            "AllowSpecificExternalDomains" => has(policy("AllowedExternalDomains"), domain),
            "BlockSpecificExternalDomains" => !has(policy("BlockedExternalDomains"), domain),
            "BlockAllExternalDomains" => false,
            _ => by_tenant(all, domain),
        },
        _ => by_tenant(all, domain),
    };
    let trials = is(tenant("ExternalAccessWithTrialTenants"), "Allowed")
        || has(tenant("AllowedTrialTenantDomains"), domain);
    is_on(tenant("AllowFederatedUsers"))
        && is_on(policy("EnableFederationAccess"))
        && lists
        && (!trial || trials)
}

/// Who may be given a file: 1 who is a guest already, 2 also new ones, 3 anyone.
fn level(held: &Held) -> usize {
    let words = [
        "Disabled",
        "ExistingExternalUserSharingOnly",
        "ExternalUserSharingOnly",
        "ExternalUserAndGuestSharing",
    ];
    words.iter().position(|word| is(held, word)).unwrap()
}

/// Source: learn.microsoft.com, sharepoint/restricted-domains-sharing.
fn domains(all: &Objects, object: &'static str, name: &str, domain: &str) -> bool {
    let get = |property| get(all, object, name, property);
    match get("SharingDomainRestrictionMode") {
        mode if is(mode, "AllowList") => has(get("SharingAllowedDomainList"), domain),
        mode if is(mode, "BlockList") => !has(get("SharingBlockedDomainList"), domain),
        _ => true,
    }
}

/// Every question with its answer.
fn answers(all: &Objects) -> Vec<(String, bool)> {
    let mut out = Vec::new();
    let mut say = |what: String, open: bool| out.push((what, open));
    let tenant = |property| get(all, FEDERATION, "", property);
    let consumers = is_on(tenant("AllowTeamsConsumer"));
    say("consumers".to_owned(), consumers);
    let inbound = consumers && is_on(tenant("AllowTeamsConsumerInbound"));
    say("consumers write first".to_owned(), inbound);
    for domain in WHO {
        for policy in ["global", "legal"] {
            for trial in [false, true] {
                let open = chat(all, policy, domain, trial);
                say(
                    format!("{domain} chats, policy {policy}, trial {trial}"),
                    open,
                );
            }
        }
        let by_tenant = domains(all, "SPOTenant", "", domain);
        let site = "https://contoso.sharepoint.com/sites/sales";
        let in_site = by_tenant && domains(all, "SPOSite", site, domain);
        let of_tenant = level(get(all, "SPOTenant", "", "SharingCapability"));
        let of_site = of_tenant.min(level(get(all, "SPOSite", site, "SharingCapability")));
        let of_drives = of_tenant.min(level(get(
            all,
            "SPOTenant",
            "",
            "OneDriveSharingCapability",
        )));
        for asked in 1..=3 {
            let may = |level: usize, listed: bool| level >= asked && (listed || asked == 3);
            say(
                format!("{domain} gets {asked} of the tenant"),
                may(of_tenant, by_tenant),
            );
            say(
                format!("{domain} gets {asked} of the site"),
                may(of_site, in_site),
            );
            say(
                format!("{domain} gets {asked} of drives"),
                may(of_drives, by_tenant),
            );
        }
    }
    out
}

/// Questions that a state answers with yes, and neither end does.
fn opened(state: &Objects, ends: [&Objects; 2]) -> Vec<String> {
    let [first, last] = ends.map(answers);
    let now = answers(state).into_iter();
    now.zip(first.into_iter().zip(last))
        .filter(|((_, now), ((_, first), (_, last)))| *now && !first && !last)
        .map(|((question, _), _)| question)
        .collect()
}

/// Changes that may open and close at once in one call, a mode with its lists as one: of two of them, one
/// has to come first, and it may open what only the second closes.
///
/// From an allow list to a block list, and back, a step between lets in whom both ends do. What is left
/// here is what can't be said so: a mode that follows the tenant's, a mode of SharePoint whose ends let
/// in nobody together (what its allow list without entries means is not documented), and what was
/// before is not known.
fn both_ways(task: &Task) -> usize {
    let is_of_mode = |item: &&Item<'_>| {
        let property = item.wanted.setting.property;
        let is_list = property.ends_with("DomainList") || property.ends_with("ExternalDomains");
        is_list || property.ends_with("RestrictionMode") || property.ends_with("ExternalOrgs")
    };
    let parts = parts(task);
    let all = parts.iter().filter(|part| part.phase == Phase::Replace);
    all.map(|part| {
        let with_mode = part.items.iter().filter(is_of_mode).count();
        part.items.len() - with_mode + with_mode.min(1)
    })
    .sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn nothing_opens_on_the_way(Doors { all: Case(all), task: Case(task) } in doors()) {
        prop_assume!(both_ways(&task) < 2);
        let mut tenant = before(&all);
        let first = tenant.objects.clone();
        let written = script(&task);
        let ended = with(&written, &mut tenant, &[], Edition::Core);
        prop_assert_eq!(ended.code, 0, "{:?}", ended.printed);
        let last = tenant.objects.clone();
        for state in &tenant.states {
            prop_assert_eq!(opened(state, [&first, &last]), Vec::<String>::new(), "{}", written);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// A second run lets in nobody less at any moment, however few entries go in one call; and a run
    /// that stopped comes to its end with the next.
    #[test]
    fn a_second_run_lets_in_no_fewer(
        Doors { all: Case(all), task: Case(task) } in doors(),
        fails_at in 0_usize..6,
        switches in select(vec![vec![], vec!["EvenIfChanged"]]),
    ) {
        let written = in_portions_of_two(&script(&task));
        let mut tenant = before(&all);
        tenant.fails_at = Some(fails_at);
        with(&written, &mut tenant, &switches, Edition::Core);
        tenant.fails_at = None;
        let ended = with(&written, &mut tenant, &switches, Edition::Core);
        prop_assert_eq!(ended.code, 0, "{:?}", ended.printed);
        prop_assert_eq!(&tenant.objects, &after(&all).objects, "{}", written);
        tenant.states.clear();
        let ended = with(&written, &mut tenant, &switches, Edition::Core);
        prop_assert_eq!(ended.code, 0, "{:?}", ended.printed);
        for state in &tenant.states {
            prop_assert_eq!(state, &tenant.objects, "{}", written);
        }
    }
}

/// A script that sends two entries in one call.
fn in_portions_of_two(script: &str) -> String {
    script.replace("$Portion = 200", "$Portion = 2")
}

/// What allowed domains are on the way is not made so once more: neither nobody, between lists that have
/// nothing in common or that are blocked, nor the first portion of a long list.
#[test]
fn allowed_domains_are_not_cut_by_a_second_run() {
    let words = |words: &[&str]| Value::Set(words.iter().map(|w| (*w).into()).collect());
    let key = "external_access.allowed_domains";
    let blocked = |before: &[&str], after: &[&str]| {
        let key = "external_access.blocked_domains";
        (key, None, Some(words(before)), words(after))
    };
    let all = || Value::text("all");
    let five = || {
        words(&[
            "a.example",
            "b.example",
            "c.example",
            "d.example",
            "e.example",
        ])
    };
    for (what, before_it, after_it, blocked) in [
        (
            "nothing in common",
            words(&["mitre.org"]),
            words(&["tailspintoys.com"]),
            blocked(&[], &[]),
        ),
        (
            "all of it blocked",
            words(&["b.example"]),
            all(),
            blocked(&["z.example"], &["b.example"]),
        ),
        ("long", all(), five(), blocked(&[], &[])),
        (
            "long, some of it blocked",
            all(),
            five(),
            blocked(&["b.example"], &["b.example"]),
        ),
        (
            "long, from another",
            words(&["z.example"]),
            five(),
            blocked(&[], &[]),
        ),
    ] {
        let task = task([(key, None, Some(before_it), after_it), blocked]);
        let text = in_portions_of_two(&script(&task));
        let mut whole = before(&task);
        let ended = with(&text, &mut whole, &[], Edition::Core);
        assert_eq!(ended.code, 0, "{what}: {:?}", ended.printed);
        let last = after(&task).objects;
        assert_eq!(whole.objects, last, "{what}");
        for fails_at in 0..=whole.writes().len() {
            let mut tenant = before(&task);
            tenant.fails_at = Some(fails_at);
            let stopped = with(&text, &mut tenant, &[], Edition::Desktop);
            assert_eq!(stopped.code == 0, fails_at == whole.writes().len());
            tenant.fails_at = None;
            for round in ["again", "once more"] {
                tenant.states.clear();
                let ended = with(&text, &mut tenant, &[], Edition::Desktop);
                assert_eq!(ended.code, 0, "{what}, {round}: {:?}", ended.printed);
                assert_eq!(tenant.objects, last, "{what}, {round}");
            }
            for state in &tenant.states {
                assert_eq!(state, &last, "{what}");
            }
        }
    }
}

/// The judge itself: a state that opens is seen.
#[test]
fn the_judge_sees_what_opens() {
    let mut tenant = super::service::Tenant::new(super::tenants::ID);
    tenant.make("CsExternalAccessPolicy", "Legal");
    tenant.make("SPOSite", "https://contoso.sharepoint.com/sites/sales");
    let mut change = |property: &str, held: Held| {
        let federation = tenant
            .objects
            .get_mut(&(FEDERATION, String::new()))
            .unwrap();
        federation.insert(property.to_owned(), held);
        tenant.objects.clone()
    };
    let domain = || Held::List(vec!["a.example".to_owned()]);
    // From an allow list to a block list, the wrong way round.
    let first = change("AllowedDomains", domain());
    let between = change("AllowedDomains", Held::Everybody);
    let last = change("BlockedDomains", Held::List(vec!["b.example".to_owned()]));
    let found = opened(&between, [&first, &last]);
    assert!(
        found.iter().any(|q| q.starts_with("b.example chats")),
        "{found:?}"
    );
    assert_eq!(opened(&last, [&first, &last]), Vec::<String>::new());
}

/// The tenant of SharePoint goes from an allow list to a block list, and a site the other way round; a
/// policy of Teams between lists that have nothing in common.
fn swaps() -> Task {
    let words = |words: &[&str]| Value::Set(words.iter().map(|w| (*w).into()).collect());
    let site = || Some("https://contoso.sharepoint.com/sites/sales".to_owned());
    let policy = || Some("Legal".to_owned());
    let text = |word: &str| Value::text(word.to_owned());
    task([
        (
            "sharepoint.domain_restriction.mode",
            None,
            Some(text("allow_list")),
            text("block_list"),
        ),
        (
            "sharepoint.domain_restriction.allowed_domains",
            None,
            Some(words(&["a.example", "b.example", "fabrikam.com"])),
            words(&[]),
        ),
        (
            "sharepoint.domain_restriction.blocked_domains",
            None,
            Some(words(&[])),
            words(&["b.example"]),
        ),
        (
            "sharepoint.sites[].domain_restriction.mode",
            site(),
            Some(text("block_list")),
            text("allow_list"),
        ),
        (
            "sharepoint.sites[].domain_restriction.allowed_domains",
            site(),
            Some(words(&[])),
            words(&["a.example", "fabrikam.com", "z.example"]),
        ),
        (
            "sharepoint.sites[].domain_restriction.blocked_domains",
            site(),
            Some(words(&["fabrikam.com"])),
            words(&[]),
        ),
        (
            "external_access_policies[].communication_with_external_orgs",
            policy(),
            Some(text("allow_specific_external_domains")),
            text("block_specific_external_domains"),
        ),
        (
            "external_access_policies[].allowed_domains",
            policy(),
            Some(words(&["a.example"])),
            words(&[]),
        ),
        (
            "external_access_policies[].blocked_domains",
            policy(),
            Some(words(&[])),
            words(&["a.example"]),
        ),
    ])
}

#[test]
fn modes_are_swapped_by_way_of_what_both_ends_have() {
    let task = swaps();
    assert_eq!(both_ways(&task), 0);
    let text = script(&task);
    for says in [
        "SharingAllowedDomainList = 'a.example fabrikam.com'",
        "SharingAllowedDomainList = 'a.example'",
        "CommunicationWithExternalOrgs = 'BlockAllExternalDomains'",
    ] {
        assert!(text.contains(says), "{says}: {text}");
    }
    for edition in [Edition::Core, Edition::Desktop] {
        let mut tenant = before(&task);
        let first = tenant.objects.clone();
        let ended = with(&text, &mut tenant, &[], edition);
        assert_eq!(ended.code, 0, "{:?}", ended.printed);
        let last = tenant.objects.clone();
        assert_eq!(last, after(&task).objects);
        for state in &tenant.states {
            assert_eq!(opened(state, [&first, &last]), Vec::<String>::new());
        }
        // Nobody is cut off whom both ends let in.
        let both = answers(&first).into_iter().zip(answers(&last));
        for (at, ((question, was), (_, is))) in both.enumerate() {
            for state in &tenant.states {
                assert!(answers(state)[at].1 || !(was && is), "{question}");
            }
        }
    }
}

/// What is open at the end is not closed again by a second run.
#[test]
fn a_second_run_closes_nothing() {
    let task = swaps();
    let mut tenant = before(&task);
    for round in ["once", "again"] {
        tenant.states.clear();
        let ended = with(&script(&task), &mut tenant, &[], Edition::Core);
        assert_eq!(ended.code, 0, "{round}: {:?}", ended.printed);
    }
    let last = answers(&tenant.objects);
    assert!(!tenant.states.is_empty());
    for state in &tenant.states {
        assert_eq!(answers(state), last);
    }
}

/// A script that stopped anywhere goes on from there.
#[test]
fn a_swap_that_stopped_goes_on() {
    let task = swaps();
    for fails_at in 0..6 {
        let mut tenant = before(&task);
        tenant.fails_at = Some(fails_at);
        let ended = with(&script(&task), &mut tenant, &[], Edition::Core);
        assert_eq!(ended.code, 1, "{fails_at}: {:?}", ended.printed);
        tenant.fails_at = None;
        let ended = with(&script(&task), &mut tenant, &[], Edition::Core);
        assert_eq!(ended.code, 0, "{fails_at}: {:?}", ended.printed);
        assert_eq!(tenant.objects, after(&task).objects);
    }
}

/// Between everybody and an allow list, blocked domains decide whether the one lets in more: a change of
/// which that is not known neither closes nor opens.
#[test]
fn a_list_is_wider_only_as_far_as_blocked_domains_are_known() {
    let words = |words: &[&str]| Value::Set(words.iter().map(|w| (*w).into()).collect());
    let all = || Value::text("all");
    let listed = || words(&["b.example"]);
    let stays = |list: Value| (Some(list.clone()), list);
    let unknown = |list: Value| (None, list);
    for (before, after, blocked, expected) in [
        (
            None,
            all(),
            Some(stays(words(&["fabrikam.com"]))),
            Phase::Replace,
        ),
        (None, all(), None, Phase::Replace),
        (None, all(), Some(stays(words(&[]))), Phase::Open),
        (Some(listed()), all(), None, Phase::Replace),
        (
            Some(listed()),
            all(),
            Some(stays(words(&["a.example"]))),
            Phase::Open,
        ),
        (
            Some(all()),
            listed(),
            Some(unknown(words(&[]))),
            Phase::Replace,
        ),
        (
            Some(all()),
            listed(),
            Some(stays(words(&["a.example"]))),
            Phase::Close,
        ),
        (Some(Value::text("none")), all(), None, Phase::Open),
    ] {
        let key = "external_access.allowed_domains";
        let blocked =
            blocked.map(|(before, after)| ("external_access.blocked_domains", None, before, after));
        let task = task(blocked.into_iter().chain([(key, None, before, after)]));
        let parts = parts(&task);
        let changes = parts.iter().flat_map(|part| {
            part.items
                .iter()
                .map(|item| (item.wanted.key.as_str(), part.phase))
        });
        let phases: Vec<Phase> = changes
            .filter(|(of, _)| *of == key)
            .map(|(_, phase)| phase)
            .collect();
        assert_eq!(phases, [expected], "{task:?}");
    }
}
