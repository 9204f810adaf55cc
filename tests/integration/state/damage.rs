//! Damage of every kind is noticed, named, and said what it means.

use std::fs;
use std::path::{Path, PathBuf};

use guestlist::state::{Damage, Digest, LocalStore, Report, Serial, StateError, verify};

use super::{commit_round, name, open, origin, record};

/// A state of some versions in a folder of its own, which goes with the value.
struct Recorded {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn recorded(versions: u64) -> Recorded {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(".guestlist/state");
    record(&path, versions);
    Recorded {
        path,
        _folder: folder,
    }
}

impl Recorded {
    fn log(&self, serial: u64) -> PathBuf {
        self.path.join(format!("log/{serial:010}.json"))
    }

    fn object(&self, tenant: &str) -> PathBuf {
        let object = open(&self.path).unwrap().tenants()[&name(tenant)].object;
        self.path.join(format!("objects/{object}.json"))
    }

    fn report(&self, head: Option<&Digest>) -> Report {
        let store = LocalStore::new(&self.path).shown_as(".guestlist/state");
        verify(&store, head).unwrap()
    }

    /// The one damage that there is.
    fn damage(&self) -> Damage {
        let mut damage = self.report(None).damage;
        assert_eq!(damage.len(), 1, "{damage:#?}");
        damage.remove(0)
    }

