import { answers } from '../../support/answer.ts';

describe('datetime', () => {
  describe('making', () => {
    answers([
      [
        'datetime.datetime(2024, 2, 29, 10, 30, tzinfo=datetime.timezone.utc)',
        'datetime.datetime(2024, 2, 29, 10, 30, tzinfo=datetime.timezone.utc)',
      ],
      ['datetime.date(2024, 2, 30)', 'ValueError: day is out of range for month'],
      ['datetime.datetime(2024, 13, 1)', 'ValueError: month must be in 1..12'],
      ['datetime.datetime(2024, 1, 1, 24)', 'ValueError: hour must be in 0..23'],
      ['datetime.datetime(2024)', "TypeError: function missing required argument 'month' (pos 2)"],
      ["datetime.datetime(2024, 1, '1')", "TypeError: 'str' object cannot be interpreted as an integer"],
      [
        "datetime.datetime(2024, 1, 1, tzinfo='x')",
        "TypeError: tzinfo argument must be None or of a tzinfo subclass, not type 'str'",
      ],
      [
        '[datetime.datetime.min, datetime.datetime.max, datetime.date.max, datetime.time.max]',
        '[datetime.datetime(1, 1, 1, 0, 0), datetime.datetime(9999, 12, 31, 23, 59, 59, 999999), datetime.date(9999, 12, 31), datetime.time(23, 59, 59, 999999)]',
      ],
      [
        '[datetime.date.fromordinal(738886), datetime.date.fromisocalendar(2024, 1, 1), datetime.datetime.combine(datetime.date(2024, 1, 2), datetime.time(3, 4))]',
        '[datetime.date(2024, 1, 1), datetime.date(2024, 1, 1), datetime.datetime(2024, 1, 2, 3, 4)]',
      ],
      [
        '[datetime.datetime.utcfromtimestamp(1.5), datetime.datetime.fromtimestamp(-1, datetime.timezone.utc), datetime.datetime.fromtimestamp(0.1234565, datetime.timezone.utc)]',
        '[datetime.datetime(1970, 1, 1, 0, 0, 1, 500000), datetime.datetime(1969, 12, 31, 23, 59, 59, tzinfo=datetime.timezone.utc), datetime.datetime(1970, 1, 1, 0, 0, 0, 123456, tzinfo=datetime.timezone.utc)]',
      ],
      ['datetime.datetime.fromtimestamp(10 ** 12)', 'ValueError: year 33658 is out of range'],
    ]);
  });

  describe('parsing', () => {
    answers([
      [
        "datetime.datetime.strptime('2024-01-05 10:20:30', '%Y-%m-%d %H:%M:%S')",
        'datetime.datetime(2024, 1, 5, 10, 20, 30)',
      ],
      ["datetime.datetime.strptime('5 jan 24 12:30 am', '%d %b %y %I:%M %p')", 'datetime.datetime(2024, 1, 5, 0, 30)'],
      [
        "datetime.datetime.strptime('2024-01-05T10:20:30.5+0530', '%Y-%m-%dT%H:%M:%S.%f%z')",
        'datetime.datetime(2024, 1, 5, 10, 20, 30, 500000, tzinfo=datetime.timezone(datetime.timedelta(seconds=19800)))',
      ],
      ["datetime.datetime.strptime('2024 10 1', '%G %V %u')", 'datetime.datetime(2024, 3, 4, 0, 0)'],
      ["datetime.datetime.strptime('2024-06', '%Y-%j')", 'datetime.datetime(2024, 1, 6, 0, 0)'],
      ["datetime.datetime.strptime('x', '%Y')", "ValueError: time data 'x' does not match format '%Y'"],
      ["datetime.datetime.strptime('2024x', '%Y')", 'ValueError: unconverted data remains: x'],
      ["datetime.datetime.strptime('2024', '%q')", "ValueError: 'q' is a bad directive in format '%q'"],
      ["datetime.datetime.strptime('29 Feb', '%d %b')", 'ValueError: day is out of range for month'],
      [
        "[datetime.datetime.fromisoformat('2024-01-05'), datetime.datetime.fromisoformat('2024-01-05T10:20:30.123Z'), datetime.datetime.fromisoformat('20240105T1020'), datetime.datetime.fromisoformat('2024-W01-5 10:20+02:00')]",
        '[datetime.datetime(2024, 1, 5, 0, 0), datetime.datetime(2024, 1, 5, 10, 20, 30, 123000, tzinfo=datetime.timezone.utc), datetime.datetime(2024, 1, 5, 10, 20), datetime.datetime(2024, 1, 5, 10, 20, tzinfo=datetime.timezone(datetime.timedelta(seconds=7200)))]',
      ],
      ["datetime.date.fromisoformat('2024-1-5')", "ValueError: Invalid isoformat string: '2024-1-5'"],
      [
        "time.strptime('2024-01-05', '%Y-%m-%d')",
        'time.struct_time(tm_year=2024, tm_mon=1, tm_mday=5, tm_hour=0, tm_min=0, tm_sec=0, tm_wday=4, tm_yday=5, tm_isdst=-1)',
      ],
    ]);
  });

  describe('formatting', () => {
    answers([
      [
        "datetime.datetime(2024, 1, 5, 15, 4, 9, 7).strftime('%a %A %b %B %d %e %H %I %p %M %S %f %j %U %W %V %G %u %w %y %Y %%')",
        "'Fri Friday Jan January 05  5 15 03 PM 04 09 000007 005 00 01 01 2024 5 5 24 2024 %'",
      ],
      [
        "datetime.datetime(2024, 1, 5).strftime('%c|%x|%X|%D|%F|%T|%-d|%_d|%^a|%5Y|%q')",
        "'Fri Jan  5 00:00:00 2024|01/05/24|00:00:00|01/05/24|2024-01-05|00:00:00|5| 5|FRI|02024|%q'",
      ],
      [
        "datetime.datetime(2024, 1, 5, tzinfo=datetime.timezone(datetime.timedelta(hours=-3, minutes=-30))).strftime('%z %Z')",
        "'-0330 UTC-03:30'",
      ],
      [
        "[str(datetime.datetime(2024, 1, 5, 1, 2, 3, 4)), datetime.datetime(2024, 1, 5).isoformat(' ', 'minutes'), datetime.datetime(2024, 1, 5).ctime(), '{:%d/%m/%Y}'.format(datetime.date(2024, 1, 5))]",
        "['2024-01-05 01:02:03.000004', '2024-01-05 00:00', 'Fri Jan  5 00:00:00 2024', '05/01/2024']",
      ],
      [
        '[datetime.date(2024, 12, 30).isocalendar(), datetime.date(2024, 12, 30).timetuple(), datetime.date(2024, 12, 30).weekday()]',
        '[datetime.IsoCalendarDate(year=2025, week=1, weekday=1), time.struct_time(tm_year=2024, tm_mon=12, tm_mday=30, tm_hour=0, tm_min=0, tm_sec=0, tm_wday=0, tm_yday=365, tm_isdst=-1), 0]',
      ],
      ["datetime.datetime(2024, 1, 5).isoformat(timespec='x')", 'ValueError: Unknown timespec value'],
      ["time.strftime('%Y-%m-%d', (2024, 1, 5, 0, 0, 0, 4, 5, 0))", "'2024-01-05'"],
    ]);
  });

  describe('arithmetic', () => {
    answers([
      [
        'datetime.datetime(2024, 2, 28, 23, 59, 59) + datetime.timedelta(seconds=1)',
        'datetime.datetime(2024, 2, 29, 0, 0)',
      ],
      [
        '[datetime.date(2024, 3, 1) - datetime.date(2024, 2, 1), datetime.date(2024, 3, 1) - datetime.timedelta(hours=30), datetime.datetime(2024, 3, 1) - datetime.datetime(2023, 3, 1, 12)]',
        '[datetime.timedelta(days=29), datetime.date(2024, 2, 29), datetime.timedelta(days=365, seconds=43200)]',
      ],
      ['datetime.date(9999, 12, 31) + datetime.timedelta(1)', 'OverflowError: date value out of range'],
      ['datetime.date(2024, 1, 1) + 1', "TypeError: unsupported operand type(s) for +: 'datetime.date' and 'int'"],
      [
        'datetime.datetime(2024, 1, 1) - datetime.date(2024, 1, 1)',
        "TypeError: unsupported operand type(s) for -: 'datetime.datetime' and 'datetime.date'",
      ],
      [
        'datetime.datetime(2024, 1, 1) < datetime.date(2024, 1, 1)',
        "TypeError: can't compare datetime.datetime to datetime.date",
      ],
      [
        'datetime.datetime(2024, 1, 1) < datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)',
        "TypeError: can't compare offset-naive and offset-aware datetimes",
      ],
      ['datetime.datetime(2024, 1, 1) == datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)', 'False'],
      [
        '[datetime.timedelta(days=-1, hours=1.5), datetime.timedelta(0.1) * 3, datetime.timedelta(1) / 7, datetime.timedelta(5) // datetime.timedelta(2), datetime.timedelta(5) % datetime.timedelta(2), -datetime.timedelta(1, 1)]',
        '[datetime.timedelta(days=-1, seconds=5400), datetime.timedelta(seconds=25920), datetime.timedelta(seconds=12342, microseconds=857143), 2, datetime.timedelta(days=1), datetime.timedelta(days=-2, seconds=86399)]',
      ],
      [
        '[str(datetime.timedelta(-1, 5)), str(datetime.timedelta(2, 3661, 7)), datetime.timedelta(1, 1).total_seconds(), abs(datetime.timedelta(-1)), datetime.timedelta(microseconds=0.5), datetime.timedelta(microseconds=1.5)]',
        "['-1 day, 0:00:05', '2 days, 1:01:01.000007', 86401.0, datetime.timedelta(days=1), datetime.timedelta(0), datetime.timedelta(microseconds=2)]",
      ],
      ['datetime.timedelta(1) / 0', 'ZeroDivisionError: integer division or modulo by zero'],
      ["datetime.timedelta('x')", 'TypeError: unsupported type for timedelta days component: str'],
      ['datetime.timedelta(days=10 ** 10)', 'OverflowError: Python int too large to convert to C int'],
      [
        '[datetime.datetime(2024, 1, 31).replace(day=1, hour=5), datetime.datetime(1970, 1, 2).timestamp(), datetime.datetime(2024, 1, 1, 12, tzinfo=datetime.timezone.utc).astimezone(datetime.timezone(datetime.timedelta(hours=2)))]',
        '[datetime.datetime(2024, 1, 1, 5, 0), 86400.0, datetime.datetime(2024, 1, 1, 14, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=7200)))]',
      ],
      ['len({datetime.date(2024, 1, 1), datetime.date(2024, 1, 1), datetime.datetime(2024, 1, 1)})', '2'],
    ]);
  });
});
