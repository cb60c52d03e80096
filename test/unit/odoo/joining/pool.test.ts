import assert from 'node:assert/strict';
import { OdooRejected, OdooUnavailable } from '../../../../src/errors.ts';
import type { OdooCall } from '../../../../src/odoo/call.ts';
import type { Json } from '../../../../src/odoo/json.ts';
import { createOf, type HeldCalls, heldCalls } from '../../../support/held-calls.ts';
import { until } from '../../../support/until.ts';

const REFUSAL = new OdooRejected('odoo.exceptions.ValidationError', 'one of them is wrong');

function write(ids: bigint[], values: OdooCall['kwargs'] = { active: false }): OdooCall {
  return { model: 'res.partner', method: 'write', ids, args: [values], kwargs: {} };
}
function lookUp(field: string, values: Json[]): OdooCall {
  const kwargs = { fields: [field], order: 'id' };
  return { model: 'res.partner', method: 'search_read', args: [[[field, 'in', values]]], kwargs };
}
function load(...rows: string[][]): OdooCall {
  return { model: 'res.partner', method: 'load', args: [['id', 'name'], rows], kwargs: {} };
}
const search: OdooCall = { model: 'res.partner', method: 'search', args: [[]], kwargs: {} };
const outcome = (promise: Promise<Json>) =>
  promise.then(
    (answer) => answer,
    (error: unknown) => error,
  );

