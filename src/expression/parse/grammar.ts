import type { Cursor } from './cursor.ts';
import type { Comprehension, Expression } from './syntax.ts';

/** The readers of expressions, each for one level of the grammar. They call one another through this, so no file needs all. */
export interface Grammar {
  cursor: Cursor;
  /** The same grammar over other tokens: those inside an f-string. */
  over: (cursor: Cursor) => Grammar;
  /** One value, without commas: `test` of the grammar. */
  single: () => Expression;
  /** A value, `name := value`, or `*value`, as stands within brackets and call arguments. */
  item: () => Expression;
  /** One value or a bare tuple, with stars: the right side of an assignment. */
  list: () => Expression;
  /** The operators from `|` up: what a `for` target or starred value is made of. */
  operand: () => Expression;
  /** `or` and above, without `if … else`: what stands after `in` and `if` of a comprehension. */
  disjunction: () => Expression;
  comprehension: (form: Comprehension['form'], element: Expression, value?: Expression) => Expression;
}
