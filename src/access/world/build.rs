//! Worlds from a configuration, from recorded values, or from both.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use compact_str::CompactString;
use jiff::civil::Date;

use super::{Origin, Setting, World, WorldList, WorldPartner, WorldPolicy, WorldTenant};
use crate::access::settings::{Key, KnownSetting, PARTNER_KEYS};
use crate::model::config::{Edition, Entry, EntryKind, ListSpec};
use crate::model::configuration::{Layer, Partner, Tenant};
use crate::model::list::DomainList;
use crate::model::section::{Default, PRESENT};
use crate::model::{Configuration, Name, SettingKey, ValueSet};
use crate::state::snapshot::{Confirmation, RecordedPartner, RecordedTenant};
use crate::text::Span;

/// External access policies.
const POLICY: &str = "external_access_policies[]";
/// The policy of everybody who has no other.
const GLOBAL: &str = "global";

impl World {
    /// What is desired: what files state, then what is recorded for a tenant, then the documented
    /// default. With `no_defaults` such a default counts as unknown.
    #[must_use]
    pub fn desired(
        config: &Configuration,
        recorded: &BTreeMap<Name, RecordedTenant>,
        today: Date,
        no_defaults: bool,
    ) -> Self {
        let tenants = config.tenants.iter().map(|(name, tenant)| {
            let tenant = desired(tenant, recorded.get(name), no_defaults);
            (name.clone(), Arc::new(tenant))
        });
        let partners = config
            .partners
            .iter()
            .map(|(name, p)| (name.clone(), Arc::new(partner(p))));
        let lists = config.lists.iter().filter_map(|(name, list)| {
            Some(WorldList {
                name: name.clone(),
                written: written(&list.spec, &list.domains)?,
                in_file: matches!(list.spec, ListSpec::File(_)),
            })
        });
        Self {
            tenants: tenants.collect(),
            partners: partners.collect(),
            today,
            edition: config.edition,
            no_defaults,
            lists: lists.collect(),
            owners: Arc::default(),
        }
        .indexed()
    }

    /// What is recorded, then the documented default; no file is looked at.
    #[must_use]
    pub fn recorded(
        tenants: &BTreeMap<Name, RecordedTenant>,
        partners: &BTreeMap<Name, RecordedPartner>,
        edition: Edition,
        today: Date,
        no_defaults: bool,
    ) -> Self {
        let tenants = tenants
            .iter()
            .map(|(name, t)| (name.clone(), Arc::new(recorded(name, t, no_defaults))));
        let partners = partners
            .iter()
            .map(|(name, p)| (name.clone(), Arc::new(recorded_partner(name, p))));
        Self {
            tenants: tenants.collect(),
            partners: partners.collect(),
            today,
            edition,
            no_defaults,
            lists: Arc::default(),
            owners: Arc::default(),
        }
        .indexed()
    }

    /// This world with some tenants as they are recorded: the world before a plan, from that after
    /// it. A tenant of which nothing is recorded has the documented defaults and the domains it has
    /// here; all other tenants, and partners, are shared.
    #[must_use]
    pub fn with_recorded(&self, tenants: &BTreeMap<Name, Option<RecordedTenant>>) -> Self {
        let mut world = self.clone();
        for (name, values) in tenants {
            let here = self.tenants.get(name);
            let none = RecordedTenant::default();
            let mut tenant = recorded(name, values.as_ref().unwrap_or(&none), self.no_defaults);
            if let Some(here) = here.filter(|_| tenant.domains.is_empty()) {
                tenant.domains = here.domains.clone();
            }
            if let Some(here) = here.filter(|_| tenant.tenant_id.is_none()) {
                tenant.tenant_id.clone_from(&here.tenant_id);
            }
            if let (Some(here), None) = (here, values) {
                tenant.trial = here.trial;
                tenant.tags.clone_from(&here.tags);
            }
            if here.is_some() || values.is_some() {
                world.tenants.insert(name.clone(), Arc::new(tenant));
            }
        }
        world.indexed()
    }

    /// This world with partners as they are recorded: the world before a plan that changes some. One
    /// that is recorded as it is here is shared.
    #[must_use]
    pub fn with_recorded_partners(&self, partners: &BTreeMap<Name, RecordedPartner>) -> Self {
        let mut world = self.clone();
        world.partners.clear();
        for (name, partner) in partners {
            let recorded = recorded_partner(name, partner);
            let here = self.partners.get(name);
            let partner = match here.filter(|here| here.decides_like(&recorded)) {
                Some(here) => Arc::clone(here),
                None => Arc::new(recorded),
            };
            world.partners.insert(name.clone(), partner);
            // What is a tenant now was none as long as it was a partner.
            world.tenants.remove(name);
        }
        world.indexed()
    }

