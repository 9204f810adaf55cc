//! The effects of a plan are the difference of the answers before and after.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use guestlist::access::{Capability, Key, Party, Question, RouteKind, Verdict, World, answer};
use guestlist::model::{Configuration, Domain, Name, SettingKey, Value};
use guestlist::plan::{self, Plan, Selection};
use guestlist::render::Terminal;
use guestlist::render::json::plan::JsonTests;
use guestlist::render::plan as render;
use guestlist::state::{
    Draft, Identity, Kind, Known, Lineage, MemoryStore, Origin, RecordedSetting, RecordedTenant,
    State, Summary,
};
use guestlist::workflow::files::Root;
use guestlist::workflow::load::{self, Workspace};
use guestlist::workflow::planning;
use guestlist::workflow::worlds::{self, Values};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use snapbox::{IntoData, assert_data_eq, str};

const TODAY: Date = date(2026, 11, 20);
const TENANTS: [(&str, &str); 4] = [
    ("t0", "t0.example.org"),
    ("t1", "t1.example.org, x.t1.example.org"),
    ("t2", "t2.example.org"),
    ("t3", "t3.example.org"),
];
/// Domains that lists may name: ours, a partner's, and nobody's.
const LISTED: [&str; 7] = [
    "t0.example.org",
    "t1.example.org",
    "x.t1.example.org",
    "t2.example.org",
    "p.example.net",
    "u.example.net",
    "v.example.net",
];
/// The tenant of the partner, if that is stated.
const PARTNER_ID: &str = "1e8c7a3c-2b1f-4a52-9d0e-5a0f5f3f3c11";
/// Those of which answers are compared; the last one is in no list.
const STRANGERS: [&str; 3] = ["u.example.net", "v.example.net", "w.example.net"];
/// Capabilities of every kind: by both routes, by one, with a gate, never no.
const ASKED: [&str; 8] = [
    "chat",
    "find",
    "files",
    "teams",
    "group-chat",
    "meeting",
    "video",
    "giphy",
];

/// Some of these lines, each or none.
fn settings() -> impl Strategy<Value = Vec<String>> {
    let some = || proptest::sample::subsequence(LISTED.to_vec(), 1..=5);
    let list = |words: Vec<&str>| format!("[{}]", words.join(", "));
    let allowed = prop_oneof![
        Just("all".to_owned()),
        Just("none".to_owned()),
        some().prop_map(list)
    ];
    let lines = [
        any::<bool>()
            .prop_map(|on| format!("external_access.enabled: {on}"))
            .boxed(),
        allowed
            .prop_map(|words| format!("external_access.allowed_domains: {words}"))
            .boxed(),
        some()
            .prop_map(move |words| format!("external_access.blocked_domains: {}", list(words)))
            .boxed(),
        some()
            .prop_map(move |words| {
                format!(
                    "entra_b2b.invitations: {{ blocked_domains: {} }}",
                    list(words)
                )
            })
            .boxed(),
        prop_oneof![Just("allowed"), Just("blocked")]
            .prop_map(|way| {
                let both = format!("{{ users: {way}, applications: {way} }}");
                let inside = format!("b2b_collaboration_inbound: {both}");
                format!("cross_tenant_access.partners: {{ {PARTNER_ID}: {{ {inside} }} }}")
            })
            .boxed(),
        any::<bool>()
            .prop_map(|on| format!("external_access.block_subdomains: {on}"))
            .boxed(),
        any::<bool>()
            .prop_map(|on| format!("external_access.teams_consumer: {{ enabled: {on} }}"))
            .boxed(),
        any::<bool>()
            .prop_map(|on| format!("guest_access.enabled: {on}"))
            .boxed(),
        any::<bool>()
            .prop_map(|on| format!("guest_access.messaging: {{ giphy: {on}, chat: {} }}", !on))
            .boxed(),
    ];
    let lines = lines.map(|line| prop::option::weighted(0.6, line));
    Vec::from(lines).prop_map(|lines| lines.into_iter().flatten().collect())
}

