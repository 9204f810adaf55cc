//! Links in words, as one would explain them to a colleague.

use super::chain::{Fact, Say, Seen, Side, State};
use super::link::Told;
use super::party::{End, Who};
use super::settings::Key;
use super::{Capability, RouteKind};
use crate::model::config::Edition;
use crate::text::words;

/// What an organisation is called.
pub(super) fn label(end: &End<'_>) -> String {
    match (end.who, end.domain) {
        (Who::Tenant(tenant), _) => tenant.name.to_string(),
        (Who::Partner(partner), _) => {
            let name = partner.display_name.clone();
            name.unwrap_or_else(|| partner.name.to_string())
        }
        (Who::Undeclared, Seen::Domain(domain)) => domain.to_owned(),
        (Who::Consumer, _) => "personal Teams accounts".to_owned(),
        _ => "the other organisation".to_owned(),
    }
}

impl Told<'_> {
    fn label(&self, side: Side) -> String {
        label(self.ends.get(side))
    }

    /// The domains of a side in words.
    fn named(&self, side: Side) -> String {
        let domains = self.domains(side);
        if domains.is_empty() {
            return self.label(side);
        }
        words::some(domains, 3)
    }
}

/// What a link says.
pub(super) fn text(told: &Told<'_>, fact: &Fact<'_>) -> String {
    let x = of_policy(told, fact).unwrap_or_else(|| told.label(fact.side));
    let y = told.label(fact.side.other());
    let domain = told.named(fact.side.other());
    let noun = told.capability.noun();
    match fact.say {
        Say::NotExternal => format!("direct contact carries chat and calls, never {noun}"),
        Say::NotGuest => format!("guest access does not offer {noun}"),
        Say::Unlisted => {
            let edition = edition(told.world.edition);
            format!("the table of {edition} has no row for {noun}, so nothing is known")
        }
        Say::NotModelled => not_modelled(told),
        Say::NotTheirTeams => format!("being a guest has to be at {y}: {x}'s teams are not {y}'s"),
        Say::NoDomains => format!("no file states the domains of {x}"),
        Say::Setting => setting(told, fact, &x),
        Say::Invited => invited(told, fact, &x, &domain),
        Say::BothLists => format!(
            "{x} has an allow list and a deny list of invitation domains on record; which of them \
             counts for {domain} is not known"
        ),
        Say::Chosen => chosen(fact, &x, &whom(fact, &y)),
        Say::AllowsAll => format!("{x} allows every domain that it does not block"),
        Say::AllowsNobody => format!("{x} allows no domain at all"),
        Say::AllowList(number) => allow_list(told, fact, &x, number),
        Say::BlockList(_) => block_list(told, fact, &x),
        Say::BlockedParent(entry) => match fact.state {
            State::Shut => format!("{x} blocks {entry} with all its subdomains"),
            State::Open => format!("{x} blocks {entry}, but not its subdomains"),
            State::Unknown => {
                format!("{x} blocks {entry}; whether its subdomains too is not known")
            }
        },
        Say::Trial => trial(fact, &x, &y),
        Say::Paying => {
            format!("{x} counts as paying: no file says that it has trial licences only")
        }
        Say::BlockedUser => blocked_user(told, fact, &x),
        Say::PolicyReach => match fact.state {
            State::Open => {
                format!("{x} reaches every organisation, whatever the tenant's lists say")
            }
            State::Shut => format!("{x} reaches no organisation"),
            State::Unknown => format!("not known which organisations {x} reaches"),
        },
        Say::PolicyByGroup => {
            let person = told.ends.get(fact.side).person.unwrap_or("this person");
            format!(
                "which policy {person} has at {x} is not known: some are for groups, and they do \
                 not say the same"
            )
        }
        Say::Confirmed | Say::ConfirmedThen => confirmed(told, fact, &x, &domain),
        Say::TheirLists => format!("{x} must allow {domain} too"),
        Say::TheirInvitation => format!("whether {x} invites them and lets them in"),
        Say::TheirOutbound => their_outbound(told.ends.get(fact.side), &x),
        Say::NoOrganisation => "personal accounts have no organisation that could hold them back; \
             they sign in with their own account or a one-time code"
            .to_owned(),
        Say::NoHost => "personal accounts have no organisation that could take guests".to_owned(),
    }
}

