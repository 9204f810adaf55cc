//! The doors of a tenant, system by system: which settings say whether one organisation comes in.
//!
//! Sources: the articles that the sections of these settings name. That a door is open says only that
//! this tenant's own settings let the organisation through; the other side has doors too.

use super::{Organisation, named_at};
use crate::model::{SettingKey, Value};
use crate::rules::{Basis, View};
use crate::text::{Span, words};

/// How a door stands for an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoorState {
    /// It lets the organisation through.
    Open,
    /// Some of its domains come through, others do not.
    Partly,
    /// It depends on what is not known.
    Unknown,
    /// It does not let it through.
    Shut,
}

impl DoorState {
    /// The word in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Partly => "partly",
            Self::Shut => "shut",
            Self::Unknown => "unknown",
        }
    }
}

/// A setting that decided, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Which.
    pub key: SettingKey,
    /// What it says, in words.
    pub text: String,
    /// Where a file states it.
    pub span: Option<Span>,
    /// What the value rests on.
    pub basis: Basis,
}

/// A door as it stands for an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemDoor {
    /// What comes through it, in a few words.
    pub title: &'static str,
    /// How it stands.
    pub state: DoorState,
    /// Whether a file states any setting that decides here; otherwise the door is not managed.
    pub is_managed: bool,
    /// What decided.
    pub reasons: Vec<Reason>,
}

/// A setting whose value shuts a door whatever any list says.
struct Gate {
    key: &'static str,
    shuts: fn(&Value) -> bool,
}

