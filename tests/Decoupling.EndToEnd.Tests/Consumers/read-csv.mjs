// Prints a CSV file as JSON: an array of rows, each cell as the text that it holds.
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';

const { data, errors } = Papa.parse(readFileSync(process.argv[2], 'utf8'), { header: true, skipEmptyLines: true });
if (errors.length > 0) {
  throw new Error(JSON.stringify(errors[0]));
}

console.log(JSON.stringify(data));
