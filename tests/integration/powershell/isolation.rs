//! Tenant isolation of Power Platform. Sources: Get-PowerAppTenantIsolationPolicy,
//! Set-PowerAppTenantIsolationPolicy.

use super::held::Held;
use super::run::Call;
use super::service::Tenant;
use super::value::{Members, Val, member};

pub(super) const OBJECT: &str = "PowerAppTenantIsolationPolicy";

fn object(members: Vec<(&str, Val)>) -> Val {
    let members = members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    Val::object("", members.collect())
}

fn is_tenant(tenant: &Tenant, call: &Call) -> Result<(), String> {
    match member(&call.named, "TenantId").map(Val::to_text) {
        Some(id) if id == tenant.id => Ok(()),
        other => Err(format!("no access to tenant {other:?}")),
    }
}

pub(super) fn get(tenant: &Tenant, call: &Call) -> Result<Vec<Val>, String> {
    is_tenant(tenant, call)?;
    // Nobody has set it yet.
    if !tenant.objects.keys().any(|(object, _)| *object == OBJECT) {
        return Ok(Vec::new());
    }
    let mut allowed = Vec::new();
    let mut is_disabled = true;
    for ((_, id), held) in tenant.objects.iter().filter(|((o, _), _)| *o == OBJECT) {
        match (id.as_str(), held.values().next()) {
            ("", Some(Held::Bool(on))) => is_disabled = *on,
            (id, Some(Held::Text(direction))) => {
                let direction = object(vec![
                    ("inbound", Val::Bool(direction != "Outbound")),
                    ("outbound", Val::Bool(direction != "Inbound")),
                ]);
                allowed.push(object(vec![
                    ("tenantId", Val::text(id)),
                    ("direction", direction),
                ]));
            }
            other => return Err(format!("{other:?}")),
        }
    }
    let properties = object(vec![
        ("tenantId", Val::text(&tenant.id)),
        ("isDisabled", Val::Bool(is_disabled)),
        ("allowedTenants", Val::array(allowed)),
    ]);
    Ok(vec![object(vec![("properties", properties)])])
}

pub(super) fn set(tenant: &mut Tenant, call: &Call) -> Result<(), String> {
    is_tenant(tenant, call)?;
    let policy = member(&call.named, "TenantIsolationPolicy")
        .cloned()
        .unwrap_or(Val::Null);
    let properties = of(&policy, "properties")?;
    let (Val::Bool(is_disabled), Some(entries)) = (
        of(&properties, "isDisabled")?,
        of(&properties, "allowedTenants")?.items(),
    ) else {
        return Err(format!("{policy:?} is not taken"));
    };
    let mut rules = Vec::new();
    for entry in entries {
        let direction = of(&entry, "direction")?;
        let word = match (of(&direction, "inbound")?, of(&direction, "outbound")?) {
            (Val::Bool(true), Val::Bool(true)) => "Both",
            (Val::Bool(true), Val::Bool(false)) => "Inbound",
            (Val::Bool(false), Val::Bool(true)) => "Outbound",
            other => return Err(format!("{other:?} is no direction")),
        };
        match of(&entry, "tenantId")? {
            Val::Text(id) if !id.is_empty() => rules.push((id.to_string(), word)),
            other => return Err(format!("{other:?} is no tenant")),
        }
    }
    tenant.objects.retain(|(o, _), _| *o != OBJECT);
    let mut put = |id: String, property: &str, held: Held| {
        let object = tenant.objects.entry((OBJECT, id)).or_default();
        object.insert(property.to_owned(), held);
    };
    put(String::new(), "isDisabled", Held::Bool(is_disabled));
    for (id, word) in rules {
        put(id, "direction", Held::Text(word.to_owned()));
    }
    Ok(())
}

fn of(value: &Val, name: &str) -> Result<Val, String> {
    let found = |members: &Members| member(members, name).cloned();
    let found = match value {
        Val::Object(object) => found(&object.borrow().members),
        Val::Table(table) => found(&table.borrow()),
        _ => None,
    };
    found.ok_or_else(|| format!("{name} is missing in {value:?}"))
}
