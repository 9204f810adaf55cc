//! The commands of a step.

use std::collections::BTreeSet;

use super::literal::{literal, table, texts};
use super::rows::{joined_by, scalar};
use super::services::{Functions, Service, service};
use crate::interop::write::parts::{Deed, Item, Part, Phase};
use crate::interop::write::{Manual, Task, Wanted, manual, official, quote};
use crate::model::section::Kind;
use crate::model::{AllowedDomains, SettingKey, Value};
use crate::text::words;

/// The policy that holds the tenants with which Power Platform connects.
const ISOLATION: &str = "PowerAppTenantIsolationPolicy";

/// One step: what it is called, what it changes, its commands.
pub(super) struct Step {
    /// For people.
    pub(super) title: String,
    /// The settings that it changes, from and to.
    pub(super) about: Vec<String>,
    /// PowerShell, each line indented by four.
    pub(super) commands: String,
}

/// What came of a part.
#[derive(Default)]
pub(super) struct Steps {
    /// In order.
    pub(super) steps: Vec<Step>,
    /// What they need.
    pub(super) functions: BTreeSet<Functions>,
    /// What they talk to.
    pub(super) services: BTreeSet<Service>,
    /// What they can't do.
    pub(super) manual: Vec<Manual>,
    /// Settings that they set.
    pub(super) keys: BTreeSet<SettingKey>,
}

/// Objects of the service that there is one of, and that the cmdlet calls so.
///
/// Sources: the pages of the cmdlets; `Set-CsTenantFederationConfiguration`, `Set-SPOTenant`,
/// `Set-OrganizationConfig` and `Set-ExternalInOutlook` take no name.
fn identity(object: &str, name: Option<&str>) -> String {
    match (object, name) {
        (_, Some("global")) => " -Identity Global".to_owned(),
        (_, Some(name)) => format!(" -Identity {}", quote::string(name)),
        ("HostedOutboundSpamFilterPolicy", None) => " -Identity Default".to_owned(),
        (object, None) if object.starts_with("CsTeams") => " -Identity Global".to_owned(),
        _ => String::new(),
    }
}

/// The commands of a part.
pub(super) fn steps(task: &Task, part: &Part<'_>) -> Steps {
    let mut out = Steps::default();
    let mut ordinary: Vec<&Item<'_>> = Vec::new();
    let mut lists = Steps::default();
    for item in &part.items {
        match own(task, part, item, &mut lists) {
            Own::Done => {
                lists.keys.insert(item.wanted.key.clone());
            }
            Own::No => ordinary.push(item),
            Own::Manual(why) => lists.manual.push(Manual::of(item.wanted, why)),
        }
    }
    let object = object_step(task, part, &ordinary);
    // A switch that shuts comes before the lists behind it, one that opens after them.
    let (first, second) = match part.phase {
        Phase::Open => (lists, object),
        Phase::Close | Phase::Replace => (object, lists),
    };
    for mut steps in [first, second] {
        out.steps.append(&mut steps.steps);
        out.functions.append(&mut steps.functions);
        out.services.append(&mut steps.services);
        out.manual.append(&mut steps.manual);
        out.keys.append(&mut steps.keys);
    }
    out
}

/// Whether a setting has commands of its own.
enum Own {
    /// They were written.
    Done,
    /// It is one of the parameters of its object.
    No,
    /// No script can do it, and why.
    Manual(String),
}

fn own(task: &Task, part: &Part<'_>, item: &Item<'_>, out: &mut Steps) -> Own {
    let setting = item.wanted.setting;
    let Some(service) = service(setting) else {
        return Own::Manual("no cmdlet for it is known".to_owned());
    };
    let commands = match (setting.object, setting.property) {
        ("CsTenantFederationConfiguration", "AllowedDomains") => {
            out.functions.insert(Functions::Teams);
            allowed(item)
        }
        (
            "CsTenantFederationConfiguration",
            property @ ("BlockedDomains" | "AllowedTrialTenantDomains"),
        ) => {
            out.functions.insert(Functions::Teams);
            listed(item, property)
        }
        ("ExternalInOutlook", "AllowList") => {
            out.functions.insert(Functions::Outlook);
            let part = match setting.kind {
                Kind::Words(_) => "senders",
                _ => "domains",
            };
            format!("Set-OutlookList '{part}' {}", entries(&item.to))
        }
        ("Mailbox", _) => return mailboxes(part, item, service, out),
        (object, property) if property.contains(" of Grant-") => {
            return granted(object, part, item, service, out);
        }
        (ISOLATION, _) => return isolation(task, part, item, out),
        _ => return Own::No,
    };
    push(out, item, service, &commands);
    Own::Done
}

