import { answers } from '../../support/answer.ts';

describe('repr and str', () => {
  describe('floats', () => {
    answers([
      [
        '[1.0, 1e16, 1e15, 9999999999999998.0, 1e-05, 0.0001, 1e22, 123456789012345680.0]',
        '[1.0, 1e+16, 1000000000000000.0, 9999999999999998.0, 1e-05, 0.0001, 1e+22, 1.2345678901234568e+17]',
      ],
      [
        "[float('inf'), float('-inf'), float('nan'), -0.0, 5e-324, 1.7976931348623157e308]",
        '[inf, -inf, nan, -0.0, 5e-324, 1.7976931348623157e+308]',
      ],
      ['[0.1 + 0.2, 1/3, 2.675, 1e100, 100.0]', '[0.30000000000000004, 0.3333333333333333, 2.675, 1e+100, 100.0]'],
      ['str(1e16)', "'1e+16'"],
    ]);
  });

  describe('strings', () => {
    answers([
      ["'it\\'s'", '"it\'s"'],
      ["'it\\'s \"x\"'", "'it\\'s \"x\"'"],
      ["'tab\\t newline\\n return\\r backslash \\\\ nul\\0'", "'tab\\t newline\\n return\\r backslash \\\\ nul\\x00'"],
      ["'é€😀\\u200b\\xad\\xa0\\ue000'", "'é€😀\\u200b\\xad\\xa0\\ue000'"],
      ["str('é\\n')", "'é\\n'"],
    ]);
  });

  describe('containers', () => {
    answers([
      ["[1, 'a', None, True, 2.5]", "[1, 'a', None, True, 2.5]"],
      ['(1,)', '(1,)'],
      ['()', '()'],
      ["{'a': [1, (2,)], 3: {}}", "{'a': [1, (2,)], 3: {}}"],
      ["str([str(1), 'é'])", "\"['1', 'é']\""],
    ]);
  });

  describe('numbers from text', () => {
    answers([
      ["[int('  -1_000 '), int('0x1F', 16), int('0b101', 0), int('zz', 36), int('١٢')]", '[-1000, 31, 5, 1295, 12]'],
      ["int('abc')", "ValueError: invalid literal for int() with base 10: 'abc'"],
      ["int('0x1F')", "ValueError: invalid literal for int() with base 10: '0x1F'"],
      ["int('1__0')", "ValueError: invalid literal for int() with base 10: '1__0'"],
      ["int('1', 1)", 'ValueError: int() base must be >= 2 and <= 36, or 0'],
      [
        "[float(' 1_000.5e3 '), float('inf'), float('-Infinity'), float('.5'), float('1e400')]",
        '[1000500.0, inf, -inf, 0.5, inf]',
      ],
      ["float('1_')", "ValueError: could not convert string to float: '1_'"],
      ["float('abc')", "ValueError: could not convert string to float: 'abc'"],
      ["int(float('nan'))", 'ValueError: cannot convert float NaN to integer'],
      ["int(float('inf'))", 'OverflowError: cannot convert float infinity to integer'],
      ['float(10 ** 400)', 'OverflowError: int too large to convert to float'],
    ]);
  });

  describe('round half to even', () => {
    answers([
      ['[round(0.5), round(1.5), round(2.5), round(-0.5), round(-1.5)]', '[0, 2, 2, 0, -2]'],
      ['[round(2.675, 2), round(1.005, 2), round(0.125, 2), round(0.375, 2)]', '[2.67, 1.0, 0.12, 0.38]'],
      [
        '[round(12345, -2), round(15, -1), round(25, -1), round(-25, -1), round(1234.5678, -2)]',
        '[12300, 20, 20, -20, 1200.0]',
      ],
      ['[round(1e308, -308), round(5e-324, 400), round(1.5, 0), round(True)]', '[1e+308, 5e-324, 2.0, 1]'],
      ['round(1.7976931348623157e308, -308)', 'OverflowError: rounded value too large to represent'],
      ["round(float('nan'))", 'ValueError: cannot convert float NaN to integer'],
    ]);
  });
});
