# The policy; as long as nobody has set it there is none, and isolation is off.
function Get-Isolation {
    $policy = Get-PowerAppTenantIsolationPolicy -TenantId $TenantId
    if ($null -ne $policy -and $null -ne $policy.properties) { return $policy }
    $properties = [pscustomobject] @{ tenantId = $TenantId; isDisabled = $true; allowedTenants = @() }
    return [pscustomobject] @{ properties = $properties }
}

# Changes the tenant isolation: what is not named stays as it is.
function Set-Isolation($IsDisabled, $Rules) {
    $policy = Get-Isolation
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
    $policy = Get-Isolation
    # Never set is off.
    $isDisabled = $policy.properties.isDisabled
    if ($null -eq $isDisabled) { $isDisabled = $true }
    return [ordered] @{ isDisabled = $isDisabled }
}

function Read-IsolationRule([string] $Id) {
    $policy = Get-Isolation
    foreach ($entry in @($policy.properties.allowedTenants)) {
        if ($null -eq $entry -or $entry.tenantId -ne $Id) { continue }
        $word = 'Both'
        if (-not $entry.direction.inbound) { $word = 'Outbound' }
        if (-not $entry.direction.outbound) { $word = 'Inbound' }
        return [ordered] @{ direction = $word }
    }
}
