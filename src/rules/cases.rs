//! The items that rules are given.

use jiff::civil::Date;

use super::Context;
pub use super::item::View;
use crate::diff::{Change, Side};
use crate::model::config::{AllowedSpec, Entry, ListSpec, NotesRef};
use crate::model::configuration::{Configuration, Desired, Layer, Tenant};
use crate::model::list::DomainList;
use crate::model::section::{Leaf, Stated};
use crate::model::{Address, Name, SettingKey};
use crate::text::Span;

/// One tenant.
#[derive(Debug, Clone, Copy)]
pub struct TenantCase<'a> {
    /// What every rule may look at.
    pub context: Context<'a>,
    /// The tenant.
    pub tenant: &'a Tenant,
    /// What is recorded for it.
    pub recorded: &'a Side<'a>,
    /// What of it counts where no file states anything: all, or nothing if the defaults do.
    pub stays: &'a Side<'a>,
    /// What changes; empty outside a plan.
    pub changes: &'a [Change],
    /// The last day on which a recorded guest setting changed, if that was lately.
    pub guest_change: Option<Date>,
}

impl<'a> TenantCase<'a> {
    /// Its values as desired.
    #[must_use]
    pub fn view(&self) -> View<'a> {
        View {
            stated: Some(self.tenant),
            recorded: self.stays,
        }
    }

    /// Its values as recorded.
    #[must_use]
    pub fn before(&self) -> View<'a> {
        View {
            stated: None,
            recorded: self.recorded,
        }
    }

    /// The address of one of its settings.
    #[must_use]
    pub fn address(&self, key: &SettingKey) -> Address {
        Address::setting(&self.tenant.name, key)
    }

    /// What a file states for one of its settings.
    #[must_use]
    pub fn desired(&self, key: &SettingKey) -> Option<&'a Desired> {
        self.tenant.settings.get(key)
    }

    /// The domains that a file states for one of its lists; a word such as `all` has none.
    #[must_use]
    pub fn list(&self, key: &SettingKey) -> Option<&'a DomainList> {
        self.desired(key)?.list.as_ref()
    }

    /// Where a setting is stated, else where the tenant is defined.
    #[must_use]
    pub fn place(&self, key: &SettingKey) -> Span {
        self.view().span(key).unwrap_or(self.tenant.span)
    }
}

/// What holds an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryHolder<'a> {
    /// A named list.
    List(&'a Name),
    /// A setting stated in a baseline.
    Baseline(&'a Name, SettingKey),
    /// A setting stated in a tenant.
    Tenant(&'a Name, SettingKey),
}

impl EntryHolder<'_> {
    /// Its address.
    #[must_use]
    pub fn address(&self) -> Address {
        match self {
            Self::List(name) => Address::root("lists").child(name),
            Self::Baseline(name, key) => Address::baseline(name, key),
            Self::Tenant(name, key) => Address::setting(name, key),
        }
    }

    /// The layer that holds it, for settings.
    #[must_use]
    pub fn layer(&self) -> Option<Layer> {
        match self {
            Self::List(_) => None,
            Self::Baseline(name, _) => Some(Layer::Baseline((*name).clone())),
            Self::Tenant(..) => Some(Layer::Tenant),
        }
    }
}

/// One entry of a list, as written.
#[derive(Debug, Clone)]
pub struct EntryCase<'a> {
    /// What every rule may look at.
    pub context: Context<'a>,
    /// What holds it.
    pub holder: &'a EntryHolder<'a>,
    /// The entry.
    pub entry: &'a Entry,
}

/// One named object, as written.
#[derive(Debug, Clone)]
pub struct ObjectCase<'a> {
    /// What holds it: a tenant or a baseline, under the object's own key.
    pub holder: EntryHolder<'a>,
    /// Its name, as written.
    pub name: &'a str,
    /// Where the name stands.
    pub span: Span,
    /// Whether it is wanted; otherwise it is to be deleted.
    pub is_present: bool,
    /// Why it is there.
    pub notes: NotesRef<'a>,
}

/// The plan as a whole.
#[derive(Debug, Clone, Copy)]
pub struct PlanCase<'a> {
    /// What every rule may look at.
    pub context: Context<'a>,
    /// Everything that changes.
    pub changes: &'a [Change],
    /// Recorded tenants that no file declares any longer and that lose their last managed setting.
    pub forgotten: &'a [Name],
    /// How many tenants are recorded as managed.
    pub managed: usize,
}

/// Walks over every entry of every list, as written.
pub fn each_entry<'c>(
    config: &'c Configuration,
    mut visit: impl FnMut(&EntryHolder<'c>, &'c Entry),
) {
    for (name, list) in &config.lists {
        if let ListSpec::Entries(entries) = &list.spec {
            let holder = EntryHolder::List(name);
            entries.iter().for_each(|entry| visit(&holder, entry));
        }
    }
    for (name, baseline) in &config.baselines {
        for leaf in baseline.spec.leaves() {
            let holder = EntryHolder::Baseline(name, leaf.key.clone());
            entries(&leaf).for_each(|entry| visit(&holder, entry));
        }
    }
    for (name, tenant) in &config.tenants {
        for leaf in tenant.spec.leaves() {
            let holder = EntryHolder::Tenant(name, leaf.key.clone());
            entries(&leaf).for_each(|entry| visit(&holder, entry));
        }
    }
}

impl ObjectCase<'_> {
    /// Its address in the tenant or baseline.
    #[must_use]
    pub fn address(&self) -> Address {
        self.holder.address()
    }
}

/// Walks over every named object, as written.
pub fn each_object<'c>(config: &'c Configuration, mut visit: impl FnMut(ObjectCase<'c>)) {
    let mut leaf = |holder: EntryHolder<'c>, leaf: &Leaf<'c>| {
        let (Stated::Object(object), Some(name)) = (&leaf.stated, leaf.object) else {
            return;
        };
        visit(ObjectCase {
            holder,
            name: &name.value,
            span: name.span,
            is_present: object.is_present,
            notes: object.notes,
        });
    };
    for (name, baseline) in &config.baselines {
        for found in baseline.spec.leaves() {
            leaf(EntryHolder::Baseline(name, found.key.clone()), &found);
        }
    }
    for (name, tenant) in &config.tenants {
        for found in tenant.spec.leaves() {
            leaf(EntryHolder::Tenant(name, found.key.clone()), &found);
        }
    }
}

/// The entries of a leaf, if it is a list of domains.
pub(super) fn entries<'c>(leaf: &Leaf<'c>) -> impl Iterator<Item = &'c Entry> + use<'c> {
    let entries = match leaf.stated {
        Stated::AllowedDomains(AllowedSpec::Only(entries))
        | Stated::Domains(entries)
        | Stated::MailDomains(entries, _) => Some(entries),
        _ => None,
    };
    entries.into_iter().flat_map(|e| e.iter())
}
