//! What a plan means for people: who loses, gains and keeps contact.
//!
//! Told from each tenant's own side: the lists in force before and after, the guest switch, and the
//! other settings that let people in. Whether the other organisation allows it too is not known
//! here, and is said so.

mod contact;
mod headline;

use std::collections::BTreeMap;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::contact::{Contact, Index, Parties, Party};
use super::{Plan, record};
use crate::diff::{Action, Side};
use crate::model::configuration::Owner;
use crate::model::federation::{ALLOWED, BLOCK_SUBDOMAINS, BLOCKED, ENABLED, Reach};
use crate::model::section::Direction;
use crate::model::sections::setting;
use crate::model::{Configuration, Name, SettingKey, Value};
use crate::rules::{Basis, View};
use crate::text::words;

/// What happens to people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Consequences {
    /// One to three sentences.
    pub headline: String,
    /// Who can do less.
    pub lose: Vec<Group>,
    /// Who can do more.
    pub gain: Vec<Group>,
    /// Who keeps contact although much around them changes.
    pub keep: Vec<Group>,
    /// What might be thought to change and does not.
    pub untouched: Vec<String>,
    /// What the comparison takes for granted.
    pub assumed: Vec<String>,
}

/// Some who fare alike.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// What they lose or gain: `chat, calls and presence with contoso`; may be empty.
    pub about: String,
    /// Who: names, domains, or words such as "everybody else".
    pub who: Vec<String>,
    /// How many more there are.
    pub more: usize,
    /// What they are, or under which condition; may be empty.
    pub what: String,
}

static GUESTS: SettingKey = SettingKey::of("guest_access.enabled");

/// A setting that lets people in or shuts them out beside the two domain lists.
struct Gate {
    key: &'static str,
    /// Whom it lets in or shuts out.
    who: &'static str,
    /// The setting, and its value, without which it has no effect.
    unless: Option<(&'static str, Value)>,
}

/// Every such setting.
fn gates() -> [Gate; 9] {
    let gate = |key, who, unless: Option<&'static str>| Gate {
        key,
        who,
        unless: unless.map(|key| (key, Value::Flag(true))),
    };
    const CONSUMER: Option<&str> = Some("external_access.teams_consumer.enabled");
    const FEDERATION: Option<&str> = Some("external_access.enabled");
    const ACS: Option<&str> = Some("external_access.acs.enabled");
    [
        gate(
            "external_access.teams_consumer.enabled",
            "people with personal Teams accounts",
            None,
        ),
        gate(
            "external_access.teams_consumer.inbound",
            "people with personal Teams accounts who start a chat",
            CONSUMER,
        ),
        gate(
            "external_access.teams_consumer.restrict_to_external_user_profiles",
            "personal Teams accounts without an external user profile",
            CONSUMER,
        ),
        gate(
            "external_access.trial_tenants",
            "organisations with trial licences only",
            FEDERATION,
        ),
        Gate {
            key: "external_access.allowed_trial_tenant_domains",
            who: "trial organisations among the exempted domains",
            unless: Some(("external_access.trial_tenants", Value::text("blocked"))),
        },
        gate(
            "external_access.blocked_users.enabled",
            "the people on the list of blocked users",
            FEDERATION,
        ),
        gate(
            "external_access.blocked_users.users",
            "people on the list of blocked users",
            Some("external_access.blocked_users.enabled"),
        ),
        gate(
            "external_access.acs.enabled",
            "people in applications on Azure Communication Services",
            None,
        ),
        gate(
            "external_access.acs.allowed_resources",
            "people in some applications on Azure Communication Services",
            ACS,
        ),
    ]
}

/// What the changes of one tenant mean.
struct Effect<'a> {
    tenant: &'a Name,
    /// Its policies before and after, if they differ.
    policies: Option<(Reach, Reach)>,
    /// The guest switch's new position, if it moves.
    guests: Option<bool>,
    /// Whom other settings let in (true) or shut out.
    others: Vec<(&'static str, bool)>,
    /// Whether it was compared with documented defaults because nothing was recorded.
    assumed: bool,
    /// Whether nothing at all was recorded.
    new: bool,
    /// Settings that are only released.
    released: usize,
    /// Whether something changes that lets nobody in or out.
    neutral: usize,
}

/// Whether a setting decides who is let in.
fn touches_contact(key: &SettingKey) -> bool {
    let lists = [&ENABLED, &ALLOWED, &BLOCKED, &BLOCK_SUBDOMAINS, &GUESTS];
    lists.contains(&key) || gates().iter().any(|gate| gate.key == key.as_str())
}

