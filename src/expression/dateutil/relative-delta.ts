import { exactly } from '../arguments.ts';
import { daysInMonth, isLeap, ordinalOf, weekdayOf } from '../datetime/calendar.ts';
import { dateOf, PyDate } from '../datetime/date.ts';
import { checkDate } from '../datetime/fields.ts';
import { DateTime } from '../datetime/moment.ts';
import { replacedClock } from '../datetime/time-of-day.ts';
import { TimeDelta, timedeltaType } from '../datetime/timedelta.ts';
import { raise } from '../exception.ts';
import { formatValue } from '../format.ts';
import { Builtin } from '../function.ts';
import { floatToInteger, integerToFloat, roundHalfEven } from '../number.ts';
import { integer } from '../operations/position.ts';
import { type BinaryOperator, PyObject, type Value } from '../value.ts';
import {
  type Absolute,
  type Amount,
  add,
  carry,
  clockNames,
  dateNames,
  isZero,
  negated,
  noAbsolute,
  noRelative,
  type Relative,
  relativeNames,
} from './relative-fields.ts';
import type { Weekday } from './weekday.ts';

/** dateutil's relativedelta: a distance in calendar terms (`months=1`) and parts to set (`day=1`, `weekday=MO(+1)`). */
export class RelativeDelta extends PyObject {
  readonly typeName = 'relativedelta';
  readonly relative: Readonly<Relative>;
  /** The parts to set; null where it sets none. */
  readonly fixed: Readonly<Absolute>;
  readonly weekday: Weekday | null;

  constructor(relative: Relative, fixed: Readonly<Absolute> = noAbsolute(), weekday: Weekday | null = null) {
    super();
    this.relative = carry(relative);
    this.fixed = fixed;
    this.weekday = weekday;
  }

  get hasTime(): boolean {
    const { hours, minutes, seconds, microseconds } = this.relative;
    return (
      ![hours, minutes, seconds, microseconds].every(isZero) || clockNames.some((name) => this.fixed[name] !== null)
    );
  }

  override attribute(name: string): Value | undefined {
    const relative = relativeNames.find((known) => known === name);
    if (relative !== undefined) {
      return this.relative[relative];
    }
    const absolute = [...dateNames, ...clockNames].find((known) => known === name);
    if (absolute !== undefined) {
      return this.fixed[absolute];
    }
    switch (name) {
      case 'weekday':
        return this.weekday;
      case 'weeks':
        return BigInt(Math.trunc(Number(this.relative.days) / 7));
      case 'normalized':
        return new Builtin(name, (args) => {
          exactly('normalized', args, 0);
          return this.#normalized();
        });
      default:
        return undefined;
    }
  }

