import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { DEFAULT_BUDGET, LimitError } from '../../../src/expression/budget.ts';
import { run } from './run.ts';

const SHORT = { ...DEFAULT_BUDGET, milliseconds: 150 };

describe('the bounds of a run', () => {
  const sources: Record<string, string> = {
    'while True': 'while True: pass',
    'while with work': 'n = 0\nwhile True:\n    n += 1',
    'recursion without end': 'def f(x): return f(x + 1)\nf(0)',
    'recursion of lambdas': 'f = lambda g: g(g)\nf(f)',
    'a long text': "'x' * 10**9",
    'a doubling text': "s = 'x'\nwhile True: s += s",
    'a long list': '[0] * 10**9',
    'a doubling list': 'l = [0]\nwhile True: l += l',
    'a list that grows while read': 'l = [1]\nfor x in l: l.append(x)',
    'list(range)': 'list(range(10**12))',
    'sum(range)': 'sum(range(10**12))',
    'in a generator': '10**12 in (x for x in range(10**12))',
    'any(map)': 'any(map(lambda x: False, range(10**12)))',
    'max(range)': 'max(range(10**12))',
    'a comprehension': '[x for x in range(10**12)]',
    'a set': '{x for x in range(10**12)}',
    'a dict': '{x: x for x in range(10**12)}',
    'nested comprehensions': '[y for x in range(10**6) for y in range(10**6) if False]',
    'a power': '10**10**10',
    'a power of powers': 'x = 9\nwhile True: x = x ** 9',
    'a product': 'x = 3\nwhile True: x *= x',
    'a shift': '1 << 10**12',
    'a sum of texts': "''.join('abc' for x in range(10**10))",
    'a join of a long list': "l = ['x' * 1000] * 10**5\nwhile True: ','.join(l)",
    'replace that grows': "s = 'a' * 10**5\nwhile True: s = s.replace('a', 'aa')",
    'replace of nothing': "s = 'a' * 10**6\nwhile True: s = s.replace('', 'b')",
    'a padded text': "'a'.ljust(10**12)",
    'a padded number': "f'{1:10000000000}'",
    'a format in a loop': "s = ''\nwhile True: s = f'{s}{s}x'",
    'percent in a loop': "s = 'x'\nwhile True: s = '%s%s' % (s, s)",
    zfill: "'1'.zfill(10**12)",
    expandtabs: "('\\t' * 1000).expandtabs(10**9)",
    'sorting again and again': 'l = list(range(100000))\nwhile True: l = sorted(l, key=lambda x: -x)',
    'searching a long list': 'l = list(range(1000000))\nwhile True: 5.5 in l',
    'counting in a long list': 'l = list(range(1000000))\nwhile True: l.count(5.5)',
    'comparing long lists': 'l = list(range(1000000))\nm = list(range(1000000))\nwhile True: l == m',
    'finding in a long text': "s = 'a' * 10**6\nwhile True: (s + 'b').find('a' * 1000 + 'b')",
    'slices again and again': 'l = list(range(1000000))\nwhile True: l[1:]',
    'repr again and again': 'l = [0] * 100000\nwhile True: repr(l)',
    'a nested list': 'l = []\nfor i in range(100000): l = [l]\nrepr(l)',
    'comparing nested lists': 'l = []\nm = []\nfor i in range(100000):\n    l = [l]\n    m = [m]\nl == m',
    'sorting nested lists': 'l = []\nfor i in range(100000): l = [l]\nsorted([l, [l]])',
    'hashing nested tuples': 't = ()\nfor i in range(100000): t = (t,)\n{t: 1}',
    'hashing wide tuples': 't = (1,) * 100000\nwhile True: {t: 1}',
    'json of a nested list': 'l = []\nfor i in range(100000): l = [l]\njson.dumps(l)',
    'json again and again': 'l = [0] * 100000\nwhile True: json.dumps(l)',
    'json.loads again and again': "s = '[' + '0,' * 100000 + '0]'\nwhile True: json.loads(s)",
    unpacking: 'a, *b = range(10**12)',
    'star arguments': 'max(*range(10**12))',
    enumerate: 'list(enumerate(range(10**12)))',
    'zip without end': 'def f():\n    while True: zip()\nf()',
    'int of a long text': "int('1' * 4000) ** 1000 ** 10",
    'str.split': "s = 'a ' * 10**6\nwhile True: s.split()",
    translate: "s = 'a' * 10**6\nwhile True: s.translate({97: 'bbbb'})",
    'strip in a loop': "s = ' ' * 10**6\nwhile True: s.strip()",
    'a dict merged': 'd = dict.fromkeys(range(100000))\nwhile True: {**d}',
    'a set merged': 's = set(range(100000))\nwhile True: s | s',
    reverse: 'l = [0] * 10**6\nwhile True: l.reverse()',
    'insert at the front': 'l = [0] * 10**6\nwhile True: l.insert(0, 1)',
    'pop from the front': 'l = [0] * 10**6\nwhile l: l.pop(0)',
    remove: 'l = [0] * 10**6 + [1]\nwhile True:\n    l.remove(1)\n    l.append(1)',
    'except does not stop it': 'while True:\n    try:\n        while True: pass\n    except:\n        pass',
    'finally does not run': 'try:\n    while True: pass\nfinally:\n    while True: pass',
  };

  for (const [name, source] of Object.entries(sources)) {
    it(`ends: ${name}`, () => {
      const start = performance.now();

      assert.throws(
        () => run(source, {}, SHORT),
        (error) =>
          error instanceof LimitError ||
          (error instanceof Error && /Exceeds|cannot fit|not supported|width|recursion/.test(error.message)),
      );

      assert.ok(performance.now() - start < 10 * SHORT.milliseconds, `took ${performance.now() - start} ms`);
    });
  }

  it('says which bound it was and how much is allowed', () => {
    const messageOf = (source: string, budget = DEFAULT_BUDGET) => {
      try {
        run(source, {}, budget);
      } catch (error) {
        return error instanceof LimitError ? `${error.bound}: ${error.message}` : String(error);
      }
      return 'no error';
    };

    assert.match(messageOf('while True: pass', { ...DEFAULT_BUDGET, steps: 1000 }), /^steps: .*1000 steps/);
    assert.match(
      messageOf('while True: pass', { ...DEFAULT_BUDGET, steps: 1e12, milliseconds: 50 }),
      /^milliseconds: .*50 ms/,
    );
    assert.match(messageOf('def f(): f()\nf()', { ...DEFAULT_BUDGET, depth: 10 }), /^depth: .*10 calls/);
    assert.match(messageOf("'x' * 1000", { ...DEFAULT_BUDGET, size: 100 }), /^size: .*100 characters/);
  });

  it('leaves ordinary work alone', () => {
    const source = `
total = 0
lines = [{'qty': i, 'price': 1.5} for i in range(2000)]
for line in lines:
    total += line['qty'] * line['price']
def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)
emit(total, depth(50), len(','.join(str(i) for i in range(10000))))
`;
    assert.deepEqual(run(source), ['2998500.0 50 48889']);
  });
});
