//! What holds for everything that is written, in every format.

use std::collections::BTreeSet;

use guestlist::interop::write::{Phase, Target, parts};
use guestlist::interop::{Options, read};
use guestlist::model::sections::settings;
use guestlist::model::{SettingKey, Value};
use proptest::prelude::*;

use crate::generated::{Values, set, task, tenant};

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// JSON carries everything of any tenant, and is read back as it was.
    #[test]
    fn json_comes_back(all in tenant()) {
        let written = task(&all, &Values::new()).write(Target::Json);
        let seen = read(&written.text, &Options::default()).unwrap();
        let odd: Vec<_> = seen.not_taken.iter().filter(|n| n.why.matters()).collect();
        prop_assert!(odd.is_empty(), "{odd:?}");
        let values: Values = seen.values.into_iter().map(|(k, v)| (k, v.value)).collect();
        prop_assert_eq!(values, all);
    }

    /// Nothing is lost: what a format does not carry is for a person, with a reason; and what it
    /// carries is not.
    #[test]
    fn nothing_is_lost(all in tenant()) {
        let task = task(&all, &Values::new());
        for target in Target::ALL {
            let written = task.write(target);
            let manual: BTreeSet<_> = written.manual.iter().map(|m| &m.key).collect();
            prop_assert!(written.manual.iter().all(|m| !m.why.is_empty() && !m.todo.is_empty()));
            let carried = match target {
                // It names everything, also what it leaves to a person.
                Target::Json => written.carried,
                _ => written.carried + manual.len(),
            };
            prop_assert_eq!(carried, task.wanted.len(), "{}: {:?}", target, manual);
        }
    }
}

const TENANT: &str = "sharepoint";
const SITE: &str = "sharepoint.sites[]";
const URL: &str = "https://contoso.sharepoint.com/sites/sales";
const DOMAINS: [&str; 4] = ["a.example", "b.example", "c.example", "d.example"];

/// A setting of the tenant's domains, or of the site's.
fn of(whose: &'static str, last: &str) -> SettingKey {
    let path = format!("{whose}.domain_restriction.{last}");
    let declared = settings().iter().find(|s| s.key.as_str() == path).unwrap();
    match whose {
        SITE => declared.key.with_object(URL),
        _ => declared.key.clone(),
    }
}

fn domains() -> impl Strategy<Value = Value> {
    prop::sample::subsequence(DOMAINS.to_vec(), 0..=4).prop_map(|words| set(&words))
}

/// One end of a tenant's and a site's restriction by domain.
fn end() -> impl Strategy<Value = Values> {
    let mode = || prop::sample::select(vec!["none", "allow_list", "block_list"]);
    let lists = (domains(), domains(), domains(), domains());
    (mode(), mode(), lists).prop_map(|(tenant, site, (a, b, c, d))| {
        Values::from([
            (of(TENANT, "mode"), Value::text(tenant)),
            (of(TENANT, "allowed_domains"), a),
            (of(TENANT, "blocked_domains"), b),
            (of(SITE, "mode"), Value::text(site)),
            (of(SITE, "allowed_domains"), c),
            (of(SITE, "blocked_domains"), d),
        ])
    })
}

/// Source: learn.microsoft.com, sharepoint/restricted-domains-sharing.
fn lets_in(state: &Values, whose: &'static str, domain: &str) -> bool {
    let has = |last: &str| state[&of(whose, last)].as_set().unwrap().contains(domain);
    match state[&of(whose, "mode")].as_text().unwrap() {
        "allow_list" => has("allowed_domains"),
        "block_list" => !has("blocked_domains"),
        _ => true,
    }
}

fn guests(state: &Values, domain: &str) -> bool {
    lets_in(state, TENANT, domain) && lets_in(state, SITE, domain)
}

/// The service takes an allow list of a site only as a part of the tenant's.
fn fits(state: &Values) -> bool {
    let is_listed = |whose| state[&of(whose, "mode")].as_text() == Some("allow_list");
    let list = |whose| state[&of(whose, "allowed_domains")].as_set().unwrap();
    !is_listed(TENANT)
        || !is_listed(SITE)
        || list(SITE)
            .iter()
            .all(|domain| list(TENANT).contains(domain))
}

/// The states between the steps of a task.
fn states(first: &Values, last: &Values) -> Vec<(Phase, bool, Values)> {
    let changed = |(key, value): &(&SettingKey, &Value)| first[*key] != **value;
    let wanted: Values = last
        .iter()
        .filter(changed)
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let task = task(&wanted, first);
    let mut state = first.clone();
    let parts = parts(&task);
    let each = parts.iter().map(|part| {
        for item in &part.items {
            state.insert(item.wanted.key.clone(), item.to.clone());
        }
        (part.phase, part.object == "SPOSite", state.clone())
    });
    each.collect()
}

/// Whom both ends let in, of the tenant and of its site.
fn both(first: &Values, last: &Values, whose: &'static str) -> usize {
    let both = |domain: &&&str| [first, last].iter().all(|end| lets_in(end, whose, domain));
    DOMAINS.iter().filter(both).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    /// A tenant and a site of it go from any restriction by domain to any other: on the way nobody is
    /// let in whom neither end lets in, nobody is kept out whom both let in, and the site's allow list
    /// is a part of the tenant's whenever it is written.
    ///
    /// Both may open and close at once, as when the tenant goes from an allow list to a block list and
    /// the site the other way round. Left out is what can't be said on the way: a mode of SharePoint
    /// whose ends let in nobody together, and an allow list that the change does not write.
    #[test]
    fn nobody_comes_in_between_two_modes(first in end(), last in end()) {
        let common = DOMAINS.iter().filter(|d| guests(&first, d) && guests(&last, d)).count();
        let is_written = |whose| {
            let list = of(whose, "allowed_domains");
            first[&list] != last[&list]
        };
        let can_be_said = common > 0
            && both(&first, &last, TENANT) > 0
            && is_written(TENANT)
            && is_written(SITE);
        let is_taken = fits(&first) && fits(&last);
        let states = states(&first, &last);
        if can_be_said {
            let lists: Vec<_> = states.iter().filter(|(phase, ..)| *phase == Phase::Replace).collect();
            prop_assert!(lists.len() < 2, "{:?}", lists);
        }
        for (_, is_site, state) in &states {
            for domain in DOMAINS {
                let (was, is) = (guests(&first, domain), guests(&last, domain));
                let now = guests(state, domain);
                prop_assert!(now || !(was && is), "{} is kept out: {:?}", domain, state);
                prop_assert!(!can_be_said || !now || was || is, "{} comes in: {:?}", domain, state);
            }
            if can_be_said && is_taken && *is_site {
                prop_assert!(fits(state), "the site's list is no part: {:?}", state);
            }
        }
        let end = states.last().map_or(&first, |(.., state)| state);
        prop_assert_eq!(end, &last);
    }
}
