import type { Settlement } from '../deliveries/delivery.ts';
import { makeDeliveryId } from '../deliveries/delivery-id.ts';
import type { Hook } from '../hook/hook.ts';
import type { PayloadLimits } from '../hook/payload.ts';
import { runHook, type Surroundings } from '../hook/run.ts';
import { refusalFor } from '../http/errors.ts';
import { createLog, type Log } from '../log.ts';
import { parseJson } from '../odoo/json.ts';
import { intakeOf } from '../work/intake.ts';
import { settlementFor } from '../work/retry.ts';
import { jsonText } from './call-text.ts';
import { CannotRun } from './command.ts';

/** A request that was never sent: as a hook would be given it. Names of headers are in lower case. */
export interface RehearsedRequest {
  method: 'POST' | 'GET';
  headers: [string, string][];
  query: [string, string][];
  body: Uint8Array;
}

/** A request with this body; to a hook that takes GET alone, one whose query is the body's JSON object. */
export function requestTo(hook: Hook, headers: [string, string][], body: Uint8Array): RehearsedRequest {
  return hook.methods.includes('POST')
    ? { method: 'POST', headers, query: [], body }
    : { method: 'GET', headers, query: queryOf(Buffer.from(body).toString()), body: new Uint8Array() };
}

/** The query of a request that has no body: the keys of a JSON object. */
export function queryOf(text: string): [string, string][] {
  const payload = text === '' ? {} : parseJson(text);
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    return [];
  }
  return Object.entries(payload).map(([name, value]) => [name, typeof value === 'string' ? value : jsonText(value)]);
}

/** What became of a rehearsed delivery, and what its sender would have been answered. */
export interface Rehearsal {
  settlement: Settlement;
  answer: { status: number; code?: string; message?: string };
  /** What it ended with, unless it ended well. */
  error: unknown;
}

/** A log that says nothing: what a command has to say it says itself. */
export const QUIET: Log = createLog({ level: 'silent', readable: false });

/** Takes a request through a hook as the server does, without a store; the items of a split one, one after another. What went wrong is in the result; only CannotRun is thrown. */
export async function rehearse(
  hook: Hook,
  request: RehearsedRequest,
  surroundings: Surroundings,
  limits: PayloadLimits,
): Promise<Rehearsal> {
  const { headers, query } = request;
  try {
    const intake = intakeOf({ ...request, path: '', address: '' }, hook, limits);
    const payloads = intake.items === undefined ? [intake.payload] : intake.items.map((item) => item.payload);
    let settlement: Settlement = { state: 'done' };
    for (const payload of payloads) {
      const now = Date.now();
      const incoming = { id: makeDeliveryId(now), now, headers, query, payload };
      settlement = await runHook(hook, incoming, surroundings);
    }
    return { settlement, answer: { status: 200 }, error: undefined };
  } catch (error) {
    if (error instanceof CannotRun) {
      throw error;
    }
    const { status, code, message } = refusalFor(error);
    return { settlement: settlementFor(error), answer: { status, code, message }, error };
  }
}
