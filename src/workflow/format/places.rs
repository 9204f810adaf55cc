//! Which lists of a file are domain lists: those of the fixed parts of a file, and every setting whose
//! kind says so.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use crate::document::{Kind, Node};
use crate::model::section;
use crate::model::sections::settings;

/// How domains of a list may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// Plain domains.
    Plain,
    /// As mail systems name them: with wildcards.
    Mail,
}

/// What stands below a key.
#[derive(Debug, Default)]
pub(super) struct Role {
    keys: BTreeMap<&'static str, Role>,
    /// Below a name that the user chose.
    named: Option<Box<Role>>,
    list: Option<Written>,
}

/// A name that the user chose, in a path.
const NAME: &str = "*";

static ROOT: LazyLock<Role> = LazyLock::new(|| {
    let mut root = Role::default();
    let plain: [&[&str]; 4] = [
        &["lists", NAME],
        &["partners", NAME, "domains"],
        &["partners", NAME, "confirmed", "external_access"],
        &["tenants", NAME, "domains"],
    ];
    for path in plain {
        root.add(path.iter().copied(), Written::Plain);
    }
    for setting in settings() {
        let written = match setting.kind {
            section::Kind::AllowedDomains | section::Kind::Domains => Written::Plain,
            section::Kind::MailDomains => Written::Mail,
            _ => continue,
        };
        for holder in ["tenants", "baselines"] {
            let below = setting.key.as_str().split('.').flat_map(steps);
            root.add([holder, NAME].into_iter().chain(below), written);
        }
    }
    root
});

/// `sites[]` is a key with a name below it.
fn steps(part: &'static str) -> impl Iterator<Item = &'static str> {
    let (key, name) = match part.strip_suffix("[]") {
        Some(key) => (key, Some(NAME)),
        None => (part, None),
    };
    std::iter::once(key).chain(name)
}

impl Role {
    fn add(&mut self, path: impl Iterator<Item = &'static str>, written: Written) {
        let role = path.fold(self, |role, step| match step {
            NAME => role.named.get_or_insert_default(),
            key => role.keys.entry(key).or_default(),
        });
        role.list = Some(written);
    }

    /// The role of a file as a whole.
    pub(super) fn root() -> &'static Self {
        &ROOT
    }

    /// The role of what stands below a key.
    pub(super) fn below(&self, key: &str) -> Option<&Self> {
        self.keys.get(key).or(self.named.as_deref())
    }

    /// How the domains are written if a list here is a domain list.
    pub(super) fn list(&self) -> Option<Written> {
        self.list
    }
}

/// A domain list.
pub(super) struct Place<'n, 'a> {
    pub(super) node: &'n Node<'a>,
    pub(super) entries: &'n [Node<'a>],
    pub(super) written: Written,
}

/// The domain lists of a file, each once, however many aliases lead to it.
#[derive(Default)]
pub(super) struct Places<'n, 'a> {
    pub(super) lists: Vec<Place<'n, 'a>>,
    seen: HashSet<u32>,
    /// Where lists, texts and keys begin that also stand for something other than a domain list or a
    /// domain. Kept only where aliases make that possible.
    elsewhere: HashSet<u32>,
    has_aliases: bool,
}

impl<'n, 'a> Places<'n, 'a> {
    pub(super) fn of(root: &'n Node<'a>, has_aliases: bool) -> Self {
        let mut places = Self {
            has_aliases,
            ..Self::default()
        };
        places.visit(root, Some(Role::root()));
        places
    }

    /// Whether what begins there may be changed: it is nothing but a domain list or a domain.
    pub(super) fn is_free(&self, at: u32) -> bool {
        !self.elsewhere.contains(&at)
    }

    /// Documents nest no deeper than [`crate::document::DEPTH`].
    fn visit(&mut self, node: &'n Node<'a>, role: Option<&Role>) {
        match &node.kind {
            Kind::Seq(entries) => match role.and_then(Role::list) {
                Some(written) => {
                    if self.seen.insert(node.span.start) {
                        let place = Place {
                            node,
                            entries,
                            written,
                        };
                        self.lists.push(place);
                    }
                    entries.iter().for_each(|entry| self.entry(entry));
                }
                None => {
                    self.taken(node.span.start);
                    entries.iter().for_each(|entry| self.other(entry));
                }
            },
            Kind::Map(map) => {
                for entry in map.entries() {
                    self.taken(entry.key.span.start);
                    match role.and_then(|role| role.below(&entry.key.text)) {
                        Some(role) => self.visit(&entry.value, Some(role)),
                        None => self.other(&entry.value),
                    }
                }
            }
            _ => self.taken(node.span.start),
        }
    }

    /// An entry of a domain list.
    fn entry(&mut self, entry: &'n Node<'a>) {
        let Kind::Map(map) = &entry.kind else {
            return;
        };
        for note in map.entries() {
            self.taken(note.key.span.start);
            if note.key.text != "domain" {
                self.other(&note.value);
            }
        }
    }

    fn other(&mut self, node: &'n Node<'a>) {
        // Without aliases nothing stands in two places.
        if self.has_aliases {
            self.visit(node, None);
        }
    }

    fn taken(&mut self, at: u32) {
        if self.has_aliases {
            self.elsewhere.insert(at);
        }
    }
}
