// Money as a person reads it. Amounts are whole numbers of the currency's minor unit, of which the
// server says how many decimals it has: what browsers know of it is their locale data, which leave
// the decimals out that are not in daily use.

import { settings } from './settings.js';

const formats = new Map();

/** Decimals of a currency; 2 of one that is not in use any more, as the server has it. */
const decimalsOf = (currency) => settings().currencies[currency] ?? 2;

function formatOf(currency) {
  let format = formats.get(currency);
  if (!format) {
    const decimals = decimalsOf(currency);
    format = new Intl.NumberFormat(undefined, {
      style: 'currency',
      currency,
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    formats.set(currency, format);
  }
  return format;
}

/** "₹200.00" of (20000, "INR"), "¥200" of (200, "JPY"), "PKR 800.00" of (80000, "PKR"). */
export function money(value, currency) {
  return formatOf(currency).format(value / 10 ** decimalsOf(currency));
}