pub(super) fn edition(edition: Edition) -> &'static str {
    match edition {
        Edition::Y2019 => "2019",
        Edition::Y2021 => "2021",
    }
}

/// A policy of a person's own: `contoso's policy "Sales"`.
fn of_policy(told: &Told<'_>, fact: &Fact<'_>) -> Option<String> {
    let Who::Tenant(tenant) = told.ends.get(fact.side).who else {
        return None;
    };
    let policy = tenant.policy(fact.policy?)?;
    Some(format!("{}'s policy \"{}\"", tenant.name, policy.name))
}

/// Why a shut chain is no proof.
fn not_modelled(told: &Told<'_>) -> String {
    if told.capability == Capability::MEETING {
        return format!(
            "a blocked domain can still join by the meeting's link where anonymous join is on: {}; \
             rules of single meetings and chats are not looked at, so this is no proof of a no",
            anonymous_join(told)
        );
    }
    "group chats with people of other organisations exist today; guestlist does not look at \
     their rules, so this is no proof of a no"
        .to_owned()
}

/// Where people join meetings without signing in, as far as it is known.
fn anonymous_join(told: &Told<'_>) -> String {
    let says = [Side::From, Side::To].map(|side| {
        let x = told.label(side);
        let Who::Tenant(tenant) = told.ends.get(side).who else {
            return format!("not known of {x}");
        };
        match (
            tenant.flag(Key::NoAnonymousJoin),
            tenant.flag(Key::AnonymousJoin),
        ) {
            (Some(true), _) => format!("off at {x}"),
            (Some(false), Some(false)) => {
                format!("off at {x} for organisers without a meeting policy of their own")
            }
            (Some(false), Some(true)) => format!("on at {x}"),
            _ => format!("not known of {x}"),
        }
    });
    says.join(", ")
}

fn allow_list(told: &Told<'_>, fact: &Fact<'_>, x: &str, number: usize) -> String {
    let other = fact.side.other();
    let domain = told.named(other);
    let allows = format!("{x} allows {}", words::count(number, "domain"));
    let unnamed = told.ends.get(other).domain == Seen::Unnamed;
    match (fact.state, told.domains(other).len()) {
        (State::Open, _) => format!("{x} allows {domain}"),
        (State::Unknown, _) => format!("{allows}; whether {domain} is among them is not known"),
        (State::Shut, _) if unnamed => format!("{allows} and nobody else"),
        (State::Shut, 0 | 1) if number == 1 => format!("{allows}; {domain} is not it"),
        (State::Shut, 0 | 1) => format!("{allows}; {domain} is not among them"),
        (State::Shut, _) => format!("{allows}; {domain} are not among them"),
    }
}

fn block_list(told: &Told<'_>, fact: &Fact<'_>, x: &str) -> String {
    let other = fact.side.other();
    let domain = told.named(other);
    match fact.state {
        State::Shut => format!("{x} blocks {domain}"),
        State::Unknown => {
            format!("{x} blocks domains; whether {domain} is among them is not known")
        }
        State::Open if told.ends.get(other).domain == Seen::Unnamed => {
            format!("{x} blocks nobody who is not on its block list")
        }
        State::Open => format!("{x} does not block {domain}"),
    }
}

fn trial(fact: &Fact<'_>, x: &str, y: &str) -> String {
    let kept_out = format!("{x} keeps out organisations that have trial licences only");
    match (fact.state, fact.key) {
        (State::Shut, _) => format!("{kept_out}, and {y} is one"),
        (State::Open, Some(Key::TrialExemptions)) => format!("{kept_out}, but exempts {y}"),
        (State::Open, _) => format!("{x} lets in organisations that have trial licences only"),
        (State::Unknown, _) => {
            format!("{y} has trial licences only; whether {x} lets it in is not known")
        }
    }
}

fn blocked_user(told: &Told<'_>, fact: &Fact<'_>, x: &str) -> String {
    let person = told
        .ends
        .get(fact.side.other())
        .person
        .unwrap_or("this person");
    match fact.state {
        State::Shut => format!("{x} blocks {person}"),
        State::Open => format!("{x} does not block {person}"),
        State::Unknown => format!("whether {x} blocks {person} is not known"),
    }
}

