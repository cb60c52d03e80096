import assert from 'node:assert/strict';
import type { Json } from '../../src/odoo/json.ts';
import { type ValueBench, valueBench } from '../support/value-bench.ts';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

// What comes in for a field of a lead, and what Odoo then has.
const KEPT: [field: string, given: Json, has: Json][] = [
  ['phone', 3225551234n, '3225551234'],
  ['phone', 2.5, '2.5'],
  ['phone', 'a\0b <c>', 'ab <c>'],
  ['phone', false, false],
  ['phone', null, false],
  ['color', '7', 7n],
  ['color', 7.0, 7n],
  ['color', false, 0n],
  ['color', '', 0n],
  ['probability', '19.5', 19.5],
  ['probability', 20n, 20],
  ['expected_revenue', '1234.56', 1234.56],
  ['expected_revenue', 12n, 12],
  ['expected_revenue', null, 0],
  ['active', 'no', false],
  ['active', 'Yes', true],
  ['active', 0n, false],
  ['active', '1', true],
  ['active', false, false],
  ['priority', '2', '2'],
  ['priority', 2n, '2'],
  ['priority', 'very high', '3'],
  ['priority', '', false],
  ['date_deadline', '2025-07-04', '2025-07-04'],
  ['date_deadline', '2025-07-04 23:30:00', '2025-07-04'],
  // The user of the connection is in Brussels, two hours ahead of UTC in summer.
  ['date_deadline', '2025-07-04T23:30:00Z', '2025-07-05'],
  ['date_deadline', '2025-07-04T23:30:00-05:00', '2025-07-05'],
  ['date_deadline', '2025-07-05T00:30:00+02:00', '2025-07-05'],
  ['date_deadline', false, false],
  ['date_conversion', '2025-01-23T23:10:15-05:00', '2025-01-24 04:10:15'],
  ['date_conversion', '2025-01-23T23:10:15.123456Z', '2025-01-23 23:10:15'],
  ['date_conversion', '2025-01-23T23:10', '2025-01-23 23:10:00'],
  ['date_conversion', '2025-01-23 23:10:15 +0530', '2025-01-23 17:40:15'],
  ['date_conversion', '2025-01-23', '2025-01-23 00:00:00'],
  ['date_conversion', false, false],
];

