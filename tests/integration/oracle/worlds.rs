//! Random worlds, and the same for the model.

use std::collections::BTreeMap;

use guestlist::access::{Party, World};
use guestlist::model::config::Edition;
use guestlist::model::{Name, SettingKey, Value, ValueSet};
use guestlist::state::snapshot::{
    Confirmation, Identity, Known, RecordedPartner, RecordedSetting, RecordedTenant,
};
use jiff::Timestamp;
use jiff::civil::date;

use super::procedures::{OEnd, OPartner, OPolicy, OTenant, OWorld, Setting, TODAY};
use super::tables::{DEFAULTS, POLICY};

/// Words that a choice may have besides its default.
pub(super) const CHOICES: &[(&str, &[&str])] = &[
    ("external_access.allowed_domains", &["all", "none"]),
    ("external_access.trial_tenants", &["allowed", "blocked"]),
    (
        "communication_with_external_orgs",
        &[
            "organization_default",
            "allow_all_external_domains",
            "allow_specific_external_domains",
            "block_specific_external_domains",
            "block_all_external_domains",
        ],
    ),
    (
        "guest_access.meeting.screen_sharing",
        &["disabled", "single_application", "entire_screen"],
    ),
    (
        "entra_b2b.invites_from",
        &["none", "admins_and_guest_inviters", "everyone"],
    ),
    ("entra_b2b.invitations.allowed_domains", &["all", "none"]),
    (
        "cross_tenant_access.default.b2b_collaboration_outbound.users",
        &["allowed", "allowed", "blocked"],
    ),
    (
        "cross_tenant_access.default.b2b_collaboration_outbound.applications",
        &["allowed", "allowed", "blocked"],
    ),
    (
        "cross_tenant_access.default.b2b_collaboration_inbound.users",
        &["allowed", "allowed", "blocked"],
    ),
    (
        "cross_tenant_access.default.b2b_collaboration_inbound.applications",
        &["allowed", "allowed", "blocked"],
    ),
    (
        "sharepoint.sharing",
        &["disabled", "external_user_sharing_only"],
    ),
    (
        "sharepoint.core_sharing",
        &[
            "disabled",
            "existing_external_user_sharing_only",
            "external_user_and_guest_sharing",
        ],
    ),
    (
        "sharepoint.domain_restriction.mode",
        &["none", "allow_list", "block_list"],
    ),
];

pub(super) const DOMAINS: &[&str] = &[
    "a.com",
    "b.com",
    "c.com",
    "d.com",
    "e.org",
    "sub.a.com",
    "x.sub.b.com",
    "suba.com",
    "f.net",
    "g.net",
    "h.net",
];

/// Numbers that are the same in every run (SplitMix64).
pub(super) struct Numbers(pub(super) u64);

impl Numbers {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub(super) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    pub(super) fn list(&mut self, most: usize) -> Vec<String> {
        let number = self.below(most + 1);
        let mut list: Vec<String> = (0..number)
            .map(|_| (*self.pick(DOMAINS)).to_owned())
            .collect();
        list.sort();
        list.dedup();
        list
    }

    pub(super) fn setting(&mut self, key: &str, default: &str) -> Setting {
        if key == "external_access.blocked_users.users" {
            let user = format!("ann@{}", self.pick(DOMAINS));
            return Setting::List(if self.one_in(2) {
                vec![user]
            } else {
                Vec::new()
            });
        }
        if let Some((_, words)) = CHOICES.iter().find(|(k, _)| *k == key) {
            if key.ends_with("allowed_domains") && self.one_in(2) {
                let mut list = self.list(4);
                list.push((*self.pick(DOMAINS)).to_owned());
                list.sort();
                list.dedup();
                return Setting::List(list);
            }
            return Setting::Word((*self.pick(words)).to_owned());
        }
        if key.ends_with("user_targets") || key.ends_with("application_targets") {
            return self.targets(default);
        }
        match default {
            "[]" => Setting::List(self.list(4)),
            // Mostly open, or a chain of nine links would hardly ever be.
            _ => Setting::Word((if self.one_in(5) { "false" } else { "true" }).to_owned()),
        }
    }

    /// All, or one of them.
    fn targets(&mut self, all: &str) -> Setting {
        let one = if all == "[all_users]" {
            "group:6babcaad-604b-40ac-a9d7-9fd97c0b779f"
        } else {
            "office365"
        };
        let word = if self.one_in(3) {
            one
        } else {
            all.trim_matches(['[', ']'])
        };
        Setting::List(vec![word.to_owned()])
    }

