//! Power Platform: tenant isolation.
//!
//! Facts: learn.microsoft.com, "Cross-tenant inbound and outbound restrictions",
//! `Set-PowerAppTenantIsolationPolicy`.

use crate::model::section::{Api, Default, Objects, Wider, choice, settings};

const POLICY: &str = "PowerAppTenantIsolationPolicy";
const PATH: &str = "Power Platform admin centre > Tenant isolation";
const API: Api = Api::Other(
    "Get-PowerAppTenantIsolationPolicy",
    "Set-PowerAppTenantIsolationPolicy",
);

settings! {
    /// Power Platform.
    struct PowerPlatform at "power_platform" {
    } groups {
        /// Connections of apps and flows to other tenants.
        tenant_isolation: TenantIsolation,
    }
}

settings! {
    /// Connections of apps and flows to and from other tenants.
    struct TenantIsolation at "power_platform.tenant_isolation" {
        /// Blocks connections to and from all other tenants, apart from the rules.
        enabled: bool = {
            title: "Tenant isolation", label: "Tenant isolation", admin_centre: PATH,
            object: POLICY, property: "isDisabled", api: API,
            default: Default::Flag(false), wider: Wider::WhenFalse,
            uncertain: "Officially the opposite, isDisabled; a tenant that never set it has none, \
                        which is off.",
        },
    } groups {
        /// Tenants with which connections are allowed all the same, by name or tenant id. Not
        /// enforced while `enabled` is false.
        rules: Objects<IsolationRule>,
    }
}

choice! {
    /// The way of connections.
    enum IsolationDirection {
        /// From the other tenant to this one.
        Inbound = "inbound" / "Inbound",
        /// From this tenant to the other.
        Outbound = "outbound" / "Outbound",
        /// Both ways.
        Both = "both" / "Both",
    }
}

settings! {
    /// Another tenant with which connections are allowed: one of ours, a partner, or a tenant id.
    object(Organisation) struct IsolationRule at "power_platform.tenant_isolation.rules[]" = {
        title: "Rule of tenant isolation", label: "Tenant isolation", admin_centre: PATH,
        object: POLICY, property: "allowedTenants", api: API,
    } {
        /// Which way.
        direction: IsolationDirection = {
            title: "Way of the connections", admin_centre: PATH,
            object: POLICY, property: "direction", api: API,
            default: Default::Undocumented, wider: Wider::Neither,
            uncertain: "State it: a default is not documented.",
        },
    }
}
