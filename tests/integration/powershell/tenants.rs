//! Generated tenants: what they are, and what is wanted of them.

use std::collections::BTreeMap;

use guestlist::interop::write::{Task, TaskTenant, Wanted};
use guestlist::model::section::{ABSENT, Form, Kind, PRESENT, Setting};
use guestlist::model::sections::{setting, settings};
use guestlist::model::{AllowedDomains, Name, SettingKey, Value, ValueSet};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::held::{Held, held};
use super::service::{Tenant, has_cmdlets, is_named};
use super::web_tenants::{self, is_web};

/// The id of all of them.
pub(crate) const ID: &str = "6babcaad-604b-40ac-a9d7-9fd97c0b779f";

/// Where a setting is changed, made or removed.
pub(crate) type Change = (&'static str, Option<String>, Option<Value>, Value);

pub(crate) const DOMAINS: &[&str] = &[
    "a.example",
    "b.example",
    "sub.a.example",
    "fabrikam.com",
    "xn--bcher-kva.example",
    "northwind.net",
];

/// Texts that would like to be code.
pub(crate) const HOSTILE: &[&str] = &[
    "'; Remove-Item C:\\ -Recurse; '",
    "$(Set-SPOTenant -SharingCapability Disabled)",
    "`$(whoami)`n",
    "\u{2019}; Get-Process; \u{2018}",
    "\u{201c}$(exit 3)\u{201d}",
    "one\r\n'@\r\nexit 3",
    "#> exit 3 <#",
    "@{Add='x'}",
    "caf\u{e9} \u{1f600}",
    "--%",
];

pub(crate) fn set<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Value {
    let words = words.into_iter().map(|word| word.as_ref().into());
    Value::Set(words.collect::<ValueSet>())
}

fn some(words: &'static [&'static str]) -> BoxedStrategy<Value> {
    subsequence(words, 0..=words.len()).prop_map(set).boxed()
}

fn text(words: &'static [&'static str]) -> BoxedStrategy<Value> {
    select(words).prop_map(Value::text).boxed()
}

fn words_of(form: Form) -> &'static [&'static str] {
    match form {
        Form::Free => &[
            "Sales",
            "all of it; really",
            "'; exit 3; '",
            "\u{2019}$(exit 3)",
        ],
        Form::Mail | Form::User | Form::MailOrId => &[
            "ann@fabrikam.com",
            "o'neil@a.example",
            "$x@a.example",
            "b@b.example",
        ],
        Form::Guid => &[
            "2af84b1e-32c8-42b7-82bc-daa82404023b",
            "10dae51f-b6af-4016-8d66-8c2a99b929b3",
            "a0b1b346-4d3e-4e8b-98f8-753987be4970",
        ],
        Form::Ipv4 => &["203.0.113.7", "198.51.100.0/24"],
        Form::IpRange => &["203.0.113.1-203.0.113.9", "198.51.100.0/24"],
        Form::Url | Form::Endpoint => &["https://mail.fabrikam.com/owa", "https://a.example/x"],
        Form::MailDomain => &["fabrikam.com", "*.a.example"],
        Form::People => &[
            "all_users",
            "user:2af84b1e-32c8-42b7-82bc-daa82404023b",
            "group:10dae51f-b6af-4016-8d66-8c2a99b929b3",
        ],
        Form::Application => &[
            "all_applications",
            "office365",
            "a0b1b346-4d3e-4e8b-98f8-753987be4970",
        ],
        other => panic!("{other:?}"),
    }
}

