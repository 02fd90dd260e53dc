// Prints each Parquet file as a line of JSON: its columns with their types, and its rows.
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';

for (const path of process.argv.slice(2)) {
  const file = await asyncBufferFromFile(path);
  const { schema } = await parquetMetadataAsync(file);
  const columns = schema
    .slice(1)
    .map(({ name, type, repetition_type, logical_type }) => ({ name, type, repetition: repetition_type, logical: logical_type?.type, unit: logical_type?.unit }));
  console.log(JSON.stringify({ columns, rows: await parquetReadObjects({ file }) }));
}
