//! What resources do beside setting properties, and how a block is written so that it does no harm.
//!
//! Source: the resources' code in microsoft/Microsoft365DSC, October 2024.

use std::collections::BTreeMap;

use super::draft::{Draft, Expression, NOBODY, Stated};
use super::resources::Key;
use crate::interop::names::SHARING_ACTIONS;
use crate::interop::write::{official, quote, remote_domain};
use crate::model::section::ABSENT;
use crate::model::{AllowedDomains, SettingKey, Value, ValueSet, federation, sharing};

/// Brings a block into a form in which it does what is asked for and nothing else; or says why there is
/// none.
pub(super) fn apply(draft: &mut Draft<'_>) -> Result<(), String> {
    match draft.resource.name {
        "TeamsFederationConfiguration" => federation(draft)?,
        "SPOSharingSettings" => sharing(draft),
        "EXOSharingPolicy" => calendar(draft),
        "EXOOrganizationRelationship" => {
            needed(
                draft,
                &SettingKey::of("exchange.organization_relationships[].domains"),
            )?;
        }
        "EXORemoteDomain" => {
            let domain = SettingKey::of("exchange.remote_domains[].domain");
            if draft.itself.is_none() && draft.states(&draft.key(&domain)) {
                return Err(remote_domain::WAITS.to_owned());
            }
            needed(draft, &domain)?;
        }
        "EXOInboundConnector" => {
            needed(
                draft,
                &SettingKey::of("exchange.inbound_connectors[].sender_domains"),
            )?;
        }
        name if name.starts_with("AADCrossTenantAccessPolicyConfiguration") => cross_tenant(draft),
        _ => {}
    }
    let has_empty = |stated: &Stated<'_>| {
        let is_list = stated.value == Expression::List(Vec::new());
        let is_text = stated.value == Expression::Constant("''".to_owned());
        (is_list || is_text) && stated.key != federation::ALLOWED
    };
    if draft.stated.iter().any(has_empty) {
        draft.note(
            "@() and '' ask for an empty list. A resource may take that as 'not stated' and leave the list as \
             it is: look at it afterwards.",
        );
    }
    Ok(())
}

/// The allow list is in every block: without it, or with an empty one, the resource opens the tenant
/// to all domains.
fn federation(draft: &mut Draft<'_>) -> Result<(), String> {
    let allowed = draft.value(&federation::ALLOWED);
    let Some(allowed) = allowed.and_then(AllowedDomains::from_value) else {
        return Err(
            "the allow list is not recorded, and without it Microsoft365DSC would open the tenant to \
             all domains: import an export of it first"
                .to_owned(),
        );
    };
    match allowed {
        AllowedDomains::All => {
            draft.fill(&federation::ALLOWED);
            draft.note(
                "AllowedDomains = @() means: all domains are allowed. This version says it so; in the \
                 service an empty list means that nobody is, and later versions changed what they make \
                 of it.",
            );
        }
        AllowedDomains::Only(set) if !set.is_empty() => {
            draft.fill(&federation::ALLOWED);
            draft.note(
                "AllowedDomains stands here even if it does not change: a block without it opens the \
                 tenant to all domains.",
            );
        }
        AllowedDomains::Only(_) | AllowedDomains::None => {
            let is_off = draft.value(&federation::ENABLED).and_then(Value::as_flag) == Some(false);
            if !is_off || !draft.fill(&federation::ENABLED) {
                return Err(NOBODY.to_owned());
            }
            draft.note(
                "The allow list is to have no entry, which can't be said here: this block sets it to all \
                 domains. Nobody gets in while AllowFederatedUsers is $False. Set the allow list anew \
                 before you switch external access on.",
            );
        }
    }
    Ok(())
}

static EXPIRES: SettingKey = SettingKey::of("sharepoint.external_users.expiration_required");
static EXPIRE_IN: SettingKey = SettingKey::of("sharepoint.external_users.expire_in_days");
static ANYONE_LINKS: [SettingKey; 3] = [
    SettingKey::of("sharepoint.anyone_links.expire_in_days"),
    SettingKey::of("sharepoint.anyone_links.file_permission"),
    SettingKey::of("sharepoint.anyone_links.folder_permission"),
];

fn sharing(draft: &mut Draft<'_>) {
    domains_of_sharing(draft);
    if ANYONE_LINKS.iter().any(|key| draft.states(key)) {
        let level = draft.value(&sharing::TENANT).and_then(Value::as_text);
        if level == Some(sharing::ANYONE) && draft.fill(&sharing::TENANT) {
            draft.note(
                "SharingCapability stands beside what it says of Anyone links: without it the resource \
                 leaves those properties out.",
            );
        } else {
            let why = match level {
                Some(_) => {
                    "Microsoft365DSC leaves it out unless SharingCapability is \
                     ExternalUserAndGuestSharing"
                }
                None => {
                    "Microsoft365DSC leaves it out unless SharingCapability is stated beside it, and that \
                     is not recorded: import an export of it first"
                }
            };
            for key in &ANYONE_LINKS {
                draft.leave(key, why);
            }
        }
    }
    if draft.states(&EXPIRE_IN) {
        let is_on = draft.value(&EXPIRES).and_then(Value::as_flag) == Some(true);
        if !is_on || !draft.fill(&EXPIRES) {
            draft.leave(
                &EXPIRE_IN,
                "Microsoft365DSC leaves it out unless ExternalUserExpirationRequired is $True beside it",
            );
        }
    }
}

