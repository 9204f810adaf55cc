# ---- What the steps use ----------------------------------------------------

# A property of an object or of a table; nothing if there is none.
function Get-OneProperty($Object, [string] $Name) {
    if ($null -eq $Object) { return }
    if ($Object -is [System.Collections.IDictionary]) { return $Object[$Name] }
    if ($Object -is [array]) {
        if ($Name -match '^[0-9]+$') { return $Object[[int] $Name] }
        return
    }
    $property = $Object.PSObject.Properties[$Name]
    if ($null -ne $property) { return $property.Value }
}

# A property by its path. Objects that were flattened have whole paths as names.
function Get-Property($Object, [string] $Path) {
    $value = Get-OneProperty $Object $Path
    if ($null -ne $value) { return $value }
    $value = $Object
    foreach ($name in $Path.Split('.')) {
        if ($null -eq $value) { return }
        $value = Get-OneProperty $value $name
    }
    return $value
}

# The entries of a list, in one spelling, sorted, each once.
function Get-Entries($Value, [string] $Separator) {
    $entries = @()
    foreach ($item in @($Value)) {
        if ($null -eq $item) { continue }
        $text = [string] $item
        $domain = Get-OneProperty $item 'Domain'
        $target = Get-OneProperty $item 'target'
        if ($null -ne $domain) { $text = [string] $domain }
        if ($null -ne $target) { $text = [string] (Get-OneProperty $item 'targetType') + ':' + [string] $target }
        $text = $text.ToLowerInvariant()
        if ($text.StartsWith('domain=')) { $text = $text.Substring(7) }
        if ($text.StartsWith('smtp:')) { $text = $text.Substring(5).Split(';')[0] }
        $parts = @($text)
        if ($Separator -ne '') { $parts = $text.Split($Separator) }
        foreach ($part in $parts) {
            if ($part.Trim() -ne '') { $entries += $part.Trim() }
        }
    }
    return $entries | Sort-Object -Unique
}

# A value as a text by which two can be compared.
function Get-Form($Setting, $Value) {
    if ($Setting.Kind -eq 'allow') {
        # Neither everybody nor nobody: what it is, is not known.
        if ($null -eq $Value) { return '' }
        if ($Value -is [string]) {
            if ($Value -eq 'AllowAllKnownDomains') { return 'all' }
            return $Value
        }
        if ($Value -is [array]) { $entries = @(Get-Entries $Value '') }
        else {
            $list = $Value.PSObject.Properties['AllowedDomain']
            if ($null -eq $list) { return 'all' }
            $entries = @(Get-Entries $list.Value '')
        }
        if ($entries.Count -eq 0) { return 'none' }
        return $entries -join ' '
    }
    if ($Setting.Kind -eq 'list') { return @(Get-Entries $Value $Setting.Separator) -join ' ' }
    if ($null -eq $Value) { return '' }
    # "No end" is -1 in some answers and 0 in others.
    if ([string] $Value -eq '-1') { return '0' }
    return ([string] $Value).ToLowerInvariant()
}

# The value of a setting in what was read.
function Get-Now($Setting, $Found) {
    $object = $Found[$Setting.Object]
    if ($Setting.Property -eq '') {
        if ($null -eq $object) { return 'absent' }
        return 'present'
    }
    if ($null -eq $object) { return '' }
    $value = $null
    # Some properties have two names.
    foreach ($name in $Setting.Property.Split('|')) {
        if ($null -eq $value) { $value = Get-Property $object $name }
    }
    return Get-Form $Setting $value
}

# Whether a value is on its way. A list is if it holds what both ends have, and nothing that neither has.
function Test-Halfway($Setting, [string] $Now) {
    if ($Setting.ContainsKey('Between') -and $Now -ceq (Get-Form $Setting $Setting.Between)) { return $true }
    if ($Setting.Kind -eq 'value' -or $Now -eq 'all') { return $false }
    # Of allowed domains, nobody is a word of its own.
    if ($Setting.Kind -eq 'allow' -and $Now -eq '') { return $false }
    $was = @((Get-Form $Setting $Setting.Was).Split(' '))
    $is = @((Get-Form $Setting $Setting.Is).Split(' '))
    $have = @($Now.Split(' ') | Where-Object { $_ -ne '' -and $_ -ne 'none' })
    foreach ($entry in $have) {
        if ($was -notcontains $entry -and $is -notcontains $entry) { return $false }
    }
    foreach ($entry in $was) {
        if ($entry -ne '' -and $is -contains $entry -and $have -notcontains $entry) { return $false }
    }
    return $true
}

