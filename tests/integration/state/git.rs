//! The state survives git: no conversion, and no silent merge.

use std::fs;
use std::path::Path;
use std::process::Command;

use guestlist::state::{Damage, LocalStore, State, StateError, verify};

use super::{draft, name, open, record, tenant};

/// Runs git with nothing of the user's configuration but what is given.
fn try_git(folder: &Path, arguments: &[&str]) -> bool {
    let config = folder.join("../gitconfig");
    let run = Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", config)
        .env_remove("GIT_DIR")
        .output()
        .unwrap();
    run.status.success()
}

fn git(folder: &Path, arguments: &[&str]) {
    assert!(try_git(folder, arguments), "git {arguments:?}");
}

/// A repository with a workspace whose state has some versions.
struct Repository {
    folder: tempfile::TempDir,
}

impl Repository {
    fn new(versions: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = "[user]\nname = Ann\nemail = ann@contoso.com\n[init]\ndefaultBranch = main\n[merge]\nconflictStyle = merge\n";
        fs::write(folder.path().join("gitconfig"), config).unwrap();
        let repository = Self { folder };
        fs::create_dir(repository.root()).unwrap();
        git(&repository.root(), &["init", "-q"]);
        fs::write(repository.root().join("guestlist.yaml"), "version: 1\n").unwrap();
        record(&repository.state(), versions);
        repository.commit();
        repository
    }

    fn root(&self) -> std::path::PathBuf {
        self.folder.path().join("workspace")
    }

    fn state(&self) -> std::path::PathBuf {
        self.root().join(".guestlist/state")
    }

    fn commit(&self) {
        git(&self.root(), &["add", "-A"]);
        git(&self.root(), &["commit", "-q", "-m", "state"]);
    }

    fn git(&self, arguments: &[&str]) {
        git(&self.root(), arguments);
    }

    /// Records versions that no other branch has.
    fn record_on_branch(&self, branch: &str, versions: u64) -> State {
        let mut state = open(&self.state()).unwrap();
        for round in 0..versions {
            let draft = draft([(name(branch), Some(tenant(round, 5)))]);
            state.commit(&state.base(), draft).unwrap();
        }
        self.commit();
        state
    }

    /// Two branches that both recorded versions after the common ones.
    fn forked(common: u64, ours: u64, theirs: u64) -> Self {
        let repository = Self::new(common);
        repository.git(&["checkout", "-q", "-b", "theirs"]);
        repository.record_on_branch("theirs", theirs);
        repository.git(&["checkout", "-q", "main"]);
        repository.record_on_branch("ours", ours);
        repository
    }

    /// Does as the advice says, and checks that the state is that side's.
    fn choose(&self, side: &str, newest: u64) {
        self.git(&["rm", "-rfq", "--", ".guestlist/state"]);
        self.git(&["checkout", side, "--", ".guestlist/state"]);
        assert_eq!(self.damage(), [], "{side}");
        assert_eq!(open(&self.state()).unwrap().base().serial.0, newest);
    }

    fn damage(&self) -> Vec<Damage> {
        let store = LocalStore::new(self.state()).shown_as(".guestlist/state");
        verify(&store, None).unwrap().damage
    }
}

#[test]
fn a_clone_with_converted_line_ends_keeps_every_byte() {
    let repository = Repository::new(3);
    let clone = repository.folder.path().join("clone");
    let attributes = "* text=auto eol=crlf\n*.json filter=lfs text eol=crlf ident\n";
    fs::write(repository.root().join(".gitattributes"), attributes).unwrap();
    repository.git(&["config", "filter.lfs.clean", "cat"]);
    repository.commit();
    repository.git(&[
        "-c",
        "core.autocrlf=true",
        "-c",
        "filter.lfs.smudge=tr a b",
        "clone",
        "-q",
        ".",
        "../clone",
    ]);
    let yaml = fs::read_to_string(clone.join("guestlist.yaml")).unwrap();
    assert_eq!(yaml, "version: 1\r\n", "the clone converts other files");
    let cloned = clone.join(".guestlist/state");
    super::assert_sound(&cloned);
    assert_eq!(
        open(&cloned).unwrap().head(),
        open(&repository.state()).unwrap().head()
    );
    // What a clone records comes back as it was.
    super::commit_round(&mut open(&cloned).unwrap()).unwrap();
    git(&clone, &["add", "-A"]);
    git(&clone, &["commit", "-q", "-m", "more"]);
    repository.git(&["pull", "-q", "../clone", "main"]);
    super::assert_sound(&repository.state());
    assert_eq!(open(&repository.state()).unwrap().base().serial.0, 4);
}

