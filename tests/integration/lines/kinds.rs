//! Every kind of line that tenants may share.

use super::told;
use crate::support::Workspace;

const ROOT: &str = "version: 1
rules: { open-federation: off, federation-partner-unknown: off, two-own-tenants-not-federated: off, external-access-closed: off, lists-while-off: off, block-list-allows-rest: off }
baselines:
  standard:
    external_access:
      enabled: true
      allowed_domains:
        - list: resellers
        - a.example
lists:
  resellers:
    - fabrikam.com
    - list: small
  small:
    - wingtip.example
    - { domain: gone.example, reason: Pilot }
  threats: { file: lists/threats.txt }
partners:
  tailspin: { domains: [tailspintoys.com, tailspin.de] }
";
const TENANTS: &str = "tenants:
  t0: { domains: [t0.example.org], baseline: standard }
  t1: { domains: [t1.example.org], baseline: standard }
  t2: { domains: [t2.example.org], baseline: standard }
  t3: { domains: [t3.example.org], baseline: standard }
  t4: { domains: [t4.example.org], external_access: { allowed_domains: [{ list: small }, own.example] } }
  t5: { domains: [t5.example.org], external_access: { allowed_domains: all, blocked_domains: [{ list: threats }, { partner: tailspin }] } }
  t6: { domains: [t6.example.org], external_access: { allowed_domains: all, blocked_domains: [{ list: threats }] } }
";

/// What is told when texts of files are replaced: file, from, to.
fn changed(edits: &[(&str, &str, &str)]) -> String {
    let workspace = Workspace::new(&[
        ("guestlist.yaml", ROOT),
        ("tenants.guestlist.yaml", TENANTS),
        ("lists/threats.txt", "evil.example\nbad.example\n"),
        (".gitignore", ".cache/\n"),
    ]);
    workspace.commit();
    for (file, from, to) in edits {
        let text = workspace.read(file);
        assert!(text.contains(from), "{from} is not in {file}");
        workspace.write(file, &text.replace(from, to));
    }
    let text = told(&workspace, &[]);
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    text
}

fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part}\n----\n{text}");
    }
}

const PILOT: (&str, &str, &str) = (
    "guestlist.yaml",
    "    - { domain: gone.example, reason: Pilot }\n",
    "",
);

#[test]
fn a_line_of_a_list_within_a_list_that_a_baseline_names() {
    let text = changed(&[PILOT]);
    holds(
        &text,
        &[
            "One line of the list \"small\" changed; 5 tenants use that list.",
            "Change   5 settings of 5 tenants, from 1 line\n  list small\n    - gone.example",
            "guestlist.yaml:16 (removed)\n        Pilot · no end date\n",
            "\n  5 × external_access.allowed_domains                     1 domain fewer in each\n",
        ],
    );
}

#[test]
fn a_switch_of_a_baseline() {
    let text = changed(&[("guestlist.yaml", "enabled: true", "enabled: false")]);
    holds(
        &text,
        &[
            "One line of the baseline \"standard\" changed; 4 tenants use that baseline.",
            "  baseline standard\n    ~ external_access.enabled",
            "guestlist.yaml:6\n  4 × external_access.enabled",
        ],
    );
}

#[test]
fn a_list_that_is_renamed_and_loses_a_line() {
    let tenant = ("tenants.guestlist.yaml", "list: small", "list: shops");
    let renamed = [
        ("guestlist.yaml", "    - list: small", "    - list: shops"),
        ("guestlist.yaml", "  small:\n", "  shops:\n"),
        tenant,
    ];
    let text = changed(&[&renamed[..], &[PILOT]].concat());
    holds(
        &text,
        &[
            "One line of the list \"shops\" changed; 5 tenants use that list.",
            "  list shops\n    - gone.example                                   guestlist.yaml:16 (removed)\n",
            "        Pilot",
        ],
    );
    assert!(!text.contains("small"), "{text}");
    // Only renamed: nothing changes for anybody.
    assert!(changed(&renamed).starts_with("No changes."));
    // Not everybody has moved to it, so it is another list.
    let other = [
        ("guestlist.yaml", "    - list: small", "    - list: shops"),
        ("guestlist.yaml", "  small:\n", "  shops:\n"),
        ("tenants.guestlist.yaml", "{ list: small }, ", ""),
        PILOT,
    ];
    let text = changed(&other);
    assert!(!text.contains("list \"shops\""), "{text}");
}

