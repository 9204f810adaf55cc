//! Files of other tools: what people export from Microsoft 365, and what they can read.
//!
//! Every format comes down to objects with properties by their official names; one mechanism finds
//! the setting for each in the table that sections declare. Small tables say where a format's names
//! differ. Nothing in a file is ever run, and nothing is dropped in silence.
//!
//! Depends on `model` and `text`.

pub mod activity;
mod decode;
mod names;
mod raw;
pub mod read;
mod table;
mod values;
pub mod write;
pub mod yaml;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

pub use decode::{FILE_LIMIT, TextError, decode};
pub use read::read;

use crate::model::{SettingKey, Value};

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// `ProviderSettingsExport.json` of ScubaGear.
    ScubaGear,
    /// `Get-… | ConvertTo-Json`.
    CmdletJson,
    /// A configuration of Microsoft365DSC (PowerShell), or a monitor of Graph with its resources.
    M365Dsc,
    /// Answers of Microsoft Graph.
    Graph,
    /// guestlist's own JSON: an export, or what its scripts read back.
    Own,
}

impl Format {
    /// The word on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ScubaGear => "scubagear",
            Self::CmdletJson => "cmdlet",
            Self::M365Dsc => "m365dsc",
            Self::Graph => "graph",
            Self::Own => "json",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::ScubaGear => "ScubaGear",
            Self::CmdletJson => "cmdlet JSON",
            Self::M365Dsc => "Microsoft365DSC",
            Self::Graph => "Microsoft Graph",
            Self::Own => "guestlist JSON",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

/// What a file is said to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum From {
    /// A file of that kind.
    Format(Format),
    /// What that cmdlet printed, as JSON: its official object, without `Get-`.
    Cmdlet(String),
}

impl fmt::Display for From {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format(format) => f.write_str(format.word()),
            Self::Cmdlet(object) => write!(f, "Get-{object}"),
        }
    }
}

impl FromStr for From {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let formats = [
            Format::ScubaGear,
            Format::CmdletJson,
            Format::M365Dsc,
            Format::Graph,
            Format::Own,
        ];
        if let Some(format) = formats.into_iter().find(|f| f.word() == word) {
            return Ok(Self::Format(format));
        }
        let object = word.strip_prefix("Get-").unwrap_or(word);
        let known = table::KNOWN.iter().find(|o| o.eq_ignore_ascii_case(object));
        known.map(|o| Self::Cmdlet((*o).to_owned())).ok_or_else(|| {
            let words = formats.map(Format::word).join(", ");
            format!("write {words}, or a cmdlet such as Get-CsTenantFederationConfiguration")
        })
    }
}

/// What an empty allow list means where a format gives it two meanings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyList {
    /// Everybody.
    All,
    /// Nobody.
    None,
}

/// How to read files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// What the files are; otherwise it is recognised.
    pub from: Option<From>,
    /// What an empty allow list means.
    pub empty_allow_list: Option<EmptyList>,
}

/// A value that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenValue {
    /// The value.
    pub value: Value,
    /// Where it stands in the file.
    pub at: String,
    /// What a reader should know about it; empty for nothing.
    pub note: &'static str,
}

/// Something in a file that was not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotTaken {
    /// Where it stands in the file.
    pub at: String,
    /// Why.
    pub why: Why,
}

/// Why something in a file was not taken over.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The value was not understood.
    NotUnderstood(String),
    /// guestlist does not take the value in its files.
    Refused(String),
    /// It stands in the file twice; the first one counts.
    Twice,
    /// The property is retired.
    Retired(String),
    /// A variable of a script.
    Variable(String),
    /// The tool that wrote the file could not read it.
    NotRead,
    /// The file gives no value: what counts is not known.
    NoValue,
    /// A part of a script that is no block of settings.
    Script,
    /// An account that is no guest.
    NoGuest,
    /// No section of guestlist has a setting for it.
    NoSetting,
    /// How the tool signed in.
    Credential,
    /// It names or describes an object and sets nothing.
    Describing,
}

impl Why {
    /// Whether somebody should look at it: it is about a setting, and its value is not known now.
    #[must_use]
    pub fn matters(&self) -> bool {
        !matches!(
            self,
            Self::NoValue
                | Self::NoSetting
                | Self::Credential
                | Self::Describing
                | Self::NoGuest
                | Self::Script
        )
    }

