#!/bin/sh
# Reads the result tables by OData, with curl alone.
#
#   sh consumer.sh latest                      the newest row of each derivative
#   sh consumer.sh day BTC_20260105            a day's scores, newest first
#   sh consumer.sh newest BTC_20260105 10      a day's newest rows: the first page
#   sh consumer.sh alerts 20260105             what fires now, and what was sent that day
#
# DECOUPLING_TABLE_ENDPOINT is the table service. On Azure DECOUPLING_TOKEN is a bearer token:
#   az account get-access-token --resource https://storage.azure.com --query accessToken --output tsv
# With an Azurite DECOUPLING_SAS is a read-only signature, such as
#   az storage table generate-sas --name DecouplingScores --permissions r --expiry 2026-12-31T00:00Z --connection-string … --output tsv
# A page has at most 1,000 rows; what goes on after it says so in the headers x-ms-continuation-NextPartitionKey and …NextRowKey,
# which the next request gives back as the parameters NextPartitionKey and NextRowKey. A page may be empty and yet go on.
set -eu

scores=AsOf,Asset,Venue,Symbol,Status,Reason,DislocationRatio,DislocationDirection,BasisBps,VenueVerdict

query() {
  table=$1
  filter=$2
  columns=$3
  top=${4:-1000}
  set -- --fail --silent --show-error --get \
    --header 'Accept: application/json;odata=nometadata' \
    --header 'x-ms-version: 2020-12-06' \
    --data-urlencode "\$filter=$filter" \
    --data-urlencode "\$select=$columns" \
    --data-urlencode "\$top=$top"
  if [ -n "${DECOUPLING_TOKEN:-}" ]; then
    printf 'header = "Authorization: Bearer %s"\n' "$DECOUPLING_TOKEN" | curl --config - "$@" "$DECOUPLING_TABLE_ENDPOINT/$table()"
  else
    printf 'url = "%s/%s()?%s"\n' "$DECOUPLING_TABLE_ENDPOINT" "$table" "$DECOUPLING_SAS" | curl --config - "$@"
  fi
  echo
}

case $1 in
  latest) query Latest "PartitionKey eq 'latest'" "$scores" ;;
  day) query DecouplingScores "PartitionKey eq '$2'" "$scores" ;;
  newest) query DecouplingScores "PartitionKey eq '$2'" "$scores" "$3" ;;
  alerts)
    query Alerts 'IsFiring eq true' Rule,Venue,Symbol,Phase,Severity,SinceAt
    query Notifications "PartitionKey eq '$2'" SlotAt,Kind,Rule,Asset,Venue,Severity,Outcome,Reason,Headline
    ;;
esac
