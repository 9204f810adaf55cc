//! What a script must be connected to, and which of its functions it needs.
//!
//! Sources: `Connect-MicrosoftTeams`, `Get-CsTenant`, `Connect-ExchangeOnline`,
//! `Get-ConnectionInformation`, `Connect-SPOService`, `Connect-MgGraph`, `Get-MgContext`,
//! `Add-PowerAppsAccount`, `Get-PowerAppTenantIsolationPolicy`.

use super::rights::Needed;
use crate::model::section::{Api, Setting};

/// A service that a script talks to, each with a connection of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Service {
    Teams,
    Exchange,
    SharePoint,
    Graph,
    Fabric,
    PowerPlatform,
}

impl Service {
    /// How to connect; `rights` are those that requests need.
    pub(super) fn connect(self, rights: &Needed) -> Vec<String> {
        let (command, module) = match self {
            Self::Teams => ("Connect-MicrosoftTeams".to_owned(), "MicrosoftTeams"),
            Self::Exchange => (
                "Connect-ExchangeOnline".to_owned(),
                "ExchangeOnlineManagement",
            ),
            Self::SharePoint => (
                "Connect-SPOService -Url https://...".to_owned(),
                "Microsoft.Online.SharePoint.PowerShell",
            ),
            Self::Graph => (rights.connect(), "Microsoft.Graph.Authentication"),
            Self::Fabric => {
                let token =
                    "give an access token for https://api.fabric.microsoft.com as -FabricToken";
                return [vec![token.to_owned()], rights.lines(self)].concat();
            }
            Self::PowerPlatform => (
                "Add-PowerAppsAccount".to_owned(),
                "Microsoft.PowerApps.Administration.PowerShell",
            ),
        };
        let command = format!("{command:<39} (module {module})");
        [vec![command], rights.lines(self)].concat()
    }

    /// The check that it is the right tenant.
    pub(super) fn check(self) -> &'static str {
        match self {
            Self::Teams => "Test-Tenant 'Teams' ([string] (Get-CsTenant).TenantId)",
            Self::Exchange => {
                "Test-Tenant 'Exchange Online' @(Get-ConnectionInformation | ForEach-Object { $_.TenantID })"
            }
            // Its cmdlets do not say the tenant's id: the root site can be read in its tenant alone.
            Self::SharePoint => "Get-SPOSite -Identity $SharePointUrl | Out-Null",
            Self::Graph => "Test-Tenant 'Microsoft Graph' ([string] (Get-MgContext).TenantId)",
            Self::Fabric => "Test-FabricToken",
            // Every call of it names the tenant.
            Self::PowerPlatform => {
                "Get-PowerAppTenantIsolationPolicy -TenantId $TenantId | Out-Null"
            }
        }
    }
}

/// The service that a setting belongs to; nothing if no script can set it.
pub(super) fn service(setting: &Setting) -> Option<Service> {
    match setting.api {
        Api::Nobody => None,
        Api::Graph(..) => Some(Service::Graph),
        Api::Other(_, write) if write.contains("api.fabric.microsoft.com") => Some(Service::Fabric),
        Api::Other(_, "Set-PowerAppTenantIsolationPolicy") => Some(Service::PowerPlatform),
        Api::Other(_, write) if write.starts_with("Set-Mailbox") => Some(Service::Exchange),
        Api::Other(_, write) if write.starts_with("Grant-Cs") => Some(Service::Teams),
        Api::Other(..) => None,
        Api::Cmdlet => Some(match setting.object {
            object if object.starts_with("Cs") => Service::Teams,
            object if object.starts_with("SPO") => Service::SharePoint,
            _ => Service::Exchange,
        }),
    }
}

/// Functions that some scripts need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Functions {
    Common,
    Teams,
    Sharing,
    Outlook,
    Graph,
    Fabric,
    PowerPlatform,
}

impl Functions {
    /// The functions, as PowerShell.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Common => include_str!("common.ps1"),
            Self::Teams => include_str!("teams.ps1"),
            Self::Sharing => include_str!("sharing.ps1"),
            Self::Outlook => include_str!("outlook.ps1"),
            Self::Graph => include_str!("graph.ps1"),
            Self::Fabric => include_str!("fabric.ps1"),
            Self::PowerPlatform => include_str!("power_platform.ps1"),
        }
    }
}
