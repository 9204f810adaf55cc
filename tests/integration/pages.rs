//! Pages of the documentation that are run as they are written.
//!
//! Each `sh` block is run by bash, in one folder after the other, and what it prints must be the
//! `text` block behind it, or nothing. What a `powershell` block prints says the test.

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
pub(crate) struct Shell {
    folder: TempDir,
}

impl Shell {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("try")).unwrap();
        let shell = Self { folder };
        fs::write(shell.path("pwd"), shell.path("try").to_str().unwrap()).unwrap();
        shell
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a block in the folder that the block before ended in; both streams in the order of lines.
    pub(crate) fn run(&self, block: &str) -> String {
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

/// Runs PowerShell, and says what it prints.
pub(crate) type PowerShell<'p> = &'p mut dyn FnMut(&Shell, &str) -> String;

/// The page with what its blocks print, made anew; `after` is called with each block and its output.
pub(crate) fn followed(
    page: &str,
    shell: &Shell,
    powershell: PowerShell<'_>,
    mut after: impl FnMut(&str, &str),
) -> String {
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
        if line == "```sh" || line == "```powershell" {
            assert_eq!(
                printed, "",
                "a block before this line prints, and no text block follows"
            );
            let body = block(&mut lines);
            let raw = match line {
                "```sh" => shell.run(&body),
                _ => powershell(shell, &body),
            };
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

/// The page must show what its blocks print; `SNAPSHOTS=overwrite` writes it anew.
pub(crate) fn shows_what_it_prints(page: &Path, shell: &Shell, powershell: PowerShell<'_>) {
    let written = fs::read_to_string(page).unwrap();
    let made = followed(&written, shell, powershell, |_, _| {});
    let expected = Data::read_from(page, None).raw();
    Assert::new().action_env("SNAPSHOTS").eq(made, expected);
}

/// For a page without PowerShell.
pub(crate) fn none(_: &Shell, block: &str) -> String {
    panic!("nobody runs this PowerShell:\n{block}")
}
