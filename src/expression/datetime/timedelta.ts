import { exactly } from '../arguments.ts';
import { divideNearest, floatRatio } from '../decimal.ts';
import { raise } from '../exception.ts';
import { Builtin } from '../function.ts';
import { divideIntegers, floatToInteger } from '../number.ts';
import { integer } from '../operations/position.ts';
import { typeName } from '../operations/type-name.ts';
import { TypeObject } from '../type-object.ts';
import { type Arguments, type BinaryOperator, PyObject, type Value } from '../value.ts';
import { bindDate } from './parameters.ts';

const dayLength = 86_400_000_000n;
const mostDays = 999_999_999n;

/** Python's `datetime.timedelta`: an exact number of microseconds. */
export class TimeDelta extends PyObject {
  readonly typeName = 'datetime.timedelta';
  readonly total: bigint;

  /** Raises OverflowError beyond 999999999 days. */
  constructor(total: bigint) {
    super();
    this.total = total;
    const days = this.days;
    if (days > mostDays || days < -mostDays) {
      if (days >= 2n ** 31n || days < -(2n ** 31n)) {
        raise('OverflowError', 'Python int too large to convert to C int');
      }
      raise('OverflowError', `days=${days}; must have magnitude <= 999999999`);
    }
  }

  get days(): bigint {
    return floorDivide(this.total, dayLength);
  }