    /// What a tenant says about one other organisation in its cross-tenant settings: an object that
    /// states little, much, or nothing.
    pub(super) fn about_partner(&mut self) -> BTreeMap<String, Setting> {
        let mut out = BTreeMap::new();
        let stated = 1 + self.below(3);
        for way in ["outbound", "inbound"] {
            for half in ["users", "applications"] {
                if self.one_in(stated) {
                    let word = *self.pick(&["allowed", "allowed", "blocked", "inherit"]);
                    let key = format!("b2b_collaboration_{way}.{half}");
                    out.insert(key, Setting::Word(word.to_owned()));
                }
                if self.one_in(2 * stated) {
                    let (key, all) = match half {
                        "users" => ("user_targets", "[all_users]"),
                        _ => ("application_targets", "[all_applications]"),
                    };
                    let key = format!("b2b_collaboration_{way}.{key}");
                    out.insert(key, self.targets(all));
                }
            }
        }
        out
    }

    pub(super) fn tenant(&mut self, domains: Vec<String>) -> OTenant {
        let mut tenant = OTenant {
            domains,
            trial: self.one_in(6),
            ..OTenant::default()
        };
        // Half of the organisations have a tenant id, and objects name some of them by it.
        if self.one_in(2) {
            tenant.id = Some(id_of(self.below(1_000_000)));
        }
        // Tenants differ in how much they state.
        let stated = 1 + self.below(6);
        for (key, default) in DEFAULTS {
            if self.one_in(stated) {
                tenant
                    .settings
                    .insert((*key).to_owned(), self.setting(key, default));
            }
        }
        for name in ["Board", "Sales staff"] {
            if self.one_in(3) {
                let policy = self.policy(name);
                tenant.policies.push(policy);
            }
        }
        // A person has one policy.
        if let [first, second] = tenant.policies.as_mut_slice() {
            second.users.retain(|user| !first.users.contains(user));
        }
        tenant
    }

    fn policy(&mut self, name: &str) -> OPolicy {
        let mut policy = OPolicy {
            name: name.to_owned(),
            users: self.list(6).iter().map(|d| format!("ann@{d}")).collect(),
            to_groups: self.one_in(3),
            settings: BTreeMap::new(),
        };
        for (key, default) in POLICY {
            if !self.one_in(3) {
                policy
                    .settings
                    .insert((*key).to_owned(), self.setting(key, default));
            }
        }
        policy
    }

    pub(super) fn world(&mut self) -> OWorld {
        let mut domains: Vec<String> = DOMAINS.iter().map(|d| (*d).to_owned()).collect();
        let mut take = |this: &mut Self, most: usize| {
            let number = this.below(most + 1).min(domains.len());
            let mut taken = Vec::new();
            for _ in 0..number {
                let at = this.below(domains.len());
                taken.push(domains.remove(at));
            }
            taken
        };
        let mut world = OWorld {
            tenants: BTreeMap::new(),
            partners: BTreeMap::new(),
            edition: if self.one_in(2) {
                Edition::Y2019
            } else {
                Edition::Y2021
            },
            no_defaults: self.one_in(8),
        };
        for name in ["t0", "t1", "t2"] {
            let own = take(self, 3);
            world.tenants.insert(name.to_owned(), self.tenant(own));
        }
        for name in ["p0", "p1"] {
            let days = [
                date(2026, 11, 20),
                date(2025, 11, 20),
                date(2025, 11, 19),
                date(2026, 11, 21),
            ];
            let partner = OPartner {
                id: self.one_in(2).then(|| id_of(self.below(1_000_000))),
                domains: take(self, 2),
                trial: self.one_in(4),
                confirmed: self.one_in(2).then(|| (self.list(5), *self.pick(&days))),
            };
            world.partners.insert(name.to_owned(), partner);
        }
        for tenant in ["t0", "t1", "t2"] {
            for other in ["t0", "t1", "t2", "p0", "p1"] {
                if other == tenant || !self.one_in(4) {
                    continue;
                }
                let id = world.id(other).filter(|_| self.one_in(2));
                let about = self.about_partner();
                let own = world.tenants.get_mut(tenant).unwrap();
                own.partners
                    .insert(id.unwrap_or_else(|| other.to_owned()), about);
            }
        }
        world
    }
}

fn id_of(number: usize) -> String {
    format!("6babcaad-604b-40ac-a9d7-{number:012}")
}

pub(super) fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

pub(super) fn set(words: &[String]) -> ValueSet {
    words.iter().map(|w| w.as_str().into()).collect()
}

