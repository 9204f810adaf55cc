//! What external access and guest access offer: 23 capabilities, in two editions of the table.
//!
//! Facts: "Manage external access in Microsoft Teams" (2019) and "Communicate with users from other
//! organizations in Teams" (2021), learn.microsoft.com. Which setting removes a capability from
//! guests follows from the cmdlets of guest access; for chat, files, teams and group chats it is
//! guestlist's own mapping.

use std::fmt;

use super::settings::Key;
use crate::model::config::Edition;
use crate::text::words;

/// What one cell of the table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Offered.
    Yes,
    /// Not offered.
    No,
    /// The question does not arise; counts as no.
    NotApplicable,
    /// This edition of the table has no such row.
    Unlisted,
}

impl Cell {
    /// The word in the table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotApplicable => "n/a",
            Self::Unlisted => "no such row",
        }
    }
}

/// A condition under which a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Footnote {
    /// Guests, presence.
    SignedInAtHost,
    /// External, search.
    ByAddress,
    /// External, chats.
    OneToOne,
    /// External, edition of 2021.
    OneToOneTeamsOnly,
}

impl Footnote {
    /// The condition in words.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::SignedInAtHost => {
                "only if the person was added as a guest and is signed in to the hosting \
                 organisation as that guest"
            }
            Self::ByAddress => "only by e-mail or SIP address, not by name",
            Self::OneToOne => "chat with people of other organisations is one-to-one only",
            Self::OneToOneTeamsOnly => {
                "only in a one-to-one chat between two people who both use Teams only"
            }
        }
    }
}

/// A setting of the host that removes a capability from its guests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gate {
    /// The setting.
    pub key: Key,
    /// The value that removes the capability, as YAML.
    pub removed_by: &'static str,
}

/// What one edition says about one capability.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// By external access.
    pub external: Cell,
    /// As a guest.
    pub guest: Cell,
    /// Condition of the external cell.
    pub external_note: Option<Footnote>,
    /// Condition of the guest cell.
    pub guest_note: Option<Footnote>,
}

/// A row of the table.
#[derive(Debug)]
struct Row {
    id: &'static str,
    short: Option<&'static str>,
    /// After "may": `chat with`.
    does: &'static str,
    /// As a thing: `files`.
    noun: &'static str,
    y2019: Offer,
    y2021: Offer,
    gates: &'static [Gate],
}

/// A capability: a row of the table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Capability(u8);

/// A word that is no capability.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{word}\" is no capability{}", advice(*.near))]
pub struct NoSuchCapability {
    /// What was written.
    pub word: String,
    /// A capability with a similar name.
    pub near: Option<&'static str>,
}

fn advice(near: Option<&str>) -> String {
    match near {
        Some(near) => format!("; did you mean {near}?"),
        None => "; guestlist capabilities lists them".to_owned(),
    }
}

const YES: Cell = Cell::Yes;
const NO: Cell = Cell::No;

const fn offer(external: Cell, guest: Cell) -> Offer {
    Offer {
        external,
        guest,
        external_note: None,
        guest_note: None,
    }
}

const fn noted(external: Cell, external_note: Footnote, guest: Cell) -> Offer {
    Offer {
        external_note: Some(external_note),
        ..offer(external, guest)
    }
}

const BOTH: Offer = offer(YES, YES);
const GUEST_ONLY: Offer = offer(NO, YES);
const TEAMS_ONLY_PAIRS: Offer = noted(YES, Footnote::OneToOneTeamsOnly, YES);
const SEEN_AT_HOST: Offer = Offer {
    guest_note: Some(Footnote::SignedInAtHost),
    ..BOTH
};
const BY_ADDRESS: Offer = noted(YES, Footnote::ByAddress, NO);

const fn gate(key: Key) -> Gate {
    let removed_by = "false";
    Gate { key, removed_by }
}

const fn row(
    id: &'static str,
    short: &'static str,
    does: &'static str,
    noun: &'static str,
    offers: [Offer; 2],
    gates: &'static [Gate],
) -> Row {
    Row {
        id,
        short: if short.is_empty() { None } else { Some(short) },
        does,
        noun,
        y2019: offers[0],
        y2021: offers[1],
        gates,
    }
}

const CONTENT: Gate = gate(Key::GroupsContent);
const SHARING: Gate = Gate {
    key: Key::SharePoint,
    removed_by: "disabled",
};
const SCREEN: Gate = Gate {
    key: Key::ScreenSharing,
    removed_by: "disabled",
};

