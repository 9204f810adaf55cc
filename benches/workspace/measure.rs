//! One step: a child process, what it cost, and what it wrote.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use wait4::Wait4;

/// What a step cost.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Measured {
    pub(crate) wall: Duration,
    /// Time on processors, of all threads: what other work on the machine disturbs least.
    pub(crate) processor: Duration,
    /// Peak resident memory, in bytes.
    pub(crate) memory: u64,
    /// What was written to the folder that is kept.
    pub(crate) written: Written,
}

/// Files that are new or have changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Written {
    pub(crate) files: u64,
    pub(crate) bytes: u64,
}

/// Runs the command to its end, which must be a good one, and looks at what it wrote to `folder`.
pub(crate) fn run(command: &mut Command, folder: &Path) -> Measured {
    let before = listing(folder);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let started = Instant::now();
    let mut child = command.spawn().unwrap();
    // Read to its end first: a full pipe would stop the child.
    let mut said = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut said).unwrap();
    let ended = child.wait4().unwrap();
    let wall = started.elapsed();
    assert!(
        ended.status.success(),
        "{command:?}: {}\n{said}",
        ended.status
    );
    Measured {
        wall,
        processor: ended.rusage.utime + ended.rusage.stime,
        memory: ended.rusage.maxrss,
        written: written(&before, &listing(folder)),
    }
}

/// Of each figure the median, each by itself.
pub(crate) fn median(mut runs: Vec<Measured>) -> Measured {
    let middle = runs.len() / 2;
    let mut of = |key: fn(&Measured) -> (u128, u64)| {
        runs.sort_by_key(key);
        runs[middle]
    };
    let wall = of(|m| (m.wall.as_nanos(), 0)).wall;
    let processor = of(|m| (m.processor.as_nanos(), 0)).processor;
    let memory = of(|m| (0, m.memory)).memory;
    let written = of(|m| (u128::from(m.written.bytes), m.written.files)).written;
    Measured {
        wall,
        processor,
        memory,
        written,
    }
}

type Listing = HashMap<PathBuf, (u64, SystemTime)>;

/// Every file below a folder; none if the folder is not there.
fn listing(folder: &Path) -> Listing {
    let mut found = Listing::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let entry = entry.unwrap();
            let about = entry.metadata().unwrap();
            if about.is_dir() {
                folders.push(entry.path());
            } else {
                found.insert(entry.path(), (about.len(), about.modified().unwrap()));
            }
        }
    }
    found
}

fn written(before: &Listing, after: &Listing) -> Written {
    let changed = after
        .iter()
        .filter(|(path, about)| before.get(*path) != Some(about));
    changed.fold(Written::default(), |sum, (_, (bytes, _))| Written {
        files: sum.files + 1,
        bytes: sum.bytes + bytes,
    })
}
