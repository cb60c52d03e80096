import type { Compiler, Path } from './compiler.ts';

/** How the lines of a list are told apart, and what becomes of those that are not given. */
export interface MatchKey {
  fields: string[];
  removesMissing: boolean;
}

const MISSING = ['remove', 'keep'];

/** Checks `match` and `missing` of a list; undefined where it has none. Its fields must be among the values of each line. */
export function checkMatch(parts: ReadonlyMap<string, unknown>, path: Path, compiler: Compiler): MatchKey | undefined {
  const [match, missing, values] = [parts.get('match'), parts.get('missing'), parts.get('values')];
  if (missing !== undefined && !MISSING.includes(String(missing))) {
    compiler.issues.push({ path: [...path, 'missing'], message: '`missing` is not known', allowed: MISSING });
  }
  if (match === undefined) {
    if (missing !== undefined) {
      compiler.fault([...path, 'missing'], '`missing` needs `match`, which says which lines are which');
    }
    return undefined;
  }
  const fields = Array.isArray(match) ? match.filter((name) => typeof name === 'string') : [];
  if (!Array.isArray(match) || fields.length === 0 || fields.length < match.length) {
    compiler.fault([...path, 'match'], '`match` must be a list of fields, such as [name]');
    return undefined;
  }
  for (const line of Array.isArray(values) ? values : [values]) {
    checkFields(fields, line, [...path, 'match'], compiler);
  }
  return { fields, removesMissing: missing !== 'keep' };
}

function checkFields(fields: string[], line: unknown, path: Path, compiler: Compiler): void {
  if (typeof line !== 'object' || line === null) {
    // What an expression gives is seen when it runs.
    return;
  }
  for (const [index, name] of fields.entries()) {
    if (!(name in line)) {
      const message = `the field \`${name}\` of \`match\` must also be among the \`values\``;
      compiler.issues.push({ path: [...path, index], message, allowed: Object.keys(line) });
    }
  }
}
