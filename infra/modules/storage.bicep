metadata description = 'The storage account: no keys, no public blobs, the containers and tables of the contract, and retention.'

param name string
param location string
param tags object
param sku string
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

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: usePrivateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: usePrivateNetwork ? 'Deny' : 'Allow'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: deletedBlobRetentionDays }
      containerDeleteRetentionPolicy: { enabled: true, days: deletedBlobRetentionDays }
    }

    resource container 'containers' = [
      for container in containers: {
        name: container
        properties: { publicAccess: 'None' }
      }
    ]
  }

  resource queueService 'queueServices' = {
    name: 'default'

    resource queue 'queues' = [for queue in queues: { name: queue }]
  }

  resource tableService 'tableServices' = {
    name: 'default'

    resource table 'tables' = [for table in tables: { name: table }]
  }
}

resource retention 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = {
  parent: account
  name: 'default'
  dependsOn: [account::blobs]
  properties: {
    policy: {
      rules: [
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
    }
  }
}

resource appRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roles): {
    scope: account
    name: guid(account.id, name, role.value)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
    }
  }
]

resource readTable 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' existing = [
  for table in resultTables: {
    name: '${name}/default/${table}'
  }
]

var readers = flatten(map(resultReaderIds, id => map(range(0, length(resultTables)), table => { id: id, table: table })))

resource readerRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for reader in readers: {
    scope: readTable[reader.table]
    dependsOn: [account::tableService::table]
    name: guid(account.id, resultTables[reader.table], reader.id, tableDataReader)
    properties: {
      principalId: reader.id
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', tableDataReader)
    }
  }
]

output id string = account.id
output name string = account.name
output blobServiceUri string = account.properties.primaryEndpoints.blob
output queueServiceUri string = account.properties.primaryEndpoints.queue
output tableServiceUri string = account.properties.primaryEndpoints.table
output deploymentContainerUri string = '${account.properties.primaryEndpoints.blob}${deploymentContainer}'
