//! Which settings are the doors of a tenant. Sources: the articles that their sections name.

use super::SystemDoor;
use crate::model::{SettingKey, Value};

/// A setting whose value shuts a door whatever any list says.
pub(super) struct Gate {
    pub(super) key: &'static str,
    pub(super) shuts: fn(&Value) -> bool,
}

/// How a door tells organisations apart.
pub(super) enum Lists {
    /// It does not.
    None,
    /// An allow list that can be `all` or `none`, and a block list that counts while it is `all`.
    AllowThenBlock(&'static str, &'static str),
    /// A mode that says which of two lists counts.
    Mode {
        mode: &'static str,
        allowed: &'static str,
        blocked: &'static str,
    },
    /// Objects whose list must name it.
    Objects(&'static [&'static str]),
    /// An object for the organisation, or a default for all others: the setting of each, both of
    /// which let through what is `allowed`.
    OrDefault {
        of_object: &'static [&'static str],
        default: &'static [&'static str],
    },
}

pub(super) struct Door {
    pub(super) title: &'static str,
    pub(super) gates: &'static [Gate],
    pub(super) lists: Lists,
}

fn is_false(value: &Value) -> bool {
    value.as_flag() == Some(false)
}

fn is_none(value: &Value) -> bool {
    value.as_text() == Some("none")
}

fn is_disabled(value: &Value) -> bool {
    value.as_text() == Some("disabled")
}

fn is_on(value: &Value) -> bool {
    value.as_flag() == Some(true)
}

const SHAREPOINT: Lists = Lists::Mode {
    mode: "sharepoint.domain_restriction.mode",
    allowed: "sharepoint.domain_restriction.allowed_domains",
    blocked: "sharepoint.domain_restriction.blocked_domains",
};

/// A partner's own object, or the default for all others: for people and for applications.
macro_rules! cross_tenant {
    ($setting:literal) => {
        Lists::OrDefault {
            of_object: &[
                concat!("cross_tenant_access.partners[].", $setting, ".users"),
                concat!("cross_tenant_access.partners[].", $setting, ".applications"),
            ],
            default: &[
                concat!("cross_tenant_access.default.", $setting, ".users"),
                concat!("cross_tenant_access.default.", $setting, ".applications"),
            ],
        }
    };
}

// The doors that a guest needs are asked for by name.
const INVITATIONS: &str = "invitations as guests";
const AS_GUESTS: &str = "their people as guests here";
const GROUPS: &str = "content of groups";
const SITES: &str = "files and sites in SharePoint";

/// Every door, in the order in which a visitor meets them.
pub(super) static DOORS: &[Door] = &[
    Door {
        title: INVITATIONS,
        gates: &[Gate {
            key: "entra_b2b.invites_from",
            shuts: is_none,
        }],
        lists: Lists::AllowThenBlock(
            "entra_b2b.invitations.allowed_domains",
            "entra_b2b.invitations.blocked_domains",
        ),
    },
    Door {
        title: AS_GUESTS,
        gates: &[],
        lists: cross_tenant!("b2b_collaboration_inbound"),
    },
    Door {
        title: "our people as guests there",
        gates: &[],
        lists: cross_tenant!("b2b_collaboration_outbound"),
    },
    Door {
        title: "their people in shared channels here",
        gates: &[],
        lists: cross_tenant!("b2b_direct_connect_inbound"),
    },
    Door {
        title: "our people in shared channels there",
        gates: &[],
        lists: cross_tenant!("b2b_direct_connect_outbound"),
    },
    Door {
        title: GROUPS,
        gates: &[Gate {
            key: "groups.guests_access_content",
            shuts: is_false,
        }],
        lists: Lists::None,
    },
    Door {
        title: SITES,
        gates: &[
            Gate {
                key: "sharepoint.sharing",
                shuts: is_disabled,
            },
            Gate {
                key: "sharepoint.core_sharing",
                shuts: is_disabled,
            },
        ],
        lists: SHAREPOINT,
    },
    Door {
        title: "files in OneDrive",
        gates: &[
            Gate {
                key: "sharepoint.sharing",
                shuts: is_disabled,
            },
            Gate {
                key: "onedrive.sharing",
                shuts: is_disabled,
            },
        ],
        lists: SHAREPOINT,
    },
    Door {
        title: "calendars, for everybody (organisation relationship)",
        gates: &[],
        lists: Lists::Objects(&["exchange.organization_relationships[].domains"]),
    },
    Door {
        title: "calendars, as people share them (sharing policy)",
        gates: &[],
        lists: Lists::Objects(&[
            "exchange.sharing_policies[].free_busy_simple",
            "exchange.sharing_policies[].free_busy_detail",
            "exchange.sharing_policies[].free_busy_reviewer",
            "exchange.sharing_policies[].contacts",
        ]),
    },
    Door {
        title: "meetings by link, without an account",
        gates: &[
            Gate {
                key: "meetings.disable_anonymous_join",
                shuts: is_on,
            },
            Gate {
                key: "meetings.policies[global].anonymous_users_join_meeting",
                shuts: is_false,
            },
        ],
        lists: Lists::None,
    },
    Door {
        title: "conversations in Viva Engage",
        gates: &[Gate {
            key: "viva_engage.external_messaging",
            shuts: |value| value.as_text() != Some("allow_both"),
        }],
        lists: Lists::None,
    },
    Door {
        title: "content of Power BI, for guests",
        gates: &[Gate {
            key: "power_bi.guest_access_to_shared_content.enabled",
            shuts: is_false,
        }],
        lists: Lists::None,
    },
];

/// The doors that a guest needs, one after the other, and what names an organisation in one of them.
pub struct Way {
    titles: &'static [&'static str],
    named_by: &'static [&'static str],
}

/// Into teams, and to their files.
pub static GUESTS_WAY: Way = Way {
    titles: &[INVITATIONS, AS_GUESTS, GROUPS, SITES],
    named_by: &[
        "entra_b2b.invitations.allowed_domains",
        "cross_tenant_access.partners[]",
        "sharepoint.domain_restriction.allowed_domains",
        "guests[]",
    ],
};

impl Way {
    /// Whether a setting or object names who is to come this way.
    #[must_use]
    pub fn names(&self, key: &SettingKey) -> bool {
        self.named_by.contains(&key.declared().as_ref())
    }

    /// Whether a door stands on this way.
    #[must_use]
    pub fn has(&self, door: &SystemDoor) -> bool {
        self.titles.contains(&door.title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sections::setting;

    #[test]
    fn every_setting_that_a_door_asks_for_exists() {
        let of_lists = |lists: &Lists| -> Vec<&'static str> {
            match lists {
                Lists::None => Vec::new(),
                Lists::AllowThenBlock(allowed, blocked) => vec![allowed, blocked],
                Lists::Mode {
                    mode,
                    allowed,
                    blocked,
                } => vec![mode, allowed, blocked],
                Lists::Objects(lists) => lists.to_vec(),
                Lists::OrDefault { of_object, default } => {
                    of_object.iter().chain(*default).copied().collect()
                }
            }
        };
        for door in DOORS {
            let gates = door.gates.iter().map(|gate| gate.key);
            for key in gates.chain(of_lists(&door.lists)) {
                assert!(setting(key).is_some(), "{}: {key}", door.title);
            }
        }
    }
}
