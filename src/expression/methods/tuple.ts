import { exactly } from '../arguments.ts';
import { same } from '../operations/equality.ts';
import { indexOf } from '../operations/position.ts';
import type { Tuple } from '../tuple.ts';
import type { Value } from '../value.ts';
import { methodTable } from './method.ts';

/** The methods of tuple. */
export const tupleMethods = methodTable<Tuple>({
  count(self, args) {
    const [value] = exactly('tuple.count', args, 1);
    return BigInt(self.items.filter((item) => same(item, value as Value)).length);
  },
  index: (self, args) => indexOf('tuple', self.items, args),
});