fn confirmed(told: &Told<'_>, fact: &Fact<'_>, x: &str, domain: &str) -> String {
    let Who::Partner(partner) = told.ends.get(fact.side).who else {
        return format!("{x} must allow {domain} too");
    };
    let Some(confirmation) = &partner.confirmed else {
        return format!("{x} must allow {domain} too");
    };
    let (by, date) = (&confirmation.by, confirmation.date);
    match (fact.say, fact.state) {
        (Say::Confirmed, State::Open) => {
            format!("{by} confirmed on {date} that {x} allows {domain}")
        }
        (Say::Confirmed, State::Shut) => {
            format!("{by} said on {date} whom {x} allows; {domain} is not among them")
        }
        (Say::Confirmed, State::Unknown) => {
            format!(
                "{by} said on {date} whom {x} allows; whether {domain} is among them is not known"
            )
        }
        _ if date > told.world.today => {
            format!("{x} must allow {domain} too; what {by} said is dated {date}, after today")
        }
        _ => format!(
            "{x} must allow {domain} too; what {by} said on {date} is more than a year old and \
             proves nothing any more"
        ),
    }
}

fn their_outbound(end: &End<'_>, x: &str) -> String {
    let whether = format!("whether {x} lets its people be guests elsewhere");
    match end.who {
        Who::Undeclared | Who::Anyone => {
            format!(
                "{whether}; people without an organisation of their own sign in with a one-time code"
            )
        }
        _ => whether,
    }
}

/// Whom a cross-tenant setting is about.
fn whom(fact: &Fact<'_>, y: &str) -> String {
    match fact.object {
        Some(_) => y.to_owned(),
        None => "other tenants".to_owned(),
    }
}

/// A cross-tenant setting that tells people or applications apart.
fn chosen(fact: &Fact<'_>, x: &str, whom: &str) -> String {
    match fact.key {
        Some(Key::InboundUserTargets) => {
            format!("{x} lets in some people of {whom} as guests and not others")
        }
        Some(Key::InboundAppTargets) => {
            format!("{x} lets guests of {whom} use some applications and not others")
        }
        Some(Key::OutboundUserTargets) => {
            format!("{x} lets some of its people be guests of {whom} and not others")
        }
        _ => format!("{x} lets its people use some applications of {whom} and not others"),
    }
}

/// Whether a domain may be invited.
fn invited(told: &Told<'_>, fact: &Fact<'_>, x: &str, domain: &str) -> String {
    if let Who::Tenant(tenant) = told.ends.get(fact.side).who
        && fact.key == Some(Key::InviteAllowed)
        && tenant.word(Key::InviteAllowed) == Some("none")
    {
        return format!("{x} may invite people of no domain at all");
    }
    match fact.state {
        State::Open => format!("{x} may invite people of {domain}"),
        State::Shut => format!("{x} may not invite people of {domain}"),
        State::Unknown => format!("not known whether {x} may invite people of {domain}"),
    }
}

/// A setting: what it means when it is open, and when it is shut.
fn setting(told: &Told<'_>, fact: &Fact<'_>, x: &str) -> String {
    let Some(key) = fact.key else {
        return String::new();
    };
    if let (Key::GroupsAdd, Who::Tenant(tenant)) = (key, told.ends.get(fact.side).who)
        && tenant.flag(key) == Some(false)
    {
        return format!(
            "team owners at {x} may add only guests who exist already; administrators may add others"
        );
    }
    let subject = match (told.ends.get(fact.side).who, fact.policy) {
        (Who::Tenant(tenant), None) if Key::OF_POLICY.contains(&key) => match tenant.policy_count()
        {
            0 => format!("the external access policy of {x}'s people"),
            _ => format!("the policy of {x}'s people who have no other"),
        },
        _ => x.to_owned(),
    };
    let other = fact.side.other();
    let (open, shut) = match cross_tenant(key, x, &whom(fact, &told.label(other))) {
        Some(both) => both,
        None => meaning(key, &subject, &told.named(other)),
    };
    match fact.state {
        State::Open => open,
        State::Shut => shut,
        State::Unknown => format!("not known whether {open}"),
    }
}

