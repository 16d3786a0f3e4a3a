// Requests and responses that other suites recorded, beside the description of the API.
import { Schemas, closed, operationsOf, pointerOf, resolved } from './description.mjs';

// What the checks before the choice of an operation answer (spec section 11), and the listener.
const ofAnyTarget = [
  'BAD_REQUEST',
  'BODY_TOO_LARGE',
  'RATE_LIMITED',
  'OVERLOADED',
  'UNAVAILABLE',
];
const inEveryResponse = {
  'cache-control': /./,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'content-security-policy': /frame-ancestors 'none'/,
  'x-request-id': /^[\w\-.:+/=]{1,128}$/,
};
// Paths that only servers with a setting or only the control socket have; elsewhere they are like any
// unknown path.
const notEverywhere = [
  '/api/sandbox/pay', '/api/signup', '/api/signin', '/api/account/{mail}/reset', '/api/backup',
  '/api/booking/find', '/api/booking/open', '/api/ticket/{reqId}/resend',
];

const isPage = (path) => ['/operator', '/gate', '/show/{id}'].includes(path);

/** The segments of a target's path, decoded byte by byte; null if the target's encoding is broken. */
function segmentsOf(target) {
  const path = target.replace(/^https?:\/\/[^/]*/i, '').split(/[?#]/, 1)[0];
  if (!path.startsWith('/') || /%(?![0-9a-f]{2})/i.test(target)) return null;
  const decoded = (text) =>
    text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return path.slice(1).split('/').map(decoded);
}

function isJson(type) {
  return /^application\/(problem\+)?json$/.test(type);
}

function asJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value of a query parameter of that type; a text that is none of them stays. Lists have commas. */
function valueOf(text, type) {
  if (type === 'array') return text.split(',');
  if (type === 'integer') return Number(text);
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}

/** Compares exchanges with the description, and remembers what was called and answered. */
export class Exchanges {
  #document;
  #answers; // closed
  #requests; // as they are
  #paths = new Map(); // path → {segments, operations by method}
  answered = new Map(); // id → set of statuses
  codes = new Set();
  count = 0;

  constructor(document) {
    this.#document = document;
    this.#answers = new Schemas(closed(document));
    this.#requests = new Schemas(document);
    for (const each of operationsOf(document)) {
      const known = this.#paths.get(each.path) ?? { operations: new Map() };
      known.segments = each.path.slice(1).split('/');
      known.operations.set(each.method, each);
      this.#paths.set(each.path, known);
      this.answered.set(each.id, new Set());
    }
  }

  /** What is wrong with a request and its response: texts, or nothing. */
  errorsOf(pair) {
    // Prometheus, which tests of the metrics ask too.
    if (/^\/(-|api\/v1)\//.test(pair.target)) return [];
    ++this.count;
    if (pair.method === 'MESSAGE') return this.#errorsOfMessage(pair);
    const code = asJson(pair.body ?? '')?.code;
    if (code !== undefined && pair.status >= 400) this.codes.add(code);
    const headers = this.#errorsOfHeaders(pair);
    // The listener that sends clients of plain HTTP to HTTPS, whatever they ask for.
    if (pair.status === 308 && pair.headers.location?.startsWith('https://'))
      return headers;
    if (pair.method === '') return [...headers, ...this.#errorsOfUnknown(pair, code)];
    const path = this.#pathOf(pair.target);
    // From the address of a page with a slash behind it.
    if (path === undefined && pair.status === 308 && isPage(this.#pathOf(pair.headers.location))
        && pair.target.replace(/\/(?=\?|$)/, '') === pair.headers.location)
      return headers;
    if (path === undefined)
      return [...headers, ...this.#errorsOfProblem(pair, code, ['NOT_FOUND', ...ofAnyTarget])];
    const { operations } = this.#paths.get(path);
    const one = operations.get(pair.method === 'HEAD' ? 'GET' : pair.method);
    if (pair.method === 'OPTIONS' && pair.status === 204) return headers; // a preflight
    if (one === undefined) {
      const codes = ['METHOD_NOT_ALLOWED', ...ofAnyTarget];
      if (notEverywhere.includes(path)) codes.push('NOT_FOUND');
      return [...headers, ...this.#errorsOfProblem(pair, code, codes)];
    }
    if (notEverywhere.includes(path) && code === 'NOT_FOUND')
      return [...headers, ...this.#errorsOfProblem(pair, code, ['NOT_FOUND'])];
    return [...headers, ...this.#errorsOfAnswer(pair, one), ...this.#errorsOfRequest(pair, one)];
  }

  /** The described path with the fewest parameters that the target fits. */
  #pathOf(target) {
    const segments = segmentsOf(target);
    if (segments === null) return undefined;
    const fits = ([, known]) =>
      known.segments.length === segments.length &&
      known.segments.every((each, at) => each.startsWith('{') || each === segments[at]);
    const parameters = ([path]) => path.split('{').length;
    const found = [...this.#paths].filter(fits).sort((a, b) => parameters(a) - parameters(b));
    return found[0]?.[0];
  }

  #errorsOfHeaders({ headers }) {
    return Object.entries(inEveryResponse)
      .filter(([name, value]) => !value.test(headers[name] ?? ''))
      .map(([name]) => `the header ${name} is ${headers[name] ?? 'missing'}`);
  }

  /** The request could not be read, so that only the form of a problem is known. */
  #errorsOfUnknown(pair, code) {
    if (!pair.headers['content-type']?.startsWith('application/problem+json')) return [];
    return this.#errorsOfProblem(pair, code, [code]);
  }

  #errorsOfProblem({ status, body, method, headers }, code, allowed) {
    // Nothing is known of a body; that of a refused handshake is not recorded.
    if (method === 'HEAD' || body === undefined)
      return status < 400 ? [`answered with ${status}`] : [];
    if (!allowed.includes(code)) return [`answered with ${status} ${code ?? ''}`];
    if (headers['content-type'] !== 'application/problem+json') return ['is no problem+json'];
    const name = Object.entries(this.#document.components.schemas).find(
      ([, schema]) => schema.properties?.code?.const === code,
    )?.[0];
    return name === undefined
      ? [`the code ${code} is not described`]
      : this.#answers.errorsAt(pointerOf('components', 'schemas', name), asJson(body));
  }

  #errorsOfAnswer({ method, status, headers, body }, { operation, pointer, id }) {
    const described = operation.responses[status];
    if (described === undefined) return [`the status ${status} is not described at ${id}: ${body}`];
    if (method !== 'HEAD') this.answered.get(id).add(String(status));
    const [answer, at] = resolved(
      this.#document,
      described,
      pointer + pointerOf('responses', status),
    );
    const missing = Object.entries(answer.headers ?? {})
      .map(([name, header]) => [name, resolved(this.#document, header)[0]])
      .filter(([name, header]) => header.required && headers[name.toLowerCase()] === undefined)
      .map(([name]) => `${id} ${status}: the header ${name} is missing`);
    if (method === 'HEAD' || body === undefined) return missing;
    if (answer.content === undefined)
      return body === '' ? missing : [...missing, `${id} ${status}: has a body`];
    const type = (headers['content-type'] ?? '').split(';')[0];
    if (answer.content[type] === undefined)
      return [...missing, `${id} ${status}: the type ${type} is not described`];
    if (!isJson(type)) return missing;
    const value = asJson(body);
    if (value === undefined) return [...missing, `${id} ${status}: is no JSON`];
    const errors = this.#answers.errorsAt(at + pointerOf('content', type, 'schema'), value);
    return [...missing, ...errors.map((each) => `${id} ${status}: ${each}`)];
  }

  /** A request that succeeded must be one that is described. */
  #errorsOfRequest({ status, target, request }, { operation, item, pointer, id }) {
    if (status >= 300 && status !== 304) return [];
    const errors = this.#errorsOfQuery(target, operation, item, pointer, id);
    if (operation.requestBody === undefined || request === undefined) return errors;
    const [, at] = resolved(this.#document, operation.requestBody, pointer + pointerOf('requestBody'));
    const schema = at + pointerOf('content', 'application/json', 'schema');
    const found = this.#requests.errorsAt(schema, asJson(request));
    return [...errors, ...found.map((each) => `${id} body: ${each}: ${request.slice(0, 300)}`)];
  }

  #errorsOfQuery(target, operation, item, pointer, id) {
    const query = new URLSearchParams(target.split('?')[1] ?? '');
    return (operation.parameters ?? []).flatMap((each, index) => {
      const place = pointer + pointerOf('parameters', index);
      const [parameter, at] = resolved(this.#document, each, place);
      const text = query.getAll(parameter.name).find((value) => value !== '');
      if (parameter.in !== 'query' || text === undefined) return [];
      const [schema] = resolved(this.#document, parameter.schema, '');
      const value = valueOf(text, schema.type);
      const errors = this.#requests.errorsAt(at + pointerOf('schema'), value);
      return errors.map((error) => `${id} ?${parameter.name}=${text}: ${error}`);
    });
  }

  #errorsOfMessage({ target, body }) {
    const { id, pointer } = this.#paths.get(this.#pathOf(target)).operations.get('GET');
    this.answered.get(id).add('message');
    const at = pointer + pointerOf('responses', 101, 'x-websocket-messages');
    return this.#answers.errorsAt(at, asJson(body)).map((each) => `${id} message: ${each}`);
  }
}
