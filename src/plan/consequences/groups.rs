//! Who loses and gains contact, in groups with names.

use std::collections::BTreeMap;

use super::contact::{Alike, Contact, Move};
use super::seen::{self, Contacts};
use super::{Consequences, Effect, Group, Index, headline, kept};
use crate::access::{Party, Verdict};
use crate::model::federation::Reach;
use crate::model::{Configuration, Domain, Name};
use crate::text::words;

/// Names that a group holds; more are counted.
const NAMED: usize = 400;
/// Tenants that are named instead of counted.
const FEW: usize = 3;
/// Domains of a partner that are named.
const DOMAINS: usize = 3;

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
pub(super) fn home(tenants: &[&Name], index: Index<'_>) -> String {
    let [one] = tenants else {
        return "your domains".to_owned();
    };
    let domains = index.after.tenants.get(*one).map(|t| &t.domains);
    match domains.map(|set| (set.len(), set.iter().next())) {
        Some((1, Some(domain))) => domain.to_owned(),
        _ => format!("{one}'s domains"),
    }
}

/// Answers before and after that are told together, and what is said about them.
struct Kind {
    fits: fn(&Move) -> bool,
    /// Behind what is lost or gained; `{home}` is replaced.
    about: &'static str,
}

static LOST: [Kind; 2] = [
    Kind {
        fits: |m| !m.is_wider() && m.is == Verdict::No,
        about: "",
    },
    Kind {
        fits: |m| !m.is_wider() && m.is != Verdict::No,
        about: ", for certain: it is not known any longer",
    },
];

static GAINED: [Kind; 3] = [
    Kind {
        fits: |m| m.is_wider() && m.is == Verdict::Yes && m.was == Verdict::No,
        about: "",
    },
    Kind {
        fits: |m| m.is_wider() && m.is == Verdict::Yes && m.was != Verdict::No,
        about: ", now for certain",
    },
    Kind {
        fits: |m| m.is_wider() && m.is != Verdict::Yes,
        about: ", if they {home}: not known here",
    },
];

/// What is said about those who are in a group.
pub(super) struct Said<'s> {
    /// What they lose or gain.
    pub(super) about: &'s str,
    /// What the other side has to do: `allow contoso.com too`.
    pub(super) home: &'s str,
    /// What domains are that nobody declares.
    pub(super) domains_are: &'s str,
    /// Who everybody is that loses.
    pub(super) everybody_loses: &'s str,
}

/// Everybody for whom something changes.
pub(super) fn add_moves(
    out: &mut Consequences,
    index: Index<'_>,
    alike: &Alike<'_, '_>,
    said: &Said<'_>,
) {
    for (kinds, wider) in [(LOST.as_slice(), false), (GAINED.as_slice(), true)] {
        for kind in kinds {
            let about = kind.about.replace("{home}", said.home);
            let about = format!("{}{about}", said.about);
            let groups = groups(
                index,
                alike,
                kind,
                wider,
                &Said {
                    about: &about,
                    ..*said
                },
            );
            let groups = by_tenants(groups, alike, index.config);
            if wider {
                out.gain.extend(groups);
            } else {
                out.lose.extend(groups);
            }
        }
        let blocked = alike.contact.subdomains[usize::from(wider)];
        if blocked > 0 {
            let contacts = Contacts::of(index, &alike.tenants);
            let contacts = contacts.filter(|_| alike.contact.everybody.is_none());
            let touched = |m: &Move| m.was != m.is && m.is_wider() == wider;
            let seen = contacts.map(|c| c.everybody(&alike.contact, touched));
            let (counted, names) = seen.unwrap_or_default();
            let blocked = words::count(blocked, "blocked domain");
            let about = if wider {
                format!(
                    "{}{}",
                    said.about,
                    GAINED[2].about.replace("{home}", said.home)
                )
            } else {
                said.about.to_owned()
            };
            let all = group(
                &about,
                vec![format!("all subdomains of {blocked}")],
                &counted,
            );
            let all = [all].into_iter().chain(seen::names(&about, names));
            if wider {
                out.gain.extend(all);
            } else {
                out.lose.extend(all);
            }
        }
    }
}

