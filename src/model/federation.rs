//! The external access policy in force: switch, allow list and block list, read together in one
//! place that everything asks.
//!
//! Source: `Set-CsTenantFederationConfiguration`: the switch outranks the lists; the block list is
//! read only while the allow list is "all known domains"; an empty allow list lets nobody in.

use super::{AllowedDomains, SettingKey, Value, ValueSet};

/// The switch.
pub static ENABLED: SettingKey = SettingKey::of("external_access.enabled");
/// The allow list.
pub static ALLOWED: SettingKey = SettingKey::of("external_access.allowed_domains");
/// The block list.
pub static BLOCKED: SettingKey = SettingKey::of("external_access.blocked_domains");
/// Whether blocked domains include their subdomains.
pub static BLOCK_SUBDOMAINS: SettingKey = SettingKey::of("external_access.block_subdomains");
/// Whether trial organisations are let in.
pub static TRIAL_TENANTS: SettingKey = SettingKey::of("external_access.trial_tenants");
/// Trial organisations that are exempted.
pub static TRIAL_EXEMPTIONS: SettingKey =
    SettingKey::of("external_access.allowed_trial_tenant_domains");

/// Whom a tenant lets its people talk to, as far as its own side goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Nobody: the switch is off.
    Off,
    /// Nobody: the allow list is `none`.
    Nobody,
    /// These domains and nobody else; blocked domains are not looked at.
    Only(ValueSet),
    /// Everybody but these.
    Except {
        /// The blocked domains.
        blocked: ValueSet,
        /// Whether their subdomains are blocked as well.
        subdomains: bool,
    },
}

impl Reach {
    /// Computes the policy; `None` if a value that decides is not known. `get` answers with the
    /// value of a setting.
    #[must_use]
    pub fn in_force(get: impl Fn(&SettingKey) -> Option<Value>) -> Option<Self> {
        if !get(&ENABLED)?.as_flag()? {
            return Some(Self::Off);
        }
        Some(match AllowedDomains::from_value(&get(&ALLOWED)?)? {
            AllowedDomains::None => Self::Nobody,
            AllowedDomains::Only(set) => Self::Only(set),
            AllowedDomains::All => Self::Except {
                blocked: get(&BLOCKED)?.as_set()?.clone(),
                subdomains: get(&BLOCK_SUBDOMAINS)?.as_flag()?,
            },
        })
    }

    /// Whether a domain (in its compared form) is let in.
    #[must_use]
    pub fn lets_in(&self, domain: &str) -> bool {
        match self {
            Self::Off | Self::Nobody => false,
            Self::Only(set) => set.contains(domain),
            Self::Except {
                blocked,
                subdomains,
            } => Self::blocking(blocked, *subdomains, domain).is_none(),
        }
    }

    /// The blocked entry that shuts a domain out: itself, or with subdomains one above it, on a
    /// label boundary.
    #[must_use]
    pub fn blocking<'a>(blocked: &ValueSet, subdomains: bool, domain: &'a str) -> Option<&'a str> {
        if blocked.contains(domain) {
            return Some(domain);
        }
        let mut rest = domain;
        while let Some((_, parent)) = rest.split_once('.').filter(|_| subdomains) {
            if blocked.contains(parent) {
                return Some(parent);
            }
            rest = parent;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(words: &[&str]) -> Value {
        Value::Set(words.iter().map(|w| (*w).into()).collect())
    }

    fn reach(enabled: bool, allowed: &Value, blocked: &Value, subdomains: bool) -> Reach {
        Reach::in_force(|key| {
            Some(match key.as_str() {
                "external_access.enabled" => Value::Flag(enabled),
                "external_access.allowed_domains" => allowed.clone(),
                "external_access.blocked_domains" => blocked.clone(),
                _ => Value::Flag(subdomains),
            })
        })
        .unwrap()
    }

    #[test]
    fn the_switch_outranks_the_lists_and_the_allow_list_the_block_list() {
        let (all, a, b) = (
            Value::text("all"),
            set(&["a.com"]),
            set(&["a.com", "b.com"]),
        );
        assert_eq!(reach(false, &all, &b, false), Reach::Off);
        assert!(reach(true, &a, &b, false).lets_in("a.com"));
        assert!(!reach(true, &a, &b, false).lets_in("c.com"));
        assert!(!reach(true, &all, &b, false).lets_in("a.com"));
        assert!(reach(true, &all, &b, false).lets_in("sub.a.com"));
        assert!(!reach(true, &Value::text("none"), &set(&[]), false).lets_in("a.com"));
    }

    #[test]
    fn subdomains_are_matched_on_label_boundaries() {
        let reach = reach(true, &Value::text("all"), &set(&["contoso.com"]), true);
        assert!(!reach.lets_in("a.b.contoso.com"));
        assert!(reach.lets_in("subcontoso.com"));
    }
}
