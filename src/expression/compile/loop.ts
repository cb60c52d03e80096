import { spend } from '../budget.ts';
import { iterate } from '../operations/iterate.ts';
import { truth } from '../operations/truth.ts';
import type { For, While } from '../parse/syntax.ts';
import type { Value } from '../value.ts';
import type { Context } from './context.ts';
import { BREAK, type Execute, NEXT, RETURN } from './frame.ts';
import { locate } from './locate.ts';
import { compileTarget } from './target.ts';

/** `for target in iterable: … else: …`. */
export function compileFor(node: For, context: Context): Execute {
  const iterable = context.expression(node.iterable);
  const store = compileTarget(node.target, context);
  const body = context.looping().block(node.body);
  const otherwise = context.block(node.otherwise);
  return (frame) => {
    const items = opened(iterable(frame), node.iterable.at);
    for (;;) {
      spend(1);
      const item = pulled(items, node.iterable.at);
      if (item === undefined) {
        return otherwise(frame);
      }
      store(frame, item);
      const signal = body(frame);
      if (signal === BREAK) {
        return NEXT;
      }
      if (signal === RETURN) {
        return RETURN;
      }
    }
  };
}

function opened(value: Value, at: number): Iterator<Value> {
  try {
    return iterate(value)[Symbol.iterator]();
  } catch (error) {
    throw locate(error, at);
  }
}

function pulled(items: Iterator<Value>, at: number): Value | undefined {
  try {
    const next = items.next();
    return next.done ? undefined : next.value;
  } catch (error) {
    throw locate(error, at);
  }
}

/** `while test: … else: …`. */
export function compileWhile(node: While, context: Context): Execute {
  const test = context.expression(node.test);
  const body = context.looping().block(node.body);
  const otherwise = context.block(node.otherwise);
  return (frame) => {
    while (truth(test(frame))) {
      spend(1);
      const signal = body(frame);
      if (signal === BREAK) {
        return NEXT;
      }
      if (signal === RETURN) {
        return RETURN;
      }
    }
    return otherwise(frame);
  };
}
