// What each event changes, on lists of events made by hand (no browser, no server).
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';

import { figuresOf, reportOf, revenueOf } from '../../web/show_figures.js';
import { History } from '../../web/history.js';
import { lotOf } from '../../web/lot.js';
import { apply, nothingYet, stateOf } from '../../web/replay.js';
import { contestsOf, holds, recompute } from '../../web/rounds.js';

const seed = '000102030405060708090a0b0c0d0e0f';
const money = (value) => ({ value, currency: 'INR' });

const opened = {
  type: 'ShowOpened',
  data: {
    movie: 'M', hall: 'H', startsAt: '2099-01-01T00:00:00.000Z', currency: 'INR', price: 100,
    classes: [{ id: 'GOLD', name: 'Gold', price: 50 }, { id: 'BACK', name: 'Back', price: -20 }],
    rows: [
      { row: 'A', class: 'GOLD', seats: ['A1', 'A2', null, 'A3'] },
      { row: 'B', class: 'BACK', seats: ['B1', 'B2'] },
    ],
    rules: { 'review.hold': 30000 },
  },
};
const event = (type, data = {}) => ({ type, data });
const requested = (...seats) => event('BookingRequested', {
  reqId: 's.x', customer: 'c', seats, amount: money(150 * seats.length),
});
const confirmed = (number, rivals = [], round = 1) => event('BookingConfirmed', {
  number, round, seed, rule: rivals.length ? 'most_seats' : 'uncontested', rivals, payBy: 'later',
});
const rejected = (number, lostTo, seatsLost, round = 1) => event('BookingRejected', {
  number, round, seed, rule: 'fewer_seats', lostTo, seatsLost,
});
const expired = (number, reason = 'payment_timeout') => event('BookingExpired', { number, reason });
const cancelled = (number, by = 'by_customer') => event('BookingCancelled', { number, by });
const paid = (number, value = 150, reason = undefined) => event('BookingPaid', {
  number, paymentId: `p${number}`, amount: money(value), paidAt: 'then', ...(reason && { reason }),
});
const refundDue = (number) => event('RefundDue', {
  number, paymentId: `p${number}`, amount: money(150), paidAt: 'then', reason: 'too_late',
});
const refunded = (number) =>
  event('RefundCompleted', { number, paymentId: `p${number}`, amount: money(150) });

/** The events as the stream of a show that was opened first. */
function stream(...events) {
  return [opened, ...events].map((each, place) => ({
    ...each, seq: place + 1, v: 1, at: new Date(place * 1000).toISOString(), hash: '',
  }));
}

function stateAfter(...events) {
  const state = nothingYet();
  for (const each of stream(...events)) apply(state, each);
  return state;
}

function seatAfter(id, ...events) {
  return stateOf(stateAfter(...events).seats.get(id));
}

function historyOf(...events) {
  const history = new History();
  history.append(stream(...events));
  return history;
}

