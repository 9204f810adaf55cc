//! `user-domain-not-owned`: an account under a domain that is not its tenant's.

use std::collections::BTreeMap;

use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::config::DomainUses;
use crate::model::configuration::{Owner, Tenant};
use crate::model::{Address, Domain, SettingKey, ValueSet};
use crate::rules::{Context, Rule};
use crate::text::Span;

static INFO: RuleInfo = RuleInfo {
    id: "user-domain-not-owned",
    default: Some(Severity::Error),
    summary: "An account is under a domain that its tenant does not have.",
    explanation: "People sign in with a name under a domain of their own tenant. A member under \
                  another domain can't exist: the tenant's domains: are not complete, the domain is \
                  declared as not used for sign-in (upn: false), or the person is a guest. The same \
                  holds for the mailboxes of a sharing policy.",
    fact: "Microsoft 365 inter-tenant collaboration: each tenant has its own namespace for UPN, \
           SMTP and SIP",
    fault: false,
};

pub(in crate::rules) struct UserDomainNotOwned;
pub(in crate::rules) static RULE: UserDomainNotOwned = UserDomainNotOwned;

impl Rule for UserDomainNotOwned {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn workspace(&self, context: Context<'_>, findings: &mut Findings) {
        for tenant in context.config.tenants.values() {
            // Without its domains nobody can say.
            if tenant.domains.is_faulty() || tenant.domains.set().is_empty() {
                continue;
            }
            let uses = uses(tenant);
            for member in tenant.spec.members.iter().flatten() {
                let domain = domain(&member.value);
                let of = domain.as_ref().and_then(|d| uses.get(d));
                let (Some(domain), false) = (domain, of.is_some_and(|u| u.upn)) else {
                    continue;
                };
                let why = match of {
                    Some(_) => format!("{domain} is not used for sign-in (upn: false)."),
                    None => owner(context, &domain),
                };
                let place = (member.span, "members");
                findings.push(finding(tenant, &member.value, place, why));
            }
            for object in tenant.objects("exchange.sharing_policies[]") {
                let key = object.setting(&MAILBOXES);
                let Some(desired) = tenant.settings.get(&key) else {
                    continue;
                };
                let mailboxes = desired.value.as_set().into_iter().flat_map(ValueSet::iter);
                for mailbox in mailboxes {
                    let domain = domain(mailbox);
                    if let Some(domain) = domain.filter(|d| uses.get(d).is_none_or(|u| !u.smtp)) {
                        let finding = Finding::new(
                            &INFO,
                            format!("{mailbox} is no mailbox of {}", tenant.name),
                        )
                        .at(desired.span, "mailboxes of this tenant only")
                        .about(Address::setting(&tenant.name, &key))
                        .detail(owner(context, &domain))
                        .advice("delete it, or add the domain to the tenant's domains");
                        findings.push(finding);
                    }
                }
            }
        }
    }
}

static MAILBOXES: SettingKey =
    SettingKey::of("exchange.sharing_policies[].mailboxes");

/// What each domain of a tenant is used for.
fn uses(tenant: &Tenant) -> BTreeMap<Domain, DomainUses> {
    let own = tenant.spec.domains.iter().flatten();
    let stated = own.filter_map(|own| {
        let domain = Domain::parse(&own.domain.value).ok()?;
        Some((domain, own.uses.unwrap_or(DomainUses::ALL)))
    });
    stated.collect()
}

/// The domain of an address.
fn domain(address: &str) -> Option<Domain> {
    let (_, domain) = address.trim().rsplit_once('@')?;
    Domain::parse(domain).ok()
}

/// Whose the domain is.
fn owner(context: Context<'_>, domain: &Domain) -> String {
    match context.config.owners.get(domain) {
        Some(Owner::Tenant(name) | Owner::Partner(name)) => {
            format!("{domain} is a domain of {name}.")
        }
        None => format!("No file says whose {domain} is."),
    }
}

fn finding(tenant: &Tenant, member: &str, place: (Span, &str), why: String) -> Finding {
    Finding::new(
        &INFO,
        format!("{member} can't be an account of {}", tenant.name),
    )
    .at(place.0, "not under its domains")
    .related(tenant.span, format!("{} is defined here", tenant.name))
    .about(Address::root(&tenant.name).child(place.1))
    .detail(why)
    .advice("add the domain to the tenant's domains, or state the person under guests")
}