/// The mode, the one list that is in force, and the retired flag without which the resource leaves both
/// lists out and still writes the mode.
fn domains_of_sharing(draft: &mut Draft<'_>) {
    let all = [&sharing::MODE, &sharing::ALLOWED, &sharing::BLOCKED];
    if !all.iter().any(|key| draft.states(key)) {
        return;
    }
    let list = match draft.value(&sharing::MODE).and_then(Value::as_text) {
        Some("none") => None,
        Some("allow_list") => Some(&sharing::ALLOWED),
        Some("block_list") => Some(&sharing::BLOCKED),
        _ => {
            for key in all {
                draft.leave(
                    key,
                    "the mode that says which list is in force is not recorded: import an export of it \
                     first",
                );
            }
            return;
        }
    };
    if let Some(list) = list {
        let entries = draft.value(list).and_then(Value::as_set).map(ValueSet::len);
        let why = match entries {
            None => "the list in force is not recorded: import an export of it first",
            Some(0) => {
                "the list in force is to be empty: Microsoft365DSC may leave the old one in its place"
            }
            Some(_) => "",
        };
        if !why.is_empty() {
            for key in all {
                draft.leave(key, why);
            }
            return;
        }
        draft.fill(list);
    }
    draft.fill(&sharing::MODE);
    for other in [&sharing::ALLOWED, &sharing::BLOCKED] {
        if list != Some(other) {
            draft.leave(
                other,
                "Microsoft365DSC leaves out the list that is not in force in this mode",
            );
        }
    }
    if list.is_some() {
        let flag = (
            "RequireAcceptingAccountMatchInvitedAccount",
            "$True".to_owned(),
        );
        draft.extra.push(flag);
        draft.note(
            "RequireAcceptingAccountMatchInvitedAccount is retired in the service. It stands here because \
             the resource leaves the list of domains out unless it is $True, and still sets the mode.",
        );
    }
}

/// `Domains` is one list and replaces what was there: all four lists make it, or none.
fn calendar(draft: &mut Draft<'_>) {
    let keys =
        SHARING_ACTIONS.map(|(list, _)| below(draft, "exchange", "sharing_policies[]", list));
    let Some(first) = draft.stated.iter().position(|s| keys.contains(&s.key)) else {
        return;
    };
    // A policy that is not there yet has no entry.
    let is_new = draft
        .itself
        .is_some_and(|w| w.before.as_ref().and_then(Value::as_text) == Some(ABSENT));
    let mut by_domain: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (key, (_, action)) in keys.iter().zip(SHARING_ACTIONS) {
        let set = match draft.value(key).and_then(Value::as_set) {
            Some(set) => set,
            None if is_new => continue,
            None => {
                for key in &keys {
                    draft.leave(
                        key,
                        "Microsoft365DSC takes the list of a sharing policy whole, and not all of it is \
                         recorded: import an export of it first",
                    );
                }
                return;
            }
        };
        for domain in set.iter() {
            by_domain.entry(domain).or_default().push(action);
        }
    }
    let entries = by_domain.into_iter().map(|(domain, actions)| {
        let domain = official::sharing_domain(domain);
        quote::string(&format!("{domain}:{}", actions.join(", ")))
    });
    draft.stated[first].value = Expression::List(entries.collect());
    draft.note("Domains is the whole list: it replaces what is there.");
}

/// A property without which an object can't be made.
fn needed(draft: &mut Draft<'_>, declared: &SettingKey) -> Result<(), String> {
    let key = draft.key(declared);
    if draft.itself.is_none() || draft.fill(&key) {
        return Ok(());
    }
    let name = declared.as_str().rsplit('.').next().unwrap_or_default();
    Err(format!(
        "it can't be made without {name}, which is not recorded"
    ))
}

/// Access and targets are taken together, and so are the parts of what holds them: what is known of the
/// rest stands beside what changes.
fn cross_tenant(draft: &mut Draft<'_>) {
    let base = match draft.resource.key {
        Key::TenantId(_) => "cross_tenant_access.partners[]",
        _ => "cross_tenant_access.default",
    };
    for direction in [
        "b2b_collaboration_inbound",
        "b2b_collaboration_outbound",
        "b2b_direct_connect_inbound",
        "b2b_direct_connect_outbound",
    ] {
        let halves = [
            ("users", "user_targets"),
            ("applications", "application_targets"),
        ];
        let halves = halves.map(|(access, targets)| {
            [access, targets].map(|name| below(draft, base, direction, name))
        });
        if !halves.iter().flatten().any(|key| draft.states(key)) {
            continue;
        }
        for half in &halves {
            let whole = half.iter().all(|key| draft.fill(key));
            if !whole {
                for key in half {
                    draft.leave(
                        key,
                        "access and targets are taken together, and one of them is not recorded or can't \
                         be said",
                    );
                }
            }
        }
    }
    for (group, names) in [
        (
            "inbound_trust",
            &["mfa", "compliant_device", "hybrid_joined_device"][..],
        ),
        ("automatic_redemption", &["inbound", "outbound"]),
    ] {
        let keys: Vec<SettingKey> = names
            .iter()
            .map(|name| below(draft, base, group, name))
            .collect();
        if keys.iter().any(|key| draft.states(key)) {
            for key in &keys {
                draft.fill(key);
            }
        }
    }
}

/// The key of a setting of the block's object, below a group of settings.
fn below(draft: &Draft<'_>, base: &str, group: &str, name: &str) -> SettingKey {
    let declared = format!("{base}.{group}.{name}");
    let found = crate::model::sections::setting(&declared);
    // A name that is not declared has no value: nothing is filled in for it.
    found.map_or_else(|| SettingKey::of(""), |setting| draft.key(&setting.key))
}
