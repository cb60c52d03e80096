import type { OdooRejected, OdooUnavailable } from '../../src/errors.ts';
import type { OdooCall, Rpc } from '../../src/odoo/call.ts';
import { Circuit } from '../../src/odoo/circuit.ts';
import { Pool } from '../../src/odoo/joining/pool.ts';
import type { Json } from '../../src/odoo/json.ts';
import { Slots } from '../../src/odoo/slots.ts';
import { until } from './until.ts';

/** A call that was sent and waits for its answer. */
export interface HeldCall {
  call: OdooCall;
  answer(answer: Json): void;
  fail(error: OdooRejected | OdooUnavailable): void;
}

/** A pool whose calls the test answers. */
export interface HeldCalls {
  rpc: Rpc;
  /** All that was sent, in order. */
  sent: HeldCall[];
  /** The call sent as the nth, from 1, once it is. */
  nth(n: number): Promise<HeldCall>;
}

export function heldCalls(concurrency: number): HeldCalls {
  const sent: HeldCall[] = [];
  const circuit = new Circuit((error) => pool.fail(error));
  const pool = new Pool({
    send: (call) =>
      new Promise((answer, fail) => {
        sent.push({ call, answer, fail });
      }),
    slots: new Slots(concurrency),
    circuit,
  });
  return {
    rpc: pool.rpc,
    sent,
    async nth(n) {
      await until(() => sent.length >= n);
      const held = sent[n - 1];
      if (held === undefined) {
        throw new Error(`no call was sent as number ${n}`);
      }
      return held;
    },
  };
}

/** A `create` of records with these names. */
export function createOf(...names: string[]): OdooCall {
  const values = names.map((name) => ({ name }));
  return {
    model: 'res.partner',
    method: 'create',
    args: [names.length === 1 ? (values[0] ?? {}) : values],
    kwargs: {},
  };
}