/// What becomes of direct contact for tenants that fare alike; `alone` if no others are told of.
pub(super) fn add_contact(
    out: &mut Consequences,
    index: Index<'_>,
    alike: &Alike<'_, '_>,
    alone: bool,
) {
    let who = subject(&alike.tenants, index.config);
    let home = home(&alike.tenants, index);
    let them = if alike.tenants.len() == 1 {
        &who
    } else {
        "them"
    };
    let said = Said {
        about: &format!("chat, calls and presence with {who}"),
        home: &format!("allow {home} too"),
        domains_are: match &alike.after {
            Some(Reach::Except {
                subdomains: true, ..
            }) => "blocked, with their subdomains",
            Some(Reach::Except { .. }) => "blocked",
            Some(Reach::Only(_)) => "no longer on the allow list",
            _ => "",
        },
        everybody_loses: &format!("any organisation that let {them} in until now"),
    };
    add_moves(out, index, alike, &said);
    // Around a tenant that stays as it is, everybody not named here stays too.
    if alike.tenants.iter().any(|tenant| index.is_moved(tenant)) {
        kept::add(out, index, alike, (&who, &home), alone);
    }
}

/// What many tenants lose or gain with one alone, told the other way round: with whom, and then which
/// tenants.
fn by_tenants(groups: Vec<Group>, alike: &Alike<'_, '_>, config: &Configuration) -> Vec<Group> {
    let who = subject(&alike.tenants, config);
    let one = match groups.as_slice() {
        [only] if alike.tenants.len() > FEW && only.who.len() == 1 && only.more == 0 => only,
        _ => return groups,
    };
    let about = only_with(&one.about, &who, one);
    let Some(about) = about else { return groups };
    let tenants: Vec<String> = alike.tenants.iter().map(ToString::to_string).collect();
    let mut told = group(&about, vec![words::count(tenants.len(), "tenant")], "");
    told.tenants = tenants;
    vec![told]
}

/// `chat with 37 of your 312 tenants` as `chat with tailspin (tailspin.de, tailspintoys.com)`.
fn only_with(about: &str, tenants: &str, one: &Group) -> Option<String> {
    let (before, after) = about.split_once(&format!("with {tenants}"))?;
    let name = one.who.first().filter(|name| *name != "everybody else")?;
    let what = one.what.strip_prefix("partner ").unwrap_or(&one.what);
    let what = match what {
        "" | "partner" => String::new(),
        what if what.starts_with('(') => format!(" {what}"),
        what => format!(" ({what})"),
    };
    Some(format!("{before}with {name}{what}{after}"))
}

pub(super) fn group(about: &str, mut who: Vec<String>, what: &str) -> Group {
    let more = who.len().saturating_sub(NAMED);
    who.truncate(NAMED);
    Group {
        about: about.to_owned(),
        who,
        more,
        what: what.to_owned(),
        ..Group::default()
    }
}

/// Parties by what they are: tenants, partners, domains, everybody else.
fn groups(
    index: Index<'_>,
    alike: &Alike<'_, '_>,
    kind: &Kind,
    wider: bool,
    said: &Said<'_>,
) -> Vec<Group> {
    let contact: &Contact = &alike.contact;
    let everybody = contact.everybody.as_ref().filter(|m| (kind.fits)(m));
    let everything = Move {
        was: Verdict::No,
        is: Verdict::No,
        own: Default::default(),
    };
    let mut parties: BTreeMap<Party, &Move> = BTreeMap::new();
    if everybody.is_some() {
        let covered = contact.covered.iter();
        parties.extend(covered.map(|name| (Party::Organisation(name.clone()), &everything)));
    }
    let named = contact.named.iter().filter(|(_, m)| (kind.fits)(m));
    parties.extend(named.map(|((party, ..), m)| (party.clone(), m)));
    // What keeps a domain out; nothing if it is not known any longer whether it stays.
    let shuts_out = !wider && parties.values().all(|m| m.is == Verdict::No);
    let domains_are = if shuts_out { said.domains_are } else { "" };
    let mut out = of_parties(index, &alike.tenants, &parties, said.about, domains_are);
    if let Some(everybody) = everybody {
        let who = "everybody else".to_owned() + &own_domains(everybody);
        let what = if wider { "" } else { said.everybody_loses };
        let Some(contacts) = Contacts::of(index, &alike.tenants) else {
            out.push(group(said.about, vec![who], what));
            return out;
        };
        let (counted, names) = contacts.everybody(contact, kind.fits);
        let what = match what {
            "" => counted,
            what => format!("{what}: {counted}"),
        };
        out.push(group(said.about, vec![who], &what));
        out.extend(seen::names(said.about, names));
    }
    out
}