pub(super) fn recorded(tenant: &OTenant) -> RecordedTenant {
    let value = |setting: &Setting| match setting {
        Setting::List(list) => Value::Set(set(list)),
        Setting::Word(word) if word == "true" => Value::Flag(true),
        Setting::Word(word) if word == "false" => Value::Flag(false),
        Setting::Word(word) => Value::text(word.as_str()),
    };
    let setting = |value| RecordedSetting {
        value,
        managed: true,
        known: Known::Requested,
        since: Timestamp::UNIX_EPOCH,
        seen: None,
        notes: BTreeMap::new(),
    };
    let settings = tenant.settings.iter();
    let mut settings: BTreeMap<SettingKey, RecordedSetting> = settings
        .map(|(k, v)| (SettingKey::from(k.clone()), setting(value(v))))
        .collect();
    for policy in &tenant.policies {
        let mut add = |below: &str, value: Value| {
            let key = SettingKey::from(format!("external_access_policies[]{below}"));
            settings.insert(key.with_object(&policy.name), setting(value));
        };
        add("", Value::text("present"));
        add(".users", Value::Set(set(&policy.users)));
        if policy.to_groups {
            add(".groups", Value::Set(set(&["everybody".to_owned()])));
        }
        for (key, stated) in &policy.settings {
            add(&format!(".{key}"), value(stated));
        }
    }
    for (name, about) in &tenant.partners {
        let object = SettingKey::of("cross_tenant_access.partners[]").with_object(name);
        for (key, stated) in about {
            let path = SettingKey::from(format!("{object}.{key}"));
            settings.insert(path, setting(value(stated)));
        }
        settings.insert(object, setting(Value::text("present")));
    }
    RecordedTenant {
        identity: Identity {
            tenant_id: tenant.id.clone(),
            domains: set(&tenant.domains),
            trial: tenant.trial,
            ..Identity::default()
        },
        settings,
    }
}

pub(super) fn partner(partner: &OPartner) -> RecordedPartner {
    RecordedPartner {
        identity: Identity {
            tenant_id: partner.id.clone(),
            domains: set(&partner.domains),
            trial: partner.trial,
            ..Identity::default()
        },
        confirmed: partner
            .confirmed
            .as_ref()
            .map(|(domains, date)| Confirmation {
                external_access: set(domains),
                by: "it@partner.example".to_owned(),
                date: *date,
            }),
        ..RecordedPartner::default()
    }
}

pub(super) fn build(world: &OWorld) -> World {
    let tenants = world
        .tenants
        .iter()
        .map(|(n, t)| (name(n), recorded(t)))
        .collect();
    let partners = world
        .partners
        .iter()
        .map(|(n, p)| (name(n), partner(p)))
        .collect();
    World::recorded(&tenants, &partners, world.edition, TODAY, world.no_defaults)
}

/// The ends that a party stands for, one for each domain.
pub(super) fn ends(world: &OWorld, party: &Party) -> Vec<OEnd> {
    let owner = |domain: &str| {
        let tenants = world.tenants.iter().map(|(n, t)| (n, &t.domains));
        let mut all = tenants.chain(world.partners.iter().map(|(n, p)| (n, &p.domains)));
        all.find(|(_, domains)| domains.iter().any(|d| d == domain))
            .map(|(n, _)| n.clone())
    };
    let of_domain = |domain: &str, person: Option<String>| match owner(domain) {
        Some(name) => OEnd::Organisation(name, Some(domain.to_owned()), person),
        None => OEnd::Undeclared(domain.to_owned(), person),
    };
    match party {
        Party::Anyone => vec![OEnd::Anyone],
        Party::Consumer => vec![OEnd::Consumer],
        Party::Domain(domain) => vec![of_domain(domain.as_str(), None)],
        Party::Person { address, domain } => {
            vec![of_domain(domain.as_str(), Some(address.clone()))]
        }
        Party::Organisation(name) => {
            let name = name.to_string();
            let domains = match world.tenants.get(&name) {
                Some(tenant) => &tenant.domains,
                None => &world.partners[&name].domains,
            };
            if domains.is_empty() {
                return vec![OEnd::Organisation(name, None, None)];
            }
            let end = |d: &String| OEnd::Organisation(name.clone(), Some(d.clone()), None);
            domains.iter().map(end).collect()
        }
    }
}

pub(super) fn same_organisation(a: &OEnd, b: &OEnd) -> bool {
    match (a, b) {
        (OEnd::Organisation(a, ..), OEnd::Organisation(b, ..))
        | (OEnd::Undeclared(a, _), OEnd::Undeclared(b, _)) => a == b,
        (a, b) => a == b,
    }
}
