// Prints a Parquet file as JSON: its columns with their types, and its rows.
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';

const file = await asyncBufferFromFile(process.argv[2]);
const metadata = await parquetMetadataAsync(file);
const columns = metadata.schema
  .slice(1)
  .map(({ name, type, repetition_type, logical_type }) => ({ name, type, repetition: repetition_type, logical: logical_type?.type, unit: logical_type?.unit }));
console.log(JSON.stringify({ columns, groups: metadata.row_groups.length, rows: await parquetReadObjects({ file }) }));
