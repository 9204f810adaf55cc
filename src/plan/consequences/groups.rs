//! Who loses, gains and keeps contact, in groups with names.

use super::contact::{Index, Parties, Party};
use super::{Alike, Consequences, Effect, Group, headline};
use crate::model::configuration::Owner;
use crate::model::federation::Reach;
use crate::model::{Configuration, Name};
use crate::text::words;

/// Names that a group holds; more are counted.
const NAMED: usize = 400;

/// `contoso`, `contoso and litware`, `37 of your 312 tenants`.
pub(super) fn subject(tenants: &[&Name], config: &Configuration) -> String {
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

pub(super) fn add_contact(out: &mut Consequences, index: &Index<'_>, alike: &Alike<'_, '_>) {
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

pub(super) fn add_guests(out: &mut Consequences, config: &Configuration, effects: &[Effect<'_>]) {
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

pub(super) fn add_others(out: &mut Consequences, config: &Configuration, effects: &[Effect<'_>]) {
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
