//! Digests of files and of what is recorded.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::snapshot::{Identity, RecordedTenant};
use crate::model::{Notes, SettingKey, Value, ValueSet};

/// A BLAKE3 digest, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

/// A text is no digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a digest has 64 digits out of 0-9 and a-f")]
pub struct DigestError;

impl Digest {
    /// The digest of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// The digest whose bytes these are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        // One spelling only, because digests are file names.
        if text.bytes().any(|b| b.is_ascii_uppercase()) {
            return Err(DigestError);
        }
        let hash = blake3::Hash::from_hex(text).map_err(|_| DigestError)?;
        Ok(Self(*hash.as_bytes()))
    }
}

impl TryFrom<String> for Digest {
    type Error = DigestError;

    fn try_from(text: String) -> Result<Self, DigestError> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

/// Sets below this size are cheaper to hash than to look up.
const WORTH_KEEPING: usize = 64;

/// Computes the digests by which desired and recorded tenants are compared, alike for both.
///
/// It remembers the digests of shared sets, so that a list which a thousand tenants use is hashed
/// once. It may be used from several threads.
#[derive(Debug, Default)]
pub struct Digester {
    /// By place in memory; each set is held, so that its place is not used anew.
    sets: Mutex<HashMap<usize, (ValueSet, Digest)>>,
}

impl Digester {
    /// Who a tenant is and which settings are stated with which values. Two tenants with equal
    /// digests need no change; settings left behind unmanaged, notes and times do not count.
    ///
    /// The order of `stated` does not matter.
    pub fn values<'a>(
        &self,
        identity: &Identity,
        stated: impl IntoIterator<Item = (&'a SettingKey, &'a Value)>,
    ) -> Digest {
        let mut stated: Vec<_> = stated.into_iter().collect();
        stated.sort_unstable_by_key(|(key, _)| *key);
        let mut sink = Sink::new("guestlist state 1: values of a tenant");
        self.identity(&mut sink, identity);
        sink.count(stated.len());
        for (key, value) in stated {
            sink.text(key.as_str());
            self.value(&mut sink, value);
        }
        sink.finish()
    }

    /// The same with the notes of each setting's entries. Empty notes count as none.
    pub fn record<'a>(
        &self,
        identity: &Identity,
        stated: impl IntoIterator<
            Item = (
                &'a SettingKey,
                &'a Value,
                &'a BTreeMap<CompactString, Notes>,
            ),
        >,
    ) -> Digest {
        let mut stated: Vec<_> = stated.into_iter().collect();
        stated.sort_unstable_by_key(|(key, ..)| *key);
        let mut sink = Sink::new("guestlist state 1: record of a tenant");
        self.identity(&mut sink, identity);
        sink.count(stated.len());
        for (key, value, notes) in stated {
            sink.text(key.as_str());
            self.value(&mut sink, value);
            let notes = notes.iter().filter(|(_, notes)| !notes.is_empty());
            sink.count(notes.clone().count());
            for (entry, notes) in notes {
                sink.text(entry);
                sink.notes(notes);
            }
        }
        sink.finish()
    }

    /// [`Digester::values`] and [`Digester::record`] of a recorded tenant: of its managed settings.
    #[must_use]
    pub fn recorded(&self, tenant: &RecordedTenant) -> (Digest, Digest) {
        let managed = || tenant.settings.iter().filter(|(_, s)| s.managed);
        let values = self.values(&tenant.identity, managed().map(|(k, s)| (k, &s.value)));
        let record = self.record(
            &tenant.identity,
            managed().map(|(k, s)| (k, &s.value, &s.notes)),
        );
        (values, record)
    }

    fn identity(&self, sink: &mut Sink, identity: &Identity) {
        sink.option(identity.display_name.as_deref());
        sink.option(identity.tenant_id.as_deref());
        sink.digest(self.set(&identity.domains));
        sink.count(identity.tags.len());
        for tag in &identity.tags {
            sink.text(tag);
        }
        sink.byte(u8::from(identity.trial));
    }

    fn value(&self, sink: &mut Sink, value: &Value) {
        match value {
            Value::Flag(on) => {
                sink.byte(1);
                sink.byte(u8::from(*on));
            }
            Value::Number(number) => {
                sink.byte(2);
                sink.text(&number.to_string());
            }
            Value::Text(text) => {
                sink.byte(3);
                sink.text(text);
            }
            Value::Set(set) => {
                sink.byte(4);
                sink.digest(self.set(set));
            }
        }
    }

    fn set(&self, set: &ValueSet) -> Digest {
        if set.len() < WORTH_KEEPING {
            return set_digest(set);
        }
        let place = set.as_slice().as_ptr() as usize;
        let known = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, digest)) = known.get(&place) {
            return *digest;
        }
        drop(known);
        let digest = set_digest(set);
        let mut known = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(place, (set.clone(), digest));
        digest
    }
}

