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

resource receivers 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'decoupling'
    emailReceivers: [{ name: 'owner', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'alert-${rule.name}-${suffix}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'Decoupling: ${rule.name}'
      description: rule.description
      enabled: true
      severity: rule.severity
      scopes: [insightsId]
      evaluationFrequency: 'PT15M'
      windowSize: rule.window
      autoMitigate: true
      criteria: {
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
      actions: { actionGroups: empty(email) ? [] : [receivers.id] }
    }
  }
]

// The storage account counts the messages itself, so this one holds also where the telemetry's daily cap is reached.
resource queueAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-queued-messages-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages pile up in the queues of the storage account, the poison queue among them.'
    enabled: true
    severity: 2
    scopes: ['${storageId}/queueServices/default']
    evaluationFrequency: 'PT1H'
    windowSize: 'PT1H'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
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
    actions: empty(email) ? [] : [{ actionGroupId: receivers.id }]
  }
}

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
