import http from 'node:http';
import { setTimeout } from 'node:timers/promises';

/** How an offer went; milliseconds, from when each request was due. */
export interface Offered {
  p50: number;
  p99: number;
  most: number;
  /** How many were not answered 200. */
  refused: number;
}

/** Posts `count` requests, so many a second, whether those before are answered or not. */
export async function offer(
  url: string,
  bodyOf: (index: number) => string,
  { count, rate }: { count: number; rate: number },
): Promise<Offered> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });
  const times: number[] = [];
  const sent: Promise<void>[] = [];
  let refused = 0;
  const start = performance.now();
  while (sent.length < count) {
    const dueBy = Math.min(count, Math.floor(((performance.now() - start) / 1000) * rate) + 1);
    while (sent.length < dueBy) {
      const due = start + (sent.length / rate) * 1000;
      const posted = post(url, bodyOf(sent.length), agent).then((status) => {
        times.push(performance.now() - due);
        refused += status === 200 ? 0 : 1;
      });
      sent.push(posted);
    }
    await setTimeout(1);
  }
  await Promise.all(sent);
  agent.destroy();
  times.sort((one, other) => one - other);
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), most: times.at(-1) ?? 0, refused };
}

/** Of sorted numbers. */
export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function post(url: string, body: string, agent: http.Agent): Promise<number> {
  return new Promise((resolve) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const request = http.request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', () => resolve(0)).end(body);
  });
}
