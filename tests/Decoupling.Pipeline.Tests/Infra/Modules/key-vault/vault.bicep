metadata version = '0.13.3'

import { roleAssignmentType, roleId } from '../types.bicep'

type networkAclsType = {
  bypass: ('AzureServices' | 'None')?
  defaultAction: ('Allow' | 'Deny')?
}

@maxLength(24)
param name string

param location string = resourceGroup().location
param tags resourceInput<'Microsoft.KeyVault/vaults@2024-11-01'>.tags?
param enableTelemetry bool = true

@allowed(['premium', 'standard'])
param sku string = 'premium'

param enableVaultForDeployment bool = true
param enableVaultForTemplateDeployment bool = true
param enableVaultForDiskEncryption bool = true
param enableSoftDelete bool = true
param softDeleteRetentionInDays int = 90
param enableRbacAuthorization bool = true
param enablePurgeProtection bool = true
param networkAcls networkAclsType?

@allowed(['', 'Enabled', 'Disabled'])
param publicNetworkAccess string = ''

param roleAssignments roleAssignmentType[]?

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: any(sku) }
    accessPolicies: []
    createMode: 'default'
    enabledForDeployment: enableVaultForDeployment
    enabledForTemplateDeployment: enableVaultForTemplateDeployment
    enabledForDiskEncryption: enableVaultForDiskEncryption
    enableSoftDelete: enableSoftDelete
    softDeleteRetentionInDays: softDeleteRetentionInDays
    enableRbacAuthorization: enableRbacAuthorization
    enablePurgeProtection: enablePurgeProtection ? true : null
    publicNetworkAccess: empty(publicNetworkAccess) ? null : publicNetworkAccess
    networkAcls: empty(networkAcls)
      ? null
      : { bypass: networkAcls.?bypass, defaultAction: networkAcls.?defaultAction, ipRules: [], virtualNetworkRules: [] }
  }
}

resource roles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in (roleAssignments ?? []): {
    scope: vault
    name: role.?name ?? guid(vault.id, role.principalId, roleId(role.roleDefinitionIdOrName))
    properties: {
      principalId: role.principalId
      principalType: role.?principalType
      roleDefinitionId: roleId(role.roleDefinitionIdOrName)
    }
  }
]

output resourceId string = vault.id
output name string = vault.name
