//! Opening a setting of one of our tenants.

use super::Step;
use super::place::{Place, names};
use crate::access::{Key, Link, LinkOrigin, State};
use crate::model::configuration::{Configuration, Tenant};
use crate::model::federation::{ALLOWED, ENABLED};
use crate::model::{Name, SettingKey, Value, ValueSet, sections};
use crate::text::Span;
use crate::workflow::sides::{Sided, Sides, Whose};

/// Entries that are written out again; longer lists are not there to be copied.
const COPIED: usize = 10;

/// A setting of ours, the tenant that it belongs to, and the side that it keeps out.
struct Closed<'a> {
    link: &'a Link,
    /// Where the setting is: for policies, in the one that decided.
    setting: SettingKey,
    tenant: &'a Tenant,
    other: &'a Sided,
    config: &'a Configuration,
}

pub(super) fn step(link: &Link, sides: &Sides, config: &Configuration) -> Option<Step> {
    let key = link.key?;
    let address = link.address.as_ref()?;
    let is_from = sides
        .from
        .ours()
        .is_some_and(|n| n.as_str() == address.first());
    let other = if is_from { &sides.to } else { &sides.from };
    let tenant = config.tenants.get(address.first())?;
    let has_section = sections::setting(key.known().key.as_str()).is_some();
    if link.state == State::Unknown {
        // With a value, what is not known lies elsewhere and is another step.
        return match (&link.value, has_section) {
            (Some(_), _) => None,
            (None, true) => {
                let text = format!("state {address}; no file does");
                Some(Step::new(text).at(Some(tenant.span)))
            }
            (None, false) => Some(Step::new(format!(
                "look up {address} in Microsoft 365; guestlist has no section for it yet"
            ))),
        };
    }
    let setting = address.key();
    let closed = Closed {
        link,
        setting: match setting.object() {
            Some(_) => setting,
            None => key.known().key.clone(),
        },
        tenant,
        other,
        config,
    };
    if !has_section {
        return Some(Step::new(format!(
            "change {address} in Microsoft 365; guestlist has no section for it yet"
        )));
    }
    match key {
        Key::Allowed | Key::UserAllowed => Some(closed.add_entry(&closed.setting)),
        Key::TrialTenants => Some(closed.add_entry(&Key::TrialExemptions.known().key)),
        Key::Blocked | Key::UserBlocked => closed.drop_domain(),
        Key::UserOrganisations => Some(closed.name_organisations()),
        Key::BlockedUsers => Some(closed.drop_user()),
        Key::BlockSubdomains => Some(closed.switch("false")),
        Key::InviteAllowed => Some(closed.add_entry(&closed.setting)),
        Key::InviteBlocked => closed.drop_domain(),
        Key::InvitesFrom => Some(closed.switch("admins_and_guest_inviters")),
        Key::InboundUsers | Key::InboundApps => Some(closed.cross_tenant("inbound")),
        Key::OutboundUsers | Key::OutboundApps => Some(closed.cross_tenant("outbound")),
        Key::ScreenSharing => Some(closed.switch("entire_screen")),
        _ => Some(closed.switch("true")),
    }
}

