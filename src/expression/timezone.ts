import { bind, exactly } from './arguments.ts';
import { epochOrdinal, microsecondsADay } from './datetime/calendar.ts';
import { DateTime } from './datetime/moment.ts';
import { TimeDelta } from './datetime/timedelta.ts';
import { TzInfo } from './datetime/tzinfo.ts';
import { offsetName, ZoneRules } from './datetime/zone-rules.ts';
import { PythonError, raise } from './exception.ts';
import { Builtin } from './function.ts';
import { typeName } from './operations/type-name.ts';
import type { Arguments, Value } from './value.ts';

const epoch = BigInt(epochOrdinal) * BigInt(microsecondsADay);
const day = 86_400n * 1_000_000n;

/** A time zone as pytz has it: made by `timezone()`, with `localize` and `normalize`. */
abstract class PytzZone extends TzInfo {
  readonly zone: string;

  constructor(zone: string) {
    super();
    this.zone = zone;
  }

  abstract localize(moment: DateTime, summer: boolean | null): DateTime;
  abstract normalize(moment: DateTime): DateTime;

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'zone':
        return this.zone;
      case 'localize':
        return new Builtin(name, (args) => {
          const [moment = null, summer = false] = bind('localize', ['dt', 'is_dst'], 1, args);
          return this.localize(needMoment(moment, false), typeof summer === 'boolean' ? summer : null);
        });
      case 'normalize':
        return new Builtin(name, (args) => {
          const [moment = null] = bind('normalize', ['dt', 'is_dst'], 1, args);
          return this.normalize(needMoment(moment, true));
        });
      default:
        return super.attribute(name);
    }
  }

  override str(): string {
    return this.zone;
  }
}

function needMoment(value: Value, aware: boolean): DateTime {
  if (!(value instanceof DateTime)) {
    return raise('AttributeError', `'${typeName(value)}' object has no attribute 'tzinfo'`);
  }
  if (!aware && value.tzinfo !== null) {
    raise('ValueError', 'Not naive datetime (tzinfo is already set)');
  }
  return aware && value.tzinfo === null ? raise('ValueError', 'Naive time - no tzinfo set') : value;
}

/** A zone whose offset never changes; UTC is one. */
class StaticZone extends PytzZone {
  readonly typeName: string = 'pytz.tzfile.StaticTzInfo';
  readonly #offset: number;
  readonly #name: string;

  constructor(zone: string, offset: number, name: string) {
    super(zone);
    this.#offset = offset * 1e6;
    this.#name = name;
  }

  offset(): number {
    return this.#offset;
  }

  daylight(): number {
    return 0;
  }

  zoneName(): string {
    return this.#name;
  }

