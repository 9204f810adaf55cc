//! What is being done, on one line of a terminal, while it takes long; gone when it is done.
//!
//! One line without escape sequences: a library for bars would bring more than it takes away.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What takes less is over before it is read.
pub(super) const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is looked at again.
const TICK: Duration = Duration::from_millis(250);
/// Columns of the line at most.
const COLUMNS: usize = 48;

/// Whether a line stands on standard error now.
static SHOWN: AtomicBool = AtomicBool::new(false);

/// What a command is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// Files of the workspace, and the recorded state.
    Reading,
    /// What is desired with what is recorded, and the answers before and after.
    Comparing,
    /// Answers of the access model.
    Answering,
    /// A new version.
    Recording,
    /// Every byte of the recorded state.
    Checking,
}

impl Phase {
    fn words(self) -> &'static str {
        match self {
            Self::Reading => "Reading files",
            Self::Comparing => "Comparing",
            Self::Answering => "Working out answers",
            Self::Recording => "Recording",
            Self::Checking => "Checking the recorded state",
        }
    }
}

/// Tells the phases from a thread of its own.
pub(super) struct Progress {
    phases: Sender<Phase>,
    teller: JoinHandle<()>,
}

impl Progress {
    /// Starts to tell, once `patience` is over, unless it is finished by then.
    pub(super) fn start(
        out: impl Write + Send + 'static,
        patience: Duration,
        ellipsis: &'static str,
    ) -> Self {
        let (phases, told) = mpsc::channel();
        let teller = std::thread::spawn(move || tell(out, &told, patience, ellipsis));
        Self { phases, teller }
    }

    /// Says what is done now.
    pub(super) fn phase(&self, phase: Phase) {
        // A teller that is gone has nobody to tell.
        let _ = self.phases.send(phase);
    }

    /// Takes the line away.
    pub(super) fn finish(self) {
        drop(self.phases);
        let _ = self.teller.join();
    }
}

/// Takes the line away when the process is interrupted.
pub(super) fn interrupt() {
    if SHOWN.load(Ordering::Relaxed) {
        let _ = io::stderr().write_all(blank(COLUMNS).as_bytes());
    }
}

fn blank(columns: usize) -> String {
    format!("\r{:columns$}\r", "")
}

fn tell(mut out: impl Write, phases: &Receiver<Phase>, patience: Duration, ellipsis: &str) {
    let started = Instant::now();
    let mut now: Option<Phase> = None;
    let mut line = String::new();
    loop {
        let left = patience.saturating_sub(started.elapsed());
        let wait = if left.is_zero() { TICK } else { left };
        match phases.recv_timeout(wait) {
            Ok(phase) => now = Some(phase),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        let Some(phase) = now.filter(|_| started.elapsed() >= patience) else {
            continue;
        };
        let seconds = started.elapsed().as_secs();
        let next = match seconds {
            0 => format!("{}{ellipsis}", phase.words()),
            _ => format!("{}{ellipsis} {seconds} s", phase.words()),
        };
        if next != line {
            SHOWN.store(true, Ordering::Relaxed);
            let _ = write!(out, "{}{next}", blank(COLUMNS));
            let _ = out.flush();
            line = next;
        }
    }
    if !line.is_empty() {
        let _ = out.write_all(blank(COLUMNS).as_bytes());
        let _ = out.flush();
        SHOWN.store(false, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands on what is written.
    struct Wire(Sender<String>);

    impl Write for Wire {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            self.0.send(text).map_err(io::Error::other)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn until(written: &Receiver<String>, text: &str) {
        let all = written.iter().find(|part| part.contains(text));
        assert!(all.is_some(), "{text} was not written");
    }

    #[test]
    fn phases_are_told_in_turn_and_the_line_goes() {
        let (wire, written) = mpsc::channel();
        let progress = Progress::start(Wire(wire), Duration::ZERO, "…");
        progress.phase(Phase::Reading);
        until(&written, "Reading files…");
        progress.phase(Phase::Comparing);
        until(&written, "Comparing…");
        progress.finish();
        let last = written.iter().last();
        assert_eq!(last.as_deref(), Some(blank(COLUMNS).as_str()));
    }

    #[test]
    fn what_is_done_in_time_is_not_told() {
        let (wire, written) = mpsc::channel();
        let progress = Progress::start(Wire(wire), Duration::from_secs(3_600), "…");
        progress.phase(Phase::Recording);
        progress.finish();
        assert_eq!(written.iter().count(), 0);
    }

    #[test]
    fn every_line_is_blanked_whole() {
        let phases = [
            Phase::Reading,
            Phase::Comparing,
            Phase::Answering,
            Phase::Recording,
            Phase::Checking,
        ];
        let longest = phases.map(|phase| format!("{}... 100000 s", phase.words()).len());
        assert!(longest.iter().all(|length| *length < COLUMNS));
    }
}
