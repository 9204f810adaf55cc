//! What is underlined.

use serde_json::Value;

use super::{MODELINE, editor, open};
use crate::support::Workspace;

const FAULTY: &str = r#"tenants:
  contoso:
    domians: [contoso.com]
    domains: [contoso]
    external_access:
      allowed_domains: everyone
      enabled: maybe
    accept:
      - rule: open-federation
    guest_access:
      meeting: { screen_sharing: EntireScreen }
    guests:
      ann@fabrikam.com: gone
partners:
  Fabrikam: { tenant_id: 12 }
lists:
  resellers:
    - https://fabrikam.com
    - { domain: tailspintoys.com, expires: tomorrow }
rules: { open-federaton: warning }
accept:
  - { rule: open-federaton, reason: Decided }
tests:
  t:
    - { from: a.example, can: chatting, to: contoso, expect: no }
version: 2
"#;

#[test]
fn faults_are_underlined_where_they_stand_and_in_words() {
    let Some((_workspace, mut editor)) = editor() else {
        return;
    };
    let open = editor.open("faulty.guestlist.yaml", &format!("{MODELINE}{FAULTY}"));
    let mut problems = editor.problems(&open);
    problems.sort_by_key(|p| p.split(' ').next().map(|line| line.parse::<u32>().ok()));
    snapbox::assert_data_eq!(
        problems.join("\n"),
        snapbox::str![[r#"
4 `domians`: Property domians is not allowed.
5 `contoso`: Expected a domain such as fabrikam.com, not a URL, an e-mail address or a wildcard.
7 `everyone`: Expected all (everybody), none (nobody), or a list of domains.
8 `maybe`: Incorrect type. Expected "boolean".
10 `r`: Missing property "reason".
12 `EntireScreen`: Value is not accepted. Valid values: "disabled", "single_application", "entire_screen".
14 `gone`: Expected absent (delete it), or its settings.
16 `12`: Incorrect type. Expected "string".
16 `Fabrikam`: Expected a name: a lower-case letter, then lower-case letters, digits, - and _.
19 `https://fabrikam.com`: Expected a domain such as fabrikam.com, not a URL, an e-mail address or a wildcard.
20 `tomorrow`: Expected a date such as 2027-03-31.
21 `open-federaton`: Property open-federaton is not allowed.
23 `open-federaton`: Expected the name of a rule; "guestlist rules" lists them.
26 `chatting`: Expected a capability such as chat; "guestlist capabilities" lists them.
27 `2`: Value must be 1.
"#]]
    );
}

#[test]
fn the_starter_workspace_and_the_examples_are_clean() {
    let Some((workspace, mut editor)) = editor() else {
        return;
    };
    for name in [
        "guestlist.yaml",
        "lists.guestlist.yaml",
        "tenants/contoso.guestlist.yaml",
    ] {
        let open = editor.open(name, &workspace.read(name));
        assert_eq!(editor.problems(&open), [""; 0], "{name}");
    }
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    for (number, file) in super::validators::files(examples.as_ref())
        .iter()
        .enumerate()
    {
        let text = std::fs::read_to_string(file).unwrap();
        let name = format!("example-{number}.guestlist.yaml");
        let open = editor.open(&name, &format!("{MODELINE}{text}"));
        assert_eq!(editor.problems(&open), [""; 0], "{}", file.display());
    }
}

/// VS Code's settings are for files that have no first line of that kind.
#[test]
fn the_settings_of_vs_code_lead_to_the_schema() {
    let workspace = Workspace::new(&[]);
    workspace.ok(&["init"]);
    let settings: Value = serde_json::from_str(&workspace.read(".vscode/settings.json")).unwrap();
    let Some((_workspace, mut editor)) = open(&settings["yaml.schemas"]) else {
        return;
    };
    for name in [
        "guestlist.yaml",
        "other.guestlist.yaml",
        "deep/er/new.guestlist.yaml",
    ] {
        let open = editor.open(name, "tenant: {}\n");
        let wanted = "1 `tenant`: Property tenant is not allowed.";
        assert_eq!(editor.problems(&open), [wanted], "{name}");
    }
    let open = editor.open("docker-compose.yaml", "tenant: {}\n");
    assert_eq!(editor.problems(&open), [""; 0]);
}

#[test]
fn the_entry_for_schemastore_names_the_same_files() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/schemastore.json");
    let entry: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let workspace = Workspace::new(&[]);
    workspace.ok(&["init"]);
    let settings: Value = serde_json::from_str(&workspace.read(".vscode/settings.json")).unwrap();
    let schemas = settings["yaml.schemas"].as_object().unwrap();
    assert_eq!(schemas.values().collect::<Vec<_>>(), [&entry["fileMatch"]]);
    for key in ["name", "description", "url"] {
        assert!(entry[key].is_string(), "{key}");
    }
}
