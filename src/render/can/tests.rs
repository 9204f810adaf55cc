//! Answers that rest on settings which no file can state yet.

use std::collections::BTreeMap;

use jiff::Timestamp;
use snapbox::{IntoData, assert_data_eq, str};

use super::{CanPage, human};
use crate::access::{Question, World, answer};
use crate::model::config::Edition;
use crate::model::{Name, SettingKey, Value};
use crate::render::Terminal;
use crate::render::testing::PLAIN;
use crate::state::{Identity, Known, RecordedPartner, RecordedSetting, RecordedTenant};
use crate::text::Sources;
use crate::workflow::sides::Sides;

fn world(settings: &[(&'static str, Value)], partner_name: &str) -> World {
    let recorded = |value: &Value| RecordedSetting {
        value: value.clone(),
        managed: true,
        known: Known::Observed,
        since: Timestamp::UNIX_EPOCH,
        seen: None,
        notes: BTreeMap::new(),
    };
    let identity = |domain: &str, name: Option<&str>| Identity {
        domains: [domain.into()].into_iter().collect(),
        display_name: name.map(str::to_owned),
        ..Identity::default()
    };
    let settings = settings.iter();
    let contoso = RecordedTenant {
        identity: identity("contoso.com", None),
        settings: settings
            .map(|(key, value)| (SettingKey::of(key), recorded(value)))
            .collect(),
    };
    let northwind = RecordedPartner {
        identity: identity("northwindtraders.com", Some(partner_name)),
        ..RecordedPartner::default()
    };
    let name = |word: &str| Name::parse(word).unwrap();
    World::recorded(
        &BTreeMap::from([(name("contoso"), contoso)]),
        &BTreeMap::from([(name("northwind"), northwind)]),
        Edition::Y2021,
        jiff::civil::date(2026, 11, 20),
        false,
    )
}

fn page(world: &World, asked: [&str; 3], terminal: &Terminal) -> String {
    let [from, capability, to] = asked;
    let question = Question::parse(from, capability, to, world).unwrap();
    let page = CanPage {
        answer: &answer(world, &question).unwrap(),
        sides: &Sides::of(&question, world),
        other_edition: None,
        remedy: None,
        sources: &Sources::new(),
    };
    human(&page, terminal)
}

#[test]
fn people_who_are_guests_already_are_told_apart() {
    let world = world(
        &[
            ("entra_b2b.invites_from", Value::text("none")),
            ("guest_access.enabled", Value::Flag(true)),
        ],
        "Northwind",
    );
    let text = page(&world, ["consumer", "share-files", "contoso"], &PLAIN);
    assert_data_eq!(
        text,
        str![[r#"
Not at contoso: direct contact carries chat and calls, never files, and no guest
can be let in.

directly, each with their own account                                         no
  ✗ direct contact carries chat and calls, never files       capabilities, row 5
contoso invited as a guest to personal Teams accounts                         no
  ✗ personal accounts have no organisation that could take guests      always so
personal Teams accounts invited as a guest to contoso                         no
  ✗ nobody at contoso may send an invitation            recorded, stated nowhere
  ✓ next: SharePoint at contoso shares files with guests
                                             Microsoft's default, stated nowhere
  For people who are in contoso's directory already: yes, guests who exist keep
  access.

Nothing is assumed.

"#]]
        .raw()
    );
}

#[test]
fn names_from_files_can_not_write_to_the_terminal() {
    let world = world(&[], "North\u{1b}[2Jwind\u{202e}");
    let ascii = Terminal {
        unicode: false,
        width: 60,
        ..PLAIN
    };
    let text = page(&world, ["northwind", "chat", "contoso"], &ascii);
    assert!(!text.contains(['\u{1b}', '\u{202e}', '✓']), "{text}");
    assert!(text.contains("North\\u{1b}[2Jwind\\u{202e}"), "{text}");
}

#[test]
fn a_default_that_does_not_count_is_assumed_nowhere() {
    let tenants = BTreeMap::from([(Name::parse("contoso").unwrap(), RecordedTenant::default())]);
    let today = jiff::civil::date(2026, 11, 20);
    let strict = World::recorded(&tenants, &BTreeMap::new(), Edition::Y2021, today, true);
    let question = Question::parse("fabrikam.com", "chat", "contoso", &strict).unwrap();
    let answer = answer(&strict, &question).unwrap();
    assert_eq!(answer.assumption_count(), 0);
    let links = answer.routes.iter().flat_map(|route| &route.links);
    assert!(links.clone().count() > 5);
    assert!(links.clone().all(|link| !link.assumed));
}
