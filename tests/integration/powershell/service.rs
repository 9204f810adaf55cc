//! A tenant that answers cmdlets as the service does, as far as its pages say how.
//!
//! Sources: learn.microsoft.com, the pages of the cmdlets; what an object has are the properties of
//! the table of settings.

use std::collections::BTreeMap;

use guestlist::model::section::{Api, Default, Kind, Setting};
use guestlist::model::sections::settings;

use super::held::{Held, initial};
use super::isolation;
use super::run::{Call, Service};
use super::teams_lists;
use super::value::{Members, Val, member, put};
use super::web::{self, Web};
use super::web_tenants;

/// How many entries one call takes. No figure is published: a script has to stay below some.
pub(crate) const LIMIT: usize = 250;

/// An object by its official name and its own, in lower case; empty for what there is one of.
pub(crate) type Which = (&'static str, String);

/// A state of all objects.
pub(crate) type Objects = BTreeMap<Which, BTreeMap<String, Held>>;

/// The name of an object as it was given.
const NAME: &str = "Identity";

#[derive(Debug, Clone)]
pub(crate) struct Tenant {
    pub(crate) id: String,
    pub(crate) objects: Objects,
    /// What Microsoft Graph and Fabric hold.
    pub(crate) web: Web,
    /// Permissions of the connection to Microsoft Graph.
    pub(crate) scopes: Vec<String>,
    /// Who was given which policy: cmdlet, person or group, policy.
    pub(crate) granted: BTreeMap<(String, String), String>,
    /// Every call.
    pub(crate) log: Vec<Call>,
    /// The state after every call that changed something.
    pub(crate) states: Vec<Objects>,
    /// What Microsoft Graph and Fabric held after every request that changed something.
    pub(crate) web_states: Vec<Web>,
    /// Which of these calls fails, from 0.
    pub(crate) fails_at: Option<usize>,
    /// Properties that this version calls otherwise, when they are read and when they are set.
    pub(crate) renamed: Vec<(&'static str, &'static str, &'static str)>,
    /// Parameters that this version does not have.
    pub(crate) missing: Vec<&'static str>,
}

/// What an administrator's connection to Microsoft Graph may have.
pub(crate) const SCOPES: &[&str] = &[
    "openid",
    "Policy.Read.All",
    "Policy.ReadWrite.CrossTenantAccess",
    "Policy.ReadWrite.B2BManagementPolicy",
    "Directory.ReadWrite.All",
    "SharePointTenantSettings.ReadWrite.All",
];

/// Settings that are properties of an object with cmdlets of its own.
pub(crate) fn has_cmdlets(setting: &Setting) -> bool {
    setting.api == Api::Cmdlet && setting.retired.is_none()
}

/// The official objects that have cmdlets, and whether there are several of each.
fn known(object: &str) -> Option<(&'static str, bool)> {
    let of_object = settings()
        .iter()
        .find(|s| has_cmdlets(s) && s.object.eq_ignore_ascii_case(object))?;
    Some((of_object.object, is_named(of_object.object)))
}

pub(crate) fn is_named(object: &str) -> bool {
    let of_object = |s: &&Setting| matches!(s.kind, Kind::Object(_)) && s.object == object;
    settings().iter().any(|s| of_object(&s))
}

/// The properties of an object.
fn properties(object: &str) -> impl Iterator<Item = &'static Setting> {
    let of_object = settings().iter();
    of_object.filter(move |s| s.object == object && has_cmdlets(s) && !s.property.is_empty())
}

impl Tenant {
    /// A new tenant: what there is one of is as documented.
    pub(crate) fn new(id: &str) -> Self {
        let mut tenant = Self {
            id: id.to_owned(),
            objects: Objects::new(),
            web: web_tenants::new(false),
            scopes: SCOPES.iter().map(|&scope| scope.to_owned()).collect(),
            granted: BTreeMap::new(),
            log: Vec::new(),
            states: Vec::new(),
            web_states: Vec::new(),
            fails_at: None,
            renamed: Vec::new(),
            missing: Vec::new(),
        };
        for setting in settings().iter().filter(|s| has_cmdlets(s)) {
            if !is_named(setting.object) {
                tenant.make(setting.object, "");
            }
        }
        for object in ["CsExternalAccessPolicy", "CsTeamsMeetingPolicy"] {
            tenant.make(object, "Global");
        }
        let isolation = tenant.objects.entry((isolation::OBJECT, String::new()));
        isolation
            .or_default()
            .insert("isDisabled".to_owned(), Held::Bool(true));
        tenant
    }

    /// Makes an object with what is documented of it.
    pub(crate) fn make(&mut self, object: &'static str, name: &str) {
        let held = self
            .objects
            .entry((object, name.to_lowercase()))
            .or_default();
        if !name.is_empty() {
            held.insert(NAME.to_owned(), Held::Text(name.to_owned()));
        }
        for setting in properties(object) {
            held.insert(setting.property.to_owned(), initial(setting));
        }
    }

    /// Calls that change something.
    pub(crate) fn writes(&self) -> Vec<&Call> {
        self.log.iter().filter(|call| is_write(call)).collect()
    }

    /// What is other here than there.
    pub(crate) fn unlike(&self, other: &Self) -> Vec<String> {
        let mut out = Vec::new();
        if self.objects != other.objects {
            out.push(format!(
                "{:?}\n  instead of {:?}",
                self.objects, other.objects
            ));
        }
        let [here, there] = [self, other].map(|tenant| web_tenants::meaning(&tenant.web));
        for at in here.keys().chain(there.keys()) {
            let (here, there) = (here.get(at), there.get(at));
            if here != there {
                out.push(format!("{at}: {here:?}\n  instead of {there:?}"));
            }
        }
        out
    }

    fn answer(&mut self, call: &Call) -> Option<Result<Vec<Val>, String>> {
        match call.name.as_str() {
            "Get-CsTenant" => return Some(Ok(vec![self.identity("TenantId")])),
            "Get-ConnectionInformation" => return Some(Ok(vec![self.identity("TenantID")])),
            "Get-MgContext" => return Some(Ok(vec![self.context()])),
            name if is_maker(name) => return Some(teams_lists::made(call)),
            name if web::is_request(name) => {
                let answered = web::answer(&mut self.web, call);
                if is_write(call) && answered.is_ok() {
                    self.web_states.push(self.web.clone());
                }
                return Some(answered);
            }
            _ => {}
        }
        let (verb, object) = call.name.split_once('-')?;
        if verb == "Get" {
            return match object {
                "PowerAppTenantIsolationPolicy" => Some(isolation::get(self, call)),
                _ => known(object).map(|(object, named)| self.get(object, named, call)),
            };
        }
        let answered = match (verb, object) {
            ("Set", "PowerAppTenantIsolationPolicy") => isolation::set(self, call),
            ("Grant", object) if object.starts_with("Cs") => self.grant(call),
            ("Set", "Mailbox") => self.mailbox(call),
            (verb, object) => {
                let (object, named) = known(object)?;
                match verb {
                    "Set" => self.change(object, named, call),
                    "New" if named && object != "SPOSite" => self.create(object, call),
                    "Remove" if named && object != "SPOSite" => self.remove(object, call),
                    _ => return None,
                }
            }
        };
        if answered.is_ok() {
            self.states.push(self.objects.clone());
        }
        Some(answered.map(|()| Vec::new()))
    }

    fn identity(&self, name: &str) -> Val {
        Val::object("", vec![(name.to_owned(), Val::text(&self.id))])
    }

    /// Source: `Get-MgContext`.
    fn context(&self) -> Val {
        let scopes = self.scopes.iter().map(Val::text).collect();
        Val::object(
            "",
            vec![
                ("TenantId".to_owned(), Val::text(&self.id)),
                ("Scopes".to_owned(), Val::array(scopes)),
            ],
        )
    }

    fn get(&self, object: &'static str, named: bool, call: &Call) -> Result<Vec<Val>, String> {
        if call.named.iter().any(|(name, _)| name != NAME) || !call.positional.is_empty() {
            return Err(format!("no such parameter: {call:?}"));
        }
        let wanted = member(&call.named, NAME).map(Val::to_text);
        if object == "SPOSite" && wanted.as_deref() == Some("https://contoso.sharepoint.com") {
            return Ok(vec![Val::object("", Vec::new())]);
        }
        if !named {
            return Ok(vec![self.read(&(object, String::new()))]);
        }
        if let Some(wanted) = wanted {
            let which = (object, plain(&wanted));
            return match self.objects.contains_key(&which) {
                true => Ok(vec![self.read(&which)]),
                false => Err(format!("{object} {wanted} was not found")),
            };
        }
        let all = self.objects.keys().filter(|(o, _)| *o == object);
        Ok(all.map(|which| self.read(which)).collect())
    }

    /// An object as its cmdlet gives it.
    fn read(&self, which: &Which) -> Val {
        let held = &self.objects[which];
        let mut members = Members::new();
        match held.get(NAME) {
            Some(Held::Text(name)) => {
                let is_custom = which.0.starts_with("Cs") && which.1 != "global";
                let identity = if is_custom {
                    format!("Tag:{name}")
                } else {
                    name.clone()
                };
                put(&mut members, NAME, Val::text(identity));
                if !which.0.starts_with("Cs") {
                    put(&mut members, "Name", Val::text(name));
                }
            }
            _ => put(&mut members, NAME, Val::text("Global")),
        }
        for setting in properties(which.0) {
            let renamed = self.renamed.iter().find(|(p, ..)| *p == setting.property);
            let name = renamed.map_or(setting.property, |(_, shown, _)| shown);
            put(&mut members, name, held[setting.property].shown(setting));
        }
        Val::object("", members)
    }

    fn change(&mut self, object: &'static str, named: bool, call: &Call) -> Result<(), String> {
        let name = member(&call.named, NAME).map(Val::to_text);
        let which = match (named, name) {
            (true, Some(name)) => (object, plain(&name)),
            (true, None) => return Err("-Identity is missing".to_owned()),
            (false, _) => (object, String::new()),
        };
        if !self.objects.contains_key(&which) {
            return Err(format!("{object} {} was not found", which.1));
        }
        if object == "RemoteDomain" && member(&call.named, "DomainName").is_some() {
            return Err("A parameter cannot be found that matches 'DomainName'".to_owned());
        }
        self.fill(&which, call, &[NAME])
    }

    fn create(&mut self, object: &'static str, call: &Call) -> Result<(), String> {
        let by = if object.starts_with("Cs") {
            "Identity"
        } else {
            "Name"
        };
        let Some(name) = member(&call.named, by).map(Val::to_text) else {
            return Err(format!("-{by} is missing"));
        };
        let which = (object, plain(&name));
        if self.objects.contains_key(&which) {
            return Err(format!("{object} {name} is there already"));
        }
        // Sources: the pages of New-…: what each requires.
        let required: &[&str] = match object {
            "OrganizationRelationship" => &["DomainNames"],
            "SharingPolicy" => &["Domains"],
            "InboundConnector" => &["SenderDomains"],
            "RemoteDomain" => &["DomainName"],
            _ => &[],
        };
        for parameter in required {
            if member(&call.named, parameter).is_none() {
                return Err(format!("New-{object}: -{parameter} is missing"));
            }
        }
        if object == "RemoteDomain" && call.named.len() > 2 {
            return Err("New-RemoteDomain takes -Name and -DomainName alone".to_owned());
        }
        let before = self.objects.clone();
        self.make(object, &name);
        let filled = self.fill(&which, call, &[by]);
        if filled.is_err() {
            self.objects = before;
        }
        filled
    }

    fn remove(&mut self, object: &'static str, call: &Call) -> Result<(), String> {
        let is_asked = member(&call.named, "Confirm").is_none_or(Val::is_true);
        if is_asked {
            return Err("it would ask a person: -Confirm:$false is missing".to_owned());
        }
        let name = member(&call.named, NAME)
            .map(Val::to_text)
            .unwrap_or_default();
        match self.objects.remove(&(object, plain(&name))) {
            Some(_) if call.named.len() == 2 => Ok(()),
            Some(_) => Err(format!("no such parameter: {call:?}")),
            None => Err(format!("{object} {name} was not found")),
        }
    }

    /// The property that a parameter is of; none for a name that this version does not have.
    fn parameter_of<'n>(&self, name: &'n str) -> &'n str
    where
        'static: 'n,
    {
        if self.missing.contains(&name)
            || self
                .renamed
                .iter()
                .any(|(p, _, as_set)| p == &name && as_set != &name)
        {
            return "";
        }
        let renamed = self.renamed.iter().find(|(.., as_set)| *as_set == name);
        renamed.map_or(name, |(property, ..)| property)
    }

    /// Puts the parameters of a call into an object; none of them if one is wrong.
    fn fill(&mut self, which: &Which, call: &Call, but: &[&str]) -> Result<(), String> {
        if !call.positional.is_empty() {
            return Err(format!("no such parameter: {call:?}"));
        }
        let mut held = self.objects[which].clone();
        let has = |name: &str| member(&call.named, name).is_some();
        if has("AllowedDomains") && has("AllowedDomainsAsAList") {
            return Err("Do not specify both AllowedDomains and AllowedDomainsAsAList".to_owned());
        }
        for (name, value) in &call.named {
            if but.iter().any(|b| b.eq_ignore_ascii_case(name)) {
                continue;
            }
            let property = self.parameter_of(name);
            if which.0 == "CsTenantFederationConfiguration"
                && let Some((property, list)) = teams_lists::taken(name, value, &held)
            {
                held.insert(property.to_owned(), list?);
                continue;
            }
            let Some(setting) = properties(which.0).find(|s| s.property == property) else {
                return Err(format!("A parameter cannot be found that matches '{name}'"));
            };
            let now = &held[setting.property];
            let taken = Held::taken(setting, value, now)
                .map_err(|why| format!("{} -{name}: {why}", call.name))?;
            held.insert(setting.property.to_owned(), taken);
        }
        self.objects.insert(which.clone(), held);
        Ok(())
    }

    fn grant(&mut self, call: &Call) -> Result<(), String> {
        let given = |name: &str| member(&call.named, name).map(Val::to_text);
        let (to, is_group) = match (given("Identity"), given("Group")) {
            (Some(person), None) => (person, false),
            (None, Some(group)) => (group, true),
            _ => return Err("-Identity or -Group".to_owned()),
        };
        let Some(policy) = given("PolicyName") else {
            return Err("-PolicyName is missing".to_owned());
        };
        if is_group && !policy.is_empty() && given("Rank").is_none() {
            return Err("-Rank is missing".to_owned());
        }
        let object = call.name.replace("Grant-", "").to_lowercase();
        let exists = |(o, name): &Which| o.to_lowercase() == object && *name == plain(&policy);
        if !policy.is_empty() && !self.objects.keys().any(exists) {
            return Err(format!("the policy {policy} was not found"));
        }
        match policy.is_empty() {
            true => self.granted.remove(&(call.name.clone(), to)),
            false => self.granted.insert((call.name.clone(), to), policy),
        };
        Ok(())
    }

    fn mailbox(&mut self, call: &Call) -> Result<(), String> {
        let given = |name: &str| member(&call.named, name).map(Val::to_text);
        let (Some(mailbox), Some(policy), 2) =
            (given("Identity"), given("SharingPolicy"), call.named.len())
        else {
            return Err(format!("no such parameters: {call:?}"));
        };
        if !self
            .objects
            .contains_key(&("SharingPolicy", plain(&policy)))
        {
            return Err(format!("the sharing policy {policy} was not found"));
        }
        self.granted.insert((call.name.clone(), mailbox), policy);
        Ok(())
    }
}

