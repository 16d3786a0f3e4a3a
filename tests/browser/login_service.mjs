// A login service with a key of its own: signs everybody in who comes, and publishes its key.
import { createSign, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

export class LoginService {
  #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  #server;
  mail = 'ada@example.org'; // who comes
  lifetime = 3600; // of a token, in seconds
  refusal = ''; // an error instead of a token
  visits = []; // the queries that pages sent customers with
  url = '';

  static async open() {
    const service = new LoginService();
    service.#server = createServer((request, response) => service.#answer(request, response));
    service.#server.listen(0, '127.0.0.1');
    await once(service.#server, 'listening');
    service.url = `http://127.0.0.1:${service.#server.address().port}`;
    return service;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** What `--set` takes. */
  get settings() {
    return {
      'auth.mode': 'jwt',
      'auth.jwks': `${this.url}/keys`,
      'auth.issuer': this.url,
      'auth.audience': 'cinema',
      'auth.login_url': `${this.url}/login?back={returnUrl}&state={state}&nonce={nonce}`,
    };
  }

  token(more = {}) {
    const exp = Math.floor(Date.now() / 1000) + this.lifetime;
    const claims = { iss: this.url, aud: 'cinema', email: this.mail, exp, ...more };
    const content = `${part({ alg: 'RS256', kid: 'k' })}.${part(claims)}`;
    const signature = createSign('RSA-SHA256').update(content).sign(this.#keys.privateKey);
    return `${content}.${signature.toString('base64url')}`;
  }

  #answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, this.url);
    if (pathname === '/keys') {
      const key = { ...this.#keys.publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig' };
      response.end(JSON.stringify({ keys: [key] }));
      return;
    }
    const { back, state, nonce } = Object.fromEntries(searchParams);
    this.visits.push({ back, state, nonce });
    const answer = this.refusal
      ? { error: 'access_denied', error_description: this.refusal, state }
      : { id_token: this.token({ nonce }), state };
    response.writeHead(302, { Location: `${back}#${new URLSearchParams(answer)}` });
    response.end();
  }
}
