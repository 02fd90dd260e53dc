metadata description = 'Alert rules on failed runs, on slots that are not fetched, and on poisoned blobs; and the budget.'

param suffix string
param location string
param tags object
param insightsId string
param storageId string
param slotMinutes int
param email string
param monthlyBudget int
param budgetStartDate string

// Blobs that wait to be scored pass through a queue as well, so a few messages are no sign of poison.
var mostQueuedMessages = 20

// Three slots or more, in the window lengths that Azure Monitor knows.
var silentWindows = { '1': 'PT15M', '3': 'PT15M', '5': 'PT15M', '15': 'PT1H', '30': 'PT2H', '60': 'PT3H' }

var rules = [
  {
    name: 'failed-runs'
    description: 'Runs of a function failed: see the failures of Application Insights and the table Failures.'
    severity: 2
    query: 'requests | where success == false'
    window: 'PT15M'
    operator: 'GreaterThanOrEqual'
    threshold: 3
  }
  {
    name: 'poisoned-blobs'
    description: 'A snapshot or a positions file failed five times: decoupling failures lists it.'
    severity: 1
    query: 'requests | where name has "RecordPoison"'
    window: 'PT15M'
    operator: 'GreaterThanOrEqual'
    threshold: 1
  }
  {
    name: 'silent'
    description: 'No slot was fetched for at least three slots.'
    severity: 1
    query: 'requests | where name has "FetchSnapshots" and success == true'
    window: silentWindows[string(slotMinutes)]
    operator: 'LessThan'
    threshold: 1
  }
]

module receivers 'br/public:avm/res/insights/action-group:0.8.0' = if (!empty(email)) {
  params: {
    name: 'ag-${suffix}'
    location: 'global'
    tags: tags
    enableTelemetry: false
    enabled: true
    groupShortName: 'decoupling'
    emailReceivers: [{ name: 'owner', emailAddress: email, useCommonAlertSchema: true }]
  }
}

var receiverIds = empty(email) ? [] : [receivers!.outputs.resourceId]

module logAlerts 'br/public:avm/res/insights/scheduled-query-rule:0.6.0' = [
  for rule in rules: {
    params: {
      name: 'alert-${rule.name}-${suffix}'
      location: location
      tags: tags
      enableTelemetry: false
      kind: 'LogAlert'
      alertDisplayName: 'Decoupling: ${rule.name}'
      alertDescription: rule.description
      enabled: true
      severity: rule.severity
      scopes: [insightsId]
      evaluationFrequency: 'PT15M'
      windowSize: rule.window
      autoMitigate: true
      criterias: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: rule.operator
            threshold: rule.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroupResourceIds: receiverIds }
    }
  }
]

// The storage account counts the messages itself, so this one holds also where the telemetry's daily cap is reached.
module queueAlert 'br/public:avm/res/insights/metric-alert:0.4.1' = {
  params: {
    name: 'alert-queued-messages-${suffix}'
    location: 'global'
    tags: tags
    enableTelemetry: false
    alertDescription: 'Messages pile up in the queues of the storage account, the poison queue among them.'
    enabled: true
    severity: 2
    scopes: ['${storageId}/queueServices/default']
    evaluationFrequency: 'PT1H'
    windowSize: 'PT1H'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allof: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'messages'
          metricNamespace: 'Microsoft.Storage/storageAccounts/queueServices'
          metricName: 'QueueMessageCount'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: mostQueuedMessages
        }
      ]
    }
    actions: receiverIds
  }
}

// Native: the verified module tells of what is spent or of what is foreseen, not of both in one budget.
resource budget 'Microsoft.Consumption/budgets@2024-08-01' = if (!empty(email)) {
  name: 'budget-${suffix}'
  properties: {
    category: 'Cost'
    amount: monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: { startDate: budgetStartDate }
    notifications: {
      spent: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [email]
      }
      foreseen: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [email]
      }
    }
  }
}
