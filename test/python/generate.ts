import { expression, KINDS, type Kind, ORDERED } from './generate-expression.ts';
import type { Program } from './program.ts';
import { Random } from './random.ts';

/** What the generator knows while it writes a program. */
export interface Scope {
  random: Random;
  /** Variables by the kind of value they hold; a function is called with one argument. */
  variables: Map<string, Kind | 'function'>;
  /** How many more names were given out. */
  names: { given: number };
}

/** A random program: statements over values of all kinds, most of which fit together and some of which do not. */
export function generateProgram(seed: number): Program {
  const random = new Random(seed);
  const scope: Scope = { random, variables: new Map(), names: { given: 0 } };
  if (random.chance(0.4)) {
    return { kind: 'expression', source: `(${expression(scope, random.pick(KINDS), 4)})` };
  }
  const lines: string[] = [];
  for (let left = random.integer(3, 9); left > 0; left--) {
    lines.push(...sheltered(scope, statement(scope, 2)));
  }
  for (const [name, kind] of scope.variables) {
    if (kind !== 'function') {
      lines.push(`emit(${shown(name, kind)})`);
    }
  }
  return { kind: 'program', source: `${lines.join('\n')}\n` };
}

/** Most statements stand in a `try` of their own, so that one that fails does not end the program. */
function sheltered(scope: Scope, lines: string[]): string[] {
  return scope.random.chance(0.85)
    ? ['try:', ...indented(lines), 'except Exception as error:', '    emit(repr(error))']
    : lines;
}

// A set shows its items in no order of its own.
function shown(source: string, kind: Kind): string {
  return kind === 'set' ? `sorted(${source}, key=repr)` : source;
}

function newName(scope: Scope): string {
  scope.names.given += 1;
  return `${scope.random.pick(['a', 'b', 'total', 'line', 'é'])}${scope.names.given}`;
}

function known(scope: Scope, ...kinds: (Kind | 'function')[]): string | undefined {
  const fitting = [...scope.variables].filter(([, kind]) => kinds.includes(kind));
  return fitting.length === 0 ? undefined : scope.random.pick(fitting)[0];
}

function indented(lines: string[]): string[] {
  return lines.map((line) => `    ${line}`);
}

/** Statements of a block. What a block assigns is known after it only when the block surely ran. */
function block(scope: Scope, depth: number): string[] {
  const inner: Scope = { ...scope, variables: new Map(scope.variables) };
  const lines: string[] = [];
  for (let left = scope.random.integer(1, 3); left > 0; left--) {
    lines.push(...statement(inner, depth - 1));
  }
  return indented(lines);
}

function statement(scope: Scope, depth: number): string[] {
  const { random } = scope;
  const simple = [assign, assign, show, augmented, unpack, change, remove];
  const compound = [branch, loop, whileLoop, attempt, define, attempt];
  return random.pick(depth > 0 ? [...simple, ...compound] : simple)(scope, depth);
}

function assign(scope: Scope): string[] {
  const kind = scope.random.pick(KINDS);
  const source = expression(scope, kind, 3);
  const name = scope.random.chance(0.3) ? (known(scope, kind) ?? newName(scope)) : newName(scope);
  scope.variables.set(name, kind);
  return [`${name} = ${source}`];
}

function show(scope: Scope): string[] {
  const kind = scope.random.pick(KINDS);
  return [`emit(${shown(expression(scope, kind, 3), kind)})`];
}

function augmented(scope: Scope): string[] {
  const name = known(scope, 'int', 'float', 'text', 'list');
  const kind = name === undefined ? undefined : scope.variables.get(name);
  if (name === undefined || kind === undefined || kind === 'function') {
    return show(scope);
  }
  const operators =
    kind === 'int' ? ['+=', '-=', '*=', '//=', '%=', '|=', '&=', '^='] : kind === 'float' ? ['+=', '-=', '*='] : ['+='];
  return [`${name} ${scope.random.pick(operators)} ${expression(scope, kind, 2)}`];
}

function unpack(scope: Scope): string[] {
  const { random } = scope;
  const kinds = [random.pick(ORDERED), random.pick(ORDERED), random.pick(ORDERED)];
  const values = kinds.map((kind) => expression(scope, kind, 2));
  const names = kinds.map(() => newName(scope));
  const [first, second, third] = names;
  const wrong = random.chance(0.05) ? `, ${values[0]}` : '';
  if (random.chance(0.3)) {
    scope.variables.set(first as string, kinds[0] as Kind);
    scope.variables.set(second as string, 'list');
    return [`${first}, *${second} = ${values.join(', ')}${wrong}`];
  }
  for (const [index, name] of names.entries()) {
    scope.variables.set(name, kinds[index] as Kind);
  }
  return random.chance(0.5)
    ? [`${names.join(', ')} = ${values.join(', ')}${wrong}`]
    : [`(${first}, ${second}), ${third} = (${values[0]}, ${values[1]}${wrong}), ${values[2]}`];
}

