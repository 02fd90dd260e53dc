metadata version = '0.12.0'

type privateDnsZoneGroupType = {
  name: string?
  privateDnsZoneGroupConfigs: { name: string?, privateDnsZoneResourceId: string }[]
}

param name string
param location string = resourceGroup().location
param tags resourceInput<'Microsoft.Network/privateEndpoints@2025-05-01'>.tags?
param enableTelemetry bool = true
param subnetResourceId string
param privateLinkServiceConnections resourceInput<'Microsoft.Network/privateEndpoints@2025-05-01'>.properties.privateLinkServiceConnections?
param privateDnsZoneGroup privateDnsZoneGroupType?

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetResourceId }
    privateLinkServiceConnections: privateLinkServiceConnections ?? []
  }

  resource zones 'privateDnsZoneGroups' = if (!empty(privateDnsZoneGroup)) {
    name: privateDnsZoneGroup.?name ?? 'default'
    properties: {
      privateDnsZoneConfigs: map(privateDnsZoneGroup!.privateDnsZoneGroupConfigs, config => {
        name: config.?name ?? last(split(config.privateDnsZoneResourceId, '/'))
        properties: { privateDnsZoneId: config.privateDnsZoneResourceId }
      })
    }
  }
}
