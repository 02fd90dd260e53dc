metadata version = '0.32.0'

import { roleAssignmentType, roleId } from '../types.bicep'

type networkAclsType = {
  bypass: (
    | 'AzureServices'
    | 'AzureServices, Logging'
    | 'AzureServices, Logging, Metrics'
    | 'AzureServices, Metrics'
    | 'Logging'
    | 'Logging, Metrics'
    | 'Metrics'
    | 'None')?
  defaultAction: ('Allow' | 'Deny')?
}

type blobServiceType = {
  @minValue(1)
  @maxValue(365)
  containerDeleteRetentionPolicyDays: int?
  containerDeleteRetentionPolicyEnabled: bool?

  @minValue(1)
  @maxValue(365)
  deleteRetentionPolicyDays: int?
  deleteRetentionPolicyEnabled: bool?
  containers: { name: string, publicAccess: ('Blob' | 'Container' | 'None')? }[]?
}

type queueServiceType = {
  queues: { name: string }[]?
}

type tableServiceType = {
  tables: { name: string, roleAssignments: roleAssignmentType[]? }[]?
}

@maxLength(24)
param name string

param location string = resourceGroup().location
param tags resourceInput<'Microsoft.Storage/storageAccounts@2025-01-01'>.tags?
param enableTelemetry bool = true

@allowed(['Storage', 'StorageV2', 'BlobStorage', 'FileStorage', 'BlockBlobStorage'])
param kind string = 'StorageV2'

@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
  'Standard_GZRS'
  'Standard_RAGRS'
  'Standard_RAGZRS'
  'StandardV2_LRS'
  'StandardV2_ZRS'
  'StandardV2_GRS'
  'StandardV2_GZRS'
  'Premium_LRS'
  'Premium_ZRS'
  'PremiumV2_LRS'
  'PremiumV2_ZRS'
])
param skuName string = 'Standard_GRS'

@allowed(['Premium', 'Hot', 'Cool', 'Cold'])
param accessTier string = 'Hot'

param allowBlobPublicAccess bool = false
param allowCrossTenantReplication bool = false
param allowSharedKeyAccess bool = true
param defaultToOAuthAuthentication bool = false

@allowed(['TLS1_2', 'TLS1_3'])
param minimumTlsVersion string = 'TLS1_2'

param supportsHttpsTrafficOnly bool = true
param requireInfrastructureEncryption bool = true

@allowed(['Enabled', 'Disabled', 'SecuredByPerimeter'])
param publicNetworkAccess string?

param networkAcls networkAclsType?
param roleAssignments roleAssignmentType[]?
param blobServices blobServiceType = {
  containerDeleteRetentionPolicyEnabled: true
  containerDeleteRetentionPolicyDays: 7
  deleteRetentionPolicyEnabled: true
  deleteRetentionPolicyDays: 6
}
param queueServices queueServiceType = {}
param tableServices tableServiceType = {}
param managementPolicyRules resourceInput<'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01'>.properties.policy.rules?

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: any(kind)
  sku: { name: skuName }
  properties: {
    accessTier: any(accessTier)
    allowBlobPublicAccess: allowBlobPublicAccess
    allowCrossTenantReplication: allowCrossTenantReplication
    allowSharedKeyAccess: allowSharedKeyAccess
    defaultToOAuthAuthentication: defaultToOAuthAuthentication
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: requireInfrastructureEncryption ? true : null
    }
    minimumTlsVersion: minimumTlsVersion
    supportsHttpsTrafficOnly: supportsHttpsTrafficOnly
    publicNetworkAccess: publicNetworkAccess
    networkAcls: {
      bypass: empty(networkAcls) ? 'AzureServices' : networkAcls.?bypass
      defaultAction: networkAcls.?defaultAction ?? 'Deny'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      containerDeleteRetentionPolicy: {
        enabled: blobServices.?containerDeleteRetentionPolicyEnabled ?? true
        days: blobServices.?containerDeleteRetentionPolicyDays
      }
      deleteRetentionPolicy: {
        enabled: blobServices.?deleteRetentionPolicyEnabled ?? true
        days: blobServices.?deleteRetentionPolicyDays ?? 7
      }
    }

    resource container 'containers' = [
      for container in (blobServices.?containers ?? []): {
        name: container.name
        properties: { publicAccess: container.?publicAccess ?? 'None' }
      }
    ]
  }

  resource queueService 'queueServices' = if (!empty(queueServices)) {
    name: 'default'

    resource queue 'queues' = [for queue in (queueServices.?queues ?? []): { name: queue.name }]
  }

  resource tableService 'tableServices' = if (!empty(tableServices)) {
    name: 'default'

    resource table 'tables' = [for table in (tableServices.?tables ?? []): { name: table.name }]
  }
}

resource retention 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = if (!empty(managementPolicyRules)) {
  parent: account
  name: 'default'
  dependsOn: [account::blobs]
  properties: { policy: { rules: managementPolicyRules! } }
}

resource roles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in (roleAssignments ?? []): {
    scope: account
    name: role.?name ?? guid(account.id, role.principalId, roleId(role.roleDefinitionIdOrName))
    properties: {
      principalId: role.principalId
      principalType: role.?principalType
      roleDefinitionId: roleId(role.roleDefinitionIdOrName)
    }
  }
]

var tableGrants = flatten(map(
  tableServices.?tables ?? [],
  table => map(table.?roleAssignments ?? [], role => { table: table.name, role: role })
))

resource granted 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-06-01' existing = [
  for grant in tableGrants: {
    name: '${name}/default/${grant.table}'
  }
]

resource tableRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (grant, i) in tableGrants: {
    scope: granted[i]
    dependsOn: [account::tableService::table]
    name: grant.role.?name ?? guid(granted[i].id, grant.role.principalId, roleId(grant.role.roleDefinitionIdOrName))
    properties: {
      principalId: grant.role.principalId
      principalType: grant.role.?principalType
      roleDefinitionId: roleId(grant.role.roleDefinitionIdOrName)
    }
  }
]

output resourceId string = account.id
output name string = account.name
output serviceEndpoints object = account.properties.primaryEndpoints
