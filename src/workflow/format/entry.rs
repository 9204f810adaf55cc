//! What an entry of a domain list is, for putting entries in order.

use std::ops::Range;

use super::places::Written;
use crate::document::{Kind, Node};
use crate::model::Domain;
use crate::model::config::MailForms;
use crate::model::domain::DomainError;

/// What an entry names, in the order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Names {
    Inherited,
    Domain,
    Partner,
    Tenant,
    List,
    /// Nothing that is known: such entries keep their order, at the end.
    Unknown,
}

const KEYS: [(&str, Names); 5] = [
    ("inherited", Names::Inherited),
    ("domain", Names::Domain),
    ("partner", Names::Partner),
    ("tenant", Names::Tenant),
    ("list", Names::List),
];

/// Notes, which are text.
const NOTES: [&str; 4] = ["reason", "ticket", "owner", "expires"];
/// Uses of a tenant's own domain, which are switches.
const USES: [&str; 3] = ["upn", "smtp", "sip"];

/// Where an entry stands in an ordered list: by what it names, then by the compared name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank(Names, String);

/// An entry.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) rank: Rank,
    /// Equal for entries that say the same with the same notes; nothing if the entry has a fault.
    pub(super) identity: Option<String>,
    /// The text of its domain, and the text to write there.
    pub(super) spelling: Option<(Range<usize>, String)>,
}

impl Entry {
    /// An entry of a list file.
    pub(super) fn of_line(line: &str, place: Range<usize>) -> Result<Self, DomainError> {
        let domain = Domain::parse(line)?;
        let rank = Rank(Names::Domain, domain.to_string());
        let spelling = Domain::spelling(line)?;
        Ok(Self {
            identity: Some(identity(&rank, &[])),
            rank,
            spelling: (spelling != line).then_some((place, spelling)),
        })
    }

    /// An entry of a list in a YAML file of that text.
    pub(super) fn of_node(node: &Node<'_>, written: Written, text: &str) -> Self {
        let map = match &node.kind {
            Kind::Text(domain) => {
                return Self::of_domain(node, domain, written, text).with_notes(Some(&[]));
            }
            Kind::Map(map) => map,
            _ => return Self::unknown(),
        };
        let mut named = KEYS
            .iter()
            .filter_map(|(key, names)| Some((*names, &map.get(key)?.value)));
        let (Some((names, value)), None) = (named.next(), named.next()) else {
            return Self::unknown();
        };
        let entry = match (&value.kind, names) {
            (Kind::Bool(true), Names::Inherited) => Self::of_name(names, ""),
            (Kind::Text(domain), Names::Domain) => Self::of_domain(value, domain, written, text),
            (Kind::Text(name), Names::Partner | Names::Tenant | Names::List) => {
                Self::of_name(names, name)
            }
            _ => return Self::unknown(),
        };
        let mut notes = Vec::new();
        for note in map.entries() {
            let key: &str = &note.key.text;
            match &note.value.kind {
                _ if KEYS.iter().any(|(known, _)| *known == key) => {}
                Kind::Text(text) if NOTES.contains(&key) => notes.push((key, text.as_ref())),
                Kind::Bool(true) if USES.contains(&key) => notes.push((key, "true")),
                Kind::Bool(false) if USES.contains(&key) => notes.push((key, "false")),
                _ => return entry.with_notes(None),
            }
        }
        notes.sort_unstable();
        entry.with_notes(Some(&notes))
    }

    fn unknown() -> Self {
        Self {
            identity: None,
            ..Self::of_name(Names::Unknown, "")
        }
    }

    fn of_name(names: Names, name: &str) -> Self {
        Self {
            rank: Rank(names, name.to_owned()),
            identity: Some(String::new()),
            spelling: None,
        }
    }

    /// A domain; one with a fault has its place in the order and no identity.
    fn of_domain(node: &Node<'_>, domain: &str, written: Written, text: &str) -> Self {
        let read = match written {
            Written::Plain => {
                Domain::parse(domain).and_then(|d| Ok((d, Domain::spelling(domain)?)))
            }
            // Which of the forms may stand there is for validate to say.
            Written::Mail => Domain::parse_mail(domain, MailForms::SubdomainsOrAll)
                .or_else(|_| Domain::parse_mail(domain, MailForms::Everybody))
                .and_then(|d| Ok((d, Domain::mail_spelling(domain)?))),
        };
        let Ok((compared, spelling)) = read else {
            let name = domain.trim().to_lowercase();
            return Self {
                identity: None,
                ..Self::of_name(Names::Domain, &name)
            };
        };
        let place = written_at(node, domain, text).filter(|_| spelling != domain);
        Self {
            spelling: place.map(|place| (place, spelling)),
            ..Self::of_name(Names::Domain, compared.as_str())
        }
    }

    /// An entry with these notes; nothing stands for notes that are not what they should be: such an
    /// entry is kept as it is written.
    fn with_notes(mut self, notes: Option<&[(&str, &str)]>) -> Self {
        let fault = self.identity.is_none();
        match notes.filter(|_| !fault) {
            Some(notes) => self.identity = Some(identity(&self.rank, notes)),
            None => (self.identity, self.spelling) = (None, None),
        }
        self
    }
}

fn identity(rank: &Rank, notes: &[(&str, &str)]) -> String {
    // Written as Rust would quote it, so that no two sets of notes look alike.
    format!("{rank:?} {notes:?}")
}

/// Where the text itself stands, without quotes; nothing if it is written with escapes or
/// over several lines.
fn written_at(node: &Node<'_>, value: &str, text: &str) -> Option<Range<usize>> {
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    let whole = text.get(start..end)?;
    if whole == value {
        return Some(start..end);
    }
    let quoted = ['"', '\''].iter().any(|quote| {
        whole
            .strip_prefix(*quote)
            .and_then(|w| w.strip_suffix(*quote))
            == Some(value)
    });
    quoted.then_some(start + 1..end - 1)
}