/// What a file says of partners: none, several, with more or fewer domains, on trial or not, and
/// what their administrators said, some of it too long ago.
fn partners() -> impl Strategy<Value = String> {
    let told = "    confirmed: { external_access: [";
    let p = prop_oneof![
        2 => Just(String::new()),
        3 => (
            prop_oneof![Just("p.example.net"), Just("p.example.net, v.example.net")],
            prop::option::of(prop_oneof![Just("t0.example.org"), Just("t0.example.org, t1.example.org")]),
            prop_oneof![Just("2026-11-02"), Just("2025-01-02")],
            any::<bool>(),
            any::<bool>(),
        )
            .prop_map(move |(domains, allowed, day, trial, has_id)| {
                let mut text = format!("  p:\n    domains: [{domains}]\n    trial: {trial}\n");
                if has_id {
                    let _ = writeln!(text, "    tenant_id: {PARTNER_ID}");
                }
                if let Some(allowed) = allowed {
                    let _ = writeln!(text, "{told}{allowed}], by: it, date: {day} }}");
                }
                text
            }),
    ];
    let q = prop_oneof![Just(""), Just("  q:\n    domains: [q.example.net]\n")];
    (p, q).prop_map(|(p, q)| match p.is_empty() && q.is_empty() {
        true => String::new(),
        false => format!("partners:\n{p}{q}"),
    })
}

/// Tenants with settings as YAML; one without any is not declared.
fn workspace(tenants: &[Option<Vec<String>>], partners: &str) -> String {
    let mut text =
        format!("version: 1\n{partners}tenants:\n  own: {{ domains: [own.example.org] }}\n");
    for ((name, domains), settings) in TENANTS.iter().zip(tenants) {
        let Some(settings) = settings else { continue };
        let _ = writeln!(text, "  {name}:\n    domains: [{domains}]");
        for section in [
            "external_access",
            "guest_access",
            "entra_b2b",
            "cross_tenant_access",
        ] {
            let inside = settings
                .iter()
                .filter_map(|s| s.strip_prefix(section)?.strip_prefix('.'));
            let inside: Vec<&str> = inside.collect();
            if !inside.is_empty() {
                let _ = writeln!(text, "    {section}:\n      {}", inside.join("\n      "));
            }
        }
    }
    text
}

fn load_text(folder: &std::path::Path, text: &str) -> Workspace {
    std::fs::write(folder.join("guestlist.yaml"), text).unwrap();
    let workspace = load::load(Root::at(folder).unwrap()).unwrap();
    assert!(workspace.is_valid(), "{text}\n{:?}", workspace.faults);
    workspace
}

fn make(workspace: &Workspace, state: &State, patterns: &[String]) -> Plan {
    let selection = Selection::parse(patterns).unwrap();
    planning::make(workspace, state, TODAY, selection).unwrap()
}

fn origin() -> Origin {
    Origin {
        time: Timestamp::UNIX_EPOCH,
        author: "Ann".to_owned(),
        message: None,
        config: None,
        new_lineage: Lineage::from_bytes([7; 16]),
    }
}

fn record(workspace: &Workspace, state: &mut State) {
    let plan = make(workspace, state, &[]);
    let draft = plan::draft(&plan, &workspace.config, state.now(), origin()).unwrap();
    if !plan.changes.is_empty() {
        state.commit(&plan.base, draft).unwrap();
    }
}

/// Both worlds, every tenant read.
fn worlds(config: &Configuration, state: &State, plan: &Plan) -> (World, World) {
    let selection = &plan.selection;
    let read = |name: &Name| state.now().tenant(name).unwrap();
    // Who is not chosen counts as recorded, declared or not.
    let recorded = state.now().tenants().iter();
    let recorded = recorded.filter(|(_, r)| !selection.is_all() && r.managed > 0);
    let names = config.tenants.keys().chain(recorded.map(|(n, _)| n));
    let all = names.map(|n| (n.clone(), read(n)));
    let all: BTreeMap<Name, Option<RecordedTenant>> = all.collect();
    let known = all
        .iter()
        .filter_map(|(n, r)| Some((n.clone(), r.clone()?)));
    let desired = World::desired(config, &known.collect(), TODAY, false);
    let others = all
        .iter()
        .filter(|(name, _)| !selection.chooses(config, name));
    let others = others.map(|(n, r)| (n.clone(), r.clone())).collect();
    let before = desired.with_recorded(&all);
    let partners = state.now().partners().unwrap();
    // With a selection partners are as files say; so are the first ones, unless they alone change.
    let is_first = state.now().partners_object().is_none() && plan.partners().is_empty();
    let compares = selection.is_all() && !is_first;
    let before = match compares {
        true => before.with_recorded_partners(&partners),
        false => before,
    };
    (before, desired.with_recorded(&others))
}

/// The answer of each route.
fn routes(
    world: &World,
    from: &Party,
    capability: Capability,
    to: &Party,
) -> Vec<(RouteKind, Verdict)> {
    let question = Question {
        from: from.clone(),
        capability,
        to: to.clone(),
    };
    let answer = answer(world, &question).unwrap();
    answer.routes.iter().map(|r| (r.kind, r.answer)).collect()
}

