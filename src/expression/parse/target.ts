import type { Cursor } from './cursor.ts';
import type { Expression } from './syntax.ts';

const KINDS: Record<string, string> = {
  joined: 'f-string expression',
  bytes: 'literal',
  set: 'set display',
  dict: 'dict literal',
  unary: 'expression',
  binary: 'expression',
  logic: 'expression',
  comparison: 'comparison',
  conditional: 'conditional expression',
  lambda: 'lambda',
  call: 'function call',
  walrus: 'named expression',
};

/** Refuses what nothing can be assigned to, with CPython's words. */
export function checkTarget(cursor: Cursor, target: Expression, verb: 'assign to' | 'delete'): void {
  switch (target.kind) {
    case 'name':
    case 'attribute':
    case 'subscript':
      return;
    case 'tuple':
    case 'list': {
      const stars = target.items.filter((item) => item.kind === 'starred');
      if (stars.length > 1) {
        cursor.fail(target, 'multiple starred expressions in assignment');
      }
      for (const item of target.items) {
        checkTarget(cursor, item.kind === 'starred' && verb === 'assign to' ? item.value : item, verb);
      }
      return;
    }
    default:
      cursor.fail(target, `cannot ${verb} ${kindName(target)}`);
  }
}

function kindName(target: Expression): string {
  if (target.kind === 'constant') {
    return typeof target.value === 'boolean' || target.value === null ? constantName(target.value) : 'literal';
  }
  if (target.kind === 'comprehension') {
    return target.form === 'generator' ? 'generator expression' : `${target.form} comprehension`;
  }
  return KINDS[target.kind] ?? target.kind;
}

function constantName(value: boolean | null): string {
  return value === null ? 'None' : value ? 'True' : 'False';
}
