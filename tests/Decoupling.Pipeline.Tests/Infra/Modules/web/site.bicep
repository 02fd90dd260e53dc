metadata version = '0.23.0'

type managedIdentityAllType = {
  userAssignedResourceIds: string[]?
}

type appSettingsConfigType = {
  name: 'appsettings'
  retainCurrentAppSettings: bool?
  properties: {
    *: string
  }?
}

type basicPublishingCredentialsPolicyType = {
  name: 'ftp' | 'scm'
  allow: bool?
}

param name string
param location string = resourceGroup().location
param tags resourceInput<'Microsoft.Web/sites@2025-03-01'>.tags?
param enableTelemetry bool = true

@allowed([
  'functionapp'
  'functionapp,linux'
  'functionapp,workflowapp'
  'functionapp,workflowapp,linux'
  'functionapp,linux,container'
  'functionapp,linux,container,azurecontainerapps'
  'app,linux'
  'app'
  'linux,api'
  'api'
  'app,linux,container'
  'app,container,windows'
])
param kind string

param serverFarmResourceId string
param httpsOnly bool = true
param clientAffinityProxyEnabled bool = true
param managedIdentities managedIdentityAllType?
param keyVaultAccessIdentityResourceId string?
param virtualNetworkSubnetResourceId string?
param publicNetworkAccess resourceInput<'Microsoft.Web/sites@2025-03-01'>.properties.publicNetworkAccess?
param siteConfig resourceInput<'Microsoft.Web/sites@2025-03-01'>.properties.siteConfig = {
  alwaysOn: true
  minTlsVersion: '1.2'
  ftpsState: 'FtpsOnly'
}
param functionAppConfig resourceInput<'Microsoft.Web/sites@2025-03-01'>.properties.functionAppConfig?
param configs appSettingsConfigType[]?
param basicPublishingCredentialsPolicies basicPublishingCredentialsPolicyType[]?

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: kind
  identity: {
    type: empty(managedIdentities.?userAssignedResourceIds) ? 'None' : 'UserAssigned'
    userAssignedIdentities: toObject(managedIdentities.?userAssignedResourceIds ?? [], id => id, id => {})
  }
  properties: {
    serverFarmId: serverFarmResourceId
    httpsOnly: httpsOnly
    clientAffinityProxyEnabled: clientAffinityProxyEnabled
    keyVaultReferenceIdentity: keyVaultAccessIdentityResourceId
    virtualNetworkSubnetId: virtualNetworkSubnetResourceId
    publicNetworkAccess: publicNetworkAccess ?? 'Enabled'
    siteConfig: siteConfig
    functionAppConfig: functionAppConfig
  }
}

resource settings 'Microsoft.Web/sites/config@2025-03-01' = [
  for config in (configs ?? []): {
    parent: app
    name: config.name
    properties: union(
      (config.?retainCurrentAppSettings ?? true) ? list('${app.id}/config/appsettings', '2023-12-01').properties : {},
      config.?properties ?? {}
    )
  }
]

resource doors 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = [
  for door in (basicPublishingCredentialsPolicies ?? []): {
    parent: app
    name: door.name
    properties: { allow: door.?allow ?? true }
  }
]

output resourceId string = app.id
output name string = app.name
