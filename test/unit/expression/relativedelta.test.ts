import { answers } from '../../support/answer.ts';

describe("relativedelta and dateutil's parser", () => {
  describe('relativedelta', () => {
    answers([
      [
        '[dateutil.relativedelta.relativedelta(months=14, days=40), dateutil.relativedelta.relativedelta(hours=-25, minutes=61), dateutil.relativedelta.relativedelta(days=1.5), dateutil.relativedelta.relativedelta(weekday=dateutil.relativedelta.FR(-1), day=31), dateutil.relativedelta.relativedelta(yearday=60), dateutil.relativedelta.relativedelta()]',
        '[relativedelta(years=+1, months=+2, days=+40), relativedelta(days=-1, minutes=+1), relativedelta(days=+1.5), relativedelta(day=31, weekday=FR(-1)), relativedelta(leapdays=-1, month=3, day=1), relativedelta()]',
      ],
      [
        '[datetime.date(2024, 1, 31) + dateutil.relativedelta.relativedelta(months=1), datetime.date(2024, 2, 29) + dateutil.relativedelta.relativedelta(years=1), datetime.datetime(2024, 1, 31) - dateutil.relativedelta.relativedelta(months=2), dateutil.relativedelta.relativedelta(day=1, days=-1) + datetime.date(2024, 3, 5)]',
        '[datetime.date(2024, 2, 29), datetime.date(2025, 2, 28), datetime.datetime(2023, 11, 30, 0, 0), datetime.date(2024, 2, 29)]',
      ],
      [
        '[datetime.date(2024, 1, 31) + dateutil.relativedelta.relativedelta(weekday=dateutil.relativedelta.FR), datetime.date(2024, 1, 31) + dateutil.relativedelta.relativedelta(day=31, weekday=dateutil.relativedelta.MO(-1)), datetime.date(2024, 1, 31) + dateutil.relativedelta.relativedelta(hours=5), datetime.datetime(2024, 5, 5, 5) + dateutil.relativedelta.relativedelta(hour=0, month=1)]',
        '[datetime.date(2024, 2, 2), datetime.date(2024, 1, 29), datetime.datetime(2024, 1, 31, 5, 0), datetime.datetime(2024, 1, 5, 0, 0)]',
      ],
      [
        '[dateutil.relativedelta.relativedelta(datetime.date(2024, 3, 31), datetime.date(2024, 2, 29)), dateutil.relativedelta.relativedelta(datetime.datetime(2023, 2, 28), datetime.datetime(2024, 3, 31, 5))]',
        '[relativedelta(months=+1, days=+2), relativedelta(years=-1, months=-1, hours=-5)]',
      ],
      [
        '[dateutil.relativedelta.relativedelta(days=3) * 1.5, dateutil.relativedelta.relativedelta(days=1) + dateutil.relativedelta.relativedelta(months=1, hour=3), dateutil.relativedelta.relativedelta(days=1) - dateutil.relativedelta.relativedelta(months=1), -dateutil.relativedelta.relativedelta(days=3, hour=2), dateutil.relativedelta.relativedelta(days=1) == dateutil.relativedelta.relativedelta(hours=24), bool(dateutil.relativedelta.relativedelta()), dateutil.relativedelta.relativedelta(days=1.5).normalized(), dateutil.relativedelta.relativedelta(weeks=2, days=1).weeks]',
        '[relativedelta(days=+4), relativedelta(months=+1, days=+1, hour=3), relativedelta(months=-1, days=+1), relativedelta(days=-3, hour=2), True, False, relativedelta(days=+1, hours=+12), 2]',
      ],
      [
        'dateutil.relativedelta.relativedelta(months=1.5)',
        'ValueError: Non-integer years and months are ambiguous and not currently supported.',
      ],
      [
        'dateutil.relativedelta.relativedelta(days=1) < dateutil.relativedelta.relativedelta(days=2)',
        "TypeError: '<' not supported between instances of 'relativedelta' and 'relativedelta'",
      ],
      [
        'datetime.datetime(9999, 1, 31) + dateutil.relativedelta.relativedelta(years=1)',
        'ValueError: year 10000 is out of range',
      ],
      [
        'dateutil.relativedelta.relativedelta(foo=1)',
        "TypeError: relativedelta.__init__() got an unexpected keyword argument 'foo'",
      ],
    ]);
  });

  describe('parser', () => {
    answers([
      [
        "[dateutil.parser.parse('2024-01-05'), dateutil.parser.parse('2024-01-05T10:20:30.5Z'), dateutil.parser.parse('2024-01-05 10:20 +0200'), dateutil.parser.parse('Jan 5, 2024 3:30 PM'), dateutil.parser.parse('05/01/2024'), dateutil.parser.parse('05/01/2024', dayfirst=True), dateutil.parser.parse('31/01/2024')]",
        '[datetime.datetime(2024, 1, 5, 0, 0), datetime.datetime(2024, 1, 5, 10, 20, 30, 500000, tzinfo=tzlocal()), datetime.datetime(2024, 1, 5, 10, 20, tzinfo=tzoffset(None, 7200)), datetime.datetime(2024, 1, 5, 15, 30), datetime.datetime(2024, 5, 1, 0, 0), datetime.datetime(2024, 1, 5, 0, 0), datetime.datetime(2024, 1, 31, 0, 0)]',
      ],
      [
        "dateutil.parser.parse('Fri, 05 Jan 2024 10:20:30 GMT')",
        'datetime.datetime(2024, 1, 5, 10, 20, 30, tzinfo=tzutc())',
      ],
      [
        "[dateutil.parser.isoparse('2024-01-05T10:20:30Z'), dateutil.parser.isoparse('2024-01')]",
        '[datetime.datetime(2024, 1, 5, 10, 20, 30, tzinfo=tzutc()), datetime.datetime(2024, 1, 1, 0, 0)]',
      ],
      ["dateutil.parser.parse('2024-13-45')", 'ParserError: month must be in 1..12: 2024-13-45'],
      ["dateutil.parser.parse('xyz')", 'ParserError: Unknown string format: xyz'],
      ["dateutil.parser.parse('')", 'ParserError: String does not contain a date: '],
    ]);
  });
});
