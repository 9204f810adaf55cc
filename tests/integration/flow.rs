//! The worked flow of docs/pull-requests.md: run as it is written, with real git.
//!
//! Each `sh` block is run by bash, in one folder after the other, and what it prints must be the
//! `text` block behind it, or nothing. `SNAPSHOTS=overwrite cargo test flow` writes them anew. Beside
//! the wording, which that takes over, the tests here hold what must be true after each step.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::{Assert, Data};
use tempfile::TempDir;

/// A name for each commit and digest, in the order in which they are met: their own depend on the
/// random lineage of the record.
const IDS: [&str; 9] = [
    "4f2c1ab0d93e",
    "9d03e51a7c62",
    "b71c6f8e045d",
    "2ea9d04f71b8",
    "c05f7b36d1e9",
    "61d8a2ec9f40",
    "f39b40c5a816",
    "8a7e1d5b20f3",
    "d5c80f94e7a1",
];

/// The shell of somebody who follows the page.
struct Shell {
    folder: TempDir,
}

impl Shell {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("try")).unwrap();
        let shell = Self { folder };
        fs::write(shell.path("pwd"), shell.path("try").to_str().unwrap()).unwrap();
        shell
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a block in the folder that the block before ended in; both streams in the order of lines.
    fn run(&self, block: &str) -> String {
        let program = Path::new(env!("CARGO_BIN_EXE_guestlist"));
        let path = std::env::var("PATH").unwrap();
        let pwd = self.path("pwd").display().to_string();
        let script = format!("cd \"$(cat '{pwd}')\"\nexec 2>&1\n{block}\npwd > '{pwd}'\n");
        let output = Command::new("bash")
            .args(["--noprofile", "--norc", "-uc", &script])
            .env_clear()
            .env(
                "PATH",
                format!("{}:{path}", program.parent().unwrap().display()),
            )
            .env("HOME", self.folder.path())
            .env("LC_ALL", "C.UTF-8")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_DATE", "2026-11-19T12:00:00Z")
            .env("GIT_COMMITTER_DATE", "2026-11-19T12:00:00Z")
            .env("GUESTLIST_AS_OF", "2026-11-20")
            .env("GUESTLIST_CACHE_DIR", self.path("cache"))
            .env("SOURCE_DATE_EPOCH", "1795168800")
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }
}

/// The text with every id of git or of a version replaced by one that is always the same.
fn with_known_ids(text: &str, met: &mut Vec<String>) -> String {
    let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    let is_id = |word: &str| [7, 12, 64].contains(&word.len()) && word.bytes().all(is_hex);
    let is_same = |one: &str, other: &str| one.starts_with(other) || other.starts_with(one);
    let mut known = |word: &str| {
        let at = met.iter().position(|known| is_same(known, word));
        let at = at.unwrap_or_else(|| {
            met.push(word.to_owned());
            met.len() - 1
        });
        IDS[at].chars().cycle().take(word.len()).collect::<String>()
    };
    let mut out = String::new();
    for part in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let word = part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        match is_id(word) {
            true => out.push_str(&known(word)),
            false => out.push_str(word),
        }
        out.push_str(&part[word.len()..]);
    }
    out
}

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pull-requests.md")
}

/// The page with what its blocks print, made anew; `after` is called with each block and its output.
fn followed(page: &str, shell: &Shell, mut after: impl FnMut(&str, &str)) -> String {
    let mut out = String::new();
    let mut met = Vec::new();
    let mut lines = page.lines().peekable();
    let mut printed = String::new();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let block = |lines: &mut dyn Iterator<Item = &str>| {
            let body: Vec<String> = lines
                .take_while(|l| *l != "```")
                .map(|l| format!("{l}\n"))
                .collect();
            body.concat()
        };
        if line == "```sh" {
            assert_eq!(
                printed, "",
                "a block before this line prints, and no text block follows"
            );
            let body = block(&mut lines);
            let raw = shell.run(&body);
            after(&body, &raw);
            printed = with_known_ids(&raw, &mut met);
            out.push_str(&body);
            out.push_str("```\n");
        } else if line == "```text" {
            block(&mut lines);
            out.push_str(&std::mem::take(&mut printed));
            out.push_str("```\n");
        }
    }
    assert_eq!(
        printed, "",
        "the last block prints, and no text block follows"
    );
    out
}

#[test]
fn the_page_shows_what_its_commands_print() {
    let written = fs::read_to_string(page()).unwrap();
    let shell = Shell::new();
    let made = followed(&written, &shell, |_, _| {});
    let expected = Data::read_from(&page(), None).raw();
    Assert::new().action_env("SNAPSHOTS").eq(made, expected);
}

/// What must be true after the block that holds this line.
struct Step {
    line: &'static str,
    /// What the block prints.
    prints: &'static [&'static str],
    /// What these commands print then, in the same folder.
    then: &'static [(&'static str, &'static str)],
}

