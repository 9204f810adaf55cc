if (-not (Test-Path -LiteralPath $Folder)) { throw ('there is no folder ' + $Folder) }
$before = Read-All
$file = Save-All $before 'before'
Write-Host ('What is there now is saved in ' + $file)

$other = @()
foreach ($setting in $Settings) {
    $now = Get-Now $setting $before
    $is = Get-Form $setting $setting.Is
    Write-Host ('  ' + $setting.Key + ': ' + $now + ' -> ' + $is)
    if ($now -ceq $is -or -not $setting.ContainsKey('Was')) { continue }
    if ($now -ceq (Get-Form $setting $setting.Was) -or (Test-Halfway $setting $now)) { continue }
    $other += $setting.Key
}
if ($other.Count -gt 0 -and -not $EvenIfChanged) {
    throw ('changed outside since this was decided: ' + ($other -join ', ') + '. Look at it with guestlist drift, or go on with -EvenIfChanged.')
}
