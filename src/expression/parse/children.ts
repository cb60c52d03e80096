import type { Expression, JoinedPart, Parameters, Statement } from './syntax.ts';

/** What stands directly inside a node. The body of a `def` is not: it is a scope of its own. */
export interface Children {
  expressions: Expression[];
  blocks: Statement[][];
}

/** The expressions and blocks directly inside a node, in the order of the source. */
export function children(node: Expression | Statement): Children {
  const blocks = isStatement(node) ? statementBlocks(node) : [];
  return { expressions: expressionsOf(node).filter((child) => child !== undefined), blocks };
}

const STATEMENTS = new Set(
  'assign augmented expression if for while break continue pass raise try def return assert del'.split(' '),
);

function isStatement(node: Expression | Statement): node is Statement {
  return STATEMENTS.has(node.kind);
}

function statementBlocks(node: Statement): Statement[][] {
  switch (node.kind) {
    case 'if':
      return [...node.branches.map((branch) => branch.body), node.otherwise];
    case 'for':
    case 'while':
      return [node.body, node.otherwise];
    case 'try':
      return [node.body, ...node.handlers.map((handler) => handler.body), node.otherwise, node.final];
    default:
      return [];
  }
}

type Maybe = (Expression | undefined)[];

function expressionsOf(node: Expression | Statement): Maybe {
  return isStatement(node) ? ofStatement(node) : ofExpression(node);
}

function ofStatement(node: Statement): Maybe {
  switch (node.kind) {
    case 'assign':
      return [...node.targets, node.value];
    case 'augmented':
      return [node.target, node.value];
    case 'expression':
      return [node.value];
    case 'if':
      return node.branches.map((branch) => branch.test);
    case 'for':
      return [node.target, node.iterable];
    case 'while':
      return [node.test];
    case 'raise':
      return [node.exception, node.cause];
    case 'try':
      return node.handlers.map((handler) => handler.type);
    case 'def':
      return defaults(node.parameters);
    case 'return':
      return [node.value];
    case 'assert':
      return [node.test, node.message];
    case 'del':
      return node.targets;
    default:
      return [];
  }
}

function ofExpression(node: Expression): Maybe {
  switch (node.kind) {
    case 'joined':
      return node.parts.flatMap(ofPart);
    case 'tuple':
    case 'list':
    case 'set':
      return node.items;
    case 'dict':
      return node.entries.flatMap((entry) => [entry.key, entry.value]);
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'logic':
      return node.operands;
    case 'comparison':
      return [node.first, ...node.rest.map((part) => part.value)];
    case 'conditional':
      return [node.test, node.value, node.otherwise];
    case 'lambda':
      return [...defaults(node.parameters), node.body];
    case 'call':
      return [node.callee, ...node.args.map((argument) => argument.value)];
    case 'starred':
    case 'attribute':
      return [node.value];
    case 'subscript':
      return [node.value, node.index];
    case 'slice':
      return [node.start, node.stop, node.step];
    case 'comprehension':
      return [
        node.element,
        node.value,
        ...node.clauses.flatMap((clause) => [clause.target, clause.iterable, ...clause.conditions]),
      ];
    case 'walrus':
      return [node.target, node.value];
    default:
      return [];
  }
}

function ofPart(part: JoinedPart): Maybe {
  return typeof part === 'string' ? [] : [part.value, ...part.spec.flatMap(ofPart)];
}

/** The default values of parameters; they are evaluated outside the function. */
export function defaults(parameters: Parameters): Expression[] {
  const all = [...parameters.positional, ...parameters.keywordOnly].map((parameter) => parameter.default);
  return all.filter((value) => value !== undefined);
}
