import { answers } from '../../support/answer.ts';

describe('the methods of str', () => {
  describe('case', () => {
    answers([
      [
        "['straße'.upper(), 'ΌΣΟΣ ΣΑΣ'.lower(), 'ß'.title(), 'ǆ'.title(), 'o\\'neil they\\'re'.title(), 'ﬁX'.capitalize(), 'Straße'.casefold(), 'aBc ΣΑΣ'.swapcase()]",
        "['STRASSE', 'όσος σας', 'Ss', 'ǅ', \"O'Neil They'Re\", 'Fix', 'strasse', 'AbC σας']",
      ],
      [
        "['ქართული'.title(), 'ᾳx'.title(), 'ŉ'.upper(), 'İ'.lower(), 'ꭰ'.casefold(), 'ı'.casefold()]",
        "['ქართული', 'ᾼx', 'ʼN', 'i̇', 'Ꭰ', 'ı']",
      ],
    ]);
  });

  describe('kinds of characters', () => {
    answers([
      [
        "['²'.isdigit(), '½'.isnumeric(), '一'.isnumeric(), '٣'.isdecimal(), '²'.isdecimal(), ''.isalpha(), 'é'.isalpha(), 'a1'.isalnum()]",
        '[True, True, True, True, False, False, True, True]',
      ],
      [
        "['\\x1c'.isspace(), '\\u200b'.isspace(), 'a b'.isprintable(), 'a\\n'.isprintable(), 'ǅ'.istitle(), 'Aa Bb'.istitle(), 'AB1'.isupper(), 'é_1'.isidentifier(), '1a'.isidentifier(), 'é'.isascii()]",
        '[True, False, True, False, True, True, True, True, False, False]',
      ],
    ]);
  });

  describe('search', () => {
    answers([
      [
        "['abcabc'.find('c', 3), 'abcabc'.rfind('a', 0, -1), '😀a😀b'.index('b'), '😀a😀b'.find('😀', 1), 'abc'.find('', 3), 'abc'.find('', 4), 'abc'.rfind('')]",
        '[5, 3, 3, 2, 3, -1, 3]',
      ],
      [
        "['aaaa'.count('aa'), 'abc'.count(''), '😀😀'.count(''), 'abc'.startswith(('x', 'ab')), 'abc'.endswith('bc', 2), 'abc'.startswith('', 4)]",
        '[2, 4, 3, True, False, False]',
      ],
      ["'abc'.index('x')", 'ValueError: substring not found'],
      ["'abc'.find(1)", 'TypeError: must be str, not int'],
      ["'abc'.startswith(['a'])", 'TypeError: startswith first arg must be str or a tuple of str, not list'],
      ["'abc'.startswith((1,))", 'TypeError: tuple for startswith must only contain str, not int'],
      ["'abc'.find('a', 'b')", 'TypeError: slice indices must be integers or None or have an __index__ method'],
      ["'abc'.count()", 'TypeError: count() takes at least 1 argument (0 given)'],
    ]);
  });

  describe('split and join', () => {
    answers([
      [
        "[' a  b '.split(), ' a  b '.split(' '), 'a,b,c'.split(',', 1), 'a b  c '.split(None, 1), 'a,b,c'.rsplit(',', 1), ' a b '.rsplit(None, 1), ''.split(), ''.split(',')]",
        "[['a', 'b'], ['', 'a', '', 'b', ''], ['a', 'b,c'], ['a', 'b  c '], ['a,b', 'c'], [' a', 'b'], [], ['']]",
      ],
      [
        "['a\\nb\\r\\nc\\x1cd\\u2028e'.splitlines(), 'a\\nb\\n'.splitlines(True), 'a=b=c'.partition('='), 'a=b=c'.rpartition('='), 'abc'.partition('x'), 'abc'.rpartition('x')]",
        "[['a', 'b', 'c', 'd', 'e'], ['a\\n', 'b\\n'], ('a', '=', 'b=c'), ('a=b', '=', 'c'), ('abc', '', ''), ('', '', 'abc')]",
      ],
      [
        "['-'.join(['a', 'b']), ','.join('abc'), ''.join(()), '-'.join({'k': 1, 'l': 2})]",
        "['a-b', 'a,b,c', '', 'k-l']",
      ],
      ["'a'.split('')", 'ValueError: empty separator'],
      ["'a'.split(1)", 'TypeError: must be str or None, not int'],
      ["'a'.split(x=1)", "TypeError: 'x' is an invalid keyword argument for split()"],
      ["'a'.partition('')", 'ValueError: empty separator'],
      ["''.join([1])", 'TypeError: sequence item 0: expected str instance, int found'],
      ["''.join(5)", 'TypeError: can only join an iterable'],
    ]);
  });

  describe('shape', () => {
    answers([
      [
        "['a'.center(4), 'ab'.center(5, '*'), 'a'.ljust(3, '-') + '|', '😀'.rjust(3, '·'), '-5'.zfill(4), '+12'.zfill(6), 'a\\tb\\tc'.expandtabs(4), 'a\\n\\tb'.expandtabs()]",
        "[' a  ', '**ab*', 'a--|', '··😀', '-005', '+00012', 'a   b   c', 'a\\n        b']",
      ],
      [
        "['xxaxx'.strip('x'), '\\u3000 a\\x1f'.strip(), 'abcab'.lstrip('ba'), 'a😀😀'.rstrip('😀'), 'prefix'.removeprefix('pre'), 'suffix'.removesuffix('fix'), 'a'.removesuffix('')]",
        "['a', 'a', 'cab', 'a', 'fix', 'suf', 'a']",
      ],
      [
        "['aaa'.replace('a', 'b', 2), 'abc'.replace('', '-'), '😀'.replace('', '-', 2), 'abc'.replace('b', ''), 'é'.encode(), 'abc'.translate({97: 'X', 98: None, 99: 100}), ''.maketrans('ab', 'cd', 'e')]",
        "['bba', '-a-b-c-', '-😀-', 'ac', b'\\xc3\\xa9', 'Xd', {97: 99, 98: 100, 101: None}]",
      ],
      ["'a'.center(3, 'xx')", 'TypeError: The fill character must be exactly one character long'],
      ["'a'.center('3')", "TypeError: 'str' object cannot be interpreted as an integer"],
      ["'a'.replace('a')", 'TypeError: replace expected at least 2 arguments, got 1'],
      ["'a'.replace('a', 1)", 'TypeError: replace() argument 2 must be str, not int'],
      ["'a'.strip(1)", 'TypeError: strip arg must be None or str'],
      ["'a'.upper(1)", 'TypeError: str.upper() takes no arguments (1 given)'],
      ["'a'.removeprefix(None)", 'TypeError: removeprefix() argument must be str, not None'],
      [
        "'é€'.encode('ascii')",
        "UnicodeEncodeError: 'ascii' codec can't encode characters in position 0-1: ordinal not in range(128)",
      ],
      ["'a'.encode('foo')", 'LookupError: unknown encoding: foo'],
      ["'é€'.encode('ascii', 'xmlcharrefreplace')", "b'&#233;&#8364;'"],
      [
        "b64decode('4oI=').decode()",
        "UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data",
      ],
      ["b64decode('//4=').decode('utf-8', 'replace')", "'��'"],
      ["b64decode('YWI')", 'Error: Incorrect padding'],
      ["b64encode('a')", "TypeError: a bytes-like object is required, not 'str'"],
    ]);
  });
});
