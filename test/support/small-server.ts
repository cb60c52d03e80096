import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request that a small server was sent. */
export interface Got {
  method: string;
  /** With its query. */
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A server on loopback that answers as the test says. */
export interface SmallServer {
  /** Without a slash at its end. */
  url: string;
  port: number;
  /** What it was sent, in that order. */
  got: Got[];
  stop(): Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1, or of `host`. */
export async function smallServer(
  answer: (response: ServerResponse, got: Got) => void,
  host = '127.0.0.1',
): Promise<SmallServer> {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body };
      got.push(one);
      answer(response, one);
    });
  }).listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    port,
    got,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers with JSON. */
export function answerJson(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(value));
}
