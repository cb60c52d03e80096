import { exactly } from '../arguments.ts';
import { PythonError, raise } from '../exception.ts';
import { collect } from '../operations/collect.ts';
import { iterate } from '../operations/iterate.ts';
import { AnySet, combined, PySet } from '../set.ts';
import type { Arguments, BinaryOperator, Value } from '../value.ts';
import { type Methods, methodTable } from './method.ts';

const reading = {
  union: (self: AnySet, args: Arguments) => self.like(together(self, '|', args)),
  intersection: (self: AnySet, args: Arguments) => self.like(together(self, '&', args)),
  difference: (self: AnySet, args: Arguments) => self.like(together(self, '-', args)),
  symmetric_difference: (self: AnySet, args: Arguments) => {
    exactly('symmetric_difference', args, 1);
    return self.like(together(self, '^', args));
  },
  issubset: (self: AnySet, args: Arguments) => self.within(other('issubset', args)),
  issuperset: (self: AnySet, args: Arguments) => other('issuperset', args).within(self),
  isdisjoint: (self: AnySet, args: Arguments) => {
    const theirs = other('isdisjoint', args);
    return ![...self.iterate()].some((item) => theirs.has(item));
  },
  copy: (self: AnySet, args: Arguments) => {
    exactly('copy', args, 0);
    return self.like(self.iterate());
  },
};

/** The methods of frozenset. */
export const frozenSetMethods: Methods<AnySet> = methodTable<AnySet>(reading);

/** The methods of set. */
export const setMethods: Methods<PySet> = methodTable<PySet>({
  ...reading,
  add(self, args) {
    const [item] = exactly('set.add', args, 1);
    self.add(item as Value);
    return null;
  },
  discard(self, args) {
    const [item] = exactly('set.discard', args, 1);
    self.delete(item as Value);
    return null;
  },
  remove(self, args) {
    const [item] = exactly('set.remove', args, 1);
    if (!self.delete(item as Value)) {
      throw new PythonError('KeyError', [item as Value]);
    }
    return null;
  },
  pop(self, args) {
    exactly('set.pop', args, 0);
    for (const item of self.iterate()) {
      self.delete(item);
      return item;
    }
    return raise('KeyError', 'pop from an empty set');
  },
  clear(self, args) {
    exactly('set.clear', args, 0);
    self.clear();
    return null;
  },
  update: (self, args) => replace(self, together(self, '|', args)),
  intersection_update: (self, args) => replace(self, together(self, '&', args)),
  difference_update: (self, args) => replace(self, together(self, '-', args)),
  symmetric_difference_update: (self, args) => replace(self, together(self, '^', args)),
});

function together(self: AnySet, operator: BinaryOperator, args: Arguments): Value[] {
  let result = new PySet(self.iterate());
  for (const items of exactly('set', args, 0, Number.POSITIVE_INFINITY)) {
    const shared = operator === '&' && !(items instanceof AnySet);
    const before = result;
    result = new PySet(
      shared
        ? collect(items).filter((item) => before.has(item))
        : combined(operator, before, new PySet(iterate(items))),
    );
  }
  return [...result.iterate()];
}

function other(name: string, args: Arguments): PySet {
  const [items] = exactly(`set.${name}`, args, 1);
  return new PySet(iterate(items as Value));
}

function replace(self: PySet, items: Value[]): null {
  self.clear();
  for (const item of items) {
    self.add(item);
  }
  return null;
}
