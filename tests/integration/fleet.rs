//! A change of the files that meets many tenants: what a plan says of those that fare otherwise than
//! the rest, and of tenants that are called otherwise or are gone.

use crate::support::Workspace;

const ROOT: &str = "version: 1
baselines:
  standard:
    external_access: { enabled: true, allowed_domains: all, blocked_domains: [evil.example] }
    guest_access: { enabled: false }
  closed:
    external_access: { enabled: true, allowed_domains: [fabrikam.com] }
";

/// Four tenants that are open, of which one lets nobody invite, and three that allow one domain.
fn committed() -> Workspace {
    let open = ["ada", "ben", "cem", "dan"].map(|name| tenant(name, "standard"));
    let closed = ["xia", "yan", "zoe"].map(|name| tenant(name, "closed"));
    let tenants = open.concat() + "    entra_b2b: { invites_from: none }\n" + &closed.concat();
    let tenants = format!("tenants:\n{tenants}");
    let workspace = Workspace::new(&[
        ("guestlist.yaml", ROOT),
        ("tenants.guestlist.yaml", &tenants),
        (".gitignore", ".cache/\n"),
    ]);
    workspace.commit();
    workspace
}

fn tenant(name: &str, baseline: &str) -> String {
    format!("  {name}:\n    domains: [{name}.example]\n    baseline: {baseline}\n")
}

fn replace(workspace: &Workspace, file: &str, from: &str, to: &str) {
    let text = workspace.read(file);
    assert!(text.contains(from), "{from} is not in {file}");
    workspace.write(file, &text.replace(from, to));
}

/// A text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_step_that_is_shut_for_one_tenant_alone_is_told_of_that_one() {
    let workspace = committed();
    let (from, to) = (
        "guest_access: { enabled: false }",
        "guest_access: { enabled: true }",
    );
    replace(&workspace, "guestlist.yaml", from, to);
    for format in ["human", "markdown"] {
        let text = line(&workspace.ok(&["plan", "--base", "main", "--format", format]));
        assert!(
            text.contains("everybody who is no guest of dan yet: step 2 of its way in is shut")
        );
        assert!(!text.contains("everybody who is no guest yet"), "{text}");
    }
}

#[test]
fn a_first_allow_entry_is_said_to_cut_off_those_alone_that_had_contact() {
    let workspace = committed();
    let own = "\n    external_access: { allowed_domains: [fabrikam.com] }\n  ben:";
    replace(&workspace, "tenants.guestlist.yaml", "\n  ben:", own);
    let text = line(&workspace.ok(&["plan", "--base", "main"]));
    assert!(
        text.contains("Cut off, your own tenants: ben, cem, dan."),
        "{text}"
    );
    assert!(!text.contains("- tenant: xia"), "{text}");

    // Those that allow it had contact; how they are after the plan does not count.
    let workspace = committed();
    replace(
        &workspace,
        "guestlist.yaml",
        "[fabrikam.com]",
        "[fabrikam.com, ada.example]",
    );
    workspace.git(&["commit", "-qam", "ada"]);
    replace(&workspace, "tenants.guestlist.yaml", "\n  ben:", own);
    replace(&workspace, "guestlist.yaml", ", ada.example]", "]");
    let text = line(&workspace.ok(&["plan", "--base", "HEAD"]));
    let cut = "Cut off, your own tenants: ben, cem, dan, xia, yan, zoe.";
    assert!(text.contains(cut), "{text}");
}

#[test]
fn a_tenant_that_is_renamed_is_told_as_that_and_not_as_a_loss() {
    let workspace = committed();
    replace(
        &workspace,
        "tenants.guestlist.yaml",
        "  ben:\n",
        "  benny:\n",
    );
    let text = line(&workspace.ok(&["plan", "--base", "main"]));
    assert!(
        text.starts_with("ben is renamed benny; nobody gains or loses contact."),
        "{text}"
    );
    for other in [
        "New here",
        "closes Teams",
        "Lose",
        "no longer declared",
        "The way in",
    ] {
        assert!(!text.contains(other), "{other}: {text}");
    }
    // What is recorded knows it by its name.
    let (_, plan) = workspace.json(&["plan", "--base", "main"]);
    let actions = plan["changes"].as_array().unwrap().iter();
    let actions: Vec<&str> = actions.map(|c| c["action"].as_str().unwrap()).collect();
    assert_eq!(actions.iter().filter(|a| **a == "forget").count(), 4);
    assert_eq!(actions.iter().filter(|a| **a == "create").count(), 4);

    // What changes besides is told, and against what it had.
    let own = "  benny:\n    guest_access: { enabled: true }\n";
    replace(&workspace, "tenants.guestlist.yaml", "  benny:\n", own);
    let text = line(&workspace.ok(&["plan", "--base", "main"]));
    assert!(
        text.starts_with("benny opens Teams to guests. ben is renamed benny;"),
        "{text}"
    );
    assert!(!text.contains("New here"), "{text}");
}

