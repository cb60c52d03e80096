import assert from 'node:assert/strict';
import { rawExchange, send } from '../../support/http-client.ts';
import { SECRET, type Served, serve } from '../../support/served.ts';

const HOOK = `/web/hook/${SECRET}`;
const CHUNKED = 'Transfer-Encoding: chunked\r\n';
const CHUNKS = '2\r\n{}\r\n0\r\n\r\n';

/** A request on a connection of its own; `head` stands between the line and what follows it. */
function request(line: string, head = '', body = ''): string {
  return `${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${head}\r\n${body}`;
}

/** A POST to the hook. */
function post(head: string, body = '{}'): string {
  return request(`POST ${HOOK}`, head, body);
}

// Each of these was tried because a server somewhere fell over it.
const HOSTILE: [string, number, string][] = [
  ['an absolute URL', 400, request(`POST http://x${HOOK}`, 'Content-Length: 2\r\n', '{}')],
  ['an absolute URL that is none', 400, request('GET http://[bad/')],
  ['an absolute URL without a host', 400, request('GET http://[')],
  ['an asterisk', 400, request('OPTIONS *')],
  ['two slashes at the start', 404, request(`POST /${HOOK}`, 'Content-Length: 2\r\n', '{}')],
  ['two slashes and a bracket', 404, request('GET //[#x')],
  ['encoded slashes', 404, request(`POST ${HOOK.replaceAll('/', '%2f').replace('%2f', '/')}`)],
  ['a secret spelled otherwise', 404, request(`POST ${HOOK.replace('0', '%30')}`)],
  ['a slash behind the secret', 404, request(`POST ${HOOK}/`)],
  ['a step upwards', 404, request(`POST /web/hook/x/../${SECRET}`)],
  ['an encoded NUL', 404, request('POST /web/hook/%00')],
  ['a NUL', 400, request('POST /web/hook/a\0b')],
  ['a half-written escape', 404, request('GET /%')],
  ['bytes that are no ASCII', 400, request('GET /\xff\xfe')],
  ['a URL that is too long', 414, request(`GET ${HOOK}?${'x'.repeat(3000)}`)],
  ['headers that are too large', 431, request('GET /', `X: ${'x'.repeat(17_000)}\r\n`)],
  ['too many headers', 431, request('GET /', 'x:\r\n'.repeat(300))],
  ['more headers than node counts', 431, request('GET /', 'x:\r\n'.repeat(3000))],
  ['no host', 400, 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ['a tunnel', 405, request('CONNECT x:443')],
  ['a tunnel to a hook', 405, request(`CONNECT ${HOOK}`)],
  ['TRACE', 405, request(`TRACE ${HOOK}`)],
  ['a method nobody knows', 400, request(`BREW ${HOOK}`)],
  ['a method in small letters', 400, request(`post ${HOOK}`)],
  ['the preface of HTTP/2', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['TLS', 400, `\x16\x03\x01\x00\xc8\x01${'a'.repeat(100)}\r\n\r\n`],
  ['an expectation nobody knows', 417, post('Expect: tea\r\nContent-Length: 2\r\n')],
  ['a length and chunks', 400, post(`${CHUNKED}Content-Length: 2\r\n`, CHUNKS)],
  ['two lengths', 400, post('Content-Length: 2\r\nContent-Length: 3\r\n')],
  ['two equal lengths', 400, post('Content-Length: 2\r\nContent-Length: 2\r\n')],
  ['a list of lengths', 400, post('Content-Length: 2, 2\r\n')],
  ['a negative length', 400, post('Content-Length: -1\r\n')],
  ['a hexadecimal length', 400, post('Content-Length: 0x2\r\n')],
  ['a length beyond counting', 400, post('Content-Length: 99999999999999999999\r\n')],
  ['a length of petabytes', 413, post('Content-Length: 9007199254740993\r\n')],
  ['chunks after something else', 400, post('Transfer-Encoding: xchunked\r\n', CHUNKS)],
  ['chunks and something else', 400, post('Transfer-Encoding: chunked, x\r\n', CHUNKS)],
  ['chunks twice', 400, post(CHUNKED.repeat(2), CHUNKS)],
  ['chunks of gzip', 415, post('Transfer-Encoding: gzip, chunked\r\n', CHUNKS)],
  ['a blank before the colon', 400, post('Transfer-Encoding : chunked\r\n', CHUNKS)],
  ['a chunk without a length', 400, post(CHUNKED, 'zz\r\n{}\r\n0\r\n\r\n')],
  ['a second chunk without a length', 400, post(CHUNKED, '2\r\n{}\r\nzz\r\n\r\n')],
  ['a chunk beyond counting', 400, post(CHUNKED, 'ffffffffffffffffff\r\n{}\r\n')],
  ['an endless chunk extension', 400, post(CHUNKED, `2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`)],
  ['a length behind the body', 400, post(CHUNKED, '2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n')],
  ['line ends without CR', 400, `POST ${HOOK} HTTP/1.1\nHost: x\nContent-Length: 2\n\n{}`],
  ['a header over two lines', 400, post('X: b\r\n c\r\nContent-Length: 2\r\n')],
  ['a NUL in a header', 400, post('X: b\0c\r\nContent-Length: 2\r\n')],
  ['an escape sequence in a header', 400, post('X: \x1b[31m\r\nContent-Length: 2\r\n')],
  ['a header without a name', 400, post(': b\r\nContent-Length: 2\r\n')],
  ['a gzip bomb', 415, post('Content-Encoding: gzip\r\nContent-Length: 2\r\n', '\x1f\x7f')],
  ['a body packed twice', 415, post('Content-Encoding: identity, gzip\r\nContent-Length: 2\r\n')],
];

describe('requests that no sender sends', () => {
  let served: Served;
  before(async () => {
    served = await serve();
  });
  after(() => served.stop());

  for (const [name, status, bytes] of HOSTILE) {
    it(`${status} to ${name}, and the next one is served`, async () => {
      const answer = await rawExchange(served.port, bytes);

      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} .*\r\n\r\n\\{"status":"error","code":"[a-z_]+"`, 's'));
      assert.equal((await send(served.port, HOOK)).status, 200);
      assert.equal(served.lines.filter((line) => line.includes('"level":"error"')).length, 0);
    });
  }

  it('and those that look strange and are right', async () => {
    const right = [
      post('Expect: 100-continue\r\nContent-Length: 2\r\n'),
      post('Content-Encoding: Identity\r\nContent-Length:  2 \r\n'),
      post(CHUNKED, '2;a=b\r\n{}\r\n0\r\nX-Trailer: a\r\n\r\n').replace('X-Trailer: a\r\n', ''),
      post('__proto__: a\r\nconstructor: b\r\ntoString: c\r\nContent-Length: 2\r\n'),
      `POST ${HOOK} HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}`.replace('\r\nContent', '\r\nHost: x\r\nContent'),
    ];

    for (const bytes of right) {
      const answers = (await rawExchange(served.port, bytes)).match(/HTTP\/1\.1 \d+/g);
      assert.equal(answers?.at(-1), 'HTTP/1.1 200', bytes);
    }
  });
});
