import { exactly } from '../arguments.ts';
import type { DateTime } from '../datetime/moment.ts';
import { TzInfo } from '../datetime/tzinfo.ts';
import { TypeObject } from '../type-object.ts';
import type { Value } from '../value.ts';

/** dateutil's fixed zones: `tzutc()`, `tzoffset(None, 7200)`, and `tzlocal()`, which is UTC as on an Odoo server. */
export class DateutilZone extends TzInfo {
  readonly typeName: string;
  readonly #microseconds: number;
  readonly #name: string | null;
  readonly #repr: string;

  constructor(typeName: string, seconds: number, name: string | null, repr: string) {
    super();
    this.typeName = typeName;
    this.#microseconds = seconds * 1e6;
    this.#name = name;
    this.#repr = repr;
  }

  offset(moment: DateTime | null): number | null {
    return moment === null && this.typeName === 'tzlocal' ? null : this.#microseconds;
  }

  daylight(): number {
    return 0;
  }

  zoneName(): string | null {
    return this.#name;
  }

  fromUtc(utc: DateTime): DateTime {
    return utc.plusMicroseconds(BigInt(this.#microseconds));
  }

  override equals(other: Value): boolean {
    return other instanceof DateutilZone && other.#microseconds === this.#microseconds;
  }

  override hashKey(): string {
    return `dateutil zone ${this.#microseconds}`;
  }

  repr(): string {
    return this.#repr;
  }
}

export const utc = new DateutilZone('tzutc', 0, 'UTC', 'tzutc()');
export const local = new DateutilZone('tzlocal', 0, 'UTC', 'tzlocal()');

/** The zone with this offset in seconds; zero is UTC. */
export function offsetZone(seconds: number): DateutilZone {
  return seconds === 0 ? utc : new DateutilZone('tzoffset', seconds, null, `tzoffset(None, ${seconds})`);
}

/** `dateutil.tz.tzutc`. */
export const tzutcType = new TypeObject(
  'dateutil.tz.tz.tzutc',
  (args) => {
    exactly('tzutc', args, 0);
    return utc;
  },
  (value) => value === utc,
);