    /// The reason, as a group of which there may be many.
    #[must_use]
    pub fn group(&self) -> &'static str {
        match self {
            Self::NotUnderstood(_) => "not understood",
            Self::Refused(_) => "not taken by guestlist",
            Self::Twice => "there twice, the first one counts",
            Self::Retired(_) => "retired or reserved",
            Self::Variable(_) => "a variable: nothing is run",
            Self::NotRead => "not read by the tool, or there is none",
            Self::NoValue => "the file gives no value",
            Self::Script => "a part of the script that sets nothing",
            Self::NoGuest => "no guest",
            Self::NoSetting => "guestlist has no setting for it",
            Self::Credential => "how the tool signed in",
            Self::Describing => "names or describes something, sets nothing",
        }
    }

    /// The reason as closely as it is known.
    #[must_use]
    pub fn reason(&self) -> &str {
        match self.detail() {
            "" => self.group(),
            detail => detail,
        }
    }

    /// What is particular about this one; empty for nothing.
    #[must_use]
    pub fn detail(&self) -> &str {
        match self {
            Self::NotUnderstood(text) | Self::Refused(text) | Self::Retired(text) => text,
            Self::Variable(name) => name,
            _ => "",
        }
    }
}

/// Whose settings a file holds, as far as it says so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TenantIdentity {
    /// Its name in files of guestlist.
    pub name: Option<String>,
    /// Name for people.
    pub display_name: Option<String>,
    /// The tenant's id, a GUID.
    pub tenant_id: Option<String>,
    /// Its domains.
    pub domains: BTreeSet<String>,
}

/// What one file, or several of the same tenant, says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observed {
    /// What kind of file it is.
    pub format: Format,
    /// The tool's version, if the file says it.
    pub tool: Option<String>,
    /// When the tool read the service, if the file says it.
    pub time: Option<Timestamp>,
    /// Whose settings.
    pub identity: TenantIdentity,
    /// What was seen.
    pub values: BTreeMap<SettingKey, SeenValue>,
    /// What is in the file and was not taken over, in the file's order.
    pub not_taken: Vec<NotTaken>,
    /// Whether it says what is to be, because `export` wrote it, and not what the service holds.
    pub is_wish: bool,
    /// Kinds of named objects that the file lists whole, by declared path: one that is missing in it
    /// is not there.
    pub whole: BTreeSet<&'static str>,
}

impl Observed {
    /// Nothing yet.
    fn new(format: Format) -> Self {
        Self {
            format,
            tool: None,
            time: None,
            identity: TenantIdentity::default(),
            values: BTreeMap::new(),
            not_taken: Vec::new(),
            is_wish: false,
            whole: BTreeSet::new(),
        }
    }

    /// Keeps a value; false if another one is there already.
    fn put(&mut self, key: SettingKey, value: Value, at: &str, note: Option<&'static str>) -> bool {
        if let Some(first) = self.values.get(&key) {
            return first.value == value;
        }
        let at = at.trim_start_matches('.').to_owned();
        let note = note.unwrap_or_default();
        self.values.insert(key, SeenValue { value, at, note });
        true
    }
}

/// What to do about a script of which a part is missing.
const CUT_OFF: &str = "The file was cut off or damaged: export it again, and check that the whole file \
                       was copied";

/// Why a file can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No text.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Not whole: cut off, or written over.
    #[error(
        "the file ends in the middle, at line {line}: it was cut off. Export it again, and check that \
         the whole file was copied"
    )]
    Truncated {
        /// The last line, counted from 1.
        line: usize,
    },
    /// Not JSON.
    #[error("not JSON at line {line}, column {column}: {why}")]
    NotJson {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What the parser says.
        why: String,
    },
    /// No PowerShell that guestlist reads.
    #[error("line {line}: {why}")]
    Script {
        /// Counted from 1.
        line: usize,
        /// What is wrong.
        why: String,
    },
    /// Something else.
    #[error(
        "this is no export that guestlist knows: {0}. It reads ScubaGear's ProviderSettingsExport.json, \
         Get-… | ConvertTo-Json -Depth 10, configurations of Microsoft365DSC and answers of Microsoft \
         Graph"
    )]
    Unknown(String),
    /// An object whose kind can't be told.
    #[error("{at} could be {objects}: say which with --from, such as --from Get-{first}")]
    Several {
        /// Where it stands.
        at: String,
        /// What it could be.
        objects: String,
        /// The first of these.
        first: String,
    },
    /// Only a part of a longer list.
    #[error(
        "{at} is the first page of a longer list (@odata.nextLink): what is missing would look like \
         deleted. Read all pages, join their value lists, and leave the link out"
    )]
    Incomplete {
        /// Where it stands.
        at: String,
    },
    /// A value with two meanings.
    #[error(
        "{at} is an empty allow list, and tools read that in opposite ways:\n  everybody may \
         (AllowAllKnownDomains)   --empty-allow-list all\n  nobody may (an allow list without \
         entries)  --empty-allow-list none\nLook in the admin centre which one is set, and say it with \
         the flag"
    )]
    Ambiguous {
        /// Where it stands.
        at: String,
        /// The setting.
        setting: SettingKey,
    },
}
