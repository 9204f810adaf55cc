# A token says in its middle part of which tenant it is.
function Test-FabricToken {
    $tenant = ''
    try {
        $middle = $FabricToken.Split('.')[1].Replace('-', '+').Replace('_', '/')
        while ($middle.Length % 4 -ne 0) { $middle += '=' }
        $text = [System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String($middle))
        $tenant = [string] (ConvertFrom-Json $text).tid
    }
    catch {
        throw '-FabricToken is no access token: give the token itself, three parts with dots between them, without the word Bearer. Nothing was changed.'
    }
    Test-Tenant 'Fabric' $tenant
}

# All tenant settings, as Fabric answers.
function Get-FabricSettings {
    $headers = @{ Authorization = 'Bearer ' + $FabricToken }
    $first = 'https://api.fabric.microsoft.com/v1/admin/tenantsettings'
    $url = $first
    $all = @()
    while ($null -ne $url) {
        $answer = Invoke-RestMethod -Method Get -Uri $url -Headers $headers
        $list = Get-OneProperty $answer 'value'
        if ($null -eq $list) { $list = Get-OneProperty $answer 'tenantSettings' }
        $all += @($list | Where-Object { $null -ne $_ })
        $token = Get-OneProperty $answer 'continuationToken'
        $url = $null
        if ($null -ne $token) { $url = $first + '?continuationToken=' + [uri]::EscapeDataString($token) }
    }
    return $all
}

# All tenant settings, by name and member.
function Read-Fabric {
    $read = [ordered] @{}
    foreach ($setting in @(Get-FabricSettings)) {
        $name = [string] $setting.settingName
        $read[$name] = $setting.enabled
        foreach ($member in @('delegateToCapacity', 'delegateToDomain', 'delegateToWorkspace')) {
            $read[$name + '.' + $member] = Get-OneProperty $setting $member
        }
        foreach ($member in @('enabledSecurityGroups', 'excludedSecurityGroups')) {
            $groups = @(Get-OneProperty $setting $member | Where-Object { $null -ne $_ })
            $read[$name + '.' + $member] = @($groups | ForEach-Object { $_.graphId })
        }
        foreach ($property in @(Get-OneProperty $setting 'properties' | Where-Object { $null -ne $_ })) {
            $read[$name + '.' + $property.name] = $property.value
        }
    }
    return $read
}

# Tells Fabric a setting whole: what is not named stays as it is. It takes 25 calls a minute.
function Send-Fabric($Request) {
    $body = ConvertTo-Table (ConvertFrom-Json $Request.Body)
    $name = $Request.Find[0].Is
    $now = @(Get-FabricSettings | Where-Object { $_.settingName -eq $name })
    if ($now.Count -eq 0) { throw ('Fabric has no tenant setting ' + $name) }
    foreach ($member in @('enabled', 'delegateToCapacity', 'delegateToDomain', 'delegateToWorkspace')) {
        $value = Get-OneProperty $now[0] $member
        if ($null -ne $value -and $body.Keys -notcontains $member) { $body[$member] = $value }
    }
    foreach ($member in @('enabledSecurityGroups', 'excludedSecurityGroups')) {
        # What a function gives is no list any more with one entry.
        $groups = @(Get-OneProperty $now[0] $member | Where-Object { $null -ne $_ })
        if ($groups.Count -gt 0 -and $body.Keys -notcontains $member) { $body[$member] = $groups }
    }
    $properties = Get-OneProperty $now[0] 'properties'
    if ($null -ne $properties) { $body['properties'] = @(Join-Named $properties $body['properties']) }
    $text = ConvertTo-Json $body -Depth 20 -Compress
    $headers = @{ Authorization = 'Bearer ' + $FabricToken }
    Start-Sleep -Seconds 3
    Invoke-RestMethod -Method Post -Uri $Request.Url -Headers $headers -Body $text -ContentType 'application/json' | Out-Null
}
