import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { JsonFault, parsePayload } from '../../../src/expression/json.ts';
import { repr } from '../../../src/expression/repr.ts';
import type { Value } from '../../../src/expression/value.ts';
import { evaluate, run } from './run.ts';

const LIMITS = { depth: 20, keys: 1000 };

function parsed(text: string): Value {
  return parsePayload(text, LIMITS);
}

describe('the payload', () => {
  const payload = parsed(
    '{"name": "Ada", "none": null, "customer": {"email": "a@b.c", "tags": ["x"], "address": null}, "items": [1], "lines": [{"sku": "A"}, {}]}',
  );
  const answers: [string, string][] = [
    ['payload.name', "'Ada'"],
    ['payload.missing', 'None'],
    ['payload.customer.email', "'a@b.c'"],
    ['payload.customer.phone', 'None'],
    ['payload.nobody.address.city', 'None'],
    ['payload.none.x.y', 'None'],
    ['payload.customer.address.city.code', 'None'],
    ['payload["items"]', '[1]'],
    ['payload.get("items")', '[1]'],
    ['list(payload.keys())', "['name', 'none', 'customer', 'items', 'lines']"],
    ['[line.sku for line in payload.lines]', "['A', None]"],
    ['payload["lines"][1].sku.x', 'None'],
    ['(payload.nobody or payload.customer).email', "'a@b.c'"],
    ['payload.name.upper()', "'ADA'"],
    ['payload.customer.tags[0]', "'x'"],
    ["f'{payload.name} {payload.nobody.x}'", "'Ada None'"],
    ['payload.customer == {"email": "a@b.c", "tags": ["x"], "address": None}', 'True'],
    ['isinstance(payload, dict)', 'True'],
    ['payload.copy().name', "'Ada'"],
    ['payload.constructor', 'None'],
    ['payload.toString', 'None'],
    ['payload.customer.copy().email', "'a@b.c'"],
  ];
  for (const [source, answer] of answers) {
    it(`${source} is ${answer}`, () => {
      assert.equal(repr(evaluate(source, { payload })), answer);
    });
  }

  const errors: [string, string][] = [
    ['payload.get("x").y', "'NoneType' object has no attribute 'y'"],
    ['payload["customer"]["address"].city', "'NoneType' object has no attribute 'city'"],
    ['payload.nobody.upper()', "'NoneType' object has no attribute 'upper'"],
    ['payload.name.first', "'str' object has no attribute 'first'"],
    ['payload.lines.sku', "'list' object has no attribute 'sku'"],
    ['payload.nobody["x"]', "'NoneType' object is not subscriptable"],
    ['dict(payload).name', "'dict' object has no attribute 'name'"],
    ['{"a": 1}.a', "'dict' object has no attribute 'a'"],
  ];
  for (const [source, message] of errors) {
    it(`${source} fails as in Python`, () => {
      assert.throws(() => evaluate(source, { payload }), { name: 'PythonError', message });
    });
  }

  it('is assigned to by brackets alone', () => {
    const own = parsed('{"a": 1}');

    assert.deepEqual(run('payload["b"] = 2\nemit(payload.b, payload)', { payload: own }), ["2 {'a': 1, 'b': 2}"]);
    assert.throws(() => run('payload.c = 3', { payload: own }), { message: "'dict' object has no attribute 'c'" });
  });
});

describe('JSON into a payload', () => {
  const answers: [string, string][] = [
    ['{"a": 9007199254740993}', "{'a': 9007199254740993}"],
    [
      '[1, 1.0, -0, -0.0, 1e3, 123456789012345678901234567890]',
      '[1, 1.0, 0, -0.0, 1000.0, 123456789012345678901234567890]',
    ],
    ['{"a": 1, "b": 2, "a": 3}', "{'a': 3, 'b': 2}"],
    ['"\\ud83d\\ude00 \\u00e9\\n"', "'😀 é\\n'"],
    [' [ ] ', '[]'],
    ['{"__proto__": 1, "constructor": 2}', "{'__proto__': 1, 'constructor': 2}"],
    ['true', 'True'],
  ];
  for (const [text, answer] of answers) {
    it(text, () => {
      assert.equal(repr(parsed(text)), answer);
    });
  }

  const faults: [string, string][] = [
    ['', 'line 1, column 1: a value was expected'],
    ['{"a": 1,}', 'line 1, column 9: a key in double quotes was expected'],
    ['{"a" 1}', 'line 1, column 6: `:` was expected after the key'],
    ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3: `,` or the closing bracket was expected'],
    ['[1] x', 'line 1, column 5: nothing more was expected after the value'],
    ['"abc', 'line 1, column 1: the text that begins here has no closing quote'],
    ['NaN', 'line 1, column 1: a value was expected'],
    ['["😀" x]', 'line 1, column 6: `,` or the closing bracket was expected'],
    [
      '"a\tb"',
      'line 1, column 3: a line end or control character within a text must be written as an escape, such as \\n',
    ],
    ['[1e]', 'line 1, column 3: `,` or the closing bracket was expected'],
    ['\ufeff{}', 'line 1, column 1: the text begins with a byte order mark, which JSON has not'],
    ['9'.repeat(5000), 'line 1, column 1: a number of more than 4300 digits'],
    ['[1, 1e999]', 'line 1, column 5: a number beyond the range of a float'],
    ['-1e400', 'line 1, column 1: a number beyond the range of a float'],
    [`${'9'.repeat(400)}.0`, 'line 1, column 1: a number beyond the range of a float'],
    ['["\\ud800"]', 'line 1, column 2: a text with half of a character in it (a lone surrogate)'],
    ['{"a\\udfff": 1}', 'line 1, column 2: a text with half of a character in it (a lone surrogate)'],
    ['"\\ude00\\ud83d"', 'line 1, column 1: a text with half of a character in it (a lone surrogate)'],
  ];
  for (const [text, message] of faults) {
    it(`refuses ${JSON.stringify(text.slice(0, 30))}`, () => {
      assert.throws(
        () => parsed(text),
        (error) => error instanceof JsonFault && error.message === message,
      );
    });
  }

  it('refuses what nests too deep or holds too many keys, however much', () => {
    assert.throws(() => parsed('['.repeat(50_000)), {
      message: 'line 1, column 21: nested more than 20 levels deep, the deepest allowed',
    });
    assert.throws(() => parsed(`[${'0,'.repeat(2000)}0]`), {
      message: /more than 1000 keys and items, the most allowed/,
    });
  });
});
