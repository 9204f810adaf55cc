//! Configurations of Microsoft365DSC.

use super::{Task, Written};

pub(super) fn write(task: &Task) -> Written {
    super::json::write(task)
}
