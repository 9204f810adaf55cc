//! `partner-partially-listed`: some domains of an organisation are listed, others are not.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::lists_in_use::{
    Holders, ListUse, addresses, is_switched_off, lists_in_use, names, owners,
};
use super::{Context, Rule};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::config::DomainUses;
use crate::model::configuration::{Configuration, Owner, Tenant};
use crate::model::federation::{ALLOWED, BLOCK_SUBDOMAINS, BLOCKED, ENABLED, Reach};
use crate::model::list::DomainList;
use crate::model::{Address, Domain, SettingKey, Value};
use crate::text::{Span, words};

static INFO: RuleInfo = RuleInfo {
    id: "partner-partially-listed",
    default: Some(Severity::Warning),
    summary: "Only some domains of an organisation are allowed, or blocked.",
    explanation: "Lists hold domains, organisations have several. People under a domain that is not \
                  listed fall on the other side: not let in although their colleagues are, or still \
                  let in although the organisation was to be blocked. Write - partner: NAME or \
                  - tenant: NAME instead of single domains: it stands for all of them, later ones \
                  included. If it is meant, accept the finding and say why.",
    fact: "Manage external meetings and chat: external access is granted to domains; \
           Microsoft 365 inter-tenant collaboration: a tenant may own several domains",
    fault: false,
};

pub(super) struct PartnerPartiallyListed;
pub(super) static RULE: PartnerPartiallyListed = PartnerPartiallyListed;

impl Rule for PartnerPartiallyListed {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn workspace(&self, context: Context<'_>, findings: &mut Findings) {
        let config = context.config;
        let mut halves = Halves::default();
        let owners = owners(config);
        for kind in [
            ListKind::Allowed,
            ListKind::Blocked,
            ListKind::BlockedWithSubdomains,
        ] {
            for list_use in lists_in_use(config, kind.key(), |t| kind.is_read(t)) {
                collect(config, kind, &list_use, &owners, &mut halves);
            }
        }
        if halves.is_empty() {
            return;
        }
        let holders = Holders::of(config);
        for (half, tenants) in &halves {
            findings.push(half.finding(&holders, tenants));
        }
    }
}

/// Which list, and how its entries are matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ListKind {
    Allowed,
    Blocked,
    BlockedWithSubdomains,
}

impl ListKind {
    fn key(self) -> &'static SettingKey {
        match self {
            Self::Allowed => &ALLOWED,
            Self::Blocked | Self::BlockedWithSubdomains => &BLOCKED,
        }
    }

    /// Whether the service reads that list of a tenant, as far as files say.
    fn is_read(self, tenant: &Tenant) -> bool {
        let stated = |key: &SettingKey| tenant.settings.get(key).map(|d| &d.value);
        let is_open = stated(&ALLOWED).is_none_or(|v| v.as_text() == Some("all"));
        let subdomains = stated(&BLOCK_SUBDOMAINS).and_then(Value::as_flag) == Some(true);
        !is_switched_off(tenant)
            && match self {
                Self::Allowed => true,
                Self::Blocked => is_open && !subdomains,
                Self::BlockedWithSubdomains => is_open && subdomains,
            }
    }

    /// What decides whether the finding holds.
    fn rests_on(self) -> Vec<&'static SettingKey> {
        match self {
            Self::Allowed => vec![&ALLOWED, &ENABLED],
            _ => vec![&BLOCKED, &ALLOWED, &BLOCK_SUBDOMAINS, &ENABLED],
        }
    }

    /// Whether the list decides about a domain.
    fn covers(self, list: &DomainList, domain: &str) -> bool {
        let subdomains = self == Self::BlockedWithSubdomains;
        Reach::blocking(list.set(), subdomains, domain).is_some()
    }
}

/// An organisation of which a part is listed.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Half<'a> {
    /// Where its first listed domain stands.
    place: Span,
    owner: &'a Owner,
    kind: ListKind,
    inside: Vec<&'a str>,
    outside: Vec<&'a str>,
}

/// Halves, and the tenants whose list says so.
type Halves<'a> = BTreeMap<Half<'a>, Vec<&'a Tenant>>;

