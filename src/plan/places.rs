//! Places in the earlier files of what a change takes away.

use std::collections::{BTreeMap, HashMap};

use super::origins::{Move, Origins};
use crate::diagnostics::Finding;
use crate::diff::{Change, Owner};
use crate::model::{Configuration, Notes};
use crate::text::Span;

/// What no file states any longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// Where it stood in the earlier files.
    pub span: Span,
    /// Why it had been there, of a partner or a named object.
    pub notes: Notes,
}

/// What no file states any longer, by address.
pub(super) fn gone(
    earlier: &Configuration,
    config: &Configuration,
    changes: &[Change],
) -> BTreeMap<String, Gone> {
    let gone = changes.iter().filter_map(|change| {
        let was = stated(earlier, change)?;
        let is_gone = stated(config, change).is_none();
        is_gone.then(|| (change.address().to_string(), was))
    });
    gone.collect()
}

fn stated(config: &Configuration, change: &Change) -> Option<Gone> {
    let at = |span, notes| Gone { span, notes };
    match &change.owner {
        Owner::Tenant(name) => {
            let tenant = config.tenants.get(name)?;
            let name = change.key.object_name().unwrap_or_default();
            let setting = tenant.settings.get(&change.key);
            let setting = setting.map(|desired| {
                let notes = desired.own_notes.get(name.as_str()).cloned();
                at(desired.span, notes.unwrap_or_default())
            });
            // Who a tenant is belongs to the tenant itself.
            let own = change.key.section().is_none();
            setting.or_else(|| own.then(|| at(tenant.span, Notes::default())))
        }
        Owner::Partner(name) => {
            let partner = config.partners.get(name)?;
            Some(at(partner.span, partner.notes.clone()))
        }
    }
}

/// Gives findings about what is gone the place where it stood.
pub(super) fn of_what_is_gone(
    changes: &[Change],
    origins: &Origins,
    gone: &BTreeMap<String, Gone>,
    findings: &mut [Finding],
) {
    if !findings.iter().any(|f| f.about_change) {
        return;
    }
    let numbers = changes.iter().enumerate();
    let numbers: HashMap<String, usize> = numbers
        .map(|(number, change)| (change.address().to_string(), number))
        .collect();
    for finding in findings.iter_mut().filter(|f| f.about_change) {
        let Some(address) = finding.address.as_deref() else {
            continue;
        };
        let number = numbers.get(address).copied();
        let line = number.zip(finding.removed.as_deref());
        let line = line.and_then(|(number, word)| origins.line(number, word));
        let line = line.filter(|line| line.moves == Move::Removed);
        let place = line.map(|line| line.span);
        if let Some(place) = place.or_else(|| gone.get(address).map(|gone| gone.span)) {
            *finding = finding.clone().moved_to(place, "gone from here");
        }
    }
}
