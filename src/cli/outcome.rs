//! Exit codes.

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It did what it was asked.
    Done,
    /// Usage, a fault, an error finding, a damaged state: nothing was recorded.
    Wrong,
    /// Only with `--detailed-exitcode`: the plan holds changes.
    Changes,
    /// A failed expectation, or findings at or above `--deny`: nothing was recorded.
    Denied,
}

impl Outcome {
    /// The exit code after Ctrl-C.
    pub(super) const INTERRUPTED: i32 = 130;

    pub(super) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Wrong => 1,
            Self::Changes => 2,
            Self::Denied => 3,
        }
    }
}
