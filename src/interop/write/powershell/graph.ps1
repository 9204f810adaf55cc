# Whether the connection has the permissions that are known to be needed: one of each row.
function Test-Permissions($Rows) {
    $have = @((Get-MgContext).Scopes | Where-Object { $null -ne $_ })
    if ($have.Count -eq 0) {
        Write-Host 'Microsoft Graph: this connection does not say which permissions it has; the head of the script says which are needed.'
        return
    }
    $missing = @()
    $scopes = @()
    foreach ($row in $Rows) {
        if (@($row.OneOf | Where-Object { $have -contains $_ }).Count -gt 0) { continue }
        $missing += $row.For + ' (' + ($row.OneOf -join ' or ') + ')'
        $scopes += $row.OneOf[0]
    }
    if ($missing.Count -gt 0) {
        throw ('Microsoft Graph: the connection lacks the permission for ' + ($missing -join ', ') + '. Connect again: Connect-MgGraph -Scopes ' + ($scopes -join ',') + '. Nothing was changed.')
    }
}

# What Graph answers; nothing where it says that there is no such object.
function Get-Graph([string] $Url) {
    try {
        return Invoke-MgGraphRequest -Method GET -Uri $Url
    }
    catch {
        $why = [string] $_.Exception.Message
        if ($why -match 'NotFound|\b404\b') { return }
        throw
    }
}

# All entries of a list, page by page.
function Get-GraphList([string] $Url) {
    $all = @()
    while ($null -ne $Url -and $Url -ne '') {
        $answer = Get-Graph $Url
        $all += @((Get-OneProperty $answer 'value') | Where-Object { $null -ne $_ })
        $Url = Get-OneProperty $answer '@odata.nextLink'
    }
    return $all
}

# JSON as tables, so that members can be put in.
function ConvertTo-Table($Value) {
    if ($null -eq $Value -or $Value -is [string] -or $Value -is [bool]) { return $Value }
    if ($Value -is [pscustomobject]) {
        $table = @{}
        foreach ($property in $Value.PSObject.Properties) {
            $table[$property.Name] = ConvertTo-Table $property.Value
            # A list that a function gives is none any more with one entry, or without.
            if ($property.Value -is [array]) {
                $table[$property.Name] = @($property.Value | ForEach-Object { ConvertTo-Table $_ })
            }
        }
        return $table
    }
    return $Value
}

# Of each object within, the members that are there now and that the body leaves out.
function Join-Members($Now, $Body) {
    foreach ($name in @($Now.Keys)) {
        if ($Body.Keys -notcontains $name) { $Body[$name] = $Now[$name]; continue }
        $mine = $Body[$name]
        if ($mine -is [System.Collections.IDictionary] -and $Now[$name] -is [System.Collections.IDictionary]) {
            Join-Members $Now[$name] $mine
        }
        elseif ($mine -is [array]) { $Body[$name] = @(Join-Named $Now[$name] $mine) }
    }
}

# Entries that have a name and that the list leaves out.
function Join-Named($Now, $List) {
    $all = @($List | Where-Object { $null -ne $_ })
    $names = @($all | ForEach-Object { Get-OneProperty $_ 'name' })
    foreach ($entry in @($Now)) {
        $name = Get-OneProperty $entry 'name'
        if ($null -ne $name -and $names -notcontains $name) { $all += $entry }
    }
    return $all
}

# What a request has to carry over, because the service takes more at once than is to change.
function Join-Body([string] $How, $Now, $Body) {
    if ($How -eq 'members') {
        foreach ($name in @($Body.Keys)) {
            $mine = $Body[$name]
            $theirs = Get-OneProperty $Now $name
            if ($mine -is [System.Collections.IDictionary] -and $theirs -is [System.Collections.IDictionary]) {
                Join-Members $theirs $mine
            }
        }
    }
    if ($How -eq 'values') { $Body['values'] = @(Join-Named $Now.values $Body.values) }
    if ($How -eq 'definition') {
        $mine = ConvertTo-Table (ConvertFrom-Json (@($Body.definition)[0]))
        $theirs = ConvertTo-Table (ConvertFrom-Json (@($Now.definition)[0]))
        foreach ($name in @($theirs.B2BManagementPolicy.Keys)) {
            if ($mine.B2BManagementPolicy.Keys -notcontains $name) {
                $mine.B2BManagementPolicy[$name] = $theirs.B2BManagementPolicy[$name]
            }
        }
        $text = ConvertTo-Json $mine -Depth 20 -Compress
        if ($text.Length -gt 25000) { throw 'the policy would have more than 25,000 characters' }
        $Body['definition'] = @($text)
    }
}

