//! Which files belong to a workspace, and how they are read.

use std::fs;
use std::path::Path;

use guestlist::diagnostics::{Finding, Findings};
use guestlist::text::Sources;
use guestlist::workflow::files::*;
use tempfile::TempDir;

/// A folder with these files; a path that ends in `/` is an empty folder.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        write(dir.path(), name, text);
    }
    dir
}

fn write(dir: &Path, name: &str, text: impl AsRef<[u8]>) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn root(dir: &TempDir) -> Root {
    Root::at(dir.path()).unwrap()
}

fn rel(path: &str) -> RelPath {
    RelPath::parse(path).unwrap()
}

/// Files, and findings as `rule: message`.
fn found(dir: &TempDir) -> (Vec<String>, Vec<String>) {
    let found = discover(&root(dir));
    let files = found.files.iter().map(RelPath::to_string).collect();
    (files, shown(found.findings.items()))
}

fn shown(findings: &[Finding]) -> Vec<String> {
    let shown = |f: &Finding| format!("{}: {}", f.rule.id, f.message);
    findings.iter().map(shown).collect()
}

mod the_root {
    use super::*;

    #[test]
    fn is_the_nearest_folder_going_up() {
        let dir = folder(&[
            ("guestlist.yaml", ""),
            ("a/guestlist.yaml/not-a-file", ""),
            ("a/b/guestlist.yaml", ""),
            ("a/b/c/file", ""),
        ]);
        let found = |start: &str| find_root(&dir.path().join(start)).unwrap();
        assert_eq!(found("a"), root(&dir));
        let below = Root::at(&dir.path().join("a/b")).unwrap();
        assert_eq!(found("a/b/c"), below);
        assert_eq!(found("a/b/c/../../../a/b"), below);
    }

    #[test]
    fn is_missed_with_advice() {
        let dir = folder(&[("a/file", "")]);
        let missing = find_root(&dir.path().join("a")).unwrap_err().to_string();
        assert!(missing.contains("guestlist init"), "{missing}");
        write(dir.path(), "guestlist.yml", "");
        let wrong = find_root(&dir.path().join("a")).unwrap_err().to_string();
        assert!(
            wrong.contains("guestlist.yml is not read: rename it"),
            "{wrong}"
        );
        assert!(matches!(
            find_root(&dir.path().join("gone")),
            Err(RootError::NoFolder { .. })
        ));
    }
}

mod discovery {
    use super::*;

    #[test]
    fn takes_the_configuration_of_this_workspace_in_a_stable_order() {
        let dir = folder(&[
            ("guestlist.yaml", ""),
            ("b.guestlist.yaml", ""),
            ("a/z.guestlist.yaml", ""),
            ("a/y.guestlist.yaml", ""),
            ("a/folder.guestlist.yaml/x.guestlist.yaml", ""),
            ("a/other.yaml", ""),
            ("a/other.yml", ""),
            ("a/guestlist.yaml.bak", ""),
            (".github/x.guestlist.yaml", ""),
            (".x.guestlist.yaml", ""),
            ("nested/guestlist.yaml", ""),
            ("nested/x.guestlist.yaml", ""),
            ("nested/deep/x.guestlist.yml", ""),
        ]);
        let (files, findings) = found(&dir);
        assert_eq!(
            files,
            [
                "guestlist.yaml",
                "a/folder.guestlist.yaml/x.guestlist.yaml",
                "a/y.guestlist.yaml",
                "a/z.guestlist.yaml",
                "b.guestlist.yaml",
            ]
        );
        assert_eq!(findings, [""; 0]);
    }

    #[test]
    fn names_the_right_name_of_a_yml_file() {
        let dir = folder(&[
            ("guestlist.yaml", ""),
            ("guestlist.yml", ""),
            ("a/x.guestlist.yml", ""),
            ("a/b/guestlist.yml", ""),
        ]);
        let findings = discover(&root(&dir)).findings;
        let fixes: Vec<_> = findings.items().iter().map(Finding::help).collect();
        assert_eq!(
            fixes,
            [
                "guestlist.yaml exists too: move what is missing there and delete guestlist.yml",
                "rename it to a/x.guestlist.yaml",
                "rename it to a/b/guestlist.yaml",
            ]
        );
        assert!(findings.has_error());
        assert_eq!(findings.items()[1].rule.id, "wrong-file-name");
    }

