//! Entries of the log: sealed by their last line, chained by the digest of the one before.

use std::collections::{BTreeMap, BTreeSet};

use super::v1::{CommitV1, EntryV1, KindV1, LONG, NUMBER, PlanV1, RefV1, SummaryV1};
use super::{Fault, bytes_of, has_markers, newer_format, pretty, without_carriage_returns};
use crate::model::Name;
use crate::state::{
    ConfigCommit, Digest, Found, Kind, PlanMark, Serial, Summary, TenantRef, Version,
};

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::state) struct Entry {
    pub(in crate::state) version: Version,
    /// Whether `tenants` is the whole list and not only what moved.
    pub(in crate::state) full: bool,
    /// Nothing stands for a tenant that was removed.
    pub(in crate::state) tenants: BTreeMap<Name, Option<TenantRef>>,
    /// Unless `full`, nothing means that the partners did not move.
    pub(in crate::state) partners: Option<Digest>,
}

const SEAL: &str = "  \"digest\": \"";
const SEAL_END: &str = "\"}\n";

impl Entry {
    /// The bytes of the entry's file. The digest in `version` is set to the one in its last line.
    pub(in crate::state) fn seal(&mut self) -> Vec<u8> {
        let mut bytes = pretty(&to_file(self));
        // The closing brace moves behind the last line.
        bytes.truncate(bytes.len() - "\n}\n".len());
        bytes.extend_from_slice(b",\n");
        self.version.digest = Digest::of(&bytes);
        let seal = format!("{SEAL}{}{SEAL_END}", self.version.digest);
        bytes.extend_from_slice(seal.as_bytes());
        bytes
    }

    /// Reads the entry of a version and checks its seal.
    pub(in crate::state) fn open(serial: Serial, found: Found) -> Result<Self, Fault> {
        let bytes = bytes_of(found)?;
        let digest = match check_seal(&bytes) {
            Ok(digest) => digest,
            // Another format may be sealed in another way, but one that is sealed in this way and
            // does not fit was changed, perhaps in its first line.
            Err(Fault::Unsealed) if newer_format(&bytes).is_some() => {
                return Err(Fault::Newer(newer_format(&bytes).unwrap_or_default()));
            }
            Err(fault) => return Err(fault),
        };
        if let Some(newer) = newer_format(&bytes) {
            return Err(Fault::Newer(newer));
        }
        let file = serde_json::from_slice(&bytes).map_err(|e| Fault::Meaning(e.to_string()))?;
        let entry = from_file(file, digest).map_err(Fault::Meaning)?;
        if entry.version.serial == serial {
            Ok(entry)
        } else {
            let says = entry.version.serial;
            Err(Fault::Meaning(format!("it is the entry of version {says}")))
        }
    }
}

/// The digest of an entry whose bytes are as they were written.
fn check_seal(bytes: &[u8]) -> Result<Digest, Fault> {
    let broken = |fault| {
        if has_markers(bytes) {
            Fault::Markers
        } else {
            fault
        }
    };
    if let Some(plain) = without_carriage_returns(bytes) {
        let fault = match check_seal(&plain) {
            Ok(_) => Fault::LineEnds,
            Err(fault) => fault,
        };
        return Err(broken(fault));
    }
    if !bytes.ends_with(b"\n") {
        let ended = [bytes, b"\n"].concat();
        let fault = check_seal(&ended).map_or(Fault::Unsealed, |_| Fault::NoLineEnd);
        return Err(broken(fault));
    }
    let last = SEAL.len() + 64 + SEAL_END.len();
    let (above, seal) = bytes.split_at(bytes.len().saturating_sub(last));
    let digest = std::str::from_utf8(seal).ok().and_then(|line| {
        line.strip_prefix(SEAL)?
            .strip_suffix(SEAL_END)?
            .parse()
            .ok()
    });
    match digest {
        None => Err(broken(Fault::Unsealed)),
        Some(digest) if Digest::of(above) == digest => Ok(digest),
        Some(_) => Err(broken(Fault::Changed)),
    }
}

