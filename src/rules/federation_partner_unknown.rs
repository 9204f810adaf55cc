//! `federation-partner-unknown`: allowed domains of organisations that no file declares.

use std::collections::HashMap;

use super::cases::EntryHolder;
use super::lists_in_use::{
    Holders, ListUse, Users, addresses, is_switched_off, lists_in_use, names, owners, users,
};
use super::{Context, Rule};
use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::Name;
use crate::model::configuration::{Configuration, Owner};
use crate::model::federation::ALLOWED;
use crate::text::{Span, words};

static INFO: RuleInfo = RuleInfo {
    id: "federation-partner-unknown",
    default: Some(Severity::Note),
    summary: "Allowed domains that belong to no declared organisation.",
    explanation: "An allow list opens one side only. The other organisation must allow yours as well, \
                  and it must allow every domain that your people sign in with, or those under a \
                  forgotten one can't be reached. guestlist can't see whether they did while it does \
                  not know who they are: declare them under partners, keep there what their \
                  administrator told you (confirmed), and name them in lists with - partner: NAME. \
                  Each list as written is one finding, however many tenants use it.",
    fact: "Manage external meetings and chat: both organisations must allow each other's domains; \
           your partner must add all domains of your organisation that are used as SIP addresses \
           or user principal names",
    fault: false,
};

pub(super) struct FederationPartnerUnknown;
pub(super) static RULE: FederationPartnerUnknown = FederationPartnerUnknown;

impl Rule for FederationPartnerUnknown {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn workspace(&self, context: Context<'_>, findings: &mut Findings) {
        let config = context.config;
        let uses = lists_in_use(config, &ALLOWED, |t| !is_switched_off(t));
        if uses.is_empty() {
            return;
        }
        let holders = Holders::of(config);
        let users = users(&uses, &holders);
        let strangers = strangers(&uses, &holders, &users, &owners(config));
        for (at, strangers) in strangers.iter().enumerate() {
            if let (Some(holder), Some(users)) = (holders.get(at), users.get(at))
                && let Some(finding) = finding(config, holder, strangers, users)
            {
                findings.push(finding);
            }
        }
    }
}

/// Domains of one holder that nobody declared, and where each stands.
type Strangers<'a> = Vec<(&'a str, Span)>;

/// The strangers of every holder. A holder is looked at through the first list that it is part of:
/// every list that contains it contains all of it.
fn strangers<'a>(
    uses: &[ListUse<'a>],
    holders: &Holders<'_>,
    users: &[Users<'_>],
    owners: &HashMap<&str, &Owner>,
) -> Vec<Strangers<'a>> {
    let mut out: Vec<Strangers<'a>> = vec![Vec::new(); holders.len()];
    for (number, list_use) in uses.iter().enumerate() {
        for (domain, place) in list_use.list.iter() {
            let Some(at) = holders.number(place) else {
                continue;
            };
            let is_first = users.get(at).is_some_and(|u| u.first == Some(number));
            if is_first
                && !owners.contains_key(domain)
                && let Some(strangers) = out.get_mut(at)
            {
                strangers.push((domain, place));
            }
        }
    }
    out
}

fn finding(
    config: &Configuration,
    holder: &EntryHolder<'_>,
    strangers: &Strangers<'_>,
    users: &Users<'_>,
) -> Option<Finding> {
    let first = strangers.iter().min_by_key(|(_, place)| *place)?;
    let domains: Vec<&str> = strangers.iter().map(|(domain, _)| *domain).collect();
    let what = match domains.as_slice() {
        [one] => format!("{one} belongs to no declared organisation"),
        many => format!(
            "{} on {} belong to no declared organisation",
            words::count(many.len(), "domain"),
            spoken(holder)
        ),
    };
    let own: Vec<&str> = users
        .tenants
        .iter()
        .flat_map(|t| t.domains.set().iter())
        .collect();
    let mut finding = Finding::new(&INFO, what)
        .at(first.1, "whose is it?")
        .about(holder.address())
        .members(&domains)
        .members(names(&users.tenants));
    if domains.len() > 1 {
        finding = finding.detail(format!("They are {}.", words::some(&domains, 6)));
    }
    finding = finding.detail(if own.is_empty() {
        "Their administrators must allow all your domains, or there is no contact.".to_owned()
    } else {
        let own = words::some(&own, 6);
        format!("Their administrators must allow all your domains, or there is no contact: {own}.")
    });
    if users.tenants.len() > 1 {
        let number = words::thousands(users.tenants.len());
        finding = finding.detail(format!("Also, {number} tenants use this list."));
    }
    for address in addresses(&users.tenants, &ALLOWED) {
        finding = finding.rests_on(address);
    }
    Some(match partner_name(config, first.0) {
        Some(name) => finding.fix(
            format!("partners:\n  {name}:\n    domains: [{}]", first.0),
            match domains.len() {
                1 => "To declare whose it is, and keep what was agreed beside it:",
                _ => "To declare whose they are, one organisation after another:",
            },
        ),
        None => finding.advice("declare under partners whose they are"),
    })
}

fn spoken(holder: &EntryHolder<'_>) -> String {
    match holder {
        EntryHolder::List(name) => format!("the list \"{name}\""),
        EntryHolder::Baseline(name, _) => format!("the allow list of the baseline \"{name}\""),
        EntryHolder::Tenant(name, _) => format!("{name}'s allow list"),
    }
}

/// A name that is free, after the domain's first label.
fn partner_name(config: &Configuration, domain: &str) -> Option<Name> {
    let (label, _) = domain.split_once('.')?;
    Name::suggest(label).filter(|name| config.organisation_span(name).is_none())
}
