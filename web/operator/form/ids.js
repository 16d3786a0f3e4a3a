// Readable ids of shows, halls, classes and price types, made of the texts that people gave them.

/** A short hash of a text, so that texts with the same readable part differ. */
function hashOf(text) {
  let hash = 0x811c9dc5; // FNV-1a, 32 bits
  for (const byte of new TextEncoder().encode(text))
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(36).padStart(7, '0').slice(-5);
}

/**
 * `the-third-man` of "The Third Man", at most `most` characters. If letters had to be left out,
 * because they are not Latin or too many, a hash of the text is added.
 */
export function slugOf(text, most) {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.match(/[a-z0-9]+/g) ?? [];
  const slug = words.join('-');
  const isWhole = slug.length <= most && !/[^\p{ASCII}\p{P}\p{S}\p{Z}]/u.test(plain);
  if (isWhole && slug !== '') return slug;
  return [slug.slice(0, Math.max(0, most - 6)).replace(/-+$/, ''), hashOf(text)]
    .filter(Boolean).join('-');
}

/** A slug that is not in `used`: with -2, -3 … behind it if it has to be. */
export function idOf(text, used, { upper = false, most = 60 } = {}) {
  const slug = slugOf(text, most - 4);
  const base = upper ? slug.toUpperCase() : slug;
  let id = base;
  for (let number = 2; used.has(id); ++number) id = `${base}-${number}`;
  return id;
}

/** The id of a show: film, hall, and its start in the zone of the hall. */
export function showIdOf(movie, hall, day, time) {
  const start = `${day.replaceAll('-', '')}-${time.replace(':', '')}`;
  return `${slugOf(movie, 24)}-${slugOf(hall, 16)}-${start}`;
}
