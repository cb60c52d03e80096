import type { Expression, Statement } from '../parse/syntax.ts';
import type { Fault } from '../value.ts';
import type { Execute, Run } from './frame.ts';
import type { Scope } from './scope.ts';

/** What the compilers of single constructs know of their surroundings, and how they compile what is inside. */
export interface Context {
  readonly scope: Scope;
  readonly faults: Fault[];
  /** The names the evaluation will be given. */
  readonly given: ReadonlySet<string>;
  /** Collects the given names that are read. */
  readonly uses: Set<string>;
  /** Collects the names of attributes that are read. */
  readonly attributes: Set<string>;
  readonly expression: (node: Expression) => Run;
  readonly block: (body: Statement[]) => Execute;
  /** The context inside a function or comprehension. */
  readonly within: (scope: Scope) => Context;
  readonly inLoop: boolean;
  readonly inFunction: boolean;
  /** The same context inside the body of a loop. */
  readonly looping: () => Context;
}
