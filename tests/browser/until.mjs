// Waits for a condition.
const patience = 60_000; // ms, for machines that are slow or busy
const step = 20; // ms

/** Resolves once `holds()` is true; what it throws means not yet. */
export async function until(what, holds) {
  const end = performance.now() + patience;
  let last = null;
  for (;;) {
    try {
      if (await holds()) return;
      last = null;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`, { cause: last });
    await new Promise((later) => setTimeout(later, step));
  }
}
