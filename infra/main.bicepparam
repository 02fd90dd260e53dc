using 'main.bicep'

// Set with `azd env set NAME VALUE`; everything else has its default in main.bicep.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param assets = readEnvironmentVariable('DECOUPLING_ASSETS', 'BTC,ETH')
param slotMinutes = any(int(readEnvironmentVariable('DECOUPLING_SLOT_MINUTES', '5')))
param venues = readEnvironmentVariable('DECOUPLING_VENUES', 'binance,bybit')
param alertEmail = readEnvironmentVariable('DECOUPLING_ALERT_EMAIL', '')
param usePrivateNetwork = bool(readEnvironmentVariable('DECOUPLING_PRIVATE_NETWORK', 'false'))
param sendToSlack = bool(readEnvironmentVariable('DECOUPLING_SEND_TO_SLACK', 'false'))

// For the shell, not for `azd env set`, which would keep it in a file. It is needed once.
param slackWebhookUrl = readEnvironmentVariable('DECOUPLING_SLACK_WEBHOOK_URL', '')
