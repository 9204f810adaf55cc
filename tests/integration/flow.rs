//! The worked flow of docs/pull-requests.md: run as it is written, with real git.
//!
//! `SNAPSHOTS=overwrite cargo test flow` writes what its blocks print anew. Beside the wording, which
//! that takes over, the tests here hold what must be true after each step.

use std::fs;
use std::path::{Path, PathBuf};

use crate::pages::{Shell, followed, none, shows_what_it_prints};

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pull-requests.md")
}

#[test]
fn the_page_shows_what_its_commands_print() {
    shows_what_it_prints(&page(), &Shell::new(), &mut none);
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
    followed(&written, &shell, &mut none, |block, printed| {
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
