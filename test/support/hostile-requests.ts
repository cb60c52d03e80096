const CHUNKED = 'Transfer-Encoding: chunked\r\n';
const CHUNKS = '2\r\n{}\r\n0\r\n\r\n';

/** A request that no sender sends: what it is, the status it is answered with, and its bytes (as Latin-1). */
export type HostileRequest = [name: string, status: number, bytes: string];

/** A request for a connection of its own; `head` stands between the line and what follows it. */
export function request(line: string, head = '', body = ''): string {
  return `${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${head}\r\n${body}`;
}

/** Requests that are wrong in what stands around the body, for the hook at this path; each was tried because servers fell over it. */
export function hostileRequests(hook: string): HostileRequest[] {
  const post = (head: string, body = '{}') => request(`POST ${hook}`, head, body);
  return [...wrongLines(hook), ...wrongHeaders(post, hook), ...wrongLengths(post)];
}

function wrongLines(hook: string): HostileRequest[] {
  return [
    ['an absolute URL', 400, request(`POST http://x${hook}`, 'Content-Length: 2\r\n', '{}')],
    ['an absolute URL that is none', 400, request('GET http://[bad/')],
    ['an absolute URL without a host', 400, request('GET http://[')],
    ['an asterisk', 400, request('OPTIONS *')],
    ['two slashes at the start', 404, request(`POST /${hook}`, 'Content-Length: 2\r\n', '{}')],
    ['two slashes and a bracket', 404, request('GET //[#x')],
    ['encoded slashes', 404, request(`POST ${hook.replaceAll('/', '%2f').replace('%2f', '/')}`)],
    [
      'a secret spelled otherwise',
      404,
      request(`POST ${hook.slice(0, -1)}%${hook.charCodeAt(hook.length - 1).toString(16)}`),
    ],
    ['a slash behind the secret', 404, request(`POST ${hook}/`)],
    ['a step upwards', 404, request(`POST ${hook.replace('/hook/', '/hook/x/../')}`)],
    ['an encoded NUL', 404, request('POST /web/hook/%00')],
    ['a NUL', 400, request('POST /web/hook/a\0b')],
    ['a half-written escape', 404, request('GET /%')],
    ['bytes that are no ASCII', 400, request('GET /\xff\xfe')],
    ['a URL that is too long', 414, request(`GET ${hook}?${'x'.repeat(9000)}`)],
    ['a tunnel', 405, request('CONNECT x:443')],
    ['a tunnel to a hook', 405, request(`CONNECT ${hook}`)],
    ['TRACE', 405, request(`TRACE ${hook}`)],
    ['a method nobody knows', 400, request(`BREW ${hook}`)],
    ['a method in small letters', 400, request(`post ${hook}`)],
    ['the preface of HTTP/2', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['TLS', 400, `\x16\x03\x01\x00\xc8\x01${'a'.repeat(100)}\r\n\r\n`],
  ];
}

type Post = (head: string, body?: string) => string;

function wrongHeaders(post: Post, hook: string): HostileRequest[] {
  return [
    ['headers that are too large', 431, request('GET /', `X: ${'x'.repeat(17_000)}\r\n`)],
    ['too many headers', 431, request('GET /', 'x:\r\n'.repeat(300))],
    ['more headers than node counts', 431, request('GET /', 'x:\r\n'.repeat(3000))],
    ['no host', 400, 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['an expectation nobody knows', 417, post('Expect: tea\r\nContent-Length: 2\r\n')],
    ['line ends without CR', 400, `POST ${hook} HTTP/1.1\nHost: x\nContent-Length: 2\n\n{}`],
    ['a header over two lines', 400, post('X: b\r\n c\r\nContent-Length: 2\r\n')],
    ['a NUL in a header', 400, post('X: b\0c\r\nContent-Length: 2\r\n')],
    ['an escape sequence in a header', 400, post('X: \x1b[31m\r\nContent-Length: 2\r\n')],
    ['a header without a name', 400, post(': b\r\nContent-Length: 2\r\n')],
    ['a gzip bomb', 415, post('Content-Encoding: gzip\r\nContent-Length: 2\r\n', '\x1f\x7f')],
    ['a body packed twice', 415, post('Content-Encoding: identity, gzip\r\nContent-Length: 2\r\n')],
  ];
}

function wrongLengths(post: Post): HostileRequest[] {
  return [
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
  ];
}
