metadata version = '0.15.1'

type workspaceFeaturesType = {
  disableLocalAuth: bool?
  enableLogAccessUsingOnlyResourcePermissions: bool?
}

param name string
param location string = resourceGroup().location
param tags resourceInput<'Microsoft.OperationalInsights/workspaces@2025-07-01'>.tags?
param enableTelemetry bool = true

@allowed(['CapacityReservation', 'Free', 'LACluster', 'PerGB2018', 'PerNode', 'Premium', 'Standalone', 'Standard'])
param skuName string = 'PerGB2018'

@minValue(0)
@maxValue(730)
param dataRetention int = 365

param dailyQuotaGb string = '-1'
param features workspaceFeaturesType?
param forceCmkForQuery bool = true

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: { name: skuName }
    retentionInDays: dataRetention
    workspaceCapping: { dailyQuotaGb: json(dailyQuotaGb) }
    forceCmkForQuery: forceCmkForQuery
    features: {
      disableLocalAuth: features.?disableLocalAuth ?? true
      enableLogAccessUsingOnlyResourcePermissions: features.?enableLogAccessUsingOnlyResourcePermissions ?? false
    }
  }
}

output resourceId string = workspace.id
