//! What the command does and says.

use snapbox::{assert_data_eq, str};

use crate::support::Workspace;

const UNSORTED: &str = "lists:\n  a: [b.com, a.com]\n";

fn workspace() -> Workspace {
    Workspace::new(&[
        (
            "guestlist.yaml",
            "version: 1\nlists:\n  feed:\n    file: feeds/feed.txt\n  a:\n    - b.com\n    - A.com\n",
        ),
        ("feeds/feed.txt", "b.com\na.com"),
        (
            "sub/b.guestlist.yaml",
            "tenants: { contoso: { domains: [contoso.com] } }\n",
        ),
    ])
}

#[test]
fn without_a_file_all_of_the_workspace_is_formatted() {
    let w = workspace();
    let run = w.run(&["fmt"]);
    assert_eq!(run.code, 0);
    assert_data_eq!(
        run.out,
        str![[r#"
formatted  guestlist.yaml
formatted  feeds/feed.txt

"#]]
    );
    assert_data_eq!(
        run.err,
        str![[r#"
2 of 3 files formatted.

"#]]
    );
    assert_eq!(w.read("feeds/feed.txt"), "a.com\nb.com");
    let run = w.run(&["fmt"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_data_eq!(
        run.err,
        str![[r#"
All 3 files are in canonical form.

"#]]
    );
    assert_eq!(w.run(&["fmt", "-q"]).err, "");
}

#[test]
fn check_names_the_files_and_writes_nothing() {
    let w = workspace();
    let run = w.run(&["fmt", "--check"]);
    assert_eq!(run.code, 1);
    assert_data_eq!(
        run.out,
        str![[r#"
would change  guestlist.yaml
would change  feeds/feed.txt

"#]]
    );
    assert_data_eq!(
        run.err,
        str![[r#"
2 of 3 files would change: guestlist fmt writes them.

"#]]
    );
    assert_eq!(w.read("feeds/feed.txt"), "b.com\na.com");
    assert_eq!(w.run(&["fmt", "--check", "--diff"]).code, 1);
    assert_eq!(w.run(&["fmt", "--check", "sub/b.guestlist.yaml"]).code, 0);
}

#[test]
fn diff_shows_what_would_change_and_writes_nothing() {
    let w = workspace();
    let run = w.run(&["fmt", "--diff"]);
    assert_eq!(run.code, 0);
    assert_data_eq!(
        run.out,
        str![[r#"
--- a/guestlist.yaml
+++ b/guestlist.yaml
@@ -3,5 +3,5 @@
   feed:
     file: feeds/feed.txt
   a:
+    - a.com
     - b.com
-    - A.com
--- a/feeds/feed.txt
+++ b/feeds/feed.txt
@@ -1,2 +1,2 @@
-b.com
-a.com
/ No newline at end of file
+a.com
+b.com
/ No newline at end of file

"#]]
    );
    assert_eq!(w.read("feeds/feed.txt"), "b.com\na.com");
    let coloured = w.ok(&["fmt", "--diff", "--color", "always"]);
    assert!(
        coloured.contains("\u{1b}[32m+    - a.com\u{1b}[0m\n"),
        "{coloured:?}"
    );
}

#[test]
fn a_diff_is_what_git_applies() {
    let w = workspace();
    w.write(
        "crlf.guestlist.yaml",
        "lists:\r\n  crlf: [b.com, a.com]\r\n",
    );
    w.write(
        "ö x.guestlist.yaml",
        "lists: { long: [b.com, a.com] } # a long line",
    );
    w.write("diff", &w.ok(&["fmt", "--diff"]));
    let git = std::process::Command::new("git")
        .args(["apply", "--whitespace=nowarn", "diff"])
        .current_dir(w.path())
        .output()
        .unwrap();
    assert!(git.status.success(), "{git:?}");
    w.ok(&["fmt", "--check"]);
}

#[test]
fn text_from_files_can_not_steer_the_terminal() {
    let w = Workspace::new(&[
        (
            "guestlist.yaml",
            "version: 1\nlists: { f: { file: f.txt } }\n",
        ),
        ("f.txt", "b.com # \u{1b}[31m\u{202e}x\na.com\n"),
    ]);
    let out = w.ok(&["fmt", "--diff"]);
    assert!(out.contains("b.com # \\u{1b}[31m\\u{202e}x\n"), "{out}");
}

#[test]
fn the_document_for_programs_says_what_was_done() {
    let w = workspace();
    w.write("broken.guestlist.yaml", "lists: [\n");
    let (code, document) = w.json(&["fmt", "--diff"]);
    assert_eq!(code, 1);
    assert_eq!(document["changed"][0]["written"], false);
    let diff = document["changed"][1]["diff"].as_str().unwrap();
    assert!(diff.starts_with("--- a/feeds/feed.txt\n+++ b/feeds/feed.txt\n@@"));
    let (code, document) = w.json(&["fmt"]);
    assert_eq!(code, 1);
    assert_eq!(document["format_version"], "1.0");
    assert_eq!(document["valid"], false);
    assert_eq!(Workspace::rules(&document), ["syntax"]);
    let first = &document["changed"][0];
    assert_eq!(
        *first,
        serde_json::json!({ "file": "guestlist.yaml", "written": true, "diff": null })
    );
    assert_eq!(
        (document["unchanged"].as_u64(), document["omitted"].as_u64()),
        (Some(1), Some(0))
    );
}

#[test]
fn a_file_that_can_not_be_read_is_reported_and_the_others_are_done() {
    let w = workspace();
    w.write("x.guestlist.yaml", "lists:\n  bad: [a.com\n");
    w.write(
        "y.guestlist.yaml",
        "lists:\n  feed2: { file: feeds/feed2.txt }\n  gone: { file: no.txt }\n",
    );
    w.write("feeds/feed2.txt", "b.com\nnot a domain\na.com\n");
    let run = w.run(&["fmt"]);
    assert_eq!(run.code, 1);
    assert_data_eq!(
        run.out,
        str![[r#"
formatted  guestlist.yaml
formatted  feeds/feed.txt

"#]]
    );
    for said in [
        "x.guestlist.yaml:",
        "not a domain",
        "feeds/feed2.txt:2",
        "no file no.txt",
    ] {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    assert_eq!(w.read("feeds/feed2.txt"), "b.com\nnot a domain\na.com\n");
    // Faults of files that were not asked for are not told.
    assert_eq!(w.run(&["fmt", "guestlist.yaml", "feeds/feed.txt"]).code, 0);
    let run = w.run(&["fmt", "x.guestlist.yaml"]);
    assert_eq!(run.code, 1);
    assert!(!run.err.contains("no.txt"), "{}", run.err);
}

#[test]
fn meaning_is_for_validate_to_judge() {
    let w = Workspace::of("lists: { a: [{ list: nowhere }, b.com, b.com] }\nwhat: 1\nwhat: 2\n");
    assert_eq!(w.run(&["validate"]).code, 1);
    w.ok(&["fmt"]);
    assert_eq!(
        w.read("guestlist.yaml"),
        "lists: { a: [b.com, { list: nowhere }] }\nwhat: 1\nwhat: 2\n"
    );
}

#[test]
fn only_files_of_the_workspace_are_touched() {
    let w = workspace();
    w.write("other.txt", "b.com\na.com\n");
    w.write("ignored.guestlist.yaml", UNSORTED);
    w.write(".gitignore", "ignored*\n");
    for (file, said) in [
        ("other.txt", "is no file of this workspace"),
        ("ignored.guestlist.yaml", "is no file of this workspace"),
        ("sub", "is a folder"),
        ("none.guestlist.yaml", "there is no file"),
    ] {
        let run = w.run(&["fmt", "guestlist.yaml", file]);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{file}");
        assert!(run.err.contains(said), "{}", run.err);
    }
    let outside = Workspace::of(UNSORTED);
    let file = outside.path().join("guestlist.yaml");
    let run = w.run(&["fmt", file.to_str().unwrap()]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("is outside the workspace"), "{}", run.err);
    assert_eq!(outside.read("guestlist.yaml"), UNSORTED);
}

#[test]
fn a_file_leads_to_its_workspace_and_paths_are_relative_to_the_folder_to_work_in() {
    let w = Workspace::new(&[
        ("w/guestlist.yaml", UNSORTED),
        ("w/sub/a.guestlist.yaml", "lists: { b: [b.com, a.com] }\n"),
    ]);
    assert_eq!(w.run(&["fmt"]).code, 1);
    w.ok(&["fmt", "w/sub/a.guestlist.yaml"]);
    assert_eq!(
        w.read("w/sub/a.guestlist.yaml"),
        "lists: { b: [a.com, b.com] }\n"
    );
    assert_eq!(w.read("w/guestlist.yaml"), UNSORTED);
    w.ok(&["-C", "w/sub", "fmt", "../guestlist.yaml"]);
    assert_eq!(w.read("w/guestlist.yaml"), "lists:\n  a: [a.com, b.com]\n");
}

#[cfg(unix)]
mod on_unix {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(w: &Workspace, name: &str) -> u32 {
        let metadata = fs::metadata(w.path().join(name)).unwrap();
        metadata.permissions().mode() & 0o777
    }

    fn set_mode(w: &Workspace, name: &str, mode: u32) {
        fs::set_permissions(w.path().join(name), Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn permissions_are_kept_and_a_write_protected_file_is_left_alone() {
        let w = workspace();
        set_mode(&w, "guestlist.yaml", 0o640);
        set_mode(&w, "feeds/feed.txt", 0o444);
        let run = w.run(&["fmt"]);
        assert_eq!(run.code, 1);
        assert_eq!(run.out, "formatted  guestlist.yaml\n");
        assert!(run.err.contains("permission denied"), "{}", run.err);
        assert!(
            run.err.ends_with("1 of 3 files formatted.\n"),
            "{}",
            run.err
        );
        assert_eq!(mode(&w, "guestlist.yaml"), 0o640);
        assert_eq!(mode(&w, "feeds/feed.txt"), 0o444);
        assert_eq!(w.read("feeds/feed.txt"), "b.com\na.com");
    }

    #[test]
    fn links_inside_the_workspace_stay_links_and_those_that_lead_out_are_refused() {
        let outside = Workspace::of(UNSORTED);
        outside.write("feed.txt", "b.com\na.com\n");
        let w = workspace();
        w.write(
            "text/c.yaml",
            "lists: { c: [b.com, a.com], out: { file: out.txt } }\n",
        );
        let link = |to: &std::path::Path, name: &str| symlink(to, w.path().join(name)).unwrap();
        link("text/c.yaml".as_ref(), "c.guestlist.yaml");
        link(&outside.path().join("guestlist.yaml"), "out.guestlist.yaml");
        link(&outside.path().join("feed.txt"), "out.txt");
        let run = w.run(&["fmt"]);
        assert_eq!(run.code, 1);
        assert!(
            run.err.contains("leads out of the workspace"),
            "{}",
            run.err
        );
        let kind = fs::symlink_metadata(w.path().join("c.guestlist.yaml")).unwrap();
        assert!(kind.is_symlink());
        assert!(
            w.read("text/c.yaml")
                .starts_with("lists: { c: [a.com, b.com]")
        );
        assert_eq!(outside.read("guestlist.yaml"), UNSORTED);
        assert_eq!(outside.read("feed.txt"), "b.com\na.com\n");
        for file in ["out.guestlist.yaml", "out.txt"] {
            let run = w.run(&["fmt", file]);
            assert_eq!(run.code, 1);
            assert!(run.err.contains("outside the workspace"), "{}", run.err);
        }
    }
}
