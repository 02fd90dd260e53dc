metadata description = 'Log Analytics with a daily cap, and Application Insights that takes telemetry by identity only.'

param workspaceName string
param insightsName string
param location string
param tags object
param principalId string
param dailyCapMB int
param retentionDays int

var metricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

module workspace 'br/public:avm/res/operational-insights/workspace:0.15.1' = {
  params: {
    name: workspaceName
    location: location
    tags: tags
    enableTelemetry: false
    skuName: 'PerGB2018'
    dataRetention: retentionDays
    // Bicep has no decimals of its own.
    dailyQuotaGb: '${dailyCapMB / 1000}.${padLeft(string(dailyCapMB % 1000), 3, '0')}'
    // The module's own default would refuse saved queries, which need a storage account of their own then.
    forceCmkForQuery: false
    features: {
      disableLocalAuth: true
      // Who may read a resource may read its telemetry; the module's own default asks for a right to the workspace.
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

module insights 'br/public:avm/res/insights/component:0.7.1' = {
  params: {
    name: insightsName
    location: location
    tags: tags
    enableTelemetry: false
    kind: 'web'
    applicationType: 'web'
    workspaceResourceId: workspace.outputs.resourceId
    disableLocalAuth: true
    // The module's own default would store addresses of clients.
    disableIpMasking: false
    // What Application Insights has where nothing is said; the workspace's retention counts.
    retentionInDays: 90
    roleAssignments: [
      {
        name: guid(resourceId('Microsoft.Insights/components', insightsName), insightsName, metricsPublisher)
        principalId: principalId
        principalType: 'ServicePrincipal'
        roleDefinitionIdOrName: metricsPublisher
      }
    ]
  }
}

// Native: there is no verified module of workbooks.
resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceId('Microsoft.Insights/components', insightsName), 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Decoupling'
    category: 'workbook'
    sourceId: insights.outputs.resourceId
    serializedData: loadTextContent('../workbook.json')
  }
}

output insightsId string = insights.outputs.resourceId
output connectionString string = insights.outputs.connectionString
