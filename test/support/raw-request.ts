import type { RawRequest } from '../../src/deliveries/delivery.ts';

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
