//! The parameters of an object's cmdlet.

use std::collections::BTreeSet;

use super::entries;
use crate::interop::write::parts::{Item, Part};
use crate::interop::write::powershell::literal::{literal, table, texts};
use crate::interop::write::powershell::rows::{joined_by, other_name, scalar};
use crate::interop::write::{official, quote};
use crate::model::Value;

/// Parameters of a cmdlet.
#[derive(Default)]
pub(super) struct Parameters {
    /// Name and value, as PowerShell.
    values: Vec<(String, String)>,
    /// What a sharing policy gives, as `DOMAIN:ACTION`, by action.
    sharing: Vec<(&'static str, Vec<String>)>,
    /// Whether there is such a list.
    is_sharing: bool,
    /// The domain of a remote domain that is made.
    pub(super) domain: Option<String>,
}

impl Parameters {
    /// Whether none is given.
    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.sharing.is_empty()
    }

    /// The names that are certain.
    pub(super) fn names(&self) -> BTreeSet<String> {
        let certain = self.values.iter().map(|(name, _)| name.clone());
        let mut out: BTreeSet<String> = certain.filter(|name| !name.starts_with('(')).collect();
        if self.is_sharing {
            out.insert("Domains".to_owned());
        }
        out
    }

    /// Gives what an item asks for.
    pub(super) fn add(&mut self, part: &Part<'_>, item: &Item<'_>) {
        let setting = item.wanted.setting;
        let last = setting.key.as_str().rsplit('.').next().unwrap_or_default();
        if part.object == "SharingPolicy"
            && let Some(action) = official::sharing_action(last)
        {
            let entries = entries(&item.to).map(|domain| {
                let domain = official::sharing_domain(domain);
                format!("{domain}:{action}")
            });
            self.sharing.push((action, entries.collect()));
            self.is_sharing = true;
            return;
        }
        let value = match (&item.to, joined_by(setting.property)) {
            (Value::Set(set), Some(separator)) => {
                quote::string(&set.iter().collect::<Vec<_>>().join(separator))
            }
            (Value::Set(set), None) => texts(set.iter(), 4),
            _ => literal(&scalar(item.wanted, &item.to), 4),
        };
        // Which of two names the cmdlet takes is not certain, but in SharePoint.
        let name = setting.property;
        let name = match other_name(part.object, name) {
            Some(other) if part.object != "SPOTenant" => {
                let cmdlet = quote::string(&format!("Set-{}", part.object));
                format!("(Select-Parameter {cmdlet} {})", texts([name, other], 4))
            }
            _ => name.to_owned(),
        };
        self.values.push((name, value));
    }

    /// The table of parameters, and how it is given to a cmdlet.
    pub(super) fn written(&self, part: &Part<'_>) -> (String, String) {
        if self.is_empty() {
            return (String::new(), String::new());
        }
        let mut values = self.values.clone();
        if self.is_sharing {
            let actions = texts(self.sharing.iter().map(|(action, _)| *action), 4);
            let all = self.sharing.iter().flat_map(|(_, entries)| entries);
            let wanted = texts(all.map(String::as_str), 4);
            let policy = quote::string(part.name.as_deref().unwrap_or_default());
            let list = format!("@(Get-SharingDomains {policy} {actions} {wanted})");
            values.push(("Domains".to_owned(), list));
        }
        let table = table(values.into_iter(), 0);
        (format!("$values = {table}\n"), " @values".to_owned())
    }
}
