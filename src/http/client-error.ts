import type { Duplex } from 'node:stream';
import type { Connections } from './connections.ts';

interface Refusal {
  status: string;
  code: string;
  message: string;
}

const ANSWERS: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    code: 'too_large',
    message: 'the URL and the headers are larger than allowed',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    code: 'too_slow',
    message: 'the request took too long to arrive',
  },
};
const UNREADABLE: Refusal = { status: '400 Bad Request', code: 'bad_request', message: 'this is not an HTTP request' };
const NO_TUNNEL: Refusal = {
  status: '405 Method Not Allowed',
  code: 'method_not_allowed',
  message: 'this server is no proxy',
};

/** Answers what node could not read as a request, in the form of all other answers, and closes the connection. */
export function answerClientError({ code }: Error & { code?: string }, socket: Duplex, connections: Connections): void {
  if (!socket.writable || code === 'ECONNRESET') {
    socket.destroy();
  } else if (connections.mayAnswer(socket)) {
    answerRaw(socket, ANSWERS[code ?? ''] ?? UNREADABLE);
  }
}

/** Answers CONNECT, which asks for a tunnel. */
export function answerConnect(socket: Duplex): void {
  // A client that is gone already is no fault of ours.
  socket.on('error', () => socket.destroy());
  answerRaw(socket, NO_TUNNEL);
}

/** How long the other side may take to read its answer and close, in milliseconds; closed at once, it might lose the answer. */
const LINGER = 500;

function answerRaw(socket: Duplex, { status, code, message }: Refusal): void {
  const body = JSON.stringify({ status: 'error', code, message });
  const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}`;
  socket.end(`${head}\r\nConnection: close\r\n\r\n${body}`);
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), LINGER);
  socket.once('close', () => clearTimeout(timer));
}
