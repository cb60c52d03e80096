import type { Form } from './generate-expression.ts';

const ANY = ['int', 'float', 'text', 'bool', 'list', 'tuple', 'none'] as const;
const NUMBER = ['int', 'float', 'bool', 'small'] as const;

export const intForms: Form[] = [
  (write, { random }) => `(${write('int')} ${random.pick(['+', '-', '*', '//', '%', '&', '|', '^'])} ${write('int')})`,
  (write) => `(${write('int')} ** ${write('small')})`,
  (write, { random }) => `(${write('int')} ${random.pick(['<<', '>>'])} ${write('small')})`,
  (write, { random }) => `${random.pick(['-', '+', '~', 'abs', '-'])}(${write('int')})`,
  (write, { random }) => `len(${write(random.pick(['text', 'list', 'dict', 'tuple', 'set'] as const))})`,
  (write) => `int(${write('float')})`,
  (write) => `int(${write('text')})`,
  (write) => `int(${write('text')}, ${write('small')})`,
  (write) => `round(${write('float')})`,
  (write) => `round(${write('int')}, ${write('small')})`,
  (write, { random }) => `${random.pick(['min', 'max'])}(${write('int')}, ${write('int')}, ${write('int')})`,
  (write) => `sum(v for v in ${write('list')} if isinstance(v, int))`,
  (write) => `sum([${write('int')}, ${write('int')}], ${write('int')})`,
  (write, { random }) => `${write('text')}.${random.pick(['find', 'count', 'rfind', 'index'])}(${write('text')})`,
  (write) => `${write('list')}.index(${write('int')})`,
  (write) => `${write('list')}.count(${write('int')})`,
  (write) => `${write('tuple')}[${write('small')}]`,
  (write) => `divmod(${write('int')}, ${write('int')})[${write('small')}]`,
  (write) => `(${write('int')} and ${write('int')})`,
  (write) => `(${write('int')} or ${write('int')})`,
  (write) => `ord(${write('text')}[${write('small')}])`,
  (write) => `reduce(lambda p, q: p + q, [len(repr(v)) for v in ${write('list')}], ${write('int')})`,
  (write) => `${write('dict')}.get(${write('key')}, ${write('int')})`,
  (write) => `(${write('int')}).bit_length()`,
  (write) => `[${write('int')}, ${write('int')}][${write('small')}]`,
  (write) => `(n := ${write('int')}) + n`,
];

export const floatForms: Form[] = [
  (write, { random }) => `(${write('float')} ${random.pick(['+', '-', '*', '/', '//', '%'])} ${write('float')})`,
  (write, { random }) => `(${write(random.pick(NUMBER))} / ${write(random.pick(NUMBER))})`,
  (write, { random }) => `(${write('float')} ${random.pick(['+', '-', '*', '//', '%'])} ${write(random.pick(NUMBER))})`,
  (write, { random }) => `${random.pick(['-', '+', 'abs'])}(${write('float')})`,
  (write) => `round(${write('float')}, ${write('small')})`,
  (write) => `float(${write('int')})`,
  (write) => `float(${write('text')})`,
  (write) => `sum([${write('float')}, ${write('float')}])`,
  (write, { random }) => `${random.pick(['min', 'max'])}(${write('float')}, ${write('int')})`,
  (write) => `divmod(${write('float')}, ${write('float')})[${write('small')}]`,
  (write) => `(${write('float')} or ${write('float')})`,
];

export const boolForms: Form[] = [
  (write, { random }) => `(${write('int')} ${random.pick(['<', '<=', '>', '>=', '==', '!='])} ${write('float')})`,
  (write, { random }) => {
    const kind = random.pick(['int', 'text', 'list', 'tuple', 'float', 'set'] as const);
    return `(${write(kind)} ${random.pick(['<', '<=', '>', '>=', '==', '!='])} ${write(kind)})`;
  },
  (write) => `(${write('int')} < ${write('int')} <= ${write('float')})`,
  (write) => `(${write('int')} != ${write('int')} in ${write('list')})`,
  (write, { random }) => `(${write(random.pick(ANY))} == ${write(random.pick(ANY))})`,
  (write, { random }) => `(not ${write(random.pick(ANY))})`,
  (write, { random }) => `(${write('bool')} ${random.pick(['and', 'or'])} ${write('bool')})`,
  (write, { random }) =>
    `(${write(random.pick(ANY))} ${random.pick(['in', 'not in'])} ${write(random.pick(['list', 'tuple'] as const))})`,
  (write, { random }) => `(${write('text')} ${random.pick(['in', 'not in'])} ${write('text')})`,
  (write) => `(${write('key')} in ${write('dict')})`,
  (write) => `(${write('key')} in ${write('set')})`,
  (write, { random }) => `bool(${write(random.pick(ANY))})`,
  (write, { random }) =>
    `isinstance(${write(random.pick(ANY))}, ${random.pick(['int', 'str', '(int, float)', 'list', 'bool', 'Exception'])})`,
  (write, { random }) => `${random.pick(['any', 'all'])}(${write('list')})`,
  (write, { random }) => `${random.pick(['any', 'all'])}(v == ${write('int')} for v in ${write('list')})`,
  (write, { random }) => `${write('text')}.${random.pick(['startswith', 'endswith'])}(${write('text')})`,
  (write, { random }) =>
    `${write('text')}.${random.pick(['isdigit', 'isalpha', 'isupper', 'islower', 'isspace', 'isalnum', 'istitle', 'isnumeric'])}()`,
  (write, { random }) => `(${write(random.pick(ANY))} is${random.pick(['', ' not'])} None)`,
  (write) => `(${write('bool')} & ${write('bool')})`,
];

