// Formats amounts, which are whole numbers of the currency's minor unit. The number of decimals comes
// from the server: the locale data of browsers leave out decimals that are not in daily use.

import { settings } from './settings.js';

const formats = new Map();

/** Decimals of a currency; 2 for one that is no longer in use, as on the server. */
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