    #[test]
    fn obeys_gitignore_files_of_the_workspace_only() {
        let dir = folder(&[
            (".gitignore", "*"),
            (
                "w/.gitignore",
                "\u{feff}# drafts\r\ndrafts/\r\n/top.guestlist.yaml\nold-*\n",
            ),
            ("w/guestlist.yaml", ""),
            ("w/top.guestlist.yaml", ""),
            ("w/a/top.guestlist.yaml", ""),
            ("w/a/.gitignore", "!old-keep.guestlist.yaml\n"),
            ("w/a/old-keep.guestlist.yaml", ""),
            ("w/a/old-drop.guestlist.yaml", ""),
            ("w/drafts/deep/x.guestlist.yaml", ""),
            ("w/drafts/deep/.hidden/x.guestlist.yaml", ""),
            ("w/drafts/nested/guestlist.yaml", ""),
            ("w/drafts/nested/x.guestlist.yaml", ""),
            ("w/drafts/x.guestlist.yml", ""),
        ]);
        let found = discover(&Root::at(&dir.path().join("w")).unwrap());
        let files: Vec<_> = found.files.iter().map(RelPath::as_str).collect();
        assert_eq!(
            files,
            [
                "guestlist.yaml",
                "a/old-keep.guestlist.yaml",
                "a/top.guestlist.yaml"
            ]
        );
        assert_eq!(
            shown(found.findings.items()),
            [
                "ignored-file: a/old-drop.guestlist.yaml is left out by .gitignore",
                "ignored-file: drafts/deep/x.guestlist.yaml is left out by .gitignore",
                "ignored-file: top.guestlist.yaml is left out by .gitignore",
            ]
        );
        assert_eq!(
            found.findings.items()[1].detail,
            ["The pattern drafts/ excludes it."]
        );
        assert!(!found.findings.has_error());
    }

    #[test]
    fn reads_the_root_file_even_if_git_does_not() {
        let dir = folder(&[(".gitignore", "*.yaml"), ("guestlist.yaml", "")]);
        assert_eq!(found(&dir).0, ["guestlist.yaml"]);
    }

    #[test]
    fn looks_through_ignored_folders_within_bounds() {
        let dir = folder(&[
            (".gitignore", "packages\ndrafts\n"),
            ("guestlist.yaml", ""),
            ("drafts/x.guestlist.yaml", ""),
        ]);
        let many = dir.path().join("packages/many");
        fs::create_dir_all(&many).unwrap();
        for n in 0..20_001 {
            fs::File::create(many.join(format!("{n}.guestlist.yaml"))).unwrap();
        }
        let (files, findings) = found(&dir);
        assert_eq!(files, ["guestlist.yaml"]);
        assert_eq!(
            findings,
            [
                "ignored-file: drafts/x.guestlist.yaml is left out by .gitignore",
                "ignored-file: the folders that .gitignore excludes hold more than 20,000 entries",
            ]
        );
    }

    #[test]
    fn sums_up_many_files_that_are_left_out() {
        let dir = folder(&[(".gitignore", "drafts"), ("guestlist.yaml", "")]);
        for n in 0..50 {
            write(dir.path(), &format!("drafts/{n}.guestlist.yaml"), "");
        }
        let (_, findings) = found(&dir);
        assert_eq!(findings.len(), 21);
        assert_eq!(
            findings[20],
            "ignored-file: 30 configuration files more are left out by .gitignore"
        );
    }

