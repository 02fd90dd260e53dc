metadata description = 'The Event Grid subscriptions of the blob triggers. They need the deployed app: its host makes the key of the blob extension.'

@description('The function app.')
param functionAppName string

@description('The system topic of the storage account.')
param eventTopicName string

var triggers = [
  { name: 'score-snapshot', function: 'ScoreSnapshot', container: 'snapshots' }
  { name: 'assess-slot', function: 'AssessSlot', container: 'snapshots' }
  { name: 'assess-accounts', function: 'AssessAccounts', container: 'accounts' }
]

resource app 'Microsoft.Web/sites@2024-11-01' existing = {
  name: functionAppName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: eventTopicName
}

// The one key of the deployment: the host accepts blob events by it alone. It is read within Azure and returned nowhere.
// Native: as a parameter of a verified module the key would stand readable in the deployment.
resource subscriptions 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [
  for trigger in triggers: {
    parent: topic
    name: trigger.name
    properties: {
      destination: {
        endpointType: 'WebHook'
        properties: {
          #disable-next-line use-resource-symbol-reference
          endpointUrl: 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs?functionName=Host.Functions.${trigger.function}&code=${listKeys('${app.id}/host/default', '2024-11-01').systemKeys.blobs_extension}'
          minimumTlsVersionAllowed: '1.2'
        }
      }
      filter: {
        includedEventTypes: ['Microsoft.Storage.BlobCreated']
        subjectBeginsWith: '/blobServices/default/containers/${trigger.container}/blobs/'
      }
      eventDeliverySchema: 'EventGridSchema'
      retryPolicy: {
        maxDeliveryAttempts: 30
        eventTimeToLiveInMinutes: 1440
      }
    }
  }
]
