import { answers } from '../../support/answer.ts';

describe('format', () => {
  describe('the mini-language', () => {
    answers([
      [
        "['{:>8}'.format('a'), '{:*^9}'.format('mid'), '{:<5}|'.format('ab'), '{:.2}'.format('abc'), '{:05}'.format('a')]",
        "['       a', '***mid***', 'ab   |', 'ab', 'a0000']",
      ],
      [
        "['{:,}'.format(1234567), '{:_}'.format(1234567), '{:,.2f}'.format(1234567.891), '{:020,}'.format(1234567), '{:+,d}'.format(5000)]",
        "['1,234,567', '1_234_567', '1,234,567.89', '0,000,000,001,234,567', '+5,000']",
      ],
      [
        "['{:x}'.format(255), '{:#X}'.format(255), '{:#b}'.format(5), '{:#010x}'.format(-255), '{:_b}'.format(1023), '{:c}'.format(8364), '{:o}'.format(8)]",
        "['ff', '0XFF', '0b101', '-0x00000ff', '11_1111_1111', '€', '10']",
      ],
      [
        "['{:.0f}'.format(0.5), '{:.0f}'.format(1.5), '{:.2f}'.format(2.675), '{:.3e}'.format(12345.678), '{:g}'.format(1e-5), '{:G}'.format(1e20), '{:.3g}'.format(1234)]",
        "['0', '2', '2.67', '1.235e+04', '1e-05', '1E+20', '1.23e+03']",
      ],
      [
        "['{:%}'.format(0.256), '{:.1%}'.format(0.2565), '{:n}'.format(1234), '{:.3}'.format(123456.0), '{:.2}'.format(12.0), '{}'.format(12.0)]",
        "['25.600000%', '25.7%', '1234', '1.23e+05', '1.2e+01', '12.0']",
      ],
      [
        "['{:010}'.format(float('nan')), '{:+}'.format(float('inf')), '{:=+8}'.format(-3), '{: }'.format(3), '{:z.1f}'.format(-0.0), '{:5}'.format(True)]",
        "['0000000nan', '+inf', '-      3', ' 3', '0.0', '    1']",
      ],
      ["'{:s}'.format(1)", "ValueError: Unknown format code 's' for object of type 'int'"],
      ["'{:d}'.format(1.5)", "ValueError: Unknown format code 'd' for object of type 'float'"],
      ["'{:.2d}'.format(1)", 'ValueError: Precision not allowed in integer format specifier'],
      ["'{:,x}'.format(1)", "ValueError: Cannot specify ',' with 'x'."],
      ["'{:,_}'.format(1)", "ValueError: Cannot specify both ',' and '_'."],
      ["'{:=5}'.format('a')", "ValueError: '=' alignment not allowed in string format specifier"],
      ["'{:.}'.format(1)", 'ValueError: Format specifier missing precision'],
      ["'{:dd}'.format(1)", "ValueError: Invalid format specifier 'dd' for object of type 'int'"],
      ["'{:>5}'.format(None)", 'TypeError: unsupported format string passed to NoneType.__format__'],
      ["'{:f}'.format(10 ** 400)", 'OverflowError: int too large to convert to float'],
    ]);
  });

  describe('str.format', () => {
    answers([
      [
        "['{} {}'.format(1, 'a'), '{1} {0}'.format(1, 2), '{a} {b[k]} {c[0]}'.format(a=1, b={'k': 2}, c=[3]), '{{}}'.format()]",
        "['1 a', '2 1', '1 2 3', '{}']",
      ],
      [
        "['{!r} {!s} {!a}'.format('é', 'é', 'é'), '{:{w}.{p}f}'.format(2.5, w=8, p=2), '{:>{}}'.format('a', 4)]",
        "[\"'é' é '\\\\xe9'\", '    2.50', '   a']",
      ],
      ["'{} {}'.format(1)", 'IndexError: Replacement index 1 out of range for positional args tuple'],
      ["'{a}'.format()", "KeyError: 'a'"],
      ["'{0} {}'.format(1)", 'ValueError: cannot switch from manual field specification to automatic field numbering'],
      ["'{} {0}'.format(1)", 'ValueError: cannot switch from automatic field numbering to manual field specification'],
      ["'{'.format()", "ValueError: Single '{' encountered in format string"],
      ["'}'.format()", "ValueError: Single '}' encountered in format string"],
      ["'{!x}'.format(1)", 'ValueError: Unknown conversion specifier x'],
      ["'{a.b}'.format(a=1)", "AttributeError: 'int' object has no attribute 'b'"],
      ["'{0[}'.format([1])", "ValueError: expected '}' before end of string"],
      ["'{a}-{b}'.format_map({'a': 1, 'b': 2})", "'1-2'"],
    ]);
  });

  describe('percent', () => {
    answers([
      [
        "['%s %r %a' % ('é', 'é', 'é'), '%d %i %u' % (1, 2.9, -3), '%5d|%-5d|%05d|%+d|% d' % (1, 2, 3, 4, 5), '%%' % ()]",
        "[\"é 'é' '\\\\xe9'\", '1 2 -3', '    1|2    |00003|+4| 5', '%']",
      ],
      [
        "['%.2f %e %g %G' % (2.675, 12345.678, 1e-5, 1e20), '%x %X %#x %#o %o' % (255, 255, 255, 8, 8), '%c%c' % ('a', 98), '%.3s|%10.2s' % ('abcdef', 'xyz')]",
        "['2.67 1.234568e+04 1e-05 1E+20', 'ff FF 0xff 0o10 10', 'ab', 'abc|        xy']",
      ],
      [
        "['%(a)s-%(b)05.1f' % {'a': 1, 'b': 2}, '%*d|%-*d|%.*f' % (5, 1, 4, 2, 1, 0.25), '%s' % [1, 2], 'x' % {}, '%.5d' % 42]",
        "['1-002.0', '    1|2   |0.2', '[1, 2]', 'x', '00042']",
      ],
      ["'%d' % 'a'", 'TypeError: %d format: a real number is required, not str'],
      ["'%x' % 1.5", 'TypeError: %x format: an integer is required, not float'],
      ["'%f' % 'a'", 'TypeError: must be real number, not str'],
      ["'%s %s' % (1,)", 'TypeError: not enough arguments for format string'],
      ["'%s' % (1, 2)", 'TypeError: not all arguments converted during string formatting'],
      ["'%(a)s' % 5", 'TypeError: format requires a mapping'],
      ["'%(a)s' % {}", "KeyError: 'a'"],
      ["'%y' % 1", "ValueError: unsupported format character 'y' (0x79) at index 1"],
      ["'%' % 1", 'ValueError: incomplete format'],
      ["'%c' % 'ab'", 'TypeError: %c requires int or char'],
      ["'%*d' % ('a', 1)", 'TypeError: * wants int'],
    ]);
  });
});
