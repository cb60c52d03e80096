import { once } from 'node:events';
import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** Sends a request to a server on this machine and reads the JSON of its answer; an answer without a body has the body null. */
export async function send(
  port: number,
  path: string,
  init: RequestInit = { method: 'POST', body: '{}' },
): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

export interface RawAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** Sends a request to a server on this machine; the body of its answer comes as it is. */
export async function rawAnswer(port: number, path: string, init: RequestInit): Promise<RawAnswer> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** A POST whose body is written bit by bit by the test; `answer` comes when the server answers, finished or not. */
export function slowPost(port: number, path: string, headers: OutgoingHttpHeaders = {}) {
  const request = httpRequest({ port, host: '127.0.0.1', path, method: 'POST', headers, agent: false });
  request.on('error', () => undefined);
  request.flushHeaders();
  const answer = once(request, 'response').then(async ([response]) => {
    const chunks: Buffer[] = await response.toArray();
    return { status: Number(response.statusCode), body: JSON.parse(Buffer.concat(chunks).toString()) };
  });
  return { request, answer };
}

/** Writes bytes to a new connection and gives all that comes back until the server closes it. */
export async function rawExchange(port: number, text: string | Uint8Array): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('utf8');
  socket.write(text);
  let received = '';
  for await (const chunk of socket) {
    received += chunk;
  }
  return received;
}
