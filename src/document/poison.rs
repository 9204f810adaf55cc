//! What must not be judged any more because a fault stands there.

use std::collections::HashMap;

/// Paths that faults have spoiled: keys, and positions in lists counted from 0.
#[derive(Debug, Clone, Default)]
pub struct Poison {
    root: Branch,
}

/// What is known of one path.
#[derive(Debug, Clone, Default)]
pub(super) struct Branch {
    state: State,
    below: HashMap<Box<str>, Branch>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Sound,
    /// Something may have been meant for this place; what stands there is read all the same.
    Doubtful,
    /// Not to be read.
    Spoiled,
}

impl Poison {
    /// Nothing is spoiled.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Spoils a path and all below it.
    pub fn spoil<S: AsRef<str>>(&mut self, path: &[S]) {
        let branch = self.branch(path);
        branch.state = State::Spoiled;
        // What is below is spoiled by this.
        branch.below = HashMap::new();
    }

    /// Says that something was meant for a path, under another key.
    pub fn doubt<S: AsRef<str>>(&mut self, path: &[S]) {
        let branch = self.branch(path);
        if branch.state == State::Sound {
            branch.state = State::Doubtful;
        }
    }

    fn branch<S: AsRef<str>>(&mut self, path: &[S]) -> &mut Branch {
        path.iter().fold(&mut self.root, |branch, step| {
            branch.below.entry(step.as_ref().into()).or_default()
        })
    }

    /// Whether nothing is spoiled.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.is_sound()
    }

    /// Whether a fault stands at the path, above it or below it: what depends on it is not judged.
    #[must_use]
    pub fn touches<S: AsRef<str>>(&self, path: &[S]) -> bool {
        let mut branch = &self.root;
        for step in path {
            if branch.state != State::Sound {
                return true;
            }
            match branch.below.get(step.as_ref()) {
                Some(below) => branch = below,
                None => return false,
            }
        }
        !branch.is_sound()
    }

    /// Whether the path, or one above it, is not to be read.
    #[must_use]
    pub fn hides<S: AsRef<str>>(&self, path: &[S]) -> bool {
        let mut branch = Some(&self.root);
        for step in path {
            match branch {
                None => return false,
                Some(here) if here.hidden() => return true,
                Some(here) => branch = here.step(step.as_ref()),
            }
        }
        branch.is_some_and(Branch::hidden)
    }

    /// The root, for walking down beside a tree.
    pub(super) fn root(&self) -> &Branch {
        &self.root
    }
}

impl Branch {
    /// What is known one step down.
    pub(super) fn step(&self, step: &str) -> Option<&Self> {
        self.below.get(step)
    }

    /// Whether this is not to be read.
    pub(super) fn hidden(&self) -> bool {
        self.state == State::Spoiled
    }

    /// Branches are made only to be marked, so that one with something below is not sound.
    fn is_sound(&self) -> bool {
        self.state == State::Sound && self.below.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touches_at_above_and_below_a_fault_and_nowhere_else() {
        let mut poison = Poison::new();
        assert!(!poison.touches::<&str>(&[]) && poison.is_empty());
        poison.spoil(&["tenants", "contoso", "guest_access"]);
        for path in [
            &["tenants"][..],
            &["tenants", "contoso"],
            &["tenants", "contoso", "guest_access"],
            &["tenants", "contoso", "guest_access", "enabled"],
            &[],
        ] {
            assert!(poison.touches(path), "{path:?}");
        }
        for path in [
            &["lists"][..],
            &["tenants", "litware"],
            &["tenants", "contoso", "tags"],
        ] {
            assert!(!poison.touches(path), "{path:?}");
        }
        assert!(poison.hides(&["tenants", "contoso", "guest_access", "enabled"]));
        assert!(!poison.hides(&["tenants", "contoso"]));
    }

    #[test]
    fn a_doubt_touches_and_hides_nothing() {
        let mut poison = Poison::new();
        poison.doubt(&["a", "b"]);
        assert!(poison.touches(&["a", "b", "c"]) && poison.touches(&["a"]));
        assert!(!poison.hides(&["a", "b"]));
        poison.spoil(&["a"]);
        poison.doubt(&["a"]);
        assert!(poison.hides(&["a", "b"]));
    }

    #[test]
    fn the_root_spoils_everything() {
        let mut poison = Poison::new();
        poison.spoil::<&str>(&[]);
        assert!(poison.touches(&["x"]) && poison.hides(&["x"]));
    }
}
