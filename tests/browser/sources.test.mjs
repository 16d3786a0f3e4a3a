// The scripts of the pages run in browsers of the last years and, in tests, in Debian's Node.js 18;
// the parts of a page do not share their classes.
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

/** Style sheets of a page in the order in which they apply. */
async function sheetsOf(sheet) {
  const text = await readFile(new URL(sheet, root), 'utf8');
  const parts = [...text.matchAll(/@import '(.*?)'/g)].map(([, name]) =>
    sheetsOf(new URL(name, new URL(sheet, 'file:///')).pathname.slice(1)));
  return [...(await Promise.all(parts)).flat(), { sheet, text }];
}

/** Classes that a sheet styles alone and wherever they stand, outside of @media and the like. */
function classesIn(text) {
  const found = new Set();
  let depth = 0;
  for (const [, selectors, brace] of text.replace(/\/\*.*?\*\//gs, '')
    .matchAll(/([^{};]*)([{};])/g)) {
    if (brace === '{' && depth === 0 && /^\s*\.[\w-]+\s*$/.test(selectors))
      found.add(selectors.trim());
    depth += { '{': 1, '}': -1 }[brace] ?? 0;
  }
  return found;
}

test('sources: a class has rules of its own in one style sheet of a page', async () => {
  for (const page of ['customer', 'operator', 'gate']) {
    const owners = new Map();
    for (const { sheet, text } of await sheetsOf(`web/${page}.css`)) {
      if (sheet === 'web/base.css') continue; // Pages build on its classes.
      for (const name of classesIn(text)) owners.set(name, [...(owners.get(name) ?? []), sheet]);
    }
    assert.ok(owners.size > 20, `${page}: ${owners.size} classes`);
    assert.deepEqual([...owners].filter(([, sheets]) => sheets.length > 1), [], page);
  }
});
