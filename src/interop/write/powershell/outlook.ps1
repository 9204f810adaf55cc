# The tag for mail from outside, with domains and senders of its list apart.
function Read-ExternalInOutlook {
    $read = [ordered] @{}
    $now = Get-ExternalInOutlook
    $read['Enabled'] = $now.Enabled
    $read['AllowList'] = @($now.AllowList)
    $read['AllowList.domains'] = @($now.AllowList | Where-Object { ([string] $_) -notlike '*@*' })
    $read['AllowList.senders'] = @($now.AllowList | Where-Object { ([string] $_) -like '*@*' })
    return $read
}

# Makes the domains (or the senders) of the list these; the others stay.
function Set-OutlookList([string] $Part, $Entries) {
    $now = @((Read-ExternalInOutlook)['AllowList.' + $Part])
    $add = @($Entries | Where-Object { $now -notcontains $_ })
    $remove = @($now | Where-Object { $null -ne $_ -and @($Entries) -notcontains $_ })
    if ($remove.Count -gt 0) { Set-ExternalInOutlook -AllowList @{ Remove = $remove } }
    if ($add.Count -gt 0) { Set-ExternalInOutlook -AllowList @{ Add = $add } }
}