/// In the order of the table.
#[rustfmt::skip]
static TABLE: [Row; 23] = [
    row("chat-across-organisations", "chat", "chat with", "chat", [BOTH, BOTH], &[gate(Key::Chat)]),
    row("call-across-organisations", "call", "call", "calls", [BOTH, BOTH], &[gate(Key::PrivateCalls)]),
    row("see-availability", "", "see the availability of", "availability", [SEEN_AT_HOST, SEEN_AT_HOST], &[]),
    row("search-users-in-external-tenants", "find", "find", "search for people of the other organisation", [BY_ADDRESS, BY_ADDRESS], &[]),
    row("share-files", "files", "share files with", "files", [GUEST_ONLY, GUEST_ONLY], &[SHARING, CONTENT]),
    row("access-teams-resources", "teams", "work in the teams of", "teams and channels", [GUEST_ONLY, GUEST_ONLY], &[CONTENT]),
    row("be-added-to-group-chat", "group-chat", "be added to a group chat by", "group chats", [GUEST_ONLY, GUEST_ONLY], &[gate(Key::Chat)]),
    row("be-added-to-meeting", "meeting", "be added to a meeting of", "meetings", [BOTH, BOTH], &[]),
    row("add-users-to-chat-with-external", "", "add people to a chat with", "adding people to a chat",
        [noted(NO, Footnote::OneToOne, Cell::NotApplicable), offer(Cell::Unlisted, Cell::Unlisted)], &[]),
    row("identified-as-external-party", "", "be marked as external to", "a mark as external", [BOTH, BOTH], &[]),
    row("presence-displayed", "presence", "see the presence of", "presence", [BOTH, BOTH], &[]),
    row("out-of-office-shown", "", "see out-of-office notes of", "out-of-office notes", [GUEST_ONLY, GUEST_ONLY], &[]),
    row("block-individual-user", "", "block single people of", "blocking of single people", [GUEST_ONLY, GUEST_ONLY], &[]),
    row("mentions", "", "mention", "mentions", [GUEST_ONLY, TEAMS_ONLY_PAIRS], &[]),
    row("private-calls", "", "make private calls to", "private calls", [BOTH, BOTH], &[gate(Key::PrivateCalls)]),
    row("ip-video", "video", "send video to", "video", [BOTH, BOTH], &[gate(Key::IpVideo)]),
    row("screen-sharing", "screen", "share the screen with", "screen sharing", [GUEST_ONLY, TEAMS_ONLY_PAIRS], &[SCREEN]),
    row("meet-now", "", "start a meeting on the spot with", "meetings on the spot", [GUEST_ONLY, GUEST_ONLY], &[gate(Key::MeetNow)]),
    row("edit-sent-messages", "", "edit messages sent to", "editing of sent messages", [GUEST_ONLY, TEAMS_ONLY_PAIRS], &[gate(Key::EditSent)]),
    row("delete-sent-messages", "", "delete messages sent to", "deleting of sent messages", [GUEST_ONLY, TEAMS_ONLY_PAIRS], &[gate(Key::DeleteSent)]),
    row("giphy", "", "send animated pictures to", "animated pictures", [GUEST_ONLY, TEAMS_ONLY_PAIRS], &[gate(Key::Giphy)]),
    row("memes", "", "send memes to", "memes", [GUEST_ONLY, TEAMS_ONLY_PAIRS], &[gate(Key::Memes)]),
    row("stickers", "", "send stickers to", "stickers", [GUEST_ONLY, TEAMS_ONLY_PAIRS], &[gate(Key::Stickers)]),
];

impl Capability {
    /// Chat, the capability that stands for direct contact.
    pub const CHAT: Self = Self(0);
    /// Sharing of files: the only one for which SharePoint is asked.
    pub const FILES: Self = Self(4);
    /// Work in teams: only guests of TO count.
    pub const TEAMS: Self = Self(5);
    /// Group chats.
    pub const GROUP_CHAT: Self = Self(6);
    /// Meetings.
    pub const MEETING: Self = Self(7);
    /// How many there are.
    pub const COUNT: usize = TABLE.len();

