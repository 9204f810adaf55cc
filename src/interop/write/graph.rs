//! Requests to Microsoft Graph.

use super::{Task, Written};

pub(super) fn write(task: &Task) -> Written {
    super::json::write(task)
}