    #[test]
    fn a_gitignore_that_is_no_text_or_far_too_large_is_a_fault() {
        let dir = folder(&[("guestlist.yaml", "")]);
        write(dir.path(), ".gitignore", b"\xff\xfea\0");
        assert_eq!(
            found(&dir).1,
            ["unreadable-file: .gitignore can't be read: it is UTF-16 text"]
        );
        write(dir.path(), ".gitignore", "a*b*c\n".repeat(1_000_000));
        assert_eq!(found(&dir).1.len(), 1);
    }
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn never_lead_out_of_the_root() {
        let outside = folder(&[("x.guestlist.yaml", "")]);
        let dir = folder(&[("guestlist.yaml", "")]);
        let target = outside.path().join("x.guestlist.yaml");
        symlink(&target, dir.path().join("x.guestlist.yaml")).unwrap();
        symlink(outside.path(), dir.path().join("tenants")).unwrap();
        symlink("nowhere", dir.path().join("y.guestlist.yaml")).unwrap();
        symlink(outside.path().join("gone"), dir.path().join("other")).unwrap();
        let (files, findings) = found(&dir);
        assert_eq!(files, ["guestlist.yaml"]);
        assert_eq!(
            findings,
            [
                "ignored-file: tenants is a link out of the workspace and is not followed",
                "outside-root: x.guestlist.yaml can't be read: it is a link that leads out of the workspace",
                "unreadable-file: y.guestlist.yaml can't be read: it is a link that leads nowhere",
            ]
        );
        let problem = read_text(&root(&dir), &rel("x.guestlist.yaml"), FILE_LIMIT);
        assert_eq!(problem, Err(FileProblem::OutsideRoot));
    }

    #[test]
    fn inside_the_root_give_each_real_file_once() {
        let dir = folder(&[
            ("guestlist.yaml", ""),
            ("a/x.guestlist.yaml", "x"),
            ("templates/shared.yaml", "shared"),
        ]);
        let link = |target: &str, at: &str| symlink(target, dir.path().join(at)).unwrap();
        link("..", "a/up");
        link("up", "a/loop");
        link("self.guestlist.yaml", "self.guestlist.yaml");
        link("a", "b");
        link("a/x.guestlist.yaml", "x.guestlist.yaml");
        link("templates/shared.yaml", "one.guestlist.yaml");
        link("templates/shared.yaml", "two.guestlist.yaml");
        let (files, findings) = found(&dir);
        assert_eq!(
            files,
            ["guestlist.yaml", "a/x.guestlist.yaml", "one.guestlist.yaml"]
        );
        assert_eq!(findings.len(), 1, "{findings:?}");
        let text = read_text(&root(&dir), &rel("one.guestlist.yaml"), FILE_LIMIT);
        assert_eq!(text.as_deref(), Ok("shared"));
    }

    #[test]
    fn the_root_file_counts_as_such_even_if_it_is_a_link() {
        let dir = folder(&[("main.guestlist.yaml", "")]);
        symlink("main.guestlist.yaml", dir.path().join("guestlist.yaml")).unwrap();
        assert_eq!(found(&dir), (vec!["guestlist.yaml".to_owned()], vec![]));
    }

    #[test]
    fn a_root_file_that_is_a_link_out_is_refused() {
        let outside = folder(&[("guestlist.yaml", "")]);
        let dir = tempfile::tempdir().unwrap();
        symlink(
            outside.path().join("guestlist.yaml"),
            dir.path().join("guestlist.yaml"),
        )
        .unwrap();
        assert_eq!(find_root(dir.path()).unwrap(), root(&dir));
        let (files, findings) = found(&dir);
        assert!(files.is_empty());
        assert!(findings[0].starts_with("outside-root: "), "{findings:?}");
    }
}

mod reading {
    use super::*;

    fn problem(dir: &TempDir, name: &str) -> FileProblem {
        read_text(&root(dir), &rel(name), FILE_LIMIT).unwrap_err()
    }

