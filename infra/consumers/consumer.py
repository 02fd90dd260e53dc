"""Reads the result tables into pandas.

    python3 consumer.py latest                       the newest row of each derivative
    python3 consumer.py day BTC 2026-01-05           a day's scores, oldest first
    python3 consumer.py newest BTC 2026-01-05 10     a day's newest rows, page by page
    python3 consumer.py alerts 2026-01-05            what fires now, and what was sent that day

Needs pandas and azure-data-tables; azure-identity too, unless DECOUPLING_CONNECTION_STRING names an Azurite.
"""

import os
import re
import sys
from itertools import islice

import pandas as pd
from azure.data.tables import TableServiceClient

# A column without a value is absent from a row; these types have a null for it.
SCORES = {
    "AsOf": "datetime64[ns, UTC]",
    "Asset": "string",
    "Venue": "string",
    "Symbol": "string",
    "Status": "string",
    "Reason": "string",
    "DislocationRatio": "Float64",
    "DislocationDirection": "Int64",
    "BasisBps": "Float64",
    "VenueVerdict": "string",
}
FIRING = {
    "Rule": "string",
    "Venue": "string",
    "Symbol": "string",
    "Phase": "string",
    "Severity": "string",
    "SinceAt": "datetime64[ns, UTC]",
}
SENT = {
    "SlotAt": "datetime64[ns, UTC]",
    "Kind": "string",
    "Rule": "string",
    "Asset": "string",
    "Venue": "string",
    "Severity": "string",
    "Outcome": "string",
    "Reason": "string",
    "Headline": "string",
}


def tables():
    connection = os.environ.get("DECOUPLING_CONNECTION_STRING")
    if connection:
        return TableServiceClient.from_connection_string(connection)
    from azure.identity import DefaultAzureCredential

    return TableServiceClient(os.environ["DECOUPLING_TABLE_ENDPOINT"], credential=DefaultAzureCredential())


def key(text):
    """A part of a key: other characters than these are ~ and four hex digits."""
    return re.sub(r"[^A-Za-z0-9.-]", lambda found: f"~{ord(found[0]):04x}", text)


def frame(rows, types):
    """Rows as a frame with a column for each name, null where a row has none."""
    data = pd.DataFrame([{name: row.get(name) for name in types} for row in rows], columns=list(types), dtype=object)
    for name, kind in types.items():
        if kind.startswith("datetime"):
            data[name] = pd.to_datetime(data[name], utc=True)
        else:
            data[name] = data[name].astype(kind)
    return data


def query(table, partition, types):
    return (
        tables()
        .get_table_client(table)
        .query_entities("PartitionKey eq @key", parameters={"key": partition}, select=list(types), results_per_page=1000)
    )


def latest():
    return frame(query("Latest", "latest", SCORES), SCORES)


def day(asset, date):
    return frame(query("DecouplingScores", f"{key(asset)}_{date.replace('-', '')}", SCORES), SCORES).sort_values("AsOf")


def newest(asset, date, count):
    """Row keys put the newest first, so the first rows are enough: no more pages are asked for."""
    rows = query("DecouplingScores", f"{key(asset)}_{date.replace('-', '')}", SCORES)
    return frame(islice(rows, int(count)), SCORES)


def firing():
    rows = tables().get_table_client("Alerts").query_entities("IsFiring eq true", select=list(FIRING))
    return frame(rows, FIRING)


def sent(date):
    return frame(query("Notifications", date.replace("-", ""), SENT), SENT)


def show(data):
    # A score counts only where its status is Ok: elsewhere the reason says why there is none.
    print(data.to_json(orient="records", lines=True, date_format="iso", date_unit="s", double_precision=15))


if __name__ == "__main__":
    command, *given = sys.argv[1:]
    if command == "alerts":
        show(firing())
        show(sent(*given))
    else:
        show({"latest": latest, "day": day, "newest": newest}[command](*given))
