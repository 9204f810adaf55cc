# What a sharing policy gives: what is asked for, and of everything else what is there now.
function Get-SharingDomains([string] $Policy, $Actions, $Wanted) {
    $domains = @{}
    $now = Select-Named (Get-SharingPolicy) $Policy
    if ($null -ne $now) {
        foreach ($entry in @($now.Domains)) {
            $cut = ([string] $entry).LastIndexOf(':')
            $domain = ([string] $entry).Substring(0, $cut).Trim()
            foreach ($action in ([string] $entry).Substring($cut + 1).Split(',')) {
                if ($Actions -notcontains $action.Trim()) { $domains[$domain] = @($domains[$domain]) + $action.Trim() }
            }
        }
    }
    foreach ($entry in @($Wanted)) {
        $cut = $entry.LastIndexOf(':')
        $domain = $entry.Substring(0, $cut)
        $domains[$domain] = @($domains[$domain]) + $entry.Substring($cut + 1)
    }
    $list = @()
    foreach ($domain in ($domains.Keys | Sort-Object)) {
        $list += $domain + ':' + (@($domains[$domain] | Where-Object { $null -ne $_ }) -join ',')
    }
    return $list
}

# A sharing policy, with what each action is given to beside the list as it is.
function Read-SharingPolicy([string] $Name) {
    $policy = Select-Named (Get-SharingPolicy) $Name
    if ($null -eq $policy) { return }
    $read = [ordered] @{ Name = $policy.Name; Enabled = $policy.Enabled; Default = $policy.Default; Domains = @($policy.Domains) }
    foreach ($action in @('CalendarSharingFreeBusySimple', 'CalendarSharingFreeBusyDetail', 'CalendarSharingFreeBusyReviewer', 'ContactsSharing')) {
        $given = @()
        foreach ($entry in @($policy.Domains)) {
            $cut = ([string] $entry).LastIndexOf(':')
            $actions = @(([string] $entry).Substring($cut + 1).Split(',') | ForEach-Object { $_.Trim() })
            if ($actions -contains $action) { $given += ([string] $entry).Substring(0, $cut).Trim() }
        }
        $read['Domains.' + $action] = $given
    }
    return $read
}
