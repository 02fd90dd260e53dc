// Reads the result tables in JavaScript.
//
//   node consumer.mjs latest                      the newest row of each derivative
//   node consumer.mjs day BTC 2026-01-05          a day's scores, oldest first
//   node consumer.mjs newest BTC 2026-01-05 10    a day's newest rows, page by page
//   node consumer.mjs alerts 2026-01-05           what fires now, and what was sent that day
//
// Needs @azure/data-tables; @azure/identity too, unless DECOUPLING_CONNECTION_STRING names an Azurite.
import { TableClient, odata } from '@azure/data-tables';

const scores = ['AsOf', 'Asset', 'Venue', 'Symbol', 'Status', 'Reason', 'DislocationRatio', 'DislocationDirection', 'BasisBps', 'VenueVerdict'];
const states = ['Rule', 'Venue', 'Symbol', 'Phase', 'Severity', 'SinceAt'];
const attempts = ['SlotAt', 'Kind', 'Rule', 'Asset', 'Venue', 'Severity', 'Outcome', 'Reason', 'Headline'];

async function open(table) {
  const connection = process.env.DECOUPLING_CONNECTION_STRING;
  if (connection) {
    return TableClient.fromConnectionString(connection, table, { allowInsecureConnection: true });
  }

  const { DefaultAzureCredential } = await import('@azure/identity');
  return new TableClient(process.env.DECOUPLING_TABLE_ENDPOINT, table, new DefaultAzureCredential());
}

// A part of a key: other characters than these are ~ and four hex digits.
const key = (text) => text.replace(/[^A-Za-z0-9.-]/g, (one) => '~' + one.charCodeAt(0).toString(16).padStart(4, '0'));
const partition = (asset, date) => `${key(asset)}_${date.replaceAll('-', '')}`;

// A column without a value is absent from a row: null here, never 0.
const pick = (row, columns) => Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));

async function* query(table, filter, columns) {
  const client = await open(table);
  for await (const row of client.listEntities({ queryOptions: { filter, select: columns } })) {
    yield pick(row, columns);
  }
}

async function* newest(asset, date, count) {
  const client = await open('DecouplingScores');
  const rows = client.listEntities({ queryOptions: { filter: odata`PartitionKey eq ${partition(asset, date)}`, select: scores } });
  let left = count;
  for await (const page of rows.byPage({ maxPageSize: 4 })) {
    for (const row of page.slice(0, left)) {
      yield pick(row, scores);
    }

    left -= page.length;
    if (left <= 0) {
      return; // Row keys put the newest first, so later pages are older.
    }
  }
}

async function show(rows) {
  for await (const row of rows) {
    console.log(JSON.stringify(row)); // A score counts only where Status is Ok; elsewhere Reason says why there is none.
  }
}

const [command, ...given] = process.argv.slice(2);
switch (command) {
  case 'latest':
    await show(query('Latest', odata`PartitionKey eq ${'latest'}`, scores));
    break;
  case 'day': {
    const rows = [];
    for await (const row of query('DecouplingScores', odata`PartitionKey eq ${partition(...given)}`, scores)) {
      rows.unshift(row);
    }

    await show(rows);
    break;
  }
  case 'newest':
    await show(newest(given[0], given[1], Number(given[2])));
    break;
  case 'alerts':
    await show(query('Alerts', 'IsFiring eq true', states));
    await show(query('Notifications', odata`PartitionKey eq ${given[0].replaceAll('-', '')}`, attempts));
    break;
  default:
    throw new Error('latest, day, newest or alerts');
}