/// A value that a setting takes.
pub(crate) fn value(setting: &'static Setting) -> BoxedStrategy<Value> {
    match setting.kind {
        Kind::Flag => any::<bool>().prop_map(Value::Flag).boxed(),
        Kind::FlagOrInherit => prop_oneof![
            any::<bool>().prop_map(Value::Flag),
            Just(Value::text("inherit"))
        ]
        .boxed(),
        Kind::Choice(choices) => select(choices).prop_map(|c| Value::text(c.yaml)).boxed(),
        Kind::Number {
            least,
            most,
            or_zero,
        } => {
            let some = select(vec![least, (least + most) / 2, most]);
            let zero = if or_zero { Just(0) } else { Just(least) };
            prop_oneof![some, zero].prop_map(Value::Number).boxed()
        }
        Kind::Text(Form::Free) => {
            let mut all: Vec<&'static str> = HOSTILE.to_vec();
            all.push("Contoso");
            select(all).prop_map(Value::text).boxed()
        }
        Kind::Text(form) => text(words_of(form)),
        Kind::AllowedDomains => prop_oneof![
            Just(AllowedDomains::All.to_value()),
            Just(AllowedDomains::None.to_value()),
            subsequence(DOMAINS, 1..=DOMAINS.len()).prop_map(set),
        ]
        .boxed(),
        Kind::Domains => some(DOMAINS),
        Kind::MailDomains if setting.object == "SharingPolicy" => {
            some(&["a.example", "fabrikam.com", "*", "anonymous"])
        }
        Kind::MailDomains => some(&["a.example", "*.a.example", "fabrikam.com"]),
        // Fabric knows groups by id alone.
        Kind::Words(_) if setting.object == "Fabric tenant setting" => some(words_of(Form::Guid)),
        Kind::Words(form) => some(words_of(form)),
        Kind::Object(_) => panic!("an object has no value"),
    }
}

/// Whether all that the setting's object needs is settled by its own cmdlets.
fn is_plain(setting: &Setting) -> bool {
    has_cmdlets(setting) && !matches!(setting.kind, Kind::Object(_))
}

/// What a new object can't be without.
fn required(object: &str) -> &'static [&'static str] {
    match object {
        "OrganizationRelationship" => &["exchange.organization_relationships[].domains"],
        "SharingPolicy" => &["exchange.sharing_policies[].free_busy_simple"],
        "InboundConnector" => &["exchange.inbound_connectors[].sender_domains"],
        "RemoteDomain" => &["exchange.remote_domains[].domain"],
        _ => &[],
    }
}

fn required_value(key: &str) -> Value {
    match key {
        "exchange.remote_domains[].domain" => Value::text("fabrikam.com"),
        _ => set(["fabrikam.com"]),
    }
}

/// Settings of one object: some of them, from one value to another.
fn changes(object: &'static str, name: Option<String>) -> BoxedStrategy<Vec<Change>> {
    let of_object: Vec<&'static Setting> = settings()
        .iter()
        .filter(|s| s.object == object && is_plain(s))
        // The service takes it only when the object is made.
        .filter(|s| s.key.as_str() != "exchange.remote_domains[].domain")
        .collect();
    let most = of_object.len().min(6);
    subsequence(of_object, 1..=most)
        .prop_flat_map(move |chosen| {
            let name = name.clone();
            let one = chosen.into_iter().map(move |setting| {
                let name = name.clone();
                (value(setting), value(setting)).prop_map(move |(before, after)| {
                    (setting.key.as_str(), name.clone(), Some(before), after)
                })
            });
            one.collect::<Vec<_>>()
        })
        .boxed()
}

fn name_of(kind: &Setting) -> BoxedStrategy<String> {
    match kind.kind {
        Kind::Object(Form::Url) => {
            Just("https://contoso.sharepoint.com/sites/sales".to_owned()).boxed()
        }
        // Names that would like to be code, without what no name may hold.
        _ => select(vec!["Legal", "x'; exit 3; '", "a $(exit 3) b", "caf\u{e9}"])
            .prop_map(str::to_owned)
            .boxed(),
    }
}

