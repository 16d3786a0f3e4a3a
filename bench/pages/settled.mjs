// Waits until the browser has finished what it does for a new window. Chromium loads pages of its
// own for one, dozens of files, and takes both cores from a page that is opened meanwhile.
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const lookMs = 100;
const quietLooks = 3;
const longestMs = 10_000;

/** {pid: {parent, ticks}} of all processes; ticks: CPU time, in clock ticks. */
function processes() {
  const found = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      // After the name in brackets: state, parent, …, user and system time (proc(5)).
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
      found.set(Number(pid), {
        parent: Number(fields[1]),
        ticks: Number(fields[11]) + Number(fields[12]),
      });
    } catch (error) {
      if (!['ENOENT', 'ESRCH'].includes(error.code)) throw error; // It has ended.
    }
  return found;
}

/** CPU time of this process and of all that it started, in clock ticks. */
function ticksSoFar() {
  const all = processes();
  const isOurs = (pid) => pid === process.pid || (all.has(pid) && isOurs(all.get(pid).parent));
  return [...all].reduce((sum, [pid, { ticks }]) => sum + (isOurs(pid) ? ticks : 0), 0);
}

/** Resolves once the browser and the servers have been idle for a moment. */
export async function settled() {
  const end = Date.now() + longestMs;
  let [before, quiet] = [ticksSoFar(), 0];
  while (quiet < quietLooks) {
    if (Date.now() > end) throw new Error(`the browser is not idle after ${longestMs} ms`);
    await pause(lookMs);
    const now = ticksSoFar();
    quiet = now - before <= 1 ? quiet + 1 : 0;
    before = now;
  }
}
