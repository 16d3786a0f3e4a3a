// Finds the string literals of a module, without its comments, regular expressions and imports. It
// knows as much of JavaScript as the pages use.

const regexMayFollow = /(^|[=(,:;!&|?{}[\n]|=>|\breturn|\btypeof)\s*$/;

/** Where the literal that begins at `at` ends; `found` gets what is within `${…}` too. */
function readTemplate(code, at, line, found) {
  let text = '';
  let end = at + 1;
  while (code[end] !== '`') {
    if (code[end] === '\\') {
      text += code[end + 1];
      end += 2;
    } else if (code.startsWith('${', end)) {
      text += '\0';
      end = scan(code, end + 2, line + lines(code.slice(at, end)), found, '}');
    } else {
      text += code[end++];
    }
  }
  return { text, end: end + 1 };
}

function readString(code, at) {
  let text = '';
  let end = at + 1;
  while (code[end] !== code[at]) {
    if (code[end] === '\\') end += 1;
    text += code[end++];
  }
  return { text, end: end + 1 };
}

function endOfRegex(code, at) {
  let end = at + 1;
  for (let inClass = false; code[end] !== '/' || inClass; ++end) {
    if (code[end] === '\\') end += 1;
    else if (code[end] === '[') inClass = true;
    else if (code[end] === ']') inClass = false;
  }
  return end + 1;
}

const lines = (text) => text.split('\n').length - 1;

/** Scans to the closing bracket `until`, or to the end; returns where that is. */
function scan(code, from, firstLine, found, until) {
  let depth = 0;
  for (let at = from; at < code.length;) {
    const line = firstLine + lines(code.slice(from, at));
    const before = code.slice(Math.max(0, at - 60), at);
    if (code.startsWith('//', at)) {
      at = code.indexOf('\n', at);
      if (at < 0) return code.length;
    } else if (code.startsWith('/*', at)) {
      at = code.indexOf('*/', at) + 2;
    } else if (code[at] === "'" || code[at] === '"') {
      const { text, end } = readString(code, at);
      if (!/(\bfrom|\bimport)\s*\(?$/.test(before.trimEnd())) found.push({ text, line, before });
      at = end;
    } else if (code[at] === '`') {
      const { text, end } = readTemplate(code, at, line, found);
      found.push({ text, line, before });
      at = end;
    } else if (code[at] === '/' && regexMayFollow.test(before)) {
      at = endOfRegex(code, at);
    } else {
      if (code[at] === '{') depth += 1;
      if (code[at] === '}' && until && depth-- === 0) return at + 1;
      at += 1;
    }
  }
  return code.length;
}

/** [{text, line, before}], with `\0` for each `${…}`; `before` is the code in front of it. */
export function literalsOf(code) {
  const found = [];
  scan(code, 0, 1, found, null);
  return found;
}
