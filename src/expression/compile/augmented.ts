import { spend } from '../budget.ts';
import { attribute, setAttribute } from '../operations/attribute.ts';
import { inplace } from '../operations/inplace.ts';
import { item, setItem } from '../operations/item.ts';
import type { Attribute, Augmented, Subscript } from '../parse/syntax.ts';
import type { Value } from '../value.ts';
import type { Context } from './context.ts';
import { type Execute, NEXT } from './frame.ts';
import { locate } from './locate.ts';
import { compileTarget } from './target.ts';

/** `target operator= value`: the target's container and key are evaluated once. */
export function compileAugmented(node: Augmented, context: Context): Execute {
  switch (node.target.kind) {
    case 'attribute':
      return augmentAttribute(node, node.target, context);
    case 'subscript':
      return augmentItem(node, node.target, context);
    default: {
      const read = context.expression(node.target);
      const value = context.expression(node.value);
      const store = compileTarget(node.target, context);
      return (frame) => {
        spend(1);
        const before = read(frame);
        store(frame, changed(node, before, value(frame)));
        return NEXT;
      };
    }
  }
}

function changed(node: Augmented, before: Value, value: Value): Value {
  try {
    return inplace(node.operator, before, value);
  } catch (error) {
    throw locate(error, node.at);
  }
}

function augmentAttribute(node: Augmented, target: Attribute, context: Context): Execute {
  const object = context.expression(target.value);
  const value = context.expression(node.value);
  return (frame) => {
    spend(1);
    try {
      const owner = object(frame);
      const before = attribute(owner, target.name);
      setAttribute(owner, target.name, changed(node, before, value(frame)));
      return NEXT;
    } catch (error) {
      throw locate(error, target.at);
    }
  };
}

function augmentItem(node: Augmented, target: Subscript, context: Context): Execute {
  const container = context.expression(target.value);
  const index = context.expression(target.index);
  const value = context.expression(node.value);
  return (frame) => {
    spend(1);
    try {
      const owner = container(frame);
      const key = index(frame);
      const before = item(owner, key);
      setItem(owner, key, changed(node, before, value(frame)));
      return NEXT;
    } catch (error) {
      throw locate(error, target.at);
    }
  };
}
