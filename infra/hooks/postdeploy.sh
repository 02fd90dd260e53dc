#!/bin/sh
# Makes the Event Grid subscriptions. The key that they need is read within Azure and never comes here.
set -eu

: "${AZURE_RESOURCE_GROUP:?run by azd after a deployment}" "${FUNCTION_APP_NAME:?}" "${EVENT_TOPIC_NAME:?}"
here="$(cd "$(dirname "$0")" && pwd)"
errors="$(mktemp)"
trap 'rm -f "$errors"' EXIT

# The host makes its key at its first start, which may take minutes after a deployment.
attempt=1
until az deployment group create --only-show-errors --output none \
  --subscription "${AZURE_SUBSCRIPTION_ID:?}" --resource-group "$AZURE_RESOURCE_GROUP" --name event-subscriptions \
  --template-file "$here/subscriptions.bicep" \
  --parameters functionAppName="$FUNCTION_APP_NAME" eventTopicName="$EVENT_TOPIC_NAME" 2>"$errors"; do
  if [ "$attempt" -ge 10 ]; then
    cat "$errors" >&2
    echo "The Event Grid subscriptions were not made: run 'azd hooks run postdeploy' when the app has started." >&2
    exit 1
  fi
  echo "The app is not ready for Event Grid yet (try $attempt of 10)."
  attempt=$((attempt + 1))
  sleep 30
done
echo "Event Grid delivers new snapshots and accounts to $FUNCTION_APP_NAME."
