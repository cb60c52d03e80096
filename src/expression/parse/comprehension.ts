import type { Grammar } from './grammar.ts';
import type { Comprehension, Expression, ForClause } from './syntax.ts';
import { checkTarget } from './target.ts';

/** The `for … in … if …` clauses that follow the element of a comprehension. */
export function parseComprehension(
  grammar: Grammar,
  form: Comprehension['form'],
  element: Expression,
  value: Expression | undefined,
): Comprehension {
  const { cursor } = grammar;
  if (element.kind === 'starred') {
    cursor.fail(element, 'iterable unpacking cannot be used in comprehension');
  }
  const clauses: ForClause[] = [];
  while (cursor.at('for')) {
    const { at } = cursor.advance();
    const target = parseForTarget(grammar);
    cursor.expect('in');
    const clause: ForClause = { at, target, iterable: grammar.disjunction(), conditions: [] };
    while (cursor.accept('if')) {
      clause.conditions.push(grammar.disjunction());
    }
    clauses.push(clause);
  }
  return { kind: 'comprehension', at: element.at, form, element, value, clauses };
}

/** What stands between `for` and `in`. */
export function parseForTarget(grammar: Grammar): Expression {
  const { cursor } = grammar;
  const items: Expression[] = [];
  let tuple = false;
  do {
    if (cursor.at('in')) {
      break;
    }
    const { at } = cursor.token;
    items.push(cursor.accept('*') ? { kind: 'starred', at, value: grammar.operand() } : grammar.operand());
    tuple ||= cursor.at(',');
  } while (cursor.accept(','));
  const [first] = items;
  if (!first) {
    return cursor.unexpected();
  }
  const target: Expression = tuple || first.kind === 'starred' ? { kind: 'tuple', at: first.at, items } : first;
  checkTarget(cursor, target, 'assign to');
  return target;
}
