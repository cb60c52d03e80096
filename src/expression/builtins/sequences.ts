import { bind, exactly, positional } from '../arguments.ts';
import { spend } from '../budget.ts';
import { raise } from '../exception.ts';
import { PyIterator } from '../iterator.ts';
import { binary } from '../operations/arithmetic.ts';
import { call } from '../operations/call.ts';
import { collect } from '../operations/collect.ts';
import { iterate } from '../operations/iterate.ts';
import { length } from '../operations/length.ts';
import { ordered } from '../operations/order.ts';
import { integer } from '../operations/position.ts';
import { sortInPlace } from '../operations/sort.ts';
import { truth } from '../operations/truth.ts';
import { typeName } from '../operations/type-name.ts';
import { Range } from '../range.ts';
import { Tuple } from '../tuple.ts';
import type { Arguments, Value } from '../value.ts';

type Function = (args: Arguments) => Value;

/** The builtins that work through iterables, by name. */
export const sequenceFunctions: Record<string, Function> = {
  len: (args) => BigInt(length(exactly('len', args, 1)[0] as Value)),
  all: (args) => every('all', args, true),
  any: (args) => !every('any', args, false),
  sum,
  min: (args) => extreme('min', args),
  max: (args) => extreme('max', args),
  sorted,
  reduce,
  range,
  xrange: range,
  zip,
  enumerate,
  map,
  filter,
};

/** Whether every item has this truth; stops at the first that has not. */
function every(name: string, args: Arguments, wanted: boolean): boolean {
  const [items] = exactly(name, args, 1);
  for (const item of iterate(items as Value)) {
    spend(1);
    if (truth(item) !== wanted) {
      return false;
    }
  }
  return true;
}

function sum(args: Arguments): Value {
  if (args.positional.length === 0) {
    raise('TypeError', 'sum() takes at least 1 positional argument (0 given)');
  }
  const [items, start = 0n] = bind('sum', ['iterable', 'start'], 1, args);
  if (typeof start === 'string') {
    raise('TypeError', "sum() can't sum strings [use ''.join(seq) instead]");
  }
  let total: Value = start;
  for (const item of iterate(items as Value)) {
    spend(1);
    total = binary('+', total, item);
  }
  return total;
}

function extreme(name: 'min' | 'max', args: Arguments): Value {
  const { positional: given, keywords } = args;
  for (const keyword of keywords.keys()) {
    if (keyword !== 'key' && keyword !== 'default') {
      raise('TypeError', `'${keyword}' is an invalid keyword argument for ${name}()`);
    }
  }
  const [first] = given;
  if (first === undefined) {
    return raise('TypeError', `${name} expected at least 1 argument, got 0`);
  }
  const otherwise = keywords.get('default');
  if (given.length > 1 && otherwise !== undefined) {
    raise('TypeError', `Cannot specify a default for ${name}() with multiple positional arguments`);
  }
  const best = extremeOf(name, given.length > 1 ? given : iterate(first), keywords.get('key') ?? null);
  if (best === undefined && otherwise === undefined) {
    raise('ValueError', `${name}() arg is an empty sequence`);
  }
  return (best === undefined ? otherwise : best) as Value;
}

function extremeOf(name: 'min' | 'max', items: Iterable<Value>, key: Value): Value | undefined {
  const operator = name === 'min' ? '<' : '>';
  let best: { value: Value; key: Value } | undefined;
  for (const value of items) {
    spend(1);
    const own = key === null ? value : call(key, positional(value));
    if (best === undefined || ordered(own, best.key, operator)) {
      best = { value, key: own };
    }
  }
  return best?.value;
}

function sorted(args: Arguments): Value {
  const [items] = args.positional;
  if (args.positional.length !== 1) {
    raise('TypeError', `sorted expected 1 argument, got ${args.positional.length}`);
  }
  const list = collect(items as Value);
  sortInPlace('sort', list, args.keywords);
  return list;
}

function reduce(args: Arguments): Value {
  const [step, items, start] = exactly('reduce', args, 2, 3);
  let result = start;
  for (const item of iterate(items as Value)) {
    spend(1);
    result = result === undefined ? item : call(step as Value, positional(result, item));
  }
  return result === undefined ? raise('TypeError', 'reduce() of empty iterable with no initial value') : result;
}

function range(args: Arguments): Value {
  const given = exactly('range', args, 1, 3).map((value) => {
    const number = integer(value);
    return number === undefined
      ? raise('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`)
      : number;
  });
  const [first = 0n, second, step = 1n] = given;
  return second === undefined ? new Range(0n, first, 1n) : new Range(first, second, step);
}

function zip(args: Arguments): Value {
  const strict = truth(args.keywords.get('strict') ?? false);
  const iterators = args.positional.map((items) => iterate(items)[Symbol.iterator]());
  return new PyIterator('zip', zipped(iterators, strict));
}

function* zipped(iterators: Iterator<Value>[], strict: boolean): Generator<Value> {
  for (;;) {
    spend(1);
    const row: Value[] = [];
    for (const [index, iterator] of iterators.entries()) {
      const next = iterator.next();
      if (next.done) {
        if (strict) {
          refuseUneven(iterators, index);
        }
        return;
      }
      row.push(next.value);
    }
    if (iterators.length === 0) {
      return;
    }
    yield new Tuple(row);
  }
}

function refuseUneven(iterators: Iterator<Value>[], ended: number): void {
  const others = (count: number) => (count === 1 ? 'argument 1' : `arguments 1-${count}`);
  if (ended > 0) {
    raise('ValueError', `zip() argument ${ended + 1} is shorter than ${others(ended)}`);
  }
  for (const [index, iterator] of iterators.entries()) {
    if (index > 0 && !iterator.next().done) {
      raise('ValueError', `zip() argument ${index + 1} is longer than ${others(index)}`);
    }
  }
}

function enumerate(args: Arguments): Value {
  const [items, start = 0n] = bind('enumerate', ['iterable', 'start'], 1, args);
  const first = integer(start);
  if (first === undefined) {
    return raise('TypeError', `'${typeName(start)}' object cannot be interpreted as an integer`);
  }
  return new PyIterator('enumerate', enumerated(iterate(items as Value), first));
}

function* enumerated(items: Iterable<Value>, start: bigint): Generator<Value> {
  let index = start;
  for (const item of items) {
    yield new Tuple([index, item]);
    index += 1n;
  }
}

function map(args: Arguments): Value {
  const [step, ...sources] = args.positional;
  if (step === undefined || sources.length === 0) {
    return raise('TypeError', 'map() must have at least two arguments.');
  }
  return new PyIterator(
    'map',
    mapped(
      step,
      sources.map((items) => iterate(items)[Symbol.iterator]()),
    ),
  );
}

function* mapped(step: Value, iterators: Iterator<Value>[]): Generator<Value> {
  for (;;) {
    const row: Value[] = [];
    for (const iterator of iterators) {
      const next = iterator.next();
      if (next.done) {
        return;
      }
      row.push(next.value);
    }
    spend(1);
    yield call(step, positional(...row));
  }
}

function filter(args: Arguments): Value {
  const [test, items] = exactly('filter', args, 2);
  return new PyIterator('filter', filtered(test as Value, iterate(items as Value)));
}

function* filtered(test: Value, items: Iterable<Value>): Generator<Value> {
  for (const item of items) {
    spend(1);
    if (truth(test === null ? item : call(test, positional(item)))) {
      yield item;
    }
  }
}
