//! One file a command: its arguments and one function.

pub(super) mod access;
pub(super) mod activity;
pub(super) mod apply;
pub(super) mod ask;
pub(super) mod can;
pub(super) mod capabilities;
pub(super) mod completions;
pub(super) mod drift;
pub(super) mod entries;
pub(super) mod explain;
pub(super) mod export;
pub(super) mod fmt;
pub(super) mod import;
pub(super) mod init;
pub(super) mod man;
pub(super) mod plan;
pub(super) mod reference;
pub(super) mod rules;
pub(super) mod schema;
pub(super) mod show;
pub(super) mod state;
pub(super) mod test;
pub(super) mod validate;