describe('replay: what each event changes', () => {
  it('ShowOpened: every seat is available, aisles are none', () => {
    const state = stateAfter();
    assert.deepEqual([...state.seats.keys()], ['A1', 'A2', 'A3', 'B1', 'B2']);
    assert.ok([...state.seats.values()].every((seat) => stateOf(seat) === 'available'));
    assert.equal(state.sales, 'OPEN');
  });

  it('ShowOpened: a seat with attributes is a seat like others', () => {
    const state = nothingYet();
    const wheelchair = { id: 'A1', attributes: ['wheelchair'] };
    const rows = [{ row: 'A', class: 'GOLD', seats: [wheelchair, 'A2'] }];
    apply(state, { ...opened, data: { ...opened.data, rows }, seq: 1, at: '' });
    assert.deepEqual([...state.seats.keys()], ['A1', 'A2']);
  });

  it('BookingPaid of a booking that costs nothing: its seats are sold', () => {
    const events = [requested('A1'), confirmed(2), paid(2, 0)];
    assert.equal(seatAfter('A1', ...events), 'sold');
    assert.equal(stateAfter(...events).revenue, 0);
  });

  it('RulesChanged: the rules, no seat', () => {
    const rules = { 'review.hold': 1 };
    assert.deepEqual(stateAfter(event('RulesChanged', { rules })).rules, rules);
  });

  it('SalesPaused, SalesResumed and ShowCancelled: the sales, no seat', () => {
    assert.equal(stateAfter(event('SalesPaused')).sales, 'PAUSED');
    assert.equal(stateAfter(event('SalesPaused'), event('SalesResumed')).sales, 'OPEN');
    assert.equal(stateAfter(event('ShowCancelled')).sales, 'CANCELLED');
    assert.equal(seatAfter('A1', event('ShowCancelled')), 'available');
  });

  it('ShowChanged: the show has the changes, and seats stay as they are', () => {
    const rows = [{ row: 'C', class: 'GOLD', seats: ['A2', 'C1', null, 'A1'] }];
    const changed = event('ShowChanged', { changes: { movie: 'N', rows, timeZone: null, rating: 'FSK 12' } });
    const state = stateAfter(requested('A1'), event('SeatsBlocked', { seats: ['A2'] }), changed);
    assert.deepEqual([...state.seats.keys()], ['A2', 'C1', 'A1']);
    assert.equal(stateOf(state.seats.get('A1')), 'in_review');
    assert.equal(stateOf(state.seats.get('A2')), 'blocked');
    assert.equal(stateOf(state.seats.get('C1')), 'available');
    assert.equal(state.show.movie, 'N');
    assert.equal(state.show.rating, 'FSK 12');
    assert.equal(state.show.hall, 'H');
    assert.ok(!('timeZone' in state.show));
    const over = [requested('B1'), cancelled(2), changed];
    assert.equal(stateAfter(...over).bookings.get(2).seats[0], 'B1');
  });

  it('ShowChanged: the past has the hall of that time', () => {
    const rows = [{ row: 'A', class: 'GOLD', seats: ['A1', 'X1'] }];
    const history = historyOf(event('ShowChanged', { changes: { rows } }), requested('X1'));
    assert.deepEqual(Object.keys(history.seatsAt(1)).sort(), ['A1', 'A2', 'A3', 'B1', 'B2']);
    assert.deepEqual(history.seatsAt(2), { A1: 'available', X1: 'available' });
    assert.deepEqual(history.seatsAt(3), { A1: 'available', X1: 'in_review' });
    assert.equal(history.figuresAt(1).available, 5);
    assert.equal(history.figuresAt(3).available, 1);
    assert.equal(history.showAt(1), history.showAt(1));
    assert.notEqual(history.showAt(1), history.showAt(2));
    assert.equal(history.showAt(3).rows, rows);
    assert.equal(history.showAt(1).rows.length, 2);
  });

  it('SeatsBlocked and SeatsUnblocked: those seats only', () => {
    const blocked = event('SeatsBlocked', { seats: ['A1', 'B2'] });
    assert.equal(seatAfter('A1', blocked), 'blocked');
    assert.equal(seatAfter('A2', blocked), 'available');
    assert.equal(seatAfter('A1', blocked, event('SeatsUnblocked', { seats: ['A1'] })), 'available');
  });

  it('BookingRequested: its seats are in review', () => {
    assert.equal(seatAfter('A1', requested('A1', 'A2')), 'in_review');
    assert.equal(seatAfter('A3', requested('A1', 'A2')), 'available');
  });

  it('BookingConfirmed: its seats are held; in review for others no more than that', () => {
    const events = [requested('A1'), requested('A1', 'A2'), confirmed(3, [2])];
    assert.equal(seatAfter('A1', ...events), 'held');
    assert.equal(stateAfter(requested('A1'), confirmed(2)).bookings.get(2).status, 'CONFIRMED');
  });

  it('BookingRejected: the winner has the seat, and what nobody else wanted is free again', () => {
    const events = [requested('A1', 'A2'), requested('A2', 'A3'), confirmed(2, [3])];
    assert.equal(seatAfter('A3', ...events), 'in_review');
    assert.equal(seatAfter('A3', ...events, rejected(3, [2], ['A2'])), 'available');
    assert.equal(seatAfter('A2', ...events, rejected(3, [2], ['A2'])), 'held');
  });

  it('BookingExpired: of a claim and of a hold, the seats go back', () => {
    assert.equal(seatAfter('A1', requested('A1'), expired(2, 'review_timeout')), 'available');
    assert.equal(seatAfter('A1', requested('A1'), confirmed(2), expired(2)), 'available');
    const other = [requested('A1'), requested('A1'), expired(2, 'review_timeout')];
    assert.equal(seatAfter('A1', ...other), 'in_review', 'the other claim stays');
  });

  it('BookingCancelled: in any state of the booking the seats go back', () => {
    assert.equal(seatAfter('A1', requested('A1'), cancelled(2)), 'available');
    assert.equal(seatAfter('A1', requested('A1'), confirmed(2), cancelled(2)), 'available');
    const all = [requested('A1'), confirmed(2), paid(2), cancelled(2, 'by_operator')];
    assert.equal(seatAfter('A1', ...all), 'available');
    assert.equal(stateAfter(...all).bookings.get(2).reason, 'by_operator');
    assert.equal(stateAfter(...all).revenue, 0);
  });

  it('BookingPaid: in time and late, the seats are sold and the money is counted', () => {
    assert.equal(seatAfter('A1', requested('A1'), confirmed(2), paid(2)), 'sold');
    const late = [requested('A1'), confirmed(2), expired(2), paid(2, 150, 'late_delivery')];
    assert.equal(seatAfter('A1', ...late), 'sold');
    assert.equal(stateAfter(...late).revenue, 150);
    assert.equal(stateAfter(...late).bookings.get(2).reason, 'late_delivery');
  });

  it('PaymentFailed: nothing', () => {
    const failed = event('PaymentFailed', { number: 2, paymentId: 'p', amount: money(150) });
    assert.equal(seatAfter('A1', requested('A1'), confirmed(2), failed), 'held');
  });

  it('RefundDue and RefundCompleted: what is due, no seat', () => {
    const due = [requested('A1'), confirmed(2), expired(2), refundDue(2)];
    assert.equal(seatAfter('A1', ...due), 'available');
    assert.equal(stateAfter(...due).bookings.get(2).refunds.length, 1);
    assert.equal(stateAfter(...due, refunded(2)).bookings.get(2).refunds.length, 0);
  });

  it('RefundCompleted: the oldest of several of one payment and amount', () => {
    const due = (value) => event('RefundDue', {
      number: 2, paymentId: 'p2', amount: money(value), paidAt: 'then', reason: 'seats_returned',
    });
    const back = (value) => event('RefundCompleted', {
      number: 2, paymentId: 'p2', amount: money(value), due: 5,
    });
    const all = [requested('A1', 'A2'), confirmed(2), paid(2, 300), due(100), due(50), due(100)];
    const values = (...events) =>
      stateAfter(...events).bookings.get(2).refunds.map(({ amount }) => amount.value);
    assert.deepEqual(values(...all, back(100)), [50, 100]);
    assert.deepEqual(values(...all, back(100), back(100)), [50]);
    assert.deepEqual(values(...all, back(70)), [100, 50, 100]);
  });

  it('BookingMoved: the seats before are free, those after are held or sold', () => {
    const moved = event('BookingMoved', { number: 2, from: ['A1', 'A2'], to: ['A2', 'B1'] });
    const held = [requested('A1', 'A2'), confirmed(2), moved];
    assert.deepEqual(['A1', 'A2', 'B1'].map((id) => seatAfter(id, ...held)),
      ['available', 'held', 'held']);
    const sold = [requested('A1', 'A2'), confirmed(2), paid(2, 300), moved];
    assert.deepEqual(['A1', 'A2', 'B1'].map((id) => seatAfter(id, ...sold)),
      ['available', 'sold', 'sold']);
    assert.deepEqual(stateAfter(...sold).bookings.get(2).seats, ['A2', 'B1']);
    assert.equal(stateAfter(...sold).revenue, 300);
    assert.equal(seatAfter('B1', ...sold, cancelled(2, 'by_operator')), 'available');
  });

  it('SeatsReturned: the seats are free, and the money is no revenue any more', () => {
    const returned = event('SeatsReturned', { number: 2, seats: ['A1'], amount: money(150) });
    const due = event('RefundDue', {
      number: 2, paymentId: 'p2', amount: money(150), paidAt: 'then', reason: 'seats_returned',
    });
    const all = [requested('A1', 'A2'), confirmed(2), paid(2, 300), returned, due];
    assert.deepEqual(['A1', 'A2'].map((id) => seatAfter(id, ...all)), ['available', 'sold']);
    const { revenue, bookings } = stateAfter(...all);
    assert.equal(revenue, 150);
    assert.deepEqual(bookings.get(2).amount, money(150));
    assert.equal(stateAfter(...all, cancelled(2, 'by_operator')).revenue, 0);
    assert.equal(seatAfter('A1', requested('A1', 'A2'), returned), 'available');
  });

  it('PaymentReversed: less revenue, and no seat until the booking ends', () => {
    const reversed = event('PaymentReversed', { number: 2, paymentId: 'p2', amount: money(100) });
    const all = [requested('A1'), confirmed(2), paid(2), reversed];
    assert.equal(seatAfter('A1', ...all), 'sold');
    assert.equal(stateAfter(...all).revenue, 50);
    const over = [...all, cancelled(2, 'payment_reversed')];
    assert.equal(seatAfter('A1', ...over), 'available');
    assert.equal(stateAfter(...over).revenue, 0);
  });

  it('a sale at the counter is sold, and belongs to no round', () => {
    const there = event('BookingConfirmed',
      { number: 2, rule: 'counter', rivals: [], payBy: 'later' });
    const all = [requested('A1'), there, event('BookingPaid', {
      number: 2, paymentId: 'till', amount: money(150), paidAt: 'then', method: 'CASH', by: 'token',
    })];
    assert.equal(seatAfter('A1', ...all), 'sold');
    assert.equal(historyOf(...all).rounds.last, 0);
  });

  it('a hold whose time is over stays one until the log says otherwise', () => {
    assert.equal(seatAfter('A1', requested('A1'), confirmed(2), requested('B1')), 'held');
  });

  it('a seat that one has left belongs to who took it later, also when the first one ends', () => {
    const events = [requested('A1'), confirmed(2), expired(2), requested('A1'), confirmed(5)];
    assert.equal(seatAfter('A1', ...events, refundDue(2), cancelled(2)), 'held');
  });
});

