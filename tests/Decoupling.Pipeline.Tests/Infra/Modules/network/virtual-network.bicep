metadata version = '0.8.0'

type subnetType = {
  name: string
  addressPrefix: string?
  delegation: string?
}

param name string
param location string = resourceGroup().location
param tags object?
param enableTelemetry bool = true
param addressPrefixes array
param subnets subnetType[]?

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: { addressSpace: { addressPrefixes: addressPrefixes } }
}

@batchSize(1)
resource subnetwork 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = [
  for subnet in (subnets ?? []): {
    parent: network
    name: subnet.name
    properties: {
      addressPrefix: subnet.?addressPrefix
      delegations: empty(subnet.?delegation)
        ? []
        : [{ name: subnet.?delegation, properties: { serviceName: subnet.?delegation } }]
    }
  }
]

output resourceId string = network.id
