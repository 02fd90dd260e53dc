metadata description = 'The key vault of the secrets of what is told. The app reads secrets and may do nothing else.'

param name string
param location string
param tags object
param principalId string
param usePrivateNetwork bool

@secure()
param slackWebhookUrl string

@secure()
param channelSecrets object

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var slackSecret = 'slack-webhook-url'
var channelSecretNames = [
  'teams-webhook-url'
  'discord-webhook-url'
  'pagerduty-routing-key'
  'webhook-url'
  'webhook-secrets'
  'alertmanager-url'
  'cloudevents-url'
  'heartbeat-url'
]

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    publicNetworkAccess: usePrivateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: usePrivateNetwork ? 'Deny' : 'Allow'
    }
  }
}

resource slack 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(slackWebhookUrl)) {
  parent: vault
  name: slackSecret
  properties: { value: slackWebhookUrl }
}

resource channels 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = [
  for secret in channelSecretNames: if (!empty(channelSecrets[?secret] ?? '')) {
    parent: vault
    name: secret
    properties: { value: channelSecrets[secret] }
  }
]

resource secretsRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, name, secretsUser)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

output id string = vault.id
output name string = vault.name
output slackWebhookReference string = '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=${slackSecret})'
output referenceStart string = '@Microsoft.KeyVault(VaultName=${vault.name};SecretName='
