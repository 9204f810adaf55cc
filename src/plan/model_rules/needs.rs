//! Needs that can't be met: why an expectation with `expect: yes` does not hold.

use std::collections::BTreeSet;

use super::Case;
use crate::access::capabilities::Cell;
use crate::access::{Capability, Key, Link, Outcome, Route, RouteKind, Side, State};
use crate::diagnostics::{Finding, Findings, RuleInfo};
use crate::model::config::{Expect, Expectation};
use crate::rules::modelled::{
    CAPABILITY_GATED_OFF, CAPABILITY_IMPOSSIBLE, CAPABILITY_NEEDS_EXTERNAL, CAPABILITY_NEEDS_GUEST,
    GROUP_CHAT_NEEDS_GUEST, GUEST_DOMAIN_DENIED,
};

/// A need: an expectation that wants a yes.
struct Need<'a> {
    outcome: &'a Outcome,
    expectation: &'a Expectation,
    capability: Capability,
}

pub(super) fn judge(case: &Case<'_>, findings: &mut Findings) {
    let mut told = BTreeSet::new();
    for outcome in case.tests.iter().filter(|o| o.expected == Expect::Yes) {
        let Some(need) = need(case, outcome) else {
            continue;
        };
        if need.is_impossible(case) {
            findings.push(need.impossible());
        } else if !outcome.passed {
            let all = need.without_guests(case).into_iter();
            let all = all
                .chain(need.without_external(case))
                .chain(need.shut_for_guests());
            // Several needs may fail for one setting.
            let new = all.filter(|f| told.insert((f.rule.id, f.address.clone())));
            new.for_each(|finding| findings.push(finding));
        }
    }
}

fn need<'a>(case: &Case<'a>, outcome: &'a Outcome) -> Option<Need<'a>> {
    let test = case.config.tests.get(&outcome.test)?;
    let expectation = &test.expectations.get(outcome.index)?.value;
    let capability = Capability::parse(&expectation.can.value).ok()?;
    Some(Need {
        outcome,
        expectation,
        capability,
    })
}

/// A link that shuts a route, if it is of one of these settings.
fn shut<'r>(route: &'r Route, keys: &[Key]) -> Option<&'r Link> {
    let is_shut = |link: &&Link| link.state == State::Shut;
    let shut = route.links.iter().filter(is_shut);
    let mut named = shut.filter(|link| link.key.is_some_and(|key| keys.contains(&key)));
    named.next()
}