// What comes in, and what the sender is told.
const REFUSED: [field: string, given: Json, message: RegExp][] = [
  ['phone', [1n], /^crm\.lead\.phone: \[1\] \(list\) does not fit: expected a text$/],
  ['phone', { a: 1n }, /^crm\.lead\.phone: \{'a': 1\} \(dict\) does not fit: expected a text$/],
  ['color', 'abc', /^crm\.lead\.color: 'abc' \(str\) does not fit: expected a whole number$/],
  ['color', 7.5, /7\.5 \(float\) does not fit: expected a whole number/],
  ['color', 820982911946154508n, /820982911946154508 \(int\) does not fit: .* up to 2147483647/],
  ['probability', '1,234.5', /'1,234\.5' \(str\) does not fit: expected a number; as text with a point/],
  ['expected_revenue', true, /True \(bool\) does not fit: expected a number/],
  ['active', 'maybe', /'maybe' \(str\) does not fit: expected true or false/],
  [
    'priority',
    'urgent',
    /'urgent' \(str\) does not fit: expected one of 0 \(Low\), 1 \(Medium\), 2 \(High\), 3 \(Very/,
  ],
  ['date_deadline', '31/12/2025', /'31\/12\/2025' \(str\) does not fit: expected a date such as 2025-12-31/],
  ['date_deadline', '2025-02-30', /'2025-02-30' \(str\) does not fit/],
  ['date_conversion', 1735689600n, /1735689600 \(int\) does not fit: expected a time in ISO 8601 form/],
  ['date_conversion', 'tomorrow', /'tomorrow' \(str\) does not fit: expected a time in ISO 8601 form/],
];

function hookFor(field: string): string {
  return `
model: crm.lead
actions:
  - create: crm.lead
    values:
      name: =payload.name
      ${field}: =payload.value
`;
}

describe('plain values, on a real Odoo', () => {
  const fields = [...new Set([...KEPT, ...REFUSED].map(([field]) => field))];
  const hooks: Record<string, string> = {
    ...Object.fromEntries(fields.map((field) => [field, hookFor(field)])),
    description: hookFor('description'),
    html: `
model: crm.lead
actions:
  - create: crm.lead
    values: {name: =payload.name, description: {html: =payload.value}}
`,
    unknown: hookFor('expected_revenu'),
    renamed: hookFor('mobile'),
    image: `
model: res.partner
actions:
  - create: res.partner
    values: {name: =payload.name, image_1920: =payload.value}
`,
    kind: `
model: res.partner
actions:
  - create: res.partner
    values: {name: =payload.name, x_hookdoo_kind: =payload.value}
`,
    zoned: `${hookFor('date_deadline')}context: {tz: Asia/Tokyo}\n`,
    fetched: `
model: res.partner
actions:
  - create: res.partner
    values: {name: =payload.name, image_1920: {url: =payload.value}}
`,
  };
  let bench: ValueBench;

  before(async () => {
    bench = await valueBench(hooks, process.env);
  });
  after(() => bench.stop());

  for (const [field, given, has] of KEPT) {
    it(`${field} given as ${show(given)} is ${show(has)}`, async () => {
      const name = bench.fresh();

      await bench.ok(field, { name, value: given });

      assert.deepEqual((await bench.named('crm.lead', name, [field]))[field], has);
    });
  }

  for (const [field, given, message] of REFUSED) {
    it(`${field} refuses ${show(given)}`, async () => {
      const name = bench.fresh();

      const line = await bench.refused(field, { name, value: given }, 'bad_value', message);

      assert.equal(line, 7);
      assert.deepEqual(await bench.search('crm.lead', [['name', '=', name]]), []);
    });
  }

  it('a date that names its zone is the day in the zone of the context', async () => {
    const name = bench.fresh();

    await bench.ok('zoned', { name, value: '2025-07-04T16:00:00Z' });

    assert.equal((await bench.named('crm.lead', name, ['date_deadline'])).date_deadline, '2025-07-05');
  });

  it('text for an HTML field is escaped, with its line breaks', async () => {
    const name = bench.fresh();

    await bench.ok('description', { name, value: 'R&D <b>x</b>\nnext' });

    const { description } = await bench.named('crm.lead', name, ['description']);
    // On Odoo 14 the description is no HTML field.
    assert.equal(
      description,
      bench.version < 15 ? 'R&D <b>x</b>\nnext' : '<p>R&amp;D &lt;b&gt;x&lt;/b&gt;<br>next</p>',
    );
  });

  it('HTML passes', async () => {
    const name = bench.fresh();
    const payload = { name, value: '<p>a <b>b</b></p>' };
    if (bench.version < 15) {
      await bench.refused('html', payload, 'bad_value', /crm\.lead\.description: .* expected a text/);
      return;
    }

    await bench.ok('html', payload);

    assert.equal((await bench.named('crm.lead', name, ['description'])).description, '<p>a <b>b</b></p>');
  });

  for (const value of [PIXEL, `data:image/png;base64,${PIXEL}`, `b'${PIXEL}'`]) {
    it(`an image is taken from ${value.slice(0, 12)}…`, async () => {
      const name = bench.fresh();

      await bench.ok('image', { name, value });

      assert.equal((await bench.named('res.partner', name, ['image_1920'])).image_1920, PIXEL);
    });
  }

  it('what is no base64 is refused, as is a URL that leads inside', async () => {
    const name = bench.fresh();

    await bench.refused('image', { name, value: 'no image!' }, 'bad_value', /image_1920: 'no image!' .* base64 text/);
    await bench.refused('fetched', { name, value: 'http://127.0.0.1/' }, 'address_refused', /is not public/);
  });

  it('a value that a selection got meanwhile is taken', async () => {
    const [model_id = 0n] = await bench.search('ir.model', [['model', '=', 'res.partner']]);
    const selection = { name: 'x_hookdoo_kind', ttype: 'selection', field_description: 'Kind', state: 'manual' };
    const selection_ids: Json = [[0n, 0n, { value: 'a', name: 'Alpha', sequence: 1n }]];
    const field_id = await bench.make('ir.model.fields', { ...selection, model_id, selection_ids });
    const sent = { name: bench.fresh(), value: 'beta' };
    await bench.refused('kind', sent, 'bad_value', /x_hookdoo_kind: 'beta' .* expected one of a \(Alpha\)$/);
    await bench.running.odoo('ir.model.fields.selection', 'create', [
      { field_id, value: 'b', name: 'Beta', sequence: 2n },
    ]);

    await bench.ok('kind', sent);

    assert.equal((await bench.named('res.partner', sent.name, ['x_hookdoo_kind'])).x_hookdoo_kind, 'b');
  });

  it('an unknown field is refused with the nearest name', async () => {
    const line = await bench.refused(
      'unknown',
      { name: bench.fresh() },
      'unknown_field',
      /^crm\.lead has no field `expected_revenu`; did you mean `expected_revenue`\?$/,
    );

    assert.equal(line, 7);
  });

  it('a field of another version of Odoo is refused with its name here', async () => {
    const name = bench.fresh();
    if (bench.version < 19) {
      await bench.ok('renamed', { name, value: '1' });
      return;
    }

    const message = /^crm\.lead has no field `mobile`; did you mean `phone` \(its name since Odoo 19\)\?$/;
    await bench.refused('renamed', { name }, 'unknown_field', message);
  });
});

function show(value: Json): string {
  return JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? Number(item) : item));
}
