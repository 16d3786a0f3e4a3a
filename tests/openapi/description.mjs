// The description of the API as a server sends it, and validators of its schemas.
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';

import { Cinema } from '../browser/cinema.mjs';

// The packages are installed below build/, from where Node.js would not look for them.
export const packages = createRequire(`${process.env.TEST_PACKAGES}/`);

/** With the settings under which every operation and every problem is described. */
export const everything = {
  'auth.mode': 'accounts',
  'booking.max_seats': '100',
  'cinema.url': 'https://tickets.example.org',
  'mail.from': 'tickets@example.org',
  'mail.outbox': tmpdir(),
};

/** The description that a server with these settings sends. */
export async function descriptionWith(settings) {
  const cinema = await Cinema.open(settings);
  try {
    return await cinema.done('GET', '/openapi.json');
  } finally {
    await cinema.close();
  }
}

/** All operations, each as {method, path, id, pointer, operation, item}. */
export function operationsOf(document) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => method !== 'parameters')
      .map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        id: operation.operationId,
        pointer: pointerOf('paths', path, method),
        operation,
        item,
      })),
  );
}

/** A JSON pointer as a fragment. */
export function pointerOf(...names) {
  return names
    .map((name) => String(name).replaceAll('~', '~0').replaceAll('/', '~1'))
    .map((name) => `/${encodeURIComponent(name)}`)
    .join('');
}

/** What `{$ref}` at `pointer` leads to, as [value, pointer]. Other values are themselves. */
export function resolved(document, value, pointer) {
  if (value.$ref === undefined) return [value, pointer];
  const target = value.$ref.slice(1);
  const names = target.split('/').slice(1).map((name) => decodeURIComponent(name));
  const unescaped = names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  return [unescaped.reduce((at, name) => at[name], document), target];
}

/**
 * A copy whose objects have no members but those that are described. The description itself leaves
 * them open, because members may be added; a test must find the one that was forgotten.
 */
export function closed(value) {
  if (Array.isArray(value)) return value.map(closed);
  if (value === null || typeof value !== 'object') return value;
  const copy = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, closed(each)]));
  const open = copy.type === 'object' && copy.properties !== undefined;
  if (open && copy.additionalProperties === undefined) copy.unevaluatedProperties = false;
  return copy;
}

/** Validators of the schemas in a document, by their place in it. */
export class Schemas {
  #ajv;

  constructor(document) {
    const Ajv = packages('ajv/dist/2020').default;
    this.#ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
    packages('ajv-formats').default(this.#ajv);
    this.#ajv.addVocabulary(Object.keys(document));
    this.#ajv.addSchema({ ...document, $id: 'api:' });
  }

  /** What is wrong with the value, or nothing. */
  errorsAt(pointer, value) {
    const validate = this.#ajv.getSchema(`api:#${pointer}`);
    if (validate === undefined) throw new Error(`there is no schema at ${pointer}`);
    if (validate(value)) return [];
    return validate.errors.map(
      ({ instancePath, message, params }) =>
        `${instancePath || 'the value'} ${message} ${JSON.stringify(params)}`,
    );
  }
}
