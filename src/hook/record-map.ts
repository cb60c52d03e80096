import { MANY, NONE, RECORD_MAP_KEYS } from '../records/fit/record-map.ts';
import type { Compiler, Path } from './compiler.ts';

/** The keys of an action under which values for fields stand. */
const HOLD_VALUES = ['values', 'match', 'where'];

/** Checks what stands beside `find` in a map that names a record, inside of the values of another. */
export function checkRecordMap(raw: object, path: Path, compiler: Compiler): void {
  const map = new Map<string, unknown>(Object.entries(raw));
  const isInValues = path.slice(0, -1).some((part) => HOLD_VALUES.includes(String(part)));
  if (!map.has('find') || !isInValues) {
    return;
  }
  const allowed = [...(RECORD_MAP_KEYS.find ?? [])];
  for (const key of map.keys()) {
    if (!allowed.includes(key)) {
      compiler.issues.push({ path, key, message: `unknown key \`${key}\` beside \`find\``, allowed });
    }
  }
  checkWord(map, 'none', NONE, path, compiler);
  checkWord(map, 'many', MANY, path, compiler);
}

function checkWord(
  map: ReadonlyMap<string, unknown>,
  key: string,
  allowed: string[],
  path: Path,
  compiler: Compiler,
): void {
  const word = map.get(key);
  const isExpression = typeof word === 'string' && word.startsWith('=');
  const isKnown = word === undefined || (word === null ? allowed.includes('null') : allowed.includes(String(word)));
  if (!isKnown && !isExpression) {
    compiler.issues.push({ path: [...path, key], message: `\`${key}\` is not known`, allowed });
  }
}
