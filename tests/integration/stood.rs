//! `plan --base`: what the commit had already is told apart from what the change brings.

use serde_json::Value;

use crate::support::Workspace;

const LISTS: &str = "lists:
  resellers:
    - fabrikam.com
    - wingtiptoys.com
";
/// Three tenants of ours that all keep each other out.
const TENANTS: &str = "tenants:
  contoso: { domains: [contoso.com], external_access: { allowed_domains: [{ list: resellers }] } }
  litware: { domains: [litwareinc.com], external_access: { allowed_domains: [{ list: resellers }] } }
  woodgrove: { domains: [woodgrove.com], external_access: { allowed_domains: [{ list: resellers }] } }
";
const APART: &str = "two-own-tenants-not-federated";

fn committed(rules: &str, tenants: &str) -> Workspace {
    let workspace = Workspace::new(&[
        (
            "guestlist.yaml",
            &format!("version: 1\nrules: {{ federation-partner-unknown: off{rules} }}\n"),
        ),
        (".gitignore", ".cache/\n"),
        ("lists.guestlist.yaml", LISTS),
        ("tenants.guestlist.yaml", tenants),
    ]);
    workspace.commit();
    workspace
}

fn replace(workspace: &Workspace, file: &str, from: &str, to: &str) {
    let text = workspace.read(file);
    assert!(text.contains(from), "{from} is not in {file}");
    workspace.write(file, &text.replacen(from, to, 1));
}

fn plan(workspace: &Workspace) -> Value {
    let (_, plan) = workspace.json(&["plan", "--base", "main"]);
    workspace.assert_by_schema("plan", &plan);
    plan
}

/// What the change brings.
fn news<'p>(plan: &'p Value, rule: &str) -> Vec<&'p str> {
    let findings = plan["findings"].as_array().unwrap().iter();
    let own = findings.filter(|f| f["rule"] == rule && f["stood"].is_null());
    own.map(|f| f["message"].as_str().unwrap()).collect()
}