/// A name without what marks a custom policy, in lower case.
fn plain(name: &str) -> String {
    let name = name.to_lowercase();
    name.strip_prefix("tag:")
        .map_or(name.clone(), str::to_owned)
}

/// Cmdlets that only make a value.
fn is_maker(name: &str) -> bool {
    name.starts_with("New-CsEdge")
}

fn is_write(call: &Call) -> bool {
    !call.name.starts_with("Get-") && !is_maker(&call.name) && !web::is_reading(call)
}

impl Service for Tenant {
    fn call(&mut self, call: &Call) -> Option<Result<Vec<Val>, String>> {
        self.log.push(call.clone());
        let writes = self.writes().len();
        if is_write(call) && self.fails_at.is_some_and(|at| writes == at + 1) {
            return Some(Err("The service is busy.".to_owned()));
        }
        self.answer(call)
    }

    fn parameters(&self, cmdlet: &str) -> Option<Vec<String>> {
        let (object, _) = known(cmdlet.split_once('-')?.1)?;
        let names = properties(object).map(|setting| {
            let renamed = self.renamed.iter().find(|(p, ..)| *p == setting.property);
            renamed.map_or(setting.property, |(.., parameter)| parameter)
        });
        let as_a_list =
            (object == "CsTenantFederationConfiguration").then_some("AllowedDomainsAsAList");
        let all = names
            .chain(as_a_list)
            .filter(|name| !self.missing.contains(name));
        Some(all.map(str::to_owned).collect())
    }
}

/// What a setting is in a new tenant, in words of the service.
pub(super) fn documented(setting: &Setting) -> Option<guestlist::model::Value> {
    match setting.default {
        Default::Nothing | Default::Undocumented => None,
        default => default.value(),
    }
}
