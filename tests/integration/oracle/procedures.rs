//! The decision procedures, read plainly.

use std::collections::BTreeMap;

use guestlist::access::Verdict;
use guestlist::model::config::Edition;
use jiff::civil::{Date, date};

use super::tables::{DEFAULTS, GATES, POLICY, ROWS};

pub(super) const TODAY: Date = date(2026, 11, 20);

pub(super) type OValue = Option<Setting>;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Setting {
    Word(String),
    List(Vec<String>),
}

#[derive(Debug, Clone, Default)]
pub(super) struct OTenant {
    pub(super) id: Option<String>,
    /// What the objects of its cross-tenant access say, by the name or tenant id of the other one.
    pub(super) partners: BTreeMap<String, BTreeMap<String, Setting>>,
    pub(super) domains: Vec<String>,
    pub(super) trial: bool,
    pub(super) settings: BTreeMap<String, Setting>,
    pub(super) policies: Vec<OPolicy>,
}

/// A policy that is granted to people, and perhaps to groups.
#[derive(Debug, Clone, Default)]
pub(super) struct OPolicy {
    pub(super) name: String,
    pub(super) users: Vec<String>,
    pub(super) to_groups: bool,
    pub(super) settings: BTreeMap<String, Setting>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct OPartner {
    pub(super) id: Option<String>,
    pub(super) domains: Vec<String>,
    pub(super) trial: bool,
    pub(super) confirmed: Option<(Vec<String>, Date)>,
}

#[derive(Debug, Clone)]
pub(super) struct OWorld {
    pub(super) tenants: BTreeMap<String, OTenant>,
    pub(super) partners: BTreeMap<String, OPartner>,
    pub(super) edition: Edition,
    pub(super) no_defaults: bool,
}

/// One end: the declared name, and the domain. No name: nobody declares it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum OEnd {
    Organisation(String, Option<String>, Option<String>),
    Undeclared(String, Option<String>),
    Anyone,
    Consumer,
}

/// Yes, no, or not known.
pub(super) type Three = Option<bool>;

pub(super) fn all(parts: &[Three]) -> Three {
    if parts.contains(&Some(false)) {
        return Some(false);
    }
    if parts.contains(&None) {
        None
    } else {
        Some(true)
    }
}

pub(super) fn verdict(three: Three) -> Verdict {
    match three {
        Some(true) => Verdict::Yes,
        Some(false) => Verdict::No,
        None => Verdict::Unknown,
    }
}

impl OWorld {
    pub(super) fn get(&self, tenant: &str, key: &str) -> OValue {
        if let Some(value) = self.tenants[tenant].settings.get(key) {
            return Some(value.clone());
        }
        if self.no_defaults {
            return None;
        }
        let default = DEFAULTS.iter().find(|(k, _)| *k == key).unwrap().1;
        Some(match default {
            "[]" => Setting::List(Vec::new()),
            one if one.starts_with('[') => {
                Setting::List(vec![one.trim_matches(['[', ']']).to_owned()])
            }
            word => Setting::Word(word.to_owned()),
        })
    }

    pub(super) fn flag(&self, tenant: &str, key: &str) -> Three {
        match self.get(tenant, key)? {
            Setting::Word(word) => Some(word == "true"),
            Setting::List(_) => None,
        }
    }

    pub(super) fn word(&self, tenant: &str, key: &str) -> Option<String> {
        match self.get(tenant, key)? {
            Setting::Word(word) => Some(word),
            Setting::List(_) => None,
        }
    }

    /// Whether a list names the end's domain.
    pub(super) fn lists(&self, tenant: &str, key: &str, end: &OEnd) -> Three {
        let Some(Setting::List(list)) = self.get(tenant, key) else {
            return None;
        };
        in_list(&list, end)
    }

    pub(super) fn is_trial(&self, end: &OEnd) -> bool {
        match end {
            OEnd::Organisation(name, ..) => {
                let tenant = self.tenants.get(name).map(|t| t.trial);
                tenant.unwrap_or_else(|| self.partners[name].trial)
            }
            _ => false,
        }
    }

    /// What a policy says; without one, what that of everybody says.
    fn policy_value(&self, tenant: &str, policy: Option<&OPolicy>, key: &str) -> OValue {
        let Some(policy) = policy else {
            return self.get(tenant, &format!("external_access_policies[global].{key}"));
        };
        if let Some(value) = policy.settings.get(key) {
            return Some(value.clone());
        }
        if self.no_defaults {
            return None;
        }
        let default = POLICY.iter().find(|(k, _)| *k == key).unwrap().1;
        Some(match default {
            "[]" => Setting::List(Vec::new()),
            word => Setting::Word(word.to_owned()),
        })
    }

