import { dateType } from './datetime/date.ts';
import { timezoneType } from './datetime/fixed-offset.ts';
import { momentType } from './datetime/moment-type.ts';
import { timeType } from './datetime/time-of-day.ts';
import { timedeltaType } from './datetime/timedelta.ts';
import { TzInfo } from './datetime/tzinfo.ts';
import { raise } from './exception.ts';
import { Module } from './module.ts';
import { TypeObject } from './type-object.ts';

const tzinfoType = new TypeObject(
  'datetime.tzinfo',
  () => raise('TypeError', 'not supported: a tzinfo of your own; use timezone'),
  (value) => value instanceof TzInfo,
);

/** The `datetime` module, with the names that Odoo lets code use. */
export const datetimeModule = new Module('datetime', {
  date: dateType,
  datetime: momentType,
  time: timeType,
  timedelta: timedeltaType,
  timezone: timezoneType,
  tzinfo: tzinfoType,
  MINYEAR: 1n,
  MAXYEAR: 9999n,
});
