"""Prints what pandas makes of a CSV file: the types of its columns, and its rows."""
import json
import sys

import pandas as pd

frame = pd.read_csv(sys.argv[1], parse_dates=["AsOf"], dtype={"PartitionKey": str, "RowKey": str}, keep_default_na=False, na_values=[""])
rows = json.loads(frame.to_json(orient="records", date_format="iso", double_precision=15))
print(json.dumps({"types": {name: str(kind) for name, kind in frame.dtypes.items()}, "rows": rows}))