  /** The seconds and microseconds beyond the whole days, as `[0, 86400)` and `[0, 1000000)`. */
  get rest(): { seconds: number; microseconds: number } {
    const rest = Number(this.total - this.days * dayLength);
    return { seconds: Math.floor(rest / 1e6), microseconds: rest % 1e6 };
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'days':
        return this.days;
      case 'seconds':
      case 'microseconds':
        return BigInt(this.rest[name]);
      case 'total_seconds':
        return new Builtin(name, (args) => {
          exactly('datetime.timedelta.total_seconds', args, 0);
          return divideIntegers(this.total, 1_000_000n);
        });
      case 'min':
      case 'max':
      case 'resolution':
        return timedeltaType.attribute(name);
      default:
        return undefined;
    }
  }

  override truth(): boolean {
    return this.total !== 0n;
  }

  override equals(other: Value): boolean {
    return other instanceof TimeDelta && other.total === this.total;
  }

  override hashKey(): string {
    return `timedelta ${this.total}`;
  }

  override compare(other: Value): number | undefined {
    if (!(other instanceof TimeDelta)) {
      return undefined;
    }
    return this.total < other.total ? -1 : this.total > other.total ? 1 : 0;
  }

  override negate(): Value {
    return new TimeDelta(-this.total);
  }

  override absolute(): Value {
    return this.total < 0n ? new TimeDelta(-this.total) : this;
  }

  override binary(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof TimeDelta) {
      return reflected ? undefined : withDelta(this.total, operator, other.total);
    }
    if (operator !== '*' && (reflected || (operator !== '/' && operator !== '//'))) {
      return undefined;
    }
    if (typeof other === 'number') {
      return operator === '//' ? undefined : withFloat(this.total, operator, other);
    }
    const whole = integer(other);
    return whole === undefined ? undefined : withInteger(this.total, operator, whole);
  }

  repr(): string {
    const { seconds, microseconds } = this.rest;
    const parts = [
      this.days === 0n ? '' : `days=${this.days}`,
      seconds === 0 ? '' : `seconds=${seconds}`,
      microseconds === 0 ? '' : `microseconds=${microseconds}`,
    ].filter((part) => part !== '');
    return `datetime.timedelta(${parts.length === 0 ? '0' : parts.join(', ')})`;
  }

  override str(): string {
    const { seconds, microseconds } = this.rest;
    const days = this.days;
    const clock = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
    const lead = days === 0n ? '' : `${days} day${days === 1n || days === -1n ? '' : 's'}, `;
    const fraction = microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`;
    return `${lead}${Math.floor(seconds / 3600)}:${clock.join(':')}${fraction}`;
  }
}

function floorDivide(left: bigint, right: bigint): bigint {
  const quotient = left / right;
  return left % right !== 0n && left < 0n !== right < 0n ? quotient - 1n : quotient;
}

function withDelta(left: bigint, operator: BinaryOperator, right: bigint): Value | undefined {
  switch (operator) {
    case '+':
      return new TimeDelta(left + right);
    case '-':
      return new TimeDelta(left - right);
    case '/':
      return divideIntegers(left, right);
    case '//':
      return floorDivide(left, nonZero(right, 'integer division or modulo by zero'));
    case '%':
      return new TimeDelta(left - floorDivide(left, nonZero(right, 'integer modulo by zero')) * right);
    default:
      return undefined;
  }
}

function withInteger(left: bigint, operator: BinaryOperator, right: bigint): Value {
  if (operator === '*') {
    return new TimeDelta(left * right);
  }
  nonZero(right, 'integer division or modulo by zero');
  if (operator === '//') {
    return new TimeDelta(floorDivide(left, right));
  }
  return new TimeDelta(right < 0n ? divideNearest(-left, -right) : divideNearest(left, right));
}

function withFloat(left: bigint, operator: BinaryOperator, right: number): Value {
  if (Number.isNaN(right)) {
    raise('ValueError', 'cannot convert NaN to integer ratio');
  }
  if (!Number.isFinite(right)) {
    raise('OverflowError', 'cannot convert Infinity to integer ratio');
  }
  const [numerator, denominator] = floatRatio(right);
  if (operator === '*') {
    return new TimeDelta(divideNearest(left * numerator, denominator));
  }
  nonZero(numerator, 'integer division or modulo by zero');
  return new TimeDelta(
    numerator < 0n ? divideNearest(-left * denominator, -numerator) : divideNearest(left * denominator, numerator),
  );
}

function nonZero(value: bigint, message: string): bigint {
  return value === 0n ? raise('ZeroDivisionError', message) : value;
}

const units: [name: string, microseconds: bigint][] = [
  ['days', dayLength],
  ['seconds', 1_000_000n],
  ['microseconds', 1n],
  ['milliseconds', 1000n],
  ['minutes', 60_000_000n],
  ['hours', 3_600_000_000n],
  ['weeks', 7n * dayLength],
];
// CPython adds the units up in this order, which shows in the last microsecond of floats.
const order = ['microseconds', 'milliseconds', 'seconds', 'minutes', 'hours', 'days', 'weeks'];

function makeTimeDelta(args: Arguments): Value {
  const bound = bindDate({ name: '__new__()', parameters: units.map(([name]) => name) }, args);
  let total = 0n;
  let leftover = 0;
  for (const name of order) {
    const index = units.findIndex(([unit]) => unit === name);
    const value = bound[index];
    if (value !== undefined) {
      const [whole, fraction] = unitAmount(value, name, units[index]?.[1] ?? 1n);
      total += whole;
      leftover += fraction;
    }
  }
  return new TimeDelta(total + roundLeftover(leftover, total));
}

/** The amount in whole microseconds, and the fraction of one beyond. */
function unitAmount(value: Value, name: string, microseconds: bigint): [bigint, number] {
  const whole = integer(value);
  if (whole !== undefined) {
    return [whole * microseconds, 0];
  }
  if (typeof value !== 'number') {
    return raise('TypeError', `unsupported type for timedelta ${name} component: ${typeName(value)}`);
  }
  const base = floatToInteger(value);
  const scaled = (value - Math.trunc(value)) * Number(microseconds);
  return [base * microseconds + BigInt(Math.trunc(scaled)), scaled - Math.trunc(scaled)];
}

function roundLeftover(leftover: number, total: bigint): bigint {
  const rounded = Math.sign(leftover) * Math.round(Math.abs(leftover));
  if (Math.abs(rounded - leftover) !== 0.5) {
    return BigInt(rounded);
  }
  const odd = Number(((total % 2n) + 2n) % 2n);
  const half = (leftover + odd) * 0.5;
  return BigInt(2 * Math.sign(half) * Math.round(Math.abs(half)) - odd);
}

/** `datetime.timedelta`. */
export const timedeltaType = new TypeObject(
  'datetime.timedelta',
  makeTimeDelta,
  (value) => value instanceof TimeDelta,
  {
    min: new TimeDelta(-mostDays * dayLength),
    max: new TimeDelta((mostDays + 1n) * dayLength - 1n),
    resolution: new TimeDelta(1n),
  },
);
