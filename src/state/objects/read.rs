//! Reading objects.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use compact_str::CompactString;
use serde::de::DeserializeOwned;

use super::{NotesMap, ObjectError, Outcome, lock};
use crate::model::{Name, Notes, SettingKey, Value, ValueSet};
use crate::state::format::v1::{
    IdentityV1, KnownV1, NoteV1, NotesV1, PartnerV1, PartnersV1, PointerV1, SetV1, SettingV1,
    TenantV1, ValueV1,
};
use crate::state::format::{Fault, bytes_of, check_object, parse};
use crate::state::snapshot::{
    Confirmation, Identity, Known, RecordedPartner, RecordedSetting, RecordedTenant, Seen,
};
use crate::state::{Digest, DigestError, Store};

/// Reads objects; what is shared between tenants is read once.
#[derive(Default)]
pub(in crate::state) struct Reader {
    sets: Mutex<HashMap<Digest, ValueSet>>,
    notes: Mutex<HashMap<Digest, Arc<NotesMap>>>,
}

impl Reader {
    pub(in crate::state) fn tenant(
        &self,
        store: &dyn Store,
        name: &Digest,
    ) -> Outcome<RecordedTenant> {
        let file: TenantV1 = load(store, name)?;
        let mut settings = BTreeMap::new();
        for (key, setting) in file.settings {
            settings.insert(SettingKey::from(key), self.setting(store, setting)?);
        }
        Ok(RecordedTenant {
            identity: self.identity(store, file.identity)?,
            settings,
        })
    }

    pub(in crate::state) fn partners(
        &self,
        store: &dyn Store,
        name: &Digest,
    ) -> Outcome<BTreeMap<Name, RecordedPartner>> {
        let file: PartnersV1 = load(store, name)?;
        let mut partners = BTreeMap::new();
        for (word, partner) in file.partners {
            let word = Name::parse(&word)
                .map_err(|e| ObjectError::Fault(*name, Fault::Meaning(e.to_string())))?;
            partners.insert(word, self.partner(store, partner)?);
        }
        Ok(partners)
    }

    fn partner(&self, store: &dyn Store, file: PartnerV1) -> Outcome<RecordedPartner> {
        let confirmed = match file.confirmed {
            None => None,
            Some(confirmed) => Some(Confirmation {
                external_access: self.set(store, confirmed.external_access)?,
                by: confirmed.by,
                date: confirmed.date,
            }),
        };
        Ok(RecordedPartner {
            identity: self.identity(store, file.identity)?,
            notes: note_from_file(file.notes),
            confirmed,
        })
    }

    fn identity(&self, store: &dyn Store, file: IdentityV1) -> Outcome<Identity> {
        Ok(Identity {
            display_name: file.display_name,
            tenant_id: file.tenant_id,
            domains: self.set(store, file.domains)?,
            tags: file.tags,
            trial: file.trial,
        })
    }

    fn setting(&self, store: &dyn Store, file: SettingV1) -> Outcome<RecordedSetting> {
        let value = match file.value {
            ValueV1::Flag(on) => Value::Flag(on),
            ValueV1::Number(number) => Value::Number(number),
            ValueV1::Text(text) => Value::Text(text),
            ValueV1::Set(set) => Value::Set(self.set(store, set)?),
        };
        let notes = match file.notes {
            None => NotesMap::new(),
            Some(NotesV1::Entries(entries)) => notes_from_file(entries),
            Some(NotesV1::Object(at)) => self.long_notes(store, &at)?.as_ref().clone(),
        };
        Ok(RecordedSetting {
            value,
            managed: file.managed,
            known: match file.known {
                KnownV1::Requested => Known::Requested,
                KnownV1::Observed => Known::Observed,
            },
            since: file.since,
            seen: file.seen.map(|seen| Seen {
                time: seen.time,
                source: seen.source,
            }),
            notes,
        })
    }

    fn set(&self, store: &dyn Store, file: SetV1) -> Outcome<ValueSet> {
        match file {
            SetV1::Words(words) => Ok(words.into()),
            SetV1::Object(at) => {
                let read = |name: &Digest| load::<Vec<CompactString>>(store, name).map(Into::into);
                once(&self.sets, &at, read)
            }
        }
    }

    fn long_notes(&self, store: &dyn Store, at: &PointerV1) -> Outcome<Arc<NotesMap>> {
        let read = |name: &Digest| {
            let entries: BTreeMap<CompactString, NoteV1> = load(store, name)?;
            Ok(Arc::new(notes_from_file(entries)))
        };
        once(&self.notes, at, read)
    }
}

/// Reads what a pointer names, unless it was read before.
fn once<T: Clone>(
    known: &Mutex<HashMap<Digest, T>>,
    at: &PointerV1,
    read: impl FnOnce(&Digest) -> Outcome<T>,
) -> Outcome<T> {
    let name = pointed(at)?;
    if let Some(known) = lock(known).get(&name) {
        return Ok(known.clone());
    }
    let value = read(&name)?;
    // Another thread may have been faster: then all share what it read.
    Ok(lock(known).entry(name).or_insert(value).clone())
}

/// Pointers stand in intact objects, so one that is no digest was written by a fault of the program.
fn pointed(at: &PointerV1) -> Outcome<Digest> {
    let fault = |e: DigestError| {
        ObjectError::Fault(
            Digest::of(at.object.as_bytes()),
            Fault::Meaning(e.to_string()),
        )
    };
    at.object.parse().map_err(fault)
}

/// Reads an object whose bytes fit its name.
fn load<T: DeserializeOwned>(store: &dyn Store, name: &Digest) -> Outcome<T> {
    let fault = |fault| ObjectError::Fault(*name, fault);
    let bytes = bytes_of(store.read_object(name)?).map_err(fault)?;
    check_object(name, &bytes).map_err(fault)?;
    parse(&bytes).map_err(fault)
}

/// The objects that a tenant's object names.
pub(in crate::state) fn tenant_pointers(store: &dyn Store, name: &Digest) -> Outcome<Vec<Digest>> {
    let file: TenantV1 = load(store, name)?;
    let mut found = Vec::new();
    set_pointer(&file.identity.domains, &mut found)?;
    for setting in file.settings.values() {
        if let ValueV1::Set(set) = &setting.value {
            set_pointer(set, &mut found)?;
        }
        if let Some(NotesV1::Object(at)) = &setting.notes {
            found.push(pointed(at)?);
        }
    }
    Ok(found)
}

/// The objects that the object of the partners names.
pub(in crate::state) fn partners_pointers(
    store: &dyn Store,
    name: &Digest,
) -> Outcome<Vec<Digest>> {
    let file: PartnersV1 = load(store, name)?;
    let mut found = Vec::new();
    for partner in file.partners.values() {
        set_pointer(&partner.identity.domains, &mut found)?;
        if let Some(confirmed) = &partner.confirmed {
            set_pointer(&confirmed.external_access, &mut found)?;
        }
    }
    Ok(found)
}

fn set_pointer(set: &SetV1, found: &mut Vec<Digest>) -> Outcome<()> {
    if let SetV1::Object(at) = set {
        found.push(pointed(at)?);
    }
    Ok(())
}

fn note_from_file(file: NoteV1) -> Notes {
    Notes {
        reason: file.reason,
        ticket: file.ticket,
        owner: file.owner,
        expires: file.expires,
    }
}

fn notes_from_file(entries: BTreeMap<CompactString, NoteV1>) -> NotesMap {
    entries
        .into_iter()
        .map(|(entry, note)| (entry, note_from_file(note)))
        .collect()
}
