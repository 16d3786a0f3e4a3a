// A client that is generated from the description, as its types say, against a real server.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { Cinema } from '../browser/cinema.mjs';
import { until } from '../browser/until.mjs';
import { packages } from './description.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const compiler = {
  target: 'es2022',
  module: 'nodenext',
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  types: [],
  lib: ['es2022', 'dom', 'dom.iterable'],
};

let cinema;
let folder;
let client; // the compiled module

/** Writes the types of the description and compiles client.ts against them. */
async function generate(document) {
  // Its CommonJS form requires an ES module, which Debian's Node.js 18 cannot.
  const generator = packages.resolve('openapi-typescript/dist/index.mjs');
  const { default: openapiTS, astToString } = await import(pathToFileURL(generator));
  const types = astToString(await openapiTS(JSON.stringify(document)));
  await writeFile(join(folder, 'api.d.ts'), types);
  await copyFile(join(here, 'client.ts'), join(folder, 'client.ts'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const config = { compilerOptions: compiler, files: ['client.ts'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = packages.resolve('typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch(({ stdout }) =>
    assert.fail(`tsc: ${stdout}`),
  );
  return import(pathToFileURL(join(folder, 'client.js')));
}

before(async () => {
  cinema = await Cinema.open();
  // Below the packages, from where Node.js and tsc find them.
  const parent = join(process.env.TEST_PACKAGES, 'clients');
  await mkdir(parent, { recursive: true });
  folder = await mkdtemp(join(parent, 'client-'));
  client = await generate(await cinema.done('GET', '/openapi.json'));
});
after(async () => {
  await Cinema.closeAll();
  await rm(folder, { recursive: true, force: true });
});

test('a generated client books, pays in the sandbox and reads the ticket', async () => {
  const show = await cinema.openShow();
  const customer = new client.Customer(cinema.url, 'ada@example.org');
  const { seats, price } = await customer.cheapest(show, 2);
  const reqId = await customer.book(show, seats, 'once');
  assert.equal(await customer.book(show, seats, 'once'), reqId);
  await until('it is reviewed', async () => (await customer.ticket(reqId)).status !== 'IN_REVIEW');
  const confirmed = await customer.ticket(reqId);
  assert.equal(confirmed.status, 'CONFIRMED');
  assert.ok(client.isOpen(confirmed));
  assert.equal(await customer.pay(reqId), 'PAID');
  const paid = await customer.ticket(reqId);
  assert.equal(paid.status, 'PAID');
  assert.deepEqual(paid.seats, seats);
  assert.deepEqual(paid.amount, { value: price, currency: 'INR' });
  const { types, rivals } = await customer.story(reqId);
  assert.deepEqual(types, ['BookingRequested', 'BookingConfirmed', 'BookingPaid']);
  assert.deepEqual(rivals, []);
  const other = new client.Customer(cinema.url, 'bob@example.org');
  assert.deepEqual(await other.book(show, seats, 'his'), seats);
});
