import { spend } from '../budget.ts';
import { raise } from '../exception.ts';
import { deleteItem } from '../operations/item.ts';
import { truth } from '../operations/truth.ts';
import { typeName } from '../operations/type-name.ts';
import type { Assert, Assign, Delete, Expression, If, Return, Statement } from '../parse/syntax.ts';
import { str } from '../repr.ts';
import { compileAugmented } from './augmented.ts';
import type { Context } from './context.ts';
import { BREAK, CONTINUE, type Execute, type Frame, NEXT, RETURN, type Run } from './frame.ts';
import { compileDefinition } from './function.ts';
import { locate } from './locate.ts';
import { compileFor, compileWhile } from './loop.ts';
import { frameAbove } from './name.ts';
import { compileTarget } from './target.ts';
import { compileRaise, compileTry } from './try.ts';

/** Statements that run one after another. */
export function compileBlock(statements: Statement[], context: Context): Execute {
  const compiled = statements.map((statement) => compileStatement(statement, context));
  const [first, second] = compiled;
  if (compiled.length === 1 && first && !second) {
    return first;
  }
  return (frame) => {
    for (const execute of compiled) {
      const signal = execute(frame);
      if (signal !== NEXT) {
        return signal;
      }
    }
    return NEXT;
  };
}

function compileStatement(node: Statement, context: Context): Execute {
  switch (node.kind) {
    case 'assign':
      return compileAssign(node, context);
    case 'augmented':
      return compileAugmented(node, context);
    case 'expression':
      return doing(context.expression(node.value));
    case 'if':
      return compileIf(node, context);
    case 'for':
      return compileFor(node, context);
    case 'while':
      return compileWhile(node, context);
    case 'pass':
      return () => NEXT;
    case 'break':
    case 'continue':
      return compileJump(node.kind, node.at, context);
    case 'raise':
      return compileRaise(node, context);
    case 'try':
      return compileTry(node, context);
    case 'def': {
      const store = compileTarget({ kind: 'name', at: node.at, name: node.name }, context);
      const make = compileDefinition(node, context);
      return (frame) => {
        store(frame, make(frame));
        return NEXT;
      };
    }
    case 'return':
      return compileReturn(node, context);
    case 'assert':
      return compileAssert(node, context);
    case 'del':
      return compileDelete(node, context);
  }
}

function doing(run: Run): Execute {
  return (frame) => {
    spend(1);
    run(frame);
    return NEXT;
  };
}

function compileAssign(node: Assign, context: Context): Execute {
  const run = context.expression(node.value);
  const stores = node.targets.map((target) => compileTarget(target, context));
  const [store] = stores;
  if (stores.length === 1 && store) {
    return (frame) => {
      spend(1);
      store(frame, run(frame));
      return NEXT;
    };
  }
  return (frame) => {
    spend(1);
    const value = run(frame);
    for (const each of stores) {
      each(frame, value);
    }
    return NEXT;
  };
}

function compileIf(node: If, context: Context): Execute {
  const branches = node.branches.map(({ test, body }) => ({
    test: context.expression(test),
    body: context.block(body),
  }));
  const otherwise = context.block(node.otherwise);
  return (frame) => {
    spend(1);
    for (const { test, body } of branches) {
      if (truth(test(frame))) {
        return body(frame);
      }
    }
    return otherwise(frame);
  };
}

function compileJump(kind: 'break' | 'continue', at: number, context: Context): Execute {
  if (!context.inLoop) {
    const message = kind === 'break' ? "'break' outside loop" : "'continue' not properly in loop";
    context.faults.push({ offset: at, message });
  }
  const signal = kind === 'break' ? BREAK : CONTINUE;
  return () => signal;
}

function compileReturn(node: Return, context: Context): Execute {
  if (!context.inFunction) {
    context.faults.push({ offset: node.at, message: "'return' outside function" });
  }
  const run = node.value && context.expression(node.value);
  return (frame) => {
    frame.result = run ? run(frame) : null;
    return RETURN;
  };
}

function compileAssert(node: Assert, context: Context): Execute {
  const test = context.expression(node.test);
  const message = node.message && context.expression(node.message);
  return (frame) => {
    spend(1);
    if (truth(test(frame))) {
      return NEXT;
    }
    const args = message ? [message(frame)] : [];
    throw locate(failed(args.map(str)), node.at);
  };
}

function failed(args: string[]): unknown {
  try {
    return raise('AssertionError', args[0] ?? '');
  } catch (error) {
    return error;
  }
}

function compileDelete(node: Delete, context: Context): Execute {
  const deletes = node.targets.map((target) => compileRemoval(target, context));
  return (frame) => {
    spend(1);
    for (const remove of deletes) {
      remove(frame);
    }
    return NEXT;
  };
}

function compileRemoval(target: Expression, context: Context): (frame: Frame) => void {
  switch (target.kind) {
    case 'name':
      return removeName(target.name, target.at, context);
    case 'tuple':
    case 'list': {
      const parts = target.items.map((item) => compileRemoval(item, context));
      return (frame) => {
        for (const part of parts) {
          part(frame);
        }
      };
    }
    case 'subscript': {
      const value = context.expression(target.value);
      const index = context.expression(target.index);
      return (frame) => {
        const container = value(frame);
        const key = index(frame);
        try {
          deleteItem(container, key);
        } catch (error) {
          throw locate(error, target.at);
        }
      };
    }
    default: {
      const value = target.kind === 'attribute' ? context.expression(target.value) : () => null;
      const name = target.kind === 'attribute' ? target.name : '';
      return (frame) => {
        const object = value(frame);
        try {
          raise('AttributeError', `'${typeName(object)}' object has no attribute '${name}'`);
        } catch (error) {
          throw locate(error, target.at);
        }
      };
    }
  }
}

function removeName(name: string, at: number, context: Context): (frame: Frame) => void {
  const read = context.expression({ kind: 'name', at, name });
  const place = context.scope.resolve(name);
  return (frame) => {
    read(frame);
    if (place.kind === 'slot') {
      frameAbove(frame, place.up).slots[place.index] = undefined;
    }
  };
}