  #normalized(): RelativeDelta {
    const { days, hours, minutes, seconds, microseconds } = this.relative;
    const wholeDays = Math.trunc(Number(days));
    const hour = rounded(Number(hours) + 24 * (Number(days) - wholeDays), 11n);
    const minute = rounded(Number(minutes) + 60 * (hour - Math.trunc(hour)), 10n);
    const second = rounded(Number(seconds) + 60 * (minute - Math.trunc(minute)), 8n);
    const micro = rounded(Number(microseconds) + 1e6 * (second - Math.trunc(second)), null);
    const whole = { days: wholeDays, hours: hour, minutes: minute, seconds: second, microseconds: micro };
    const relative = { ...this.relative };
    for (const name of ['days', 'hours', 'minutes', 'seconds', 'microseconds'] as const) {
      relative[name] = BigInt(Math.trunc(whole[name]));
    }
    return new RelativeDelta(relative, this.fixed, this.weekday);
  }

  #map(change: (amount: Amount) => Amount): RelativeDelta {
    const relative = { ...this.relative };
    for (const name of relativeNames) {
      relative[name] = name === 'leapdays' ? relative[name] : change(relative[name]);
    }
    return new RelativeDelta(relative, this.fixed, this.weekday);
  }

  override truth(): boolean {
    const relative = relativeNames.some((name) => !isZero(this.relative[name]));
    return relative || this.weekday !== null || Object.values(this.fixed).some((value) => value !== null);
  }

  override equals(other: Value): boolean {
    return other instanceof RelativeDelta && other.hashKey() === this.hashKey();
  }

  override hashKey(): string {
    const nth = this.weekday?.nth ?? 1;
    const weekday = this.weekday === null ? '' : `${this.weekday.weekday} ${nth === 0 ? 1 : nth}`;
    const amounts = relativeNames.map((name) => String(this.relative[name]));
    return `relativedelta ${amounts.join()} ${Object.values(this.fixed).join()} ${weekday}`;
  }

  override negate(): Value {
    return this.#map(negated);
  }

  override absolute(): Value {
    return this.#map((amount) => (amount < 0 ? negated(amount) : amount));
  }

  override binary(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined {
    if (operator === '*' || (operator === '/' && !reflected)) {
      return this.#scaled(operator, other);
    }
    if (operator === '+' && other instanceof PyDate) {
      return this.applyTo(other);
    }
    if (operator === '-' && reflected && other instanceof PyDate) {
      return this.#map(negated).applyTo(other);
    }
    if (operator === '+' && other instanceof TimeDelta) {
      return this.#plusTimeDelta(other);
    }
    if ((operator !== '+' && operator !== '-') || reflected || !(other instanceof RelativeDelta)) {
      return undefined;
    }
    return operator === '+' ? other.#merged(this, (amount) => amount) : this.#merged(other, negated);
  }

  // What this one sets goes before what the other sets.
  #merged(other: RelativeDelta, sign: (amount: Amount) => Amount): RelativeDelta {
    const relative = noRelative();
    const absolute = noAbsolute();
    for (const name of relativeNames) {
      relative[name] = add(this.relative[name], sign(other.relative[name]));
    }
    relative.leapdays = isZero(this.relative.leapdays) ? other.relative.leapdays : this.relative.leapdays;
    for (const name of [...dateNames, ...clockNames]) {
      absolute[name] = this.fixed[name] ?? other.fixed[name];
    }
    return new RelativeDelta(relative, absolute, this.weekday ?? other.weekday);
  }

  #plusTimeDelta(delta: TimeDelta): RelativeDelta {
    const { seconds, microseconds } = delta.rest;
    const relative = { ...this.relative };
    relative.days = add(relative.days, delta.days);
    relative.seconds = add(relative.seconds, BigInt(seconds));
    relative.microseconds = add(relative.microseconds, BigInt(microseconds));
    return new RelativeDelta(relative, this.fixed, this.weekday);
  }

  #scaled(operator: '*' | '/', other: Value): Value | undefined {
    const whole = integer(other);
    const factor = typeof other === 'number' ? other : whole === undefined ? undefined : integerToFloat(whole);
    if (factor === undefined) {
      return undefined;
    }
    if (operator === '/' && factor === 0) {
      raise('ZeroDivisionError', 'float division by zero');
    }
    const by = operator === '/' ? 1 / factor : factor;
    return this.#map((amount) => floatToInteger(Number(amount) * by));
  }

  /** The date or datetime moved by this: parts set first, then months with the day clipped to the month's end, then the rest. */
  applyTo(start: PyDate): Value {
    const { year, month, day } = this.#civil(start);
    let { days } = this.relative;
    if (!isZero(this.relative.leapdays) && month > 2 && isLeap(year)) {
      days = add(days, this.relative.leapdays);
    }
    const date = checkDate(year, month, day);
    let placed = dateOf(date);
    if (start instanceof DateTime || this.hasTime) {
      const parts = clockNames.map((name) => this.fixed[name] ?? undefined);
      const [clock, zone] = start instanceof DateTime ? [start.clock, start.tzinfo] : [0, null];
      placed = new DateTime(ordinalOf(date), replacedClock(clock, parts), zone);
    }
    const { hours, minutes, seconds, microseconds } = this.relative;
    const keywords = new Map<string, Value>(Object.entries({ days, hours, minutes, seconds, microseconds }));
    const moved = placed.binary('+', timedeltaType.call({ positional: [], keywords }), false);
    return moved instanceof PyDate && this.weekday !== null ? toWeekday(moved, this.weekday) : (moved ?? null);
  }

  #civil(start: PyDate): { year: number; month: number; day: number } {
    let year = Number(this.fixed.year || start.year) + Number(this.relative.years);
    let month = Number(this.fixed.month || start.month) + Number(this.relative.months);
    if (!isZero(this.relative.months) && (month > 12 || month < 1)) {
      year += month > 12 ? 1 : -1;
      month += month > 12 ? -12 : 12;
    }
    if (month < 1 || month > 12) {
      raise('IllegalMonthError', `bad month number ${month}; must be 1-12`);
    }
    return { year, month, day: Math.min(daysInMonth(year, month), Number(this.fixed.day || start.day)) };
  }

  repr(): string {
    const parts: string[] = [];
    for (const name of relativeNames) {
      if (!isZero(this.relative[name])) {
        parts.push(`${name}=${formatValue(this.relative[name], '+g')}`);
      }
    }
    const absolute: [string, Value][] = dateNames.map((name) => [name, this.fixed[name]]);
    absolute.push(['weekday', this.weekday]);
    absolute.push(...clockNames.map((name): [string, Value] => [name, this.fixed[name]]));
    for (const [name, value] of absolute) {
      if (value !== null) {
        parts.push(`${name}=${formatValue(value, '')}`);
      }
    }
    return `relativedelta(${parts.join(', ')})`;
  }
}

function rounded(value: number, digits: bigint | null): number {
  return Number(roundHalfEven(value, digits));
}

function toWeekday(date: PyDate, { weekday, nth }: Weekday): Value {
  const count = nth || 1;
  const current = weekdayOf(date.ordinal);
  const weeks = (Math.abs(count) - 1) * 7;
  const days = count > 0 ? weeks + ((7 - current + weekday) % 7) : -(weeks + ((((current - weekday) % 7) + 7) % 7));
  return date.binary('+', new TimeDelta(BigInt(days) * 86_400_000_000n), false) ?? null;
}