impl Closed<'_> {
    fn place(&self, key: &SettingKey) -> Place<'_> {
        Place::of(self.tenant, key, self.config)
    }

    /// A switch or a choice.
    fn switch(&self, open: &str) -> Step {
        let key = &self.setting;
        let tenant = &self.tenant.name;
        let line = format!("{}: {open}", leaf(key));
        match self.place(key) {
            Place::Stated(desired) => Step::new(format!("change {tenant}.{key}"))
                .at(Some(desired.span))
                .code(line),
            Place::Over(_, baseline, others) => self
                .over(baseline)
                .code(flow(key, open))
                .remark(shared(baseline, &others)),
            Place::New => self.state_it().code(flow(key, open)),
        }
    }

    /// A policy that reaches nobody, with domains of its own.
    fn name_organisations(&self) -> Step {
        let Some(entry) = entry(self.other) else {
            return self.switch("allow_all_external_domains");
        };
        let only = "allow_specific_external_domains";
        let step = self.switch(only);
        let domains = block(
            &["allowed_domains".to_owned()],
            std::slice::from_ref(&entry),
        );
        match self.place(&self.setting) {
            Place::Stated(_) => {
                let code = format!("{}\n{domains}", step.code);
                step.code(code)
            }
            _ => step.remark(format!("with {entry} under allowed_domains of that policy")),
        }
    }

    /// An entry for the other side on a list.
    fn add_entry(&self, key: &SettingKey) -> Step {
        let tenant = &self.tenant.name;
        let Some(entry) = entry(self.other) else {
            // An organisation without a name can only be let in with everybody else.
            return self
                .switch("all")
                .remark("this lets in everybody who is not blocked");
        };
        let is_list = |value: &Value| value.as_set().is_some();
        match self.place(key) {
            Place::Stated(desired) if is_list(&desired.value) => {
                Step::new(format!("add to {} of {tenant}", name_of(key)))
                    .at(Some(desired.span))
                    .code(format!("- {entry}"))
            }
            Place::Stated(desired) => Step::new(format!("change {tenant}.{key}"))
                .at(Some(desired.span))
                .code(block(&[leaf(key).to_owned()], &[entry])),
            Place::Over(desired, baseline, others) => {
                let mut entries = vec![entry];
                if is_list(&desired.value) {
                    entries.insert(0, "inherited: true".to_owned());
                }
                self.over(baseline)
                    .code(block(&path(key), &entries))
                    .remark(shared(baseline, &others))
            }
            Place::New => self.restate(key, entry),
        }
    }

    /// A list that is recorded and stated nowhere, with an entry more.
    fn restate(&self, key: &SettingKey, entry: String) -> Step {
        let recorded = self.link.value.as_ref().and_then(Value::as_set);
        let recorded = recorded.filter(|_| self.setting == *key);
        let number = recorded.map_or(0, ValueSet::len);
        let mut entries: Vec<String> = match recorded {
            Some(set) if number <= COPIED => set.iter().map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        entries.push(entry);
        let step = self.state_it().code(block(&path(key), &entries));
        if number > COPIED {
            let tenant = &self.tenant.name;
            return step.remark(format!(
                "and the {number} recorded entries: guestlist show --tenant {tenant}"
            ));
        }
        step
    }

    /// A blocked domain, or the blocked parent of one.
    fn drop_domain(&self) -> Option<Step> {
        let domain = self.link.address.as_ref()?.last_element()?;
        let key = &self.setting;
        let Some(desired) = self.tenant.settings.get(key) else {
            let text = format!("state {key} of {} without {domain}", self.tenant.name);
            return Some(Step::new(text).at(Some(self.tenant.span)));
        };
        let place = desired.list.as_ref().and_then(|list| list.place(domain));
        if let Some(entry) = self.organisation_at(domain, place) {
            return Some(self.drop_organisation(&entry, domain, place));
        }
        let holder = match &self.link.origin {
            LinkOrigin::List(name) | LinkOrigin::ListFile(name) => format!("the list \"{name}\""),
            LinkOrigin::Baseline(name) => format!("{} of the baseline \"{name}\"", leaf(key)),
            _ => format!("{} of {}", leaf(key), self.tenant.name),
        };
        let step = Step::new(format!("take {domain} off {holder}")).at(place);
        let others = self.blocking_too(key, domain, place);
        Some(if others.is_empty() {
            step
        } else {
            step.remark(format!(
                "{} would be open to it as well; to open {} alone, state its own {}",
                names(&others),
                self.tenant.name,
                leaf(key)
            ))
        })
    }

    /// An entry that names a whole organisation. Where it is written is not known: only where the
    /// organisation is declared.
    fn drop_organisation(&self, entry: &str, domain: &str, place: Option<Span>) -> Step {
        let key = &self.setting;
        let mut lists = self.config.lists.values();
        let elsewhere = lists.any(|list| place.is_some() && list.domains.place(domain) == place);
        let elsewhere = if elsewhere {
            ", or off the list there that holds it"
        } else {
            ""
        };
        let tenant = &self.tenant.name;
        let step = Step::new(format!(
            "take {entry} off {} of {tenant}{elsewhere}",
            leaf(key)
        ));
        self.where_stated(key, step)
    }

    /// The entry that stands for a whole organisation, if the domain came with one: its place is
    /// then that of the organisation's declaration.
    fn organisation_at(&self, domain: &str, place: Option<Span>) -> Option<String> {
        let place = place?;
        let mut partners = self.config.partners.values();
        let partner = partners.find(|p| p.domains.place(domain) == Some(place));
        if let Some(partner) = partner {
            return Some(format!("\"partner: {}\"", partner.name));
        }
        let mut tenants = self.config.tenants.values();
        let tenant = tenants.find(|t| t.domains.place(domain) == Some(place))?;
        Some(format!("\"tenant: {}\"", tenant.name))
    }

    /// Other tenants that block a domain by the same line, and by nothing else: where an allow list
    /// stands, or external access is off, the block list is silent.
    fn blocking_too(&self, key: &SettingKey, domain: &str, place: Option<Span>) -> Vec<&Name> {
        let by_that_line = |other: &&Tenant| {
            let list = other.settings.get(key).and_then(|d| d.list.as_ref());
            other.name != self.tenant.name
                && place.is_some()
                && lets_in_the_rest(other)
                && list.and_then(|list| list.place(domain)) == place
        };
        let tenants = self.config.tenants.values().filter(by_that_line);
        tenants.map(|t| &t.name).collect()
    }

    /// Cross-tenant access: for the other side alone if it has a name, else for all tenants.
    fn cross_tenant(&self, way: &str) -> Step {
        let open = format!("b2b_collaboration_{way}: {{ users: allowed, applications: allowed }}");
        let tenant = &self.tenant.name;
        let step = Step::new(format!("state in {tenant}"));
        let step = step.at(self.link.span.or(Some(self.tenant.span)));
        match &self.other.whose {
            Whose::Ours(name) | Whose::Partner(name) => {
                let lines = ["cross_tenant_access:", "  partners:"];
                step.code(format!("{}\n    {name}:\n      {open}", lines.join("\n")))
            }
            Whose::Undeclared(_) | Whose::Anyone | Whose::Consumer => step
                .code(format!("cross_tenant_access:\n  default:\n    {open}"))
                .remark("this counts for every tenant that partners does not name"),
        }
    }

    /// A step where a value is stated, and for whom else that place counts.
    fn where_stated(&self, key: &SettingKey, step: Step) -> Step {
        match self.place(key) {
            Place::Stated(desired) => step.at(Some(desired.span)),
            Place::Over(desired, baseline, others) => step
                .at(Some(desired.span))
                .remark(shared(baseline, &others)),
            Place::New => step.at(Some(self.tenant.span)),
        }
    }

    fn drop_user(&self) -> Step {
        let key = &self.setting;
        let step = Step::new(format!("take them off {}.{key}", self.tenant.name));
        self.where_stated(key, step)
    }

    fn over(&self, baseline: &Name) -> Step {
        let tenant = &self.tenant.name;
        Step::new(format!(
            "write in {tenant}, over the baseline \"{baseline}\""
        ))
        .at(Some(self.tenant.span))
    }

    fn state_it(&self) -> Step {
        Step::new(format!("state in {}", self.tenant.name)).at(Some(self.tenant.span))
    }
}