    #[test]
    fn says_what_is_wrong_with_each_file_and_reads_the_others() {
        let dir = folder(&[
            ("a", "version: 1\n"),
            ("c", "\u{feff}é\r\n"),
            ("folder/x", ""),
        ]);
        write(dir.path(), "binary", b"\x7fELF\x02\x01\x01\0");
        write(dir.path(), "latin1", b"caf\xe9");
        write(dir.path(), "utf16", b"\xff\xfea\0");
        let names = ["a", "binary", "c", "folder", "gone", "latin1", "utf16"];
        let files: Vec<RelPath> = names.map(rel).to_vec();
        let (mut sources, mut findings) = (Sources::new(), Findings::new());
        let first = sources.add("before", String::new());
        let ids = load_sources(&root(&dir), &files, &mut sources, &mut findings);
        let read: Vec<_> = ids.iter().map(Option::is_some).collect();
        assert_eq!(read, [true, false, true, false, false, false, false]);
        let order: Vec<_> = sources.iter().map(|(_, file)| file.path()).collect();
        assert_eq!(order, ["before", "a", "c"]);
        assert!(ids[0].unwrap() > first);
        assert_eq!(sources.file(ids[2].unwrap()).text(), "\u{feff}é\r\n");
        assert_eq!(
            shown(findings.items()),
            [
                "unreadable-file: binary can't be read: it is not UTF-8 text: the byte at offset 7 is 0x00",
                "unreadable-file: folder can't be read: it is a folder, not a regular file",
                "unreadable-file: gone can't be read: it does not exist",
                "unreadable-file: latin1 can't be read: it is not UTF-8 text: the byte at offset 3 is 0xe9",
                "unreadable-file: utf16 can't be read: it is UTF-16 text",
            ]
        );
        assert_eq!(findings.items()[3].help(), "save it as UTF-8");
    }