/// What a plan means for people, as far as each tenant's own side goes.
#[must_use]
pub fn consequences(plan: &Plan, config: &Configuration) -> Consequences {
    let effects: Vec<Effect<'_>> = plan
        .tenants()
        .into_par_iter()
        .map(|tenant| effect(plan, config, tenant))
        .collect();
    let index = Index::new(config);
    let contacts: Vec<(&Effect<'_>, Contact<'_>)> = effects
        .par_iter()
        .filter_map(|effect| {
            let (before, after) = effect.policies.as_ref()?;
            Some((effect, index.compare(effect.tenant, before, after)))
        })
        .collect();
    let alike = alike(&contacts);
    let mut out = Consequences {
        headline: headline::of(plan, &index, &effects, &alike),
        ..Consequences::default()
    };
    for group in &alike {
        add_contact(&mut out, &index, group);
    }
    add_guests(&mut out, config, &effects);
    add_others(&mut out, config, &effects);
    if !alike.is_empty() {
        let untouched = "guests who are in teams already; joining by meeting link";
        out.untouched.push(untouched.to_owned());
    }
    let assumed: Vec<&Name> = effects
        .iter()
        .filter(|e| e.assumed && !e.new)
        .map(|e| e.tenant)
        .collect();
    if !assumed.is_empty() {
        out.assumed.push(format!(
            "for {} not every value was recorded; where none was, Microsoft's documented default counts",
            subject(&assumed, config)
        ));
    }
    out
}

/// Tenants whose contacts change alike.
struct Alike<'a, 'e> {
    tenants: Vec<&'a Name>,
    first: &'e Contact<'a>,
    after: &'e Reach,
    before: &'e Reach,
    /// Whether they also keep the same contacts.
    kept_alike: bool,
}

/// Names that a group holds; more are counted.
const NAMED: usize = 400;

/// Groups tenants by what they lose and gain; the biggest group first.
fn alike<'a, 'e>(contacts: &'e [(&'e Effect<'a>, Contact<'a>)]) -> Vec<Alike<'a, 'e>>
where
    'e: 'a,
{
    let mut groups: BTreeMap<_, Alike<'a, 'e>> = BTreeMap::new();
    for (effect, contact) in contacts {
        let Some((before, after)) = effect.policies.as_ref() else {
            continue;
        };
        let key = (
            &contact.lost,
            &contact.gained,
            manner(before),
            manner(after),
        );
        let group = groups.entry(key).or_insert_with(|| Alike {
            tenants: Vec::new(),
            first: contact,
            after,
            before,
            kept_alike: true,
        });
        group.tenants.push(effect.tenant);
        group.kept_alike &= group.first.kept == contact.kept;
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.retain(|g| !g.first.lost.is_nobody() || !g.first.gained.is_nobody());
    groups.sort_by_key(|g| {
        (
            std::cmp::Reverse(g.tenants.len()),
            g.tenants.first().copied(),
        )
    });
    groups
}

fn manner(reach: &Reach) -> u8 {
    match reach {
        Reach::Off => 0,
        Reach::Nobody => 1,
        Reach::Only(_) => 2,
        Reach::Except { .. } => 3,
    }
}

/// What the changes of a tenant mean.
fn effect<'a>(plan: &'a Plan, config: &'a Configuration, tenant: &'a Name) -> Effect<'a> {
    let start = plan.changes.partition_point(|c| c.tenant < *tenant);
    let own = &plan.changes[start..];
    let changes = &own[..own.partition_point(|c| c.tenant == *tenant)];
    let recorded = plan.recorded.get(tenant);
    let side = recorded.map(record::side).unwrap_or_default();
    let (before, after) = views(&side, config, tenant);
    let policies = before.reach().zip(after.reach()).filter(|(b, a)| b != a);
    let guests = (before.flag(&GUESTS), after.flag(&GUESTS));
    let others = others(&before, &after);
    // A default that differs from what is stated now makes the difference.
    let assumed = |key: &SettingKey| {
        let was = before.effective(key);
        was.basis == Basis::Default && was.value != after.effective(key).value
    };
    let released = changes.iter().filter(|c| c.action == Action::Forget);
    let released = released.count();
    Effect {
        tenant,
        policies,
        guests: guests.1.filter(|on| guests.0 != Some(*on)),
        others,
        assumed: changes
            .iter()
            .any(|c| touches_contact(&c.key) && assumed(&c.key)),
        new: recorded.is_none(),
        released,
        neutral: changes.len() - released,
    }
}

