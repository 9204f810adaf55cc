//! Versions of the recorded state: which one, of which line, by whom and why.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Digest;
use crate::model::{Name, ValueSet};

/// The number of a version, counted from 1; 0 is the state before the first version.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Serial(pub u64);

impl Serial {
    /// Before the first version.
    pub const NONE: Self = Self(0);

    /// The version that follows.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The version before; nothing before the first.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        self.0.checked_sub(1).filter(|n| *n > 0).map(Self)
    }

    /// Whether its entry holds the whole list of tenants, so that reading can start there.
    pub(super) fn holds_all(self) -> bool {
        self.0 == 1 || self.0.is_multiple_of(64)
    }
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Which line of versions a state belongs to: made once, with the first version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Lineage([u8; 16]);

/// A text is no lineage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a lineage looks like 6babcaad-604b-40ac-a9d7-9fd97c0b779f, in lower case")]
pub struct LineageError;

impl Lineage {
    /// The lineage of these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// A new one, from the system's random numbers.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }
}

impl fmt::Display for Lineage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl FromStr for Lineage {
    type Err = LineageError;

    fn from_str(text: &str) -> Result<Self, LineageError> {
        let hex: String = text.chars().filter(|c| *c != '-').collect();
        let number = u128::from_str_radix(&hex, 16).map_err(|_| LineageError)?;
        let lineage = Self(number.to_be_bytes());
        // One spelling only: what is read is what would be written.
        if lineage.to_string() == text {
            Ok(lineage)
        } else {
            Err(LineageError)
        }
    }
}

impl TryFrom<String> for Lineage {
    type Error = LineageError;

    fn try_from(text: String) -> Result<Self, LineageError> {
        text.parse()
    }
}

impl From<Lineage> for String {
    fn from(lineage: Lineage) -> Self {
        lineage.to_string()
    }
}

/// The version that something was made from: a plan, or a commit that is to follow it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Base {
    /// The line of versions; nothing before the first version.
    pub lineage: Option<Lineage>,
    /// The version; 0 before the first one.
    pub serial: Serial,
}

/// What made a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An approved plan.
    Apply,
    /// An export of the service was taken over.
    Import,
    /// An earlier version was recorded anew.
    Restore,
    /// A tenant was taken out of the record.
    Forget,
    /// Differences found in the service were accepted.
    Drift,
}

impl Kind {
    /// The word for people and files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Apply => "apply",
            Self::Import => "import",
            Self::Restore => "restore",
            Self::Forget => "forget",
            Self::Drift => "drift",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// How many settings a version changed, by what happened to them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// No value was recorded before.
    pub create: u64,
    /// Another value was recorded before.
    pub update: u64,
    /// A named object went.
    pub delete: u64,
    /// No longer stated; the value stays behind.
    pub forget: u64,
}

/// The git commit of the configuration that a version came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigCommit {
    /// The commit's hash.
    pub commit: String,
    /// Whether the files were as committed.
    pub clean: bool,
}

/// The plan that a version came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanMark {
    /// What was resolved and planned.
    pub fingerprint: Digest,
    /// This very plan: tells whether it was applied already.
    pub id: Digest,
}

/// Where a tenant's recorded value is, and digests that say whether it has to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantRef {
    /// The object that holds it.
    pub object: Digest,
    /// Digest of who it is and what is stated ([`super::Digester::values`]).
    pub values: Digest,
    /// The same with notes ([`super::Digester::record`]).
    pub record: Digest,
    /// How many of its settings are managed.
    pub managed: u64,
    /// How many were released and stay behind with their last value.
    pub released: u64,
    /// Its domains; nothing if they are so many that only the object holds them.
    pub domains: Option<ValueSet>,
}

/// A version of the recorded state: its entry in the log without the tenants' places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number.
    pub serial: Serial,
    /// Its line.
    pub lineage: Lineage,
    /// The digest of its entry: proof of this version and of all before it.
    pub digest: Digest,
    /// The digest of the entry before; nothing for the first.
    pub previous: Option<Digest>,
    /// When it was recorded.
    pub time: Timestamp,
    /// Who said they recorded it: a claim, not proof.
    pub author: String,
    /// Why, in the author's words.
    pub message: Option<String>,
    /// The configuration it came from.
    pub config: Option<ConfigCommit>,
    /// What made it.
    pub kind: Kind,
    /// For a restore: the version that it equals.
    pub restored: Option<Serial>,
    /// The plan it came from.
    pub plan: Option<PlanMark>,
    /// How many settings it changed.
    pub summary: Summary,
    /// Tenants that it changed, added or removed, in order.
    pub moved: Vec<Name>,
}

impl Version {
    /// This version as the one that something is made from.
    #[must_use]
    pub fn base(&self) -> Base {
        Base {
            lineage: Some(self.lineage),
            serial: self.serial,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lineage_has_one_spelling() {
        let lineage = Lineage::from_bytes([0xa5; 16]);
        let text = "a5a5a5a5-a5a5-a5a5-a5a5-a5a5a5a5a5a5";
        assert_eq!(lineage.to_string(), text);
        assert_eq!(text.parse(), Ok(lineage));
        for other in [
            "A5A5A5A5-a5a5-a5a5-a5a5-a5a5a5a5a5a5",
            "a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5",
            "+5a5a5a5-a5a5-a5a5-a5a5-a5a5a5a5a5a5",
            "",
        ] {
            assert_eq!(other.parse::<Lineage>(), Err(LineageError), "{other}");
        }
    }

    #[test]
    fn a_base_is_written_as_in_plans() {
        let json = |base: Base| serde_json::to_string(&base).unwrap();
        assert_eq!(json(Base::default()), r#"{"lineage":null,"serial":0}"#);
        let base = Base {
            lineage: Some(Lineage::from_bytes([0; 16])),
            serial: Serial(3),
        };
        assert_eq!(serde_json::from_str::<Base>(&json(base)).unwrap(), base);
    }
}
