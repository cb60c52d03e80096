import { closest } from '../closest.ts';
import { raise } from '../exception.ts';
import type { Name } from '../parse/syntax.ts';
import type { Value } from '../value.ts';
import type { Context } from './context.ts';
import type { Frame, Run } from './frame.ts';
import { locate } from './locate.ts';

/** Reading a variable, or one of the names the evaluation is given. */
export function compileName(node: Name, context: Context): Run {
  const place = context.scope.resolve(node.name);
  if (place.kind === 'given') {
    return given(node, context);
  }
  const { up, index } = place;
  if (place.scope.kind === 'program') {
    if (context.given.has(node.name)) {
      context.uses.add(node.name);
    }
    return programVariable(node, up, index);
  }
  const own = up === 0 && context.scope.kind === 'function';
  if (up === 0) {
    return (frame) => frame.slots[index] ?? unbound(frame.slots[index], node, own);
  }
  return (frame) => {
    const value = frameAbove(frame, up).slots[index];
    return value ?? unbound(value, node, own);
  };
}

/** The frame this many levels up. */
export function frameAbove(frame: Frame, levels: number): Frame {
  let current = frame;
  for (let left = levels; left > 0; left--) {
    current = current.parent ?? current;
  }
  return current;
}

function given(node: Name, context: Context): Run {
  const { name } = node;
  context.uses.add(name);
  if (!context.given.has(name)) {
    const suggestion = closest(name, [...context.given, ...context.scope.visible()]);
    context.faults.push({ offset: node.at, message: `name '${name}' is not defined${suggestion}` });
  }
  return (frame) => {
    const value = frame.names.get(name);
    return value === undefined ? undefinedName(node) : value;
  };
}

/** A variable of the program; before it is assigned, the given name of that name. */
function programVariable(node: Name, up: number, index: number): Run {
  return (frame) => {
    let value = frameAbove(frame, up).slots[index];
    if (value === undefined) {
      value = frame.names.get(node.name);
    }
    return value === undefined ? undefinedName(node) : value;
  };
}

function unbound(value: Value | undefined, node: Name, own: boolean): Value {
  if (value !== undefined) {
    return value;
  }
  const message = own
    ? ['UnboundLocalError', `cannot access local variable '${node.name}' where it is not associated with a value`]
    : [
        'NameError',
        `cannot access free variable '${node.name}' where it is not associated with a value in enclosing scope`,
      ];
  return raiseAt(node, message[0] as string, message[1] as string);
}

function undefinedName(node: Name): never {
  return raiseAt(node, 'NameError', `name '${node.name}' is not defined`);
}

function raiseAt(node: Name, type: string, message: string): never {
  try {
    return raise(type, message);
  } catch (error) {
    throw locate(error, node.at);
  }
}