/// What a cross-tenant setting means.
fn cross_tenant(key: Key, x: &str, whom: &str) -> Option<(String, String)> {
    let elsewhere = match whom {
        "other tenants" => "guests elsewhere".to_owned(),
        whom => format!("guests of {whom}"),
    };
    Some(match key {
        Key::OutboundUsers => (
            format!("{x} lets its people be {elsewhere}"),
            format!("{x} does not let its people be {elsewhere}"),
        ),
        Key::OutboundApps => (
            format!("{x} lets its people use applications of {whom}"),
            format!("{x} lets its people use no application of {whom}"),
        ),
        Key::InboundUsers => (
            format!("{x} lets in guests of {whom}"),
            format!("{x} lets in no guests of {whom}"),
        ),
        Key::InboundApps => (
            format!("{x} lets guests of {whom} use applications"),
            format!("{x} lets guests of {whom} use no application"),
        ),
        _ => return None,
    })
}

fn meaning(key: Key, x: &str, domain: &str) -> (String, String) {
    let both = |open: &str, shut: &str| (format!("{x} {open}"), format!("{x} {shut}"));
    let guests = |may: &str| {
        both(
            &format!("lets guests {may}"),
            &format!("does not let guests {may}"),
        )
    };
    let policies = |what: &str| {
        (
            format!("{x} lets {what}"),
            format!("{x} does not let {what}"),
        )
    };
    match key {
        Key::Enabled => (
            format!("external access is on at {x}"),
            format!("external access is off at {x}"),
        ),
        Key::Consumer => both(
            "allows contact with personal Teams accounts",
            "does not allow contact with personal Teams accounts",
        ),
        Key::ConsumerInbound => (
            format!("personal Teams accounts may start a chat with {x}"),
            format!("personal Teams accounts may not start a chat with {x}"),
        ),
        Key::UserFederation => policies("them talk to other organisations"),
        Key::UserConsumer => policies("them talk to personal accounts"),
        Key::UserConsumerInbound => policies("personal accounts start a chat"),
        Key::Guests => both(
            "accepts guests in Teams",
            "accepts no guests in Teams: guest access is off",
        ),
        Key::InvitesFrom => (
            format!("somebody at {x} may send invitations"),
            format!("nobody at {x} may send an invitation"),
        ),
        Key::InviteAllowed => both(
            "may invite people of any domain",
            "may not invite people of any domain",
        ),
        Key::GroupsContent => (
            format!("guests see the content of {x}'s teams"),
            format!("guests see no content of {x}'s teams"),
        ),
        Key::GroupsAdd => (format!("team owners at {x} may add guests"), String::new()),
        Key::SharePoint => (
            format!("SharePoint at {x} shares files with guests"),
            format!("SharePoint at {x} shares files with nobody outside"),
        ),
        Key::SharePointSites => (
            format!("SharePoint sites at {x} are shared with guests"),
            format!("SharePoint sites at {x} are shared with nobody outside"),
        ),
        Key::SharePointMode => (
            format!("SharePoint at {x} shares with people of any domain"),
            String::new(),
        ),
        Key::SharePointAllowed | Key::SharePointBlocked => (
            format!("SharePoint at {x} shares with people of {domain}"),
            format!("SharePoint at {x} does not share with people of {domain}"),
        ),
        Key::Chat => guests("chat"),
        Key::PrivateCalls => guests("make calls"),
        Key::IpVideo => guests("send video"),
        Key::ScreenSharing => guests("share their screen"),
        Key::MeetNow => guests("start meetings on the spot"),
        Key::EditSent => guests("edit messages that they sent"),
        Key::DeleteSent => guests("delete messages that they sent"),
        Key::Giphy => guests("send animated pictures"),
        Key::Memes => guests("send memes"),
        Key::Stickers => guests("send stickers"),
        Key::Allowed | Key::UserAllowed => both(
            &format!("allows {domain}"),
            &format!("does not allow {domain}"),
        ),
        Key::Blocked | Key::UserBlocked => both(
            &format!("leaves {domain} unblocked"),
            &format!("blocks {domain}"),
        ),
        // The rest is told by links of their own.
        _ => (key.known().key.to_string(), key.known().key.to_string()),
    }
}

/// What a route is called: `directly, each with their own account`.
pub(super) fn route(told: &Told<'_>, kind: RouteKind) -> String {
    match kind {
        RouteKind::External => "directly, each with their own account".to_owned(),
        RouteKind::Guest(host) => format!(
            "{} invited as a guest to {}",
            told.label(host.other()),
            told.label(host)
        ),
    }
}
