import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { PythonError } from '../../../src/expression/exception.ts';
import { Builtin } from '../../../src/expression/function.ts';
import { PyObject, Suspend, type Value } from '../../../src/expression/value.ts';
import { compiled, evaluate, run } from './run.ts';

function throwing(error: unknown): Value {
  return new Builtin('ask', () => {
    throw error;
  });
}

/** A record of one field, that keeps what is assigned. */
class Customer extends PyObject {
  readonly typeName = 'res.partner';
  readonly written = new Map<string, Value>();

  override attribute(name: string): Value | undefined {
    return name === 'name' ? (this.written.get('name') ?? 'Azure') : undefined;
  }

  override setAttribute(name: string, value: Value): void {
    this.written.set(name, value);
  }

  repr(): string {
    return 'res.partner(1,)';
  }
}

describe('host objects', () => {
  const guarded = `
try:
    ask()
except:
    emit('caught')
finally:
    emit('finally')
`;

  it('let a Suspend pass except and finally', () => {
    const suspend = new Suspend('answer');
    const shown: Value[] = [];
    const emit = new Builtin('emit', (args) => {
      shown.push(args.positional[0] as Value);
      return null;
    });

    assert.throws(
      () => run(guarded, { ask: throwing(suspend), emit }),
      (error) => error === suspend,
    );
    assert.deepEqual(shown, []);
  });

  it('let an error that is no Python exception pass', () => {
    const error = new Error('network');

    assert.throws(() => run(guarded, { ask: throwing(error) }), error);
  });

  it('raise Python exceptions that are caught by name and by parent', () => {
    const ask = throwing(new PythonError('ValidationError', ['no name']));
    const source = 'try:\n    ask()\nexcept UserError as e:\n    emit(e, str(e), e.args)';

    assert.deepEqual(run(source, { ask }), ["ValidationError('no name') 'no name' ('no name',)"]);
  });

  it('raise exceptions of unknown names, which Exception catches', () => {
    const ask = throwing(new PythonError('UniqueViolation', ['twice']));
    const source = 'try:\n    ask()\nexcept Exception as e:\n    emit(e)';

    assert.deepEqual(run(source, { ask }), ["UniqueViolation('twice')"]);
  });

  it('have their attributes read and assigned', () => {
    const customer = new Customer();

    const shown = run(
      "emit(customer.name)\ncustomer.name = customer.name + ' Ltd'\ncustomer.name += '!'\nemit(customer.name, customer)",
      { customer },
    );

    assert.deepEqual(shown, ["'Azure'", "'Azure Ltd!' res.partner(1,)"]);
  });

  it("lack what they do not define, in Python's words", () => {
    const customer = new Customer();
    const messages: Record<string, string> = {
      'customer.email': "'res.partner' object has no attribute 'email'",
      'customer()': "'res.partner' object is not callable",
      'customer[0]': "'res.partner' object is not subscriptable",
      'len(customer)': "object of type 'res.partner' has no len()",
      '[x for x in customer]': "'res.partner' object is not iterable",
      'customer + 1': "unsupported operand type(s) for +: 'res.partner' and 'int'",
      'customer < 1': "'<' not supported between instances of 'res.partner' and 'int'",
      '1 in customer': "argument of type 'res.partner' is not iterable",
      '-customer': "bad operand type for unary -: 'res.partner'",
    };
    for (const [source, message] of Object.entries(messages)) {
      assert.throws(() => evaluate(source, { customer }), { name: 'PythonError', message });
    }
  });

  it('say where an exception was raised, from the innermost place', () => {
    const places: [string, number][] = [
      ['1 + 2 / 0', 6],
      ['[1, 2][5]', 0],
      ['payload.get("a").lower()', 17],
      ['(lambda x: x / 0)(1)', 13],
      ['sorted([3, 1], key=lambda x: x.y)', 31],
      ['1 if int("x") else 2', 5],
      ['{"a": 1}["b"]', 0],
      ['[int(x) for x in ["1", "b"]]', 1],
    ];
    for (const [source, offset] of places) {
      assert.throws(
        () => evaluate(source, { payload: evaluate('{}') }),
        (error) => error instanceof PythonError && error.offset === offset,
        source,
      );
    }
  });
});

describe('the host cannot be reached', () => {
  const attributes = [
    'constructor',
    'prototype',
    'toString',
    'valueOf',
    'hasOwnProperty',
    'then',
    'typeName',
    'items',
    'call',
    'length',
    'push',
  ];
  const values = [
    "'a'",
    '1',
    '1.5',
    'True',
    'None',
    '[1]',
    '(1,)',
    '{1}',
    'len',
    'str',
    '(lambda: 1)',
    'ValueError',
    "ValueError('x')",
    'range(3)',
    'json',
    "b'a'",
    'datetime',
  ];
  for (const value of values) {
    it(`by an attribute of ${value}`, () => {
      for (const name of attributes) {
        const source = `${value === '1' ? '(1)' : value}.${name}`;

        assert.throws(() => evaluate(source), { name: 'PythonError' }, source);
      }
    });
  }

  it('by a name', () => {
    for (const name of [
      'globalThis',
      'process',
      'require',
      'Object',
      'Function',
      'eval',
      'undefined',
      'this',
      'constructor',
      'toString',
      'hasOwnProperty',
    ]) {
      const result = compiled(name);

      assert.ok(!result.ok, name);
    }
  });

  it('by the keys of a dict', () => {
    const source = `
d = {'constructor': 1, 'toString': 2}
d['hasOwnProperty'] = 3
emit(d, d.get('valueOf'), 'constructor' in {}, {}.get('constructor'))
emit(json.loads('{"constructor": {"prototype": 1}}'))
emit('{0[constructor]}'.format({'constructor': 5}), '%(toString)s' % {'toString': 6})
`;
    assert.deepEqual(run(source), [
      "{'constructor': 1, 'toString': 2, 'hasOwnProperty': 3} None False None",
      "{'constructor': {'prototype': 1}}",
      "'5' '6'",
    ]);
  });

  it('by a format template', () => {
    for (const template of [
      "'{0.constructor}'.format(5)",
      "'{0.__class__}'.format('a')",
      "'{a.prototype}'.format(a=len)",
    ]) {
      assert.throws(() => evaluate(template), { name: 'PythonError' }, template);
    }
  });

  it("by keyword arguments named as JavaScript's own", () => {
    assert.deepEqual(run('def f(**k): return k\nemit(f(constructor=1, toString=2), dict(valueOf=3))'), [
      "{'constructor': 1, 'toString': 2} {'valueOf': 3}",
    ]);
  });
});