fn views<'s>(side: &'s Side<'s>, config: &'s Configuration, tenant: &Name) -> (View<'s>, View<'s>) {
    let view = |stated| View {
        stated,
        recorded: side,
    };
    (view(None), view(config.tenants.get(tenant)))
}

/// Whom settings beside the lists let in (true) or shut out (false).
fn others(before: &View<'_>, after: &View<'_>) -> Vec<(&'static str, bool)> {
    let in_force = |view: &View<'_>, gate: &Gate| {
        gate.unless.as_ref().is_none_or(|(key, value)| {
            view.effective(&SettingKey::of(key)).value.as_ref() == Some(value)
        })
    };
    let effects = |gate: Gate| -> Vec<(&'static str, bool)> {
        let key = SettingKey::of(gate.key);
        let (was, is) = (before.effective(&key).value, after.effective(&key).value);
        let closed = !in_force(before, &gate) && !in_force(after, &gate);
        let Some(setting) = setting(gate.key).filter(|_| !closed && was != is) else {
            return Vec::new();
        };
        // A switch that was in an unknown position counts as moved.
        let was = was.or_else(|| Some(Value::Flag(!is.as_ref()?.as_flag()?)));
        match setting.direction(was.as_ref(), is.as_ref()) {
            Direction::Wider => vec![(gate.who, true)],
            Direction::Narrower => vec![(gate.who, false)],
            Direction::Sideways => vec![(gate.who, true), (gate.who, false)],
        }
    };
    gates().into_iter().flat_map(effects).collect()
}

/// `contoso`, `contoso and litware`, `37 of your 312 tenants`.
fn subject(tenants: &[&Name], config: &Configuration) -> String {
    let all = config.tenants.len();
    match tenants.len() {
        0..=3 => words::and(&tenants.iter().map(|n| n.as_str()).collect::<Vec<_>>()),
        n if n == all => format!("all your {}", words::count(all, "tenant")),
        n => format!(
            "{} of your {}",
            words::thousands(n),
            words::count(all, "tenant")
        ),
    }
}

/// The domains that the other side has to allow.
fn home(tenants: &[&Name], config: &Configuration) -> String {
    let [one] = tenants else {
        return "your domains".to_owned();
    };
    let domains = config.tenants.get(*one).map(|t| t.domains.set());
    match domains.map(|set| (set.len(), set.iter().next())) {
        Some((1, Some(domain))) => domain.to_owned(),
        _ => format!("{one}'s domains"),
    }
}

fn add_contact(out: &mut Consequences, index: &Index<'_>, alike: &Alike<'_, '_>) {
    let config = index.config;
    let tenants = &alike.tenants;
    let who = subject(tenants, config);
    let home = home(tenants, config);
    let about = format!("chat, calls and presence with {who}");
    let lost = &alike.first.lost;
    let why = match alike.after {
        Reach::Except { .. } => "blocked",
        Reach::Only(_) => "no longer on the allow list",
        Reach::Off | Reach::Nobody => "",
    };
    let them = if tenants.len() == 1 { &who } else { "them" };
    let until_now = format!("any organisation that let {them} in until now");
    out.lose
        .extend(groups(lost, index, tenants, &about, why, &until_now));
    let gained = &alike.first.gained;
    let about_gain = format!("{about}, if they allow {home} too: not known here");
    out.gain
        .extend(groups(gained, index, tenants, &about_gain, "", ""));
    let kept = &alike.first.kept;
    let condition = format!("if they allow {home}: not known here");
    let mut keep = if kept.everybody {
        let who = vec!["everybody else".to_owned()];
        vec![Group {
            who,
            ..Group::default()
        }]
    } else if alike.kept_alike {
        groups(
            kept,
            index,
            tenants,
            &format!("contact with {who}, {condition}"),
            "",
            "",
        )
    } else {
        Vec::new()
    };
    if let [only] = keep.as_mut_slice() {
        let one = only.who.len() + only.more == 1 && !kept.everybody;
        only.about = String::new();
        only.what = if one {
            condition.replacen("they allow", "it allows", 1)
        } else {
            condition
        };
    }
    out.keep.extend(keep);
}

