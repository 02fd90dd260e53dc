metadata description = 'The function app on Flex Consumption: .NET 10 isolated, everything by identity.'

param name string
param planName string
param location string
param tags object
param identityId string
param identityClientId string
param deploymentContainerUri string
param subnetId string
param instanceMemoryMB int
param maximumInstanceCount int
param appSettings object

module plan 'br/public:avm/res/web/serverfarm:0.7.0' = {
  params: {
    name: planName
    location: location
    tags: tags
    enableTelemetry: false
    kind: 'functionapp'
    skuName: 'FC1'
    reserved: true
  }
}

module app 'br/public:avm/res/web/site:0.23.0' = {
  params: {
    name: name
    location: location
    tags: union(tags, { 'azd-service-name': 'app' })
    enableTelemetry: false
    kind: 'functionapp,linux'
    serverFarmResourceId: plan.outputs.resourceId
    managedIdentities: { userAssignedResourceIds: [identityId] }
    httpsOnly: true
    clientAffinityProxyEnabled: false
    keyVaultAccessIdentityResourceId: identityId
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetResourceId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
    }
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUri
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
    }
    configs: [
      {
        name: 'appsettings'
        // The module's own default would read the settings of before and keep what is no longer set here.
        retainCurrentAppSettings: false
        properties: union(appSettings, {
          AzureWebJobsStorage__credential: 'managedidentity'
          AzureWebJobsStorage__clientId: identityClientId
          APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
          Decoupling__ManagedIdentityClientId: identityClientId
        })
      }
    ]
    basicPublishingCredentialsPolicies: [
      { name: 'ftp', allow: false }
      { name: 'scm', allow: false }
    ]
  }
}

output id string = app.outputs.resourceId
output name string = app.outputs.name
