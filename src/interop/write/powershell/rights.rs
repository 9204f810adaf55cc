//! Which permissions the requests of a script need: said in its head, and checked before the first step.

use std::collections::{BTreeMap, BTreeSet};

use super::services::Service;
use crate::interop::write::quote;
use crate::model::section::Rights;
use crate::text::words;

/// What requests need, and of which objects.
#[derive(Debug, Default)]
pub(super) struct Needed {
    of: BTreeMap<(Service, Rights), BTreeSet<&'static str>>,
}

impl Needed {
    /// A request of an object needs these.
    pub(super) fn add(&mut self, service: Service, rights: Rights, object: &'static str) {
        self.of.entry((service, rights)).or_default().insert(object);
    }

    /// Joins what other requests need.
    pub(super) fn append(&mut self, other: Self) {
        for (needed, mut objects) in other.of {
            self.of.entry(needed).or_default().append(&mut objects);
        }
    }

    fn of(&self, service: Service) -> impl Iterator<Item = (&Rights, &BTreeSet<&'static str>)> {
        let all = self.of.iter().filter(move |((of, _), _)| *of == service);
        all.map(|((_, rights), objects)| (rights, objects))
    }

    /// How to connect to Graph with the permissions that are known; `...` stands for those that are not.
    pub(super) fn connect(&self) -> String {
        let needed = || self.of(Service::Graph).map(|(rights, _)| rights);
        let known = needed().flat_map(|r| r.read.into_iter().chain(r.change.first().copied()));
        let known: BTreeSet<&str> = known.collect();
        let mut scopes: Vec<&str> = known.into_iter().collect();
        if needed().any(|rights| rights.change.is_empty()) {
            scopes.push("...");
        }
        format!("Connect-MgGraph -Scopes {}", scopes.join(","))
    }

    /// What is needed for what, for people.
    pub(super) fn lines(&self, service: Service) -> Vec<String> {
        let mut out = Vec::new();
        for (rights, objects) in self.of(service) {
            let objects = words::and(&objects.iter().copied().collect::<Vec<_>>());
            out.push(match rights.change {
                [] => format!(
                    "  {objects}: which permission is needed is not known here; the page of the \
                     request at learn.microsoft.com says it"
                ),
                change => format!("  {objects}: permission {}", words::or(change)),
            });
            if !rights.role.is_empty() {
                out.push(format!("    role {}", rights.role));
            }
        }
        out
    }

    /// The check of the connection to Graph, as PowerShell; nothing where no permission is known.
    pub(super) fn check(&self) -> Option<String> {
        let list = |items: &[&str]| {
            let items: Vec<String> = items.iter().map(|item| quote::string(item)).collect();
            items.join(", ")
        };
        let known = self
            .of(Service::Graph)
            .filter(|(rights, _)| !rights.change.is_empty());
        let rows: Vec<String> = known
            .map(|(rights, objects)| {
                let objects: Vec<&str> = objects.iter().copied().collect();
                format!(
                    "    @{{ For = {}; OneOf = @({}) }}\n",
                    quote::string(&words::and(&objects)),
                    list(rights.change)
                )
            })
            .collect();
        (!rows.is_empty()).then(|| format!("Test-Permissions @(\n{})", rows.concat()))
    }
}
