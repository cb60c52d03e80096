import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HookRefused } from '../../../src/errors.ts';
import { Dict } from '../../../src/expression/dict.ts';
import type { Value } from '../../../src/expression/value.ts';
import { externalIdText, parseExternalId } from '../../../src/records/external-id.ts';

const place = { file: 'hook.yaml', line: 3, column: 5 };

function text(value: Value): string {
  return externalIdText(parseExternalId(value, place));
}

describe('an external id', () => {
  const parsed: [Value, string][] = [
    ['order_7', '__hookdoo__.order_7'],
    [7n, '__hookdoo__.7'],
    ['shop.order-7', 'shop.order-7'],
    ['shop.a.b', 'shop.a.b'],
    ['order #7', '__hookdoo__.order%20%237'],
    ['100%', '__hookdoo__.100%25'],
    ['é', '__hookdoo__.%C3%A9'],
    ['🍕', '__hookdoo__.%F0%9F%8D%95'],
    ['my shop.7', 'my%20shop.7'],
    ['Nonesuch', '__hookdoo__.Nonesuch'],
  ];
  for (const [value, expected] of parsed) {
    it(`${JSON.stringify(String(value))} is ${expected}`, () => {
      assert.equal(text(value), expected);
    });
  }

  const refused: [Value, string][] = [
    [null, 'empty_external_id'],
    ['', 'empty_external_id'],
    [false, 'empty_external_id'],
    [' ', 'empty_external_id'],
    ['shop.', 'empty_external_id'],
    ['.7', 'empty_external_id'],
    ['order_None', 'empty_external_id'],
    ['None', 'empty_external_id'],
    ['None-7', 'empty_external_id'],
    [7.5, 'bad_external_id'],
    [true, 'bad_external_id'],
    [new Dict(), 'bad_external_id'],
    ['x'.repeat(600), 'bad_external_id'],
  ];
  for (const [value, code] of refused) {
    it(`${String(value).slice(0, 20) || 'an empty text'} (${typeof value}) is refused, with its place`, () => {
      assert.throws(
        () => text(value),
        (error) => error instanceof HookRefused && error.code === code && error.place === place,
      );
    });
  }

  it('is what Odoo takes, and another for every other text', () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        fc.pre(!one.includes('.') && !other.includes('.') && one.trim() !== '' && other.trim() !== '');
        fc.pre(!/None/.test(one + other));
        assert.match(text(one), /^__hookdoo__\.[A-Za-z0-9_.%-]+$/);
        assert.equal(text(one) === text(other), one === other);
      }),
    );
  });
});
