//! §1 Files: which folder is the root, which files count, what stands where.

use super::{assert_says, assert_valid, error, errors, found, only, place, validate};
use crate::support::{Run, Workspace};

const ROOT: &str = "version: 1\n";
const CONTOSO: &str = "tenants:\n  contoso: { domains: [contoso.com] }\n";

#[test]
fn the_root_is_the_nearest_folder_going_up() {
    let w = Workspace::new(&[
        ("guestlist.yaml", ROOT),
        ("a/b/contoso.guestlist.yaml", CONTOSO),
    ]);
    for folder in [".", "a", "a/b"] {
        let out = w.ok(&["-C", folder, "validate"]);
        assert_says(&out, &["1 tenant"]);
    }
    let mut inside = w.command(&["validate"]);
    let run = Run::of(&inside.current_dir(w.path().join("a/b")).output().unwrap());
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn a_folder_without_a_workspace_is_told_what_to_do() {
    let w = Workspace::new(&[("empty/x.txt", "")]);
    let run = w.run(&["-C", "empty", "validate"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.out, "");
    assert_says(&run.err, &["guestlist.yaml", "guestlist init"]);
    assert_eq!(w.run(&["-C", "nowhere", "validate"]).code, 1);
}

#[test]
fn a_workspace_in_a_workspace_is_its_own() {
    let w = Workspace::new(&[
        ("guestlist.yaml", ROOT),
        ("inner/guestlist.yaml", ROOT),
        ("inner/deep/contoso.guestlist.yaml", CONTOSO),
        ("litware.guestlist.yaml", "tenants:\n  litware: {}\n"),
    ]);
    let outer = w.ok(&["plan", "--format", "json"]);
    assert!(!outer.contains("contoso"), "{outer}");
    assert_says(&w.ok(&["validate"]), &["1 tenant", "2 files"]);
    assert_says(&w.ok(&["-C", "inner/deep", "validate"]), &["1 tenant"]);
}

#[test]
fn hidden_folders_are_left_out_without_a_word() {
    let w = Workspace::new(&[
        ("guestlist.yaml", ROOT),
        (".hidden/x.guestlist.yaml", "no: yes\n"),
        ("a/.git/x.guestlist.yaml", "no: yes\n"),
    ]);
    assert_valid(&w);
    assert_eq!(found(&w, "ignored-file").len(), 0);
}

#[test]
fn ignored_configuration_is_named_in_a_note() {
    let w = Workspace::new(&[
        ("guestlist.yaml", ROOT),
        (".gitignore", "drafts/\n"),
        ("sub/.gitignore", "*.local.guestlist.yaml\n"),
        ("drafts/x.guestlist.yaml", "bad: 1\n"),
        ("sub/y.local.guestlist.yaml", "bad: 1\n"),
        ("sub/z.guestlist.yaml", CONTOSO),
    ]);
    assert_valid(&w);
    let notes = found(&w, "ignored-file");
    let text: String = notes.iter().map(ToString::to_string).collect();
    assert_says(
        &text,
        &["drafts/x.guestlist.yaml", "sub/y.local.guestlist.yaml"],
    );
    assert!(notes.iter().all(|n| n["severity"] == "note"));
}

#[test]
fn gitignore_outside_the_workspace_does_not_count() {
    let w = Workspace::new(&[
        (".gitignore", "*.guestlist.yaml\n"),
        ("ws/guestlist.yaml", ROOT),
        ("ws/x.guestlist.yaml", CONTOSO),
    ]);
    assert_says(&w.ok(&["-C", "ws", "validate"]), &["1 tenant"]);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_out_of_the_root() {
    let w = Workspace::new(&[
        ("out/x.guestlist.yaml", CONTOSO),
        ("out/list.txt", "fabrikam.com\n"),
        (
            "ws/guestlist.yaml",
            "version: 1\nlists:\n  l: { file: link.txt }\n",
        ),
    ]);
    let link = |to: &str, at: &str| {
        std::os::unix::fs::symlink(w.path().join(to), w.path().join(at)).unwrap();
    };
    link("out", "ws/linked");
    link("out/x.guestlist.yaml", "ws/x.guestlist.yaml");
    link("out/list.txt", "ws/link.txt");
    let (code, document) = w.json(&["-C", "ws", "validate"]);
    assert_eq!(code, 1);
    assert!(
        Workspace::rules(&document).contains(&"outside-root"),
        "{document}"
    );
    assert!(!document.to_string().contains("duplicate"), "{document}");
    let plan = w.json(&["-C", "ws", "plan"]).1;
    assert_eq!(plan["valid"], false);
}

#[test]
fn yml_is_answered_with_the_new_name_and_other_yml_is_nothing() {
    let w = Workspace::new(&[
        ("guestlist.yaml", ROOT),
        ("sub/contoso.guestlist.yml", CONTOSO),
        ("other.yml", "no: [\n"),
        ("docker-compose.yaml", "no: [\n"),
    ]);
    let fault = error(&w, "wrong-file-name");
    assert_says(&fault.to_string(), &["contoso.guestlist.yaml"]);
    assert_eq!(fault["location"]["file"], "sub/contoso.guestlist.yml");
    assert_eq!(fault["location"]["line"], 1);
    for (format, place) in [
        ("github", "::error file=sub/contoso.guestlist.yml,line=1,"),
        ("gitlab", "\"path\": \"sub/contoso.guestlist.yml\""),
        ("sarif", "\"uri\": \"sub/contoso.guestlist.yml\""),
    ] {
        let run = w.run(&["validate", "--format", format]);
        assert_says(&run.out, &[place]);
    }

    // It is none of the files that were read.
    let run = w.run(&["validate"]);
    assert_says(&run.out, &["sub/contoso.guestlist.yml:1:1", "\n1 error.\n"]);

    let w = Workspace::new(&[("guestlist.yml", ROOT)]);
    let run = w.run(&["validate"]);
    assert_eq!(run.code, 1);
    assert_says(
        &format!("{}{}", run.out, run.err),
        &["guestlist.yml", "guestlist.yaml"],
    );

    let w = Workspace::new(&[("guestlist.yaml", ROOT), ("guestlist.yml", ROOT)]);
    error(&w, "wrong-file-name");
}

#[test]
fn keys_of_the_root_file_stand_only_there() {
    for key in [
        "version: 1",
        "requires: \">=0.1\"",
        "state: elsewhere",
        "capabilities: 2019",
        "rules: { open-federation: off }",
    ] {
        let w = Workspace::new(&[
            ("guestlist.yaml", ROOT),
            ("x.guestlist.yaml", &format!("{key}\n{CONTOSO}")),
        ]);
        let fault = error(&w, "misplaced-key");
        assert_eq!(fault["location"]["file"], "x.guestlist.yaml", "{key}");
        assert_eq!(fault["location"]["line"], 1);
        assert_says(&fault.to_string(), &["guestlist.yaml"]);
    }
}

#[test]
fn version_is_required_and_is_one() {
    let w = Workspace::of(CONTOSO);
    let fault = error(&w, "missing-key");
    assert_says(&fault.to_string(), &["version: 1"]);
    for version in ["2", "0", "\"1\"", "one", "1.5", "-1"] {
        let w = Workspace::of(&format!("version: {version}\n{CONTOSO}"));
        assert_eq!(errors(&w).len(), 1, "{version}: {}", validate(&w));
    }
    // An empty file is a file without a version.
    error(&Workspace::of(""), "missing-key");
    error(&Workspace::of("# only a comment\n"), "missing-key");
}

#[test]
fn requires_is_a_range_of_versions_of_guestlist() {
    for good in [">=0.1", ">=0.1, <2", "0.1", "*"] {
        assert_valid(&Workspace::of(&format!(
            "version: 1\nrequires: \"{good}\"\n"
        )));
    }
    let fault = error(
        &Workspace::of("version: 1\nrequires: \">=99\"\n"),
        "unsupported-version",
    );
    assert_says(&fault.to_string(), &["99", env!("CARGO_PKG_VERSION")]);
    error(
        &Workspace::of("version: 1\nrequires: \"soon\"\n"),
        "invalid-value",
    );
}

#[test]
fn a_name_is_defined_in_one_place_and_both_are_shown() {
    for (section, body) in [
        ("tenants", "{ domains: [x.com] }"),
        ("partners", "{ domains: [x.com] }"),
        ("lists", "[x.com]"),
        ("baselines", "{ external_access: { enabled: true } }"),
    ] {
        let body2 = body.replace("x.com", "y.com");
        let w = Workspace::new(&[
            ("guestlist.yaml", ROOT),
            ("a.guestlist.yaml", &format!("{section}:\n  one: {body}\n")),
            ("b.guestlist.yaml", &format!("{section}:\n  one: {body2}\n")),
        ]);
        let fault = error(&w, "duplicate-name");
        assert_eq!(
            place(&fault["location"]),
            "b.guestlist.yaml:2:3-2:6",
            "{section}"
        );
        assert_eq!(
            place(&fault["related"][0]["location"]),
            "a.guestlist.yaml:2:3-2:6"
        );
    }
}

#[test]
fn tenants_and_partners_share_one_namespace() {
    let w = Workspace::of(
        "version: 1\npartners:\n  one: { domains: [a.com] }\ntenants:\n  one: { domains: [b.com] }\n",
    );
    let fault = error(&w, "duplicate-name");
    assert_eq!(fault["location"]["line"], 5);
    assert_eq!(fault["related"][0]["location"]["line"], 3);
    // Lists and baselines have their own.
    assert_valid(&Workspace::of(
        "version: 1\nlists:\n  one: [a.com]\nbaselines:\n  one: { external_access: { enabled: true } }\n\
         tenants:\n  one: { domains: [b.com] }\n",
    ));
}

#[test]
fn a_domain_belongs_to_exactly_one_organisation() {
    let w = Workspace::of(
        "version: 1\npartners:\n  northwind: { domains: [x.com] }\ntenants:\n  one: { domains: [X.COM.] }\n",
    );
    let fault = error(&w, "domain-in-two-tenants");
    assert_eq!(place(&fault["location"]), "guestlist.yaml:5:20-5:26");
    assert_eq!(
        place(&fault["related"][0]["location"]),
        "guestlist.yaml:3:26-3:31"
    );
}

#[test]
fn a_list_file_has_one_domain_a_line() {
    let w = Workspace::new(&[
        ("guestlist.yaml", ROOT),
        (
            "sub/l.guestlist.yaml",
            "lists:\n  intel: { file: intel.txt }\ntenants:\n  contoso:\n    domains: [contoso.com]\n    \
             external_access: { blocked_domains: [{ list: intel }] }\n",
        ),
        (
            "sub/intel.txt",
            "\u{feff}# head\r\n\r\nEvil.example\r\n  bad.example  # why\r\n",
        ),
    ]);
    assert_valid(&w);
    let change = super::planned(&w, "contoso.external_access.blocked_domains");
    assert_eq!(
        change["after"],
        serde_json::json!(["bad.example", "evil.example"])
    );

    w.write("sub/intel.txt", "good.example\nann@evil.example\n");
    let fault = error(&w, "invalid-domain");
    assert_eq!(place(&fault["location"]), "sub/intel.txt:2:1-2:17");
    w.remove("sub/intel.txt");
    error(&w, "missing-file");
    w.write(
        "sub/l.guestlist.yaml",
        "lists:\n  intel: { file: ../../intel.txt }\n",
    );
    error(&w, "outside-root");
    w.write(
        "sub/l.guestlist.yaml",
        "lists:\n  intel: { file: /etc/hosts }\n",
    );
    error(&w, "outside-root");
    // The folder above is fine while it is inside the root.
    w.write("intel.txt", "evil.example\n");
    w.write(
        "sub/l.guestlist.yaml",
        "lists:\n  intel: { file: ../intel.txt }\n",
    );
    assert_valid(&w);
}

#[test]
fn the_example_of_the_contract_is_valid() {
    let w = Workspace::new(&[
        ("guestlist.yaml", include_str!("example.yaml")),
        ("lists/threat-intel.txt", "evil.example\n"),
    ]);
    assert_valid(&w);
    assert_eq!(
        only(&w, "allow-and-block-both-set")["accepted"]["reason"],
        "Kept for the day we open again"
    );
    w.apply();
    assert_eq!(w.json(&["plan"]).1["changes"], serde_json::json!([]));
}