    #[test]
    fn refuses_a_file_larger_than_the_limit_unread() {
        let dir = folder(&[("exact", "1234")]);
        let file = fs::File::create(dir.path().join("sparse")).unwrap();
        file.set_len(300 * 1024 * 1024).unwrap();
        let too_large = problem(&dir, "sparse");
        assert_eq!(too_large, FileProblem::TooLarge(FILE_LIMIT));
        assert_eq!(too_large.to_string(), "it is larger than 256 MB");
        assert_eq!(too_large.finding(&rel("sparse")).rule.id, "too-large");
        assert_eq!(digest_files(&root(&dir), &[rel("sparse")]), Err(too_large));
        assert!(read_text(&root(&dir), &rel("exact"), 4).is_ok());
        assert!(read_text(&root(&dir), &rel("exact"), 3).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn never_waits_for_a_pipe_and_never_reads_a_device() {
        let dir = folder(&[("guestlist.yaml", "")]);
        let pipe = dir.path().join("pipe.guestlist.yaml");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let files = discover(&root(&dir)).files;
        assert_eq!(files[1].as_str(), "pipe.guestlist.yaml");
        assert_eq!(
            problem(&dir, "pipe.guestlist.yaml"),
            FileProblem::NotRegular("a named pipe")
        );
        let dev = Root::at(Path::new("/dev")).unwrap();
        assert_eq!(
            read_text(&dev, &rel("zero"), FILE_LIMIT),
            Err(FileProblem::NotRegular("a device"))
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_that_says_it_is_empty_is_bounded_too() {
        // Files of the kernel have no length and hold text all the same: as if the file grew.
        let proc = Root::at(Path::new("/proc/self")).unwrap();
        assert_eq!(
            read_text(&proc, &rel("status"), 10),
            Err(FileProblem::TooLarge(10))
        );
        assert!(read_text(&proc, &rel("status"), FILE_LIMIT).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn what_the_user_may_not_read_is_named() {
        use std::os::unix::fs::PermissionsExt;
        let dir = folder(&[
            ("guestlist.yaml", ""),
            ("a.guestlist.yaml", ""),
            ("shut/b.guestlist.yaml", ""),
        ]);
        for name in ["a.guestlist.yaml", "shut"] {
            let path = dir.path().join(name);
            fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
        }
        let (files, findings) = found(&dir);
        let denied = read_text(&root(&dir), &rel("a.guestlist.yaml"), FILE_LIMIT);
        let open = fs::Permissions::from_mode(0o755);
        fs::set_permissions(dir.path().join("shut"), open).unwrap();
        // The administrator of the machine may read everything.
        if denied.is_err() {
            assert_eq!(denied, Err(FileProblem::Denied));
            assert_eq!(files, ["guestlist.yaml", "a.guestlist.yaml"]);
            assert_eq!(
                findings,
                ["unreadable-file: the folder shut/ can't be opened: permission denied"]
            );
        }
    }
}

mod list_paths {
    use super::*;

    fn resolve(dir: &TempDir, from: &str, given: &str) -> Result<String, String> {
        let found = resolve_list_path(&root(dir), &rel(from), given);
        found.map(|path| path.to_string()).map_err(|error| {
            let finding = error.finding(given);
            format!(
                "{}: {} -> {}",
                finding.rule.id,
                finding.message,
                finding.help()
            )
        })
    }

    #[test]
    fn are_relative_to_the_file_that_names_them() {
        let dir = folder(&[("lists/threat.txt", ""), ("tenants/lists/own.txt", "")]);
        let ok = |from: &str, given: &str| resolve(&dir, from, given).unwrap();
        assert_eq!(ok("guestlist.yaml", "lists/threat.txt"), "lists/threat.txt");
        assert_eq!(ok("tenants/a", "lists/own.txt"), "tenants/lists/own.txt");
        assert_eq!(
            ok("tenants/a", "../lists//./threat.txt"),
            "lists/threat.txt"
        );
    }

    #[test]
    fn never_leave_the_root() {
        let dir = folder(&[("outside.txt", ""), ("w/guestlist.yaml", "")]);
        let root = Root::at(&dir.path().join("w")).unwrap();
        let absolute = dir.path().join("w/guestlist.yaml");
        for given in [
            "../outside.txt",
            "../w/guestlist.yaml",
            "a/../../outside.txt",
            absolute.to_str().unwrap(),
            "/etc/passwd",
            "C:/lists/threat.txt",
            "c:threat.txt",
            "\\\\server\\share\\threat.txt",
            "..\\outside.txt",
            "https://example.com/threat.txt",
        ] {
            let error = resolve_list_path(&root, &rel("guestlist.yaml"), given).unwrap_err();
            assert_eq!(error.finding(given).rule.id, "outside-root", "{given}");
        }
    }

    #[test]
    fn a_missing_file_is_answered_with_a_near_one() {
        let dir = folder(&[("lists/threat-intel.txt", ""), ("lists/more/x", "")]);
        let error = |given: &str| resolve(&dir, "guestlist.yaml", given).unwrap_err();
        assert_eq!(
            error("lists/thread-intel.txt"),
            "missing-file: there is no file lists/thread-intel.txt \
             -> file: lists/threat-intel.txt  (did you mean this file?)"
        );
        assert_eq!(
            error("list/threat-intel.txt"),
            "missing-file: there is no file list/threat-intel.txt: the folder list does not exist \
             -> the path is relative to the file that names it"
        );
        assert!(error("").starts_with("missing-file: "));
        assert!(error("a\0b").starts_with("unreadable-file: "));
        let long = error(&"x".repeat(100_000));
        assert!(long.starts_with("unreadable-file: ") && long.len() < 500);
        assert_eq!(
            error("lists\\threat-intel.txt"),
            "outside-root: lists\\threat-intel.txt is not a path on every system \
             -> file: lists/threat-intel.txt  (paths are written with /)"
        );
    }

    #[test]
    fn a_folder_is_no_list() {
        let dir = folder(&[("lists/x", "")]);
        let path = resolve_list_path(&root(&dir), &rel("guestlist.yaml"), "lists").unwrap();
        assert_eq!(
            read_text(&root(&dir), &path, FILE_LIMIT),
            Err(FileProblem::NotRegular("a folder"))
        );
        assert!(resolve(&dir, "guestlist.yaml", ".").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_the_root_only() {
        use std::os::unix::fs::symlink;
        let outside = folder(&[("threat.txt", ""), ("other.txt", "")]);
        let dir = folder(&[("data/threat.txt", "")]);
        symlink("data", dir.path().join("lists")).unwrap();
        symlink(outside.path(), dir.path().join("out")).unwrap();
        symlink(
            outside.path().join("threat.txt"),
            dir.path().join("threat.txt"),
        )
        .unwrap();
        let resolve = |given: &str| resolve(&dir, "guestlist.yaml", given);
        assert_eq!(resolve("lists/threat.txt").unwrap(), "data/threat.txt");
        for given in ["out/threat.txt", "threat.txt", "out/othr.txt"] {
            let error = resolve(given).unwrap_err();
            assert!(error.starts_with("outside-root: "), "{error}");
            assert!(!error.contains("other.txt"), "{error}");
        }
    }
}

mod digests {
    use super::*;

    #[test]
    fn follow_every_path_and_byte_and_no_order() {
        let dir = folder(&[("a", "1"), ("b", "2"), ("ab", "2")]);
        let digest = |names: &[&str]| {
            let files: Vec<_> = names.iter().map(|name| rel(name)).collect();
            digest_files(&root(&dir), &files).unwrap()
        };
        let before = digest(&["a", "b"]);
        assert_eq!(before, digest(&["b", "a"]));
        assert_eq!(before, digest_contents([("b", "2"), ("a", "1")]));
        assert_ne!(before, digest(&["a", "ab"]));
        assert_ne!(before, digest(&["a"]));
        write(dir.path(), "b", "3");
        assert_ne!(before, digest(&["a", "b"]));
        fs::remove_file(dir.path().join("a")).unwrap();
        assert_eq!(
            digest_files(&root(&dir), &[rel("a"), rel("b")]),
            Err(FileProblem::Missing)
        );
    }
}

#[test]
fn a_file_that_only_looks_like_configuration_is_named() {
    let contoso = "tenants:\n  contoso: { domains: [contoso.com] }\n";
    let w = crate::support::Workspace::new(&[
        (
            "guestlist.yaml",
            "version: 1\ntenants:\n  litware: { domains: [litwareinc.com] }\n",
        ),
        ("tenants/contoso.yaml", contoso),
        ("both.yaml", "lists:\n  a: [a.example.com]\n"),
        ("both.guestlist.yaml", "lists: {}\n"),
        ("other.yaml", "apiVersion: v1\nlists: []\n"),
        (".hidden.yaml", contoso),
        ("own/guestlist.yaml", "version: 1\n"),
        ("own/x.yaml", contoso),
        ("tenants/note.txt", contoso),
    ]);
    let (code, document) = w.json(&["validate"]);
    assert_eq!(code, 0, "{document}");
    let found = document["findings"].as_array().unwrap().iter();
    let found = found.filter(|f| f["rule"] == "ignored-file");
    let told: Vec<(&str, &str)> = found
        .map(|f| (f["message"].as_str().unwrap(), f["help"].as_str().unwrap()))
        .collect();
    let expected = [
        (
            "both.yaml looks like configuration and is not read: its name does not end in .guestlist.yaml",
            "both.guestlist.yaml exists too: move what is missing there and delete both.yaml",
        ),
        (
            "tenants/contoso.yaml looks like configuration and is not read: its name does not end in .guestlist.yaml",
            "if it should count, rename it to tenants/contoso.guestlist.yaml",
        ),
    ];
    assert_eq!(told, expected);
}

#[test]
fn many_files_that_look_alike_are_counted() {
    let w = crate::support::Workspace::of("version: 1\n");
    for number in 0..30 {
        w.write(&format!("x{number:02}.yaml"), "lists: {}\n");
    }
    let (_, document) = w.json(&["validate"]);
    let found = document["findings"].as_array().unwrap();
    assert_eq!(found.len(), 21);
    assert!(
        found
            .iter()
            .any(|f| f["message"] == "10 files more look like configuration and are not read")
    );
}
