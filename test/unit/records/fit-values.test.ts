import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HookRefused, OdooRejected, OdooUnavailable } from '../../../src/errors.ts';
import { Bytes } from '../../../src/expression/bytes.ts';
import { PyDate } from '../../../src/expression/datetime/date.ts';
import { DateTime } from '../../../src/expression/datetime/moment.ts';
import { Dict } from '../../../src/expression/dict.ts';
import { repr } from '../../../src/expression/repr.ts';
import { timeZone } from '../../../src/expression/timezone.ts';
import { Tuple } from '../../../src/expression/tuple.ts';
import type { Value } from '../../../src/expression/value.ts';
import type { Json } from '../../../src/odoo/json.ts';
import { commandName } from '../../../src/records/command.ts';
import { fitValues } from '../../../src/records/fit/fit-values.ts';
import { MatchedRows } from '../../../src/records/fit/rows.ts';
import { dict, environment, type FakeRecords, fitted } from '../../support/fake-records.ts';

const FIELD = {
  string: '',
  required: false,
  readonly: false,
  store: true,
  searchable: true,
  depends: false,
  company_dependent: false,
};

const FAKE: FakeRecords = {
  models: {
    'x.x': {
      char: 'char',
      text: 'text',
      html: 'html',
      boolean: 'boolean',
      integer: 'integer',
      float: 'float',
      monetary: 'monetary',
      date: 'date',
      datetime: 'datetime',
      selection: {
        type: 'selection',
        selection: [
          ['a', 'Alpha'],
          ['b', 'Same'],
          ['c', 'same'],
        ],
      },
      open: { type: 'selection' },
      binary: 'binary',
      reference: {
        type: 'reference',
        selection: [
          ['y.y', 'Why'],
          ['x.x', 'Ex'],
        ],
      },
      res_id: 'many2one_reference',
      json: 'json',
      id: 'integer',
      create_date: 'datetime',
      one: 'many2one y.y',
      lines: 'one2many y.y x_id',
      many: 'many2many y.y',
      tax_ids: 'many2many account.tax',
      country_id: 'many2one res.country',
      state_id: 'many2one res.country.state',
    },
    'y.y': { name: 'char', x_id: 'many2one x.x', amount: 'float', create_uid: 'integer' },
    'account.tax': { name: 'char', amount: 'float', country_id: 'many2one res.country' },
    'res.country': { name: 'char', code: 'char' },
    'res.country.state': { name: 'char', code: 'char', country_id: 'many2one res.country' },
  },
  rows: {
    'y.y': [
      { id: 1n, name: 'One', x_id: [7n, 'seven'], amount: 1 },
      { id: 2n, name: 'Two', x_id: [7n, 'seven'], amount: 2 },
    ],
  },
};
const env = environment(FAKE);
const bytes = (text: string) => new Bytes(Buffer.from(text));
// 2025-07-04 23:30:00.
const LATE = new DateTime(739_436, (23 * 3600 + 1800) * 1e6, null);

const FITS: [field: string, given: Value, fitted: Json][] = [
  ['char', bytes('aGk='), 'aGk='],
  ['char', 'a\ud800b', 'a\ufffdb'],
  ['char', 9007199254740993n, '9007199254740993'],
  ['char', 7, '7.0'],
  ['char', '', ''],
  ['char', new PyDate(739_436), '2025-07-04'],
  ['html', `a & "b" <i>'`, 'a &amp; &quot;b&quot; &lt;i&gt;&#39;'],
  ['html', 'a\r\nb\nc', 'a<br>b<br>c'],
  ['html', dict({ html: '<b>\0' }), '<b>'],
  ['html', dict({ html: null }), false],
  ['boolean', 1, true],
  ['boolean', null, false],
  ['boolean', ' NO ', false],
  ['integer', ' -5 ', -5n],
  ['integer', -3, -3n],
  ['float', '1e3', 1000],
  ['float', '.5', 0.5],
  ['monetary', '-19.90', -19.9],
  ['date', new PyDate(739_436), '2025-07-04'],
  ['date', LATE, '2025-07-04'],
  ['date', LATE.withZone(timeZone('UTC')), '2025-07-05'],
  ['date', '0001-01-01T00:00:00', '0001-01-01'],
  ['date', '2025-7-4', '2025-07-04'],
  ['datetime', LATE, '2025-07-04 23:30:00'],
  ['datetime', LATE.withZone(timeZone('Etc/GMT-2')), '2025-07-04 21:30:00'],
  ['datetime', new PyDate(739_436), '2025-07-04 00:00:00'],
  ['datetime', '2024-02-29T12:00:00.999+0000', '2024-02-29 12:00:00'],
  ['selection', 'ALPHA', 'a'],
  ['selection', 'b', 'b'],
  ['open', 'anything', 'anything'],
  ['binary', bytes('aGk='), 'aGk='],
  ['binary', 'aG\nk=', 'aGk='],
  ['binary', "b''", false],
  ['reference', dict({ model: 'y.y', id: 3n }), 'y.y,3'],
  ['reference', env.records('y.y', [3n]), 'y.y,3'],
  ['reference', env.records('y.y', []), false],
  ['reference', 'x.x,9', 'x.x,9'],
  ['res_id', env.records('y.y', [3n]), 3n],
  ['json', dict({ a: [1n, null, true] }), { a: [1n, null, true] }],
  ['one', env.records('y.y', [3n]), 3n],
  ['one', env.records('y.y', []), false],
  ['one', 3, 3n],
  ['one', -1n, -1n],
  ['one', ' Two ', 2n],
  ['one', dict({ id: 4n }), 4n],
  ['lines', [dict({ name: 'a' })], [[0n, 0n, { name: 'a' }]]],
  ['lines', null, false],
  ['lines', [], []],
  ['many', env.records('y.y', [3n, 4n]), [[6n, 0n, [3n, 4n]]]],
  ['many', [env.records('y.y', [3n, 4n]), 5n, 'One', 4n], [[6n, 0n, [3n, 4n, 5n, 1n]]]],
  ['many', 'One', [[6n, 0n, [1n]]]],
  ['many', [], [[6n, 0n, []]]],
  [
    'many',
    [7n, dict({ name: 'new' })],
    [
      [6n, 0n, [7n]],
      [0n, 0n, { name: 'new' }],
    ],
  ],
  [
    'many',
    [new Tuple([4n, 7n]), 8n],
    [
      [4n, 7n],
      [4n, 8n, 0n],
    ],
  ],
];

