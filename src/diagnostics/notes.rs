//! What is worth knowing about the files themselves, though nothing is wrong with them.

use super::{RuleInfo, Severity};

/// A configuration file that is left out.
pub static IGNORED_FILE: RuleInfo = RuleInfo {
    id: "ignored-file",
    default: Some(Severity::Note),
    summary: "A configuration file is left out.",
    explanation: "What the workspace's .gitignore files exclude is not read, and links are not followed \
         out of the workspace, so that everybody who checks the workspace out reads the same files. A \
         tenant that is defined only in such a file would be forgotten. If the file should count, \
         change the pattern or move the file. Of other files only those whose names end in \
         .guestlist.yaml are read: one that begins as they do, with tenants, partners, lists or \
         baselines, is named with the name it should have.",
    fact: "",
    fault: false,
};
