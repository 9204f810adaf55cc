# Written by guestlist for Microsoft365DSC.
# Tenant: contoso (Contoso \u{23}> Ltd\u{2019}s)
# Tenant id: 6babcaad-604b-40ac-a9d7-9fd97c0b779f
# Domains: contoso.com
# From: the plan of 2026-11-21, made from version 12
# It sets 15 settings. 3 steps left to a person, at the end.
#
# The text is written for Microsoft365DSC 1.24.1016.1 (October 2024). Later versions read an
# empty AllowedDomains in another way, and may have changed the rest too: before you change
# ModuleVersion, write it anew or check each block.
# A resource applies the properties of its block in an order of its own. Where a change of two
# properties of one block could let somebody in for a moment, use export --to powershell.
#
# Read it before you run it. To compile it, to see what differs, and to apply it:
#   . ./FILE
#   $of = @{ Credential = Get-Credential; Organization = 'contoso.com' }
#   GuestlistConfiguration @of -ConfigurationData YOURS
#   Test-DscConfiguration -Path ./GuestlistConfiguration
#   Start-DscConfiguration -Path ./GuestlistConfiguration -Wait -Verbose
# YOURS is the ConfigurationData that your exports of Microsoft365DSC use, with the certificate
# that the compiled file's credential is encrypted with.

Configuration GuestlistConfiguration
{
    param
    (
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.PSCredential]
        $Credential,

        # The account decides which tenant is changed. Say which one it belongs to: any other
        # than this one is refused.
        [Parameter(Mandatory = $true)]
        [ValidateSet('contoso.com', '6babcaad-604b-40ac-a9d7-9fd97c0b779f')]
        [System.String]
        $Organization
    )

    Import-DscResource -ModuleName 'Microsoft365DSC' -ModuleVersion '1.24.1016.1'

    Node localhost
    {
        TeamsClientConfiguration 'TeamsClientConfiguration'
        {
            Identity       = 'Global'
            AllowGuestUser = $False
            Credential     = $Credential
        }

        AADCrossTenantAccessPolicyConfigurationPartner 'northwind'
        {
            PartnerTenantId         = '1e8c7a3c-2b1f-4a52-9d0e-5a0f5f3f3c11'
            Ensure                  = 'Present'
            B2BCollaborationInbound = MSFT_AADCrossTenantAccessPolicyB2BSetting {
                UsersAndGroups = MSFT_AADCrossTenantAccessPolicyTargetConfiguration {
                    AccessType = 'allowed'
                    Targets    = @(
                        MSFT_AADCrossTenantAccessPolicyTarget {
                            Target = 'AllUsers'
                            TargetType = 'user'
                        }
                    )
                }
            }
            InboundTrust            = MSFT_AADCrossTenantAccessPolicyInboundTrust {
                IsMfaAccepted = $True
            }
            Credential              = $Credential
            DependsOn               = '[TeamsClientConfiguration]TeamsClientConfiguration'
        }

        AADAuthorizationPolicy 'AADAuthorizationPolicy'
        {
            IsSingleInstance = 'Yes'
            AllowInvitesFrom = 'AdminsAndGuestInviters'
            GuestUserRole    = 'RestrictedGuest'
            Credential       = $Credential
            DependsOn        = '[TeamsClientConfiguration]TeamsClientConfiguration'
        }

        EXOInboundConnector 'Former partner'
        {
            Identity   = 'Former partner'
            Ensure     = 'Absent'
            Credential = $Credential
            DependsOn  = '[TeamsClientConfiguration]TeamsClientConfiguration'
        }

        EXOOrganizationRelationship 'O_Brien_s'
        {
            Name        = ('O''Brien' + [char]0x2019 + 's')
            Ensure      = 'Present'
            DomainNames = @('fabrikam.com')
            Credential  = $Credential
            DependsOn   = '[TeamsClientConfiguration]TeamsClientConfiguration'
        }

        TeamsFederationConfiguration 'TeamsFederationConfiguration'
        {
            # AllowedDomains stands here even if it does not change: a block without it opens
            # the tenant to all domains.
            Identity            = 'Global'
            AllowFederatedUsers = $True
            AllowedDomains      = @('fabrikam.com', 'northwind.example')
            Credential          = $Credential
            DependsOn           = '[TeamsClientConfiguration]TeamsClientConfiguration'
        }

        SPOSharingSettings 'SPOSharingSettings'
        {
            # RequireAcceptingAccountMatchInvitedAccount is retired in the service. It stands
            # here because the resource leaves the list of domains out unless it is $True, and
            # still sets the mode.
            IsSingleInstance                           = 'Yes'
            SharingCapability                          = 'ExternalUserSharingOnly'
            SharingDomainRestrictionMode               = 'AllowList'
            SharingAllowedDomainList                   = @('fabrikam.com')
            RequireAcceptingAccountMatchInvitedAccount = $True
            Credential                                 = $Credential
            DependsOn                                  = '[TeamsClientConfiguration]TeamsClientConfiguration'
        }
    }
}

# Left to a person:
# - external_access.block_subdomains: in Teams admin centre > External collaboration > External
#   access: set Block all subdomains to on
#   Why: no property of Microsoft365DSC is known for it.
# - power_platform.tenant_isolation.enabled: in Power Platform admin centre > Tenant isolation:
#   set "Tenant isolation" to on
#   Why: no resource of Microsoft365DSC is known for it.
# - sharepoint.anyone_links.expire_in_days: in SharePoint admin centre > Policies > Sharing: set
#   "These links must expire within this many days" to 14
#   Why: Microsoft365DSC leaves it out unless SharingCapability is ExternalUserAndGuestSharing.

# How to test afterwards:
# - Invite a test account.
