import { exactly } from '../arguments.ts';
import type { Dict } from '../dict.ts';
import { DictView } from '../dict-view.ts';
import { PythonError, raise } from '../exception.ts';
import { updateDict } from '../operations/update-dict.ts';
import { Tuple } from '../tuple.ts';
import type { Value } from '../value.ts';
import { methodTable } from './method.ts';

/** The methods of dict. */
export const dictMethods = methodTable<Dict>({
  get(self, args) {
    const [key, otherwise = null] = exactly('get', args, 1, 2);
    const value = self.get(key as Value);
    return value === undefined ? otherwise : value;
  },
  keys(self, args) {
    exactly('dict.keys', args, 0);
    return new DictView('keys', self);
  },
  values(self, args) {
    exactly('dict.values', args, 0);
    return new DictView('values', self);
  },
  items(self, args) {
    exactly('dict.items', args, 0);
    return new DictView('items', self);
  },
  pop(self, args) {
    const [key, otherwise] = exactly('pop', args, 1, 2);
    // CPython looks for nothing in an empty dict, not even whether the key can be hashed.
    const value = self.size === 0 ? undefined : self.get(key as Value);
    if (value === undefined) {
      if (otherwise === undefined) {
        throw new PythonError('KeyError', [key as Value]);
      }
      return otherwise;
    }
    self.delete(key as Value);
    return value;
  },
  popitem(self, args) {
    exactly('dict.popitem', args, 0);
    const entry = [...self.entries()].at(-1);
    if (!entry) {
      return raise('KeyError', 'popitem(): dictionary is empty');
    }
    self.delete(entry[0]);
    return new Tuple(entry);
  },
  setdefault(self, args) {
    const [key, otherwise = null] = exactly('setdefault', args, 1, 2);
    const value = self.get(key as Value);
    if (value === undefined) {
      self.setItem(key as Value, otherwise);
      return otherwise;
    }
    return value;
  },
  update(self, args) {
    const [source] = exactly('update', { ...args, keywords: new Map() }, 0, 1);
    if (source !== undefined) {
      updateDict(self, source);
    }
    for (const [key, value] of args.keywords) {
      self.setItem(key, value);
    }
    return null;
  },
  clear(self, args) {
    exactly('dict.clear', args, 0);
    self.clear();
    return null;
  },
  copy(self, args) {
    exactly('dict.copy', args, 0);
    return self.copy();
  },
});