/// Parties by what they are: tenants, partners, domains, everybody else.
fn groups(
    parties: &Parties<'_>,
    index: &Index<'_>,
    tenants: &[&Name],
    about: &str,
    domains_are: &str,
    everybody_is: &str,
) -> Vec<Group> {
    let group = |mut who: Vec<String>, what: String| {
        let more = who.len().saturating_sub(NAMED);
        who.truncate(NAMED);
        Group {
            about: about.to_owned(),
            who,
            more,
            what,
        }
    };
    let mut out = Vec::new();
    let (own, partners) = organisations(parties, index, tenants);
    if !own.is_empty() {
        let what = if own.len() == 1 {
            "your own tenant"
        } else {
            "your own tenants"
        };
        out.push(group(own, what.to_owned()));
    }
    if partners.len() > 3 {
        let names = partners.iter().map(|(name, _)| name.clone()).collect();
        out.push(group(names, "partners".to_owned()));
    } else {
        out.extend(
            partners
                .into_iter()
                .map(|(name, what)| group(vec![name], what)),
        );
    }
    let domains: Vec<String> = parties
        .named
        .iter()
        .filter_map(|party| match party {
            Party::Domain(domain) => Some(index.described(domain)),
            Party::Organisation(_) => None,
        })
        .collect();
    if !domains.is_empty() {
        let mut group = group(domains, domains_are.to_owned());
        group.more += parties.more;
        out.push(group);
    }
    if parties.subdomains > 0 {
        let blocked = words::count(parties.subdomains, "blocked domain");
        out.push(group(
            vec![format!("all subdomains of {blocked}")],
            String::new(),
        ));
    }
    if parties.everybody {
        let everybody = "everybody else".to_owned();
        out.push(group(vec![everybody], everybody_is.to_owned()));
    }
    out
}

/// Names of own tenants, and of partners with their domains.
fn organisations(
    parties: &Parties<'_>,
    index: &Index<'_>,
    tenants: &[&Name],
) -> (Vec<String>, Vec<(String, String)>) {
    let config = index.config;
    let all_tenants = config
        .tenants
        .values()
        .filter(|t| !t.domains.set().is_empty());
    let all_partners = config
        .partners
        .values()
        .filter(|p| !p.domains.set().is_empty());
    let mut everybody: Vec<Owner> = Vec::new();
    if parties.everybody {
        everybody.extend(all_tenants.map(|t| Owner::Tenant(t.name.clone())));
        everybody.extend(all_partners.map(|p| Owner::Partner(p.name.clone())));
        everybody.retain(|owner| !parties.except.contains(&owner));
    }
    let named = parties.named.iter().filter_map(|party| match party {
        Party::Organisation(owner) => Some((*owner).clone()),
        Party::Domain(_) => None,
    });
    let (mut own, mut partners) = (Vec::new(), Vec::new());
    for owner in everybody.into_iter().chain(named) {
        match &owner {
            // One tenant does not lose contact with itself.
            Owner::Tenant(name) if tenants == [name] => {}
            Owner::Tenant(name) => own.push(name.to_string()),
            Owner::Partner(name) => {
                let domains: Vec<&str> = index.domains(&owner).iter().collect();
                let what = format!("partner ({})", words::some(&domains, 3));
                partners.push((name.to_string(), what));
            }
        }
    }
    (own, partners)
}

fn add_guests(out: &mut Consequences, config: &Configuration, effects: &[Effect<'_>]) {
    for on in [true, false] {
        let tenants = headline::with(effects, |e| e.guests == Some(on));
        if tenants.is_empty() {
            continue;
        }
        let who = subject(&tenants, config);
        let one = tenants.len() == 1;
        let (directory, its) = if one {
            (format!("{who}'s directory"), "its")
        } else {
            (format!("the directories of {who}"), "their")
        };
        let group = |who: String, what: String| Group {
            who: vec![who],
            what,
            ..Group::default()
        };
        if on {
            let guests = format!("guests already in {directory}");
            let what = "who get Teams back (how many: not known here)".to_owned();
            out.gain.push(group(guests, what));
            let untouched = "who may invite new guests: Entra and SharePoint decide that";
            out.untouched.push(untouched.to_owned());
        } else {
            let guests = format!("guests in {directory}");
            let what = format!("who can't use {its} teams any longer (how many: not known here)");
            out.lose.push(group(guests, what));
            let untouched = "guests' accounts in the directory, and files shared with them";
            out.untouched.push(untouched.to_owned());
        }
    }
}

fn add_others(out: &mut Consequences, config: &Configuration, effects: &[Effect<'_>]) {
    for (who, wider) in headline::other_kinds(effects) {
        let tenants = headline::with(effects, |e| e.others.contains(&(who, wider)));
        let group = Group {
            about: format!("contact with {}", subject(&tenants, config)),
            who: vec![who.to_owned()],
            ..Group::default()
        };
        if wider {
            out.gain.push(group);
        } else {
            out.lose.push(group);
        }
    }
}

#[cfg(test)]
mod tests;
