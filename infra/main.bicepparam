using 'main.bicep'

// Set with `azd env set NAME VALUE`; everything else has its default in main.bicep.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param assets = readEnvironmentVariable('DECOUPLING_ASSETS', 'BTC,ETH')
param slotMinutes = any(int(readEnvironmentVariable('DECOUPLING_SLOT_MINUTES', '5')))
param venues = readEnvironmentVariable('DECOUPLING_VENUES', 'binance,bybit')
param watchlist = readEnvironmentVariable('DECOUPLING_WATCHLIST', '')
param alertEmail = readEnvironmentVariable('DECOUPLING_ALERT_EMAIL', '')
param usePrivateNetwork = bool(readEnvironmentVariable('DECOUPLING_PRIVATE_NETWORK', 'false'))
param sendToSlack = bool(readEnvironmentVariable('DECOUPLING_SEND_TO_SLACK', 'false'))

// Of teams, discord, pagerduty, webhook, alertmanager, cloudevents and heartbeat, separated by commas.
var sendToNames = readEnvironmentVariable('DECOUPLING_SEND_TO', '')
param sendTo = empty(sendToNames) ? [] : any(split(sendToNames, ','))

// For the shell, not for `azd env set`, which would keep it in a file. It is needed once.
param slackWebhookUrl = readEnvironmentVariable('DECOUPLING_SLACK_WEBHOOK_URL', '')
param channelSecrets = {
  'teams-webhook-url': readEnvironmentVariable('DECOUPLING_TEAMS_WEBHOOK_URL', '')
  'discord-webhook-url': readEnvironmentVariable('DECOUPLING_DISCORD_WEBHOOK_URL', '')
  'pagerduty-routing-key': readEnvironmentVariable('DECOUPLING_PAGERDUTY_ROUTING_KEY', '')
  'webhook-url': readEnvironmentVariable('DECOUPLING_WEBHOOK_URL', '')
  'webhook-secrets': readEnvironmentVariable('DECOUPLING_WEBHOOK_SECRETS', '')
  'alertmanager-url': readEnvironmentVariable('DECOUPLING_ALERTMANAGER_URL', '')
  'cloudevents-url': readEnvironmentVariable('DECOUPLING_CLOUDEVENTS_URL', '')
  'heartbeat-url': readEnvironmentVariable('DECOUPLING_HEARTBEAT_URL', '')
}