/// Finds the organisations of which a list names a part; the work is that of reading the list and
/// the domains of those that it names.
fn collect<'a>(
    config: &'a Configuration,
    kind: ListKind,
    list_use: &ListUse<'a>,
    owners: &HashMap<&str, &'a Owner>,
    halves: &mut Halves<'a>,
) {
    let list = list_use.list;
    let named: BTreeSet<&'a Owner> = list
        .set()
        .iter()
        .filter_map(|domain| owners.get(domain).copied())
        .collect();
    for owner in named {
        let domains = match owner {
            Owner::Tenant(name) => config.tenants.get(name).map(|t| &t.domains),
            Owner::Partner(name) => config.partners.get(name).map(|p| &p.domains),
        };
        let Some(domains) = domains.filter(|d| !d.is_faulty()) else {
            continue;
        };
        let mail_only = match owner {
            Owner::Tenant(name) => config.tenants.get(name).map(mail_only).unwrap_or_default(),
            Owner::Partner(_) => BTreeSet::new(),
        };
        let (inside, outside): (Vec<&str>, Vec<&str>) = domains
            .set()
            .iter()
            .filter(|domain| !mail_only.contains(*domain))
            .partition(|d| kind.covers(list, d));
        let place = inside.iter().find_map(|domain| list.place(domain));
        let (Some(place), false) = (place, outside.is_empty()) else {
            continue;
        };
        // A tenant's own domains on its own list are another matter.
        let others = list_use.tenants.iter().filter(|t| &t.name != owner.name());
        let half = Half {
            place,
            owner,
            kind,
            inside,
            outside,
        };
        let tenants: Vec<&'a Tenant> = others.copied().collect();
        if !tenants.is_empty() {
            halves.entry(half).or_default().extend(tenants);
        }
    }
}

/// The domains of a tenant that nobody signs in with or is called under.
fn mail_only(tenant: &Tenant) -> BTreeSet<Domain> {
    let own = tenant.spec.domains.iter().flatten();
    let is_mail_only = |uses: DomainUses| !uses.upn && !uses.sip;
    own.filter(|own| own.uses.is_some_and(is_mail_only))
        .filter_map(|own| Domain::parse(&own.domain.value).ok())
        .collect()
}

impl Half<'_> {
    fn finding(&self, holders: &Holders<'_>, tenants: &[&Tenant]) -> Finding {
        let name = self.owner.name();
        let all = self.inside.len() + self.outside.len();
        let listed = match self.kind {
            ListKind::Allowed => "allowed",
            ListKind::Blocked | ListKind::BlockedWithSubdomains => "blocked",
        };
        let message = format!(
            "only {} of {} domains of {name} {} {listed}",
            words::thousands(self.inside.len()),
            words::thousands(all),
            if self.inside.len() == 1 { "is" } else { "are" },
        );
        let key = self.kind.key();
        let holder = holders.number(self.place).and_then(|n| holders.get(n));
        let address = match (holder, tenants) {
            (Some(holder), _) => holder.address(),
            (None, [first, ..]) => Address::setting(&first.name, key),
            (None, []) => Address::root(name),
        };
        let outside = words::some(&self.outside, 6);
        let who = words::some(&names(tenants), 6);
        let (entry, effect) = match self.owner {
            Owner::Tenant(_) => (format!("- tenant: {name}"), "Your people"),
            Owner::Partner(_) => (format!("- partner: {name}"), "People"),
        };
        let effect = match self.kind {
            ListKind::Allowed => format!("{effect} under {outside} can't reach {who}."),
            _ => format!("{effect} under {outside} can still reach {who}."),
        };
        let first = self.inside.first().copied().unwrap_or_default();
        let mut finding = Finding::new(&INFO, message)
            .at(self.place, format!("one of the domains of {name}"))
            .about(address.element(first))
            .members(&self.outside)
            .members(names(tenants))
            .detail(effect)
            .fix(entry, "To list all its domains, later ones too, write");
        for key in self.kind.rests_on() {
            for address in addresses(tenants, key) {
                finding = finding.rests_on(address);
            }
        }
        finding
    }
}