export const listForms: Form[] = [
  (write, { random }) => `[${write(random.pick(ANY))}, ${write(random.pick(ANY))}]`,
  (write) => `[*${write('list')}, ${write('int')}, *${write('text')}]`,
  (write) => `(${write('list')} + ${write('list')})`,
  (write) => `(${write('list')} * ${write('small')})`,
  (write) => `${write('list')}[${write('small')}:${write('small')}]`,
  (write) => `${write('list')}[::${write('small')}]`,
  (write) => `${write('list')}[${write('small')}:${write('small')}:${write('small')}]`,
  (write) => `[v for v in ${write('list')} if ${write('bool')}]`,
  (write) => `[(i, v) for i, v in enumerate(${write('list')}, ${write('small')})]`,
  (write) => `[x + y for x in [${write('int')}, ${write('int')}] for y in range(${write('small')})]`,
  (write) => `[v * 2 for v in ${write('text')} if v != ${write('text')}]`,
  (write) => `sorted([${write('int')}, ${write('float')}, ${write('int')}])`,
  (write, { random }) => `sorted(${write('list')}, key=repr${random.chance(0.4) ? ', reverse=True' : ''})`,
  (write, { random }) => `sorted(${write('text')}${random.chance(0.3) ? ', reverse=True' : ''})`,
  (write) => `sorted(${write('list')})`,
  (write, { random }) => `list(${write(random.pick(['text', 'tuple', 'dict'] as const))})`,
  (write) => `list(range(${write('small')}, ${write('small')}))`,
  (write) => `list(range(${write('small')}, ${write('small')}, ${write('small')}))`,
  (write) => `list(map(lambda v: (v, ${write('int')}), ${write('list')}))`,
  (write) => `list(filter(${'None'}, ${write('list')}))`,
  (write) => `list(zip(${write('list')}, ${write('text')}))`,
  (write) => `${write('text')}.split()`,
  (write) => `${write('text')}.split(${write('text')}, ${write('small')})`,
  (write) => `${write('text')}.splitlines()`,
  (write, { random }) => `list(${write('dict')}.${random.pick(['keys', 'values', 'items'])}())`,
  (write) => `${write('list')}.copy()`,
  (write) => `[${write('list')}, ${write('list')}][${write('small')}]`,
  (write) => `json.loads(json.dumps(${write('list')}))`,
];

export const dictForms: Form[] = [
  (write, { random }) => `{${write('key')}: ${write(random.pick(ANY))}, ${write('key')}: ${write(random.pick(ANY))}}`,
  (write) => `{**${write('dict')}, ${write('key')}: ${write('int')}}`,
  (write) => `{v: ${write('int')} for v in ${write('text')}}`,
  (write) => `{k: repr(v) for k, v in ${write('dict')}.items()}`,
  (write) => `{i: v for i, v in enumerate(${write('list')})}`,
  (write) => `dict(${write('dict')}, z=${write('int')})`,
  (write) => `dict(zip(${write('text')}, ${write('list')}))`,
  (write) => `dict([(${write('key')}, ${write('int')})])`,
  (write) => `(${write('dict')} | ${write('dict')})`,
  (write) => `dict.fromkeys(${write('text')}, ${write('int')})`,
  (write) => `${write('dict')}.copy()`,
  (write) => `json.loads(json.dumps({${write('text')}: ${write('list')}}))`,
];

export const tupleForms: Form[] = [
  (write, { random }) => `(${write(random.pick(ANY))}, ${write(random.pick(ANY))})`,
  (write) => `(${write('int')},)`,
  (write) => `tuple(${write('list')})`,
  (write) => `(${write('tuple')} + ${write('tuple')})`,
  (write) => `(${write('tuple')} * ${write('small')})`,
  (write) => `${write('tuple')}[${write('small')}:]`,
  (write) => `${write('tuple')}[::-1]`,
  (write) => `divmod(${write('int')}, ${write('int')})`,
  (write) => `divmod(${write('float')}, ${write('float')})`,
  (write) => `${write('text')}.partition(${write('text')})`,
  (write) => `max([${write('tuple')}, ${write('tuple')}])`,
  (write) => `tuple(v for v in ${write('list')} if v)`,
];

export const setForms: Form[] = [
  (write) => `{${write('key')}, ${write('key')}}`,
  (write) => `set(${write('text')})`,
  (write, { random }) => `(${write('set')} ${random.pick(['|', '&', '-', '^'])} ${write('set')})`,
  (write, { random }) => `${write('set')}.${random.pick(['union', 'intersection', 'difference'])}(${write('tuple')})`,
  (write) => `{v for v in ${write('text')} if ${write('bool')}}`,
  (write) => `set(${write('list')})`,
  (write) => `(${write('dict')}.keys() & ${write('set')})`,
];

export const keyForms: Form[] = [
  (write) => write('text'),
  (write) => write('int'),
  (write) => write('float'),
  (write) => `(${write('int')}, ${write('text')})`,
];

export const noneForms: Form[] = [
  (write) => `[${write('int')}].append(${write('int')})`,
  (write) => `{}.get(${write('key')})`,
  (write) => `(None if ${write('bool')} else None)`,
];
