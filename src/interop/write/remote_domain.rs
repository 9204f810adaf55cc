//! A remote domain whose domain is to be another one: the service can't change it, and what is set in
//! the meantime counts for the old one.
//!
//! Source: `Set-RemoteDomain`, which has no parameter for the domain, and `New-RemoteDomain`.

use super::parts::{Deed, Part};
use super::{Task, Wanted};

const OBJECT: &str = "RemoteDomain";

/// Why the domain is left to a person.
pub(super) const FIXED: &str = "the service takes the domain only when the remote domain is made: delete it, make another, and \
     export again";

/// Why another setting is left to a person, too.
pub(super) const WAITS: &str = "the remote domain still has its old domain, for which this would count: make it anew with the \
     other domain first, and export again";

/// Whether a setting is the domain of a remote domain.
pub(super) fn is_domain(wanted: &Wanted) -> bool {
    (wanted.setting.object, wanted.setting.property) == (OBJECT, "DomainName")
}

/// Whether the part is of a remote domain that is there, and that has another domain than it is to have, or
/// may have one.
pub(super) fn is_other(task: &Task, part: &Part<'_>) -> bool {
    let of_part = |w: &&Wanted| is_domain(w) && w.key.object_name() == part.name;
    let wanted = task.wanted.iter().find(of_part);
    part.object == OBJECT
        && part.deed == Deed::Set
        && wanted.is_some_and(|w| w.before.as_ref() != Some(&w.after))
}