#[test]
fn a_baseline_that_is_renamed_and_changes() {
    let text = changed(&[
        ("guestlist.yaml", "  standard:\n", "  usual:\n"),
        (
            "tenants.guestlist.yaml",
            "baseline: standard",
            "baseline: usual",
        ),
        ("guestlist.yaml", "enabled: true", "enabled: false"),
        ("guestlist.yaml", "        - a.example\n", ""),
    ]);
    holds(
        &text,
        &[
            "2 lines of the baseline \"usual\" changed; 4 tenants use that baseline.",
            "  baseline usual\n",
            "    - a.example",
            "    ~ external_access.enabled",
        ],
    );
    assert!(!text.contains("standard"), "{text}");
}

#[test]
fn lines_of_several_lists_and_a_baseline_that_come_and_go() {
    let text = changed(&[
        (PILOT.0, PILOT.1, "    - new.example\n"),
        ("guestlist.yaml", "        - a.example\n", ""),
    ]);
    holds(
        &text,
        &[
            "One line of the baseline \"standard\" and 2 lines of the list \"small\" changed; 5\ntenants use them.",
            "Change   5 settings of 5 tenants, from 3 lines\n  baseline standard\n    - a.example",
            "  list small\n    - gone.example",
            "    + new.example",
            "\n  4 × external_access.allowed_domains             1 domain more, 2 fewer in each\n    by baseline standard and list small\n",
            "\n  t4.external_access.allowed_domains                      1 domain more, 1 fewer\n    by list small\n",
        ],
    );
}

#[test]
fn a_line_of_a_list_file() {
    let text = changed(&[("lists/threats.txt", "bad.example", "worse.example")]);
    holds(
        &text,
        &[
            "2 lines of the list \"threats\" changed; 2 tenants use that list.",
            "  list threats\n    - bad.example                                  lists/threats.txt:2 (removed)\n",
            "    + worse.example                                          lists/threats.txt:2\n",
            "  2 × external_access.blocked_domains             1 domain more, 1 fewer in each\n",
        ],
    );
}

#[test]
fn a_tenants_own_change_beside_that_of_a_shared_line() {
    let text = changed(&[
        PILOT,
        ("tenants.guestlist.yaml", "own.example", "other.example"),
    ]);
    holds(
        &text,
        &[
            "Change   5 settings of 5 tenants, 4 of them from 1 line",
            "  4 × external_access.allowed_domains                     1 domain fewer in each\n",
            "  ~ t4.external_access.allowed_domains                    1 domain more, 2 fewer\n",
            "    also by the lines of list small above\n    - own.example",
            "tenants.guestlist.yaml:6 (removed)\n    + other.example",
        ],
    );
}

#[test]
fn a_domain_of_a_partner_that_lists_name() {
    let text = changed(&[("guestlist.yaml", ", tailspin.de", "")]);
    holds(
        &text,
        &[
            "  partner tailspin\n    - tailspin.de                                    guestlist.yaml:19 (removed)\n",
            "  t5.external_access.blocked_domains                               4 → 3 domains\n",
        ],
    );
}

#[test]
fn a_domain_that_stays_by_another_way_is_no_change_and_no_line() {
    let text = changed(&[(
        "guestlist.yaml",
        "        - a.example\n",
        "        - a.example\n        - wingtip.example\n",
    )]);
    assert!(text.starts_with("No changes."), "{text}");
}

/// Two ways lead to a domain: both lines had to go.
#[test]
fn both_lines_are_told_where_two_named_the_same() {
    let twice = ROOT.replace("        - a.example\n", "        - gone.example\n");
    let workspace = Workspace::new(&[
        ("guestlist.yaml", &twice),
        ("tenants.guestlist.yaml", TENANTS),
        ("lists/threats.txt", "evil.example\n"),
        (".gitignore", ".cache/\n"),
    ]);
    workspace.commit();
    let text = twice
        .replace("        - gone.example\n", "")
        .replace(PILOT.1, "");
    workspace.write("guestlist.yaml", &text);
    let text = told(&workspace, &[]);
    holds(
        &text,
        &[
            "guestlist.yaml:9 (removed)",
            "guestlist.yaml:16 (removed)",
            "  4 × external_access.allowed_domains                     1 domain fewer in each\n    by baseline standard and list small\n",
        ],
    );
}