# The ids that a request names by something else, and the object that was found last.
function Find-Objects($Request) {
    $found = @{ Ids = @{}; Object = $null }
    foreach ($find in @($Request.Find)) {
        if ($null -eq $find) { continue }
        $same = @(Get-GraphList (Expand-Url $find.Get $found.Ids) | Where-Object { (Get-OneProperty $_ $find.Member) -eq $find.Is })
        if ($same.Count -gt 1) { throw ('there are ' + $same.Count + ' objects with ' + $find.Member + ' ' + $find.Is) }
        if ($same.Count -eq 0 -and $find.MustExist) { throw ('there is nothing with ' + $find.Member + ' ' + $find.Is) }
        $found.Object = $null
        if ($same.Count -eq 1) {
            $found.Object = $same[0]
            $found.Ids[$find.Placeholder] = [string] $same[0].id
        }
    }
    return $found
}

function Expand-Url([string] $Url, $Ids) {
    foreach ($name in @($Ids.Keys)) { $Url = $Url.Replace('{' + $name + '}', $Ids[$name]) }
    return $Url
}

# The object that a request is about, as it is now.
function Read-Graph($Request) {
    $found = Find-Objects $Request
    $now = $found.Object
    if ($null -ne $Request.Read) { $now = Get-Graph (Expand-Url $Request.Read $found.Ids) }
    # As long as nobody has changed anything some objects are not there, and defaults count.
    if ($null -eq $now -and $null -ne $Request.Absent) { $now = ConvertTo-Table (ConvertFrom-Json $Request.Absent) }
    if ($null -eq $now) { return }
    if ($null -ne $Request.Member) { return Get-OneProperty $now $Request.Member }
    # Of a table, .values is what it holds, unless it holds something of that name.
    $values = Get-OneProperty $now 'values'
    if ($null -ne $values) {
        $read = [ordered] @{}
        foreach ($entry in @($values)) { $read[$entry.name] = $entry.value }
        return $read
    }
    if ($null -ne $now.definition) {
        $policy = (ConvertTo-Table (ConvertFrom-Json (@($now.definition)[0]))).B2BManagementPolicy
        $lists = Get-OneProperty $policy 'InvitationsAllowedAndBlockedDomainsPolicy'
        $blocked = @(Get-OneProperty $lists 'BlockedDomains' | Where-Object { $null -ne $_ })
        # As Teams says it: an object without a list is everybody, an empty list is nobody.
        $allowed = [pscustomobject] @{}
        if ($null -ne $lists -and $null -ne $lists.AllowedDomains) {
            $entries = @($lists.AllowedDomains | Where-Object { $null -ne $_ })
            # Beside a list of blocked domains an empty one says nothing.
            if ($entries.Count -gt 0 -or $blocked.Count -eq 0) { $allowed = [pscustomobject] @{ AllowedDomain = $entries } }
        }
        $read = [ordered] @{}
        $read['InvitationsAllowedAndBlockedDomainsPolicy.AllowedDomains'] = $allowed
        $read['InvitationsAllowedAndBlockedDomainsPolicy.BlockedDomains'] = $blocked
        $read['definition'] = @($now.definition)
        return $read
    }
    return $now
}

# Sends a request, after reading what it has to carry over.
function Send-Graph($Request) {
    $found = Find-Objects $Request
    $now = $found.Object
    if ($null -ne $Request.Read) { $now = Get-Graph (Expand-Url $Request.Read $found.Ids) }
    $send = $Request
    if ($null -ne $Request.Instead -and $Request.Instead.IfThere -eq ($null -ne $now)) { $send = $Request.Instead }
    if ($send.Method -eq 'DELETE') {
        if ($null -ne $now) { Invoke-MgGraphRequest -Method DELETE -Uri (Expand-Url $send.Url $found.Ids) | Out-Null }
        return
    }
    $body = ConvertTo-Table (ConvertFrom-Json $send.Body)
    if ($body.Count -eq 0) { return }
    if ($null -ne $now -and $send.Merge -ne '') { Join-Body $send.Merge $now $body }
    $text = ConvertTo-Json $body -Depth 20 -Compress
    $url = Expand-Url $send.Url $found.Ids
    Invoke-MgGraphRequest -Method $send.Method -Uri $url -Body $text -ContentType 'application/json' | Out-Null
}
