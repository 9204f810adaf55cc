//! Writing objects.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Mutex;

use compact_str::CompactString;

use super::{NotesMap, ObjectError, Outcome, lock};
use crate::model::{Name, Notes, Value, ValueSet};
use crate::state::format::v1::{
    ConfirmedV1, IdentityV1, KnownV1, LONG, NUMBER, NoteV1, NotesV1, PartnerV1, PartnersV1,
    PointerV1, SEEN_NUMBER, SeenV2, SetV1, SettingV1, TenantV1, ValueV1,
};
use crate::state::format::{bytes_of, check_object, pretty};
use crate::state::snapshot::{Identity, Known, RecordedPartner, RecordedSetting, RecordedTenant};
use crate::state::{Digest, Digester, Found, Published, Store, TenantRef};

/// Writes objects; what is shared between tenants is written once.
pub(in crate::state) struct Writer<'a> {
    store: &'a dyn Store,
    digester: Digester,
    /// Objects that this writer has put or found intact.
    there: Mutex<HashSet<Digest>>,
    /// Long sets by their place in memory; each is held, so that its place is not used anew.
    sets: Mutex<HashMap<usize, (ValueSet, Digest)>>,
}

impl<'a> Writer<'a> {
    pub(in crate::state) fn new(store: &'a dyn Store) -> Self {
        Self {
            store,
            digester: Digester::default(),
            there: Mutex::default(),
            sets: Mutex::default(),
        }
    }

    pub(in crate::state) fn tenant(&self, tenant: &RecordedTenant) -> Outcome<TenantRef> {
        let mut settings = BTreeMap::new();
        for (key, setting) in &tenant.settings {
            settings.insert(key.to_string(), self.setting(setting)?);
        }
        let is_seen = tenant.settings.values().any(|s| s.seen.is_some());
        let object = self.put(&TenantV1 {
            format_version: if is_seen { SEEN_NUMBER } else { NUMBER },
            identity: self.identity(&tenant.identity)?,
            settings,
        })?;
        let (values, record) = self.digester.recorded(tenant);
        let managed = tenant.settings.values().filter(|s| s.managed).count() as u64;
        let domains = &tenant.identity.domains;
        Ok(TenantRef {
            object,
            values,
            record,
            managed,
            released: tenant.settings.len() as u64 - managed,
            domains: (domains.len() < LONG).then(|| domains.clone()),
        })
    }

    pub(in crate::state) fn partners(
        &self,
        partners: &BTreeMap<Name, RecordedPartner>,
    ) -> Outcome<Digest> {
        let mut files = BTreeMap::new();
        for (name, partner) in partners {
            files.insert(name.to_string(), self.partner(partner)?);
        }
        self.put(&PartnersV1 {
            format_version: NUMBER,
            partners: files,
        })
    }

    fn partner(&self, partner: &RecordedPartner) -> Outcome<PartnerV1> {
        let confirmed = match &partner.confirmed {
            None => None,
            Some(confirmed) => Some(ConfirmedV1 {
                external_access: self.set(&confirmed.external_access)?,
                by: confirmed.by.clone(),
                date: confirmed.date,
            }),
        };
        Ok(PartnerV1 {
            identity: self.identity(&partner.identity)?,
            notes: note_to_file(&partner.notes),
            confirmed,
        })
    }

    fn identity(&self, identity: &Identity) -> Outcome<IdentityV1> {
        Ok(IdentityV1 {
            display_name: identity.display_name.clone(),
            tenant_id: identity.tenant_id.clone(),
            domains: self.set(&identity.domains)?,
            tags: identity.tags.clone(),
            trial: identity.trial,
        })
    }

    fn setting(&self, setting: &RecordedSetting) -> Outcome<SettingV1> {
        Ok(SettingV1 {
            value: match &setting.value {
                Value::Flag(on) => ValueV1::Flag(*on),
                Value::Number(number) => ValueV1::Number(*number),
                Value::Text(text) => ValueV1::Text(text.clone()),
                Value::Set(set) => ValueV1::Set(self.set(set)?),
            },
            managed: setting.managed,
            known: match setting.known {
                Known::Requested => KnownV1::Requested,
                Known::Observed => KnownV1::Observed,
            },
            since: setting.since,
            seen: setting.seen.as_ref().map(|seen| SeenV2 {
                time: seen.time,
                source: seen.source.clone(),
            }),
            notes: self.notes(&setting.notes)?,
        })
    }

    fn notes(&self, notes: &NotesMap) -> Outcome<Option<NotesV1>> {
        let entries: BTreeMap<CompactString, NoteV1> = notes
            .iter()
            .map(|(entry, notes)| (entry.clone(), note_to_file(notes)))
            .collect();
        Ok(match entries.len() {
            0 => None,
            n if n < LONG => Some(NotesV1::Entries(entries)),
            _ => Some(NotesV1::Object(pointer(self.put(&entries)?))),
        })
    }

    fn set(&self, set: &ValueSet) -> Outcome<SetV1> {
        if set.len() < LONG {
            return Ok(SetV1::Words(set.as_slice().to_vec()));
        }
        let place = set.as_slice().as_ptr() as usize;
        if let Some((_, name)) = lock(&self.sets).get(&place) {
            return Ok(SetV1::Object(pointer(*name)));
        }
        let name = self.put(&set.as_slice())?;
        lock(&self.sets).insert(place, (set.clone(), name));
        Ok(SetV1::Object(pointer(name)))
    }

    /// Puts an object unless it is there, and names it.
    fn put(&self, file: &impl serde::Serialize) -> Outcome<Digest> {
        let bytes = pretty(file);
        let name = Digest::of(&bytes);
        if lock(&self.there).contains(&name) {
            return Ok(name);
        }
        if !self.is_there(&name)? && self.store.put_object(&name, &bytes)? == Published::Taken {
            // Somebody else was faster.
            self.is_there(&name)?;
        }
        lock(&self.there).insert(name);
        Ok(name)
    }

    /// Whether the object is there already, and intact.
    fn is_there(&self, name: &Digest) -> Outcome<bool> {
        let found = self.store.read_object(name)?;
        if found == Found::Missing {
            return Ok(false);
        }
        bytes_of(found)
            .and_then(|bytes| check_object(name, &bytes))
            .map_err(|fault| ObjectError::Fault(*name, fault))?;
        Ok(true)
    }
}

fn pointer(name: Digest) -> PointerV1 {
    PointerV1 {
        object: name.to_string(),
    }
}

fn note_to_file(notes: &Notes) -> NoteV1 {
    NoteV1 {
        reason: notes.reason.clone(),
        ticket: notes.ticket.clone(),
        owner: notes.owner.clone(),
        expires: notes.expires,
    }
}