/// Whether a tenant's block list counts, as far as files say.
fn lets_in_the_rest(tenant: &Tenant) -> bool {
    let value = |key: &SettingKey| tenant.settings.get(key).map(|desired| &desired.value);
    let allows_all = value(&ALLOWED).is_none_or(|value| value.as_text() == Some("all"));
    allows_all && value(&ENABLED).and_then(Value::as_flag) != Some(false)
}

/// Why a tenant overrides its baseline.
fn shared(baseline: &Name, others: &[&Name]) -> String {
    format!(
        "changing the baseline \"{baseline}\" would open {} as well",
        names(others)
    )
}

/// The entry that names an organisation; nothing for one without a name.
fn entry(side: &Sided) -> Option<String> {
    match &side.whose {
        Whose::Ours(name) => Some(format!("tenant: {name}")),
        Whose::Partner(name) => Some(format!("partner: {name}")),
        Whose::Undeclared(domain) => Some(domain.clone()),
        Whose::Anyone | Whose::Consumer => None,
    }
}

/// The keys that lead to a setting in a file, the name of its object among them.
fn path(key: &SettingKey) -> Vec<String> {
    let words = |text: &str| -> Vec<String> {
        let words = text.split('.').filter(|word| !word.is_empty());
        words.map(ToOwned::to_owned).collect()
    };
    let (Some((collection, below)), Some(name)) = (key.around_object(), key.object_name()) else {
        return words(key.as_str());
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let name = if name.chars().all(plain) {
        name
    } else {
        serde_json::Value::from(name).to_string()
    };
    let mut path = words(collection);
    path.push(name);
    path.extend(words(below));
    path
}

/// The last word of a setting's path.
fn leaf(key: &SettingKey) -> &str {
    key.as_str().rsplit('.').next().unwrap_or_default()
}

/// A setting's last word; two where another section has a setting of that name.
fn name_of(key: &SettingKey) -> &str {
    match key.section() {
        Some("external_access" | "external_access_policies") => leaf(key),
        _ => key.setting(),
    }
}

/// `guest_access: { enabled: true }`
fn flow(key: &SettingKey, value: &str) -> String {
    let mut words = path(key).into_iter().rev();
    let leaf = words.next().unwrap_or_default();
    words.fold(format!("{leaf}: {value}"), |inner, word| {
        format!("{word}: {{ {inner} }}")
    })
}

/// Keys below each other, and entries below the last.
fn block(keys: &[String], entries: &[String]) -> String {
    let keys_in = keys.iter().enumerate();
    let mut lines: Vec<String> = keys_in
        .map(|(depth, key)| format!("{:1$}{key}:", "", 2 * depth))
        .collect();
    let depth = 2 * keys.len();
    lines.extend(
        entries
            .iter()
            .map(|entry| format!("{:depth$}- {entry}", "")),
    );
    lines.join("\n")
}
