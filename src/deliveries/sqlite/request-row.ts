import type { DatabaseSync } from 'node:sqlite';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { BodyKept, RawRequest } from '../delivery.ts';
import type { Redacted } from '../redact.ts';
import type { Seal } from '../seal.ts';

/** A longer body is kept compressed, in bytes. */
const PACKED_FROM = 4096;

const Pairs = z.array(z.tuple([z.string(), z.string()]));
const PairsText = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(Pairs);

/** The columns of `requests` that a request is read from, but method and path. */
export const REQUEST_COLUMNS = 'query, headers, address, body, body_kept, packed';

const RequestRow = z.object({
  method: z.string(),
  path: z.string(),
  query: PairsText,
  headers: PairsText,
  address: z.string(),
  body: z.instanceof(Uint8Array),
  body_kept: z.enum(['whole', 'redacted', 'none']),
  packed: z.number(),
});

/** A row with REQUEST_COLUMNS, method and path as the request that may be shown. */
export function readRequest(row: unknown): { request: RawRequest; bodyKept: BodyKept } {
  const { body_kept, packed, body, ...parts } = RequestRow.parse(row);
  return { request: { ...parts, body: packed === 0 ? body : inflateRawSync(body) }, bodyKept: body_kept };
}

/** What was left out of a request, to carry it out again. `body` is Base64. */
const Sealed = z.object({
  headers: Pairs,
  query: Pairs,
  body: z.string().optional(),
  hidden: z.array(z.string()),
});

/** The request as it came in, from the one that may be shown and what was sealed. */
export function unseal(request: RawRequest, sealed: string): { request: RawRequest; hidden: ReadonlySet<string> } {
  const { headers, query, body, hidden } = Sealed.parse(JSON.parse(sealed));
  const whole = body === undefined ? request.body : Buffer.from(body, 'base64');
  return { request: { ...request, headers, query, body: whole }, hidden: new Set(hidden) };
}

/** Inserts the requests of deliveries. */
export function prepareInsertRequest(database: DatabaseSync, seal: Seal) {
  const insert = database.prepare(
    `INSERT INTO requests (delivery, method, path, query, headers, address, body, body_kept, packed, sealed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );

  /** `whole`: what was redacted is kept sealed. */
  return function insertRequest(
    id: string,
    { request, bodyKept, hidden }: Redacted,
    whole: RawRequest | undefined,
  ): void {
    const { method, path, query, headers, address } = request;
    const packed = request.body.length >= PACKED_FROM;
    const body = packed ? deflateRawSync(request.body, { level: 1 }) : request.body;
    const texts = [JSON.stringify(query), JSON.stringify(headers)] as const;
    const sealed = whole && leftOut(whole, texts, bodyKept, hidden);
    insert.run(id, method, path, ...texts, address, body, bodyKept, packed ? 1 : 0, sealed ? seal.close(sealed) : null);
  };
}

/** Undefined when nothing was left out. */
function leftOut(
  { headers, query, body }: RawRequest,
  [keptQuery, keptHeaders]: readonly [string, string],
  bodyKept: BodyKept,
  hidden: ReadonlySet<string>,
): string | undefined {
  const same = JSON.stringify(query) === keptQuery && JSON.stringify(headers) === keptHeaders && bodyKept === 'whole';
  if (same && hidden.size === 0) {
    return undefined;
  }
  const kept = bodyKept === 'whole' ? {} : { body: Buffer.from(body).toString('base64') };
  return JSON.stringify({ headers, query, ...kept, hidden: [...hidden] });
}
