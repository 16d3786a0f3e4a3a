// Amounts as people type them, in the currency's unit, and as the server has them, in minor units.
import { settings } from '../../settings.js';

const decimalsOf = (currency) => settings()?.currencies[currency] ?? 2;

/** "12.50" of 1250, in a currency of two decimals. */
export function amountText(value, currency) {
  return (value / 10 ** decimalsOf(currency)).toFixed(decimalsOf(currency));
}

/** Minor units of "12.5", "12,50" or "-3"; null if it is no amount of the currency. */
export function amountOf(text, currency) {
  const found = /^([+-]?)(\d{1,12})(?:[.,](\d+))?$/.exec(text.replaceAll(/[\s\u2212]/g, (char) =>
    (char === '\u2212' ? '-' : '')));
  if (!found) return null;
  const [, sign, whole, part = ''] = found;
  const decimals = decimalsOf(currency);
  if (part.length > decimals) return null;
  const value = Number(whole + part.padEnd(decimals, '0'));
  return sign === '-' && value !== 0 ? -value : value;
}

/** What to say about a text that is no amount. */
export function amountHint(currency) {
  return decimalsOf(currency) === 0
    ? 'Give a whole number, such as 1200.'
    : `Give an amount such as 12.${'5'.padEnd(decimalsOf(currency), '0')}.`;
}
