metadata version = '0.7.1'

import { roleAssignmentType, roleId } from '../types.bicep'

param name string
param location string = resourceGroup().location
param tags resourceInput<'Microsoft.Insights/components@2020-02-02'>.tags?
param enableTelemetry bool = true
param kind string = ''

@allowed(['web', 'other'])
param applicationType string = 'web'

param workspaceResourceId string
param disableIpMasking bool = true
param disableLocalAuth bool = false

@allowed([30, 60, 90, 120, 180, 270, 365, 550, 730])
param retentionInDays int = 365

param roleAssignments roleAssignmentType[]?

resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: name
  location: location
  tags: tags
  kind: kind
  properties: {
    Application_Type: applicationType
    WorkspaceResourceId: workspaceResourceId
    DisableIpMasking: disableIpMasking
    DisableLocalAuth: disableLocalAuth
    RetentionInDays: retentionInDays
  }
}

resource roles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in (roleAssignments ?? []): {
    scope: component
    name: role.?name ?? guid(component.id, role.principalId, roleId(role.roleDefinitionIdOrName))
    properties: {
      principalId: role.principalId
      principalType: role.?principalType
      roleDefinitionId: roleId(role.roleDefinitionIdOrName)
    }
  }
]

output resourceId string = component.id
output connectionString string = component.properties.ConnectionString
