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

module account 'br/public:avm/res/key-vault/vault:0.13.3' = {
  params: {
    name: name
    location: location
    tags: tags
    enableTelemetry: false
    sku: 'standard'
    enableRbacAuthorization: true
    enablePurgeProtection: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    // The module's own default is true for these three: other services of Azure might read secrets.
    enableVaultForDeployment: false
    enableVaultForDiskEncryption: false
    enableVaultForTemplateDeployment: false
    publicNetworkAccess: usePrivateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: usePrivateNetwork ? 'Deny' : 'Allow'
    }
    roleAssignments: [
      {
        name: guid(resourceId('Microsoft.KeyVault/vaults', name), name, secretsUser)
        principalId: principalId
        principalType: 'ServicePrincipal'
        roleDefinitionIdOrName: secretsUser
      }
    ]
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: name
}

// Native: a value goes from a secure parameter straight into its secret, and is in no array of parameters on the way.
resource slack 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(slackWebhookUrl)) {
  parent: vault
  dependsOn: [account]
  name: slackSecret
  properties: { value: slackWebhookUrl }
}

resource channels 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = [
  for secret in channelSecretNames: if (!empty(channelSecrets[?secret] ?? '')) {
    parent: vault
    dependsOn: [account]
    name: secret
    properties: { value: channelSecrets[secret] }
  }
]

output id string = account.outputs.resourceId
output name string = account.outputs.name
output slackWebhookReference string = '@Microsoft.KeyVault(VaultName=${account.outputs.name};SecretName=${slackSecret})'
output referenceStart string = '@Microsoft.KeyVault(VaultName=${account.outputs.name};SecretName='