/// A named object that changes, comes or goes.
fn named(kind: &'static Setting) -> BoxedStrategy<Vec<Change>> {
    let key = kind.key.as_str();
    let object = kind.object;
    name_of(kind)
        .prop_flat_map(move |name| {
            let made = {
                let name = name.clone();
                changes(object, Some(name.clone())).prop_map(move |mut all| {
                    all.iter_mut().for_each(|change| change.2 = None);
                    for key in required(object) {
                        all.retain(|(k, ..)| k != key);
                        all.push((key, Some(name.clone()), None, required_value(key)));
                    }
                    all.push((key, Some(name.clone()), None, Value::text(PRESENT)));
                    all
                })
            };
            let gone = {
                let name = name.clone();
                changes(object, Some(name.clone())).prop_map(move |mut all| {
                    for key in required(object) {
                        let value = required_value(key);
                        all.retain(|(k, ..)| k != key);
                        all.push((key, Some(name.clone()), Some(value.clone()), value));
                    }
                    // What goes is left as it was until then.
                    for change in &mut all {
                        change.2 = Some(change.3.clone());
                    }
                    let present = Some(Value::text(PRESENT));
                    all.push((key, Some(name.clone()), present, Value::text(ABSENT)));
                    all
                })
            };
            match object {
                "SPOSite" => changes(object, Some(name)).boxed(),
                _ => prop_oneof![
                    3 => changes(object, Some(name)),
                    1 => made,
                    1 => gone
                ]
                .boxed(),
            }
        })
        .boxed()
}

/// Changes of several objects.
pub(crate) fn tasks() -> impl Strategy<Value = Case> {
    let mut single: Vec<&'static str> = settings()
        .iter()
        .filter(|s| is_plain(s) && !is_named(s.object))
        .map(|s| s.object)
        .collect();
    single.sort_unstable();
    single.dedup();
    let kinds: Vec<&'static Setting> = settings()
        .iter()
        .filter(|s| has_cmdlets(s) && matches!(s.kind, Kind::Object(_)))
        .collect();
    let single = subsequence(single, 1..=3).prop_flat_map(|objects| {
        let all = objects.into_iter().map(|object| changes(object, None));
        all.collect::<Vec<_>>()
    });
    let kinds = subsequence(kinds, 0..=2).prop_flat_map(|kinds| {
        let all = kinds.into_iter().map(named);
        all.collect::<Vec<_>>()
    });
    (single, kinds)
        .prop_map(|(single, kinds)| Case(task(single.into_iter().chain(kinds).flatten())))
        .prop_filter("nothing to do", |case| !case.0.wanted.is_empty())
}

/// A task that is shown in a few lines.
pub(crate) struct Case(pub(crate) Task);

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.wanted.iter().try_for_each(|wanted| {
            let (key, before, after) = (&wanted.key, &wanted.before, &wanted.after);
            writeln!(f, "{key}: {before:?} -> {after:?}")
        })
    }
}

/// Settings that decide who gets in, in one tenant.
const DOORS: &[(&str, Option<&str>)] = &[
    ("external_access.enabled", None),
    ("external_access.allowed_domains", None),
    ("external_access.blocked_domains", None),
    ("external_access.block_subdomains", None),
    ("external_access.trial_tenants", None),
    ("external_access.allowed_trial_tenant_domains", None),
    ("external_access.teams_consumer.enabled", None),
    ("external_access.teams_consumer.inbound", None),
    (
        "external_access_policies[].federation_access",
        Some("Legal"),
    ),
    (
        "external_access_policies[].communication_with_external_orgs",
        Some("Legal"),
    ),
    ("external_access_policies[].allowed_domains", Some("Legal")),
    ("external_access_policies[].blocked_domains", Some("Legal")),
    ("sharepoint.sharing", None),
    ("sharepoint.domain_restriction.mode", None),
    ("sharepoint.domain_restriction.allowed_domains", None),
    ("sharepoint.domain_restriction.blocked_domains", None),
    ("onedrive.sharing", None),
    ("sharepoint.sites[].sharing", Some(SITE)),
    ("sharepoint.sites[].domain_restriction.mode", Some(SITE)),
    (
        "sharepoint.sites[].domain_restriction.allowed_domains",
        Some(SITE),
    ),
    (
        "sharepoint.sites[].domain_restriction.blocked_domains",
        Some(SITE),
    ),
];

const SITE: &str = "https://contoso.sharepoint.com/sites/sales";

/// A tenant whose doors change.
#[derive(Debug)]
pub(crate) struct Doors {
    /// All of them, those that stay as they are too.
    pub(crate) all: Case,
    /// Those that change, of some of them without what was before.
    pub(crate) task: Case,
}

