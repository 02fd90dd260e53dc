metadata version = '0.8.1'

type virtualNetworkLinkType = {
  name: string?
  virtualNetworkResourceId: string
  registrationEnabled: bool?
}

param name string
param tags object?
param enableTelemetry bool = true
param virtualNetworkLinks virtualNetworkLinkType[]?

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: name
  location: 'global'
  tags: tags
}

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for link in (virtualNetworkLinks ?? []): {
    parent: zone
    name: link.?name ?? '${last(split(link.virtualNetworkResourceId, '/'))}-vnetlink'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: link.?registrationEnabled ?? false
      virtualNetwork: { id: link.virtualNetworkResourceId }
    }
  }
]

output resourceId string = zone.id