fn push(out: &mut Steps, item: &Item<'_>, service: Service, commands: &str) {
    out.services.insert(service);
    out.steps.push(Step {
        title: about(item.wanted, item),
        about: vec![about(item.wanted, item)],
        commands: indented(commands),
    });
}

/// The entries of a list as a constant.
fn entries(value: &Value) -> String {
    texts(
        value
            .as_set()
            .into_iter()
            .flat_map(crate::model::ValueSet::iter),
        0,
    )
}

/// Source: `Set-CsTenantFederationConfiguration`, `New-CsEdgeAllowAllKnownDomains`,
/// `New-CsEdgeAllowList`.
fn allowed(item: &Item<'_>) -> String {
    const SET: &str = "Set-CsTenantFederationConfiguration -AllowedDomains";
    let command = match AllowedDomains::from_value(&item.to) {
        Some(AllowedDomains::All) => format!("{SET} (New-CsEdgeAllowAllKnownDomains)"),
        Some(AllowedDomains::None) => {
            format!("{SET} (New-CsEdgeAllowList -AllowedDomain $null)")
        }
        _ => match item.delta() {
            Some((add, remove)) => deltas(item, "AllowedDomains", &add, &remove),
            None => format!("Set-TeamsAllowList {}", entries(&item.to)),
        },
    };
    // On the way from everybody to a list: behind it there is nothing to close again.
    match item.from.as_ref().and_then(AllowedDomains::from_value) {
        Some(AllowedDomains::All) if !item.is_last() => {
            format!("if (Test-TeamsEverybody) {{ {command} }}")
        }
        _ => command,
    }
}

fn listed(item: &Item<'_>, property: &str) -> String {
    match item.delta() {
        Some((add, remove)) => deltas(item, property, &add, &remove),
        None => format!("Set-TeamsList '{property}' {}", entries(&item.to)),
    }
}

fn deltas(item: &Item<'_>, property: &str, add: &[&str], remove: &[&str]) -> String {
    let mut lines = Vec::new();
    for (deed, entries) in [("Add", add), ("Remove", remove)] {
        if !entries.is_empty() {
            let list = texts(entries.iter().copied(), 0);
            lines.push(format!("Edit-TeamsList '{property}' '{deed}' {list}"));
        }
    }
    if item.is_last() {
        let key = quote::string(item.wanted.key.as_str());
        lines.push(format!("Complete-TeamsList '{property}' {key}"));
    }
    lines.join("\n")
}

/// Who has a sharing policy is a property of each mailbox. Source: `Set-Mailbox`.
fn mailboxes(part: &Part<'_>, item: &Item<'_>, service: Service, out: &mut Steps) -> Own {
    let policy = quote::string(part.name.as_deref().unwrap_or_default());
    let (add, remove) = gained(item);
    if !remove.is_empty() {
        out.manual.push(Manual {
            key: item.wanted.key.clone(),
            todo: format!(
                "give these mailboxes another sharing policy: {}",
                remove.join(", ")
            ),
            why: "which one they are to have is stated nowhere".to_owned(),
        });
    }
    let lines: Vec<String> = add
        .iter()
        .map(|mailbox| {
            format!(
                "Set-Mailbox -Identity {} -SharingPolicy {policy}",
                quote::string(mailbox)
            )
        })
        .collect();
    if lines.is_empty() {
        return Own::Done;
    }
    push(out, item, service, &lines.join("\n"));
    Own::Done
}

/// Words that come and words that go; all of them come where it is not known what was before.
fn gained<'i>(item: &'i Item<'_>) -> (Vec<&'i str>, Vec<&'i str>) {
    item.delta().unwrap_or_else(|| {
        let all = item
            .to
            .as_set()
            .into_iter()
            .flat_map(crate::model::ValueSet::iter);
        (all.collect(), Vec::new())
    })
}

