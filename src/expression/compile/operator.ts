import { binary } from '../operations/arithmetic.ts';
import { contains } from '../operations/contains.ts';
import { equals } from '../operations/equality.ts';
import { isSame } from '../operations/identity.ts';
import { ordered } from '../operations/order.ts';
import { truth } from '../operations/truth.ts';
import { unary } from '../operations/unary.ts';
import type { Binary, CompareOperator, Comparison, Conditional, Logic, Unary } from '../parse/syntax.ts';
import type { Value } from '../value.ts';
import type { Context } from './context.ts';
import type { Run } from './frame.ts';
import { locate } from './locate.ts';

const SMALL = 1n << 62n;

/** `left operator right`. */
export function compileBinary(node: Binary, context: Context): Run {
  const left = context.expression(node.left);
  const right = context.expression(node.right);
  const { operator, at } = node;
  const general = (a: Value, b: Value): Value => {
    try {
      return binary(operator, a, b);
    } catch (error) {
      throw locate(error, at);
    }
  };
  switch (operator) {
    case '+':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') {
          return a + b;
        }
        return typeof a === 'bigint' && typeof b === 'bigint' && isSmall(a) && isSmall(b) ? a + b : general(a, b);
      };
    case '*':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number' ? a * b : general(a, b);
      };
    default:
      return (frame) => {
        const a = left(frame);
        return general(a, right(frame));
      };
  }
}

function isSmall(value: bigint): boolean {
  return value < SMALL && value > -SMALL;
}

/** `-x`, `+x`, `~x` and `not x`. */
export function compileUnary(node: Unary, context: Context): Run {
  const operand = context.expression(node.operand);
  const { operator, at } = node;
  if (operator === 'not') {
    return (frame) => !truth(operand(frame));
  }
  return (frame) => {
    const value = operand(frame);
    try {
      return unary(operator, value);
    } catch (error) {
      throw locate(error, at);
    }
  };
}

/** `a and b`, `a or b`: the first operand that decides. */
export function compileLogic(node: Logic, context: Context): Run {
  const operands = node.operands.map(context.expression);
  const last = operands.pop() as Run;
  const decides = node.operator === 'or';
  return (frame) => {
    for (const operand of operands) {
      const value = operand(frame);
      if (truth(value) === decides) {
        return value;
      }
    }
    return last(frame);
  };
}

/** `a if test else b`. */
export function compileConditional(node: Conditional, context: Context): Run {
  const test = context.expression(node.test);
  const value = context.expression(node.value);
  const otherwise = context.expression(node.otherwise);
  return (frame) => (truth(test(frame)) ? value(frame) : otherwise(frame));
}

/** `a < b <= c`: each operand once, up to the first comparison that is false. */
export function compileComparison(node: Comparison, context: Context): Run {
  const first = context.expression(node.first);
  const rest = node.rest.map((part) => ({ run: context.expression(part.value), operator: part.operator, at: part.at }));
  return (frame) => {
    let left = first(frame);
    for (const { run, operator, at } of rest) {
      const right = run(frame);
      try {
        if (!compares(operator, left, right)) {
          return false;
        }
      } catch (error) {
        throw locate(error, at);
      }
      left = right;
    }
    return true;
  };
}

function compares(operator: CompareOperator, a: Value, b: Value): boolean {
  switch (operator) {
    case '==':
      return equals(a, b);
    case '!=':
      return !equals(a, b);
    case 'in':
      return contains(b, a);
    case 'not in':
      return !contains(b, a);
    case 'is':
      return isSame(a, b);
    case 'is not':
      return !isSame(a, b);
    default:
      return ordered(a, b, operator);
  }
}
