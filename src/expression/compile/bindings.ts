import { children, defaults } from '../parse/children.ts';
import type { Expression, Statement } from '../parse/syntax.ts';

/** Calls `bind` with each name that the statements bind in their own scope: not those of functions and comprehensions inside. */
export function bindNames(statements: Statement[], bind: (name: string) => void): void {
  for (const statement of statements) {
    bindStatement(statement, bind);
  }
}

function bindStatement(statement: Statement, bind: (name: string) => void): void {
  switch (statement.kind) {
    case 'assign':
      for (const target of statement.targets) {
        bindTarget(target, bind);
      }
      break;
    case 'augmented':
      bindTarget(statement.target, bind);
      break;
    case 'for':
      bindTarget(statement.target, bind);
      break;
    case 'del':
      for (const target of statement.targets) {
        bindTarget(target, bind);
      }
      break;
    case 'def':
      bind(statement.name);
      break;
    case 'try':
      for (const handler of statement.handlers) {
        if (handler.name !== undefined) {
          bind(handler.name);
        }
      }
      break;
    default:
  }
  const { expressions, blocks } = children(statement);
  for (const expression of expressions) {
    bindWalrus(expression, bind);
  }
  for (const block of blocks) {
    bindNames(block, bind);
  }
}

/** Calls `bind` with each name that an assignment target binds. */
export function bindTarget(target: Expression, bind: (name: string) => void): void {
  switch (target.kind) {
    case 'name':
      bind(target.name);
      break;
    case 'starred':
      bindTarget(target.value, bind);
      break;
    case 'tuple':
    case 'list':
      for (const item of target.items) {
        bindTarget(item, bind);
      }
      break;
    default:
  }
}

/** Calls `bind` with each name that a `:=` in the expression binds around it; those of a comprehension bind outside it. */
export function bindWalrus(expression: Expression, bind: (name: string) => void): void {
  if (expression.kind === 'lambda') {
    for (const value of defaults(expression.parameters)) {
      bindWalrus(value, bind);
    }
    return;
  }
  if (expression.kind === 'walrus') {
    bind(expression.target.name);
  }
  for (const child of children(expression).expressions) {
    bindWalrus(child, bind);
  }
}
