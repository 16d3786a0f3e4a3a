import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Cinema } from '../browser/cinema.mjs';
import {
  Schemas,
  closed,
  descriptionWith,
  everything,
  operationsOf,
  packages,
  pointerOf,
  resolved,
} from './description.mjs';

let document;

before(async () => {
  document = await descriptionWith(everything);
});
after(() => Cinema.closeAll());

/** Bodies and answers as {where, media, pointer}, one for each media type. */
function contentsOf({ operation, pointer, id }) {
  const holders = Object.entries(operation.responses).map(([status, answer]) => ({
    where: `${id} ${status}`,
    found: resolved(document, answer, pointer + pointerOf('responses', status)),
  }));
  if (operation.requestBody !== undefined)
    holders.push({
      where: `${id} body`,
      found: resolved(document, operation.requestBody, pointer + pointerOf('requestBody')),
    });
  return holders.flatMap(({ where, found: [holder, at] }) =>
    Object.entries(holder.content ?? {}).map(([type, media]) => ({
      where,
      media,
      pointer: at + pointerOf('content', type, 'schema'),
    })),
  );
}

function examplesOf(media) {
  if (media.example !== undefined) return [media.example];
  return Object.values(media.examples ?? {}).map((each) => each.value);
}

test('a linter finds nothing', async () => {
  const { lintFromString, createConfig } = packages('@redocly/openapi-core');
  const config = await createConfig({
    extends: ['recommended-strict'],
    rules: {
      // Used by x-websocket-messages, and by methods that are not described.
      'no-unused-components': 'off',
      // A handshake of a WebSocket answers 101.
      'operation-2xx-response': 'off',
      // Closes the branches of a oneOf, too; the examples are checked below.
      'no-invalid-media-type-examples': 'off',
    },
  });
  for (const settings of [everything, { 'payment.sandbox': 'false' }]) {
    const source = JSON.stringify(await descriptionWith(settings));
    const found = await lintFromString({ source, config });
    const texts = found.map(
      ({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`,
    );
    assert.deepEqual(texts, []);
  }
});

test('every example is valid and has no member that is not described', () => {
  const schemas = new Schemas(closed(document));
  let count = 0;
  for (const operation of operationsOf(document))
    for (const { where, media, pointer } of contentsOf(operation))
      for (const example of examplesOf(media)) {
        ++count;
        assert.deepEqual(schemas.errorsAt(pointer, example), [], where);
      }
  assert.ok(count > operationsOf(document).length);
});

test('examples of schemas and parameters are valid', () => {
  const schemas = new Schemas(closed(document));
  for (const [name, schema] of Object.entries(document.components.schemas))
    for (const example of schema.examples ?? [])
      assert.deepEqual(
        schemas.errorsAt(pointerOf('components', 'schemas', name), example),
        [],
        name,
      );
  for (const { operation, item, pointer, id } of operationsOf(document))
    for (const [holder, at] of [
      [operation.parameters ?? [], pointer],
      [item.parameters ?? [], pointer.slice(0, pointer.lastIndexOf('/'))],
    ])
      holder.forEach((each, index) => {
        const [parameter, place] = resolved(document, each, at + pointerOf('parameters', index));
        if (parameter.example !== undefined)
          assert.deepEqual(
            schemas.errorsAt(place + pointerOf('schema'), parameter.example),
            [],
            `${id} ${parameter.name}`,
          );
      });
});

test('a member that is not described is found', () => {
  const schemas = new Schemas(closed(document));
  const at = pointerOf('components', 'schemas', 'Amount');
  assert.deepEqual(schemas.errorsAt(at, { value: 1, currency: 'INR' }), []);
  assert.equal(schemas.errorsAt(at, { value: 1, currency: 'INR', more: 1 }).length, 1);
});