    fn policy_flag(&self, tenant: &str, policy: Option<&OPolicy>, key: &str) -> Three {
        match self.policy_value(tenant, policy, key)? {
            Setting::Word(word) => Some(word == "true"),
            Setting::List(_) => None,
        }
    }

    /// Asks the policy that a person has: their own, else that of everybody. Where groups have
    /// policies it could be any of those: known only if all say the same.
    fn by_policy(
        &self,
        tenant: &str,
        person: Option<&String>,
        ask: impl Fn(Option<&OPolicy>) -> Three,
    ) -> Three {
        let policies = &self.tenants[tenant].policies;
        let Some(person) = person else {
            return ask(None);
        };
        if let Some(own) = policies.iter().find(|p| p.users.contains(person)) {
            return ask(Some(own));
        }
        let usual = ask(None);
        let differs = |p: &OPolicy| p.to_groups && ask(Some(p)) != usual;
        if policies.iter().any(differs) {
            return None;
        }
        usual
    }

    /// Steps 2 to 5: the policy, then its own domains or the lists of the tenant.
    fn policy_allows(&self, tenant: &str, policy: Option<&OPolicy>, other: &OEnd) -> Three {
        let access = self.policy_flag(tenant, policy, "federation_access");
        let list = |key| match self.policy_value(tenant, policy, key)? {
            Setting::List(list) => in_list(&list, other),
            Setting::Word(_) => None,
        };
        // The policy of everybody has nothing but the tenant's lists.
        let which = match policy {
            None => Some(Setting::Word("organization_default".to_owned())),
            Some(_) => self.policy_value(tenant, policy, "communication_with_external_orgs"),
        };
        let listed = match which {
            None | Some(Setting::List(_)) => None,
            Some(Setting::Word(word)) => match word.as_str() {
                "organization_default" => self.listed(tenant, other),
                "allow_all_external_domains" => Some(true),
                "block_all_external_domains" => Some(false),
                "allow_specific_external_domains" => list("allowed_domains"),
                _ => list("blocked_domains").map(|blocked| !blocked),
            },
        };
        all(&[access, listed])
    }

    /// Steps 4 and 5: the lists of the tenant.
    fn listed(&self, tenant: &str, other: &OEnd) -> Three {
        match self.get(tenant, "external_access.allowed_domains") {
            None => None,
            Some(Setting::List(list)) => in_list(&list, other),
            Some(Setting::Word(word)) if word == "none" => Some(false),
            Some(Setting::Word(_)) => self.not_blocked(tenant, other),
        }
    }

    /// The decision procedure of one tenant for another organisation, step by step.
    pub(super) fn tenant_allows(
        &self,
        tenant: &str,
        person: Option<&String>,
        other: &OEnd,
    ) -> Three {
        let on = self.flag(tenant, "external_access.enabled");
        let policy = self.by_policy(tenant, person, |policy| {
            self.policy_allows(tenant, policy, other)
        });
        let trial = if self.is_trial(other) {
            let exempted = self.lists(
                tenant,
                "external_access.allowed_trial_tenant_domains",
                other,
            );
            match self
                .word(tenant, "external_access.trial_tenants")
                .as_deref()
            {
                Some("allowed") => Some(true),
                Some(_) => exempted,
                None if exempted == Some(true) => Some(true),
                None => None,
            }
        } else {
            Some(true)
        };
        let blocked = match other {
            OEnd::Organisation(_, _, Some(person)) | OEnd::Undeclared(_, Some(person)) => {
                let on = self.flag(tenant, "external_access.blocked_users.enabled");
                let named = match self.get(tenant, "external_access.blocked_users.users") {
                    Some(Setting::List(users)) => Some(users.contains(person)),
                    _ => None,
                };
                let stopped = all(&[on, named]);
                stopped.map(|stopped| !stopped)
            }
            _ => Some(true),
        };
        all(&[on, policy, trial, blocked])
    }

    pub(super) fn not_blocked(&self, tenant: &str, other: &OEnd) -> Three {
        let Some(Setting::List(list)) = self.get(tenant, "external_access.blocked_domains") else {
            return None;
        };
        let domain = match other {
            OEnd::Anyone | OEnd::Consumer => return Some(true),
            OEnd::Organisation(_, None, _) => {
                return if list.is_empty() { Some(true) } else { None };
            }
            OEnd::Organisation(_, Some(domain), _) | OEnd::Undeclared(domain, _) => domain,
        };
        if list.contains(domain) {
            return Some(false);
        }
        if list
            .iter()
            .any(|entry| domain.ends_with(&format!(".{entry}")))
        {
            return self
                .flag(tenant, "external_access.block_subdomains")
                .map(|s| !s);
        }
        Some(true)
    }

