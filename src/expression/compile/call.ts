import { positional } from '../arguments.ts';
import { spend } from '../budget.ts';
import { Dict } from '../dict.ts';
import { raise } from '../exception.ts';
import { Builtin } from '../function.ts';
import { attribute, methodOf } from '../operations/attribute.ts';
import { call } from '../operations/call.ts';
import { collect } from '../operations/collect.ts';
import { typeName } from '../operations/type-name.ts';
import type { Attribute, Call, CallArgument } from '../parse/syntax.ts';
import type { Arguments, Value } from '../value.ts';
import type { Context } from './context.ts';
import type { Frame, Run } from './frame.ts';
import { locate } from './locate.ts';
import { PyFunction } from './py-function.ts';

type RunArguments = (frame: Frame, callee: () => string) => Arguments;

/** `callee(arguments)`. */
export function compileCall(node: Call, context: Context): Run {
  if (node.callee.kind === 'attribute') {
    return compileMethodCall(node.callee, node, context);
  }
  const callee = context.expression(node.callee);
  const args = compileArguments(node.args, context);
  const { at } = node;
  return (frame) => {
    const target = callee(frame);
    const given = args(frame, () => calleeName(target));
    try {
      spend(1);
      return call(target, given);
    } catch (error) {
      throw locate(error, at);
    }
  };
}

function calleeName(value: Value): string {
  return value instanceof PyFunction || value instanceof Builtin ? value.name : typeName(value);
}

function compileMethodCall(callee: Attribute, node: Call, context: Context): Run {
  const value = context.expression(callee.value);
  const args = compileArguments(node.args, context);
  const { at, name } = callee;
  return (frame) => {
    const object = value(frame);
    // The method comes before the arguments are evaluated, as in Python.
    const method = readMethod(object, name, at);
    const given = args(frame, () => name);
    try {
      spend(1);
      return typeof method === 'function' ? method(given) : call(method, given);
    } catch (error) {
      throw locate(error, at);
    }
  };
}

function readMethod(object: Value, name: string, at: number): Value | ((args: Arguments) => Value) {
  try {
    return methodOf(object, name) ?? attribute(object, name);
  } catch (error) {
    throw locate(error, at);
  }
}

function compileArguments(nodes: CallArgument[], context: Context): RunArguments {
  if (nodes.every((node) => node.form === 'plain')) {
    return compilePlain(nodes, context);
  }
  const parts = nodes.map((node) => ({ ...node, run: context.expression(node.value) }));
  return (frame, callee) => {
    const args: Arguments = { positional: [], keywords: new Map() };
    for (const part of parts) {
      const value = part.run(frame);
      try {
        addArgument(args, part, value, callee);
      } catch (error) {
        throw locate(error, part.at);
      }
    }
    return args;
  };
}

function compilePlain(nodes: CallArgument[], context: Context): RunArguments {
  const runs = nodes.map((node) => context.expression(node.value));
  const [first] = runs;
  if (!first) {
    return () => positional();
  }
  if (runs.length === 1) {
    return (frame) => positional(first(frame));
  }
  return (frame) => positional(...runs.map((run) => run(frame)));
}

function addArgument(args: Arguments, part: CallArgument, value: Value, callee: () => string): void {
  switch (part.form) {
    case 'plain':
      args.positional.push(value);
      break;
    case 'keyword':
      addKeyword(args, part.name, value, callee);
      break;
    case 'spread':
      if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) {
        raise('TypeError', `${callee()}() argument after * must be an iterable, not ${typeName(value)}`);
      }
      for (const item of collect(value)) {
        args.positional.push(item);
      }
      break;
    case 'spread keywords':
      spreadKeywords(args, value, callee);
  }
}

function spreadKeywords(args: Arguments, value: Value, callee: () => string): void {
  if (!(value instanceof Dict)) {
    raise('TypeError', `${callee()}() argument after ** must be a mapping, not ${typeName(value)}`);
  }
  for (const [key, entry] of value.entries()) {
    if (typeof key !== 'string') {
      raise('TypeError', 'keywords must be strings');
    }
    addKeyword(args, key, entry, callee);
  }
}

function addKeyword(args: Arguments, name: string, value: Value, callee: () => string): void {
  if (args.keywords.has(name)) {
    raise('TypeError', `${callee()}() got multiple values for keyword argument '${name}'`);
  }
  args.keywords.set(name, value);
}