describe('figures: revenue', () => {
  const figures = { revenue: 400, unallocated: 70, refundsDue: 170, refundsPaid: 70, reversed: 50 };
  const show = { id: 's', startsAt: '2099-01-01T00:00:00.000Z', currency: 'INR' };
  const row = { show: 's', currency: 'INR', ...figures };

  it('is what the report has of the present bookings, whatever the prices are now', () => {
    const other = { ...row, revenue: 9 };
    const rows = [{ ...other, show: 'r' }, { ...other, currency: 'EUR' }, row];
    assert.equal(revenueOf({ rows }, show), 250);
    assert.equal(revenueOf({ rows: rows.slice(0, 2) }, show), null);
  });

  it('is asked for by the start of the show', () => {
    const query = new URL(reportOf(show), 'http://localhost').searchParams;
    assert.equal(query.get('from'), '2099-01-01T00:00:00.000Z');
    assert.equal(query.get('to'), '2099-01-01T00:00:00.001Z');
    assert.equal(query.get('by'), 'show');
  });
});

describe('history: every moment at once', () => {
  const events = [
    requested('A1', 'A2'), requested('A2', 'A3'), confirmed(2, [3]), rejected(3, [2], ['A2']),
    paid(2, 300), event('SeatsBlocked', { seats: ['B1'] }), cancelled(2), requested('B2'),
  ];

  it('a jump shows what a replay from the beginning shows', () => {
    const history = historyOf(...events);
    for (let seq = 1; seq <= history.last; ++seq) {
      const state = stateAfter(...events.slice(0, seq - 1));
      const seats = Object.fromEntries([...state.seats].map(([id, seat]) => [id, stateOf(seat)]));
      assert.deepEqual(history.seatsAt(seq), seats, `after event ${seq}`);
      const { sales, revenue, ...figures } = history.figuresAt(seq);
      assert.deepEqual(figures, figuresOf(seats), `after event ${seq}`);
      assert.equal(revenue, state.revenue);
      assert.equal(sales, 'OPEN');
    }
  });

  it('steps forwards and backwards change just what differs', () => {
    const history = historyOf(...events);
    for (let from = 1; from <= history.last; ++from)
      for (let to = 1; to <= history.last; ++to)
        assert.deepEqual(
          { ...history.seatsAt(from), ...history.changedBetween(from, to) }, history.seatsAt(to));
    assert.deepEqual(history.touchedBy(5), ['A3'], 'A2 stays its winner\'s');
  });

  it('events that are known already are left out', () => {
    const history = historyOf(...events);
    history.append(stream(...events));
    assert.equal(history.last, events.length + 1);
  });

  it('a booking is shown as it was then, with the bookings on a seat', () => {
    const history = historyOf(...events);
    assert.equal(history.bookingAt(2, 1), undefined);
    assert.equal(history.bookingAt(2, 2).status, 'IN_REVIEW');
    assert.equal(history.bookingAt(2, 6).status, 'PAID');
    assert.equal(history.bookingAt(2, 9).status, 'CANCELLED');
    assert.deepEqual(history.bookingsOn('A2', 3).map(({ number }) => number), [2, 3]);
    assert.deepEqual(history.bookingsOn('A2', 6).map(({ number }) => number), [2]);
    assert.deepEqual(history.storyOf(3).map(({ seq }) => seq), [3, 5]);
  });

  it('a jump in fifty thousand events costs what it costs in an eighth, and taking in is linear', () => {
    const costsOf = (count) => {
      const many = [];
      while (many.length < count) {
        const number = many.length + 2;
        many.push(requested('A1', 'A2'), confirmed(number), expired(number));
      }
      const began = performance.now();
      const history = historyOf(...many);
      const jumped = performance.now();
      for (let at = 0; at < 1000; ++at)
        history.seatsAt(1 + Math.floor((at * history.last) / 1000));
      assert.equal(history.last, many.length + 1);
      return { takenIn: jumped - began, jumps: performance.now() - jumped };
    };
    // 8 of what is linear, 64 of a square. Other work on the machine may spoil a try.
    const growths = Array.from({ length: 5 }, () => {
      const [small, large] = [costsOf(6_250), costsOf(50_000)];
      return { takenIn: large.takenIn / small.takenIn, jumps: large.jumps / small.jumps };
    });
    for (const what of ['takenIn', 'jumps']) {
      const least = Math.min(...growths.map((each) => each[what]));
      assert.ok(least < 30, `${what}: ${least} times of eight times as many`);
    }
  });
});

