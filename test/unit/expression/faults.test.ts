import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { compiled, compiledProgram, faultsOf } from './run.ts';

const payload = null;

describe('what does not compile', () => {
  const expressions: [string, ...string[]][] = [
    ['', '0: an expression is missing'],
    ['1 +', '3: invalid syntax: the text ends here'],
    ['a = 1', '2: invalid syntax: `=` assigns, which an expression cannot; to compare write `==`'],
    ["'abc", "0: unterminated string literal: the closing ' is missing"],
    ['len([1)', "6: closing parenthesis ')' does not match opening parenthesis '['"],
    ['1 if 2', "6: expected 'else' after 'if' expression"],
    ['1 && 2', '2: invalid syntax: write `and` for `&&`'],
    ['not !1', '4: invalid syntax: write `not` for `!`'],
    ['[*x for x in []]', '1: iterable unpacking cannot be used in comprehension'],
    ['lne([])', "0: name 'lne' is not defined, did you mean 'len'?"],
    ['null', "0: name 'null' is not defined, did you mean 'None'?"],
    ['zzz + yyy', "0: name 'zzz' is not defined", "6: name 'yyy' is not defined"],
    ['payload._x', '8: not supported: attributes that begin with _ (_x)'],
    ['[].__class__', '3: not supported: attributes that begin with _ (__class__)'],
    ['__import__', '0: not supported: names that begin with _ (__import__)', "0: name '__import__' is not defined"],
    ['(yield)', '1: not supported: yield (build a list and return it)'],
    ['await x', '0: not supported: await (calls to Odoo wait by themselves)'],
    ['1j', '0: not supported: complex numbers'],
    ['...', '0: not supported: ...'],
    ["'\\N{DASH}'", '1: not supported: \\N{…} (write the character itself, or \\u and its number)'],
    ['payload.items', "8: `items` is a method of dict; for the key write payload['items']"],
    ['payload.order.values', "14: `values` is a method of dict; for the key write payload.order['values']"],
    ['[line.x for line in payload.items]', "28: `items` is a method of dict; for the key write payload['items']"],
  ];
  for (const [source, ...expected] of expressions) {
    it(`${source || '(nothing)'}`, () => {
      const faults = faultsOf(compiled(source, { payload }));

      assert.ok(faults.length > 0);
      for (const fault of faults) {
        assert.ok(expected.includes(fault), fault);
      }
      assert.ok(faults.includes(expected[0] as string));
    });
  }

  const constructs: [string, string][] = [
    ['import json', 'import'],
    ['from datetime import date', 'from'],
    ['class A:\n    pass', 'class'],
    ['def f():\n    global x', 'global'],
    ['def f():\n    nonlocal x', 'nonlocal'],
    ['async def f():\n    pass', 'async'],
    ['with a as b:\n    pass', 'with'],
    ['def f():\n    yield 1', 'yield'],
    ['@f\ndef g():\n    pass', 'decorators'],
    ['match 5:\n    case 1: pass', 'match'],
    ['x: int = 5', 'annotations'],
    ['_x = 5', 'names that begin with _'],
  ];
  for (const [source, name] of constructs) {
    it(`not in the language: ${name}`, () => {
      const [fault = '', ...others] = faultsOf(compiledProgram(source));

      assert.match(fault, new RegExp(`^\\d+: not supported: ${name} ?\\(`));
      assert.deepEqual(others, []);
    });
  }

  it('names every fault of a program, in order, each once', () => {
    const source = ['import os', 'a = = 1', 'if a', '    b = 1', 'c = 5 5', 'with a:', '    d = )', 'e = nothing'].join(
      '\n',
    );

    const faults = faultsOf(compiledProgram(source));

    assert.deepEqual(faults, [
      '0: not supported: import (datetime, dateutil, time, json, b64encode and float_round are at hand without it)',
      '14: invalid syntax: found =',
      "22: expected ':'",
      '39: invalid syntax: found 5',
      '41: not supported: with (use try … finally; a context is set by record.with_context(…))',
      "57: unmatched ')'",
      "63: name 'nothing' is not defined",
    ]);
  });

  it('takes a name that the program assigns anywhere', () => {
    assert.deepEqual(faultsOf(compiledProgram('def f():\n    return later\nlater = 1')), []);
  });

  it('takes a name given from outside that is assigned too', () => {
    assert.deepEqual(faultsOf(compiledProgram('payload = payload or {}', { payload })), []);
  });

  it('takes `_` as a name, and `match`, `case`, `type` and `print` as Python does', () => {
    assert.deepEqual(
      faultsOf(compiledProgram('for _ in range(2): pass\nmatch = case = type = print = 1\nmatch + print')),
      [],
    );
  });

  it('refuses what nests or chains beyond reason, without an end of the stack', () => {
    for (const source of [
      '('.repeat(50_000),
      `${'-'.repeat(50_000)}1`,
      Array(50_000).fill('1').join('+'),
      `${'a.'.repeat(50_000)}b`,
    ]) {
      const faults = faultsOf(compiled(source, { a: null }));

      assert.ok(
        faults.some((fault) => /deep|never closed/.test(fault)),
        faults[0],
      );
    }
  });

  it('compiles calling a method of the payload, and methods of other values', () => {
    assert.deepEqual(faultsOf(compiled('payload.items(), payload.get("a").get("b"), {}.items', { payload })), []);
  });
});

describe('what compiled code tells of itself', () => {
  it('names what it reads from outside', () => {
    const result = compiled('[payload.x + y for y in range(3)]', { payload });

    assert.ok(result.ok);
    assert.deepEqual([...result.code.uses].sort(), ['payload', 'range']);
  });

  const cases: [string, boolean][] = [
    ['payload.pop("a")', true],
    ['payload["a"].append(1)', true],
    ['payload.get("a")', false],
    ['sorted(payload)', false],
    ['[f(x) for f in [{}.update] for x in []]', true],
  ];
  for (const [source, changing] of cases) {
    it(`${source} ${changing ? 'may change' : 'changes nothing'}`, () => {
      const result = compiled(source, { payload });

      assert.ok(result.ok);
      assert.equal(result.code.mutates, changing);
    });
  }

  it('sees assignments to items and attributes as changes, to variables not', () => {
    const changes = (source: string) => {
      const result = compiledProgram(source, { payload });
      assert.ok(result.ok);
      return result.code.mutates;
    };

    assert.equal(changes('a = 1'), false);
    assert.equal(changes('payload["a"] = 1'), true);
    assert.equal(changes('payload.a = 1'), true);
    assert.equal(changes('def f():\n    del payload["a"]'), true);
  });
});