  fromUtc(utc: DateTime): DateTime {
    return utc.plusMicroseconds(BigInt(this.#offset));
  }

  localize(moment: DateTime): DateTime {
    return moment.withZone(this);
  }

  normalize(moment: DateTime): DateTime {
    return moment.inZone(this);
  }

  repr(): string {
    return this.zone === 'UTC' ? '<UTC>' : `<StaticTzInfo '${this.zone}'>`;
  }
}

interface State {
  /** Microseconds. */
  offset: number;
  daylight: number;
  name: string;
}

/** A zone with summer time. The zone itself stands for local mean time; `localize` gives a moment the state that holds then. */
class DaylightZone extends PytzZone {
  readonly typeName = 'pytz.tzfile.DstTzInfo';
  readonly #rules: ZoneRules;
  readonly #states: Map<string, DaylightZone>;
  readonly #state: State;

  constructor(zone: string, rules: ZoneRules, states = new Map<string, DaylightZone>(), state?: State) {
    super(zone);
    this.#rules = rules;
    this.#states = states;
    this.#state = state ?? { offset: rules.offsetAt(Number.NEGATIVE_INFINITY) * 1e6, daylight: 0, name: 'LMT' };
    states.set(keyOf(this.#state), this);
  }

  #at(utc: bigint): DaylightZone {
    const { offset, daylight, name } = this.#rules.stateAt(Number((utc - epoch) / 1_000_000n));
    const state = { offset: offset * 1e6, daylight: daylight * 1e6, name };
    return this.#states.get(keyOf(state)) ?? new DaylightZone(this.zone, this.#rules, this.#states, state);
  }

  offset(moment: DateTime | null): number | null {
    return this.#of(moment)?.offset ?? null;
  }

  daylight(moment: DateTime | null): number | null {
    return this.#of(moment)?.daylight ?? null;
  }

  zoneName(moment: DateTime | null): string | null {
    return moment === null ? this.zone : (this.#of(moment)?.name ?? null);
  }

  #of(moment: DateTime | null): State | undefined {
    if (moment === null || moment.tzinfo === this) {
      return moment === null ? undefined : this.#state;
    }
    const { tzinfo } = this.localize(needMoment(moment, false), null);
    return tzinfo instanceof DaylightZone ? tzinfo.#state : undefined;
  }

  fromUtc(utc: DateTime): DateTime {
    const zone = this.#at(utc.wall);
    return utc.plusMicroseconds(BigInt(zone.#state.offset)).withZone(zone);
  }

  normalize(moment: DateTime): DateTime {
    const offset = BigInt(moment.offset ?? 0);
    return this.fromUtc(moment.plusMicroseconds(-offset).withZone(this));
  }

  localize(moment: DateTime, summer: boolean | null): DateTime {
    const possible = this.#possible(moment.wall);
    const [only] = possible;
    if (only !== undefined && possible.length === 1) {
      return moment.withZone(only);
    }
    if (only === undefined) {
      return this.#localizeMissing(moment, summer);
    }
    if (summer === null) {
      throw new PythonError('AmbiguousTimeError', [moment]);
    }
    return moment.withZone(this.#choose(possible, summer));
  }

  // The states that the wall time can belong to: none in the gap of spring, two in the repeated hour of autumn.
  #possible(wall: bigint): DaylightZone[] {
    const candidates = new Set([this.#at(wall - day), this.#at(wall + day)]);
    return [...candidates].filter((zone) => this.#at(wall - BigInt(zone.#state.offset)) === zone);
  }

  #localizeMissing(moment: DateTime, summer: boolean | null): DateTime {
    if (summer === null) {
      throw new PythonError('NonExistentTimeError', [moment]);
    }
    const shift = new TimeDelta((summer ? 6n : -6n) * 3_600_000_000n);
    const shifted = this.localize(moment.plus(shift), summer);
    return shifted.plusMicroseconds(-shift.total);
  }

  #choose(zones: DaylightZone[], summer: boolean): DaylightZone {
    const right = zones.filter((zone) => (zone.#state.daylight !== 0) === summer);
    const left = right.length > 0 ? right : zones;
    // Of times that are alike in this, summer time means the first in UTC, which has the greatest offset.
    left.sort((a, b) => b.#state.offset - a.#state.offset);
    return (summer ? left[0] : left.at(-1)) ?? this;
  }

  repr(): string {
    const { offset, daylight, name } = this.#state;
    const shown = new TimeDelta(BigInt(offset)).str();
    const kind = daylight === 0 ? 'STD' : 'DST';
    return `<DstTzInfo '${this.zone}' ${name}${offset > 0 ? '+' : ''}${shown} ${kind}>`;
  }
}

function keyOf({ offset, daylight, name }: State): string {
  return `${offset} ${daylight} ${name}`;
}

const utc = new StaticZone('UTC', 0, 'UTC');
const known = new Map<string, PytzZone>([['utc', utc]]);
const mostKnown = 700;
const staticName = /^(?:Etc\/.*|GMT|GMT[+-]?0|Greenwich|UCT|Universal|Zulu)$/i;

/** The zone of this name. Raises UnknownTimeZoneError. */
export function timeZone(name: string): TzInfo {
  const key = name.toLowerCase();
  let zone = known.get(key);
  if (zone === undefined) {
    zone = makeZone(name);
    if (known.size < mostKnown) {
      known.set(key, zone);
    }
  }
  return zone;
}

function makeZone(name: string): PytzZone {
  let rules: ZoneRules;
  try {
    rules = new ZoneRules(/^[A-Za-z]/.test(name) ? name : '?');
  } catch {
    throw new PythonError('UnknownTimeZoneError', [name]);
  }
  const { resolved } = rules;
  const official = resolved.toLowerCase() === name.toLowerCase() ? resolved : name;
  if (!staticName.test(name)) {
    return new DaylightZone(official, rules);
  }
  const offset = rules.offsetAt(0);
  const short = offset !== 0 ? offsetName(offset) : /GMT|Greenwich/i.test(name) ? 'GMT' : 'UTC';
  return new StaticZone(official, offset, short);
}

/** Odoo's `timezone`, which is `pytz.timezone`. */
export const timezoneFunction = new Builtin('timezone', (args: Arguments) => {
  const [name = null] = exactly('timezone', args, 1);
  if (typeof name !== 'string') {
    return name === null
      ? raise('UnknownTimeZoneError', 'None')
      : raise('AttributeError', `'${typeName(name)}' object has no attribute 'upper'`);
  }
  return timeZone(name);
});
