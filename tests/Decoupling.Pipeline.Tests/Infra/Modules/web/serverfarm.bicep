metadata version = '0.7.0'

@minLength(1)
@maxLength(60)
param name string

param location string = resourceGroup().location
param tags resourceInput<'Microsoft.Web/serverfarms@2025-03-01'>.tags?
param enableTelemetry bool = true
param kind resourceInput<'Microsoft.Web/serverfarms@2025-03-01'>.kind = 'app'
param skuName string = 'P1v3'
param reserved resourceInput<'Microsoft.Web/serverfarms@2025-03-01'>.properties.reserved = (kind == 'linux')

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: kind
  sku: { name: skuName, tier: skuName == 'FC1' ? 'FlexConsumption' : null }
  properties: { reserved: reserved, zoneRedundant: startsWith(skuName, 'P') }
}

output resourceId string = plan.id
