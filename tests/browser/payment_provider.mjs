// A payment provider with a page of its own: checks what customers bring, takes their payment and
// reports it by the payment reference.
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

const key = 'of these tests only, thirty-two!'; // of payment.webhook_secret in cinema.mjs

/** What {signature} of a checkout must be; docs/spec.md section 5. */
function signatureOf({ reference, amount, currency, payBy, back }) {
  const content = ['checkout', reference, amount, currency, payBy, back].join('\n');
  return createHmac('sha256', key).update(content).digest('hex');
}

export class PaymentProvider {
  #server;
  cinema = null; // where payments are reported
  visits = []; // of customers: {reference, amount, currency, payBy, back, signature, url}
  url = '';

  static async open() {
    const provider = new PaymentProvider();
    provider.#server = createServer((request, response) => provider.#answer(request, response));
    provider.#server.listen(0, '127.0.0.1');
    await once(provider.#server, 'listening');
    provider.url = `http://127.0.0.1:${provider.#server.address().port}`;
    return provider;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** What `--set` takes; `payment.return_url` is to be added. */
  get settings() {
    const query =
      'reference={reference}&amount={amount}&currency={currency}&payBy={payBy}' +
      '&back={returnUrl}&signature={signature}';
    return { 'payment.sandbox': 'false', 'payment.checkout_url': `${this.url}/pay?${query}` };
  }

  /** Reports the payment of a visit, as SUCCESS or FAILED. */
  report({ reference, amount, currency }, status = 'SUCCESS') {
    const id = `msg_${randomUUID()}`;
    const time = Math.floor(Date.now() / 1000);
    const body = {
      reference,
      paymentId: `${status}-${reference}`,
      status,
      amount: { value: Number(amount), currency },
      ...(status === 'SUCCESS' ? { paidAt: new Date().toISOString() } : {}),
    };
    const signed = `${id}.${time}.${JSON.stringify(body)}`;
    const signature = createHmac('sha256', key).update(signed).digest('base64');
    return this.cinema.done('POST', '/api/payment/callback', body, {
      'webhook-id': id, 'webhook-timestamp': String(time), 'webhook-signature': `v1,${signature}`,
    });
  }

  async #answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, this.url);
    const visit = { ...Object.fromEntries(searchParams), url: request.url };
    if (pathname === '/pay') {
      this.visits.push(visit);
      const right = visit.signature === signatureOf(visit);
      response.writeHead(right ? 200 : 400, { 'Content-Type': 'text/html; charset=utf-8' });
      const query = new URLSearchParams(searchParams);
      response.end(right
        ? `<a href="/paid?${query}">Pay now</a> <a href="/later?${query}">Go back</a>
           <a href="/failed?${query}">Let it fail</a>`
        : 'This was not signed by the cinema.');
      return;
    }
    if (pathname === '/paid') await this.report(visit);
    if (pathname === '/failed') await this.report(visit, 'FAILED');
    response.writeHead(302, { Location: `${visit.back ?? '/'}&from=checkout` });
    response.end();
  }
}
