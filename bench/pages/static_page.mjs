// The baseline: a static page with the seats of a hall. It measures the browser and the machine.
// Like the pages of boxoffice it has a Cross-Origin-Opener-Policy, which makes the browser switch
// processes.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

const style = `
.row { display: flex; justify-content: center; }
.seat { width: 30px; height: 30px; margin: 3px; padding: 0; border: 2px solid #0c5c66;
  border-radius: 30%; background: #fff; font: 600 11px/1 system-ui, sans-serif; }
.seat[data-state='blocked'] { border-color: #888; background: #ddd; }`;

function pageOf(rows, seats) {
  const row = (at) =>
    Array.from({ length: seats }, (_, n) => {
      const id = `${String.fromCharCode(65 + at)}${n + 1}`;
      return `<button class="seat" data-seat="${id}" data-state="available"`
        + ` aria-label="${id}, available">${n + 1}</button>`;
    }).join('');
  const all = Array.from({ length: rows }, (_, at) => `<div class="row">${row(at)}</div>`);
  return '<!doctype html><html lang="en"><title>baseline</title>'
    + `<style>${style}</style><div class="hall">${all.join('')}</div></html>`;
}

/** Serves it at a free port; answers {url, close()}. */
export async function serveStaticPage(rows, seats) {
  const body = gzipSync(pageOf(rows, seats));
  const server = createServer((_, answer) => {
    answer.writeHead(200, {
      'Content-Type': 'text/html',
      'Content-Encoding': 'gzip',
      'Cross-Origin-Opener-Policy': 'same-origin',
    });
    answer.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
