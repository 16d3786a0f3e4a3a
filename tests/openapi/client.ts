// A client as an integrator writes it, against types that openapi-typescript made of /openapi.json.
// tsc checks it; lines with @ts-expect-error must not compile.
import createClient from 'openapi-fetch';

import type { components, paths } from './api.js';

export type Ticket = components['schemas']['Ticket'];

const open: Record<Ticket['status'], boolean> = {
  IN_REVIEW: true,
  CONFIRMED: true,
  REJECTED: false,
  EXPIRED: false,
  CANCELLED: false,
  PAID: false,
};

export class Customer {
  readonly #api;
  readonly #mail: string;

  constructor(baseUrl: string, mail: string) {
    this.#api = createClient<paths>({ baseUrl });
    this.#mail = mail;
  }

  /** The first seats that are available, with their price in minor units. */
  async cheapest(id: string, count: number): Promise<{ seats: string[]; price: number }> {
    const { data, error } = await this.#api.GET('/api/movieshow/{id}/seatsavailable', {
      params: { path: { id } },
    });
    if (error) throw new Error(error.code);
    const chosen = data.availableSeats.sort((a, b) => a.price - b.price).slice(0, count);
    return {
      seats: chosen.map((each) => each.seatId),
      price: chosen.reduce((sum, each) => sum + each.price, 0),
    };
  }

  /** The reqId, or the seats that are not available. */
  async book(movieShowId: string, seats: string[], key: string): Promise<string | string[]> {
    const { data, error } = await this.#api.POST('/api/ticket/book', {
      params: { header: { 'Idempotency-Key': key } },
      body: { userMail: this.#mail, movieShowId, seats },
    });
    if (data) return data.reqId;
    if (error.code === 'SEATS_UNAVAILABLE') return error.seats.map((each) => each.seat);
    throw new Error(`${error.code}: ${error.detail}`);
  }

  async ticket(reqId: string): Promise<Ticket> {
    const { data, error } = await this.#api.GET('/api/ticket/{reqId}', {
      params: { path: { reqId } },
    });
    if (error) throw new Error(error.code);
    return data;
  }

  async pay(reqId: string): Promise<'PAID' | 'REFUND_DUE' | 'RECORDED'> {
    const { data, error } = await this.#api.POST('/api/sandbox/pay', { body: { reqId } });
    if (error) throw new Error(error.code);
    return data.outcome;
  }

  /** The types of the booking's events; the numbers of its rivals are those of its confirmation. */
  async story(reqId: string): Promise<{ types: string[]; rivals: number[] }> {
    const { data, error } = await this.#api.GET('/api/ticket/{reqId}/history', {
      params: { path: { reqId } },
    });
    if (error) throw new Error(error.code);
    const rivals = data.events.flatMap((each) =>
      each.type === 'BookingConfirmed' ? each.data.rivals : [],
    );
    return { types: data.events.map((each) => each.type), rivals };
  }
}

export function isOpen(ticket: Ticket): boolean {
  return open[ticket.status];
}

/** Never called: what tsc must refuse. */
export async function mistakes(baseUrl: string): Promise<void> {
  const api = createClient<paths>({ baseUrl });
  // @ts-expect-error There is no such path.
  await api.GET('/api/tickets');
  // @ts-expect-error A show has no DELETE.
  await api.DELETE('/api/movieshow/{id}', { params: { path: { id: 'a' } } });
  // @ts-expect-error The seats are missing.
  await api.POST('/api/ticket/book', { body: { userMail: 'a@b', movieShowId: 'a' } });
  const { data, error } = await api.GET('/api/ticket/{reqId}', {
    params: { path: { reqId: 'a' } },
  });
  // @ts-expect-error There is no such status.
  if (data?.status === 'LOST') return;
  // @ts-expect-error A ticket that is read has no SEATS_UNAVAILABLE.
  if (error?.code === 'SEATS_UNAVAILABLE') return;
}