#[test]
fn what_a_shared_list_had_before_is_no_news_of_its_change() {
    let workspace = committed("", TENANTS);
    replace(
        &workspace,
        "lists.guestlist.yaml",
        "    - wingtiptoys.com\n",
        "",
    );
    let document = plan(&workspace);
    assert_eq!(document["changes"].as_array().unwrap().len(), 3);
    assert_eq!(news(&document, APART), Vec::<&str>::new());
    // It is about what changes all the same.
    let findings = document["findings"].as_array().unwrap();
    assert_eq!(findings.iter().filter(|f| f["stood"] == true).count(), 3);
    assert_eq!(document["standing"]["warning"], 0);
    let run = workspace.run(&["plan", "--base", "main", "--deny", "warning"]);
    assert_eq!(run.code, 3, "{}", run.out);
    assert!(run.out.contains("contoso keeps out 2 other"), "{}", run.out);
    let told = "was there before this change; --deny counts it";
    assert!(run.out.contains(&format!("\n    {told}\n")), "{}", run.out);
    let last = "3 to update · 3 from before this change. Microsoft 365 itself is not touched.\n";
    assert!(run.out.ends_with(last), "{}", run.out);
    for format in ["markdown", "github", "gitlab"] {
        let deny = ["--deny", "warning", "--format", format];
        let run = workspace.run(&[&["plan", "--base", "main"], &deny[..]].concat());
        let told = run.out.matches(told).count();
        assert_eq!((run.code, told), (3, 3), "{}", run.out);
        let verdict = "### ▲ guestlist: 3 settings of 3 tenants change · 3 from before this change";
        let is_counted = run.out.contains(verdict);
        assert_eq!(is_counted, format == "markdown", "{}", run.out);
    }
    // Nobody has to review it as something that the change brings.
    let run = workspace.run(&["plan", "--base", "main"]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(
        run.out
            .ends_with("\n3 findings stand without this change: guestlist validate\n"),
        "{}",
        run.out
    );
    for format in ["markdown", "github", "sarif", "gitlab"] {
        let run = workspace.run(&["plan", "--base", "main", "--format", format]);
        let is_told = run.out.contains("keeps out 2 other");
        assert_eq!(is_told, format == "sarif", "{}", run.out);
        let besides = "3 findings stand without this change: guestlist validate.";
        assert_eq!(
            run.out.contains(besides),
            format == "markdown",
            "{}",
            run.out
        );
    }
    // SARIF has a word for it, and of one run all results have it.
    let states = |arguments: &[&str]| -> Vec<Value> {
        let run = workspace.run(&[arguments, &["--format", "sarif"]].concat());
        let document: Value = serde_json::from_str(&run.out).unwrap();
        let results = document["runs"][0]["results"].as_array().unwrap();
        results.iter().map(|r| r["baselineState"].clone()).collect()
    };
    assert_eq!(states(&["plan", "--base", "main"]), ["unchanged"; 3]);
    for arguments in [["plan"], ["validate"]] {
        let states = states(&arguments);
        assert!(states.iter().all(Value::is_null), "{states:?}");
    }
    // Against what is recorded nothing says what was there before.
    let (_, recorded) = workspace.json(&["plan"]);
    assert_eq!(news(&recorded, APART).len(), 3);
}

#[test]
fn what_the_change_makes_worse_is_news() {
    let workspace = committed("", TENANTS);
    // One more tenant: each of the others keeps out one more.
    let adatum = "  adatum: { domains: [adatum.com], external_access: { allowed_domains: [{ list: resellers }] } }\n";
    workspace.write("tenants.guestlist.yaml", &format!("{TENANTS}{adatum}"));
    replace(
        &workspace,
        "lists.guestlist.yaml",
        "    - wingtiptoys.com\n",
        "",
    );
    let document = plan(&workspace);
    assert_eq!(news(&document, APART).len(), 4, "{document}");
    let run = workspace.run(&["plan", "--base", "main", "--format", "sarif"]);
    assert!(
        run.out.contains("\"baselineState\": \"new\""),
        "{}",
        run.out
    );
    assert!(!run.out.contains("unchanged"), "{}", run.out);
    // Fewer: one of them is let in now.
    let contoso = "contoso.com], external_access: { allowed_domains: [";
    workspace.write("tenants.guestlist.yaml", TENANTS);
    replace(
        &workspace,
        "tenants.guestlist.yaml",
        contoso,
        &format!("{contoso}{{ tenant: litware }}, "),
    );
    let document = plan(&workspace);
    assert_eq!(news(&document, APART), Vec::<&str>::new());
    assert_eq!(news(&document, "federation-not-reciprocal").len(), 1);
}

/// As many as before, and the same first ones in the text: only the last is another.
#[test]
fn others_than_before_are_news_although_the_text_is_the_same() {
    let own = |at: usize, entry: &str| {
        let allowed = format!("allowed_domains: [fabrikam.com{entry}]");
        format!("  t{at}: {{ domains: [t{at}.example.org], external_access: {{ {allowed} }} }}\n")
    };
    let tenants = |entry: &str| {
        let others: String = (1..10).map(|at| own(at, "")).collect();
        format!("tenants:\n{}{others}", own(0, entry))
    };
    let workspace = committed(
        ", federation-not-reciprocal: off",
        &tenants(", { tenant: t8 }"),
    );
    workspace.write("tenants.guestlist.yaml", &tenants(", { tenant: t9 }"));
    let document = plan(&workspace);
    let news = news(&document, APART);
    assert_eq!(
        news,
        ["t0 keeps out 8 other tenants of yours"],
        "{document}"
    );
}

/// People are the same under another domain: nobody loses or gains by it but by lists that name one.
#[test]
fn a_domain_that_takes_the_place_of_another_is_told_as_that() {
    let tenants = |domain: &str, settings: &str| {
        format!(
            "tenants:
  contoso:
    domains: [{domain}]
    guest_access: {{ enabled: false }}
    external_access: {{ allowed_domains: [fabrikam.com, {{ tenant: litware }}, {{ tenant: woodgrove }}] }}
  litware: {{ domains: [litwareinc.com], external_access: {{ allowed_domains: [contoso.com] }} }}
  woodgrove: {{ domains: [woodgrove.com], external_access: {{ allowed_domains: [{{ tenant: contoso }}] }} }}
{settings}"
        )
    };
    let workspace = committed(", list-unused: off", &tenants("contoso.com", ""));
    workspace.remove("tenants.guestlist.yaml");
    workspace.write("own.guestlist.yaml", &tenants("contoso.de", ""));
    let text = workspace.run(&["plan", "--base", "main"]).out;
    let people = text.split("\nChange ").next().unwrap();
    snapbox::assert_data_eq!(
        people,
        snapbox::str![[r#"
litware can no longer chat with contoso. woodgrove changes 1 setting of external
access; that changes nobody's contact. contoso goes by contoso.de instead of
contoso.com: whoever lists its domains must follow.

Lose chat, calls and presence with contoso
  - litware  your own tenant
Gain   nobody
Keep   fabrikam.com, if it allows contoso.de: not known here
Not touched: guests who are in teams already; joining by meeting link.

▲ contoso allows litware, but litware does not allow contoso
    own.guestlist.yaml:5                               federation-not-reciprocal
    Contact needs both sides.
    To let it in, add to litware's allowed_domains    - tenant: contoso

"#]]
    );
    let comment = workspace
        .run(&["plan", "--base", "main", "--format", "markdown"])
        .out;
    assert!(!comment.contains("everybody else"), "{comment}");
    assert!(!comment.contains("personal"), "{comment}");
}

#[test]
fn a_rule_that_weighs_more_now_is_news() {
    let rule = ", two-own-tenants-not-federated: note";
    let workspace = committed(rule, TENANTS);
    replace(
        &workspace,
        "lists.guestlist.yaml",
        "    - wingtiptoys.com\n",
        "",
    );
    assert_eq!(news(&plan(&workspace), APART).len(), 0);
    replace(
        &workspace,
        "guestlist.yaml",
        "federated: note",
        "federated: warning",
    );
    assert_eq!(news(&plan(&workspace), APART).len(), 3);
}

#[test]
fn an_entry_that_comes_in_somewhere_is_news_with_what_it_had_before() {
    let old = "    - { domain: tailspintoys.com, expires: 2026-01-31 }\n";
    let workspace = committed(", two-own-tenants-not-federated: off", TENANTS);
    workspace.write(
        "lists.guestlist.yaml",
        &format!("{LISTS}  former:\n{old}    - adatum.com\n"),
    );
    let use_it = |tenant: &str| {
        let at = format!("{tenant}], external_access: {{ allowed_domains: [");
        replace(
            &workspace,
            "tenants.guestlist.yaml",
            &at,
            &format!("{at}{{ list: former }}, "),
        );
    };
    use_it("contoso.com");
    workspace.git(&["commit", "--quiet", "--all", "--message", "before"]);
    // The list changes, and nobody new gets the entry.
    replace(&workspace, "lists.guestlist.yaml", "    - adatum.com\n", "");
    assert_eq!(news(&plan(&workspace), "entry-expired").len(), 0);
    use_it("litwareinc.com");
    assert_eq!(news(&plan(&workspace), "entry-expired").len(), 1);
}