fn to_file(entry: &Entry) -> EntryV1 {
    let version = &entry.version;
    let names = || version.moved.iter().map(ToString::to_string).collect();
    EntryV1 {
        format_version: NUMBER,
        serial: version.serial.0,
        lineage: version.lineage.to_string(),
        time: version.time,
        author: version.author.clone(),
        message: version.message.clone(),
        config: version.config.as_ref().map(|config| CommitV1 {
            commit: config.commit.clone(),
            clean: config.clean,
        }),
        kind: kind_to_file(version.kind),
        restored: version.restored.map(|serial| serial.0),
        plan: version.plan.map(|plan| PlanV1 {
            fingerprint: plan.fingerprint.to_string(),
            id: plan.id.to_string(),
        }),
        summary: SummaryV1 {
            create: version.summary.create,
            update: version.summary.update,
            delete: version.summary.delete,
            forget: version.summary.forget,
        },
        full: entry.full,
        moved: entry.full.then(names),
        tenants: entry
            .tenants
            .iter()
            .map(|(name, tenant)| (name.to_string(), tenant.as_ref().map(ref_to_file)))
            .collect(),
        partners: entry.partners.map(String::from),
        previous: version.previous.map(String::from),
        digest: String::new(),
    }
}

fn from_file(file: EntryV1, digest: Digest) -> Result<Entry, String> {
    if file.digest.parse() != Ok(digest) {
        return Err("it has more digests than one".to_owned());
    }
    let mut tenants = BTreeMap::new();
    for (name, tenant) in file.tenants {
        let tenant = tenant.map(ref_from_file).transpose()?;
        if file.full && tenant.is_none() {
            return Err(format!("its whole list names {name} without a place"));
        }
        tenants.insert(parse_name(&name)?, tenant);
    }
    let moved = match file.moved {
        Some(names) => parse_names(&names)?,
        None => tenants.keys().cloned().collect(),
    };
    let plan = |plan: PlanV1| {
        Ok::<_, String>(PlanMark {
            fingerprint: parse_digest(&plan.fingerprint)?,
            id: parse_digest(&plan.id)?,
        })
    };
    let version = Version {
        serial: Serial(file.serial),
        lineage: file.lineage.parse().map_err(|e| format!("{e}"))?,
        digest,
        previous: file.previous.as_deref().map(parse_digest).transpose()?,
        time: file.time,
        author: file.author,
        message: file.message,
        config: file.config.map(|config| ConfigCommit {
            commit: config.commit,
            clean: config.clean,
        }),
        kind: kind_from_file(file.kind),
        restored: file.restored.map(Serial),
        plan: file.plan.map(plan).transpose()?,
        summary: Summary {
            create: file.summary.create,
            update: file.summary.update,
            delete: file.summary.delete,
            forget: file.summary.forget,
        },
        moved,
    };
    Ok(Entry {
        version,
        full: file.full,
        tenants,
        partners: file.partners.as_deref().map(parse_digest).transpose()?,
    })
}

fn ref_to_file(tenant: &TenantRef) -> RefV1 {
    let domains = tenant.domains.as_ref();
    RefV1 {
        object: tenant.object.to_string(),
        values: tenant.values.to_string(),
        record: tenant.record.to_string(),
        managed: tenant.managed,
        released: tenant.released,
        domains: domains
            .filter(|domains| domains.len() < LONG)
            .map(|domains| domains.as_slice().to_vec()),
    }
}

fn ref_from_file(file: RefV1) -> Result<TenantRef, String> {
    Ok(TenantRef {
        object: parse_digest(&file.object)?,
        values: parse_digest(&file.values)?,
        record: parse_digest(&file.record)?,
        managed: file.managed,
        released: file.released,
        domains: file.domains.map(Into::into),
    })
}

fn kind_to_file(kind: Kind) -> KindV1 {
    match kind {
        Kind::Apply => KindV1::Apply,
        Kind::Import => KindV1::Import,
        Kind::Restore => KindV1::Restore,
        Kind::Forget => KindV1::Forget,
        Kind::Drift => KindV1::Drift,
    }
}

fn kind_from_file(kind: KindV1) -> Kind {
    match kind {
        KindV1::Apply => Kind::Apply,
        KindV1::Import => Kind::Import,
        KindV1::Restore => Kind::Restore,
        KindV1::Forget => Kind::Forget,
        KindV1::Drift => Kind::Drift,
    }
}

fn parse_digest(text: &str) -> Result<Digest, String> {
    text.parse().map_err(|e| format!("{e}"))
}

fn parse_name(text: &str) -> Result<Name, String> {
    Name::parse(text).map_err(|e| format!("{e}"))
}

fn parse_names(names: &BTreeSet<String>) -> Result<Vec<Name>, String> {
    names.iter().map(|name| parse_name(name)).collect()
}
