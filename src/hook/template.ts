import { Dict } from '../expression/dict.ts';
import { collect } from '../expression/operations/collect.ts';
import type { Value } from '../expression/value.ts';
import type { Compiler, Path, Run } from './compiler.ts';
import { placing, runCode, type Scope } from './scope.ts';

/**
 * Compiles a value of the YAML file in which texts that begin with `=` are expressions, `==` at the start is a plain `=`, and a map
 * with `for_each`, `as` and `values` is a list of maps, one for each item.
 */
export function compileTemplate(raw: unknown, path: Path, compiler: Compiler): Run<Value> {
  if (typeof raw === 'string') {
    return compileText(raw, path, compiler);
  }
  if (Array.isArray(raw)) {
    const items = raw.map((item, index) =>
      isOperator(raw, index) ? () => item : compileTemplate(item, [...path, index], compiler),
    );
    return (scope) => items.map((item) => item(scope));
  }
  if (typeof raw === 'object' && raw !== null) {
    return 'for_each' in raw ? compileForEach(raw, path, compiler) : compileMap(raw, path, compiler);
  }
  if (raw === null || typeof raw === 'boolean' || typeof raw === 'bigint' || typeof raw === 'number') {
    return () => raw;
  }
  compiler.fault(path, 'this kind of value cannot stand here');
  return () => null;
}

const EQUALITY_OPERATORS = ['=', '=?', '=like', '=ilike'];

/** Whether an item is the operator of a condition in a domain, such as [state, '=', draft]; it is no expression. */
function isOperator(list: unknown[], index: number): boolean {
  return (
    list.length === 3 && index === 1 && typeof list[0] === 'string' && EQUALITY_OPERATORS.includes(String(list[1]))
  );
}

function compileText(text: string, path: Path, compiler: Compiler): Run<Value> {
  if (!text.startsWith('=')) {
    return () => text;
  }
  if (text.startsWith('==')) {
    return () => text.slice(1);
  }
  const code = compiler.markedExpression(text.slice(1), path);
  const place = (offset?: number) => compiler.place(path, offset === undefined ? undefined : offset + 1);
  return (scope) => runCode(code, scope, place);
}

/** Compiles a map whose keys are plain and whose values are templates. */
export function compileMap(raw: object, path: Path, compiler: Compiler): Run<Dict> {
  const entries = Object.entries(raw).map(([key, value]) => ({
    key,
    value: compileTemplate(value, [...path, key], compiler),
  }));
  return (scope) => {
    const dict = new Dict();
    for (const { key, value } of entries) {
      dict.set(key, value(scope));
    }
    return dict;
  };
}

const FOR_EACH_KEYS = ['for_each', 'as', 'values'];

function compileForEach(raw: object, path: Path, compiler: Compiler): Run<Value> {
  const parts = new Map<string, unknown>(Object.entries(raw));
  for (const key of parts.keys()) {
    if (!FOR_EACH_KEYS.includes(key)) {
      compiler.issues.push({ path, key, message: `unknown key \`${key}\``, allowed: FOR_EACH_KEYS });
    }
  }
  const [source, name, values] = [parts.get('for_each'), parts.get('as') ?? 'item', parts.get('values')];
  if (typeof source !== 'string' || typeof name !== 'string' || typeof values !== 'object' || values === null) {
    compiler.fault(path, 'a list made by `for_each` needs `for_each: <expression>`, `as: <name>` and `values: <map>`');
    return () => null;
  }
  const items = compileItems(source, [...path, 'for_each'], compiler);
  const each = compiler.within(name, () => compileMap(values, [...path, 'values'], compiler));
  return (scope) => items(scope).map((item) => withName(scope, name, item, () => each(scope)));
}

/** Compiles the expression of a `for_each`; running it gives the items. None gives no items. */
export function compileItems(source: string, path: Path, compiler: Compiler): Run<Value[]> {
  const code = compiler.expression(source, path);
  const place = (offset?: number) => compiler.place(path, offset);
  return (scope) => {
    const value = runCode(code, scope, place);
    return value === null ? [] : placing(place, () => collect(value));
  };
}

/** Runs `inner` while `name` stands for `value`. */
export function withName<T>(scope: Scope, name: string, value: Value, inner: () => T): T {
  const before = scope.names.get(name);
  scope.names.set(name, value);
  try {
    return inner();
  } finally {
    if (before === undefined) {
      scope.names.delete(name);
    } else {
      scope.names.set(name, before);
    }
  }
}