/// Without a commit nothing is known of lines that are gone.
#[test]
fn compared_with_what_is_recorded_the_domains_are_told() {
    let workspace = Workspace::new(&[
        ("guestlist.yaml", ROOT),
        ("tenants.guestlist.yaml", TENANTS),
        ("lists/threats.txt", "evil.example\n"),
    ]);
    workspace.apply();
    workspace.write("guestlist.yaml", &ROOT.replace(PILOT.1, ""));
    let text = workspace.ok(&["plan"]);
    assert!(
        !text.contains("(removed)") && !text.contains("list small"),
        "{text}"
    );
    holds(
        &text,
        &["    - gone.example\n        Pilot · no end date\n"],
    );
}

/// Settings that change by more lists than a page shows: each is on the page, or counted beside it.
#[test]
fn no_setting_is_lost_behind_many_lists() {
    const MANY: usize = 14;
    let lists = |more: &str| {
        let mut text = "lists:\n".to_owned();
        for at in 0..MANY {
            text.push_str(&format!("  l{at:02}:\n    - of{at:02}.example\n"));
            text.push_str(&more.replace("{at}", &format!("{at:02}")));
        }
        text
    };
    // Most of them change by a line of their own too, so that no list alone is behind it.
    let tenants = |own: &str| {
        let mut text = "tenants:\n".to_owned();
        for at in 0..MANY {
            let own = if at + 1 < MANY { own } else { "" };
            text.push_str(&format!(
                "  t{at:02}: {{ domains: [t{at:02}.example.org], external_access: \
                 {{ allowed_domains: [{{ list: l{at:02} }}{own}] }} }}\n"
            ));
        }
        text
    };
    let root = ROOT.split("baselines:").next().unwrap_or_default();
    let workspace = Workspace::new(&[
        ("guestlist.yaml", root),
        ("lists.guestlist.yaml", &lists("")),
        ("tenants.guestlist.yaml", &tenants("")),
        (".gitignore", ".cache/\n"),
    ]);
    workspace.commit();
    workspace.write("lists.guestlist.yaml", &lists("    - new{at}.example\n"));
    workspace.write("tenants.guestlist.yaml", &tenants(", own.example"));
    let text = told(&workspace, &[]);
    let shown = text.matches(".external_access.allowed_domains").count();
    let left = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("… ")?.split_once(" more setting"))
        .map_or(0, |(number, _)| number.parse().unwrap());
    assert_eq!(shown + left, MANY, "{text}");
}

#[test]
fn a_list_of_a_baseline_that_gives_way_to_a_word() {
    let list = "allowed_domains:\n        - list: resellers\n        - a.example\n";
    let text = changed(&[("guestlist.yaml", list, "allowed_domains: none\n")]);
    holds(
        &text,
        &[
            "  baseline standard\n    - list: resellers",
            "guestlist.yaml:8 (removed)\n        fabrikam.com, gone.example, wingtip.example\n",
            "    - a.example                                       guestlist.yaml:9 (removed)\n",
            "    ~ external_access.allowed_domains                           guestlist.yaml:7\n",
            "  4 × external_access.allowed_domains                      only 4 domains → none\n",
        ],
    );
    // One note of the list's domains is none of the list.
    assert!(!text.contains("Pilot"), "{text}");
}

#[test]
fn an_own_list_that_gives_way_to_a_word_had_its_places() {
    let own = "allowed_domains: [{ list: small }, own.example]";
    let text = changed(&[("tenants.guestlist.yaml", own, "allowed_domains: none")]);
    holds(
        &text,
        &[
            "    - own.example                             tenants.guestlist.yaml:6 (removed)\n",
            "    - list: small                             tenants.guestlist.yaml:6 (removed)\n",
        ],
    );
}

#[test]
fn a_domain_of_a_tenant_is_shown_where_its_domains_stand() {
    let text = changed(&[(
        "tenants.guestlist.yaml",
        "  t6: { domains: [t6.example.org],",
        "  t6:\n   {\n    domains: [t6.example.org, t6.example.net],",
    )]);
    holds(
        &text,
        &["The tenant's own domains                           tenants.guestlist.yaml:10\n"],
    );
}
