metadata description = 'Everything in the resource group. Parameters are described, with their ranges, in main.bicep.'

param location string
param suffix string
param token string
param tags object
param appSettings object
param slotMinutes int
param snapshotRetentionDays int
param baselineRetentionDays int
param deletedBlobRetentionDays int
param sendToSlack bool
@secure()
param slackWebhookUrl string
param instanceMemoryMB int
param maximumInstanceCount int
param storageSku string
param usePrivateNetwork bool
param dailyTelemetryCapMB int
param telemetryRetentionDays int
param alertEmail string
param monthlyBudget int
param budgetStartDate string
param resultReaderIds string[]

module identity 'identity.bicep' = {
  name: 'identity'
  params: { name: 'id-decoupling-${suffix}', location: location, tags: tags }
}

module storage 'storage.bicep' = {
  name: 'storage'
  params: {
    name: 'stdecoupling${token}'
    location: location
    tags: tags
    sku: storageSku
    principalId: identity.outputs.principalId
    usePrivateNetwork: usePrivateNetwork
    snapshotRetentionDays: snapshotRetentionDays
    baselineRetentionDays: baselineRetentionDays
    deletedBlobRetentionDays: deletedBlobRetentionDays
    resultReaderIds: resultReaderIds
  }
}

module vault 'vault.bicep' = {
  name: 'vault'
  params: {
    name: 'kv-dcpl-${token}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    usePrivateNetwork: usePrivateNetwork
    slackWebhookUrl: slackWebhookUrl
  }
}

module telemetry 'telemetry.bicep' = {
  name: 'telemetry'
  params: {
    workspaceName: 'log-decoupling-${suffix}'
    insightsName: 'appi-decoupling-${suffix}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    dailyCapMB: dailyTelemetryCapMB
    retentionDays: telemetryRetentionDays
  }
}

module network 'network.bicep' = if (usePrivateNetwork) {
  name: 'network'
  params: {
    suffix: 'decoupling-${suffix}'
    location: location
    tags: tags
    storageId: storage.outputs.id
    vaultId: vault.outputs.id
  }
}

module app 'app.bicep' = {
  name: 'app'
  params: {
    name: 'func-decoupling-${suffix}'
    planName: 'plan-decoupling-${suffix}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    deploymentContainerUri: storage.outputs.deploymentContainerUri
    subnetId: network.?outputs.appSubnetId ?? ''
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    appSettings: union(appSettings, {
      AzureWebJobsStorage__blobServiceUri: storage.outputs.blobServiceUri
      AzureWebJobsStorage__queueServiceUri: storage.outputs.queueServiceUri
      AzureWebJobsStorage__tableServiceUri: storage.outputs.tableServiceUri
      APPLICATIONINSIGHTS_CONNECTION_STRING: telemetry.outputs.connectionString
      Decoupling__BlobServiceUri: storage.outputs.blobServiceUri
      Decoupling__TableServiceUri: storage.outputs.tableServiceUri
      Decoupling__SlackWebhookUrl: sendToSlack ? vault.outputs.slackWebhookReference : ''
    })
  }
}

module events 'events.bicep' = {
  name: 'events'
  params: {
    name: 'evgst-decoupling-${suffix}'
    location: location
    tags: tags
    storageId: storage.outputs.id
  }
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  params: {
    suffix: 'decoupling-${suffix}'
    location: location
    tags: tags
    insightsId: telemetry.outputs.insightsId
    storageId: storage.outputs.id
    slotMinutes: slotMinutes
    email: alertEmail
    monthlyBudget: monthlyBudget
    budgetStartDate: budgetStartDate
  }
}

output functionAppName string = app.outputs.name
output eventTopicName string = events.outputs.name
output keyVaultName string = vault.outputs.name
output blobServiceUri string = storage.outputs.blobServiceUri
output tableServiceUri string = storage.outputs.tableServiceUri
