// Formats amounts, which are whole numbers of the currency's minor unit. The number of decimals comes
// from the server: the locale data of browsers leave out decimals that are not in daily use.

import { locale } from './language.js';
import { settings } from './settings.js';

const formats = new Map(); // "LOCALE CURRENCY" -> Intl.NumberFormat

/** Decimals of a currency; 2 for one that is no longer in use, as on the server. */
const decimalsOf = (currency) => settings().currencies[currency] ?? 2;

function formatOf(currency) {
  const key = `${locale()} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    const decimals = decimalsOf(currency);
    format = new Intl.NumberFormat(locale(), {
      style: 'currency',
      currency,
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    formats.set(key, format);
  }
  return format;
}

/** "₹200.00" of (20000, "INR"), "¥200" of (200, "JPY"), "PKR 800.00" of (80000, "PKR"). */
export function money(value, currency) {
  return formatOf(currency).format(value / 10 ** decimalsOf(currency));
}