    /// One side of direct contact.
    pub(super) fn allows(&self, own: &OEnd, other: &OEnd, other_asks: bool) -> Three {
        match own {
            OEnd::Consumer => Some(true),
            OEnd::Anyone | OEnd::Undeclared(_, _) => None,
            OEnd::Organisation(name, domain, person) => {
                let stated = domain.as_ref().map(|_| true);
                if self.partners.contains_key(name) {
                    return all(&[stated, self.partner_allows(name, other)]);
                }
                if *other != OEnd::Consumer {
                    return all(&[stated, self.tenant_allows(name, person.as_ref(), other)]);
                }
                let mut steps = vec![
                    stated,
                    self.flag(name, "external_access.teams_consumer.enabled"),
                    self.by_policy(name, person.as_ref(), |policy| {
                        let flag = |key| self.policy_flag(name, policy, key);
                        match other_asks {
                            true => all(&[
                                flag("teams_consumer_access"),
                                flag("teams_consumer_inbound"),
                            ]),
                            false => flag("teams_consumer_access"),
                        }
                    }),
                ];
                if other_asks {
                    steps.push(self.flag(name, "external_access.teams_consumer.inbound"));
                }
                all(&steps)
            }
        }
    }

    pub(super) fn partner_allows(&self, partner: &str, other: &OEnd) -> Three {
        let (domains, day) = self.partners[partner].confirmed.as_ref()?;
        let OEnd::Organisation(name, ..) = other else {
            return None;
        };
        let tenant = self.tenants.contains_key(name);
        let fresh = *day <= TODAY && *day >= date(TODAY.year() - 1, TODAY.month(), TODAY.day());
        if tenant && fresh {
            in_list(domains, other)
        } else {
            None
        }
    }

    pub(super) fn id(&self, name: &str) -> Option<String> {
        match self.tenants.get(name) {
            Some(tenant) => tenant.id.clone(),
            None => self.partners[name].id.clone(),
        }
    }

    /// What the object about another organisation says, if there is one.
    fn about(&self, tenant: &str, other: &OEnd) -> Option<&BTreeMap<String, Setting>> {
        let OEnd::Organisation(name, ..) = other else {
            return None;
        };
        let objects = &self.tenants[tenant].partners;
        let id = self.id(name);
        objects.get(name).or_else(|| objects.get(&id?))
    }

    /// Whom users, or applications, of a cross-tenant setting let through, and whether that is all
    /// or some: the partner's object first, unless it inherits, then what counts for all tenants.
    fn half(&self, tenant: &str, other: &OEnd, way: &str, users: bool) -> Option<(String, bool)> {
        let (access, targets, all) = if users {
            ("users", "user_targets", "all_users")
        } else {
            ("applications", "application_targets", "all_applications")
        };
        let path = |key: &str| format!("b2b_collaboration_{way}.{key}");
        if let Some(about) = self.about(tenant, other)
            && let Some(Setting::Word(word)) = about.get(&path(access))
            && word != "inherit"
        {
            let everybody = match about.get(&path(targets)) {
                Some(Setting::List(list)) => list.iter().any(|t| t == all),
                _ => true,
            };
            return Some((word.clone(), everybody));
        }
        let usual = |key: &str| format!("cross_tenant_access.default.{}", path(key));
        let word = self.word(tenant, &usual(access))?;
        let Some(Setting::List(list)) = self.get(tenant, &usual(targets)) else {
            return None;
        };
        Some((word, list.iter().any(|t| t == all)))
    }

    /// The table of users and applications: whether people of another tenant, nothing known about
    /// any single one of them, get through.
    fn lets_through(&self, tenant: &str, other: &OEnd, way: &str) -> Three {
        let users = self.half(tenant, other, way, true);
        let applications = self.half(tenant, other, way, false);
        let is = |half: &Option<(String, bool)>, word: &str, all: bool| {
            half.as_ref().is_some_and(|(w, a)| w == word && *a == all)
        };
        if is(&users, "blocked", true) {
            return Some(false);
        }
        let somebody = is(&users, "allowed", true) || is(&users, "allowed", false);
        if somebody && is(&applications, "blocked", true) {
            return Some(false);
        }
        if is(&users, "allowed", true) && is(&applications, "allowed", true) {
            return Some(true);
        }
        None
    }

    /// Whether a domain may be invited: one list is in force.
    fn may_be_invited(&self, host: &str, home: &OEnd) -> Three {
        let by_deny_list = || {
            self.lists(host, "entra_b2b.invitations.blocked_domains", home)
                .map(|listed| !listed)
        };
        let deny_list = match self.get(host, "entra_b2b.invitations.blocked_domains") {
            Some(Setting::List(list)) => Some(!list.is_empty()),
            _ => None,
        };
        let by_allow_list = match self.get(host, "entra_b2b.invitations.allowed_domains")? {
            Setting::Word(word) if word == "all" => {
                return match deny_list {
                    None => None,
                    Some(false) => Some(true),
                    Some(true) => by_deny_list(),
                };
            }
            Setting::Word(_) => Some(false),
            Setting::List(list) => in_list(&list, home),
        };
        if deny_list == Some(true) && by_deny_list() != by_allow_list {
            return None;
        }
        by_allow_list
    }

