import { bind, exactly } from './arguments.ts';
import { now } from './clock.ts';
import { civilOf } from './datetime/calendar.ts';
import { splitMicroseconds } from './datetime/date.ts';
import { clockParts } from './datetime/fields.ts';
import { needInteger, needString } from './datetime/parameters.ts';
import { type Shown, strftime } from './datetime/strftime.ts';
import { strptime } from './datetime/strptime.ts';
import { structTime } from './datetime/struct-time.ts';
import { raise } from './exception.ts';
import { Builtin } from './function.ts';
import { Module } from './module.ts';
import { typeName } from './operations/type-name.ts';
import { Tuple } from './tuple.ts';
import type { Arguments, Value } from './value.ts';

function shownNow(): Shown {
  const { ordinal, clock } = splitMicroseconds(now());
  return { ...civilOf(ordinal), ...clockParts(clock), offset: 0, zone: 'UTC' };
}

function shownTuple(value: Value): Shown {
  if (!(value instanceof Tuple)) {
    return raise('TypeError', `Tuple or struct_time argument required, not ${typeName(value)}`);
  }
  if (value.items.length !== 9) {
    raise('TypeError', 'strftime(): illegal time tuple argument');
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = value.items.map(needInteger);
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
    raise('ValueError', 'not supported: time.strftime of a date outside the years 1 to 9999, or without month or day');
  }
  return { year, month, day, hour, minute, second, microsecond: 0, offset: 0, zone: 'UTC' };
}

function format(args: Arguments): Value {
  const [text, moment] = exactly('strftime', args, 1, 2);
  const pattern = needString(text, 'strftime() argument 1');
  if (/%f/.test(pattern.replaceAll('%%', ''))) {
    raise('ValueError', 'not supported: %f in time.strftime; a datetime has it');
  }
  return strftime(moment === undefined ? shownNow() : shownTuple(moment), pattern);
}

function parse(args: Arguments): Value {
  const [text = null, pattern = '%a %b %d %H:%M:%S %Y'] = bind('strptime', ['data_string', 'format'], 1, args);
  const parsed = strptime(needString(text, 'strptime() argument 0'), needString(pattern, 'strptime() argument 1'));
  const summer = parsed.zone === undefined ? -1 : 0;
  return structTime(parsed, parsed.hour, parsed.minute, parsed.second, summer);
}

/** The `time` module, with the names that Odoo lets code use. Local time is UTC, as on an Odoo server. */
export const timeModule = new Module('time', {
  time: new Builtin('time', (args) => {
    exactly('time.time', args, 0);
    return now() / 1e6;
  }),
  strftime: new Builtin('strftime', format),
  strptime: new Builtin('strptime', parse),
  sleep: new Builtin('sleep', () => raise('NotImplementedError', 'not supported: time.sleep; a hook does not wait')),
});
