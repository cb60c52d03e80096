import { children } from '../parse/children.ts';
import type { Expression, Statement } from '../parse/syntax.ts';

const CHANGING = new Set(
  (
    'append extend insert remove pop clear sort reverse update setdefault popitem add discard ' +
    'intersection_update difference_update symmetric_difference_update'
  ).split(' '),
);

/** Whether running the code may change a value that it was given: it assigns to an item or attribute, or calls a method that changes. */
export function mutates(node: Expression | Statement): boolean {
  return changes(node) || inside(node).some(mutates);
}

function changes(node: Expression | Statement): boolean {
  switch (node.kind) {
    case 'call':
      return node.callee.kind === 'attribute' && CHANGING.has(node.callee.name);
    case 'attribute':
      return CHANGING.has(node.name) && node.name !== 'sort';
    case 'assign':
      return node.targets.some(reachesOut);
    case 'augmented':
      return true;
    case 'for':
      return reachesOut(node.target);
    case 'del':
      return node.targets.some(reachesOut);
    case 'comprehension':
      return node.clauses.some((clause) => reachesOut(clause.target));
    default:
      return false;
  }
}

function reachesOut(target: Expression): boolean {
  switch (target.kind) {
    case 'attribute':
    case 'subscript':
      return true;
    case 'starred':
      return reachesOut(target.value);
    case 'tuple':
    case 'list':
      return target.items.some(reachesOut);
    default:
      return false;
  }
}

function inside(node: Expression | Statement): (Expression | Statement)[] {
  const { expressions, blocks } = children(node);
  return [...expressions, ...blocks.flat(), ...(node.kind === 'def' ? node.body : [])];
}
