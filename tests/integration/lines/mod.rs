//! `plan --base` and the lines behind what changes: one line of a shared list, and all who use it.

mod formats;
mod kinds;

use std::fmt::Write as _;

use snapbox::{assert_data_eq, file};

use crate::support::Workspace;

/// Tenants, and how many of them use the list.
const TENANTS: usize = 60;
const USERS: usize = 44;
const NAMES: [&str; 10] = [
    "adatum",
    "bellows",
    "coho",
    "contoso",
    "fabrikam",
    "fourth-coffee",
    "lamna",
    "proseware",
    "relecloud",
    "woodgrove",
];
/// Users that name the partner themselves.
const OWN: [&str; 3] = ["fourth-coffee", "proseware", "relecloud"];
const LINE: &str = "    - partner: tailspin
      reason: Joint launch
      ticket: SEC-0933
      owner: bob@adatum.com
";
const TEST: &str = "  hotline:
    - { from: tailspin, can: chat, by: external, to: [coho, bellows], expect: unknown }
";

/// The lists; `line` is the one that names the partner.
fn lists(line: &str) -> String {
    format!(
        "lists:
  resellers:
    - cpandl.com
    - adventure-works.com
{line}    - partner: northwind
partners:
  tailspin: {{ domains: [tailspintoys.com, tailspin.de], display_name: Tailspin Toys }}
  northwind: {{ domains: [northwindtraders.com] }}
"
    )
}

fn tests(test: &str) -> String {
    format!(
        "tests:
  stranger:
    - {{ from: competitor.example, can: chat, by: external, to: contoso, expect: no }}
{test}"
    )
}

/// Tenants of which most use one list; some have other doors open for the partner.
fn tenants() -> String {
    let mut text = "tenants:\n".to_owned();
    let mut doors = 0;
    for at in 0..TENANTS {
        let name = match NAMES.get(at) {
            Some(name) => (*name).to_owned(),
            None => format!("t{at:02}"),
        };
        let _ = writeln!(text, "  {name}:\n    domains: [{name}.example.org]");
        if at >= USERS {
            text.push_str("    external_access: { enabled: true, allowed_domains: none }\n");
            continue;
        }
        let is_own = OWN.contains(&name.as_str());
        let own = if is_own {
            ", { partner: tailspin }"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "    external_access: {{ enabled: true, allowed_domains: [{{ list: resellers }}{own}] }}"
        );
        if is_own {
            continue;
        }
        doors += 1;
        if doors <= 9 {
            text.push_str(
                "    sharepoint: { sharing: external_user_sharing_only, domain_restriction: \
                 { mode: allow_list, allowed_domains: [tailspintoys.com] } }\n",
            );
        }
        if (8..12).contains(&doors) {
            text.push_str(
                "    entra_b2b: { invitations: { allowed_domains: [tailspintoys.com] } }\n",
            );
        }
    }
    text
}

/// The partner has left the list, and a test of it is gone too.
pub(super) fn left() -> Workspace {
    let workspace = Workspace::new(&[
        (
            "guestlist.yaml",
            "version: 1\nrules: { two-own-tenants-not-federated: off, federation-partner-unknown: off }\n",
        ),
        (".gitignore", ".cache/\n"),
        ("lists.guestlist.yaml", &lists(LINE)),
        ("tests.guestlist.yaml", &tests(TEST)),
        ("tenants.guestlist.yaml", &tenants()),
    ]);
    workspace.commit();
    workspace.write("lists.guestlist.yaml", &lists(""));
    workspace.write("tests.guestlist.yaml", &tests(""));
    workspace
}

/// What is printed, with the same commit every time.
pub(super) fn told(workspace: &Workspace, arguments: &[&str]) -> String {
    let arguments = [&["plan", "--base", "main"], arguments].concat();
    let id = workspace.git(&["rev-parse", "--short=7", "main"]);
    workspace.run(&arguments).out.replace(id.trim(), "4f2c1ab")
}

#[test]
fn a_partner_leaves_a_list_that_many_tenants_use() {
    let workspace = left();
    let text = told(&workspace, &[]);
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert_data_eq!(text, file!["partner_leaves.txt"].raw());
}

#[test]
fn the_comment_on_it() {
    let text = told(&left(), &["--format", "markdown"]);
    assert_data_eq!(text, file!["partner_leaves.md"].raw());
}

#[test]
fn everything_is_told_of_each_tenant_on_request() {
    let text = told(&left(), &["--full"]);
    let rows = text.matches(".external_access.allowed_domains  ").count();
    assert_eq!(rows, USERS - OWN.len(), "{text}");
    assert_eq!(text.matches("partner-still-let-in").count(), 11, "{text}");
    assert!(!text.contains("--full"), "{text}");
}
