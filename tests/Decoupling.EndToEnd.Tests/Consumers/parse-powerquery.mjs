// Parses Power Query M by its own parser and prints the columns that it names: the texts of the list "Columns".
import { readFileSync } from 'node:fs';
import powerquery from '@microsoft/powerquery-parser';

const text = readFileSync(process.argv[2], 'utf8');
const task = await powerquery.TaskUtils.tryLexParse(powerquery.DefaultSettings, text);
if (!powerquery.TaskUtils.isParseStageOk(task)) {
  throw new Error(task.error.message);
}

const columns = /Columns = \{([^}]*)\}/.exec(text)[1];
console.log(JSON.stringify([...columns.matchAll(/"([^"]*)"/g)].map((found) => found[1])));
