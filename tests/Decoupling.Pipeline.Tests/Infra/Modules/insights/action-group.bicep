metadata version = '0.8.0'

param name string
param location string = 'global'
param tags object?
param enableTelemetry bool = true
param enabled bool = true
param groupShortName string
param emailReceivers { name: string, emailAddress: string, useCommonAlertSchema: bool? }[]?

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    enabled: enabled
    groupShortName: groupShortName
    emailReceivers: emailReceivers
  }
}

output resourceId string = group.id