    /// Says whose each domain is.
    fn indexed(mut self) -> Self {
        let mut owners: BTreeMap<CompactString, Name> = BTreeMap::new();
        for organisation in self.organisations() {
            for domain in organisation.domains().as_slice() {
                owners
                    .entry(domain.clone())
                    .or_insert_with(|| organisation.name().clone());
            }
        }
        self.owners = Arc::new(owners);
        self
    }
}

/// From the first domain that a list itself names to the last; nothing if it names none.
fn written(spec: &ListSpec, domains: &DomainList) -> Option<Span> {
    let own = |entry: &Entry| match &entry.kind {
        EntryKind::Domain(domain) => Some(domain.span),
        _ => None,
    };
    let together = |a: Span, b: Span| Span::new(a.file, a.start.min(b.start), a.end.max(b.end));
    match spec {
        ListSpec::Entries(entries) => entries.iter().filter_map(own).reduce(together),
        ListSpec::File(_) => domains.iter().map(|(_, place)| place).reduce(together),
    }
}

const PARTNERS: &str = "cross_tenant_access.partners[]";

/// What is known of a tenant: what files state, and what is recorded.
#[derive(Clone, Copy)]
struct Sources<'a> {
    stated: Option<&'a Tenant>,
    before: Option<&'a RecordedTenant>,
    no_defaults: bool,
}

impl Sources<'_> {
    fn settings(self) -> Vec<Setting> {
        let setting = |known: &KnownSetting| self.setting(&known.key, known.default());
        Key::all().iter().map(setting).collect()
    }

    fn setting(self, key: &SettingKey, default: Default) -> Setting {
        if let Some(known) = self.known(key) {
            return known;
        }
        let Some(default) = default.value() else {
            return unknown();
        };
        Setting {
            value: (!self.no_defaults).then_some(default),
            origin: Origin::Default,
            ..unknown()
        }
    }

    /// What files state or what is recorded; nothing if neither says anything.
    fn known(self, key: &SettingKey) -> Option<Setting> {
        if let Some(desired) = self.stated.and_then(|t| t.settings.get(key)) {
            return Some(Setting {
                value: Some(desired.value.clone()),
                origin: match &desired.layer {
                    Layer::Tenant => Origin::Tenant,
                    Layer::Baseline(name) => Origin::Baseline(name.clone()),
                },
                span: Some(desired.span),
                list: desired.list.clone(),
            });
        }
        if self.stated.is_some_and(|t| t.unknown.contains(key)) {
            return Some(unknown());
        }
        let recorded = self.before.and_then(|t| t.settings.get(key))?;
        Some(Setting {
            value: Some(recorded.value.clone()),
            origin: Origin::Recorded,
            ..unknown()
        })
    }

    /// The names of the objects of a kind that are there: wanted, or recorded and stated nowhere.
    fn objects(self, declared: &str) -> Vec<String> {
        let stated = self.stated.into_iter().flat_map(|t| t.settings.keys());
        let recorded = self.before.into_iter().flat_map(|t| t.settings.keys());
        let keys: BTreeSet<&SettingKey> = stated
            .chain(recorded)
            .filter(|key| key.is_object() && key.declared() == declared)
            .collect();
        let is_there = |key: &&SettingKey| {
            let value = self.known(key).and_then(|setting| setting.value);
            value.is_some_and(|value| value.as_text() == Some(PRESENT))
        };
        let there = keys.into_iter().filter(is_there);
        there.filter_map(SettingKey::object_name).collect()
    }

    /// External access policies besides that of everybody, by name.
    fn policies(self) -> Vec<WorldPolicy> {
        let names = self.objects(POLICY).into_iter();
        names
            .filter(|name| name != GLOBAL)
            .map(|name| self.policy(name))
            .collect()
    }

    fn policy(self, name: String) -> WorldPolicy {
        let who = |setting: &str| {
            let key = SettingKey::from(format!("{POLICY}.{setting}")).with_object(&name);
            let set = self.setting(&key, Default::Undocumented).value;
            set.and_then(|value| value.as_set().cloned())
        };
        let setting = |key: &Key| self.setting(&key.in_policy(&name), key.known().default());
        WorldPolicy {
            users: who("users").unwrap_or_else(ValueSet::empty),
            to_groups: who("groups").is_some_and(|groups| !groups.is_empty()),
            settings: Key::OF_POLICY.iter().map(setting).collect(),
            name,
        }
    }

    /// Objects of cross-tenant access, by the name of the other side.
    fn partners(self) -> BTreeMap<String, Vec<Setting>> {
        let settings = |name: String| {
            let setting = |key: &Key| {
                // What nobody says is left to what counts for all tenants.
                let left = || Setting {
                    origin: Origin::Default,
                    ..unknown()
                };
                self.known(&key.path(Some(&name))).unwrap_or_else(left)
            };
            let settings = PARTNER_KEYS.iter().map(setting).collect();
            (name, settings)
        };
        self.objects(PARTNERS).into_iter().map(settings).collect()
    }
}