#[test]
fn two_branches_that_both_applied_meet_as_a_conflict() {
    let repository = Repository::forked(4, 1, 1);
    assert!(
        !try_git(&repository.root(), &["merge", "-q", "theirs"]),
        "a conflict"
    );
    let entry = repository.state().join("log/0000000005.json");
    let text = fs::read_to_string(&entry).unwrap();
    assert!(
        !text.contains("<<<<<<<"),
        "git leaves one side's entry as it is"
    );
    // Until the user decides, the state is one side's, whole.
    assert_eq!(repository.damage(), []);
    let ours = open(&repository.state()).unwrap();
    assert!(ours.tenants().contains_key("ours") && !ours.tenants().contains_key("theirs"));
    repository.git(&["checkout", "--theirs", "--", ".guestlist/state"]);
    assert_eq!(repository.damage(), []);
    let theirs = open(&repository.state()).unwrap();
    assert!(theirs.tenants().contains_key("theirs") && !theirs.tenants().contains_key("ours"));
    // Applying the other change again works.
    repository.record_on_branch("ours", 1);
    assert_eq!(repository.damage(), []);
    assert_eq!(open(&repository.state()).unwrap().base().serial.0, 6);
}

#[test]
fn later_versions_of_the_other_branch_are_explained() {
    let repository = Repository::forked(4, 1, 3);
    assert!(!try_git(&repository.root(), &["merge", "-q", "theirs"]));
    let StateError::Damaged(damage) = open(&repository.state()).unwrap_err() else {
        panic!("damage")
    };
    assert_eq!(damage.len(), 1);
    let [damage] = &repository.damage()[..] else {
        panic!("one damage")
    };
    assert_eq!(damage.file, ".guestlist/state/log/0000000006.json");
    assert_eq!(damage.intact, "versions 1–5");
    assert_eq!(
        damage.advice,
        "two branches both applied after version 4, and both left versions here. Take one side's folder \
         whole: git rm -rfq -- .guestlist/state, then git checkout SIDE -- .guestlist/state. SIDE is HEAD \
         or MERGE_HEAD while the merge is unfinished; once it is committed, \"HEAD^1\" or \"HEAD^2\" (with \
         the merge's commit for HEAD if others followed). Then plan and apply the other change again"
    );
    // Either choice that the advice offers leads to a sound state, before the merge is committed and
    // after it was, with one side's entry.
    repository.choose("MERGE_HEAD", 7);
    repository.choose("HEAD", 5);
    repository.git(&["checkout", "-q", "--force", "HEAD"]);
    repository.git(&["merge", "-q", "-s", "ours", "--no-commit", "theirs"]);
    repository.git(&["checkout", "theirs", "--", ".guestlist/state"]);
    let ours = ".guestlist/state/log/0000000005.json";
    repository.git(&["checkout", "HEAD", "--", ours]);
    repository.commit();
    assert_eq!(repository.damage()[0].advice, damage.advice);
    repository.choose("HEAD^2", 7);
    repository.choose("HEAD^1", 5);
}

#[test]
fn two_first_versions_are_explained() {
    let repository = Repository::new(0);
    let record = |lineage: u8, versions: u64| {
        let mut state = open(&repository.state()).unwrap();
        for round in 0..versions {
            let mut draft = draft([(name("contoso"), Some(tenant(round, 5)))]);
            draft.origin.new_lineage = guestlist::state::Lineage::from_bytes([lineage; 16]);
            state.commit(&state.base(), draft).unwrap();
        }
        repository.commit();
    };
    repository.git(&["checkout", "-q", "-b", "theirs"]);
    record(1, 2);
    repository.git(&["checkout", "-q", "main"]);
    record(2, 1);
    assert!(!try_git(&repository.root(), &["merge", "-q", "theirs"]));
    let [damage] = &repository.damage()[..] else {
        panic!("one damage")
    };
    assert!(damage.problem.contains("its lineage is 01010101-"));
    assert!(
        damage
            .advice
            .contains("two branches both applied before the first version was there")
    );
}

#[test]
fn conflict_markers_are_explained() {
    let repository = Repository::forked(2, 1, 1);
    // Somebody took the attributes away.
    repository.git(&["rm", "-q", ".guestlist/.gitattributes"]);
    repository.git(&["commit", "-q", "-m", "no attributes"]);
    repository.git(&["checkout", "-q", "theirs"]);
    repository.git(&["rm", "-q", ".guestlist/.gitattributes"]);
    repository.git(&["commit", "-q", "-m", "no attributes"]);
    assert!(!try_git(&repository.root(), &["merge", "-q", "main"]));
    let [damage] = &repository.damage()[..] else {
        panic!("one damage")
    };
    assert_eq!(damage.file, ".guestlist/state/log/0000000003.json");
    assert_eq!(damage.problem, "holds the conflict markers of a git merge");
    assert_eq!(damage.intact, "versions 1–2");
    assert!(
        damage
            .advice
            .starts_with("two branches both applied after version 2")
    );
    assert!(open(&repository.state()).is_err());
}
