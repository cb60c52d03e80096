import { divideNearest, floatRatio } from '../decimal.ts';
import { raise } from '../exception.ts';
import { integer } from '../operations/position.ts';
import { typeName } from '../operations/type-name.ts';
import type { Value } from '../value.ts';
import { civilOf, epochOrdinal, lastOrdinal, microsecondsADay } from './calendar.ts';

const least = BigInt(1 - epochOrdinal) * BigInt(microsecondsADay);
const past = BigInt(lastOrdinal + 1 - epochOrdinal) * BigInt(microsecondsADay);
const largestTime = 2n ** 63n * 1_000_000n;
// Beyond this many microseconds a year does not fit the C library's int.
const largestYear = 67_768_036_191_676_799n * 1_000_000n;

/** A POSIX timestamp, int or float seconds, in microseconds. Raises CPython's errors for what is no time of the years 1 to 9999. */
export function timestampMicroseconds(timestamp: Value): number {
  const total = exactMicroseconds(timestamp);
  if (total >= largestTime || total < -largestTime) {
    raise('OverflowError', 'timestamp out of range for platform time_t');
  }
  if (total >= largestYear || total < -largestYear) {
    raise('OSError', '[Errno 75] Value too large for defined data type');
  }
  if (total < least || total >= past) {
    const day = Number(total / BigInt(microsecondsADay)) + epochOrdinal;
    raise('ValueError', `year ${civilOf(day).year} is out of range`);
  }
  return Number(total);
}

function exactMicroseconds(timestamp: Value): bigint {
  if (typeof timestamp === 'number') {
    if (Number.isNaN(timestamp)) {
      raise('ValueError', 'Invalid value NaN (not a number)');
    }
    if (!Number.isFinite(timestamp)) {
      raise('OverflowError', 'timestamp out of range for platform time_t');
    }
    const whole = Math.trunc(timestamp);
    const [numerator, denominator] = floatRatio((timestamp - whole) * 1e6);
    return BigInt(whole) * 1_000_000n + divideNearest(numerator, denominator);
  }
  const whole = integer(timestamp);
  return whole === undefined
    ? raise('TypeError', `'${typeName(timestamp)}' object cannot be interpreted as an integer`)
    : whole * 1_000_000n;
}
