import { exactly } from '../arguments.ts';
import { make, spend } from '../budget.ts';
import { raise } from '../exception.ts';
import { same } from '../operations/equality.ts';
import { extend } from '../operations/inplace.ts';
import { indexOf, integer } from '../operations/position.ts';
import { sortInPlace } from '../operations/sort.ts';
import { typeName } from '../operations/type-name.ts';
import type { Arguments, Value } from '../value.ts';
import { methodTable } from './method.ts';

/** The methods of list. */
export const listMethods = methodTable<Value[]>({
  append(self, args) {
    const [value] = exactly('list.append', args, 1);
    make(1);
    self.push(value as Value);
    return null;
  },
  extend(self, args) {
    const [items] = exactly('list.extend', args, 1);
    extend(self, items as Value);
    return null;
  },
  insert(self, args) {
    const [index, value] = exactly('insert', args, 2);
    make(1);
    spend(self.length >> 4);
    self.splice(needIndex(index as Value), 0, value as Value);
    return null;
  },
  remove(self, args) {
    const [value] = exactly('list.remove', args, 1);
    spend(self.length);
    const index = self.findIndex((item) => same(item, value as Value));
    if (index < 0) {
      raise('ValueError', 'list.remove(x): x not in list');
    }
    self.splice(index, 1);
    return null;
  },
  pop: popItem,
  clear(self, args) {
    exactly('list.clear', args, 0);
    self.length = 0;
    return null;
  },
  index: (self, args) => indexOf('list', self, args),
  count(self, args) {
    const [value] = exactly('list.count', args, 1);
    spend(self.length);
    return BigInt(self.filter((item) => same(item, value as Value)).length);
  },
  sort(self, args) {
    if (args.positional.length > 0) {
      raise('TypeError', 'sort() takes no positional arguments');
    }
    sortInPlace('sort', self, args.keywords);
    return null;
  },
  reverse(self, args) {
    exactly('list.reverse', args, 0);
    spend(self.length >> 4);
    self.reverse();
    return null;
  },
  copy(self, args) {
    exactly('list.copy', args, 0);
    make(self.length);
    return self.slice();
  },
});

function popItem(self: Value[], args: Arguments): Value {
  const [given = -1n] = exactly('pop', args, 0, 1);
  const index = needIndex(given);
  if (self.length === 0) {
    raise('IndexError', 'pop from empty list');
  }
  const place = index < 0 ? index + self.length : index;
  if (place < 0 || place >= self.length) {
    raise('IndexError', 'pop index out of range');
  }
  spend((self.length - place) >> 4);
  return (place === self.length - 1 ? self.pop() : self.splice(place, 1)[0]) as Value;
}

function needIndex(value: Value): number {
  const index = integer(value);
  if (index === undefined) {
    return raise('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
  }
  return Number(index);
}
