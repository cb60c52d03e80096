import type { BinaryOperator } from '../value.ts';

// The tree the parser makes of a source. `at` is where a fault or exception of the node points, in UTF-16 units from the start.

export type UnaryOperator = '-' | '+' | '~' | 'not';
export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'is' | 'is not';

interface Node {
  at: number;
}

export interface Constant extends Node {
  kind: 'constant';
  value: null | boolean | bigint | number | string;
}
export interface BytesLiteral extends Node {
  kind: 'bytes';
  data: Uint8Array;
}
export interface Name extends Node {
  kind: 'name';
  name: string;
}
/** One `{…}` of an f-string. */
export interface Replacement {
  value: Expression;
  conversion: '' | 'r' | 's' | 'a';
  spec: JoinedPart[];
}
export type JoinedPart = string | Replacement;
/** An f-string. */
export interface Joined extends Node {
  kind: 'joined';
  parts: JoinedPart[];
}
export interface Sequence extends Node {
  kind: 'tuple' | 'list' | 'set';
  items: Expression[];
}
/** An entry without a key is `**value`. */
export interface DictEntry {
  key: Expression | undefined;
  value: Expression;
}
export interface DictLiteral extends Node {
  kind: 'dict';
  entries: DictEntry[];
}
export interface Starred extends Node {
  kind: 'starred';
  value: Expression;
}
export interface Unary extends Node {
  kind: 'unary';
  operator: UnaryOperator;
  operand: Expression;
}
export interface Binary extends Node {
  kind: 'binary';
  operator: BinaryOperator;
  left: Expression;
  right: Expression;
}
export interface Logic extends Node {
  kind: 'logic';
  operator: 'and' | 'or';
  operands: Expression[];
}
export interface Comparison extends Node {
  kind: 'comparison';
  first: Expression;
  rest: { operator: CompareOperator; value: Expression; at: number }[];
}
export interface Conditional extends Node {
  kind: 'conditional';
  test: Expression;
  value: Expression;
  otherwise: Expression;
}
export interface Parameter extends Node {
  name: string;
  default: Expression | undefined;
}
export interface Parameters {
  /** Those that can be given by position; the first `positionalOnly` of them only so. */
  positional: Parameter[];
  positionalOnly: number;
  rest: Parameter | undefined;
  keywordOnly: Parameter[];
  keywords: Parameter | undefined;
}
export interface Lambda extends Node {
  kind: 'lambda';
  parameters: Parameters;
  body: Expression;
}
export interface CallArgument extends Node {
  form: 'plain' | 'keyword' | 'spread' | 'spread keywords';
  name: string;
  value: Expression;
}
export interface Call extends Node {
  kind: 'call';
  callee: Expression;
  args: CallArgument[];
}
export interface Attribute extends Node {
  kind: 'attribute';
  value: Expression;
  name: string;
}
export interface Subscript extends Node {
  kind: 'subscript';
  value: Expression;
  index: Expression;
}
export interface SliceLiteral extends Node {
  kind: 'slice';
  start: Expression | undefined;
  stop: Expression | undefined;
  step: Expression | undefined;
}
export interface ForClause extends Node {
  target: Expression;
  iterable: Expression;
  conditions: Expression[];
}
export interface Comprehension extends Node {
  kind: 'comprehension';
  form: 'list' | 'set' | 'dict' | 'generator';
  element: Expression;
  /** Of a dict comprehension, whose `element` is the key. */
  value: Expression | undefined;
  clauses: ForClause[];
}
export interface Walrus extends Node {
  kind: 'walrus';
  target: Name;
  value: Expression;
}

export type Expression =
  | Constant
  | BytesLiteral
  | Name
  | Joined
  | Sequence
  | DictLiteral
  | Starred
  | Unary
  | Binary
  | Logic
  | Comparison
  | Conditional
  | Lambda
  | Call
  | Attribute
  | Subscript
  | SliceLiteral
  | Comprehension
  | Walrus;

export interface Assign extends Node {
  kind: 'assign';
  targets: Expression[];
  value: Expression;
}
export interface Augmented extends Node {
  kind: 'augmented';
  target: Expression;
  operator: BinaryOperator;
  value: Expression;
}
export interface ExpressionStatement extends Node {
  kind: 'expression';
  value: Expression;
}
export interface If extends Node {
  kind: 'if';
  branches: { test: Expression; body: Statement[] }[];
  otherwise: Statement[];
}
export interface For extends Node {
  kind: 'for';
  target: Expression;
  iterable: Expression;
  body: Statement[];
  otherwise: Statement[];
}
export interface While extends Node {
  kind: 'while';
  test: Expression;
  body: Statement[];
  otherwise: Statement[];
}
export interface Simple extends Node {
  kind: 'break' | 'continue' | 'pass';
}
export interface Raise extends Node {
  kind: 'raise';
  exception: Expression | undefined;
  cause: Expression | undefined;
}
export interface Handler extends Node {
  /** Undefined in a bare `except:`. */
  type: Expression | undefined;
  name: string | undefined;
  body: Statement[];
}
export interface Try extends Node {
  kind: 'try';
  body: Statement[];
  handlers: Handler[];
  otherwise: Statement[];
  final: Statement[];
}
export interface Definition extends Node {
  kind: 'def';
  name: string;
  parameters: Parameters;
  body: Statement[];
}
export interface Return extends Node {
  kind: 'return';
  value: Expression | undefined;
}
export interface Assert extends Node {
  kind: 'assert';
  test: Expression;
  message: Expression | undefined;
}
export interface Delete extends Node {
  kind: 'del';
  targets: Expression[];
}

export type Statement =
  | Assign
  | Augmented
  | ExpressionStatement
  | If
  | For
  | While
  | Simple
  | Raise
  | Try
  | Definition
  | Return
  | Assert
  | Delete;
