
# ---- Reading back ------------------------------------------------------------

$script:Current = 'reading back'
if ($WhatIfPreference) { return }
$after = Read-All
$file = Save-All $after 'after'
$wrong = @()
foreach ($setting in $Settings) {
    $now = Get-Now $setting $after
    $is = Get-Form $setting $setting.Is
    if ($now -cne $is) { $wrong += '  ' + $setting.Key + ' is ' + $now + ', and should be ' + $is }
}
Write-Host ''
if ($Settings.Count -eq 0) { Write-Host 'Read back: nothing of this can be read back.' }
elseif ($wrong.Count -eq 0) { Write-Host ('Read back: all ' + $Settings.Count + ' settings are as they should be.') }
else {
    Write-Host 'Read back: not everything is as it should be. The service may need some minutes; run the script again then.'
    $wrong | ForEach-Object { Write-Host $_ }
}
if ($Settings.Count -gt 0) { Write-Host ('To record what was seen:  guestlist drift ' + $file + ' --tenant ' + $Tenant + ' --accept') }
