// The scripts of the pages run in browsers of the last years and, in tests, in Debian's Node.js 18.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);
const places = ['web/', 'tests/browser/', 'tests/openapi/', 'bench/pages/'];
const newer = new RegExp([
  'toSpliced', 'toSorted', 'toReversed', 'with', 'union', 'intersection', 'difference',
].map((method) => `\\.${method}\\(`).concat(
  ['Object\\.groupBy', 'Map\\.groupBy', 'Array\\.fromAsync', 'Promise\\.withResolvers'],
).join('|'));

async function scriptsIn(place) {
  const names = await readdir(new URL(place, root), { recursive: false, withFileTypes: true });
  const found = await Promise.all(names.map((each) => {
    if (each.isDirectory() && each.name !== 'node_modules')
      return scriptsIn(`${place}${each.name}/`);
    return /\.m?js$/.test(each.name) ? [place + each.name] : [];
  }));
  return found.flat();
}

test('sources: no script calls a function that is newer than ES2022', async () => {
  const scripts = (await Promise.all(places.map(scriptsIn))).flat();
  assert.ok(scripts.length > 100, `${scripts.length} scripts`);
  const found = await Promise.all(scripts.map(async (script) => {
    const lines = (await readFile(new URL(script, root), 'utf8')).split('\n');
    return lines.filter((line) => newer.test(line))
      .map((line) => `${script}: ${line.trim()}`);
  }));
  assert.deepEqual(found.flat(), []);
});
