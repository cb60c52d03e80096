import http from 'node:http';

const SENDERS = 8;

/** Posts JSON bodies from eight senders, each of which waits for its answer before it sends the next. Gives how many were not answered 200. */
export async function eightSenders(url: string, bodies: readonly string[], headers: object = {}): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: SENDERS });
  const left = bodies.values();
  let refused = 0;
  const sender = async () => {
    for (const body of left) {
      refused += (await post(url, body, { agent, headers })) === 200 ? 0 : 1;
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  agent.destroy();
  return refused;
}

/** Posts one JSON body; gives the status, 0 when there was no answer. */
export function post(url: string, body: string, options: { agent: http.Agent; headers?: object }): Promise<number> {
  return new Promise((resolve) => {
    const { agent, headers } = options;
    const all = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), ...headers };
    const request = http.request(url, { method: 'POST', agent, headers: all }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', () => resolve(0)).end(body);
  });
}
