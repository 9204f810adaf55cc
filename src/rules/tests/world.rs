//! A configuration that is put together by hand.

use std::collections::BTreeMap;

use crate::diagnostics::{Finding, Findings};
use crate::diff::Side;
use crate::model::config::{DomainEntries, Entry, EntryKind, ListSpec, PartnerSpec, TenantSpec};
use crate::model::configuration::{Desired, Layer, NamedList, Owner, Partner, Tenant};
use crate::model::list::{DomainList, DomainListBuilder};
use crate::model::{Domain, Name, Notes, SettingKey, Value};
use crate::rules::{self, Configuration, Context, Shared, TenantCase};
use crate::text::{FileId, Span, Spanned};

/// A configuration in the making; every word gets a place of its own.
#[derive(Default)]
pub(super) struct World {
    pub(super) config: Configuration,
    at: u32,
}

pub(super) fn name(word: &str) -> Name {
    Name::parse(word).unwrap()
}

impl World {
    pub(super) fn span(&mut self) -> Span {
        self.at += 10;
        Span::new(FileId(0), self.at, self.at + 5)
    }

    pub(super) fn domains(&mut self, words: &[&str], owner: Option<&Owner>) -> DomainList {
        let mut list = DomainListBuilder::default();
        for word in words {
            let domain = Domain::parse(word).unwrap();
            list.add(&domain, self.span(), None);
            if let Some(owner) = owner {
                self.config.owners.insert(domain, owner.clone());
            }
        }
        list.build()
    }

    pub(super) fn tenant(&mut self, word: &str, domains: &[&str]) -> &mut Self {
        let owner = Owner::Tenant(name(word));
        let tenant = Tenant {
            name: name(word),
            span: self.span(),
            spec: TenantSpec::default(),
            domains: self.domains(domains, Some(&owner)),
            baselines: Vec::new(),
            settings: BTreeMap::new(),
            unknown: Default::default(),
        };
        self.config.tenants.insert(name(word), tenant);
        self
    }

    pub(super) fn partner(&mut self, word: &str, domains: &[&str], spec: PartnerSpec) -> &mut Self {
        let owner = Owner::Partner(name(word));
        let partner = Partner {
            name: name(word),
            span: self.span(),
            spec,
            domains: self.domains(domains, Some(&owner)),
            notes: Notes::default(),
            confirmed: None,
        };
        self.config.partners.insert(name(word), partner);
        self
    }

    /// A named list with literal entries.
    pub(super) fn list(&mut self, word: &str, domains: &[&str]) -> DomainList {
        let list = self.domains(domains, None);
        let entries = list.iter().map(|(domain, place)| Entry {
            kind: EntryKind::Domain(Spanned::new(domain.into(), place)),
            notes: None,
        });
        let spec = ListSpec::Entries(DomainEntries(entries.collect()));
        self.insert_list(word, spec, list.clone());
        list
    }

    pub(super) fn insert_list(&mut self, word: &str, spec: ListSpec, domains: DomainList) {
        let span = self.span();
        let list = NamedList {
            span,
            spec,
            domains,
        };
        self.config.lists.insert(name(word), list);
    }

    pub(super) fn state(
        &mut self,
        tenant: &str,
        key: &SettingKey,
        value: Value,
        list: Option<DomainList>,
    ) {
        let desired = Desired {
            value,
            layer: Layer::Tenant,
            span: self.span(),
            list,
            inherits: false,
            replaced: None,
            own_notes: BTreeMap::new(),
        };
        let tenant = self.config.tenants.get_mut(tenant).unwrap();
        tenant.settings.insert(key.clone(), desired);
    }

    pub(super) fn state_list(&mut self, tenant: &str, key: &SettingKey, list: &DomainList) {
        let value = Value::Set(list.set().clone());
        self.state(tenant, key, value, Some(list.clone()));
    }

    pub(super) fn context<'a>(&'a self, shared: &'a Shared) -> Context<'a> {
        Context::of(&self.config, "2026-11-20".parse().unwrap(), shared)
    }

    pub(super) fn shared(&self) -> Vec<Finding> {
        let mut findings = Findings::new();
        rules::shared(self.context(&Shared::default()), &mut findings);
        findings.into_parts().0
    }

    /// Findings about one tenant for which `recorded` was recorded.
    pub(super) fn judge(
        &self,
        word: &str,
        recorded: &[(&SettingKey, Value)],
        in_plan: bool,
    ) -> Vec<Finding> {
        let tenant_of = &self.config.tenants[word];
        let values = recorded.iter().map(|(k, v)| (*k, (v, true)));
        let recorded = Side {
            values: values.collect(),
        };
        let stated = tenant_of.settings.iter();
        let desired = Side {
            values: stated.map(|(k, d)| (k, (&d.value, true))).collect(),
        };
        let owner = crate::diff::Owner::Tenant(tenant_of.name.clone());
        let changes = crate::diff::compare(&owner, &desired, &recorded);
        let shared = Shared::default();
        let case = TenantCase {
            context: self.context(&shared),
            tenant: tenant_of,
            recorded: &recorded,
            stays: &recorded,
            changes: if in_plan { &changes } else { &[] },
            guest_change: None,
        };
        let mut findings = Findings::new();
        rules::tenant(&case, &mut findings);
        findings.into_parts().0
    }
}

pub(super) fn of<'f>(findings: &'f [Finding], id: &str) -> Vec<&'f Finding> {
    findings.iter().filter(|f| f.rule.id == id).collect()
}

pub(super) fn set(words: &[&str]) -> Value {
    Value::Set(words.iter().map(|w| (*w).into()).collect())
}
