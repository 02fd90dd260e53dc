metadata version = '0.6.0'

param name string
param location string = resourceGroup().location
param tags resourceInput<'Microsoft.Insights/scheduledQueryRules@2025-01-01-preview'>.tags?
param enableTelemetry bool = true
param alertDisplayName string?
param alertDescription string = ''
param enabled bool = true

@allowed(['LogAlert', 'LogToMetric'])
param kind string = 'LogAlert'

@allowed([0, 1, 2, 3, 4])
param severity int = 3

param scopes string[]
param evaluationFrequency string?
param windowSize string?
param autoMitigate bool = true
param actions { actionGroupResourceIds: string[]? }?
param criterias resourceInput<'Microsoft.Insights/scheduledQueryRules@2025-01-01-preview'>.properties.criteria

resource rule 'Microsoft.Insights/scheduledQueryRules@2025-01-01-preview' = {
  name: name
  location: location
  tags: tags
  kind: any(kind)
  properties: {
    displayName: alertDisplayName ?? name
    description: alertDescription
    enabled: enabled
    severity: severity
    scopes: scopes
    evaluationFrequency: evaluationFrequency
    windowSize: windowSize
    autoMitigate: autoMitigate
    criteria: criterias
    actions: { actionGroups: actions.?actionGroupResourceIds }
  }
}
