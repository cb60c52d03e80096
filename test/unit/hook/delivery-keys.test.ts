import assert from 'node:assert/strict';
import { HookRefused, RequestError } from '../../../src/errors.ts';
import { parsePayload } from '../../../src/expression/json.ts';
import { itemsOf, keysOf } from '../../../src/hook/delivery-keys.ts';
import { type Hook, parseHook } from '../../../src/hook/hook.ts';

const REST = { model: 'res.partner', actions: [{ run: 'pass' }] };
const context = {
  name: 'orders',
  file: 'hooks/orders.yaml',
  connections: ['main'],
  placeAt: () => ({ file: 'hooks/orders.yaml', line: 1, column: 1 }),
};

function parse(keys: object): Hook {
  const parsed = parseHook({ ...REST, ...keys }, context);
  assert.ok('hook' in parsed, JSON.stringify(parsed));
  return parsed.hook;
}

function faults(keys: object): string[] {
  const parsed = parseHook({ ...REST, ...keys }, context);
  return 'issues' in parsed ? parsed.issues.map(({ message }) => message) : [];
}

function source(json: string, headers: [string, string][] = []) {
  return {
    payload: parsePayload(json, { depth: 10, keys: 100_000 }),
    headers,
    query: [['shop', 'b']] as [string, string][],
  };
}

describe('the keys of a delivery', () => {
  it('come from payload, headers and query', () => {
    const { keys } = parse({
      unique: "headers['x-id']",
      order_key: "f'{query['shop']}-{payload.id}'",
      version: 'payload.v',
    });

    assert.deepEqual(keysOf(keys, source('{"id": 7, "v": "2026-01-01"}', [['X-Id', 'e1']])), {
      unique: 'e1',
      order: 'b-7',
      version: '2026-01-01',
    });
  });

  it('tell the headers that they read, each once, in their order', () => {
    const { keys } = parse({
      event: "headers.get('x-topic', 'none').upper()",
      unique:
        "f\"{headers['x-a']}:{[headers.get('x-b') for one in (1, 2)]}\" if headers['x-a'] else query['x-c'] or headers[payload.id]",
    });

    assert.deepEqual(keys.headers, { event: ['x-topic'], unique: ['x-a', 'x-b'] });
    assert.deepEqual(parse({}).keys.headers, { event: [], unique: [] });
  });

  it('are one for a number and its digits; None is no key', () => {
    const { keys } = parse({ unique: 'payload.id', order_key: 'payload.customer.id' });

    assert.equal(keysOf(keys, source('{"id": 12345678901234567890}')).unique, '12345678901234567890');
    assert.equal(keysOf(keys, source('{"id": "7"}')).unique, '7');
    assert.equal(keysOf(keys, source('{"id": 7}')).order, undefined);
  });

  it('are none where they are made of nothing: it would be the key of all that lack the value', () => {
    const { keys } = parse({ unique: "f'order-{payload.id}'", order_key: 'payload.customer' });
    const of = (payload: object) => keysOf(keys, source(JSON.stringify(payload)));

    for (const lacking of [{}, { id: '' }, { id: null }, { id: false, customer: '' }]) {
      assert.deepEqual(of(lacking), { unique: undefined, order: undefined, version: undefined });
    }
    assert.deepEqual(of({ id: 0, customer: ' ' }), { unique: 'order-0', order: ' ', version: undefined });
    assert.equal(of({ id: 'None' }).unique, 'order-None');
  });

  it('are what they are while one value of several is there', () => {
    const { keys } = parse({ unique: "f'{payload.id}:{payload.paid}:{payload.note}'", order_key: "f'all'" });
    const of = (payload: object) => keysOf(keys, source(JSON.stringify(payload)));

    assert.deepEqual(of({ id: 7, paid: false }), { unique: '7:False:None', order: 'all', version: undefined });
    assert.equal(of({ paid: false, note: '' }).unique, undefined);
  });

  it('are expressions by themselves, without `=`', () => {
    assert.deepEqual(faults({ unique: '=payload.id' }), [
      'this is an expression by itself: leave out the `=` before it',
    ]);
  });

  it('are refused when they are no text and no number, or raise', () => {
    const { keys } = parse({ unique: 'payload.lines' });

    assert.throws(() => keysOf(keys, source('{"lines": [1]}')), HookRefused);
    assert.throws(() => keysOf(parse({ unique: "headers['x-id']" }).keys, source('{}')), /KeyError/);
  });

  it('that are long are kept by their beginning and their digest', () => {
    const { keys } = parse({ unique: 'payload.id' });
    const keyOf = (id: string) => keysOf(keys, source(JSON.stringify({ id }))).unique ?? '';

    const [one, other, same] = [
      keyOf('x'.repeat(900_000)),
      keyOf(`${'x'.repeat(900_000)}y`),
      keyOf('x'.repeat(900_000)),
    ];

    assert.deepEqual([one?.length, one === same, one === other], [500, true, false]);
    assert.equal(keyOf('x'.repeat(500)), 'x'.repeat(500));
  });

  it('refuse items that cannot be stored, as the hook', () => {
    const { keys } = parse({ split: '[float(one) for one in payload]' });

    assert.throws(() => itemsOf(keys, source('["1", "inf"]')), HookRefused);
    assert.equal(itemsOf(keys, source('["1"]'))?.[0]?.json, '1.0');
    const nested = parse({ split: 'json.loads(payload.data)' });
    assert.throws(() => itemsOf(nested.keys, source('{"data": "[\\"\\\\ud800\\"]"}')), HookRefused);
    assert.equal(itemsOf(nested.keys, source('{"data": "[7]"}'))?.[0]?.json, '7');
  });

  it('split a payload into items, with numbers as they were', () => {
    const { keys } = parse({ split: 'payload.events', unique: 'payload.id' });

    const items = itemsOf(keys, source('{"events": [{"id": 1, "x": 7.0}, 12345678901234567890]}'));

    assert.deepEqual(
      items?.map(({ json }) => json),
      ['{"id":1,"x":7.0}', '12345678901234567890'],
    );
    assert.equal(itemsOf(parse({}).keys, source('{}')), undefined);
    assert.throws(() => itemsOf(keys, source('{"events": {}}')), /not a list/);
    assert.throws(() => itemsOf(keys, source(`{"events": [${'1,'.repeat(10_000)}1]}`)), RequestError);
  });

  it('have their faults at load', () => {
    assert.match(faults({ version: 'payload.v' })[0] ?? '', /`version` needs `order_key`/);
    assert.match(faults({ unique: 'record.id' })[0] ?? '', /record/);
    assert.match(faults({ order_key: 'payload.' })[0] ?? '', /./);
    assert.match(faults({ answer: 'later' })[0] ?? '', /`answer`/);
    assert.match(faults({ retry: { for: '3' } })[0] ?? '', /3d/);
    assert.match(faults({ retry: { often: '3d' } })[0] ?? '', /unknown key `often`/);
    assert.equal(faults({ on_failed: { webhook: 'nowhere' } }).length, 1);
  });

  it('retry has defaults for what is left out', () => {
    assert.deepEqual(parse({ retry: { from: '1s' } }).retry, { for: 259_200_000, from: 1000, to: 3_600_000 });
  });
});