/// Who has a policy. Sources: `Grant-CsExternalAccessPolicy`, `Grant-CsTeamsMeetingPolicy`.
fn granted(
    object: &str,
    part: &Part<'_>,
    item: &Item<'_>,
    service: Service,
    out: &mut Steps,
) -> Own {
    let grant = format!("Grant-{object}");
    let policy = quote::string(part.name.as_deref().unwrap_or_default());
    let setting = item.wanted.setting;
    let (add, remove) = gained(item);
    let mut lines = Vec::new();
    match setting.property.split(' ').next() {
        Some("Identity") => {
            for person in remove {
                lines.push(format!(
                    "{grant} -Identity {} -PolicyName $null",
                    quote::string(person)
                ));
            }
            for person in add {
                lines.push(format!(
                    "{grant} -Identity {} -PolicyName {policy}",
                    quote::string(person)
                ));
            }
        }
        Some("Group") => {
            let rank = part
                .items
                .iter()
                .find(|other| other.wanted.setting.property.starts_with("Rank "))
                .and_then(|rank| rank.to.as_number());
            let Some(rank) = rank else {
                return Own::Manual(
                    "the rank of the group's assignment is not in this change: assign it in the Teams \
                     admin centre, or state groups and group_rank together"
                        .to_owned(),
                );
            };
            for group in remove {
                lines.push(format!(
                    "{grant} -Group {} -PolicyName $null",
                    quote::string(group)
                ));
            }
            for group in add {
                lines.push(format!(
                    "{grant} -Group {} -PolicyName {policy} -Rank {rank}",
                    quote::string(group)
                ));
            }
        }
        // The rank is given with each group.
        _ => {
            let has_groups = part
                .items
                .iter()
                .any(|other| other.wanted.setting.property.starts_with("Group "));
            return match has_groups {
                true => Own::Done,
                false => {
                    Own::Manual("the groups whose rank it is are not in this change".to_owned())
                }
            };
        }
    }
    if !lines.is_empty() {
        push(out, item, service, &lines.join("\n"));
    }
    Own::Done
}

/// Source: `Set-PowerAppTenantIsolationPolicy`.
fn isolation(task: &Task, part: &Part<'_>, item: &Item<'_>, out: &mut Steps) -> Own {
    out.functions.insert(Functions::PowerPlatform);
    let commands = match &part.name {
        None => {
            let is_disabled = literal(&scalar(item.wanted, &item.to), 4);
            format!("Set-Isolation {is_disabled} $null")
        }
        Some(name) => {
            let Some(id) = task.id_of(name) else {
                return Own::Manual(no_id(name));
            };
            let direction = item.to.as_text().unwrap_or_default();
            rule(&id, direction)
        }
    };
    push(out, item, Service::PowerPlatform, &commands);
    Own::Done
}

/// A rule that is made with its direction, or goes.
fn isolation_rule(task: &Task, part: &Part<'_>) -> Steps {
    let mut out = Steps::default();
    let (Some(wanted), Some(name)) = (part.itself, &part.name) else {
        return out;
    };
    let refused = match (task.id_of(name), part.deed) {
        (None, _) => no_id(name),
        (Some(_), Deed::Create) if part.items.is_empty() => {
            "which way the connections go is not stated".to_owned()
        }
        (Some(_), Deed::Create | Deed::Set) => {
            out.keys.insert(wanted.key.clone());
            return out;
        }
        (Some(id), Deed::Delete) => {
            out.keys.insert(wanted.key.clone());
            out.functions.insert(Functions::PowerPlatform);
            out.services.insert(Service::PowerPlatform);
            out.steps.push(Step {
                title: about_object(wanted),
                about: vec![about_object(wanted)],
                commands: indented(&rule(&id, "absent")),
            });
            return out;
        }
    };
    out.manual.push(Manual::of(wanted, refused));
    out
}

fn rule(id: &str, direction: &str) -> String {
    let (id, direction) = (quote::string(id), quote::string(direction));
    format!("Set-Isolation $null @(@{{ Id = {id}; Direction = {direction} }})")
}

/// Why an organisation can't be addressed.
pub(super) fn no_id(name: &str) -> String {
    format!("the service knows organisations by id: state the tenant_id of {name}")
}

