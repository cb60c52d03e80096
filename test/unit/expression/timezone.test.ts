import { answers } from '../../support/answer.ts';

describe('time zones', () => {
  describe('localize and convert', () => {
    answers([
      [
        "[timezone('Europe/Brussels'), timezone('UTC'), timezone('Etc/GMT+3')]",
        "[<DstTzInfo 'Europe/Brussels' LMT+0:18:00 STD>, <UTC>, <StaticTzInfo 'Etc/GMT+3'>]",
      ],
      [
        "[str(timezone('Europe/Brussels').localize(datetime.datetime(2024, 1, 5))), str(timezone('Europe/Brussels').localize(datetime.datetime(2024, 7, 5)))]",
        "['2024-01-05 00:00:00+01:00', '2024-07-05 00:00:00+02:00']",
      ],
      [
        "timezone('America/New_York').localize(datetime.datetime(2024, 7, 5, 12))",
        "datetime.datetime(2024, 7, 5, 12, 0, tzinfo=<DstTzInfo 'America/New_York' EDT-1 day, 20:00:00 DST>)",
      ],
      [
        "str(timezone('UTC').localize(datetime.datetime(2024, 7, 5, 12)).astimezone(timezone('Asia/Kolkata')))",
        "'2024-07-05 17:30:00+05:30'",
      ],
      ["str(datetime.datetime(2024, 7, 5, 12, tzinfo=timezone('Europe/Brussels')))", "'2024-07-05 12:00:00+00:18'"],
      [
        "[str(timezone('Europe/Brussels').localize(datetime.datetime(2024, 10, 27, 2, 30), is_dst=s)) for s in (True, False)]",
        "['2024-10-27 02:30:00+02:00', '2024-10-27 02:30:00+01:00']",
      ],
      [
        "[str(timezone('Europe/Brussels').localize(datetime.datetime(2024, 3, 31, 2, 30), is_dst=s)) for s in (True, False)]",
        "['2024-03-31 02:30:00+02:00', '2024-03-31 02:30:00+01:00']",
      ],
      [
        "str(timezone('Europe/Brussels').normalize(timezone('Europe/Brussels').localize(datetime.datetime(2024, 3, 31, 1)) + datetime.timedelta(hours=2)))",
        "'2024-03-31 04:00:00+02:00'",
      ],
      [
        "[timezone('Europe/London').utcoffset(datetime.datetime(2024, 7, 5)), timezone('Australia/Lord_Howe').dst(datetime.datetime(2024, 1, 5)), timezone('Asia/Tokyo').tzname(datetime.datetime(2024, 1, 5))]",
        "[datetime.timedelta(seconds=3600), datetime.timedelta(seconds=1800), 'JST']",
      ],
      [
        "timezone('Europe/Brussels').localize(datetime.datetime(2024, 7, 5)) - timezone('America/New_York').localize(datetime.datetime(2024, 7, 5))",
        'datetime.timedelta(days=-1, seconds=64800)',
      ],
      ["str(timezone('Europe/Brussels').localize(datetime.datetime(2050, 7, 5)))", "'2050-07-05 00:00:00+01:00'"],
    ]);
  });

  describe('refused', () => {
    answers([
      ["timezone('Nope')", "UnknownTimeZoneError: 'Nope'"],
      [
        "timezone('Europe/Brussels').localize(datetime.datetime(2024, 10, 27, 2, 30), is_dst=None)",
        'AmbiguousTimeError: 2024-10-27 02:30:00',
      ],
      [
        "timezone('Europe/Brussels').localize(datetime.datetime(2024, 3, 31, 2, 30), is_dst=None)",
        'NonExistentTimeError: 2024-03-31 02:30:00',
      ],
      [
        "timezone('Europe/Brussels').localize(timezone('UTC').localize(datetime.datetime(2024, 1, 1)))",
        'ValueError: Not naive datetime (tzinfo is already set)',
      ],
      [
        "timezone('Europe/Brussels').normalize(datetime.datetime(2024, 1, 1))",
        'ValueError: Naive time - no tzinfo set',
      ],
    ]);
  });
});