function change(scope: Scope): string[] {
  const { random } = scope;
  const name = known(scope, 'list', 'dict');
  if (name === undefined) {
    return assign(scope);
  }
  if (scope.variables.get(name) === 'dict') {
    return [
      random.pick([
        `${name}[${expression(scope, 'key', 1)}] = ${expression(scope, random.pick(ORDERED), 2)}`,
        `${name}.update(${expression(scope, 'dict', 1)})`,
        `emit(${name}.setdefault(${expression(scope, 'key', 1)}, ${expression(scope, 'int', 1)}))`,
        `emit(${name}.pop(${expression(scope, 'key', 1)}, None))`,
      ]),
    ];
  }
  return [
    random.pick([
      `${name}.append(${expression(scope, random.pick(ORDERED), 2)})`,
      `${name}.extend(${expression(scope, 'list', 2)})`,
      `${name}.insert(${expression(scope, 'small', 1)}, ${expression(scope, 'int', 1)})`,
      `emit(${name}.pop())`,
      `${name}.reverse()`,
      `${name}.sort(key=repr${random.chance(0.3) ? ', reverse=True' : ''})`,
      `${name}[${expression(scope, 'small', 1)}] = ${expression(scope, 'text', 1)}`,
      `${name}[${expression(scope, 'small', 1)}:${expression(scope, 'small', 1)}] = ${expression(scope, 'list', 1)}`,
    ]),
  ];
}

function remove(scope: Scope): string[] {
  const name = known(scope, 'list', 'dict');
  if (name === undefined || scope.random.chance(0.5)) {
    return show(scope);
  }
  const key = scope.variables.get(name) === 'list' ? 'small' : 'key';
  return [`del ${name}[${expression(scope, key, 1)}]`];
}

function branch(scope: Scope, depth: number): string[] {
  const lines = [`if ${expression(scope, 'bool', 3)}:`, ...block(scope, depth)];
  if (scope.random.chance(0.3)) {
    lines.push(`elif ${expression(scope, 'bool', 2)}:`, ...block(scope, depth));
  }
  return scope.random.chance(0.5) ? [...lines, 'else:', ...block(scope, depth)] : lines;
}

function loop(scope: Scope, depth: number): string[] {
  const { random } = scope;
  const name = newName(scope);
  const [kind, iterable]: [Kind, string] = random.pick([
    ['int', `range(${expression(scope, 'small', 1)})`],
    ['text', expression(scope, 'text', 2)],
    ['text', `[str(v) for v in ${expression(scope, 'list', 2)}]`],
    ['int', `[len(repr(v)) for v in ${expression(scope, 'dict', 2)}]`],
  ]);
  const inner: Scope = { ...scope, variables: new Map(scope.variables).set(name, kind) };
  const body = block(inner, depth);
  if (random.chance(0.3)) {
    body.push(...indented([`if ${expression(inner, 'bool', 2)}:`, `    ${random.pick(['break', 'continue'])}`]));
    body.push(...indented(show(inner)));
  }
  const lines = [`for ${name} in ${iterable}:`, ...body];
  return random.chance(0.2) ? [...lines, 'else:', ...block(scope, depth)] : lines;
}

function whileLoop(scope: Scope, depth: number): string[] {
  const name = newName(scope);
  const inner: Scope = { ...scope, variables: new Map(scope.variables) };
  const lines = [`${name} = ${scope.random.integer(0, 4)}`, `while ${name} > 0:`, `    ${name} -= 1`];
  return [...lines, ...block(inner, depth)];
}

const CAUGHT = [
  'ValueError',
  'TypeError',
  '(KeyError, IndexError)',
  'LookupError',
  'Exception',
  'ZeroDivisionError',
  'ArithmeticError',
];

function attempt(scope: Scope, depth: number): string[] {
  const { random } = scope;
  const lines = ['try:', ...block(scope, depth)];
  if (random.chance(0.3)) {
    const raised = random.pick(['ValueError', 'KeyError', 'UserError', 'TypeError', 'RuntimeError', 'ValidationError']);
    lines.push(`    raise ${raised}(${expression(scope, random.pick(['text', 'int', 'key'] as const), 1)})`);
  }
  lines.push(`except ${random.pick(CAUGHT)} as caught:`, "    emit('caught', repr(caught), str(caught), caught.args)");
  lines.push('except Exception as other:', "    emit('other', repr(other))");
  if (random.chance(0.3)) {
    lines.push('else:', ...block(scope, depth));
  }
  return random.chance(0.3) ? [...lines, 'finally:', ...block(scope, depth)] : lines;
}

function define(scope: Scope, depth: number): string[] {
  const { random } = scope;
  const name = newName(scope);
  const kind = random.pick(KINDS);
  const result = random.pick(KINDS);
  const inner: Scope = { ...scope, variables: new Map(scope.variables).set('x', kind) };
  const signature = random.pick(['x', 'x, more=[]', 'x, *more', 'x, *, more=[1]', 'x, **more']);
  if (signature !== 'x') {
    inner.variables.set('more', signature.includes('**') ? 'dict' : signature === 'x, *more' ? 'tuple' : 'list');
  }
  const lines = [`def ${name}(${signature}):`, ...block(inner, depth - 1)];
  if (random.chance(0.3)) {
    lines.push(`    if ${expression(inner, 'bool', 2)}:`, `        return ${expression(inner, result, 2)}`);
  }
  lines.push(`    return ${expression(inner, result, 2)}`);
  const args = random.pick(['', '', '', ', more=[2]', ', 1', ', 1, 2', ', *[3]', ', y=1']);
  lines.push('try:', `    emit(repr(${shown(`${name}(${expression(scope, kind, 2)}${args})`, result)}))`);
  return [...lines, 'except Exception as failed:', "    emit('failed', repr(failed))"];
}
