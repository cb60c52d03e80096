import { dictMethods } from '../methods/dict.ts';
import { children } from '../parse/children.ts';
import type { Attribute, Expression, Statement } from '../parse/syntax.ts';
import type { Fault } from '../value.ts';

/**
 * Adds a fault for each `payload.items` that is not called: the key of that name needs brackets, since Python has a method there.
 */
export function checkPayloadMethods(node: Expression | Statement, faults: Fault[]): void {
  if (node.kind === 'attribute') {
    refuse(node, faults);
  }
  const { expressions, blocks } = children(node);
  for (const child of expressions) {
    const called = node.kind === 'call' && child === node.callee && child.kind === 'attribute';
    checkPayloadMethods(called ? child.value : child, faults);
  }
  for (const statement of [...blocks.flat(), ...(node.kind === 'def' ? node.body : [])]) {
    checkPayloadMethods(statement, faults);
  }
}

function refuse(node: Attribute, faults: Fault[]): void {
  const path = payloadPath(node.value);
  if (path !== undefined && dictMethods.has(node.name)) {
    faults.push({
      offset: node.at,
      message: `\`${node.name}\` is a method of dict; for the key write ${path}['${node.name}']`,
    });
  }
}

/** `payload`, `payload.a`, `payload['a']` … as written; undefined for what does not come from the payload. */
function payloadPath(node: Expression): string | undefined {
  if (node.kind === 'name') {
    return node.name === 'payload' ? 'payload' : undefined;
  }
  const path = node.kind === 'attribute' || node.kind === 'subscript' ? payloadPath(node.value) : undefined;
  if (path === undefined) {
    return undefined;
  }
  if (node.kind === 'attribute') {
    return `${path}.${node.name}`;
  }
  const key = node.kind === 'subscript' && node.index.kind === 'constant' ? node.index.value : undefined;
  return typeof key === 'string' ? `${path}['${key}']` : typeof key === 'bigint' ? `${path}[${key}]` : undefined;
}