    /// All, in the order of the table.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator + Clone {
        (0..TABLE.len() as u8).map(Self)
    }

    /// Reads an identifier or a short name.
    pub fn parse(word: &str) -> Result<Self, NoSuchCapability> {
        let named = |c: &Self| c.id() == word || c.short() == Some(word);
        Self::all().find(named).ok_or_else(|| NoSuchCapability {
            word: word.to_owned(),
            near: nearest(word),
        })
    }

    fn row(self) -> &'static Row {
        &TABLE[usize::from(self.0)]
    }

    /// Its place in the table, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Its row's number as people count, from 1.
    #[must_use]
    pub fn number(self) -> usize {
        self.index() + 1
    }

    /// The identifier.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// The short name, if it has one.
    #[must_use]
    pub fn short(self) -> Option<&'static str> {
        self.row().short
    }

    /// What one may do, after "may": `chat with`.
    #[must_use]
    pub fn does(self) -> &'static str {
        self.row().does
    }

    /// What it is: `files`, `screen sharing`.
    #[must_use]
    pub fn noun(self) -> &'static str {
        self.row().noun
    }

    /// What an edition of the table says.
    #[must_use]
    pub fn offer(self, edition: Edition) -> Offer {
        match edition {
            Edition::Y2019 => self.row().y2019,
            Edition::Y2021 => self.row().y2021,
        }
    }

    /// Settings of the host that remove it from guests.
    #[must_use]
    pub fn gates(self) -> &'static [Gate] {
        self.row().gates
    }

    /// Whether the editions say different things.
    #[must_use]
    pub fn editions_differ(self) -> bool {
        self.row().y2019 != self.row().y2021
    }

    /// Whether a shut chain is no proof, because anonymous join and chat rules count too and are
    /// not part of the model.
    #[must_use]
    pub fn never_no(self, edition: Edition) -> bool {
        self == Self::MEETING || (self == Self::GROUP_CHAT && edition == Edition::Y2021)
    }
}

impl fmt::Debug for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

fn nearest(word: &str) -> Option<&'static str> {
    let short = TABLE.iter().filter_map(|r| r.short);
    words::nearest(word, TABLE.iter().map(|r| r.id).chain(short))
}

/// One aspect in which the two kinds of access differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aspect {
    /// What is compared.
    pub aspect: &'static str,
    /// External access.
    pub external: &'static str,
    /// Guest access.
    pub guest: &'static str,
}

const fn aspect(aspect: &'static str, external: &'static str, guest: &'static str) -> Aspect {
    Aspect {
        aspect,
        external,
        guest,
    }
}

/// The two kinds of access in words.
#[rustfmt::skip]
pub static COMPARISON: &[Aspect] = &[
    aspect("granted to", "a whole domain", "one person"),
    aspect("granted by", "the tenant's administrator", "a team owner, once the administrator has switched it on"),
    aspect("resources", "none: one-to-one chat, calls and presence",
        "the teams that the person was invited to: their channels, files and chats"),
    aspect("team collaboration, channels, files", "impossible", "that is what it is for"),
    aspect("default", "on, for all domains", "on since February 2021 unless set; off before"),
    aspect("either or both", "both may be used together", "recommended for fuller collaboration"),
    aspect("delay", "none stated", "up to 24 hours after the last step"),
    aspect("the other side", "must allow your domain too", "must let its people be guests elsewhere; it does by default"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_and_short_names_are_read_and_typos_answered() {
        assert_eq!(Capability::parse("chat"), Ok(Capability::CHAT));
        assert_eq!(Capability::parse("share-files"), Ok(Capability::FILES));
        assert_eq!(
            Capability::parse("teams").unwrap().id(),
            "access-teams-resources"
        );
        let error = Capability::parse("share-file").unwrap_err();
        assert_eq!(
            error.to_string(),
            "\"share-file\" is no capability; did you mean share-files?"
        );
        let error = Capability::parse("dance-xyzzy").unwrap_err();
        assert_eq!(error.near, None);
        assert_eq!(
            error.to_string(),
            "\"dance-xyzzy\" is no capability; guestlist capabilities lists them"
        );
    }

    #[test]
    fn the_edition_of_2019_counts_as_published() {
        let count = |wanted: Cell, column: fn(Offer) -> Cell| {
            Capability::all()
                .filter(|c| column(c.offer(Edition::Y2019)) == wanted)
                .count()
        };
        assert_eq!(count(Cell::Yes, |o| o.external), 9);
        assert_eq!(count(Cell::No, |o| o.external), 14);
        assert_eq!(count(Cell::Yes, |o| o.guest), 21);
        assert_eq!(count(Cell::No, |o| o.guest), 1);
        assert_eq!(count(Cell::NotApplicable, |o| o.guest), 1);
    }
}
