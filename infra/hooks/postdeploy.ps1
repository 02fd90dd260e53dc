# Makes the Event Grid subscriptions. The key that they need is read within Azure and never comes here.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

foreach ($name in 'AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP', 'FUNCTION_APP_NAME', 'EVENT_TOPIC_NAME') {
  if (-not [Environment]::GetEnvironmentVariable($name)) { throw "$name is not set: azd runs this after a deployment." }
}

# The host makes its key at its first start, which may take minutes after a deployment.
foreach ($attempt in 1..10) {
  $errors = az deployment group create --only-show-errors --output none `
    --subscription $env:AZURE_SUBSCRIPTION_ID --resource-group $env:AZURE_RESOURCE_GROUP --name event-subscriptions `
    --template-file (Join-Path $PSScriptRoot 'subscriptions.bicep') `
    --parameters "functionAppName=$env:FUNCTION_APP_NAME" "eventTopicName=$env:EVENT_TOPIC_NAME" 2>&1
  if ($LASTEXITCODE -eq 0) {
    Write-Host "Event Grid delivers new snapshots and accounts to $env:FUNCTION_APP_NAME."
    exit 0
  }
  if ($attempt -lt 10) {
    Write-Host "The app is not ready for Event Grid yet (try $attempt of 10)."
    Start-Sleep -Seconds 30
  }
}
[Console]::Error.WriteLine(($errors | Out-String))
throw "The Event Grid subscriptions were not made: run 'azd hooks run postdeploy' when the app has started."