fn set_digest(set: &ValueSet) -> Digest {
    let mut sink = Sink::new("guestlist state 1: set of words");
    sink.count(set.len());
    for word in set.iter() {
        sink.text(word);
    }
    sink.finish()
}

/// Writes fields so that no two different records give the same bytes.
struct Sink(blake3::Hasher);

impl Sink {
    fn new(purpose: &str) -> Self {
        Self(blake3::Hasher::new_derive_key(purpose))
    }

    fn byte(&mut self, byte: u8) {
        self.0.update(&[byte]);
    }

    fn count(&mut self, n: usize) {
        self.0.update(&(n as u64).to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.update(text.as_bytes());
    }

    fn option(&mut self, text: Option<&str>) {
        self.byte(u8::from(text.is_some()));
        self.text(text.unwrap_or_default());
    }

    fn digest(&mut self, digest: Digest) {
        self.0.update(&digest.0);
    }

    fn notes(&mut self, notes: &Notes) {
        self.option(notes.reason.as_deref());
        self.option(notes.ticket.as_deref());
        self.option(notes.owner.as_deref());
        self.option(notes.expires.map(|day| day.to_string()).as_deref());
    }

    fn finish(self) -> Digest {
        Digest(*self.0.finalize().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_has_one_spelling() {
        let digest = Digest::of(b"guestlist");
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert!(digest.to_string().to_uppercase().parse::<Digest>().is_err());
        assert!("ab".parse::<Digest>().is_err());
    }

    #[test]
    fn values_differ_by_kind_key_and_identity_but_not_by_order() {
        let digester = Digester::default();
        let (a, b) = (SettingKey::of("a.x"), SettingKey::of("a.y"));
        let identity = Identity::default();
        let of =
            |stated: &[(&SettingKey, &Value)]| digester.values(&identity, stated.iter().copied());
        let (on, word, number) = (Value::Flag(true), Value::text("true"), Value::Number(1));
        let one = Value::Set(vec![CompactString::from("true")].into());
        let all = [&on, &word, &number, &one].map(|value| of(&[(&a, value)]));
        for (at, left) in all.iter().enumerate() {
            assert!(!all[at + 1..].contains(left));
        }
        assert_ne!(of(&[(&a, &on)]), of(&[(&b, &on)]));
        assert_eq!(of(&[(&a, &on), (&b, &word)]), of(&[(&b, &word), (&a, &on)]));
        let named = Identity {
            domains: vec![CompactString::from("contoso.com")].into(),
            ..Identity::default()
        };
        assert_ne!(digester.values(&named, [(&a, &on)]), of(&[(&a, &on)]));
    }

    #[test]
    fn a_shared_set_and_its_copy_are_equal() {
        let digester = Digester::default();
        let make = || -> ValueSet {
            (0..WORTH_KEEPING)
                .map(|n| CompactString::from(format!("d{n}.example")))
                .collect()
        };
        let (first, copy) = (make(), make());
        let digest = digester.set(&first);
        assert_eq!(digest, digester.set(&first.clone()));
        assert_eq!(digest, digester.set(&copy));
    }
}