# Whether these settings were as they are to be when the script began.
function Test-Done($Keys) {
    foreach ($setting in $Settings) {
        if ($Keys -notcontains $setting.Key) { continue }
        if ((Get-Now $setting $before) -cne (Get-Form $setting $setting.Is)) { return $false }
    }
    return $true
}

# Reads every object that the script touches.
function Read-All {
    $found = @{}
    foreach ($object in $Objects) { $found[$object.Id] = & $object.Read }
    return $found
}

# Saves what was read, in a form that guestlist drift and guestlist import take.
function Save-All($Found, [string] $When) {
    $list = @()
    foreach ($object in $Objects) {
        # Windows PowerShell writes {} for what a command without output gave, and null for null.
        $properties = $Found[$object.Id]
        if ($null -eq $properties) { $properties = $null }
        $list += [ordered] @{ object = $object.Object; name = $object.Name; properties = $properties }
    }
    # Of the formats of a date, 's' alone is the same in every culture.
    $now = Get-Date
    $document = [ordered] @{
        format_version = '1.0'
        guestlist = 'settings'
        read_at = $now.ToUniversalTime().ToString('s') + 'Z'
        tenant = [ordered] @{ name = $Tenant; tenant_id = $TenantId }
        objects = @($list)
    }
    $stamp = $now.ToString('s').Replace('-', '').Replace(':', '').Replace('T', '-')
    $file = Join-Path $Folder ($Tenant + '-' + $When + '-' + $stamp + '.json')
    $document | ConvertTo-Json -Depth 12 | Set-Content -LiteralPath $file -Encoding UTF8 -WhatIf:$false
    return $file
}

# The object of that name among those that a cmdlet lists; nothing if there is none.
function Select-Named($Among, [string] $Name) {
    foreach ($object in @($Among)) {
        if ($null -eq $object) { continue }
        foreach ($property in @('Identity', 'Name')) {
            $text = [string] (Get-OneProperty $object $property)
            if ($text.StartsWith('Tag:')) { $text = $text.Substring(4) }
            if ($text -eq $Name) { return $object }
        }
    }
}

# Whether a cmdlet has the parameters that steps give it.
function Test-Cmdlet([string] $Cmdlet, $Names) {
    $known = (Get-Command $Cmdlet).Parameters
    $missing = @($Names | Where-Object { -not $known.ContainsKey($_) })
    if ($missing.Count -gt 0) {
        throw ($Cmdlet + ' has no parameter ' + ($missing -join ', ') + ' here: the module is older than the setting, or the role of the account does not reach it. Nothing was changed.')
    }
}

# The parameter that a cmdlet has, of several names.
function Select-Parameter([string] $Cmdlet, $Names) {
    $known = (Get-Command $Cmdlet).Parameters
    foreach ($name in $Names) {
        if ($known.ContainsKey($name)) { return $name }
    }
    throw ($Cmdlet + ' has none of these parameters: ' + ($Names -join ', '))
}

# Every connection must be one to this tenant: a cmdlet may use any of them.
function Test-Tenant([string] $Service, $Connected) {
    $ids = @($Connected | Where-Object { [string] $_ -ne '' })
    if ($ids.Count -eq 0) { throw ($Service + ' is not connected. Nothing was changed.') }
    foreach ($id in $ids) {
        if ([string] $id -ne $TenantId) {
            throw ($Service + ' is connected to tenant ' + [string] $id + ', and this script is for ' + $TenantId + ' (' + $Tenant + '). Nothing was changed.')
        }
    }
}

# Carries out one step; with -WhatIf only says it.
function Step([string] $What, [scriptblock] $Do) {
    $script:Number += 1
    $script:Current = 'step ' + $script:Number + ' of ' + $Steps + ': ' + $What
    if ($script:Cmdlet.ShouldProcess($Tenant, $script:Current)) {
        Write-Host $script:Current
        & $Do
        $script:Done += 1
    }
}