pub(crate) fn doors() -> impl Strategy<Value = Doors> {
    let all = DOORS.iter().map(|(key, name)| {
        let setting = setting(key).unwrap();
        let values = (value(setting), value(setting));
        (values, any::<bool>(), 0..6).prop_map(move |((before, after), stays, unknown)| {
            let after = if stays { before.clone() } else { after };
            let name = name.map(str::to_owned);
            ((*key, name, Some(before), after), unknown == 0)
        })
    });
    all.collect::<Vec<_>>().prop_map(|all| {
        let changed = all
            .iter()
            .filter(|((_, _, before, after), _)| before.as_ref() != Some(after));
        let changed = changed
            .cloned()
            .map(|((key, name, before, after), unknown)| {
                (key, name, before.filter(|_| !unknown), after)
            });
        let mut task = task(changed);
        let all = task_of(all.iter().map(|(change, _)| change.clone()));
        let after = all.wanted.iter().map(|w| (w.key.clone(), w.after.clone()));
        task.known = after.collect();
        Doors {
            task: Case(task),
            all: Case(all),
        }
    })
}

/// What is to happen, in the order of the table of settings, without what stays as it is.
pub(crate) fn task(changes: impl IntoIterator<Item = Change>) -> Task {
    let (stays, changes): (Vec<Change>, Vec<Change>) = changes
        .into_iter()
        .partition(|(_, _, before, after)| before.as_ref() == Some(after));
    let mut task = task_of(changes);
    task.known = task_of(stays)
        .wanted
        .into_iter()
        .chain(task.wanted.iter().cloned())
        .filter(|wanted| !wanted.key.is_object())
        .map(|wanted| (wanted.key, wanted.after))
        .collect();
    task
}

/// The changes of a task, with what is known to stay as it is.
pub(crate) fn changes_of(task: &Task) -> Vec<Change> {
    let change = |key: &SettingKey, before: Option<Value>, after: &Value| {
        let declared = setting(&key.declared()).unwrap();
        (
            declared.key.as_str(),
            key.object_name(),
            before,
            after.clone(),
        )
    };
    let wanted = task.wanted.iter();
    let mut out: Vec<Change> = wanted
        .map(|w| change(&w.key, w.before.clone(), &w.after))
        .collect();
    let stays = task
        .known
        .iter()
        .filter(|(key, _)| !task.wanted.iter().any(|w| w.key == **key));
    out.extend(stays.map(|(key, value)| change(key, Some(value.clone()), value)));
    out
}

fn task_of(changes: impl IntoIterator<Item = Change>) -> Task {
    let mut wanted: Vec<Wanted> = changes
        .into_iter()
        .map(|(key, name, before, after)| {
            let declared = setting(key).unwrap();
            Wanted {
                setting: declared,
                key: match name {
                    Some(name) => declared.key.with_object(&name),
                    None => declared.key.clone(),
                },
                before,
                after,
                place: None,
            }
        })
        .collect();
    let order = |key: &SettingKey| {
        let declared = key.declared();
        settings().iter().position(|s| s.key.as_str() == declared)
    };
    wanted.sort_by_cached_key(|w| (order(&w.key), w.key.clone()));
    Task {
        tenant: TaskTenant {
            name: Name::parse("contoso").unwrap(),
            display_name: Some("Contoso'; exit 3 #".to_owned()),
            tenant_id: Some(ID.to_owned()),
            domains: vec!["contoso.com".to_owned()],
        },
        origin: "a test".to_owned(),
        undo: false,
        wanted,
        known: BTreeMap::new(),
        released: Vec::new(),
        ids: web_tenants::ids(),
        tests: vec!["Look.".to_owned()],
    }
}

