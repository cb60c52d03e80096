import assert from 'node:assert/strict';
import { fieldText, isEmptyField, isSameValue } from '../../../src/odoo/field-text.ts';
import type { Field } from '../../../src/odoo/fields.ts';
import type { Json } from '../../../src/odoo/json.ts';

function field(type: string): Field {
  return {
    type,
    string: '',
    required: false,
    readonly: false,
    store: true,
    searchable: true,
    depends: false,
    company_dependent: false,
  };
}

const SET = 6n;

describe('values of a field', () => {
  const same: [string, Json, Json][] = [
    ['float', 7n, 7],
    ['float', 9.99, '9.99'],
    ['float', 0, false],
    ['integer', 0n, null],
    ['integer', 9007199254740993n, '9007199254740993'],
    ['monetary', 12.5, '12.50'],
    ['boolean', false, null],
    ['char', false, ''],
    ['char', 'a', 'a'],
    ['html', '<p>Hello</p>', 'Hello'],
    ['html', '<p>a<br>b</p>', 'a<br>b'],
    ['html', '<p>a<br/>b</p>', '<P>a<BR />b</P>'],
    ['html', `<p>don't "x" &amp;</p>`, 'don&#39;t &quot;x&quot; &amp;'],
    ['html', '<p>&nbsp;a</p>', ' \u00a0a'],
    ['html', '<p><a href="/?a=1&amp;b=2">x</a></p>', '<a href="/?a=1&b=2">x</a>'],
    ['many2one', 7n, [7n, 'Belgium']],
    ['many2one', false, null],
    ['many2many', [1n, 2n], [[SET, 0n, [2n, 1n]]]],
    ['many2many', [], [[5n, 0n, 0n]]],
    ['many2many', [], false],
    ['many2many', [1n, 2n], [[4n, 2n]]],
    ['one2many', [3n], [[SET, false, [3n, 3n]]]],
    ['date', '2026-01-02', '2026-01-02 10:00:00'],
    ['datetime', '2026-01-02 00:00:00', '2026-01-02'],
    ['binary', 'QUJD', 'QU\nJD'],
    ['json', { a: 1n, b: [2n] }, { b: [2n], a: 1n }],
    ['json', false, null],
  ];
  for (const [type, present, value] of same) {
    it(`${type}: ${show(present)} and ${show(value)} are the same`, () => {
      assert.ok(isSameValue(field(type), present, value));
    });
  }

  const different: [string, Json, Json][] = [
    ['float', 7, 7.01],
    ['integer', 9007199254740993n, 9007199254740992n],
    ['boolean', true, false],
    ['char', 'a', 'A'],
    ['char', ' a', 'a'],
    ['html', '<p>a</p><p>b</p>', 'a</p><p>b'],
    ['html', '<p>&lt;b&gt;</p>', '<b>'],
    ['html', '<p>a<br>b</p>', 'a b'],
    ['html', '<pre>a</pre>', 'a'],
    ['many2one', 7n, 8n],
    ['many2many', [1n], [[SET, 0n, [1n, 2n]]]],
    ['many2many', [1n], [[4n, 2n]]],
    ['many2many', [1n, 2n], [[3n, 1n]]],
    ['one2many', [1n], [[5n], [0n, 0n, { name: 'x' }]]],
    ['one2many', [1n], [[1n, 1n, {}]]],
    ['datetime', '2026-01-02 10:00:00', '2026-01-02 10:00:01'],
    ['json', { a: 1n }, { a: 2n }],
    ['properties', [], []],
  ];
  for (const [type, present, value] of different) {
    it(`${type}: ${show(present)} and ${show(value)} differ, or may`, () => {
      assert.ok(!isSameValue(field(type), present, value));
    });
  }

  it('a float is the same when Odoo rounds it to what it has', () => {
    const price: Field = { ...field('float'), digits: [16, 2] };

    const same = [12.3456, '12.345', 12.35, 12.3549].map((value) => isSameValue(price, 12.35, value));
    const others = [12.34, 12.3551, 12.36, false, {}].map((value) => isSameValue(price, 12.35, value));

    assert.deepEqual([same, others], [Array(4).fill(true), Array(5).fill(false)]);
    assert.ok(!isSameValue({ ...price, digits: undefined }, 12.35, 12.3456));
  });

  it('numbers and booleans are never empty; text, lists and links can be', () => {
    const empty: [string, Json][] = [
      ['char', false],
      ['char', ''],
      ['many2one', false],
      ['many2many', []],
      ['html', '<p><br></p>'],
      ['date', false],
    ];
    const filled: [string, Json][] = [
      ['integer', 0n],
      ['float', 0],
      ['boolean', false],
      ['char', '0'],
      ['html', '<p>x</p>'],
      ['many2many', [1n]],
    ];

    assert.deepEqual(
      empty.filter(([type, value]) => !isEmptyField(field(type), value)),
      [],
    );
    assert.deepEqual(
      filled.filter(([type, value]) => isEmptyField(field(type), value)),
      [],
    );
  });

  it('what says nothing of the value that comes of it has no text', () => {
    assert.deepEqual(
      [
        fieldText(field('one2many'), [[0n, 0n, {}]]),
        fieldText(field('integer'), {}),
        fieldText(field('many2one'), 'x'),
      ],
      [undefined, undefined, undefined],
    );
  });
});

function show(value: Json): string {
  return JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? Number(item) : item));
}
