// Money as a person reads it. Amounts are whole numbers of the currency's smallest unit.

const formats = new Map();

function formatOf(currency) {
  let format = formats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat(undefined, { style: 'currency', currency });
    formats.set(currency, format);
  }
  return format;
}

/** "₹200.00" of (20000, "INR"), "¥200" of (200, "JPY"). */
export function money(value, currency) {
  const format = formatOf(currency);
  return format.format(value / 10 ** format.resolvedOptions().maximumFractionDigits);
}
