import { exactly } from '../arguments.ts';
import { raise } from '../exception.ts';
import { Builtin } from '../function.ts';
import { TypeObject } from '../type-object.ts';
import { type Arguments, PyObject, type Value } from '../value.ts';
import { checkClock, clockParts, clockText, needFold, needZone } from './fields.ts';
import { fixedOffset } from './fixed-offset.ts';
import { parseIsoClock } from './iso-parse.ts';
import { bindDate, needInteger, needString } from './parameters.ts';
import { type Shown, strftime } from './strftime.ts';
import { TimeDelta } from './timedelta.ts';
import { delta, offsetText, type TzInfo } from './tzinfo.ts';

const fieldNames = ['hour', 'minute', 'second', 'microsecond'] as const;
const parameters = [...fieldNames, 'tzinfo', 'fold'];

/** Python's `datetime.time`. `clock` is in microseconds of the day. */
export class TimeOfDay extends PyObject {
  readonly typeName = 'datetime.time';
  readonly clock: number;
  readonly tzinfo: TzInfo | null;
  readonly fold: number;

  constructor(clock: number, tzinfo: TzInfo | null, fold = 0) {
    super();
    this.clock = clock;
    this.tzinfo = tzinfo;
    this.fold = fold;
  }

  get offset(): number | null {
    return this.tzinfo?.offset(null) ?? null;
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'hour':
      case 'minute':
      case 'second':
      case 'microsecond':
        return BigInt(clockParts(this.clock)[name]);
      case 'tzinfo':
        return this.tzinfo;
      case 'fold':
        return BigInt(this.fold);
      default: {
        const method = timeMethods.get(name);
        return method === undefined ? undefined : new Builtin(name, (args) => method(this, args));
      }
    }
  }

  override equals(other: Value): boolean {
    return other instanceof TimeOfDay && this.#key() === other.#key();
  }

  override hashKey(): string {
    return this.#key();
  }

  #key(): string {
    const { offset } = this;
    return offset === null ? `time ${this.clock}` : `time at ${this.clock - offset}`;
  }

  override compare(other: Value): number | undefined {
    if (!(other instanceof TimeOfDay)) {
      return undefined;
    }
    const [ours, theirs] = [this.offset, other.offset];
    if ((ours === null) !== (theirs === null)) {
      raise('TypeError', "can't compare offset-naive and offset-aware times");
    }
    return this.clock - (ours ?? 0) - (other.clock - (theirs ?? 0));
  }

  shown(): Shown {
    const zone = this.tzinfo?.zoneName(null) ?? null;
    return { year: 1900, month: 1, day: 1, ...clockParts(this.clock), offset: this.offset, zone };
  }

  iso(timespec: string): string {
    return clockText(this.clock, timespec) + (this.offset === null ? '' : offsetText(this.offset, ':'));
  }

  repr(): string {
    const zone = this.tzinfo === null ? '' : `, tzinfo=${this.tzinfo.repr()}`;
    return `datetime.time(${clockRepr(this.clock)}${zone}${this.fold === 0 ? '' : ', fold=1'})`;
  }

  override str(): string {
    return this.iso('auto');
  }

  override format(spec: string): string {
    return spec === '' ? this.str() : strftime(this.shown(), spec);
  }
}

/** `10, 30`: hour and minute, then seconds and microseconds where they are not zero. */
export function clockRepr(clock: number): string {
  const { hour, minute, second, microsecond } = clockParts(clock);
  const parts = [hour, minute];
  if (second !== 0 || microsecond !== 0) {
    parts.push(second);
  }
  if (microsecond !== 0) {
    parts.push(microsecond);
  }
  return parts.join(', ');
}

/** The clock with the given parts in place of its own. Raises TypeError or ValueError. */
export function replacedClock(clock: number, parts: readonly (Value | undefined)[]): number {
  const own = clockParts(clock);
  return checkClock(
    fieldNames.map((name, index) => {
      const part = parts[index];
      return part === undefined ? own[name] : needInteger(part);
    }),
  );
}

type TimeMethod = (self: TimeOfDay, args: Arguments) => Value;

function plain(name: string, answer: (self: TimeOfDay) => Value): [string, TimeMethod] {
  return [
    name,
    (self, args) => {
      exactly(`datetime.time.${name}`, args, 0);
      return answer(self);
    },
  ];
}

const timeMethods = new Map<string, TimeMethod>([
  plain('utcoffset', (self) => delta(self.offset)),
  plain('dst', (self) => delta(self.tzinfo?.daylight(null) ?? null)),
  plain('tzname', (self) => self.tzinfo?.zoneName(null) ?? null),
  [
    'isoformat',
    (self, args) => {
      const [timespec = 'auto'] = bindDate({ name: 'isoformat()', parameters: ['timespec'] }, args);
      return self.iso(needString(timespec, 'isoformat() argument 1'));
    },
  ],
  [
    'strftime',
    (self, args) => {
      const [format] = bindDate({ name: 'strftime()', parameters: ['format'], required: 1 }, args);
      return strftime(self.shown(), needString(format, 'strftime() argument 1'));
    },
  ],
  [
    'replace',
    (self, args) => {
      const bound = bindDate({ name: 'replace()', parameters, positional: 5 }, args);
      const zone = bound[4] === undefined ? self.tzinfo : needZone(bound[4]);
      return new TimeOfDay(
        replacedClock(self.clock, bound.slice(0, 4)),
        zone,
        bound[5] === undefined ? self.fold : needFold(bound[5]),
      );
    },
  ],
]);

function makeTime(args: Arguments): Value {
  const bound = bindDate({ name: 'function', parameters, positional: 5 }, args);
  const clock = bound.slice(0, 4).map((part) => (part === undefined ? 0 : needInteger(part)));
  const zone = needZone(bound[4]);
  return new TimeOfDay(checkClock(clock), zone, needFold(bound[5]));
}

function fromIsoFormat(args: Arguments): Value {
  const [text = null] = exactly('time.fromisoformat', args, 1);
  if (typeof text !== 'string') {
    return raise('TypeError', 'fromisoformat: argument must be str');
  }
  const { clock, offset } = parseIsoClock(text.replace(/^T/, ''), text);
  return new TimeOfDay(clock, offset === null ? null : fixedOffset(offset));
}

/** `datetime.time`. */
export const timeType = new TypeObject('datetime.time', makeTime, (value) => value instanceof TimeOfDay, {
  fromisoformat: fromIsoFormat,
  min: new TimeOfDay(0, null),
  max: new TimeOfDay(86_399_999_999, null),
  resolution: new TimeDelta(1n),
});