type Told = BTreeMap<(Party, Party, Capability, RouteKind), (Verdict, Verdict)>;

/// What a party of an effect stands for, domain by domain.
fn ends(world: &World, party: &Party) -> Vec<Party> {
    let Party::Organisation(name) = party else {
        return vec![party.clone()];
    };
    let tenant = world.tenants.get(name).map(|t| &t.domains);
    let domains = tenant.or_else(|| world.partners.get(name).map(|p| &p.domains));
    let domains = domains.unwrap().iter().map(|d| Domain::parse(d).unwrap());
    domains.map(Party::Domain).collect()
}

fn known_owner(world: &World, party: &Party) -> bool {
    matches!(party, Party::Domain(domain) if world.owner(domain.as_str()).is_some())
}

fn known(plan: &Plan, world: &World) -> Told {
    let mut out = Told::new();
    for effect in &plan.effects.list {
        for from in ends(world, &effect.from) {
            for to in ends(world, &effect.to) {
                let key = (from.clone(), to, effect.capability, effect.kind);
                let twice = out.insert(key, (effect.before, effect.after));
                assert!(twice.is_none(), "{effect:?} is there twice");
            }
        }
    }
    out
}

fn check(plan: &Plan, before: &World, after: &World) {
    let known = known(plan, after);
    let strangers = STRANGERS
        .iter()
        .map(|d| Party::Domain(Domain::parse(d).unwrap()));
    let strangers: Vec<Party> = strangers.collect();
    let mut parties = vec![Party::Anyone, Party::Consumer];
    parties.extend(strangers.clone());
    for name in after.names() {
        parties.extend(ends(after, &Party::Organisation(name.clone())));
    }
    // A domain that is nobody's any more stands for itself.
    for name in before.names() {
        let own = ends(before, &Party::Organisation(name.clone())).into_iter();
        let lost = own.filter(|end| !parties.contains(end) && !known_owner(after, end));
        let lost: Vec<Party> = lost.collect();
        parties.extend(lost);
    }
    // Whom a list of the other side or a declaration names, before or after, stands for itself.
    let listed = |party: &Party, other: &Party| {
        let (Party::Domain(domain), Party::Domain(own)) = (party, other) else {
            return false;
        };
        let tenants = [before, after].into_iter().filter_map(|world| {
            let name = world.owner(own.as_str())?;
            world.tenants.get(name)
        });
        let lists = [Key::Allowed, Key::Blocked, Key::InviteBlocked];
        let mut sets = tenants.flat_map(|t| lists.map(|key| t.set(key)));
        sets.any(|set| set.is_some_and(|set| set.contains(domain.as_str())))
    };
    let declared = |party: &Party| known_owner(before, party) || known_owner(after, party);
    let stands_for = |party: &Party, other: &Party| match strangers.contains(party) {
        true if !declared(party) && !listed(party, other) => Party::Anyone,
        _ => party.clone(),
    };
    for from in &parties {
        for to in &parties {
            let is_own =
                |p: &Party| matches!(p, Party::Domain(d) if after.owner(d.as_str()).is_some());
            // Within one organisation there is no answer to compare with.
            let within = |world| from.is_same_organisation(to, world);
            if within(after) || within(before) || !(is_own(from) || is_own(to)) {
                continue;
            }
            for word in ASKED {
                let capability = Capability::parse(word).unwrap();
                let was = routes(before, from, capability, to);
                let is = routes(after, from, capability, to);
                for ((kind, was), (_, is)) in was.into_iter().zip(is) {
                    let key = (from.clone(), to.clone(), capability, kind);
                    let everybody = (stands_for(from, to), stands_for(to, from));
                    let told = known
                        .get(&key)
                        .or_else(|| known.get(&(everybody.0, everybody.1, capability, kind)));
                    let expected = (was != is).then_some((was, is));
                    assert_eq!(told.copied(), expected, "{from} {word} {to} by {kind:?}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn the_effects_of_a_plan_are_the_difference_of_the_answers(
        was in prop::collection::vec(prop::option::weighted(0.8, settings()), 4),
        is in prop::collection::vec(prop::option::weighted(0.9, settings()), 4),
        moved in prop::collection::vec(any::<bool>(), 4),
        partners in (partners(), partners()),
        chosen in prop::option::of(Just(vec!["t0".to_owned(), "t2".to_owned(), "own".to_owned()])),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut state = State::open(Arc::new(MemoryStore::default())).unwrap();
        let first = load_text(folder.path(), &workspace(&was, &partners.0));
        record(&first, &mut state);
        // Half of the tenants stay as they are, and so are never read again.
        let is: Vec<_> = was
            .into_iter()
            .zip(is)
            .zip(moved)
            .map(|((was, is), moved)| if moved { is } else { was })
            .collect();
        let second = load_text(folder.path(), &workspace(&is, &partners.1));
        let patterns: Vec<String> = chosen
            .unwrap_or_default()
            .into_iter()
            .filter(|name| second.config.tenants.contains_key(name.as_str()))
            .collect();
        let plan = make(&second, &state, &patterns);
        let (before, after) = worlds(&second.config, &state, &plan);
        prop_assert_eq!(plan.effects.omitted, 0);
        check(&plan, &before, &after);
    }

    #[test]
    fn desired_and_recorded_agree_after_apply(
        was in prop::collection::vec(prop::option::weighted(0.8, settings()), 4),
        is in prop::collection::vec(settings(), 4),
        trial in 0..4_usize,
        partners in (partners(), partners()),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut state = State::open(Arc::new(MemoryStore::default())).unwrap();
        let first = workspace(&was, &partners.0);
        record(&load_text(folder.path(), &first), &mut state);
        let is: Vec<_> = is.into_iter().map(Some).collect();
        let on_trial = format!("    domains: [{}]\n", TENANTS[trial].1);
        let text = workspace(&is, &partners.1).replace(&on_trial, &format!("{on_trial}    trial: true\n"));
        let config = load_text(folder.path(), &text);
        record(&config, &mut state);
        let world = |values| worlds::world(&config, &state, values, TODAY, false).unwrap();
        let (desired, recorded) = (world(Values::Desired), world(Values::Recorded));
        let mut parties = vec![Party::Anyone, Party::Consumer];
        parties.extend(STRANGERS.map(|d| Party::Domain(Domain::parse(d).unwrap())));
        parties.extend(TENANTS.map(|(name, _)| Party::Organisation(Name::parse(name).unwrap())));
        parties.extend(desired.partners.keys().cloned().map(Party::Organisation));
        parties.push(Party::Domain(Domain::parse("p.example.net").unwrap()));
        for from in &parties {
            for to in &parties {
                if from.is_same_organisation(to, &desired) {
                    continue;
                }
                for word in ASKED {
                    let capability = Capability::parse(word).unwrap();
                    prop_assert_eq!(
                        routes(&desired, from, capability, to),
                        routes(&recorded, from, capability, to),
                        "{} {} {}\n{}", from, word, to, text
                    );
                }
            }
        }
    }
}

/// A tenant whose recorded state says more than files can say yet: nobody may invite guests.
fn recorded_shut() -> RecordedTenant {
    let setting = |value, managed| RecordedSetting {
        value,
        managed,
        known: Known::Requested,
        since: Timestamp::UNIX_EPOCH,
        seen: None,
        notes: BTreeMap::new(),
    };
    RecordedTenant {
        identity: Identity {
            domains: ["contoso.com".into()].into_iter().collect(),
            ..Identity::default()
        },
        settings: BTreeMap::from([
            (
                SettingKey::of("guest_access.enabled"),
                setting(Value::Flag(false), true),
            ),
            (
                SettingKey::of("entra_b2b.invites_from"),
                setting(Value::text("none"), false),
            ),
        ]),
    }
}

#[test]
fn guests_on_while_invitations_are_shut() {
    let folder = tempfile::tempdir().unwrap();
    let mut state = State::open(Arc::new(MemoryStore::default())).unwrap();
    let base = state.base();
    let draft = Draft {
        kind: Kind::Apply,
        origin: origin(),
        plan: None,
        summary: Summary::default(),
        tenants: [(Name::parse("contoso").unwrap(), Some(recorded_shut()))].into(),
        partners: None,
    };
    state.commit(&base, draft).unwrap();
    let workspace = load_text(
        folder.path(),
        "version: 1\nrules: { guest-latency-24h: off, guest-change-pending: off, values-unseen: off }\ntenants:\n  contoso: { domains: [contoso.com], guest_access: { enabled: true } }\n  litware: { domains: [litwareinc.com] }\n",
    );
    let plan = make(&workspace, &state, &[]);
    assert!(plan.effects.list.is_empty(), "{:?}", plan.effects.list);
    let page = render::PlanPage {
        findings: &plan.findings,
        plan: &plan,
        config: &workspace.config,
        sources: &workspace.sources,
        consequences: &plan::consequences(&plan, &workspace.config, None),
        recorded_on: Some(TODAY),
        tests: &JsonTests::of(&plan.tests, &workspace.sources),
        activity: None,
        full: false,
    };
    let terminal = Terminal {
        width: 80,
        unicode: true,
        colour: false,
    };
    assert_data_eq!(
        render::human(&page, &terminal),
        str![[r#"
contoso opens Teams to guests, but no new guest can be invited.

Lose   nobody
Gain   guests already in contoso's directory, who get Teams back (how many: not
       known here)
Not touched: everybody who is no guest yet: step 2 of the way in is shut.

The way in for a new guest of contoso                    every step must be open
  1  Teams       guests may use Teams           opens   guestlist.yaml:4
  2  Entra       someone may send invitations   SHUT    recorded
  3  Entra       their domain may be invited    open    Microsoft's default
  4  Entra       their home tenant is let in    open    Microsoft's default
  5  Groups      guests see a team's content    open    Microsoft's default
  6  Groups      team owners may add guests     open    Microsoft's default
  7  SharePoint  files may be shared with them  open    Microsoft's default

▲ Guest access is switched on, but nobody can send an invitation
    guestlist.yaml:4                                  guest-checklist-incomplete
    To open this step in contoso
      entra_b2b: { invites_from: admins_and_guest_inviters }

Change   1 setting of 1 tenant
  ~ contoso.guest_access.enabled                                    false → true
    Guest access · opens wider                                  guestlist.yaml:4

Compared: 2 tenants, 1 setting, with version 1 of 2026-11-20.
1 to update · 1 warning. Microsoft 365 itself is not touched.

"#]]
        .raw()
    );
}

/// Who chats with contoso in another way, as the document names them.
fn named(recorded: &str, stated: &str) -> Vec<String> {
    let text = |section: &str| {
        format!(
            "version: 1\npartners:\n  northwind: {{ domains: [northwindtraders.com] }}\n  adatum: {{ domains: [adatum.com] }}\ntenants:\n  contoso:\n    domains: [contoso.com]\n    external_access: {section}\n"
        )
    };
    let w = crate::support::Workspace::of(&text(recorded));
    w.apply();
    w.write("guestlist.yaml", &text(stated));
    let (_, plan) = w.json(&["plan"]);
    assert_eq!(plan["effects_omitted"], 0);
    let effects = plan["effects"].as_array().unwrap().iter();
    let chat = effects.filter(|e| e["capability"] == "chat-across-organisations");
    let to_contoso = chat.filter(|e| e["to"] == "contoso" && e["route"] == "external");
    to_contoso
        .map(|e| e["from"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn whoever_is_declared_or_listed_and_in_no_effect_stays() {
    let list = "{ enabled: true, allowed_domains: [fabrikam.com, northwindtraders.com] }";
    let open = "{ enabled: true, allowed_domains: all }";
    // northwind and fabrikam.com stay; adatum loses as everybody does, and is named all the same.
    assert_eq!(named(open, list), ["anyone", "adatum"]);
    assert_eq!(named(list, open), ["anyone", "adatum"]);
    // A listed domain that loses as everybody does.
    let idle =
        "{ enabled: true, allowed_domains: [fabrikam.com], blocked_domains: [evil.example] }";
    let freed = "{ enabled: true, allowed_domains: all, blocked_domains: [] }";
    assert_eq!(
        named(idle, freed),
        ["anyone", "adatum", "northwind", "evil.example"]
    );
}

#[test]
fn a_listed_domain_that_moves_as_everybody_has_no_arrow_of_its_own() {
    let text = |section: &str| {
        format!(
            "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    external_access: {section}\n"
        )
    };
    let idle =
        "{ enabled: true, allowed_domains: [fabrikam.com], blocked_domains: [evil.example] }";
    let w = crate::support::Workspace::of(&text(idle));
    w.apply();
    w.write(
        "guestlist.yaml",
        &text("{ enabled: true, allowed_domains: all, blocked_domains: [] }"),
    );
    let page = w.ok(&["plan", "--format", "markdown"]);
    let (_, picture) = page.split_once("```mermaid").unwrap();
    let (picture, _) = picture.split_once("```").unwrap();
    assert!(!picture.contains("evil"), "{picture}");
    let people = w.ok(&["plan"]);
    let (people, _) = people.split_once("Not touched").unwrap();
    assert!(!people.contains("evil.example"), "{people}");
}
