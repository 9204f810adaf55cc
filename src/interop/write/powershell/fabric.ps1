# A token says in its middle part of which tenant it is.
function Test-FabricToken {
    $middle = $FabricToken.Split('.')[1].Replace('-', '+').Replace('_', '/')
    while ($middle.Length % 4 -ne 0) { $middle += '=' }
    $text = [System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String($middle))
    Test-Tenant 'Fabric' ([string] (ConvertFrom-Json $text).tid)
}

# All tenant settings, by name.
function Read-Fabric {
    $headers = @{ Authorization = 'Bearer ' + $FabricToken }
    $first = 'https://api.fabric.microsoft.com/v1/admin/tenantsettings'
    $url = $first
    $read = [ordered] @{}
    while ($null -ne $url) {
        $answer = Invoke-RestMethod -Method Get -Uri $url -Headers $headers
        $list = Get-OneProperty $answer 'value'
        if ($null -eq $list) { $list = Get-OneProperty $answer 'tenantSettings' }
        foreach ($setting in @($list)) {
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
        $token = Get-OneProperty $answer 'continuationToken'
        $url = $null
        if ($null -ne $token) { $url = $first + '?continuationToken=' + [uri]::EscapeDataString($token) }
    }
    return $read
}

# The service takes 25 calls a minute.
function Send-Fabric($Request) {
    $headers = @{ Authorization = 'Bearer ' + $FabricToken }
    Start-Sleep -Seconds 3
    Invoke-RestMethod -Method Post -Uri $Request.Url -Headers $headers -Body $Request.Body -ContentType 'application/json' | Out-Null
}