/// For which domains of ours alone something is so.
fn own_domains(m: &Move) -> String {
    if m.own.is_empty() {
        return String::new();
    }
    let own: Vec<&str> = m.own.iter().map(Domain::as_str).collect();
    format!(" (for {} alone)", words::some(&own, DOMAINS))
}

/// Named parties by what they are; a single tenant is not told about itself. Those with whom most
/// people had contact come first.
pub(super) fn of_parties<'a>(
    index: Index<'a>,
    tenants: &[&'a Name],
    parties: &BTreeMap<Party, &Move>,
    about: &str,
    domains_are: &str,
) -> Vec<Group> {
    let (mut own, mut partners, mut domains) = (Vec::new(), Vec::new(), Vec::new());
    let contacts = Contacts::of(index, tenants);
    let with = |party: &Party| contacts.as_ref().map_or(0, |c| c.with(party));
    let mut parties: Vec<(&Party, &Move, u64)> =
        parties.iter().map(|(p, m)| (p, *m, with(p))).collect();
    parties.sort_by_key(|(_, _, people)| std::cmp::Reverse(*people));
    for (party, m, people) in parties {
        let suffix = own_domains(m) + &seen::beside(people);
        match party {
            Party::Organisation(name) if tenants == [name] => {}
            Party::Organisation(name) if index.after.tenants.contains_key(name) => {
                own.push(format!("{name}{suffix}"));
            }
            Party::Organisation(name) => partners.push((name, suffix)),
            Party::Domain(domain) => domains.push(described(index, domain) + &suffix),
            _ => {}
        }
    }
    let mut out = Vec::new();
    if !own.is_empty() {
        let what = match own.len() {
            1 => "your own tenant",
            _ => "your own tenants",
        };
        out.push(group(about, own, what));
    }
    if partners.len() > 3 {
        let names = partners.into_iter().map(|(name, s)| format!("{name}{s}"));
        out.push(group(about, names.collect(), "partners"));
    } else {
        out.extend(partners.into_iter().map(|(name, suffix)| {
            let partner = index.after.partners.get(name);
            let partner = partner.or_else(|| index.before.partners.get(name));
            let domains = partner.map(|p| p.domains.clone());
            let domains = domains.unwrap_or_default();
            let domains: Vec<&str> = domains.iter().collect();
            let what = match domains.len() {
                0 => "partner".to_owned(),
                _ => format!("partner ({})", words::some(&domains, DOMAINS)),
            };
            group(about, vec![format!("{name}{suffix}")], &what)
        }));
    }
    if !domains.is_empty() {
        out.push(group(about, domains, domains_are));
    }
    out
}

/// A domain, and whose it is if that is declared: the organisation keeps others.
pub(super) fn described(index: Index<'_>, domain: &Domain) -> String {
    match index.after.owner(domain.as_str()) {
        Some(owner) => format!("{domain} (of {owner})"),
        None => domain.to_string(),
    }
}

pub(super) fn add_others(out: &mut Consequences, config: &Configuration, effects: &[Effect<'_>]) {
    for (who, wider) in headline::other_kinds(effects) {
        let tenants = headline::with(effects, |e| e.others.contains(&(who, wider)));
        let about = format!("contact with {}", subject(&tenants, config));
        let group = group(&about, vec![who.to_owned()], "");
        if wider {
            out.gain.push(group);
        } else {
            out.lose.push(group);
        }
    }
}
