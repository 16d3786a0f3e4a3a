// The texts of the customer's page are in the catalogues, and nowhere else; each catalogue has all.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { words as de } from '../../web/words/de.js';
import { words as en } from '../../web/words/en.js';
import { words as hi } from '../../web/words/hi.js';
import { literalsOf } from './literals.mjs';

const web = new URL('../../web/', import.meta.url);

const inFolder = (folder, wanted) =>
  readdirSync(new URL(folder, web)).filter((name) => wanted.test(name)).map((name) => folder + name);

const files = [
  ...inFolder('', /^(customer|hall).*\.js$/),
  ...inFolder('customer/', /\.js$/),
  ...inFolder('customer/programme/', /\.js$/),
];
const literals = files.flatMap((file) =>
  literalsOf(readFileSync(new URL(file, web), 'utf8')).map((each) => ({ ...each, file })));

// What looks like words to this test and is none.
const allowed = [
  /^(Enter|Escape|Home|End|Tab|Backspace|Delete|Page(Up|Down)|Arrow(Up|Down|Left|Right))$/, // keys
  /^(GET|PUT|POST|PATCH|DELETE|Authorization|Idempotency-Key|Retry-After|Date|Bearer \0)$/, // HTTP
  /^(UTC|INR|EUR)$/,
  /^echo \0\0 \| .*sha256sum$/, // a command to check the draw
  /^boxoffice$/, // until the cinema has a name
];

// Literals that no customer reads: names for the browser, and what a developer reads.
const technical = new RegExp(
  '(\\bclass(Name)?(: | = )|\\bnew (Error|TypeError)\\(|(querySelector(All)?|closest|matches)\\('
  + '|setProperty\\(|matchMedia\\(|\\b(d|transform|viewBox|points|rel|accept|sizes): )$');

/** Whether a text has a sentence, or a word that begins like one. */
function isWords(text) {
  if (allowed.some((each) => each.test(text))) return false;
  if (/[^\0-\u024f\u2000-\u22ff]/.test(text)) return true; // no letters of ours
  if (/^\/|^#\/|^\.{1,2}\/|^https?:|^\0?\/api\//.test(text)) return false; // addresses
  const sentence = /(^|[\s(])\p{L}{2,}[,;:]?\s+(\p{L}+|\0)|(\0|\d)\s+\p{L}{2,}/u;
  const capitalised = /^\p{Lu}\p{Ll}+([\s.,:!?…'’]|$)/u;
  return sentence.test(text) || capitalised.test(text) || /\p{L}{2}[.!?…]$/u.test(text);
}

/** {"hall.screen": "…"}; each form of a plural for itself. */
function flat(words, before = '') {
  return Object.entries(words).reduce((all, [name, text]) => Object.assign(all,
    typeof text === 'string' ? { [before + name]: text } : flat(text, `${before + name}.`)), {});
}

const english = flat(en);
const placeholders = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

test('catalogue: no text of the page is outside of it', () => {
  const found = literals.filter(({ text, before }) => isWords(text) && !technical.test(before));
  const said = found.map(({ file, line, text }) =>
    `${file}:${line}: ${text.replaceAll('\0', '${…}')}`);
  assert.deepEqual(said, []);
});

test('catalogue: the finder sees texts, and takes nothing else for one', () => {
  const seen = literalsOf(`
    // A comment with 'Some text'.
    import { a } from './Some file.js';
    t('hall.screen'); const rule = /'Not a text'/g; const half = 4 / 2; call('/api/x y');
    element('p', { class: 'card show card' }, 'Two words', \`\${count} seats\`, "Don't", 'आज');
  `).filter(({ text, before }) => isWords(text) && !technical.test(before));
  assert.deepEqual(seen.map(({ text }) => text), ['Two words', '\0 seats', "Don't", 'आज']);
});

for (const [language, words] of Object.entries({ de, hi }))
  test(`catalogue: ${language} has the keys and placeholders of English`, () => {
    const own = flat(words);
    assert.deepEqual(Object.keys(own).sort(), Object.keys(english).sort());
    for (const [key, text] of Object.entries(english)) {
      assert.ok(own[key].trim(), `${key} is empty`);
      // A form of one thing may say "a seat" in one language and "{count} seat" in another.
      const wanted = placeholders(text).filter((each) => !key.endsWith('.one') || each !== '{count}');
      const found = placeholders(own[key])
        .filter((each) => !key.endsWith('.one') || each !== '{count}');
      assert.deepEqual(found, wanted, key);
    }
  });

test('catalogue: each key that the page names is there, and each that is there is named', () => {
  const names = literals.map(({ text }) => text);
  const sections = Object.keys(en).join('|');
  const exists = (key) => Object.keys(english).some((each) => each === key
    || each.startsWith(`${key}.`));
  const wrong = names.filter((text) => new RegExp(`^(${sections})(\\.\\w+)+$`).test(text)
    && !exists(text));
  assert.deepEqual(wrong, []);
  const prefixes = names.filter((text) => /^\w+(\.\w+)*\.\0/.test(text))
    .map((text) => text.slice(0, text.indexOf('\0')));
  const named = (key) => names.some((text) => text === key || key.startsWith(`${text}.`))
    || prefixes.some((prefix) => key.startsWith(prefix));
  const everywhere = readdirSync(web).filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(new URL(name, web), 'utf8')).join('\n');
  // Forms of a plural have the name of their text.
  const texts = Object.keys(english).map((key) => {
    const text = key.replace(/\.(one|other)$/, '');
    return `${text}.one` in english ? text : key;
  });
  const unnamed = texts
    .filter((key) => !named(key) && !everywhere.includes(`'${key}'`));
  assert.deepEqual([...new Set(unnamed)], []);
});
