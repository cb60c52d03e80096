import { attribute } from '../operations/attribute.ts';
import { item } from '../operations/item.ts';
import type { Attribute, Expression, SliceLiteral, Subscript } from '../parse/syntax.ts';
import { PayloadDict } from '../payload.ts';
import { Slice } from '../slice.ts';
import type { Value } from '../value.ts';
import type { Context } from './context.ts';
import type { Frame, Run } from './frame.ts';
import { locate } from './locate.ts';

/** `value.name`. */
export function compileAttribute(node: Attribute, context: Context): Run {
  const run = compileStep(node, context);
  return (frame) => run(frame) ?? null;
}

/** `value` of `value.name(…)` or `value.name`: undefined stands for a None that a payload gave for an earlier step of the chain. */
type Step = (frame: Frame) => Value | undefined;

/**
 * One step of a chain of attributes. Once a step has read a key of the payload and got None, the following ones give None too, so that
 * `payload.customer.email` works without a customer.
 */
function compileStep(node: Attribute, context: Context): Step {
  const { name, at } = node;
  context.attributes.add(name);
  const value: Step =
    node.value.kind === 'attribute' ? compileStep(node.value, context) : context.expression(node.value);
  return (frame) => {
    const object = value(frame);
    if (object === undefined) {
      return undefined;
    }
    try {
      const found = attribute(object, name);
      return found === null && object instanceof PayloadDict ? undefined : found;
    } catch (error) {
      throw locate(error, at);
    }
  };
}

/** `value[index]`. */
export function compileSubscript(node: Subscript, context: Context): Run {
  const value = context.expression(node.value);
  const index = context.expression(node.index);
  const { at } = node;
  return (frame) => {
    const container = value(frame);
    const key = index(frame);
    try {
      return item(container, key);
    } catch (error) {
      throw locate(error, at);
    }
  };
}

/** `start:stop:step` within a subscript. */
export function compileSlice(node: SliceLiteral, context: Context): Run {
  const none: Run = () => null;
  const part = (expression: Expression | undefined) => (expression ? context.expression(expression) : none);
  const start = part(node.start);
  const stop = part(node.stop);
  const step = part(node.step);
  return (frame) => new Slice(start(frame), stop(frame), step(frame));
}
