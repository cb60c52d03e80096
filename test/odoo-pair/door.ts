import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was seen of one request: how long its answer took, in milliseconds, and whether the sender was still there to have it. */
export interface Passed {
  milliseconds: number;
  status: number;
  isTaken: boolean;
}

/** A door before the program, which sees what its sender sees. */
export interface Door {
  url: string;
  passed: Passed[];
  stop(): Promise<void>;
}

/** Opens a door to the port that `portOf` gives. */
export async function openDoor(portOf: () => number): Promise<Door> {
  const passed: Passed[] = [];
  function pass(request: IncomingMessage, response: ServerResponse): void {
    const began = performance.now();
    const { method, url: path, headers } = request;
    const inner = send({ host: '127.0.0.1', port: portOf(), method, path, headers }, (answer) => {
      const { statusCode: status = 0 } = answer;
      response.writeHead(status, answer.headers);
      answer.pipe(response);
      response.once('close', () => {
        passed.push({ milliseconds: performance.now() - began, status, isTaken: response.writableFinished });
      });
    });
    inner.once('error', () => {
      passed.push({ milliseconds: performance.now() - began, status: 0, isTaken: false });
      response.destroy();
    });
    request.pipe(inner);
  }
  const server = createServer(pass).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    passed,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