    fn files(&self) -> Vec<PathBuf> {
        let in_folder = |folder: &str| fs::read_dir(self.path.join(folder)).unwrap();
        let entries = in_folder("log").chain(in_folder("objects"));
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

fn file_name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

/// Changes an entry and seals it anew, as somebody who rewrites history would.
fn reseal(path: &Path, change: impl Fn(String) -> String) {
    let text = fs::read_to_string(path).unwrap();
    let body = text.rsplit_once("  \"digest\"").unwrap().0.to_owned();
    let body = change(body);
    let digest = Digest::of(body.as_bytes());
    fs::write(path, format!("{body}  \"digest\": \"{digest}\"}}\n")).unwrap();
}

#[test]
fn an_entry_cut_at_any_length_is_noticed() {
    let state = recorded(3);
    let whole = fs::read(state.log(3)).unwrap();
    for length in 0..whole.len() {
        fs::write(state.log(3), &whole[..length]).unwrap();
        let damage = state.damage();
        assert!(damage.file.ends_with("log/0000000003.json"));
        assert_eq!(damage.intact, "versions 1–2");
        let expected = match length {
            0 => "is empty",
            _ if length + 1 == whole.len() => "lacks the line end at its end",
            _ => "does not end with the line that seals it: it was cut off, or something was added",
        };
        assert_eq!(damage.problem, expected, "{length}");
    }
    let error = open(&state.path).unwrap_err();
    assert!(matches!(&error, StateError::Damaged(damage) if damage.len() == 1));
}

#[test]
fn a_flipped_bit_in_any_file_is_noticed() {
    let state = recorded(3);
    for file in state.files() {
        let whole = fs::read(&file).unwrap();
        // A sample of all positions; the bit changes with the position.
        let is_entry = file.parent().unwrap().ends_with("log");
        let step = if is_entry { 5 } else { 37 };
        for at in (0..whole.len()).step_by(step) {
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << (at % 8);
            fs::write(&file, flipped).unwrap();
            let named = state.report(None).damage;
            let named = named.iter().any(|d| d.file.ends_with(file_name(&file)));
            assert!(named, "{} at {at}", file.display());
        }
        fs::write(&file, whole).unwrap();
    }
    assert_eq!(state.report(None).damage, []);
}

#[test]
fn a_file_taken_away_is_noticed() {
    let state = recorded(4);
    let head = open(&state.path).unwrap().head().unwrap().digest;
    for file in state.files() {
        let bytes = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        let damage = state.report(Some(&head)).damage;
        let newest = file == state.log(4);
        let concerned = if newest {
            "log/0000000003.json"
        } else {
            file_name(&file)
        };
        assert!(
            damage.iter().any(|d| d.file.ends_with(concerned)),
            "{damage:#?}"
        );
        fs::write(&file, bytes).unwrap();
    }
    assert_eq!(state.report(Some(&head)).damage, []);
}

#[test]
fn a_missing_object_costs_its_tenant_only() {
    let state = recorded(5);
    let contoso = state.object("contoso");
    fs::remove_file(&contoso).unwrap();
    let opened = open(&state.path).unwrap();
    assert!(opened.tenant(&name("adatum")).unwrap().is_some());
    let error = opened.tenant(&name("contoso")).unwrap_err();
    let StateError::Damaged(damage) = error else {
        panic!("{error}")
    };
    // In this state all tenants of a round are equal, so that they share an object.
    assert_eq!(
        damage[0].problem,
        "is missing, so tenants contoso, litware, tailspin of version 5 can't be read"
    );
    assert_eq!(
        damage[0].intact,
        "versions 1–4, and everything else of version 5"
    );
    assert!(damage[0].advice.ends_with(
        "brings it back; without git, guestlist state restore 4 records version 4 anew"
    ));
    // What the advice says works, though the object is still missing.
    let mut state = open(&state.path).unwrap();
    state.restore(&state.base(), Serial(4), origin(5)).unwrap();
    assert_eq!(
        state.tenant(&name("contoso")).unwrap(),
        Some(super::tenant(4, 80))
    );
    let error = state
        .restore(&state.base(), Serial(5), origin(6))
        .unwrap_err();
    assert!(matches!(error, StateError::Damaged(_)));
}

#[test]
fn a_damaged_tenant_can_be_forgotten() {
    let state = recorded(2);
    fs::write(state.object("contoso"), "{}\n").unwrap();
    let mut opened = open(&state.path).unwrap();
    for tenant in ["contoso", "litware", "tailspin"] {
        opened
            .forget(&opened.base(), &name(tenant), origin(3))
            .unwrap();
    }
    assert!(
        state
            .damage()
            .advice
            .ends_with("the newest version does not need it")
    );
}

#[test]
fn a_shared_set_is_named_with_all_that_need_it() {
    let state = recorded(1);
    let set = state
        .files()
        .into_iter()
        .find(|file| fs::read_to_string(file).unwrap().starts_with('['));
    let set = set.unwrap();
    fs::write(
        &set,
        fs::read_to_string(&set).unwrap().replace("d7.", "d8."),
    )
    .unwrap();
    let damage = state.damage();
    assert!(damage.file.ends_with(file_name(&set)));
    assert_eq!(
        damage.problem,
        "was changed after it was written: its bytes do not fit its name, \
         so tenants contoso, fabrikam, litware of version 1 can't be read"
    );
    assert_eq!(damage.intact, "everything else of version 1");
}

#[test]
fn a_gap_is_noticed_wherever_it_is() {
    let state = recorded(70);
    fs::remove_file(state.log(3)).unwrap();
    let StateError::Damaged(damage) = open(&state.path).unwrap_err() else {
        panic!("damage")
    };
    assert!(damage[0].file.ends_with("log/0000000003.json"));
    assert_eq!(
        damage[0].problem,
        "is missing, though there are later versions than 3"
    );
    assert_eq!(damage[0].intact, "versions 1–2 and 64–70");
    fs::remove_file(state.log(4)).unwrap();
    assert!(state.damage().problem.contains("up to that of version 4"));
    // A number far away costs no time.
    fs::write(state.path.join(format!("log/{}.json", u64::MAX)), "{}\n").unwrap();
    assert_eq!(state.report(None).damage.len(), 3);
}

#[test]
fn an_old_damage_does_not_stop_work_and_is_found_when_read() {
    let state = recorded(70);
    fs::write(state.log(3), "nonsense\n").unwrap();
    let mut opened = open(&state.path).unwrap();
    commit_round(&mut opened).unwrap();
    assert!(opened.at(Serial(65)).is_ok());
    let error = opened.at(Serial(4)).unwrap_err().to_string();
    assert!(
        error.contains("log/0000000003.json does not end with"),
        "{error}"
    );
    assert!(error.contains("intact: versions 1–2 and 64–71"), "{error}");
    let read: Vec<bool> = opened.log().map(|version| version.is_ok()).collect();
    assert_eq!(read.len(), 69);
    assert_eq!(read.iter().position(|ok| !ok), Some(68));
}

#[test]
fn a_newer_format_is_left_alone() {
    let state = recorded(3);
    reseal(&state.log(3), |body| {
        body.replacen("\"format_version\": 1", "\"format_version\": 3", 1)
    });
    let error = open(&state.path).unwrap_err();
    assert!(matches!(
        error,
        StateError::NewerFormat {
            found: 3,
            known: 2,
            ..
        }
    ));
    assert!(error.to_string().ends_with("Update guestlist"));
    // A newer format may also be sealed in another way.
    fs::write(state.log(3), "{\"format_version\": 7, \"all\": \"new\"}\n").unwrap();
    let error = verify(&LocalStore::new(&state.path), None).unwrap_err();
    assert!(matches!(error, StateError::NewerFormat { found: 7, .. }));
    // A number that only looks newer, because a bit flipped, is damage.
    let state = recorded(3);
    let flipped = fs::read_to_string(state.log(3)).unwrap();
    fs::write(state.log(3), flipped.replacen("on\": 1", "on\": 3", 1)).unwrap();
    assert!(matches!(open(&state.path), Err(StateError::Damaged(_))));
}

#[test]
fn a_rewritten_history_is_noticed() {
    let state = recorded(4);
    let head = open(&state.path).unwrap().head().unwrap().digest;
    reseal(&state.log(2), |body| {
        body.replace("Joint launch", "Nothing here")
    });
    let damage = state.damage();
    assert!(damage.file.ends_with("log/0000000003.json"));
    assert!(
        damage
            .problem
            .starts_with("does not follow the version 2 that is here")
    );
    assert_eq!(damage.intact, "versions 1–2");
    // Sealed anew to the end, only a digest kept elsewhere can tell.
    let state = recorded(4);
    reseal(&state.log(4), |body| {
        body.replace("Joint launch", "Nothing here")
    });
    assert_eq!(state.report(None).damage, []);
    let told = &state.report(Some(&head)).damage[0];
    assert!(told.problem.contains(&head.to_string()));
    // So can newest versions that are gone.
    fs::remove_file(state.log(4)).unwrap();
    assert_eq!(state.report(None).damage, []);
    assert_eq!(state.report(Some(&head)).damage.len(), 1);
}

#[test]
fn a_list_or_digest_that_was_forged_is_noticed() {
    let state = recorded(64);
    reseal(&state.log(64), |body| {
        body.replacen("\"litware\"", "\"lightware\"", 1)
    });
    let problems: Vec<String> = state
        .report(None)
        .damage
        .into_iter()
        .map(|d| d.problem)
        .collect();
    assert!(
        problems.iter().any(|p| p.contains("do not lead")),
        "{problems:?}"
    );
    let state = recorded(2);
    let values = open(&state.path).unwrap().tenants()[&name("contoso")].values;
    let other = Digest::of(b"other").to_string();
    reseal(&state.log(2), |body| {
        body.replace(&values.to_string(), &other)
    });
    assert!(
        state
            .damage()
            .problem
            .contains("the log lists other digests")
    );
}

#[test]
fn an_entry_of_another_state_is_noticed() {
    let (state, other) = (recorded(2), recorded(3));
    reseal(&other.log(3), |body| body.replace("07070707", "08080808"));
    fs::copy(other.log(3), state.log(3)).unwrap();
    let damage = state.damage();
    assert!(
        damage
            .problem
            .starts_with("belongs to another state: its lineage is 08080808-")
    );
    assert_eq!(damage.intact, "versions 1–2");
    fs::copy(state.log(1), state.log(3)).unwrap();
    assert!(
        state
            .damage()
            .problem
            .ends_with("it is the entry of version 1")
    );
}

#[test]
fn what_does_not_belong_there_is_noticed() {
    let state = recorded(2);
    let cases: [(&str, &str); 6] = [
        ("notes.txt", "is no file that guestlist wrote"),
        ("log/1.json", "is no file that guestlist wrote"),
        (
            "log/0000000002.json.orig",
            "is a copy of an entry that a merge left",
        ),
        (
            "log/0000000002.json~HEAD",
            "is a copy of an entry that a merge left",
        ),
        (
            "objects/x\u{1b}[31m.json",
            "is no file that guestlist wrote",
        ),
        (".gitattributes", "is no file that guestlist wrote"),
    ];
    for (file, problem) in cases {
        let path = state.path.join(file);
        fs::write(&path, "x").unwrap();
        let damage = state.damage();
        assert_eq!(damage.problem, problem, "{file}");
        assert_eq!(damage.intact, "versions 1–2");
        assert!(!damage.to_string().contains('\u{1b}'));
        fs::remove_file(path).unwrap();
    }
    fs::create_dir(state.path.join("objects/old")).unwrap();
    assert!(state.damage().problem.starts_with("does not belong here"));
    fs::remove_dir(state.path.join("objects/old")).unwrap();
    fs::write(state.path.join("log/.tmp-1"), "half").unwrap();
    fs::write(state.path.join("objects/.tmp-2"), "half").unwrap();
    let spare = format!("objects/{}.json", Digest::of(b"spare\n"));
    fs::write(state.path.join(spare), "spare\n").unwrap();
    let report = state.report(None);
    assert_eq!(report.damage, []);
    assert_eq!((report.unfinished, report.unnamed), (2, 1));
}

#[cfg(unix)]
#[test]
fn links_in_the_place_of_files_are_noticed() {
    use std::os::unix::fs::symlink;
    let state = recorded(2);
    for file in [
        state.log(2),
        state.object("contoso"),
        state.path.join("objects"),
    ] {
        let aside = state.path.parent().unwrap().join("aside");
        fs::rename(&file, &aside).unwrap();
        symlink(&aside, &file).unwrap();
        assert!(state.damage().problem.starts_with("is a link"));
        fs::remove_file(&file).unwrap();
        fs::rename(&aside, &file).unwrap();
    }
    assert_eq!(state.report(None).damage, []);
}

#[test]
fn attributes_in_the_folder_itself_belong_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("recorded");
    record(&path, 1);
    let attributes = path.join(".gitattributes");
    super::assert_sound(&path);
    fs::write(&attributes, "* text=auto\n").unwrap();
    let store = LocalStore::new(&path);
    let damage = verify(&store, None).unwrap().damage;
    assert!(
        damage[0]
            .problem
            .starts_with("is missing or was changed, so git")
    );
    fs::remove_file(&attributes).unwrap();
    assert_eq!(verify(&store, None).unwrap().damage.len(), 1);
    assert!(!folder.path().join(".gitattributes").exists());
}

#[test]
fn converted_line_ends_are_told_from_other_changes() {
    let state = recorded(2);
    for file in [state.log(2), state.object("contoso")] {
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replace('\n', "\r\n")).unwrap();
        assert!(
            state
                .damage()
                .problem
                .starts_with("has had its line ends converted")
        );
        fs::write(&file, text.trim_end()).unwrap();
        assert!(state.damage().problem.starts_with("lacks the line end"));
        fs::write(&file, text).unwrap();
    }
}

#[test]
fn every_byte_string_is_refused_without_a_panic() {
    let state = recorded(1);
    let deep = "[".repeat(100_000);
    for bytes in [
        &b"\xff\xfe\0"[..],
        b"{",
        b"null\n",
        b"\r\n",
        b"  \"digest\": \"",
        deep.as_bytes(),
    ] {
        fs::write(state.log(1), bytes).unwrap();
        assert!(matches!(open(&state.path), Err(StateError::Damaged(_))));
    }
    let body = format!("{{\"format_version\": 1, \"tenants\": {deep},\n");
    fs::write(state.log(1), &body).unwrap();
    fs::write(
        state.log(1),
        format!(
            "{body}  \"digest\": \"{}\"}}\n",
            Digest::of(body.as_bytes())
        ),
    )
    .unwrap();
    assert!(state.damage().problem.contains("can't be understood"));
}
