// Prints a signature that allows reading the tables of an account, and nothing else, for an hour.
import { AzureNamedKeyCredential, generateAccountSas } from '@azure/data-tables';

const [account, key] = process.argv.slice(2);
const expiresOn = new Date(Date.now() + 3_600_000);
process.stdout.write(
  generateAccountSas(new AzureNamedKeyCredential(account, key), { expiresOn, permissions: { query: true }, resourceTypes: 'co' }),
);