#[test]
fn a_name_that_could_be_another_tenants_is_not_taken_for_a_new_one() {
    let workspace = committed();
    replace(
        &workspace,
        "tenants.guestlist.yaml",
        "  ben:\n",
        "  benny:\n",
    );
    replace(
        &workspace,
        "tenants.guestlist.yaml",
        "[ben.example]",
        "[benny.example]",
    );
    let text = line(&workspace.ok(&["plan", "--base", "main"]));
    assert!(text.starts_with("New here: benny, "), "{text}");
    assert!(!text.contains("is renamed"), "{text}");
}

#[test]
fn of_a_tenant_that_is_gone_it_is_told_what_stays() {
    let workspace = committed();
    let gone = tenant("ben", "standard");
    replace(&workspace, "tenants.guestlist.yaml", &gone, "");
    replace(
        &workspace,
        "guestlist.yaml",
        "[fabrikam.com]",
        "[fabrikam.com, ben.example]",
    );
    workspace.write(
        "tests.guestlist.yaml",
        "tests:\n  mail:\n    - { from: ben.example, can: chat, to: xia, expect: unknown }\n",
    );
    let text = line(&workspace.ok(&["plan", "--base", "main"]));
    let head = "ben is no longer declared; apply would let go of 4 settings, which keep the values \
                that they have in the service.";
    assert!(text.contains(head), "{text}");
    let stays = "what ben is set to in the service; what still names its domains: the allow list of \
                 xia, the allow list of yan";
    assert!(text.contains(stays), "{text}");
}

#[test]
fn the_picture_puts_tenants_that_fare_alike_into_one_box() {
    let workspace = committed();
    let from = "allowed_domains: all, blocked_domains: [evil.example]";
    replace(
        &workspace,
        "guestlist.yaml",
        from,
        "allowed_domains: [fabrikam.com]",
    );
    let text = workspace.ok(&["plan", "--base", "main", "--format", "markdown"]);
    let (_, picture) = text.split_once("```mermaid\n").unwrap();
    let (picture, _) = picture.split_once("```").unwrap();
    let expected = "flowchart LR
  n0 --x|\"less direct contact\"| n1
  n0 --x|\"less direct contact\"| n0
  n0[\"ada, ben, cem, dan\"]
  n1[\"everybody else\"]
";
    assert_eq!(picture, expected);

    // For guests, personal accounts are told as everybody else.
    let workspace = committed();
    let (from, to) = (
        "guest_access: { enabled: false }",
        "guest_access: { enabled: true }",
    );
    replace(&workspace, "guestlist.yaml", from, to);
    let text = workspace.ok(&["plan", "--base", "main", "--format", "markdown"]);
    assert!(text.contains("  n1[\"everybody else\"]\n  n2[\"ada, ben, cem, dan, … 3 more\"]\n"));
    assert!(
        !text.contains("personal Teams accounts") && !text.contains("not drawn"),
        "{text}"
    );
}

#[test]
fn what_happens_to_all_is_one_sentence_though_more_happens_to_some() {
    let workspace = committed();
    let own = "      external_access: { allowed_domains: [{ inherited: true }, coho.com] }\n";
    let zoe = "    domains: [zoe.example]\n";
    replace(
        &workspace,
        "tenants.guestlist.yaml",
        zoe,
        &format!("{zoe}{}", &own[2..]),
    );
    replace(
        &workspace,
        "guestlist.yaml",
        "[fabrikam.com]",
        "[fabrikam.com, coho.com]",
    );
    workspace.git(&["commit", "-qam", "coho"]);
    replace(
        &workspace,
        "guestlist.yaml",
        "[fabrikam.com, coho.com]",
        "[fabrikam.com, adatum.com]",
    );
    let text = line(&workspace.ok(&["plan", "--base", "HEAD"]));
    let head = "coho.com can no longer chat with xia and yan. xia, yan and zoe open to adatum.com.";
    assert!(text.starts_with(head), "{text}");
}
