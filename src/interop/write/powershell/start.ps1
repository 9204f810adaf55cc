if (-not (Test-Path -LiteralPath $Folder)) { throw ('there is no folder ' + $Folder) }
$before = Read-All
$file = Save-All $before 'before'
Write-Host ('What is there now is saved in ' + $file)

$other = @()
$unknown = @()
foreach ($setting in $Settings) {
    $now = Get-Now $setting $before
    $is = Get-Form $setting $setting.Is
    Write-Host ('  ' + $setting.Key + ': ' + $now + ' -> ' + $is)
    if ($now -ceq $is) { continue }
    if (-not $setting.ContainsKey('Was')) {
        # What is not there yet can't be overwritten.
        if ($null -ne $before[$setting.Object]) { $unknown += $setting.Key }
        continue
    }
    if ($now -ceq (Get-Form $setting $setting.Was) -or (Test-Halfway $setting $now)) { continue }
    $other += $setting.Key
}
if ($unknown.Count -gt 0 -and -not $EvenIfChanged) {
    throw ('Nobody recorded what these were, and they are not what they are to be: ' + ($unknown -join ', ') + '. To keep the guard on everything else, record what was just saved and export anew: guestlist drift ' + $file + ' --tenant ' + $Tenant + ' --accept, then guestlist plan and apply, then guestlist export. -EvenIfChanged goes on without it, and overwrites what else was changed outside too. Nothing was changed.')
}
if ($other.Count -gt 0 -and -not $EvenIfChanged) {
    throw ('changed outside since this was decided: ' + ($other -join ', ') + '. Look at it with guestlist drift, or go on with -EvenIfChanged.')
}
