import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Delivery } from '../delivery.ts';
import type { Seal } from '../seal.ts';
import type { Journals } from './journal.ts';
import { REQUEST_COLUMNS, readRequest, unseal } from './request-row.ts';

const Row = z.object({
  id: z.string(),
  hook: z.string(),
  received_at: z.number(),
  unique_key: z.string().nullable(),
  order_key: z.string().nullable(),
  version: z.string().nullable(),
  is_item: z.number(),
  attempts: z.number(),
  failures: z.number(),
  first_failed_at: z.number().nullable(),
  clock: z.number().nullable(),
  run: z.number(),
  sealed: z.instanceof(Uint8Array).nullable(),
});

/** Reads a delivery as it is to be carried out: its request whole, its journal. */
export function prepareLoad(database: DatabaseSync, seal: Seal, journals: Journals) {
  const select = database.prepare(
    `SELECT id, hook, received_at, unique_key, order_key, version, is_item, attempts, failures, first_failed_at, clock, run, sealed,
       method, path, ${REQUEST_COLUMNS}
     FROM deliveries JOIN requests ON delivery = id WHERE id = ?`,
  );

  return function load(id: string): Delivery {
    const row = select.get(id);
    const read = Row.parse(row);
    const { request } = readRequest(row);
    const whole =
      read.sealed === null ? { request, hidden: new Set<string>() } : unseal(request, seal.open(read.sealed));
    return {
      id,
      hook: read.hook,
      receivedAt: read.received_at,
      ...whole,
      keys: {
        unique: read.unique_key ?? undefined,
        order: read.order_key ?? undefined,
        version: read.version ?? undefined,
      },
      isItem: read.is_item === 1,
      attempts: read.attempts,
      failures: read.failures,
      firstFailedAt: read.first_failed_at ?? undefined,
      clock: read.clock ?? read.received_at,
      run: read.run,
      journal: journals.read(id, read.run, true),
    };
  };
}
