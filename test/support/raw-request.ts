import type { RawRequest } from '../../src/deliveries/delivery.ts';
import type { Arrival } from '../../src/deliveries/store.ts';

/** A plain POST of JSON, with `changes` to it. */
export function rawRequest(changes: Partial<RawRequest> = {}): RawRequest {
  return {
    method: 'POST',
    path: '/web/hook/(hidden)',
    query: [],
    headers: [['content-type', 'application/json']],
    body: Buffer.from('{"name":"Ann"}'),
    address: '127.0.0.1',
    ...changes,
  };
}

/** A plain request to the hook `orders` without keys, with `changes` to it. */
export function arrival(changes: Partial<Arrival> = {}): Arrival {
  const keys = { unique: undefined, order: undefined, version: undefined, ...changes.keys };
  return { hook: 'orders', request: rawRequest(), redact: [], take: false, ...changes, keys };
}
