import type { Scope } from './generate.ts';
import {
  boolForms,
  dictForms,
  floatForms,
  intForms,
  keyForms,
  listForms,
  noneForms,
  setForms,
  tupleForms,
} from './generate-forms.ts';
import { textForms } from './generate-text.ts';

/** The kinds of values an expression is written for; `small` is an int near 0, `key` what a dict is keyed by. */
export type Kind = 'int' | 'small' | 'float' | 'text' | 'bool' | 'list' | 'dict' | 'tuple' | 'set' | 'key' | 'none';

export const KINDS: Kind[] = ['int', 'float', 'text', 'bool', 'list', 'dict', 'tuple', 'int', 'text', 'set', 'none'];

/** All but sets, whose items show in no order. */
export const ORDERED = KINDS.filter((kind) => kind !== 'set');

/** Writes an expression of a kind, going no deeper than this. */
export type Write = (kind: Kind, depth?: number) => string;
export type Form = (write: Write, scope: Scope) => string;

const LITERALS: Record<Kind, readonly string[]> = {
  int: [
    '0',
    '1',
    '-1',
    '2',
    '3',
    '7',
    '10',
    '-13',
    '100',
    '255',
    '12345678901234567890',
    '-99999999999',
    'True',
    '0x1f',
  ],
  small: ['0', '1', '2', '3', '-1', '-2', '5'],
  float: [
    '0.0',
    '1.0',
    '-1.5',
    '2.5',
    '0.1',
    '3.14159',
    '1e16',
    '1e-5',
    '-0.0',
    '123456.789',
    '2.675',
    '1e300',
    '0.5',
    '100.0',
  ],
  text: [
    "''",
    "'a'",
    "'abc'",
    "'Hello World'",
    "'é😀ß'",
    "'12'",
    "' x '",
    "'a,b,c'",
    '"it\'s"',
    "'-7.5'",
    "'line\\nnext'",
    "r'\\d'",
    "'ǅ'",
    "'0x1f'",
  ],
  bool: ['True', 'False'],
  list: ['[]', '[1, 2, 3]', "['a', 'b']", '[3, 1, 2]', '[[1], [2]]', "[None, 1.5, 'x']", '[0]', "['b', 'A', 'c']"],
  dict: ['{}', "{'a': 1}", "{'a': 1, 'b': [2]}", "{1: 'x', 'k': None}", '{True: 1, 2.5: 2}', "{(1, 2): 'p'}"],
  tuple: ['()', '(1,)', "(1, 'a')", '(3, 2, 1)', '((1, 2), (3, 4))'],
  set: ['set()', '{1, 2}', "{'a', 'b', 'c'}", '{1, 1.0, 2}', 'frozenset([1, 2])'],
  key: ["'a'", "'b'", '1', 'True', '(1, 2)', 'None', '2.5', "'k'"],
  none: ['None'],
};

const FORMS: Record<Kind, Form[]> = {
  int: intForms,
  small: [(write) => `len(${write('text')}) % 5`, (write) => `(${write('small')} + ${write('small')})`],
  float: floatForms,
  text: textForms,
  bool: boolForms,
  list: listForms,
  dict: dictForms,
  tuple: tupleForms,
  set: setForms,
  key: keyForms,
  none: noneForms,
};

/** An expression that gives a value of the kind, or now and then one that does not. */
export function expression(scope: Scope, kind: Kind, depth: number): string {
  const { random } = scope;
  if (random.chance(0.015)) {
    return expression(scope, random.pick(ORDERED), depth - 1);
  }
  const variables = [...scope.variables].filter(([, held]) => held === kind);
  if (variables.length > 0 && random.chance(0.35)) {
    return random.pick(variables)[0];
  }
  if (depth <= 0 || random.chance(0.2)) {
    return random.pick(LITERALS[kind]);
  }
  const write: Write = (inner, levels = 1) => expression(scope, inner, depth - levels);
  if (random.chance(0.06)) {
    return `(${write(kind)} if ${write('bool')} else ${write(kind)})`;
  }
  if (random.chance(0.04)) {
    return `(lambda x, y=${write('int')}: ${write(kind)})(${write('int')})`;
  }
  return random.pick(FORMS[kind])(write, scope);
}
