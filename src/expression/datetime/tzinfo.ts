import { exactly } from '../arguments.ts';
import { raise } from '../exception.ts';
import { Builtin } from '../function.ts';
import { typeName } from '../operations/type-name.ts';
import { PyObject, type Value } from '../value.ts';
import type { DateTime } from './moment.ts';
import { TimeDelta } from './timedelta.ts';

/** A time zone: what `tzinfo=` takes. Offsets are in microseconds east of UTC; null means the time is naive. */
export abstract class TzInfo extends PyObject {
  abstract offset(moment: DateTime | null): number | null;
  abstract daylight(moment: DateTime | null): number | null;
  abstract zoneName(moment: DateTime | null): string | null;
  /** The moment, whose fields are UTC and whose tzinfo is this one, in local time. */
  abstract fromUtc(utc: DateTime): DateTime;

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'utcoffset':
        return this.#asking(name, (moment) => delta(this.offset(moment)));
      case 'dst':
        return this.#asking(name, (moment) => delta(this.daylight(moment)));
      case 'tzname':
        return this.#asking(name, (moment) => this.zoneName(moment));
      case 'fromutc':
        return this.#asking(name, (moment) => {
          if (moment === null) {
            return raise('TypeError', 'fromutc: argument must be a datetime instance');
          }
          return moment.tzinfo === this ? this.fromUtc(moment) : raise('ValueError', 'fromutc: dt.tzinfo is not self');
        });
      default:
        return undefined;
    }
  }

  #asking(name: string, answer: (moment: DateTime | null) => Value): Builtin {
    return new Builtin(name, (args) => {
      const [moment = null] = exactly(name, args, 1, 2);
      if (moment !== null && !isMoment(moment)) {
        raise('TypeError', `${name}(dt) argument must be a datetime instance or None, not ${typeName(moment)}`);
      }
      return answer(moment);
    });
  }
}

// The class itself would make a circle of imports: a moment holds a time zone, which is asked about a moment.
function isMoment(value: Value): value is DateTime {
  return value instanceof PyObject && value.typeName === 'datetime.datetime';
}

/** An offset as a timedelta, or None. */
export function delta(microseconds: number | null): TimeDelta | null {
  return microseconds === null ? null : new TimeDelta(BigInt(microseconds));
}

/** An offset as `+02:00`, with seconds and microseconds only where there are any. */
export function offsetText(microseconds: number, separator: string): string {
  const size = Math.abs(microseconds);
  const seconds = Math.floor(size / 1e6);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  if (size % 60e6 !== 0) {
    parts.push(seconds % 60);
  }
  const fraction = size % 1e6 === 0 ? '' : `.${String(size % 1e6).padStart(6, '0')}`;
  return (microseconds < 0 ? '-' : '+') + parts.map((part) => String(part).padStart(2, '0')).join(separator) + fraction;
}
