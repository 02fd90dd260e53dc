// Prints each CSV file as a line of JSON: an array of rows, each cell as the text that it holds.
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';

for (const path of process.argv.slice(2)) {
  const { data, errors } = Papa.parse(readFileSync(path, 'utf8'), { header: true, skipEmptyLines: true });
  if (errors.length > 0) {
    throw new Error(JSON.stringify(errors[0]));
  }

  console.log(JSON.stringify(data));
}