/// The step of an object and its parameters.
fn object_step(task: &Task, part: &Part<'_>, items: &[&Item<'_>]) -> Steps {
    let mut out = Steps::default();
    let Some(setting) = part.itself.or(items.first().map(|item| item.wanted)) else {
        return out;
    };
    let setting = setting.setting;
    if part.object == ISOLATION {
        return isolation_rule(task, part);
    }
    let Some(service) = service(setting) else {
        return out;
    };
    let (object, name) = (part.object, part.name.as_deref());
    let quoted = quote::string(name.unwrap_or_default());
    let refuse = |out: &mut Steps, wanted: &Wanted, why: &str| {
        out.manual.push(Manual::of(wanted, why));
    };
    let mut parameters = Parameters::default();
    for item in items {
        // Source: `Set-RemoteDomain` has no parameter for the domain.
        if (object, item.wanted.setting.property) == ("RemoteDomain", "DomainName") {
            match part.deed {
                Deed::Create => {
                    parameters.domain = item.to.as_text().map(str::to_owned);
                    out.keys.insert(item.wanted.key.clone());
                }
                _ => refuse(
                    &mut out,
                    item.wanted,
                    "the service takes the domain only when the remote domain is made: delete it and make \
                     another",
                ),
            }
            continue;
        }
        parameters.add(part, item);
        out.keys.insert(item.wanted.key.clone());
    }
    // These are read by a function, whatever of them changes.
    match object {
        "SharingPolicy" => out.functions.insert(Functions::Sharing),
        "ExternalInOutlook" => out.functions.insert(Functions::Outlook),
        _ => false,
    };
    let (values, splat) = parameters.written(part);
    let set = format!("Set-{object}{}{splat}", identity(object, name));
    let read = read(object, name);
    let commands = match part.deed {
        Deed::Set if parameters.is_empty() => return out,
        Deed::Set => format!("{values}{set}"),
        Deed::Create if object == "SPOSite" || name == Some("global") => {
            out.keys.extend(part.itself.map(|w| w.key.clone()));
            match parameters.is_empty() {
                true => return out,
                false => format!("{values}{set}"),
            }
        }
        Deed::Create => {
            out.keys.extend(part.itself.map(|w| w.key.clone()));
            created(part, &parameters, &values, &set, &splat, &read, &quoted)
        }
        Deed::Delete if object == "SPOSite" => {
            if let Some(wanted) = part.itself {
                refuse(&mut out, wanted, "guestlist deletes no sites");
            }
            return out;
        }
        Deed::Delete => {
            out.keys.extend(part.itself.map(|w| w.key.clone()));
            format!(
                "if ($null -ne ({read})) {{ Remove-{object} -Identity {quoted} -Confirm:$false }}"
            )
        }
    };
    out.services.insert(service);
    let mut lines: Vec<String> = Vec::new();
    lines.extend(part.itself.map(about_object));
    lines.extend(items.iter().map(|item| about(item.wanted, item)));
    let title = match (lines.as_slice(), name) {
        ([one], _) => one.clone(),
        (many, Some(name)) => format!("{object} {name}: {}", words::count(many.len(), "change")),
        (many, None) => format!("{object}: {}", words::count(many.len(), "change")),
    };
    out.steps.push(Step {
        title,
        about: lines,
        commands: indented(&commands),
    });
    out
}

fn created(
    part: &Part<'_>,
    parameters: &Parameters,
    values: &str,
    set: &str,
    splat: &str,
    read: &str,
    name: &str,
) -> String {
    let object = part.object;
    let by = if object.starts_with("Cs") {
        "Identity"
    } else {
        "Name"
    };
    let is_missing = format!("if ($null -eq ({read}))");
    match &parameters.domain {
        // Source: `New-RemoteDomain` takes the name and the domain alone.
        Some(domain) => {
            let domain = quote::string(domain);
            let set = if splat.is_empty() { "" } else { set };
            format!(
                "{values}{is_missing} {{ New-{object} -Name {name} -DomainName {domain} }}\n{set}"
            )
        }
        None => {
            let set = match splat {
                "" => String::new(),
                _ => format!("\nelse {{ {set} }}"),
            };
            format!("{values}{is_missing} {{ New-{object} -{by} {name}{splat} }}{set}")
        }
    }
}

/// Parameters of a cmdlet.
#[derive(Default)]
struct Parameters {
    /// Name and value, as PowerShell.
    values: Vec<(String, String)>,
    /// What a sharing policy gives, as `DOMAIN:ACTION`, by action.
    sharing: Vec<(&'static str, Vec<String>)>,
    /// Whether there is such a list.
    is_sharing: bool,
    /// The domain of a remote domain that is made.
    domain: Option<String>,
}

impl Parameters {
    fn is_empty(&self) -> bool {
        self.values.is_empty() && self.sharing.is_empty()
    }