describe('rounds: contenders, winners and rules', () => {
  it('a lot is SHA-256 of the seed and the number as 8 bytes, big-endian', () => {
    for (const number of [1, 255, 256, 2 ** 32 + 5, Number.MAX_SAFE_INTEGER]) {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64BE(BigInt(number));
      const hash = createHash('sha256').update(Buffer.from(seed, 'hex')).update(bytes);
      assert.equal(lotOf(seed, number), hash.digest('hex'));
    }
  });

  // 3 and 4 met only over their winner; of 6 and 7 the lot of 6 is the lower one.
  const round = [
    requested('A1', 'A2'), requested('A1'), requested('A2'), requested('A3'), requested('B2'),
    requested('B2'),
    confirmed(2, [3, 4]), rejected(4, [2], ['A2']), rejected(3, [2], ['A1']), confirmed(5),
    confirmed(6, [7]), rejected(7, [6], ['B2']),
  ];
  const contests = () => {
    const history = historyOf(...round);
    return contestsOf(history.rounds.get(1), (number) => history.event(number).data.seats);
  };

  it('those who met over seats are one contest, also through others', () => {
    const numbers = contests().map((contest) => contest.map(({ number }) => number));
    assert.deepEqual(numbers, [[2, 4, 3], [6, 7]]);
  });

  it('the draw made again gives the log\'s winners, and tells where it does not', () => {
    for (const contest of contests()) {
      assert.ok(holds(contest));
      assert.equal(recompute(contest)[0].won, true);
      assert.ok(!holds([...contest].reverse()));
      assert.ok(!holds(contest.map((entry) => ({ ...entry, won: !entry.won }))));
    }
  });

  it('the contested rounds are found from any event', () => {
    const history = historyOf(
      requested('B1'), confirmed(2, [], 1), requested('A1', 'A2'), requested('A1'),
      confirmed(4, [5], 2), rejected(5, [4], ['A1'], 2), requested('B2'), confirmed(8, [], 3));
    const { rounds } = history;
    assert.equal(rounds.last, 3);
    assert.deepEqual(rounds.contested.map(({ round }) => round), [2]);
    assert.equal(rounds.next(1).round, 2);
    assert.equal(rounds.next(7), undefined);
    assert.equal(rounds.previous(9).round, 2);
    assert.equal(rounds.previous(7), undefined);
  });
});