impl Need<'_> {
    fn is_impossible(&self, case: &Case<'_>) -> bool {
        let offer = self.capability.offer(case.world.edition);
        let absent = |cell| matches!(cell, Cell::No | Cell::NotApplicable);
        absent(offer.external) && absent(offer.guest)
    }

    /// The routes of the pairs that fail, of one kind.
    fn routes(&self, guests: bool) -> impl Iterator<Item = &Route> {
        let routes = self.outcome.proof.iter().flat_map(|p| &p.answer.routes);
        routes.filter(move |r| matches!(r.kind, RouteKind::Guest(_)) == guests)
    }

    fn asks_by(&self, kind: &str) -> bool {
        let by = self.expectation.by.as_ref();
        by.is_some_and(|by| by.value == kind)
    }

    /// At the expectation.
    fn finding(&self, rule: &'static RuleInfo, message: String) -> Finding {
        let can = self.expectation.can.span;
        Finding::new(rule, message)
            .at(can, "this is expected")
            .about(self.outcome.address())
    }

    fn impossible(&self) -> Finding {
        let message = format!(
            "{} is offered neither by external access nor to guests",
            self.capability
        );
        self.finding(&CAPABILITY_IMPOSSIBLE, message)
            .advice("delete the expectation: no setting can make it hold")
    }

    /// The table offers it to guests only, and guests are not let in or not asked for.
    fn without_guests(&self, case: &Case<'_>) -> Option<Finding> {
        let offer = self.capability.offer(case.world.edition);
        if offer.external == Cell::Yes || offer.guest != Cell::Yes {
            return None;
        }
        let group_chat = self.capability == Capability::GROUP_CHAT;
        let rule = if group_chat {
            &GROUP_CHAT_NEEDS_GUEST
        } else {
            &CAPABILITY_NEEDS_GUEST
        };
        let can = self.capability;
        if self.asks_by("external") {
            let message = format!("{can} needs guest access: external access never carries it");
            let mut finding = self.finding(rule, message);
            if group_chat {
                finding = finding.detail("Chat by external access is between two people.");
            }
            return Some(finding.advice("write by: guest, or leave by away"));
        }
        let off = self.guests_off()?;
        let host = off.address.as_ref().map(|a| a.first().to_owned());
        let host = host.unwrap_or_default();
        let message = format!("{can} needs guest access, which is off at {host}");
        Some(on_setting(self.finding(rule, message), off).fix(
            "guest_access: { enabled: true }",
            format!("To let guests in, write in {host}"),
        ))
    }

    /// The switch of guests that is off, if it is off for all tenants that could host: that of the
    /// side that is asked first.
    fn guests_off(&self) -> Option<&Link> {
        let is_switch = |link: &&Link| link.key == Some(Key::Guests);
        let switches = || self.routes(true).flat_map(|r| &r.links).filter(is_switch);
        let all_off = switches().all(|link| link.state == State::Shut);
        let asked = |r: &&Route| r.kind == RouteKind::Guest(Side::To);
        let first = self.routes(true).filter(asked);
        let mut first = first.filter_map(|r| shut(r, &[Key::Guests]));
        first
            .next()
            .or_else(|| switches().next())
            .filter(|_| all_off)
    }

    /// The table offers it by external access only, and nobody outside is let in or asked for.
    fn without_external(&self, case: &Case<'_>) -> Option<Finding> {
        let offer = self.capability.offer(case.world.edition);
        if offer.guest == Cell::Yes || offer.external != Cell::Yes {
            return None;
        }
        let can = self.capability;
        if self.asks_by("guest") || self.expectation.host.is_some() {
            let message = format!("{can} needs external access: guests are never offered it");
            let finding = self.finding(&CAPABILITY_NEEDS_EXTERNAL, message);
            return Some(finding.advice("write by: external, or leave by and host away"));
        }
        let is_off = |link: &&Link| match link.key {
            Some(Key::Enabled) => true,
            Some(Key::Allowed) => {
                let word = link.value.as_ref().and_then(|v| v.as_text());
                word == Some("none")
            }
            _ => false,
        };
        let off = self
            .routes(false)
            .find_map(|r| shut(r, &[Key::Enabled, Key::Allowed]));
        let off = off.filter(is_off)?;
        let side = off.address.as_ref().map(|a| a.first().to_owned());
        let side = side.unwrap_or_default();
        let message = format!("{can} needs external access, which is off at {side}");
        let finding = self.finding(&CAPABILITY_NEEDS_EXTERNAL, message);
        Some(on_setting(finding, off).advice(format!("allow the other organisation in {side}")))
    }

    /// Guest access is on, and one setting stops just this.
    fn shut_for_guests(&self) -> Vec<Finding> {
        let mut gates: Vec<Key> = self.capability.gates().iter().map(|g| g.key).collect();
        if gates.contains(&Key::SharePoint) {
            gates.push(Key::SharePointSites);
        }
        let lists = [
            Key::InviteAllowed,
            Key::InviteBlocked,
            Key::SharePointAllowed,
            Key::SharePointBlocked,
        ];
        let open = self
            .routes(true)
            .filter(|r| shut(r, &[Key::Guests]).is_none());
        let mut out = Vec::new();
        for route in open {
            if let Some(link) = shut(route, &gates) {
                out.push(self.gated_off(link));
            }
            if let Some(link) = shut(route, &lists) {
                out.push(self.denied(link));
            }
        }
        out
    }

    fn gated_off(&self, link: &Link) -> Finding {
        let gate = self.capability.gates().iter();
        let key = link.key.map(|key| match key {
            Key::SharePointSites => Key::SharePoint,
            key => key,
        });
        let removed_by = gate.clone().find(|g| Some(g.key) == key);
        let removed_by = removed_by.map_or("", |g| g.removed_by);
        let setting = link.key.map_or("", |key| key.known().key.as_str());
        let message = format!(
            "{setting}: {removed_by} takes {} from guests",
            self.capability
        );
        self.at_setting(&CAPABILITY_GATED_OFF, message, link)
            .advice("change the setting, or the expectation")
    }

    fn denied(&self, link: &Link) -> Finding {
        self.at_setting(&GUEST_DOMAIN_DENIED, link.text.clone(), link)
            .advice("take the domain off the list, or change the expectation")
    }

    /// At the setting that stops it, if a file states it.
    fn at_setting(&self, rule: &'static RuleInfo, message: String, link: &Link) -> Finding {
        let mut finding = self.finding(rule, message);
        if let Some(address) = &link.address {
            finding = finding.about(address);
        }
        match link.span {
            Some(span) => finding
                .at(span, "stops it")
                .related(self.outcome.span, "this is expected"),
            None => finding,
        }
    }
}

/// Names the setting that stops it.
fn on_setting(finding: Finding, link: &Link) -> Finding {
    let finding = match &link.address {
        Some(address) => finding.rests_on(address),
        None => finding,
    };
    match link.span {
        Some(span) => finding.related(span, "stops it"),
        None => finding,
    }
}