    /// Guests of `host` from `home`: for people who are invited, and for those who are there.
    pub(super) fn guest(&self, capability: &str, host: &OEnd, home: &OEnd) -> (Three, Three) {
        let named = |end: &OEnd| match end {
            OEnd::Organisation(_, None, _) => None,
            _ => Some(true),
        };
        let out = match home {
            OEnd::Organisation(name, ..) if self.tenants.contains_key(name) => {
                self.lets_through(name, host, "outbound")
            }
            OEnd::Consumer => Some(true),
            _ => None,
        };
        let host_name = match host {
            OEnd::Consumer => return (Some(false), Some(false)),
            OEnd::Organisation(name, ..) if self.tenants.contains_key(name) => name,
            // Theirs to say; but our own door out may be shut.
            _ => {
                let theirs = all(&[named(host), named(home), out, None]);
                return (theirs, theirs);
            }
        };
        let word = |key: &str| self.word(host_name, key);
        let mut there = vec![
            named(host),
            named(home),
            out,
            self.flag(host_name, "guest_access.enabled"),
            self.flag(host_name, "groups.guests_access_content"),
        ];
        if *home != OEnd::Consumer {
            there.push(self.lets_through(host_name, home, "inbound"));
        }
        if let Some((_, gate)) = GATES.iter().find(|(c, _)| *c == capability) {
            there.push(word(gate).map(|w| w != "disabled" && w != "false"));
        }
        if capability == "share-files" {
            // Files of a team lie in its site: the stricter of two levels counts.
            there.push(word("sharepoint.core_sharing").map(|level| level != "disabled"));
            let lists = |list: &str| {
                self.lists(
                    host_name,
                    &format!("sharepoint.domain_restriction.{list}_domains"),
                    home,
                )
            };
            there.push(
                match word("sharepoint.domain_restriction.mode").as_deref() {
                    None => None,
                    Some("none") => Some(true),
                    Some("allow_list") => lists("allowed"),
                    Some(_) => lists("blocked").map(|b| !b),
                },
            );
        }
        let mut invited = there.clone();
        invited.push(word("entra_b2b.invites_from").map(|w| w != "none"));
        invited.push(self.may_be_invited(host_name, home));
        // Administrators can add guests whatever owners may; but it must be known.
        let key = "groups.owners_add_guests";
        invited.push(self.flag(host_name, key).map(|_| true));
        (all(&invited), all(&there))
    }

    /// The three routes (direct, guests of FROM, guests of TO), and existing guests of both.
    pub(super) fn routes(
        &self,
        capability: &str,
        from: &OEnd,
        to: &OEnd,
    ) -> ([Three; 3], [Three; 2]) {
        let cells = &ROWS[capability];
        let cell = if self.edition == Edition::Y2019 {
            cells[0]
        } else {
            cells[2]
        };
        if cell == "?" {
            return ([None; 3], [None; 2]);
        }
        let external = match cell {
            "y" => all(&[self.allows(from, to, false), self.allows(to, from, true)]),
            _ => Some(false),
        };
        let (mut by_from, mut by_to) = match cells[1] {
            "y" => (
                self.guest(capability, from, to),
                self.guest(capability, to, from),
            ),
            _ => ((Some(false), Some(false)), (Some(false), Some(false))),
        };
        if capability == "access-teams-resources" {
            by_from = (Some(false), Some(false));
        }
        let mut external = external;
        let group_chat = capability == "be-added-to-group-chat" && self.edition == Edition::Y2021;
        if capability == "be-added-to-meeting" || group_chat {
            let never_no = |t: &mut Three| *t = t.filter(|yes| *yes);
            [
                &mut external,
                &mut by_from.0,
                &mut by_from.1,
                &mut by_to.0,
                &mut by_to.1,
            ]
            .into_iter()
            .for_each(never_no);
        }
        ([external, by_from.0, by_to.0], [by_from.1, by_to.1])
    }
}

pub(super) fn in_list(list: &[String], end: &OEnd) -> Three {
    match end {
        OEnd::Organisation(_, Some(domain), _) | OEnd::Undeclared(domain, _) => {
            Some(list.contains(domain))
        }
        OEnd::Organisation(_, None, _) => (list.is_empty()).then_some(false),
        OEnd::Anyone | OEnd::Consumer => Some(false),
    }
}

pub(super) fn any(routes: &[Three]) -> Three {
    if routes.contains(&Some(true)) {
        return Some(true);
    }
    if routes.contains(&None) {
        None
    } else {
        Some(false)
    }
}
