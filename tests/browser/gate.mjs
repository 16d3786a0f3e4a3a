// The page of a gate as its tests use it.
import { cinema } from './fixture.mjs';
import { until } from './until.mjs';

let gates = 0; // that were set up

/** {reqId, codes} of a new PAID booking of these seats. */
export async function sold(show, seats) {
  const reqId = await cinema.book(show, seats);
  await until('the booking is confirmed', async () =>
    (await cinema.booking(reqId)).status === 'CONFIRMED');
  await cinema.pay(reqId);
  const codes = await cinema.done('GET', `/api/ticket/${reqId}/codes`);
  return { reqId, codes: codes.map(({ code }) => code) };
}

/** Sets up a gate, with a token of its own. */
export async function openGate(page, { gate = 'North', show = '', url = cinema.url } = {}) {
  await page.goto(`${url}/gate`);
  const token = cinema.createToken(`gate-${++gates}`, 'admit');
  await page.getByLabel("Operator's token").fill(token);
  await page.getByLabel('Name of the gate').fill(gate);
  await page.getByLabel('Show', { exact: true }).fill(show);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText('Connected').waitFor();
}

/** A hand scanner is a keyboard: it types the code and Enter, wherever the focus is left. */
export async function scan(page, code) {
  await page.keyboard.insertText(code);
  await page.keyboard.press('Enter');
}

/** Waits for the answer, with these texts. */
export async function says(page, answer, ...texts) {
  const verdict = page.locator('.verdict');
  await verdict.locator('strong', { hasText: new RegExp(`^${answer}$`) }).waitFor();
  for (const text of texts) await verdict.getByText(text).waitFor();
}

/** What SeatAdmitted events of the show say, in their order. */
export async function admissions(show) {
  const { events } = await cinema.operate('GET', `/api/movieshow/${show}/events`);
  return events.filter(({ type }) => type === 'SeatAdmitted').map(({ data }) => data);
}