/// How a door tells organisations apart.
enum Lists {
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

struct Door {
    title: &'static str,
    gates: &'static [Gate],
    lists: Lists,
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

/// Every door, in the order in which a visitor meets them.
static DOORS: &[Door] = &[
    Door {
        title: "invitations as guests",
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
        title: "their people as guests here",
        gates: &[],
        lists: Lists::OrDefault {
            of_object: &[
                "cross_tenant_access.partners[].b2b_collaboration_inbound.users",
                "cross_tenant_access.partners[].b2b_collaboration_inbound.applications",
            ],
            default: &[
                "cross_tenant_access.default.b2b_collaboration_inbound.users",
                "cross_tenant_access.default.b2b_collaboration_inbound.applications",
            ],
        },
    },
    Door {
        title: "our people as guests there",
        gates: &[],
        lists: Lists::OrDefault {
            of_object: &[
                "cross_tenant_access.partners[].b2b_collaboration_outbound.users",
                "cross_tenant_access.partners[].b2b_collaboration_outbound.applications",
            ],
            default: &[
                "cross_tenant_access.default.b2b_collaboration_outbound.users",
                "cross_tenant_access.default.b2b_collaboration_outbound.applications",
            ],
        },
    },
    Door {
        title: "their people in shared channels here",
        gates: &[],
        lists: Lists::OrDefault {
            of_object: &[
                "cross_tenant_access.partners[].b2b_direct_connect_inbound.users",
                "cross_tenant_access.partners[].b2b_direct_connect_inbound.applications",
            ],
            default: &[
                "cross_tenant_access.default.b2b_direct_connect_inbound.users",
                "cross_tenant_access.default.b2b_direct_connect_inbound.applications",
            ],
        },
    },
    Door {
        title: "our people in shared channels there",
        gates: &[],
        lists: Lists::OrDefault {
            of_object: &[
                "cross_tenant_access.partners[].b2b_direct_connect_outbound.users",
                "cross_tenant_access.partners[].b2b_direct_connect_outbound.applications",
            ],
            default: &[
                "cross_tenant_access.default.b2b_direct_connect_outbound.users",
                "cross_tenant_access.default.b2b_direct_connect_outbound.applications",
            ],
        },
    },
    Door {
        title: "content of groups",
        gates: &[Gate {
            key: "groups.guests_access_content",
            shuts: is_false,
        }],
        lists: Lists::None,
    },
    Door {
        title: "files and sites in SharePoint",
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
    titles: &[
        "invitations as guests",
        "their people as guests here",
        "content of groups",
        "files and sites in SharePoint",
    ],
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

const SHAREPOINT: Lists = Lists::Mode {
    mode: "sharepoint.domain_restriction.mode",
    allowed: "sharepoint.domain_restriction.allowed_domains",
    blocked: "sharepoint.domain_restriction.blocked_domains",
};

/// Every door of a tenant as it stands for an organisation. With `no_defaults` a documented default
/// counts as unknown.
#[must_use]
pub fn doors(view: &View<'_>, organisation: &Organisation, no_defaults: bool) -> Vec<SystemDoor> {
    let seen = |door: &Door| {
        let decision = Decision {
            view,
            organisation,
            no_defaults,
            reasons: Vec::new(),
        };
        door.seen(decision)
    };
    DOORS.iter().map(seen).collect()
}

impl Door {
    fn seen(&self, mut decision: Decision<'_>) -> SystemDoor {
        for gate in self.gates {
            decision.gate(gate);
        }
        match &self.lists {
            Lists::None => {}
            Lists::AllowThenBlock(allowed, blocked) => decision.allow_then_block(allowed, blocked),
            Lists::Mode {
                mode,
                allowed,
                blocked,
            } => decision.mode(mode, allowed, blocked),
            Lists::Objects(lists) => decision.objects(lists),
            Lists::OrDefault { of_object, default } => decision.or_default(of_object, default),
        }
        let reasons = decision.reasons;
        // One step after another: what stops is told, and what lets through only where nothing does.
        let state = reasons.iter().map(|(s, _)| *s).max();
        let is_managed = reasons.iter().any(|(_, r)| r.basis == Basis::Stated);
        let deciding = reasons.into_iter().filter(|(s, _)| Some(*s) == state);
        SystemDoor {
            title: self.title,
            state: state.unwrap_or(DoorState::Unknown),
            is_managed,
            reasons: deciding.map(|(_, reason)| reason).collect(),
        }
    }
}

/// Collects what decides about one door.
struct Decision<'v> {
    view: &'v View<'v>,
    organisation: &'v Organisation,
    no_defaults: bool,
    reasons: Vec<(DoorState, Reason)>,
}

impl Decision<'_> {
    /// Takes in what a setting does.
    fn add(&mut self, state: DoorState, key: &SettingKey, text: String) {
        let reason = Reason {
            key: key.clone(),
            text,
            span: self.view.span(key),
            basis: self.view.effective(key).basis,
        };
        self.reasons.push((state, reason));
    }

    /// What counts for a setting.
    fn value(&self, key: &SettingKey) -> Option<Value> {
        let effective = self.view.effective(key);
        effective
            .value
            .filter(|_| !self.no_defaults || effective.basis != Basis::Default)
    }

    fn gate(&mut self, gate: &Gate) {
        let key = SettingKey::of(gate.key);
        let (state, text) = match self.value(&key) {
            None => (DoorState::Unknown, format!("{key} is not known")),
            Some(value) => {
                let shuts = (gate.shuts)(&value);
                let state = if shuts {
                    DoorState::Shut
                } else {
                    DoorState::Open
                };
                (state, format!("{key} is {}", in_words(&value)))
            }
        };
        self.add(state, &key, text);
    }

    fn allow_then_block(&mut self, allowed: &'static str, blocked: &'static str) {
        let allowed = SettingKey::of(allowed);
        match self.value(&allowed) {
            Some(Value::Text(word)) if word == "all" => self.list(&SettingKey::of(blocked), false),
            Some(Value::Text(_)) => {
                self.add(DoorState::Shut, &allowed, format!("{allowed} is none"));
            }
            _ => self.list(&allowed, true),
        }
    }

    fn mode(&mut self, mode: &'static str, allowed: &'static str, blocked: &'static str) {
        let mode = SettingKey::of(mode);
        let value = self.value(&mode);
        match value.as_ref().and_then(Value::as_text) {
            Some("allow_list") => self.list(&SettingKey::of(allowed), true),
            Some("block_list") => self.list(&SettingKey::of(blocked), false),
            Some(word) => self.add(DoorState::Open, &mode, format!("{mode} is {word}")),
            None => self.add(DoorState::Unknown, &mode, format!("{mode} is not known")),
        }
    }

    /// A list that lets in those whom it names, or all but those.
    fn list(&mut self, key: &SettingKey, admits: bool) {
        let domains = self.organisation.domains.iter();
        let set = self.value(key).and_then(|value| value.as_set().cloned());
        let Some(set) = set.filter(|_| domains.len() > 0) else {
            let text = if self.organisation.domains.is_empty() {
                "no domain is stated".to_owned()
            } else {
                format!("{key} is not known")
            };
            return self.add(DoorState::Unknown, key, text);
        };
        let listed: Vec<&str> = domains.filter(|d| set.contains(d)).collect();
        let (all, none) = (
            listed.len() == self.organisation.domains.len(),
            listed.is_empty(),
        );
        let state = match (admits, all, none) {
            (true, true, _) | (false, _, true) => DoorState::Open,
            (true, _, true) | (false, true, _) => DoorState::Shut,
            _ => DoorState::Partly,
        };
        let text = match (none, listed.as_slice()) {
            (true, _) => format!("{key} does not name it"),
            (_, [one]) => format!("{key} names {one}"),
            _ => format!("{key} names {}", words::some(&listed, NAMED)),
        };
        self.add(state, key, text);
    }

    /// Objects whose lists must name it; without one that does, nothing comes through.
    fn objects(&mut self, lists: &[&'static str]) {
        let lists = lists.iter().map(|list| SettingKey::of(list));
        let mut found = Vec::new();
        for named in named_at(self.view, self.organisation) {
            let declared = named.key.declared();
            if lists.clone().any(|list| list.as_str() == declared) {
                found.push(named);
            }
        }
        let kind = lists.clone().next().and_then(|list| list.object());
        let Some(kind) = kind else { return };
        if found.is_empty() {
            let known = self.view.stated.into_iter().flat_map(|t| t.settings.keys());
            let mut known = known.chain(self.view.recorded.values.keys().copied());
            let is_known = known.any(|key| key.is_object() && key.declared() == kind.as_str());
            let collection = collection(&kind);
            // The service has objects of its own: what nobody stated or recorded is not known.
            let (state, text) = if is_known {
                (
                    DoorState::Shut,
                    format!("no object of {collection} names it"),
                )
            } else {
                (
                    DoorState::Unknown,
                    format!("nothing is known of {collection}"),
                )
            };
            return self.add(state, &kind, text);
        }
        // One that is in force is enough.
        let in_force = found.iter().any(|named| !named.is_idle);
        for named in found.iter().filter(|named| named.is_idle != in_force) {
            let (state, idle) = if in_force {
                (DoorState::Open, "")
            } else {
                (DoorState::Shut, ", without effect")
            };
            let text = format!("{} names {}{idle}", named.key, named.word);
            self.add(state, &named.key, text);
        }
    }

    /// What its own object says, setting by setting, else what the default says.
    fn or_default(&mut self, of_object: &[&'static str], default: &[&'static str]) {
        let names = [
            Some(&self.organisation.name),
            self.organisation.tenant_id.as_ref(),
        ];
        for (of_object, default) in of_object.iter().zip(default) {
            let own = names.iter().flatten().map(|name| {
                let key = SettingKey::of(of_object).with_object(name);
                let value = self.view.effective(&key);
                (key, value)
            });
            let is_known = |basis| matches!(basis, Basis::Stated | Basis::Recorded);
            let own = own
                .filter(|(_, e)| is_known(e.basis))
                .find(|(_, e)| e.value.as_ref().and_then(Value::as_text) != Some("inherit"));
            let key = own.map_or_else(|| SettingKey::of(default), |(key, _)| key);
            let value = self.value(&key);
            let value = value.as_ref().and_then(Value::as_text);
            let state = match value {
                Some(_) if self.is_for_some(&key) => DoorState::Partly,
                Some("allowed") => DoorState::Open,
                Some("blocked") => DoorState::Shut,
                _ => DoorState::Unknown,
            };
            let some = if state == DoorState::Partly {
                ", for some"
            } else {
                ""
            };
            // An object may be called by a tenant id, which says nothing to people.
            let shown = match key.object() {
                Some(_) => SettingKey::of(of_object).with_object(&self.organisation.name),
                None => key.clone(),
            };
            let text = format!("{shown} is {}{some}", value.unwrap_or("not known"));
            self.add(state, &key, text);
        }
    }

    /// Whether users or applications are let through or stopped one by one.
    fn is_for_some(&self, key: &SettingKey) -> bool {
        let (targets, all) = match key.as_str().rsplit_once('.') {
            Some((group, "users")) => (format!("{group}.user_targets"), "all_users"),
            Some((group, _)) => (format!("{group}.application_targets"), "all_applications"),
            None => return false,
        };
        let targets = self.value(&SettingKey::from(targets));
        let targets = targets.as_ref().and_then(Value::as_set);
        targets.is_some_and(|set| !set.contains(all))
    }
}

/// Domains of one list that are named before the rest is counted.
const NAMED: usize = 3;

/// `exchange.organization_relationships` of the declared path of its objects.
fn collection(kind: &SettingKey) -> &str {
    kind.as_str().trim_end_matches("[]")
}

fn in_words(value: &Value) -> String {
    match value {
        Value::Flag(on) => on.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.to_string(),
        Value::Set(set) => words::count(set.len(), "entry"),
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
