import { children } from './parse/children.ts';
import { parseExpressionSource } from './parse/parse.ts';
import type { Expression } from './parse/syntax.ts';

/** The keys that an expression reads of a dict by writing them down, `name['key']` or `name.get('key')`, in the order of the source. */
export function keysRead(source: string, name: string): string[] {
  const tree = parseExpressionSource(source, []);
  return tree === undefined ? [] : [...new Set(keysIn(tree, name))];
}

function keysIn(node: Expression, name: string): string[] {
  const key = keyOf(node, name);
  const inner = children(node).expressions.flatMap((child) => keysIn(child, name));
  return key?.kind === 'constant' && typeof key.value === 'string' ? [key.value, ...inner] : inner;
}

function keyOf(node: Expression, name: string): Expression | undefined {
  if (node.kind === 'subscript' && isName(node.value, name)) {
    return node.index;
  }
  const callee = node.kind === 'call' ? node.callee : undefined;
  return node.kind === 'call' && callee?.kind === 'attribute' && callee.name === 'get' && isName(callee.value, name)
    ? node.args[0]?.value
    : undefined;
}

function isName(node: Expression, name: string): boolean {
  return node.kind === 'name' && node.name === name;
}