/// The steps that matter, in their order; the wording between them is the page's.
const STEPS: [Step; 14] = [
    Step {
        line: "git clone --quiet ../origin.git ../bob",
        prints: &["Version 1 of"],
        then: &[("git -C ../bob log --oneline | wc -l", "1\n")],
    },
    Step {
        line: "guestlist plan --base main",
        prints: &["contoso opens to tailspintoys.com.", "with main at "],
        then: &[("git status --short", " M guestlist.yaml\n")],
    },
    Step {
        line: "git push --quiet --set-upstream origin allow-tailspin",
        prints: &[],
        then: &[("git diff --stat origin/main -- .guestlist", "")],
    },
    Step {
        line: "guestlist plan --out ../tailspin.plan",
        prints: &["contoso opens to tailspintoys.com.", "with version 1 of"],
        then: &[(
            "guestlist plan --detailed-exitcode > ../out 2>&1; echo $?",
            "2\n",
        )],
    },
    Step {
        line: "guestlist apply ../tailspin.plan --message \"#1, SEC-1412\"",
        prints: &["Recorded as version 2: 1 setting of 1 tenant."],
        then: &[(
            "guestlist plan --detailed-exitcode > ../out 2>&1; echo $?",
            "0\n",
        )],
    },
    Step {
        line: "git push --quiet --set-upstream origin allow-wingtip",
        prints: &["contoso opens to wingtiptoys.com."],
        then: &[],
    },
    // git merged without a word, and yet the change is another one.
    Step {
        line: "git merge --quiet --no-edit origin/main",
        prints: &["contoso and litware open to wingtiptoys.com."],
        then: &[("git status --short", "")],
    },
    Step {
        line: "rm tests.guestlist.yaml",
        prints: &["test fails  wingtip-is-contosos-alone"],
        then: &[],
    },
    Step {
        line: "guestlist fmt --check",
        prints: &[
            "CONFLICT (content)",
            "git left a merge here that nobody has resolved",
        ],
        then: &[
            ("guestlist plan > ../out 2>&1; echo $?", "1\n"),
            (
                "guestlist apply --auto-approve > ../out 2>&1; echo $?",
                "1\n",
            ),
        ],
    },
    Step {
        line: "grep -vE '^(<<<<<<<|=======|>>>>>>>)' guestlist.yaml > new",
        prints: &["contoso and litware open to fourthcoffee.com and wingtiptoys.com."],
        then: &[("guestlist fmt --check > ../out 2>&1; echo $?", "0\n")],
    },
    Step {
        line: "guestlist plan --out ../wingtip.plan > /dev/null 2>&1",
        prints: &["CONFLICT (add/add): Merge conflict in .guestlist/state/log/0000000003.json"],
        then: &[
            ("guestlist state verify > ../out 2>&1; echo $?", "1\n"),
            (
                "guestlist plan 2>&1 | grep -c 'git has not finished merging'",
                "1\n",
            ),
            (
                "guestlist show 2>&1 | grep -c 'git has not finished merging'",
                "1\n",
            ),
            (
                "guestlist apply --auto-approve 2>&1 | grep -c 'Nothing was recorded'",
                "1\n",
            ),
            (
                "guestlist state log --format json 2>&1 | grep -c '\"serial\": 4'",
                "0\n",
            ),
        ],
    },
    Step {
        line: "git checkout origin/main -- .guestlist/state",
        prints: &["Intact: 3 versions"],
        then: &[
            ("guestlist state verify > ../out 2>&1; echo $?", "0\n"),
            ("git diff --stat origin/main -- .guestlist", ""),
            ("git status --short", ""),
            (
                "guestlist plan 2>&1 | grep -c 'git has not finished merging'",
                "0\n",
            ),
        ],
    },
    Step {
        line: "guestlist apply ../wingtip.plan",
        prints: &[
            "the recorded state moved on",
            "from version 2, now it is version 3",
            "Nothing was recorded",
        ],
        then: &[("git status --short", "")],
    },
    // Both clones agree, with everything that was merged, each decision once.
    Step {
        line: "guestlist state verify | sed -n 1,2p",
        prints: &["Intact: 4 versions", "No changes."],
        then: &[
            (
                "git status --short; git diff --stat origin/main; git -C ../bob diff --stat origin/main",
                "",
            ),
            (
                "cmp .guestlist/state/log/0000000004.json ../bob/.guestlist/state/log/0000000004.json",
                "",
            ),
            ("guestlist state verify > ../out 2>&1; echo $?", "0\n"),
            (
                "guestlist can fourthcoffee.com chat litware --recorded | head -n 1",
                "Directly, if fourthcoffee.com allows it too: not known here. Or as\n",
            ),
        ],
    },
];

#[test]
fn each_step_does_what_it_is_there_for() {
    let written = fs::read_to_string(page()).unwrap();
    let shell = Shell::new();
    let mut steps = STEPS.iter().peekable();
    followed(&written, &shell, |block, printed| {
        let Some(step) = steps.next_if(|step| block.lines().any(|line| line == step.line)) else {
            return;
        };
        for text in step.prints {
            assert!(printed.contains(text), "{text:?}\n{block}\n{printed}");
        }
        for (command, answer) in step.then {
            assert_eq!(shell.run(command), *answer, "{command}, after\n{block}");
        }
    });
    let missed = steps.next().map(|step| step.line);
    assert_eq!(missed, None, "no block holds this line");
}