fn desired(tenant: &Tenant, before: Option<&RecordedTenant>, no_defaults: bool) -> WorldTenant {
    let sources = Sources {
        stated: Some(tenant),
        before,
        no_defaults,
    };
    let spec = &tenant.spec;
    let stated = tenant.domains.set();
    WorldTenant {
        name: tenant.name.clone(),
        // Domains that no file states are those that are recorded, like any setting.
        domains: match before {
            Some(before) if spec.domains.is_none() => before.identity.domains.clone(),
            _ => stated.clone(),
        },
        domain_places: tenant.domains.clone(),
        tags: spec
            .tags
            .iter()
            .flatten()
            .map(|t| t.value.to_string())
            .collect(),
        tenant_id: match (&spec.tenant_id, before) {
            (Some(stated), _) => Some(id(&stated.value)),
            (None, before) => before.and_then(|b| b.identity.tenant_id.as_deref().map(id)),
        },
        trial: spec.trial.as_ref().map(|t| t.value),
        span: Some(tenant.span),
        settings: sources.settings(),
        policies: sources.policies(),
        partners: sources.partners(),
    }
}

fn recorded(name: &Name, tenant: &RecordedTenant, no_defaults: bool) -> WorldTenant {
    let sources = Sources {
        stated: None,
        before: Some(tenant),
        no_defaults,
    };
    WorldTenant {
        name: name.clone(),
        domains: tenant.identity.domains.clone(),
        domain_places: DomainList::default(),
        tags: tenant.identity.tags.clone(),
        tenant_id: tenant.identity.tenant_id.as_deref().map(id),
        trial: tenant.identity.trial.then_some(true),
        span: None,
        settings: sources.settings(),
        policies: sources.policies(),
        partners: sources.partners(),
    }
}

/// A tenant id as it is compared.
fn id(text: &str) -> String {
    text.to_lowercase()
}

fn unknown() -> Setting {
    Setting {
        value: None,
        origin: Origin::Unknown,
        span: None,
        list: None,
    }
}

fn partner(partner: &Partner) -> WorldPartner {
    let spec = &partner.spec;
    WorldPartner {
        name: partner.name.clone(),
        display_name: spec.display_name.as_ref().map(|d| d.value.clone()),
        tenant_id: spec.tenant_id.as_ref().map(|stated| id(&stated.value)),
        domains: partner.domains.set().clone(),
        trial: spec.trial.as_ref().map(|t| t.value),
        skype_for_business_server: spec
            .skype_for_business_server
            .as_ref()
            .is_some_and(|s| s.value),
        confirmed: partner.confirmed.as_ref().map(|c| Confirmation {
            external_access: c.external_access.set().clone(),
            by: c.by.clone(),
            date: c.date,
        }),
        confirmed_span: partner.confirmed.as_ref().map(|c| c.span),
        span: Some(partner.span),
    }
}

impl WorldPartner {
    /// Whether answers about it are the same; that it pays may be stated or not.
    fn decides_like(&self, other: &Self) -> bool {
        self.domains == other.domains
            && self.tenant_id == other.tenant_id
            && self.confirmed == other.confirmed
            && self.trial.unwrap_or(false) == other.trial.unwrap_or(false)
    }
}

fn recorded_partner(name: &Name, partner: &RecordedPartner) -> WorldPartner {
    WorldPartner {
        name: name.clone(),
        display_name: partner.identity.display_name.clone(),
        tenant_id: partner.identity.tenant_id.as_deref().map(id),
        domains: partner.identity.domains.clone(),
        trial: partner.identity.trial.then_some(true),
        skype_for_business_server: false,
        confirmed: partner.confirmed.clone(),
        confirmed_span: None,
        span: None,
    }
}
