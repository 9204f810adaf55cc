//! Which file is of which tenant, and files that are none.

use std::fs::File;

use super::{contoso, report, words};
use crate::support::Workspace;

const TWO: &str = "\
version: 1
tenants:
  contoso:
    domains: [contoso.com]
    external_access: { enabled: false }
  litware:
    domains: [litwareinc.com]
    external_access: { enabled: false }
";

/// What is said of a report that can't be used.
fn refused(workspace: &Workspace, activity: &str) -> String {
    for command in ["plan", "access", "entries"] {
        let run = workspace.run(&[command, "--activity", activity]);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{command}");
        if command == "entries" {
            return Workspace::said(&run);
        }
    }
    String::new()
}

#[test]
fn with_several_tenants_a_report_says_whose_it_is() {
    let workspace = Workspace::of(TWO);
    workspace.write("activity.csv", &report());
    let said = refused(&workspace, "activity.csv");
    assert!(
        said.contains("activity.csv names no tenant, and there are contoso, litware"),
        "{said}"
    );
    assert!(said.contains("--activity contoso=activity.csv"), "{said}");
    let said = refused(&workspace, "contso=activity.csv");
    assert!(
        said.contains("no tenant \"contso\" (did you mean contoso?)"),
        "{said}"
    );
    // One chosen tenant is clear enough.
    let out = workspace.ok(&["plan", "--tenant", "contoso", "--activity", "activity.csv"]);
    assert!(words(&out).contains("of the 215 organisations"), "{out}");
    let out = workspace.ok(&["plan", "--activity", "contoso=activity.csv"]);
    assert!(
        words(&out).contains("people of contoso had contact"),
        "{out}"
    );
    workspace.write(
        "second.csv",
        "Domain\tPeople\nfabrikam.com\t400\nadatum.com\t1\n",
    );
    let (_, plan) = workspace.json(&[
        "plan",
        "--activity",
        "contoso=activity.csv",
        "--activity",
        "contoso=second.csv",
        "--activity",
        "litware=second.csv",
    ]);
    let tenants = plan["activity"]["tenants"].as_array().unwrap();
    let all: Vec<_> = tenants
        .iter()
        .map(|t| (&t["tenant"], &t["all"]["organisations"]))
        .collect();
    assert_eq!(
        serde_json::json!(all),
        serde_json::json!([["contoso", 216], ["litware", 2]])
    );
    assert_eq!(
        tenants[0]["changes"][1]["people"], 400,
        "the larger number counts"
    );
    let none = Workspace::of("version: 1\n");
    none.write("activity.csv", &report());
    assert!(refused(&none, "activity.csv").contains("no tenant is declared"));
}

#[test]
fn files_in_other_encodings_and_with_other_separators_are_read() {
    let workspace = contoso();
    let text = "Domain;Anzahl users\r\nfabrikam.com;1.120\r\n";
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    std::fs::write(workspace.path().join("a=b.csv"), utf16).unwrap();
    let (_, plan) = workspace.json(&["plan", "--activity", "./a=b.csv"]);
    assert_eq!(plan["activity"]["tenants"][0]["all"]["people"], 1120);
}

#[test]
fn files_that_are_no_report_are_refused() {
    let workspace = contoso();
    for (text, expected) in [
        ("", "the file is empty"),
        ("Domain,Users\n", "no row names a domain"),
        (
            "{\"AllowFederatedUsers\": true}",
            "no column names a domain",
        ),
        ("Name,Chats\nAnn,3\n", "the columns are \"Name\", \"Chats\""),
        (
            "Domain,Chats\na.com,3\n",
            "no column counts users or people",
        ),
        (
            "Domain,Users\nfabrikam.com,3\nnorth",
            "ends in the middle, at line 3",
        ),
        ("Domain,Users\n\u{1b}[31mevil,3\n", "no row names a domain"),
        (
            "Domain,\u{1b}[31mChats\na.com,3\n",
            "no column counts users or people",
        ),
    ] {
        workspace.write("a.csv", text);
        let said = refused(&workspace, "a.csv");
        assert!(said.contains(expected), "{text:?}: {said}");
        assert!(!said.contains('\u{1b}'), "{said:?}");
    }
    std::fs::write(
        workspace.path().join("a.csv"),
        b"Domain,Users\nGr\xf6\xdfe.de,3\n",
    )
    .unwrap();
    assert!(refused(&workspace, "a.csv").contains("neither UTF-8 nor UTF-16"));
    let file = File::create(workspace.path().join("large.csv")).unwrap();
    file.set_len(200 * 1024 * 1024).unwrap();
    assert!(refused(&workspace, "large.csv").contains("larger than 64 MB"));
    assert!(refused(&workspace, ".").contains("not a regular file"));
    assert!(refused(&workspace, "missing.csv").contains("missing.csv"));
    let run = workspace.run(&["apply", "some.plan", "--activity", "activity.csv"]);
    assert!(
        Workspace::said(&run).contains("a saved plan is recorded as it is"),
        "{}",
        run.err
    );
}

#[test]
fn text_of_a_report_stays_text() {
    let workspace = contoso();
    let rows = "Domain,Users\nfabrikam.com,3\n\u{1b}[31mevil</td><script>,3\n@team|x,4\nnorthwind.de,=1+1\n";
    workspace.write("a.csv", rows);
    let text = super::CONTOSO.replace("allowed_domains: all", "allowed_domains: none");
    workspace.write("guestlist.yaml", &text);
    for format in ["human", "json", "markdown"] {
        let out = workspace.ok(&["plan", "--activity", "a.csv", "--format", format]);
        assert!(!out.contains('\u{1b}'), "{out:?}");
        if format == "markdown" {
            assert!(!out.contains("<script>") && !out.contains("@team"), "{out}");
        }
    }
    let out = workspace.ok(&["plan", "--activity", "a.csv"]);
    assert!(out.contains("3 rows"), "{out}");
    let out = workspace.ok(&["access", "--activity", "a.csv", "--format", "html"]);
    assert!(!out.contains("<script>"), "{out}");
}
