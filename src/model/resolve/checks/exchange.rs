//! What Exchange Online would refuse.
//!
//! Source: `New-OrganizationRelationship`, `New-SharingPolicy`, `New-InboundConnector`,
//! `New-OutboundConnector`, `New-RemoteDomain`, `Set-ExternalInOutlook`.

use std::collections::BTreeMap;

use super::{Case, Object};
use crate::diagnostics::{CONTRADICTION, Finding, Findings, INVALID_VALUE, TOO_MANY_ENTRIES};
use crate::model::section::Form;
use crate::model::{Address, Domain, SettingKey, ValueSet};
use crate::text::Span;

const RELATIONSHIPS: &str = "exchange.organization_relationships[]";
const POLICIES: &str = "exchange.sharing_policies[]";
const INBOUND: &str = "exchange.inbound_connectors[]";
const OUTBOUND: &str = "exchange.outbound_connectors[]";
const REMOTE: &str = "exchange.remote_domains[]";

/// Fewest bits of a network in `SenderIPAddresses`.
const LEAST_PREFIX: u8 = 24;
/// Most entries, and bytes, of the list of senders without the mark.
const UNMARKED: usize = 200;
const UNMARKED_BYTES: usize = 8 * 1024;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for object in case.objects(RELATIONSHIPS).filter(Object::is_present) {
        needs_domains(
            &object,
            &["exchange.organization_relationships[].domains"],
            "an organisation relationship",
            findings,
        );
    }
    policies(case, findings);
    for object in case.objects(INBOUND).filter(Object::is_present) {
        inbound(&object, findings);
    }
    for object in case.objects(OUTBOUND).filter(Object::is_present) {
        outbound(&object, findings);
    }
    for object in case.objects(REMOTE) {
        remote(&object, findings);
    }
    unmarked(case, findings);
}

/// Lists that are stated, all of them, and empty.
fn needs_domains(object: &Object<'_>, lists: &[&'static str], kind: &str, findings: &mut Findings) {
    let is_empty = |list: &&'static str| {
        let set = object.get(list).and_then(|d| d.value.as_set());
        set.is_some_and(ValueSet::is_empty)
    };
    if let Some(first) = lists.first().filter(|_| lists.iter().all(is_empty)) {
        findings.push(
            object
                .fault(
                    &INVALID_VALUE,
                    first,
                    format!("{kind} needs at least one domain"),
                    "no domain",
                )
                .fix(
                    format!("{}: absent", serde_json::Value::from(object.name.as_str())),
                    "to delete it, write",
                ),
        );
    }
}

fn policies(case: &Case<'_>, findings: &mut Findings) {
    const DEFAULT: &str = "exchange.sharing_policies[].default";
    const MAILBOXES: &str = "exchange.sharing_policies[].mailboxes";
    const LISTS: [&str; 4] = [
        "exchange.sharing_policies[].free_busy_simple",
        "exchange.sharing_policies[].free_busy_detail",
        "exchange.sharing_policies[].free_busy_reviewer",
        "exchange.sharing_policies[].contacts",
    ];
    let mut default: Option<(String, Span)> = None;
    let mut mailboxes: BTreeMap<&str, (String, Span)> = BTreeMap::new();
    for object in case.objects(POLICIES).filter(Object::is_present) {
        needs_domains(&object, &LISTS, "a sharing policy", findings);
        if let Some(stated) = object
            .get(DEFAULT)
            .filter(|d| d.value.as_flag() == Some(true))
        {
            if let Some((name, span)) = &default {
                let message = format!("{name} and {} can't both be the default", object.name);
                findings.push(
                    object
                        .fault(&CONTRADICTION, DEFAULT, message, "the default too")
                        .related(*span, "the default")
                        .detail("Exactly one sharing policy is the default; making one the default takes it from the other.")
                        .advice("keep default: true in one of the two"),
                );
            }
            default = Some((object.name.clone(), stated.span));
        }
        let Some(stated) = object.get(MAILBOXES) else {
            continue;
        };
        for mailbox in stated.value.as_set().into_iter().flat_map(ValueSet::iter) {
            let Some((name, span)) = mailboxes.get(mailbox) else {
                mailboxes.insert(mailbox, (object.name.clone(), stated.span));
                continue;
            };
            let message = format!("{mailbox} can't have two sharing policies");
            findings.push(
                object
                    .fault(&CONTRADICTION, MAILBOXES, message, "assigned here")
                    .related(*span, format!("and by {name}"))
                    .advice("a mailbox has one sharing policy: delete it in one of the two"),
            );
        }
    }
}

fn inbound(object: &Object<'_>, findings: &mut Findings) {
    const TYPE: &str = "exchange.inbound_connectors[].connector_type";
    const ADDRESSES: &str = "exchange.inbound_connectors[].sender_ip_addresses";
    const INTERNAL: &str = "exchange.inbound_connectors[].treat_messages_as_internal";
    const HYBRID: &str = "exchange.inbound_connectors[].cloud_services_mail_enabled";
    needs_domains(
        object,
        &["exchange.inbound_connectors[].sender_domains"],
        "an inbound connector",
        findings,
    );
    certificate_name(
        object,
        "exchange.inbound_connectors[].tls_sender_certificate_name",
        findings,
    );
    let addresses = object.get(ADDRESSES).and_then(|d| d.value.as_set());
    for network in addresses.into_iter().flat_map(ValueSet::iter) {
        let prefix = network
            .split_once('/')
            .and_then(|(_, bits)| bits.parse().ok());
        if prefix.is_some_and(|bits: u8| bits < LEAST_PREFIX) {
            let message = format!("{network} is too wide for a connector");
            findings.push(
                object
                    .fault(
                        &INVALID_VALUE,
                        ADDRESSES,
                        message,
                        "networks from /24 to /32",
                    )
                    .advice("list the networks that the other organisation really sends from"),
            );
        }
    }
    if object.flag(INTERNAL) == Some(true) {
        let why = if object.says(TYPE, "partner") {
            Some((TYPE, "mail of a partner can't count as internal"))
        } else if object.flag(HYBRID) == Some(true) {
            Some((HYBRID, "hybrid mail can't be treated as internal besides"))
        } else {
            None
        };
        if let Some((other, message)) = why {
            let finding = object.fault(&CONTRADICTION, INTERNAL, message, "refused");
            findings.push(with_other(object, finding, other).advice(
                "delete the line: it is for on_premises without cloud_services_mail_enabled",
            ));
        }
    }
}

