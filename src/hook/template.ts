import { Dict } from '../expression/dict.ts';
import { collect } from '../expression/operations/collect.ts';
import type { Value } from '../expression/value.ts';
import { withPlaces } from '../records/fit/places.ts';
import { MatchedRows } from '../records/fit/rows.ts';
import type { Compiler, Path, Run } from './compiler.ts';
import { checkMatch } from './match-key.ts';
import { checkRecordMap } from './record-map.ts';
import { placing, runCode, type Scope } from './scope.ts';

/**
 * Compiles a value of the YAML file in which texts that begin with `=` are expressions, `==` at the start is a plain `=`, and a map
 * with `for_each`, `as` and `values` is a list of maps, one for each item; with `match` too, the lines of a record.
 */
export function compileTemplate(raw: unknown, path: Path, compiler: Compiler): Run<Value> {
  if (typeof raw === 'string') {
    return compileText(raw, path, compiler);
  }
  if (Array.isArray(raw)) {
    const items = raw.map((item, index) =>
      isOperator(raw, index) ? () => item : compileTemplate(item, [...path, index], compiler),
    );
    const placeOf = (index: string | number) => compiler.place([...path, index]);
    return (scope) =>
      withPlaces(
        items.map((item) => item(scope)),
        placeOf,
      );
  }
  if (typeof raw === 'object' && raw !== null) {
    const isList = 'for_each' in raw || ('match' in raw && 'values' in raw);
    return isList ? compileList(raw, path, compiler) : compileMap(raw, path, compiler);
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
  checkRecordMap(raw, path, compiler);
  const entries = Object.entries(raw).map(([key, value]) => ({
    key,
    value: compileTemplate(value, [...path, key], compiler),
  }));
  const placeOf = (key: string | number) => compiler.place([...path, key]);
  return (scope) => {
    const dict = new Dict();
    for (const { key, value } of entries) {
      dict.set(key, value(scope));
    }
    return withPlaces(dict, placeOf);
  };
}

const LIST_KEYS = ['for_each', 'as', 'match', 'missing', 'values'];

/** Compiles a list of maps made by `for_each`, or given under `values` beside `match`. */
function compileList(raw: object, path: Path, compiler: Compiler): Run<Value> {
  const parts = new Map<string, unknown>(Object.entries(raw));
  for (const key of parts.keys()) {
    if (!LIST_KEYS.includes(key)) {
      compiler.issues.push({ path, key, message: `unknown key \`${key}\``, allowed: LIST_KEYS });
    }
  }
  const rows = parts.has('for_each')
    ? compileForEach(parts, path, compiler)
    : compileTemplate(parts.get('values'), [...path, 'values'], compiler);
  const match = checkMatch(parts, path, compiler);
  return match === undefined
    ? (scope) => rows(scope) ?? []
    : (scope) => new MatchedRows(match.fields, match.removesMissing, rows(scope));
}

/** The rows that a `for_each` makes; None where its expression gives None. */
function compileForEach(parts: Map<string, unknown>, path: Path, compiler: Compiler): Run<Value> {
  const [source, name, values] = [parts.get('for_each'), parts.get('as') ?? 'item', parts.get('values')];
  if (typeof source !== 'string' || typeof name !== 'string' || !isMap(values)) {
    compiler.fault(path, 'a list made by `for_each` needs `for_each: <expression>`, `as: <name>` and `values: <map>`');
    return () => null;
  }
  const items = compileOptionalItems(source, [...path, 'for_each'], compiler);
  const each = compiler.within(name, () => compileMap(values, [...path, 'values'], compiler));
  return (scope) => items(scope)?.map((item) => withName(scope, name, item, () => each(scope))) ?? null;
}

function isMap(raw: unknown): raw is object {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

/** Compiles the expression of a `for_each`; running it gives the items. None gives no items. */
export function compileItems(source: string, path: Path, compiler: Compiler): Run<Value[]> {
  const items = compileOptionalItems(source, path, compiler);
  return (scope) => items(scope) ?? [];
}

function compileOptionalItems(source: string, path: Path, compiler: Compiler): Run<Value[] | null> {
  const code = compiler.expression(source, path);
  const place = (offset?: number) => compiler.place(path, offset);
  return (scope) => {
    const value = runCode(code, scope, place);
    return value === null ? null : placing(place, () => collect(value));
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
