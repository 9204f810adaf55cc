//! Laws on generated workspaces: what was applied needs no plan, and order is nothing.

use proptest::prelude::*;
use serde_json::Value;

use crate::support::Workspace;

#[derive(Debug, Clone)]
struct World {
    lists: Vec<Vec<String>>,
    baselines: Vec<Settings>,
    tenants: Vec<(Settings, Vec<usize>)>,
}

/// Lines of sections: `(section, group, key, value)`.
type Settings = Vec<(&'static str, &'static str, &'static str, String)>;

const CHOICES: &[(&str, &str, &str, &[&str])] = &[
    ("external_access", "", "enabled", &["true", "false"]),
    (
        "external_access",
        "",
        "block_subdomains",
        &["true", "false"],
    ),
    (
        "external_access",
        "",
        "trial_tenants",
        &["allowed", "blocked"],
    ),
    (
        "external_access",
        "",
        "allowed_domains",
        &[
            "all",
            "none",
            "[a.example, B.example]",
            "[{ list: l0 }]",
            "[{ list: l1 }, c.example]",
        ],
    ),
    (
        "external_access",
        "",
        "blocked_domains",
        &[
            "[]",
            "[x.example]",
            "[{ list: l0 }, y.example]",
            "[{ tenant: t0 }]",
        ],
    ),
    (
        "external_access",
        "teams_consumer",
        "enabled",
        &["true", "false"],
    ),
    (
        "external_access",
        "teams_consumer",
        "inbound",
        &["true", "false"],
    ),
    (
        "external_access",
        "blocked_users",
        "users",
        &["[]", "[Ann@fabrikam.com]"],
    ),
    ("guest_access", "", "enabled", &["true", "false"]),
    (
        "guest_access",
        "calling",
        "private_calls",
        &["true", "false"],
    ),
    (
        "guest_access",
        "meeting",
        "screen_sharing",
        &["disabled", "entire_screen"],
    ),
    (
        "guest_access",
        "messaging",
        "giphy_rating",
        &["strict", "moderate"],
    ),
    ("guest_access", "messaging", "chat", &["true", "false"]),
];

fn settings() -> impl Strategy<Value = Settings> {
    let one = prop::sample::select((0..CHOICES.len()).collect::<Vec<_>>());
    prop::collection::btree_map(one, any::<prop::sample::Index>(), 0..8).prop_map(|chosen| {
        chosen
            .into_iter()
            .map(|(n, value)| {
                let (section, group, key, values) = CHOICES[n];
                (section, group, key, (*value.get(values)).to_owned())
            })
            .collect()
    })
}

fn world() -> impl Strategy<Value = World> {
    let list = prop::collection::vec("[a-f]{1,3}\\.example", 1..5);
    let baselines = prop::collection::vec(settings(), 0..3);
    (prop::collection::vec(list, 2..3), baselines).prop_flat_map(|(lists, baselines)| {
        let used = prop::sample::subsequence(
            (0..baselines.len()).collect::<Vec<_>>(),
            0..=baselines.len(),
        );
        prop::collection::vec((settings(), used), 1..4).prop_map(move |tenants| World {
            lists: lists.clone(),
            baselines: baselines.clone(),
            tenants,
        })
    })
}

/// The files of a world; `turned` writes everything the other way round and in more files.
fn files(world: &World, turned: bool) -> Vec<(String, String)> {
    let order = |mut items: Vec<String>| {
        if turned {
            items.reverse();
        }
        items
    };
    let sections = |settings: &Settings| -> Vec<String> {
        let named = |section: &str| -> Vec<String> {
            let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
            for (_, group, key, value) in settings.iter().filter(|s| s.0 == section) {
                let line = format!("{key}: {value}");
                match groups.iter_mut().find(|g| g.0 == *group) {
                    Some(group) => group.1.push(line),
                    None => groups.push((group, vec![line])),
                }
            }
            let mut lines = Vec::new();
            for (group, inner) in groups {
                if group.is_empty() {
                    lines.extend(inner);
                } else {
                    lines.push(format!("{group}: {{ {} }}", order(inner).join(", ")));
                }
            }
            order(lines)
        };
        let one = |section: &str| format!("    {section}: {{ {} }}\n", named(section).join(", "));
        order(vec![one("external_access"), one("guest_access")])
    };
    let lists = order(
        world
            .lists
            .iter()
            .enumerate()
            .map(|(n, domains)| format!("  l{n}: [{}]\n", order(domains.clone()).join(", ")))
            .collect(),
    );
    let baselines = order(
        world
            .baselines
            .iter()
            .enumerate()
            .map(|(n, s)| format!("  b{n}:\n{}", sections(s).concat()))
            .collect(),
    );
    let tenants = order(
        world
            .tenants
            .iter()
            .enumerate()
            .map(|(n, (s, used))| {
                let used: Vec<String> = used.iter().map(|b| format!("b{b}")).collect();
                format!(
                    "  t{n}:\n    domains: [t{n}.com]\n    baseline: [{}]\n{}",
                    used.join(", "),
                    sections(s).concat()
                )
            })
            .collect(),
    );
    let block = |name: &str, items: &[String]| {
        if items.is_empty() {
            String::new()
        } else {
            format!("{name}:\n{}", items.concat())
        }
    };
    if !turned {
        return vec![(
            "guestlist.yaml".to_owned(),
            format!(
                "version: 1\n{}{}{}",
                block("lists", &lists),
                block("baselines", &baselines),
                block("tenants", &tenants)
            ),
        )];
    }
    let mut files = vec![
        ("guestlist.yaml".to_owned(), "version: 1\n".to_owned()),
        ("z/l.guestlist.yaml".to_owned(), block("lists", &lists)),
        (
            "a.guestlist.yaml".to_owned(),
            block("baselines", &baselines),
        ),
    ];
    for (n, tenant) in tenants.into_iter().enumerate() {
        files.push((
            format!("t/{n}.guestlist.yaml"),
            format!("tenants:\n{tenant}"),
        ));
    }
    files
}

fn workspace(files: &[(String, String)]) -> Workspace {
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(n, t)| (n.as_str(), t.as_str()))
        .collect();
    Workspace::new(&files)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_an_apply_nothing_is_left_to_plan(worlds in prop::collection::vec(world(), 1..3)) {
        let w = Workspace::of("version: 1\n");
        for world in worlds {
            w.write("guestlist.yaml", &files(&world, false)[0].1);
            let (code, document) = w.json(&["plan"]);
            prop_assert_eq!(code, 0, "{} {}", w.read("guestlist.yaml"), document);
            if w.run(&["apply", "--auto-approve"]).code != 0 {
                // Many tenants forgotten at once take a saved plan.
                w.ok(&["plan", "--out", "p.plan"]);
                w.ok(&["apply", "p.plan"]);
            }
            let document = w.json(&["plan"]).1;
            prop_assert_eq!(&document["changes"], &Value::Array(Vec::new()), "{}", w.read("guestlist.yaml"));
            prop_assert_eq!(w.run(&["plan", "--detailed-exitcode"]).code, 0);
        }
        w.ok(&["state", "verify"]);
    }

    #[test]
    fn order_of_files_keys_and_entries_is_nothing(one in world(), two in world()) {
        let base = files(&one, false);
        let (straight, turned) = (workspace(&base), workspace(&base));
        for w in [&straight, &turned] {
            w.apply();
        }
        for (name, text) in files(&two, false) {
            straight.write(&name, &text);
        }
        for (name, text) in files(&two, true) {
            turned.write(&name, &text);
        }
        let (a, b) = (straight.json(&["plan"]).1, turned.json(&["plan"]).1);
        for key in ["changes", "summary", "effects", "standing", "valid"] {
            prop_assert_eq!(&a[key], &b[key], "{}\n{:?}", straight.read("guestlist.yaml"), files(&two, true));
        }
        let told = |d: &Value| {
            let mut all: Vec<(String, String, String)> = d["findings"].as_array().unwrap().iter()
                .map(|f| (f["rule"].to_string(), f["address"].to_string(), f["message"].to_string()))
                .collect();
            all.sort();
            all
        };
        prop_assert_eq!(told(&a), told(&b));
    }
}
