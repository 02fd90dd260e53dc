metadata version = '0.4.1'

type resourceCriteriaType = {
  'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
  allof: object[]
}

param name string
param location string = 'global'
param tags object?
param enableTelemetry bool = true
param alertDescription string = ''
param enabled bool = true

@allowed([0, 1, 2, 3, 4])
param severity int = 3

param scopes array

@allowed(['PT1M', 'PT5M', 'PT15M', 'PT30M', 'PT1H'])
param evaluationFrequency string = 'PT5M'

@allowed(['PT1M', 'PT5M', 'PT15M', 'PT30M', 'PT1H', 'PT6H', 'PT12H', 'P1D'])
param windowSize string = 'PT15M'

param criteria resourceCriteriaType
param actions array = []

resource alert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    description: alertDescription
    enabled: enabled
    severity: severity
    scopes: scopes
    evaluationFrequency: evaluationFrequency
    windowSize: windowSize
    autoMitigate: true
    criteria: any({ 'odata.type': criteria['odata.type'], allOf: criteria.allof })
    actions: [for action in actions: { actionGroupId: action }]
  }
}
