metadata description = 'A virtual network: a subnet for the app, and private endpoints for storage and the key vault.'

param suffix string
param location string
param tags object
param storageId string
param vaultId string

var endpoints = [
  { name: 'blob', serviceId: storageId, group: 'blob', zone: 'privatelink.blob.${environment().suffixes.storage}' }
  { name: 'queue', serviceId: storageId, group: 'queue', zone: 'privatelink.queue.${environment().suffixes.storage}' }
  { name: 'table', serviceId: storageId, group: 'table', zone: 'privatelink.table.${environment().suffixes.storage}' }
  { name: 'vault', serviceId: vaultId, group: 'vault', zone: 'privatelink.vaultcore.azure.net' }
]

module network 'br/public:avm/res/network/virtual-network:0.8.0' = {
  params: {
    name: 'vnet-${suffix}'
    location: location
    tags: tags
    enableTelemetry: false
    addressPrefixes: ['10.0.0.0/16']
    subnets: [
      { name: 'app', addressPrefix: '10.0.1.0/24', delegation: 'Microsoft.App/environments' }
      { name: 'endpoints', addressPrefix: '10.0.2.0/24' }
    ]
  }
}

module zones 'br/public:avm/res/network/private-dns-zone:0.8.1' = [
  for endpoint in endpoints: {
    params: {
      name: endpoint.zone
      tags: tags
      enableTelemetry: false
      virtualNetworkLinks: [
        {
          name: 'vnet-${suffix}'
          virtualNetworkResourceId: network.outputs.resourceId
          registrationEnabled: false
        }
      ]
    }
  }
]

module privateEndpoints 'br/public:avm/res/network/private-endpoint:0.12.0' = [
  for (endpoint, i) in endpoints: {
    params: {
      name: 'pep-${endpoint.name}-${suffix}'
      location: location
      tags: tags
      enableTelemetry: false
      subnetResourceId: '${network.outputs.resourceId}/subnets/endpoints'
      privateLinkServiceConnections: [
        {
          name: endpoint.name
          properties: { privateLinkServiceId: endpoint.serviceId, groupIds: [endpoint.group] }
        }
      ]
      privateDnsZoneGroup: {
        name: 'default'
        privateDnsZoneGroupConfigs: [
          { name: endpoint.name, privateDnsZoneResourceId: zones[i].outputs.resourceId }
        ]
      }
    }
  }
]

output appSubnetId string = '${network.outputs.resourceId}/subnets/app'
