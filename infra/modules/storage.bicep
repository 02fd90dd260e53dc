metadata description = 'The storage account: no keys, no public blobs, the containers and tables of the contract, and retention.'

param name string
param location string
param tags object
param sku ('Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Standard_GZRS')
param principalId string
param usePrivateNetwork bool
param snapshotRetentionDays int
param baselineRetentionDays int
param deletedBlobRetentionDays int
param resultReaderIds string[]

@description('Holds the package of the deployed app.')
var deploymentContainer = 'app-package'
var containers = ['snapshots', 'baselines', 'accounts', deploymentContainer]

// Readers of the results have no right to what positions risk.
var privateTables = ['AccountRisk']
var tables = union(resultTables, privateTables)
var resultTables = [
  'DecouplingScores'
  'LiquidationRisk'
  'RiskSummaries'
  'Latest'
  'Alerts'
  'Notifications'
  'Slots'
  'Failures'
  'Venues'
]

// The host makes the poison queue at the first failure only; the alert needs it from the start.
var queues = ['webjobs-blobtrigger-poison']

var roles = {
  blobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  queueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}
var tableDataReader = '76199698-9eea-4c19-bc75-cec21354c6b6'

var accountId = resourceId('Microsoft.Storage/storageAccounts', name)

module account 'br/public:avm/res/storage/storage-account:0.32.0' = {
  params: {
    name: name
    location: location
    tags: tags
    enableTelemetry: false
    kind: 'StorageV2'
    skuName: sku
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // The module's own default is true, and an account cannot change it later.
    requireInfrastructureEncryption: false
    publicNetworkAccess: usePrivateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: usePrivateNetwork ? 'Deny' : 'Allow'
    }
    blobServices: {
      deleteRetentionPolicyEnabled: true
      deleteRetentionPolicyDays: deletedBlobRetentionDays
      containerDeleteRetentionPolicyEnabled: true
      containerDeleteRetentionPolicyDays: deletedBlobRetentionDays
      containers: [for container in containers: { name: container, publicAccess: 'None' }]
    }
    queueServices: {
      queues: [for queue in queues: { name: queue }]
    }
    tableServices: {
      tables: [
        for table in tables: {
          name: table
          roleAssignments: map(contains(privateTables, table) ? [] : resultReaderIds, id => {
            name: guid(accountId, table, id, tableDataReader)
            principalId: id
            roleDefinitionIdOrName: tableDataReader
          })
        }
      ]
    }
    managementPolicyRules: [
      for rule in [
        { name: 'snapshots', prefix: 'snapshots/', days: snapshotRetentionDays }
        { name: 'baselines', prefix: 'baselines/', days: baselineRetentionDays }
      ]: {
        name: rule.name
        enabled: true
        type: 'Lifecycle'
        definition: {
          filters: { blobTypes: ['blockBlob'], prefixMatch: [rule.prefix] }
          actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: rule.days } } }
        }
      }
    ]
    roleAssignments: [
      for role in items(roles): {
        name: guid(accountId, name, role.value)
        principalId: principalId
        principalType: 'ServicePrincipal'
        roleDefinitionIdOrName: role.value
      }
    ]
  }
}

output id string = account.outputs.resourceId
output name string = account.outputs.name
output blobServiceUri string = account.outputs.serviceEndpoints.blob
output queueServiceUri string = account.outputs.serviceEndpoints.queue
output tableServiceUri string = account.outputs.serviceEndpoints.table
output deploymentContainerUri string = '${account.outputs.serviceEndpoints.blob}${deploymentContainer}'
