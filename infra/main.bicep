targetScope = 'subscription'

metadata description = 'Decoupling on Azure: a Flex Consumption function app, its storage, and what watches over them.'

@description('Name of the environment: it ends every resource name and tags every resource.')
@minLength(2)
@maxLength(16)
param environmentName string

@description('Azure region. It must offer Flex Consumption.')
@minLength(1)
param location string

@description('The underlyings, separated by commas.')
@minLength(1)
param assets string = 'BTC,ETH'

@description('Minutes from one slot to the next and of each bar.')
@allowed([1, 3, 5, 15, 30, 60])
param slotMinutes int = 5

@description('The venues that are asked, separated by commas.')
@minLength(1)
param venues string = 'binance,bybit'

@description('What is asked for where a venue has it: of spot, linear, inverse and futures, separated by commas.')
@minLength(1)
param products string = 'spot,linear'

@description('In place of assets, for the matrix: BTC:binance,bybit:linear,inverse;ETH:*. Empty watches the same of each asset.')
param watchlist string = ''

@description('Whether positions files in the container accounts are answered.')
param answerAccounts bool = true

@description('Days that rows of AccountRisk are kept.')
@minValue(1)
@maxValue(3650)
param accountRetentionDays int = 30

@description('Days that rows of the other result tables are kept.')
@minValue(40)
@maxValue(3650)
param rowRetentionDays int = 365

@description('Days that snapshots are kept. A replay needs them.')
@minValue(40)
@maxValue(3650)
param snapshotRetentionDays int = 400

@description('Days that digests and baselines are kept. A baseline merges up to 365 days of digests and serves for 31 more.')
@minValue(400)
@maxValue(3650)
param baselineRetentionDays int = 400

@description('Days that deleted blobs can be brought back.')
@minValue(1)
@maxValue(365)
param deletedBlobRetentionDays int = 7

@description('Whether notifications go to Slack. The webhook is read from the key vault secret slack-webhook-url.')
param sendToSlack bool = false

@description('Slack\'s incoming webhook, written to the key vault once. Empty leaves the stored one as it is.')
@secure()
param slackWebhookUrl string = ''

@description('What else is told, beside Slack: each reads its secret from the key vault, by the name that infra/modules/vault.bicep lists.')
param sendTo ('teams' | 'discord' | 'pagerduty' | 'webhook' | 'alertmanager' | 'cloudevents' | 'heartbeat')[] = []

@description('Secrets of what is told, by their names in the key vault, written to it once. An empty one leaves the stored one as it is.')
@secure()
param channelSecrets object = {}

@description('Further Decoupling__ settings by name, from the README\'s table. No secrets.')
param furtherSettings object = {}

@description('Memory of an instance in MiB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances at once. Flex Consumption takes no less than 40.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('How storage is replicated.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('Whether storage and the key vault are reached over private endpoints only.')
param usePrivateNetwork bool = false

@description('Most telemetry a day in MB. What comes after it is lost until the next day.')
@minValue(50)
@maxValue(100000)
param dailyTelemetryCapMB int = 500

@description('Days that telemetry is kept.')
@minValue(30)
@maxValue(730)
param telemetryRetentionDays int = 30

@description('Where alerts and budget warnings are sent. Empty makes the alert rules without a receiver, and no budget.')
param alertEmail string = ''

@description('Budget of the resource group a month, in the currency of the subscription.')
@minValue(1)
@maxValue(100000)
param monthlyBudget int = 50

@description('First day of the budget: the first of a month. Keep it over redeployments.')
param budgetStartDate string = utcNow('yyyy-MM-01')

@description('Object ids that may read the result tables, AccountRisk excepted.')
param resultReaderIds string[] = []

@description('Tags beside those by convention.')
param extraTags object = {}

var token = take(uniqueString(subscription().id, environmentName, location), 8)
var suffix = '${toLower(environmentName)}-${token}'
var tags = union(extraTags, { 'azd-env-name': environmentName, application: 'decoupling' })

// No secrets: they are given to the app by reference, and an output is shown to whoever may read the deployment.
var appSettings = union(furtherSettings, {
  Decoupling__Assets: assets
  Decoupling__SlotMinutes: string(slotMinutes)
  Decoupling__Venues: venues
  Decoupling__Products: products
  Decoupling__Watchlist: watchlist
  Decoupling__Accounts: answerAccounts ? 'true' : 'false'
  Decoupling__AccountRetentionDays: string(accountRetentionDays)
  Decoupling__RowRetentionDays: string(rowRetentionDays)
  FetchSchedule: slotMinutes == 60 ? '10 0 * * * *' : '10 */${slotMinutes} * * * *'
  CheckSchedule: slotMinutes == 60 ? '40 0 * * * *' : '40 */${slotMinutes} * * * *'
  SummarizeSchedule: '0 2 * * * *'
  DeliverSchedule: '*/30 * * * * *'
  BaselineSchedule: '0 20 0 * * *'
  PurgeSchedule: '0 15 3 * * *'
  DigestSchedule: '0 10 6 * * *'
})

// Native: it is the scope of the next module, which an output of a module cannot be.
resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-decoupling-${toLower(environmentName)}'
  location: location
  tags: tags
}

module resources 'modules/resources.bicep' = {
  name: 'decoupling'
  scope: group
  params: {
    location: location
    suffix: suffix
    token: token
    tags: tags
    appSettings: appSettings
    slotMinutes: slotMinutes
    snapshotRetentionDays: snapshotRetentionDays
    baselineRetentionDays: baselineRetentionDays
    deletedBlobRetentionDays: deletedBlobRetentionDays
    sendToSlack: sendToSlack
    slackWebhookUrl: slackWebhookUrl
    sendTo: sendTo
    channelSecrets: channelSecrets
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    storageSku: storageSku
    usePrivateNetwork: usePrivateNetwork
    dailyTelemetryCapMB: dailyTelemetryCapMB
    telemetryRetentionDays: telemetryRetentionDays
    alertEmail: alertEmail
    monthlyBudget: monthlyBudget
    budgetStartDate: budgetStartDate
    resultReaderIds: resultReaderIds
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output FUNCTION_APP_NAME string = resources.outputs.functionAppName
output EVENT_TOPIC_NAME string = resources.outputs.eventTopicName
output KEY_VAULT_NAME string = resources.outputs.keyVaultName
output Decoupling__BlobServiceUri string = resources.outputs.blobServiceUri
output Decoupling__TableServiceUri string = resources.outputs.tableServiceUri

@description('The app\'s settings, for `decoupling settings from-bicep`.')
output APP_SETTINGS object = appSettings
