metadata version = '0.7.0'

param name string
param location string = resourceGroup().location
param tags resourceInput<'Microsoft.EventGrid/systemTopics@2025-02-15'>.tags?
param enableTelemetry bool = true
param source string
param topicType string

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: name
  location: location
  tags: tags
  properties: { source: source, topicType: topicType }
}

output name string = topic.name
