//! The resources of Microsoft365DSC that carry settings, with their properties.
//!
//! Source: the schemas of the resources in microsoft/Microsoft365DSC, October 2024. Which setting a
//! property is, the reader of configurations says: what is written here is read there.

mod table;

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::interop::read::object_of_resource;
use crate::interop::table::settings_of;
use crate::model::section::{Kind, Setting};
use crate::model::sections::settings;
use table::RESOURCES;

/// The version that the text is written for.
pub(super) const VERSION: &str = "1.24.1016.1";
/// When that was, for people.
pub(super) const VERSION_DATE: &str = "October 2024";

/// How a resource tells its objects apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// `Identity = 'Global'`
    Global,
    /// `IsSingleInstance = 'Yes'`
    Single,
    /// The object's name, in that property.
    Name(&'static str),
    /// The id of the other tenant, in that property.
    TenantId(&'static str),
}

/// How a property is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `$True`, `$False`
    Flag,
    /// A whole number.
    Number,
    /// A text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// An array of texts.
    List,
    /// An array of these words.
    Words(&'static [&'static str]),
    /// One text with commas between the entries.
    Joined,
    /// An array of targets of cross-tenant access.
    Targets,
}

/// A resource.
#[derive(Debug)]
pub(super) struct Resource {
    /// Its name.
    pub(super) name: &'static str,
    /// Its key.
    pub(super) key: Key,
    /// Its properties; those of instances within it after a dot.
    pub(super) properties: &'static [(&'static str, Shape)],
}

impl Resource {
    /// Whether its objects have names, and can be absent.
    pub(super) fn is_named(&self) -> bool {
        matches!(self.key, Key::Name(_) | Key::TenantId(_))
    }
}

/// Where a setting is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Carrier {
    /// The resource.
    pub(super) resource: &'static Resource,
    /// The place of the property among those of the resource; none for the object itself.
    pub(super) property: Option<usize>,
}

/// Where settings are written, by declared path.
static CARRIERS: LazyLock<HashMap<&'static str, Carrier>> = LazyLock::new(|| {
    let mut out = HashMap::new();
    for resource in RESOURCES {
        let Some(object) = object_of_resource(resource.name) else {
            continue;
        };
        for (place, (path, _)) in resource.properties.iter().enumerate() {
            let fitting = settings_of(object, path).iter().filter(|setting| {
                setting.retired.is_none() && setting.key.is_of_object() == resource.is_named()
            });
            for setting in fitting {
                let property = Some(place);
                out.insert(setting.key.as_str(), Carrier { resource, property });
            }
        }
        let itself = settings()
            .iter()
            .find(|setting| matches!(setting.kind, Kind::Object(_)) && setting.object == object);
        if let Some(setting) = itself {
            let property = None;
            out.insert(setting.key.as_str(), Carrier { resource, property });
        }
    }
    out
});

/// Official objects that a resource is for.
static OBJECTS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let resources = RESOURCES.iter();
    resources
        .filter_map(|r| object_of_resource(r.name))
        .collect()
});

/// Where a setting is written; why it is not.
pub(super) fn carrier(setting: &Setting) -> Result<Carrier, &'static str> {
    let found = CARRIERS.get(setting.key.as_str()).copied();
    found.ok_or_else(|| match setting.object {
        object if OBJECTS.contains(object) => "no property of Microsoft365DSC is known for it",
        // A block of it is read: what is written there is there. What else it does when it sets is open.
        "CsTeamsMeetingPolicy" => {
            "which properties TeamsMeetingPolicy of Microsoft365DSC takes, and what it does beside setting \
             them, is not known here"
        }
        _ => "no resource of Microsoft365DSC is known for it",
    })
}

/// The class of the instance that a property holds.
pub(super) fn class(property: &str) -> &'static str {
    match property {
        "InboundTrust" => "MSFT_AADCrossTenantAccessPolicyInboundTrust",
        "AutomaticUserConsentSettings" => {
            "MSFT_AADCrossTenantAccessPolicyAutomaticUserConsentSettings"
        }
        "UsersAndGroups" | "Applications" => "MSFT_AADCrossTenantAccessPolicyTargetConfiguration",
        _ => "MSFT_AADCrossTenantAccessPolicyB2BSetting",
    }
}

/// The class of a target.
pub(super) const TARGET: &str = "MSFT_AADCrossTenantAccessPolicyTarget";
