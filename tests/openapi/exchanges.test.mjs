import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createInterface } from 'node:readline';

import { Cinema } from '../browser/cinema.mjs';
import { descriptionWith, everything, operationsOf } from './description.mjs';
import { Exchanges } from './exchanges.mjs';

const folder = process.env.TEST_EXCHANGES;
const howToAdd = 'http/api/openapi/README.md says how to describe an answer';

let document;
let exchanges;

before(async () => {
  document = await descriptionWith(everything);
  exchanges = new Exchanges(document);
});
after(() => Cinema.closeAll());

async function* recorded() {
  for (const name of await readdir(folder))
    yield* createInterface({ input: createReadStream(join(folder, name)), crlfDelay: Infinity });
}

test('every recorded answer is as described', async () => {
  const errors = new Map(); // text → an exchange with it
  for await (const line of recorded()) {
    const pair = JSON.parse(line);
    for (const error of exchanges.errorsOf(pair))
      if (!errors.has(error) && errors.size < 50)
        errors.set(error, `${pair.method} ${pair.target}`);
  }
  const texts = [...errors].map(([error, where]) => `${where.slice(0, 200)}: ${error.slice(0, 1000)}`);
  assert.ok(exchanges.count > 1000, `only ${exchanges.count} exchanges were recorded`);
  assert.deepEqual(texts, [], howToAdd);
});

test('every operation was called, and every success that is described was answered', () => {
  const missing = operationsOf(document).flatMap(({ id, operation }) => {
    const seen = exchanges.answered.get(id);
    const expected = Object.keys(operation.responses).filter((status) => status < 300);
    if (operation.responses[101] !== undefined) expected.push('message');
    return expected.filter((status) => !seen.has(status)).map((status) => `${id}: ${status}`);
  });
  assert.deepEqual(missing, [], 'answers that no test of the suites has got');
});

test('every code of a problem was answered', () => {
  const described = Object.values(document.components.schemas)
    .map((schema) => schema.properties?.code?.const)
    .filter((code) => code !== undefined);
  const missing = described.filter((code) => !exchanges.codes.has(code));
  assert.deepEqual(missing, []);
});

// The comparison itself: what it must find.
const good = {
  method: 'GET',
  target: '/healthz',
  status: 200,
  headers: {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': "frame-ancestors 'none'",
    'x-request-id': 'one',
  },
  body: '{"status":"alive"}',
};

for (const [what, change] of Object.entries({
  'a member that is not described': { body: '{"status":"alive","more":1}' },
  'a value that is not described': { body: '{"status":"dead"}' },
  'a body that is no JSON': { body: 'alive' },
  'a status that is not described': { status: 204 },
  'a type that is not described': { headers: { ...good.headers, 'content-type': 'text/plain' } },
  'a missing header': { headers: { 'content-type': 'application/json' } },
  'a path that is not described': { target: '/undescribed' },
  'a method that is not described': { method: 'POST' },
  'a problem at a path that is not described': {
    target: '/undescribed',
    status: 404,
    headers: { ...good.headers, 'content-type': 'application/problem+json' },
    body: '{"code":"SHOW_NOT_FOUND"}',
  },
}))
  test(`${what} is found`, () => {
    assert.deepEqual(exchanges.errorsOf(good), []);
    assert.notDeepEqual(exchanges.errorsOf({ ...good, ...change }), []);
  });

test('a request that succeeds and is not described is found', () => {
  const page = { ...good, target: '/api/movieshow?limit=5000', body: '{"shows":[]}' };
  assert.notDeepEqual(exchanges.errorsOf(page), []);
  assert.deepEqual(exchanges.errorsOf({ ...page, target: '/api/movieshow?limit=500' }), []);
});