const REFUSED: [field: string, given: Value, message: RegExp][] = [
  ['char', env.records('y.y', [3n]), /^x\.x\.char: y\.y\(3,\) \(y\.y\) does not fit: expected a text$/],
  ['char', new Bytes(Uint8Array.of(255)), /expected a text/],
  ['char', true, /True \(bool\) does not fit: expected a text/],
  ['text', Array.from({ length: 50 }, () => 'long'), /^x\.x\.text: \['long',.{70,80}… \(list\)/],
  ['html', dict({ url: 'x' }), /expected a text, or `\{html: …\}`/],
  ['boolean', 2n, /2 \(int\) does not fit: expected true or false/],
  ['integer', 2n ** 31n, /up to 2147483647/],
  ['integer', Number.NaN, /nan \(float\) does not fit/],
  ['float', Number.POSITIVE_INFINITY, /inf \(float\) does not fit: expected a number/],
  ['float', '1 000', /expected a number/],
  ['float', '1e999', /expected a number/],
  ['date', '2025-13-01', /expected a date/],
  ['date', '20250704', /expected a date/],
  ['datetime', '2025-07-04T24:00:00Z', /expected a time/],
  ['datetime', '9999-12-31T23:59:59-01:00', /expected a time/],
  ['datetime', '0001-01-01T00:00:00+01:00', /expected a time/],
  ['selection', 'Same', /'Same' is the label of several values; give one of b, c/],
  ['selection', 1.5, /expected one of a \(Alpha\), b \(Same\), c \(same\)/],
  ['binary', 'a', /expected base64 text/],
  ['binary', 'ab=c', /expected base64 text/],
  ['binary', 5n, /expected base64 text/],
  ['reference', 'z.z,1', /expected a record of y\.y, x\.x/],
  ['reference', 'y.y', /expected a record, `\{model: res\.partner, id: 3\}`/],
  ['json', commandName, /\(type\) does not fit/],
  ['one', env.records('x.x', [3n]), /x\.x\(3,\) \(x\.x\) does not fit: expected one y\.y record/],
  ['one', env.records('y.y', [3n, 4n]), /expected one y\.y record/],
  ['one', 1.5, /expected one y\.y record/],
  ['one', [1n], /expected one y\.y record/],
  ['one', true, /expected one y\.y record/],
  ['one', dict({ find: dict({}) }), /expected a map of fields and values as `find`/],
  ['one', dict({ find: dict({ name: 'a' }), nome: null }), /unknown key 'nome' beside `find`.*did you mean `none`\?/],
  ['one', dict({ find: dict({ name: 'a' }), many: 'all' }), /expected one of fail, first as `many`/],
  [
    'one',
    dict({ find: dict({ name: 'a' }), none: 'create', values: 1n }),
    /expected a map of fields and values as `values`/,
  ],
  ['lines', 1.5, /expected one y\.y record/],
  ['lines', [null], /x\.x\.lines\[0\]: None \(NoneType\) does not fit/],
  ['lines', [6n, 0n, [1n]], /x\.x\.lines\[1\]: 0 \(int\) does not fit: .*0 is the id of none/],
  ['lines', [[9n, 1n]], /\[9, 1\] \(list\) does not fit: expected one of Odoo's commands, such as \[4, 7\]/],
  ['lines', [dict({ amount: 'x' })], /^x\.x\.lines\[0\]\.amount: 'x'/],
  [
    'id',
    7n,
    /^x\.x\.id: Odoo sets this field itself and drops what it is given; a record is known by an `external_id`/,
  ],
  ['create_date', '2025-07-04', /^x\.x\.create_date: Odoo sets this field itself and drops what it is given$/],
  ['lines', [dict({ create_uid: 1n })], /^x\.x\.lines\[0\]\.create_uid: Odoo sets this/],
  ['many', new MatchedRows(['name'], true, []), /`match` is for the lines of a one2many/],
];

describe('values fitted to fields', () => {
  for (const [field, given, expected] of FITS) {
    it(`${field}: ${repr(given)}`, async () => {
      const { values } = await fitted(FAKE, 'x.x', dict({ [field]: given }));

      assert.deepEqual(values, { [field]: expected });
    });
  }

  for (const [field, given, message] of REFUSED) {
    it(`${field} refuses ${repr(given)}`, async () => {
      await assert.rejects(fitted(FAKE, 'x.x', dict({ [field]: given })), (error) => {
        assert.ok(error instanceof HookRefused && error.code === 'bad_value', String(error));
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it('a value that a selection got since its fields were kept is taken; the fields are asked for anew once', async () => {
    const selection: [string, string][] = [['a', 'Alpha']];
    const forgotten: string[] = [];
    const forgetFields = async (model: string) => {
      forgotten.push(model);
      selection.splice(1, 1, ['b', 'Beta']);
    };
    const reach = {
      forgetFields,
      fields: async () => new Map([['kind', { ...FIELD, type: 'selection', selection: [...selection] }]]),
    };
    const { world } = environment({ ...FAKE, reach });
    const place = { file: 'hook.yaml', line: 1, column: 1 };
    const kindOf = (kind: string) =>
      world.withPresentFields(() => fitValues(world, 'x.x', dict({ kind }), 'create', () => place));

    assert.deepEqual([await kindOf('beta'), forgotten], [{ kind: 'b' }, ['x.x']]);
    await assert.rejects(kindOf('c'), /'c' \(str\) does not fit: expected one of a \(Alpha\), b \(Beta\)$/);
    assert.deepEqual(forgotten, ['x.x', 'x.x']);
  });

  it('a zone that is not known is refused', async () => {
    const fake = { ...FAKE, reach: { context: { tz: 'Mars/Olympus' } } };

    await assert.rejects(fitted(fake, 'x.x', dict({ date: '2025-07-04T00:00:00Z' })), /time zone 'Mars\/Olympus'/);
  });

  it('a file is fetched once, as base64', async () => {
    const fetched: string[] = [];
    const download = async (url: string) => {
      fetched.push(url);
      return Buffer.from('hi');
    };
    const lines = [dict({ name: 'a' })];

    const { values } = await fitted(
      { ...FAKE, reach: { download } },
      'x.x',
      dict({ binary: dict({ url: 'https://x.example/a' }), lines, one: 'One' }),
    );

    assert.deepEqual([values.binary, fetched], ['aGk=', ['https://x.example/a']]);
  });

  it('a file that is not to be had is refused, with the place', async () => {
    const download = () => Promise.reject(new HookRefused('bad_value', 'x.example answered 404'));
    const fake = { ...FAKE, reach: { download } };

    await assert.rejects(fitted(fake, 'x.x', dict({ binary: dict({ url: 'https://x.example/a' }) })), (error) => {
      assert.ok(error instanceof HookRefused);
      assert.deepEqual([error.message, error.place?.line], ['x.example answered 404', 1]);
      return true;
    });
  });

  it('whatever is given, it fits or is refused', async () => {
    const names = Object.keys(FAKE.models['x.x'] ?? {});
    const write = { write: [7n] };

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...names), anyValue)),
        fc.boolean(),
        async (values, isWrite) => {
          try {
            await fitted(FAKE, 'x.x', Dict.from(values), isWrite ? write : 'create');
          } catch (error) {
            const isKnown =
              error instanceof HookRefused || error instanceof OdooRejected || error instanceof OdooUnavailable;
            assert.ok(isKnown, error instanceof Error ? error.stack : String(error));
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    'One',
    '2025-07-04T10:00:00Z',
    '1,234.5',
    'aGk=',
    '\ud800',
    'a@b.c',
    'base.us',
    '{}',
    'BE',
    '1e400',
  ),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom(null, true, false, commandName, bytes('aGk='), LATE, new PyDate(1), env.records('y.y', [1n])),
  fc.constantFrom(env.records('y.y', [1n, 2n]), env.records('x.x', []), timeZone('Europe/Rome'), env.item('y.y')),
  fc.bigInt(),
  fc.double(),
  text,
  fc.uint8Array().map((data) => new Bytes(data)),
);
const KEYS = ['find', 'none', 'many', 'values', 'external_id', 'id', 'rate', 'included', 'use', 'country', 'name'];
const key = fc.oneof(fc.constantFrom(...KEYS, 'amount', 'html', 'url', 'model', '__proto__', 'constructor'), scalar);
const { value: anyValue } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => Dict.from(entries)),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => new Tuple(items)),
    tie('value').map((rows) => new MatchedRows(['name'], true, rows)),
  ),
}));