/// What is so before a task, in the order of the table of settings: what stays, and what changes.
fn so_far(task: &Task) -> Vec<(&'static Setting, SettingKey, Value)> {
    let changes = |key: &SettingKey| task.wanted.iter().any(|w| w.key == *key);
    let stays = task.known.iter().filter(|(key, _)| !changes(key));
    let stays = stays.map(|(key, value)| {
        (
            setting(&key.declared()).unwrap(),
            key.clone(),
            value.clone(),
        )
    });
    let wanted = task
        .wanted
        .iter()
        .filter_map(|w| Some((w.setting, w.key.clone(), w.before.clone()?)));
    stays.chain(wanted).collect()
}

/// A tenant as it is before a task.
pub(crate) fn before(task: &Task) -> Tenant {
    let mut tenant = Tenant::new(ID);
    // In a tenant with another domain more has happened before.
    tenant.web = web_tenants::new(task.tenant.domains.len() > 1);
    let so_far = so_far(task);
    for (setting, key, _) in &so_far {
        let Some(name) = key.object_name() else {
            continue;
        };
        if is_web(setting) {
            web_tenants::make(&mut tenant.web, setting, &name);
        } else if !tenant
            .objects
            .contains_key(&(setting.object, name.to_lowercase()))
        {
            tenant.make(setting.object, &name);
        }
    }
    for wanted in task.wanted.iter().filter(|w| is_web(w.setting)) {
        if let Some(name) = wanted.key.object_name() {
            web_tenants::stand(&mut tenant.web, wanted.setting, &name);
        }
    }
    for (setting, key, value) in &so_far {
        put(&mut tenant, setting, key, value);
    }
    tenant
}

/// A tenant as it is to be after a task.
pub(crate) fn after(task: &Task) -> Tenant {
    let mut tenant = before(task);
    for wanted in task.wanted.iter().filter(|w| w.key.is_object()) {
        let name = wanted.key.object_name().unwrap();
        let which = (wanted.setting.object, name.to_lowercase());
        match (is_web(wanted.setting), wanted.deletes()) {
            (true, true) => web_tenants::remove(&mut tenant.web, wanted.setting, &name),
            (true, false) => web_tenants::make(&mut tenant.web, wanted.setting, &name),
            (false, true) => drop(tenant.objects.remove(&which)),
            (false, false) => tenant.make(wanted.setting.object, &name),
        }
    }
    for wanted in &task.wanted {
        put(&mut tenant, wanted.setting, &wanted.key, &wanted.after);
    }
    tenant
}

/// Whether an entry of a list belongs to a setting.
type Part = Box<dyn Fn(&str) -> bool>;

fn put(tenant: &mut Tenant, setting: &Setting, key: &SettingKey, value: &Value) {
    if key.is_object() {
        return;
    }
    let name = key.object_name();
    if is_web(setting) {
        return web_tenants::put(&mut tenant.web, setting, name.as_deref(), value);
    }
    let name = name.unwrap_or_default().to_lowercase();
    let object = tenant.objects.get_mut(&(setting.object, name)).unwrap();
    let property = setting.property;
    let mut new = held(setting, value);
    let last = setting.key.as_str().rsplit('.').next().unwrap();
    // Several settings share one list.
    let part: Option<Part> = match (setting.object, property) {
        ("ExternalInOutlook", "AllowList") => {
            let senders = last == "allowed_senders";
            Some(Box::new(move |entry: &str| entry.contains('@') == senders))
        }
        ("SharingPolicy", "Domains") => {
            let action = match last {
                "free_busy_simple" => "CalendarSharingFreeBusySimple",
                "free_busy_detail" => "CalendarSharingFreeBusyDetail",
                "free_busy_reviewer" => "CalendarSharingFreeBusyReviewer",
                _ => "ContactsSharing",
            };
            if let Held::List(domains) = &mut new {
                domains
                    .iter_mut()
                    .for_each(|d| *d = format!("{d}:{action}"));
            }
            Some(Box::new(move |entry: &str| {
                entry.ends_with(&format!(":{action}"))
            }))
        }
        _ => None,
    };
    if let (Some(part), Held::List(new), Some(Held::List(now))) =
        (part, &mut new, object.get(property))
    {
        new.extend(now.iter().filter(|entry| !part(entry)).cloned());
        new.sort();
    }
    object.insert(property.to_owned(), new);
}