describe('a pool of calls', () => {
  let calls: HeldCalls;

  beforeEach(() => {
    calls = heldCalls(1);
  });

  /** Has one call under way, then these wait; gives their outcomes, and how to let the first be answered. */
  async function behindOne(...waiting: OdooCall[]) {
    const first = calls.rpc(createOf('first'));
    const held = await calls.nth(1);
    const outcomes = waiting.map((call) => outcome(calls.rpc(call)));
    held.answer(1n);
    await first;
    return outcomes;
  }

  it('sends a call that finds a free slot at once', async () => {
    const two = heldCalls(2);

    for (const name of ['a', 'b', 'c']) {
      void two.rpc(createOf(name));
    }
    await two.nth(2);

    assert.deepEqual(
      two.sent.map(({ call }) => call.args),
      [[{ name: 'a' }], [{ name: 'b' }]],
    );
  });

  it('creates what waits in one call, and gives each its ids in the form it asked in', async () => {
    const outcomes = await behindOne(createOf('a'), createOf('b', 'c'), createOf('d'));

    const { call, answer } = await calls.nth(2);
    answer([11n, 12n, 13n, 14n]);

    assert.deepEqual(call, {
      model: 'res.partner',
      method: 'create',
      args: [[{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' }]],
      kwargs: {},
    });
    assert.deepEqual(await Promise.all(outcomes), [11n, [12n, 13n], 14n]);
  });

  it('keeps apart what differs in model, method, context or values', async () => {
    const outcomes = await behindOne(
      createOf('a'),
      { ...createOf('b'), model: 'crm.lead' },
      { ...createOf('c'), kwargs: { context: { lang: 'it_IT' } } },
      write([1n]),
      write([1n], { active: true }),
      { ...write([2n]), kwargs: { context: { lang: 'it_IT' } } },
    );

    for (let n = 2; n <= 7; n += 1) {
      (await calls.nth(n)).answer(true);
    }

    await Promise.all(outcomes);
    assert.equal(calls.sent.length, 7);
  });

  it('keeps the order of arrival among calls that cannot go together', async () => {
    const names = ['x.one', 'x.two', 'x.three', 'x.four'];
    const outcomes = await behindOne(...names.map((model) => ({ ...createOf('a'), model })));

    for (let n = 2; n <= 5; n += 1) {
      (await calls.nth(n)).answer(1n);
    }

    await Promise.all(outcomes);
    assert.deepEqual(
      calls.sent.slice(1).map(({ call }) => call.model),
      names,
    );
  });

  it('leaves a call with `batch: false` alone', async () => {
    const outcomes = await behindOne(createOf('a'), { ...createOf('b'), batch: false }, createOf('c'));

    (await calls.nth(2)).answer([1n, 2n]);
    (await calls.nth(3)).answer(3n);

    assert.deepEqual(await Promise.all(outcomes), [1n, 3n, 2n]);
  });

  it('sends large files one by one', async () => {
    const file = (size: number) => ({ ...createOf('file'), args: [{ datas: 'x'.repeat(size) }] });
    const outcomes = await behindOne(file(5_000_000), file(3_000_000), file(2_000_000), file(900_000));

    (await calls.nth(2)).answer(1n);
    (await calls.nth(3)).answer([2n, 4n]);
    (await calls.nth(4)).answer(3n);

    assert.deepEqual(await Promise.all(outcomes), [1n, 2n, 3n, 4n]);
  });

  it('writes the same values to all records at once, but not before another change of one of them', async () => {
    const outcomes = await behindOne(write([1n]), write([2n], { active: true }), write([2n, 3n]), write([4n]));

    const first = await calls.nth(2);
    first.answer(true);
    (await calls.nth(3)).answer(true);
    const last = await calls.nth(4);
    last.answer(true);

    await Promise.all(outcomes);
    assert.deepEqual(
      [first.call.ids, last.call.ids],
      [
        [1n, 4n],
        [2n, 3n],
      ],
    );
  });

  it('writes values with lists one by one: a new line would be one line for all', async () => {
    const lines = { category_id: [[0n, 0n, { name: 'new' }]] };
    const outcomes = await behindOne(write([1n], lines), write([2n], lines));

    (await calls.nth(2)).answer(true);
    (await calls.nth(3)).answer(true);

    await Promise.all(outcomes);
    assert.equal(calls.sent.length, 3);
  });

  it('answers equal reads that wait from one, and never from one under way', async () => {
    const early = calls.rpc(search);
    const held = await calls.nth(1);
    const late = [calls.rpc(search), calls.rpc(search), calls.rpc({ ...search, args: [[['id', '=', 7n]]] })];
    held.answer([1n]);
    assert.deepEqual(await early, [1n]);

    (await calls.nth(2)).answer([1n, 2n]);
    (await calls.nth(3)).answer([7n]);

    assert.deepEqual(await Promise.all(late), [[1n, 2n], [1n, 2n], [7n]]);
    assert.equal(calls.sent.length, 3);
  });

  it('gives each look-up the rows of its own values, a many2one with its name or without', async () => {
    const outcomes = await behindOne(
      lookUp('country_id', [20n]),
      lookUp('country_id', [233n, 20n]),
      lookUp('country_id', [57n]),
    );

    const { call, answer } = await calls.nth(2);
    const [belgium, states] = [
      { id: 1n, country_id: [20n, 'Belgium'] },
      { id: 2n, country_id: 233n },
    ];
    answer([belgium, states]);

    assert.deepEqual(call.args, [[['country_id', 'in', [20n, 233n, 57n]]]]);
    assert.deepEqual(await Promise.all(outcomes), [[belgium], [belgium, states], []]);
  });

  it('makes look-ups alone where the rows are too many, or are of a value that nobody asked for', async () => {
    const rows = (count: number, ref: string) => Array.from({ length: count }, (_, n) => ({ id: BigInt(n), ref }));
    const many = await behindOne(lookUp('ref', ['a']), lookUp('ref', ['b']));
    (await calls.nth(2)).answer(rows(1001, 'a'));
    (await calls.nth(3)).answer(rows(1001, 'a'));
    (await calls.nth(4)).answer([]);

    const odd = await behindOneMore(lookUp('ref', ['a']), lookUp('ref', ['b']));
    (await calls.nth(6)).answer(rows(1, 'A'));
    (await calls.nth(7)).answer(rows(1, 'A'));
    (await calls.nth(8)).answer([]);

    assert.deepEqual(await Promise.all(many), [rows(1001, 'a'), []]);
    assert.deepEqual(await Promise.all(odd), [rows(1, 'A'), []]);
    assert.deepEqual(calls.sent[6]?.call, lookUp('ref', ['a']));
  });

  async function behindOneMore(...waiting: OdooCall[]) {
    const before = calls.sent.length;
    void calls.rpc(createOf('first'));
    const outcomes = waiting.map((call) => outcome(calls.rpc(call)));
    (await calls.nth(before + 1)).answer(1n);
    return outcomes;
  }

  it('loads rows together, never two of one external id, and puts the rows of messages right', async () => {
    const outcomes = await behindOne(
      load(['own.a', 'A'], ['own.b', 'B']),
      load(['own.c', 'C']),
      load(['own.a', 'A again']),
      load(['own.a', 'A once more']),
    );

    const first = await calls.nth(2);
    const message = { type: 'warning', message: 'odd', rows: { from: 2n, to: 2n }, record: 2n };
    first.answer({ ids: [1n, 2n, 3n], messages: [message], nextrow: 0n });
    for (const n of [3, 4]) {
      (await calls.nth(n)).answer({ ids: [1n], messages: [], nextrow: 0n });
    }

    const [ab, c] = await Promise.all(outcomes);
    assert.deepEqual(first.call.args[1], [
      ['own.a', 'A'],
      ['own.b', 'B'],
      ['own.c', 'C'],
    ]);
    assert.deepEqual(ab, { ids: [1n, 2n], messages: [], nextrow: 0n });
    const own = { ...message, rows: { from: 0n, to: 0n }, record: 0n };
    assert.deepEqual(c, { ids: [3n], messages: [own], nextrow: 0n });
    assert.deepEqual(
      calls.sent.slice(2).map(({ call }) => call.args[1]),
      [[['own.a', 'A again']], [['own.a', 'A once more']]],
    );
  });

  it('loads the rows that are named as wrong alone, and the others together', async () => {
    const outcomes = await behindOne(load(['own.a', 'A']), load(['own.b', 'B']), load(['own.c', 'C']));
    const wrong = { type: 'error', message: 'wrong', rows: { from: 1n, to: 1n } };
    const refused = { ids: false, messages: [{ ...wrong, rows: { from: 0n, to: 0n } }], nextrow: 0n };

    (await calls.nth(2)).answer({ ids: false, messages: [wrong], nextrow: 0n });
    const rest = await calls.nth(3);
    rest.answer({ ids: [1n, 3n], messages: [], nextrow: 0n });
    (await calls.nth(4)).answer(refused);

    assert.deepEqual(rest.call.args[1], [
      ['own.a', 'A'],
      ['own.c', 'C'],
    ]);
    assert.deepEqual(await Promise.all(outcomes), [
      { ids: [1n], messages: [], nextrow: 0n },
      refused,
      { ids: [3n], messages: [], nextrow: 0n },
    ]);
  });

  it('loads rows alone of which it cannot be told where a record begins', async () => {
    const outcomes = await behindOne(load(['', 'A']), load(['', 'B']), {
      ...load(['own.c', 'C'], ['', 'no line']),
    });

    for (const n of [2, 3, 4]) {
      (await calls.nth(n)).answer({ ids: [1n], messages: [], nextrow: 0n });
    }

    await Promise.all(outcomes);
    assert.equal(calls.sent.length, 4);
  });

  it('finds the guilty one among many, and makes the others in few calls', async () => {
    const names = Array.from({ length: 40 }, (_, n) => (n === 23 ? 'wrong' : `name ${n}`));
    const outcomes = await behindOne(...names.map((name) => createOf(name)));

    let answered = 1;
    const settled = Promise.all(outcomes);
    let isOver = false;
    void settled.then(() => {
      isOver = true;
    });
    while (!isOver) {
      await until(() => isOver || calls.sent.length > answered);
      const held = calls.sent[answered];
      answered += held === undefined ? 0 : 1;
      const made = [held?.call.args[0] ?? []].flat();
      const isWrong = made.some((values) => Object(values).name === 'wrong');
      isWrong ? held?.fail(REFUSAL) : held?.answer(made.length === 1 ? 7n : made.map(() => 7n));
    }

    const told = await settled;
    assert.deepEqual(
      told.map((one) => one instanceof OdooRejected),
      names.map((name) => name === 'wrong'),
    );
    assert.ok(calls.sent.length <= 20, `${calls.sent.length} calls`);
  });

  it('tells each that it is not known what was done, and sends nothing again', async () => {
    const outcomes = await behindOne(createOf('a'), createOf('b'), createOf('c'));

    (await calls.nth(2)).fail(new OdooUnavailable('no answer', 'unknown'));

    const told = await Promise.all(outcomes);
    assert.deepEqual(
      told.map((error) => error instanceof OdooUnavailable && error.effect),
      ['unknown', 'unknown', 'unknown'],
    );
    assert.equal(new Set(told).size, 3);
    assert.equal(calls.sent.length, 2);
  });

  it('takes an answer that it cannot tell apart for an unknown outcome', async () => {
    const outcomes = await behindOne(createOf('a'), createOf('b'));

    (await calls.nth(2)).answer([1n]);

    for (const error of await Promise.all(outcomes)) {
      assert.ok(error instanceof OdooUnavailable);
      assert.equal(error.effect, 'unknown');
    }
  });

  it('announces each call before it is sent; one that cannot be announced drops out', async () => {
    const announced: string[] = [];
    const onSend = (name: string) => async () => {
      announced.push(name);
      if (name === 'b') {
        throw new Error('the disk is full');
      }
    };
    const outcomes = await behindOne(...['a', 'b', 'c'].map((name) => ({ ...createOf(name), onSend: onSend(name) })));

    const { call, answer } = await calls.nth(2);
    answer([1n, 3n]);

    const [a, b, c] = await Promise.all(outcomes);
    assert.deepEqual(call.args, [[{ name: 'a' }, { name: 'c' }]]);
    assert.deepEqual([a, String(b), c], [1n, 'Error: the disk is full', 3n]);
    assert.deepEqual(announced, ['a', 'b', 'c']);
  });

  it('announces a call again when it is sent again without those it was refused with', async () => {
    let announced = 0;
    const onSend = async () => {
      announced += 1;
    };
    const outcomes = await behindOne({ ...createOf('a'), onSend }, createOf('b'));

    (await calls.nth(2)).fail(REFUSAL);
    (await calls.nth(3)).answer(1n);
    (await calls.nth(4)).fail(REFUSAL);

    const [a, b] = await Promise.all(outcomes);
    assert.deepEqual([a, b instanceof OdooRejected, announced], [1n, true, 2]);
  });

  it('shares what does not fit into one call out over the slots', async () => {
    const two = heldCalls(2);
    void outcome(two.rpc(createOf('first')));
    void two.rpc(createOf('second'));
    await two.nth(2);
    for (let n = 0; n < 6; n += 1) {
      void two.rpc(createOf(`name ${n}`));
    }

    two.sent[0]?.fail(REFUSAL);
    const third = await two.nth(3);

    assert.equal([third.call.args[0] ?? []].flat().length, 3);
  });
});