/// Points at the other setting of a contradiction.
fn with_other(object: &Object<'_>, finding: Finding, other: &'static str) -> Finding {
    match object.get(other) {
        Some(stated) => finding.related(stated.span, "because of this"),
        None => finding,
    }
}

/// A certificate is for a domain, or for all below one.
fn certificate_name(object: &Object<'_>, declared: &'static str, findings: &mut Findings) {
    if object.says(declared, "*") {
        findings.push(
            object
                .fault(
                    &INVALID_VALUE,
                    declared,
                    "\"*\" is no name in a certificate",
                    "a domain such as *.fabrikam.com",
                )
                .fix("\"*.fabrikam.com\"", "the name in the certificate"),
        );
    }
}

fn outbound(object: &Object<'_>, findings: &mut Findings) {
    const TYPE: &str = "exchange.outbound_connectors[].connector_type";
    const HOSTS: &str = "exchange.outbound_connectors[].smart_hosts";
    const OWN_SERVERS_ONLY: [&str; 3] = [
        "exchange.outbound_connectors[].all_accepted_domains",
        "exchange.outbound_connectors[].route_all_messages_via_on_premises",
        "exchange.outbound_connectors[].sender_rewriting_enabled",
    ];
    certificate_name(
        object,
        "exchange.outbound_connectors[].tls_domain",
        findings,
    );
    let hosts = object.get(HOSTS).and_then(|d| d.value.as_set());
    for host in hosts.into_iter().flat_map(ValueSet::iter) {
        let is_network = !host.contains('-') && Form::IpRange.fits(host);
        if !is_network && Domain::parse(host).is_err() {
            let message = format!("\"{host}\" is not a smart host");
            findings.push(object.fault(
                &INVALID_VALUE,
                HOSTS,
                message,
                "a server's full name, an address or a network",
            ));
        }
    }
    for declared in OWN_SERVERS_ONLY {
        if object.flag(declared) == Some(true) && object.says(TYPE, "partner") {
            let setting = declared.rsplit('.').next().unwrap_or(declared);
            let message = format!("{setting} needs a connector to own servers");
            let finding = object.fault(&CONTRADICTION, declared, message, "refused");
            findings.push(
                with_other(object, finding, TYPE)
                    .advice("delete the line, or write connector_type: on_premises"),
            );
        }
    }
}

fn remote(object: &Object<'_>, findings: &mut Findings) {
    const DOMAIN: &str = "exchange.remote_domains[].domain";
    const OOF: &str = "exchange.remote_domains[].allowed_oof";
    const INTERNAL: &str = "exchange.remote_domains[].is_internal";
    let is_built_in = object.name.eq_ignore_ascii_case("Default");
    if is_built_in && object.is_absent() {
        findings.push(
            object
                .own_fault(
                    &INVALID_VALUE,
                    "the remote domain Default can't be removed",
                    "built in",
                )
                .advice("delete the line, or state what Default is to say"),
        );
    }
    if is_built_in && object.get(DOMAIN).is_some() && !object.says(DOMAIN, "*") {
        let message = "the remote domain Default stands for every domain";
        findings.push(
            object
                .fault(&INVALID_VALUE, DOMAIN, message, "can't be changed")
                .fix("domain: \"*\"", "or a remote domain of another name"),
        );
    }
    if object.says(OOF, "internal_legacy") && object.flag(INTERNAL) == Some(false) {
        let message = "internal_legacy makes is_internal true";
        let finding = object.fault(&CONTRADICTION, OOF, message, "can't both hold");
        findings.push(
            with_other(object, finding, INTERNAL)
                .fix("allowed_oof: external_legacy", "for people outside"),
        );
    }
}

/// Both lists of senders without the mark are one list of the service.
fn unmarked(case: &Case<'_>, findings: &mut Findings) {
    let key = SettingKey::of("exchange.external_in_outlook.allowed_domains");
    let senders = SettingKey::of("exchange.external_in_outlook.allowed_senders");
    let sets = [&key, &senders].map(|k| case.get(k));
    let words = || {
        let sets = sets.into_iter().flatten().filter_map(|d| d.value.as_set());
        sets.flat_map(ValueSet::iter)
    };
    let (number, bytes) = (words().count(), words().map(str::len).sum::<usize>());
    let is_one_too_long = sets
        .iter()
        .flatten()
        .any(|d| d.value.as_set().is_some_and(|set| set.len() > UNMARKED));
    if is_one_too_long || (number <= UNMARKED && bytes <= UNMARKED_BYTES) {
        return;
    }
    if let Some(first) = sets.into_iter().flatten().next() {
        findings.push(
            Finding::new(
                &TOO_MANY_ENTRIES,
                format!(
                    "allowed_domains and allowed_senders hold {number} entries of {bytes} bytes \
                     together; the service takes {UNMARKED}, and 8 KB"
                ),
            )
            .at(first.span, "too long together")
            .about(Address::setting(case.tenant, &key)),
        );
    }
}
