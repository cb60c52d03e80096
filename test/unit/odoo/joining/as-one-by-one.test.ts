import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OdooRejected } from '../../../../src/errors.ts';
import { isRead, type OdooCall, type Rpc } from '../../../../src/odoo/call.ts';
import { Circuit } from '../../../../src/odoo/circuit.ts';
import { Pool } from '../../../../src/odoo/joining/pool.ts';
import { type Json, writeJson } from '../../../../src/odoo/json.ts';
import { Slots } from '../../../../src/odoo/slots.ts';
import { LedgerOdoo } from '../../../support/ledger-odoo.ts';

/** A call of the asker `who`, whose records are its own. */
type Step = (who: number) => OdooCall;

/** Records that are there before, and that nobody changes; then come those that each asker alone writes to. */
const FIXED = Array.from({ length: 6 }, (_, n) => ({
  name: `fixed ${n}`,
  code: `C${n % 4}`,
  parent: n > 2 ? 1n : false,
}));
const ASKERS = 12;
const ownId = (who: number) => BigInt(FIXED.length + 1 + who);

function call(method: string, args: Json[], more: Partial<OdooCall> = {}): OdooCall {
  return { model: 'ledger', method, args, kwargs: {}, ...more };
}

const create = fc
  .record({
    names: fc.array(fc.constantFrom('a', 'b', ''), { minLength: 1, maxLength: 3 }),
    kwargs: fc.constantFrom<OdooCall['kwargs']>({}, {}, { context: { lang: 'it_IT' } }),
  })
  .map(
    ({ names, kwargs }): Step =>
      (who) => {
        const values = names.map((name) => ({ name: name && `${name} of ${who}` }));
        return call('create', [values.length === 1 ? (values[0] ?? {}) : values], { kwargs });
      },
  );
const write = fc.record({ code: fc.constantFrom('w1', 'w2'), alsoMissing: fc.boolean() }).map(
  ({ code, alsoMissing }): Step =>
    (who) => {
      const ids = alsoMissing ? [ownId(who), 999n] : [ownId(who)];
      return call('write', [{ code }], { ids });
    },
);
const read = fc.subarray([1n, 2n, 3n, 998n], { minLength: 1 }).map(
  (ids): Step =>
    () =>
      call('read', [['name', 'parent']], { ids }),
);
const count = fc.constantFrom('C0', 'C1', 'C9').map(
  (code): Step =>
    () =>
      call('search_count', [[['code', '=', code]]]),
);
const lookUp = fc
  .record({
    by: fc.oneof(
      fc.record({ field: fc.constant('code'), values: fc.uniqueArray(fc.constantFrom<Json>('C0', 'C1', 'C2', 'C9')) }),
      fc.record({ field: fc.constant('parent'), values: fc.constantFrom<Json[]>([1n], [1n, 2n], [7n]) }),
    ),
    rest: fc.constantFrom<Json[]>([], [['name', '=', 'fixed 4']]),
  })
  .map(
    ({ by: { field, values }, rest }): Step =>
      () => {
        return call('search_read', [[[field, 'in', values], ...rest]], { kwargs: { fields: [field], order: 'id' } });
      },
  );
const load = fc
  .array(fc.record({ name: fc.constantFrom('fine', 'fine', 'odd', 'wrong'), lines: fc.integer({ min: 0, max: 2 }) }), {
    minLength: 1,
    maxLength: 2,
  })
  .map(
    (records): Step =>
      (who) => {
        const rows = records.flatMap(({ name, lines }, nth) => {
          const more = Array.from({ length: lines }, (_, line) => ['', '', `line ${line}`]);
          return [[`own.${who}_${nth}`, `${name} of ${who}`, 'a line'], ...more];
        });
        return records.every(({ lines }) => lines === 0)
          ? call('load', [['id', 'name'], rows.map((row) => row.slice(0, 2))])
          : call('load', [['id', 'name', 'line/name'], rows]);
      },
  );

const scripts = fc.array(fc.array(fc.oneof(create, write, read, count, lookUp, load), { maxLength: 6 }), {
  minLength: ASKERS,
  maxLength: ASKERS,
});

async function prepared(pace?: () => number): Promise<LedgerOdoo> {
  const odoo = new LedgerOdoo(pace);
  const own = Array.from({ length: ASKERS }, (_, who) => ({ name: `own of ${who}` }));
  await odoo.send(call('create', [[...FIXED, ...own]]));
  return odoo;
}

/** What an asker is told, ids of new records as their names. */
async function told(odoo: LedgerOdoo, rpc: Rpc, steps: Step[], who: number): Promise<string[]> {
  const answers: string[] = [];
  for (const step of steps) {
    const asked = step(who);
    let announced = 0;
    const onSend = async () => {
      announced += 1;
    };
    try {
      const answer = await rpc(isRead(asked) ? asked : { ...asked, onSend });
      answers.push(writeJson(asked.method === 'create' || asked.method === 'load' ? byName(odoo, answer) : answer));
    } catch (error) {
      assert.ok(error instanceof OdooRejected, String(error));
      answers.push(`${error.exceptionName}: ${error.message}`);
    }
    assert.ok(isRead(asked) || announced > 0, 'a change is announced');
  }
  return answers;
}

function byName(odoo: LedgerOdoo, answer: Json): Json {
  if (typeof answer === 'bigint') {
    return odoo.nameOf(answer);
  }
  if (Array.isArray(answer)) {
    return answer.map((id) => byName(odoo, id));
  }
  const { ids = false, ...rest } = Object(answer);
  return { ...rest, ids: ids === false ? false : byName(odoo, ids) };
}

async function oneByOne(all: Step[][]): Promise<{ answers: string[][]; odoo: LedgerOdoo }> {
  const odoo = await prepared();
  const answers: string[][] = [];
  for (const [who, steps] of all.entries()) {
    answers.push(await told(odoo, (asked) => alone(odoo, asked), steps, who));
  }
  return { answers, odoo };
}

async function alone(odoo: LedgerOdoo, asked: OdooCall): Promise<Json> {
  await asked.onSend?.();
  return await odoo.send(asked);
}

async function together(all: Step[][], concurrency: number, pace: () => number) {
  const odoo = await prepared(pace);
  let joined = 0;
  const send = (asked: OdooCall, count: number) => {
    joined += count > 1 ? 1 : 0;
    return odoo.send(asked);
  };
  const circuit = new Circuit((error) => pool.fail(error));
  const pool = new Pool({ send, slots: new Slots(concurrency), circuit });
  const answers = await Promise.all(all.map((steps, who) => told(odoo, pool.rpc, steps, who)));
  return { answers, odoo, joined };
}

describe('calls that go together', () => {
  it('come to the same as one by one: answers, errors, records', async () => {
    let joined = 0;
    const property = async (all: Step[][], concurrency: number, paces: number[]) => {
      let at = 0;
      const pace = () => paces[at++ % paces.length] ?? 0;

      const expected = await oneByOne(all);
      const got = await together(all, concurrency, pace);

      assert.deepEqual(got.answers, expected.answers);
      assert.deepEqual(got.odoo.records(), expected.odoo.records());
      joined += got.joined;
    };
    const paces = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 7 });

    await fc.assert(fc.asyncProperty(scripts, fc.integer({ min: 1, max: 3 }), paces, property), { numRuns: 300 });

    assert.ok(joined > 1000, `${joined} calls were several`);
  });
});
