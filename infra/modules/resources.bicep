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
param sendTo string[]
@secure()
param channelSecrets object
param instanceMemoryMB int
param maximumInstanceCount int
param storageSku ('Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Standard_GZRS')
param usePrivateNetwork bool
param dailyTelemetryCapMB int
param telemetryRetentionDays int
param alertEmail string
param monthlyBudget int
param budgetStartDate string
param resultReaderIds string[]

// Each setting of a channel that is told is the reference of its secret; of one that is not, it is empty.
var channelSettings = [
  { channel: 'teams', setting: 'Decoupling__TeamsWebhookUrl', secret: 'teams-webhook-url' }
  { channel: 'discord', setting: 'Decoupling__DiscordWebhookUrl', secret: 'discord-webhook-url' }
  { channel: 'pagerduty', setting: 'Decoupling__PagerDutyRoutingKey', secret: 'pagerduty-routing-key' }
  { channel: 'webhook', setting: 'Decoupling__WebhookUrl', secret: 'webhook-url' }
  { channel: 'webhook', setting: 'Decoupling__WebhookSecrets', secret: 'webhook-secrets' }
  { channel: 'alertmanager', setting: 'Decoupling__AlertmanagerUrl', secret: 'alertmanager-url' }
  { channel: 'cloudevents', setting: 'Decoupling__CloudEventsUrl', secret: 'cloudevents-url' }
  { channel: 'heartbeat', setting: 'Decoupling__HeartbeatUrl', secret: 'heartbeat-url' }
]

module identity 'br/public:avm/res/managed-identity/user-assigned-identity:0.5.1' = {
  params: {
    name: 'id-decoupling-${suffix}'
    location: location
    tags: tags
    enableTelemetry: false
  }
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
    channelSecrets: channelSecrets
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
    identityId: identity.outputs.resourceId
    identityClientId: identity.outputs.clientId
    deploymentContainerUri: storage.outputs.deploymentContainerUri
    subnetId: network.?outputs.appSubnetId ?? ''
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    appSettings: union(appSettings, toObject(channelSettings, each => each.setting, each => contains(sendTo, each.channel)
      ? '${vault.outputs.referenceStart}${each.secret})'
      : ''), {
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

// hooks/subscriptions.bicep adds the subscriptions when the app is deployed.
module events 'br/public:avm/res/event-grid/system-topic:0.7.0' = {
  params: {
    name: 'evgst-decoupling-${suffix}'
    location: location
    tags: tags
    enableTelemetry: false
    source: storage.outputs.id
    topicType: 'Microsoft.Storage.StorageAccounts'
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
