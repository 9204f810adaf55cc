# Changes the tenant isolation: what is not named stays as it is.
function Set-Isolation($IsDisabled, $Rules) {
    $policy = Get-PowerAppTenantIsolationPolicy -TenantId $TenantId
    if ($null -ne $IsDisabled) { $policy.properties.isDisabled = $IsDisabled }
    $entries = @($policy.properties.allowedTenants | Where-Object { $null -ne $_ })
    foreach ($rule in @($Rules | Where-Object { $null -ne $_ })) {
        $entries = @($entries | Where-Object { $_.tenantId -ne $rule.Id })
        if ($rule.Direction -ne 'absent') {
            $direction = @{
                inbound = $rule.Direction -ne 'outbound'
                outbound = $rule.Direction -ne 'inbound'
            }
            $entries += [pscustomobject] @{ tenantId = $rule.Id; direction = [pscustomobject] $direction }
        }
    }
    $policy.properties.allowedTenants = @($entries)
    Set-PowerAppTenantIsolationPolicy -TenantId $TenantId -TenantIsolationPolicy $policy | Out-Null
}

function Read-Isolation {
    $policy = Get-PowerAppTenantIsolationPolicy -TenantId $TenantId
    return [ordered] @{ isDisabled = $policy.properties.isDisabled }
}

function Read-IsolationRule([string] $Id) {
    $policy = Get-PowerAppTenantIsolationPolicy -TenantId $TenantId
    foreach ($entry in @($policy.properties.allowedTenants)) {
        if ($null -eq $entry -or $entry.tenantId -ne $Id) { continue }
        $word = 'Both'
        if (-not $entry.direction.inbound) { $word = 'Outbound' }
        if (-not $entry.direction.outbound) { $word = 'Inbound' }
        return [ordered] @{ direction = $word }
    }
}
