# How many entries are sent in one call.
$Portion = 200

function New-TextList($Entries) {
    $list = New-Object 'System.Collections.Generic.List[string]'
    foreach ($entry in @($Entries)) { $list.Add($entry) }
    return , $list
}

# Adds entries to a list of Teams, or removes them, in portions; those that are there (or gone) are left out.
function Edit-TeamsList([string] $Property, [string] $Deed, $Entries) {
    $now = Get-Property (Get-CsTenantFederationConfiguration) $Property
    if ($Property -eq 'AllowedDomains') {
        if ($null -eq $now) { throw 'the service does not say which domains are allowed' }
        $list = $now.PSObject.Properties['AllowedDomain']
        if ($null -eq $list) {
            # That is the end already, or somebody opened the tenant and the whole list follows.
            if ($Deed -eq 'Remove' -or $EvenIfChanged) { return }
            throw 'everybody is allowed now, so there is no list to change'
        }
        $now = $list.Value
    }
    $have = @(Get-Entries $now '')
    $todo = @($Entries | Where-Object { ($have -contains $_) -eq ($Deed -eq 'Remove') })
    for ($at = 0; $at -lt $todo.Count; $at += $Portion) {
        $last = [Math]::Min($at + $Portion, $todo.Count) - 1
        $part = @($todo[$at..$last])
        if ($Property -eq 'AllowedDomains') {
            Set-CsTenantFederationConfiguration -AllowedDomainsAsAList @{ $Deed = (New-TextList $part) }
        }
        elseif ($Property -eq 'BlockedDomains') {
            $patterns = @($part | ForEach-Object { New-CsEdgeDomainPattern -Domain $_ })
            Set-CsTenantFederationConfiguration -BlockedDomains @{ $Deed = $patterns }
        }
        else {
            Set-CsTenantFederationConfiguration -AllowedTrialTenantDomains @{ $Deed = $part }
        }
    }
}

# Whether everybody but the blocked domains is allowed.
function Test-TeamsEverybody {
    $now = Get-Property (Get-CsTenantFederationConfiguration) 'AllowedDomains'
    return $null -ne $now -and $null -eq $now.PSObject.Properties['AllowedDomain']
}

# Whether somebody is allowed who is not at the end.
function Test-TeamsExtra([string] $Key) {
    $now = Get-Property (Get-CsTenantFederationConfiguration) 'AllowedDomains'
    if ($null -eq $now) { return $true }
    $is = @($Settings | Where-Object { $_.Key -eq $Key } | ForEach-Object { $_.Is })
    $list = $now.PSObject.Properties['AllowedDomain']
    if ($null -eq $list) { return $is -notcontains 'all' }
    $extra = @(Get-Entries $list.Value '' | Where-Object { $is -notcontains $_ })
    return $extra.Count -gt 0
}

# Allows these and nobody else. A list that one call can't send is changed where it has some of them
# already, and so never shorter on its way; else the first portion replaces what is there.
function Set-TeamsAllowList($Entries) {
    $all = @($Entries)
    $have = @()
    $now = Get-Property (Get-CsTenantFederationConfiguration) 'AllowedDomains'
    if ($null -ne $now) {
        $list = $now.PSObject.Properties['AllowedDomain']
        if ($null -ne $list) { $have = @(Get-Entries $list.Value '') }
    }
    $kept = @($have | Where-Object { $all -contains $_ })
    if ($all.Count -le $Portion -or $kept.Count -eq 0) {
        $last = [Math]::Min($Portion, $all.Count) - 1
        Set-CsTenantFederationConfiguration -AllowedDomainsAsAList (New-TextList @($all[0..$last]))
    }
    else { Edit-TeamsList 'AllowedDomains' 'Remove' @($have | Where-Object { $all -notcontains $_ }) }
    Edit-TeamsList 'AllowedDomains' 'Add' $all
}

# Makes a list of Teams this one, whatever is in it: what is missing comes before what goes.
function Set-TeamsList([string] $Property, $Entries) {
    $now = Get-Property (Get-CsTenantFederationConfiguration) $Property
    $extra = @(Get-Entries $now '' | Where-Object { @($Entries) -notcontains $_ })
    Edit-TeamsList $Property 'Add' $Entries
    Edit-TeamsList $Property 'Remove' $extra
}

# With -EvenIfChanged, makes a list what it is to be, whatever somebody put in it since.
function Complete-TeamsList([string] $Property, [string] $Key) {
    if (-not $EvenIfChanged) { return }
    $is = @($Settings | Where-Object { $_.Key -eq $Key } | ForEach-Object { $_.Is })
    if ($Property -eq 'AllowedDomains') { Set-TeamsAllowList $is }
    else { Set-TeamsList $Property $is }
}
