import { exactly } from '../arguments.ts';
import { floatRatio } from '../decimal.ts';
import { bits } from '../operations/integer.ts';
import { Tuple } from '../tuple.ts';
import type { Value } from '../value.ts';
import { methodTable } from './method.ts';

/** The methods of int. */
export const integerMethods = methodTable<bigint>({
  bit_length(self, args) {
    exactly('int.bit_length', args, 0);
    return BigInt(bits(self));
  },
  conjugate: (self) => self,
});

/** The methods of float. */
export const floatMethods = methodTable<number>({
  is_integer(self, args) {
    exactly('float.is_integer', args, 0);
    return Number.isInteger(self);
  },
  as_integer_ratio(self, args) {
    exactly('float.as_integer_ratio', args, 0);
    return new Tuple(floatRatio(self));
  },
  conjugate: (self) => self,
});

/** The attributes of a number that are no methods. */
export function numberAttribute(value: bigint | number, name: string): Value | undefined {
  switch (name) {
    case 'real':
      return value;
    case 'imag':
      return typeof value === 'bigint' ? 0n : 0;
    case 'numerator':
      return typeof value === 'bigint' ? value : undefined;
    case 'denominator':
      return typeof value === 'bigint' ? 1n : undefined;
    default:
      return undefined;
  }
}