    fn add(&mut self, part: &Part<'_>, item: &Item<'_>) {
        let setting = item.wanted.setting;
        let last = setting.key.as_str().rsplit('.').next().unwrap_or_default();
        if part.object == "SharingPolicy"
            && let Some(action) = official::sharing_action(last)
        {
            let domains = item
                .to
                .as_set()
                .into_iter()
                .flat_map(crate::model::ValueSet::iter);
            let entries = domains.map(|domain| {
                let domain = official::sharing_domain(domain);
                format!("{domain}:{action}")
            });
            self.sharing.push((action, entries.collect()));
            self.is_sharing = true;
            return;
        }
        let value = match (&item.to, joined_by(setting.property)) {
            (Value::Set(set), Some(separator)) => {
                quote::string(&set.iter().collect::<Vec<_>>().join(separator))
            }
            (Value::Set(set), None) => texts(set.iter(), 4),
            _ => literal(&scalar(item.wanted, &item.to), 4),
        };
        // Which of two names the cmdlet takes is not certain. Source:
        // `Set-CsTeamsExternalAccessConfiguration`, whose syntax and examples differ.
        let name = match setting.property {
            "BlockExternalUserAccess" => {
                "(Select-Parameter 'Set-CsTeamsExternalAccessConfiguration' \
                 @('BlockExternalUserAccess', 'BlockExternalAccessUserAccess'))"
                    .to_owned()
            }
            name => name.to_owned(),
        };
        self.values.push((name, value));
    }

    /// The table of parameters, and how it is given to a cmdlet.
    fn written(&self, part: &Part<'_>) -> (String, String) {
        if self.is_empty() {
            return (String::new(), String::new());
        }
        let mut values = self.values.clone();
        if self.is_sharing {
            let actions = texts(self.sharing.iter().map(|(action, _)| *action), 4);
            let all = self.sharing.iter().flat_map(|(_, entries)| entries);
            let wanted = texts(all.map(String::as_str), 4);
            let policy = quote::string(part.name.as_deref().unwrap_or_default());
            let list = format!("@(Get-SharingDomains {policy} {actions} {wanted})");
            values.push(("Domains".to_owned(), list));
        }
        let table = table(values.into_iter(), 0);
        (format!("$values = {table}\n"), " @values".to_owned())
    }
}

/// How an object is read; nothing comes where a named one is not there.
pub(super) fn read(object: &str, name: Option<&str>) -> String {
    let quoted = quote::string(name.unwrap_or_default());
    match (object, name) {
        ("SPOSite", Some(_)) => format!("Get-SPOSite -Identity {quoted}"),
        ("SharingPolicy", Some(_)) => format!("Read-SharingPolicy {quoted}"),
        ("ExternalInOutlook", None) => "Read-ExternalInOutlook".to_owned(),
        (ISOLATION, None) => "Read-Isolation".to_owned(),
        (ISOLATION, Some(_)) => format!("Read-IsolationRule {quoted}"),
        (_, Some(_)) => format!("Select-Named (Get-{object}) {quoted}"),
        (_, None) => format!("Get-{object}{}", identity(object, None)),
    }
}

/// What a change is, in one line.
pub(super) fn about(wanted: &Wanted, item: &Item<'_>) -> String {
    let to = short(wanted, &item.to);
    match &item.from {
        Some(from) if *from != item.to => {
            format!("{}: {} -> {to}", wanted.key, short(wanted, from))
        }
        _ => format!("{}: {to}", wanted.key),
    }
}

/// What happens to a named object, in one line.
pub(super) fn about_object(wanted: &Wanted) -> String {
    match wanted.deletes() {
        true => format!("{}: goes", wanted.key),
        false => format!("{}: is there", wanted.key),
    }
}

/// A value in a few words.
fn short(wanted: &Wanted, value: &Value) -> String {
    let set = match (wanted.setting.kind, AllowedDomains::from_value(value)) {
        (Kind::AllowedDomains, Some(AllowedDomains::Only(_))) => "only ",
        (Kind::AllowedDomains, _) => return value.as_text().unwrap_or_default().to_owned(),
        _ => "",
    };
    match value {
        Value::Set(list) if list.len() <= 3 => {
            let all: Vec<&str> = list.iter().collect();
            match all.is_empty() {
                true => "an empty list".to_owned(),
                false => format!("{set}{}", all.join(", ")),
            }
        }
        Value::Set(list) => format!("{set}{}", words::count(list.len(), "entry")),
        value => manual::words(wanted, value),
    }
}

/// Commands as the body of a step.
pub(super) fn indented(commands: &str) -> String {
    commands
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect()
}
