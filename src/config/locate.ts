import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';

/** Where a path leads in a document. */
export interface Located {
  /** The value at the path, aliases resolved; the last one found when the path goes on beyond what is written. */
  node: Node | undefined;
  /** The key under which that value stands. */
  key: Scalar | undefined;
  /** Whether the whole path is written. */
  whole: boolean;
}

/** Follows a path of keys and indices, through aliases and merged maps. */
export function locate(document: Document, path: readonly (string | number)[]): Located {
  let found: Located = { node: resolved(document, document.contents), key: undefined, whole: true };
  for (const part of path) {
    const next = step(document, found.node, part);
    if (next === undefined) {
      return { ...found, whole: false };
    }
    found = { ...next, whole: true };
  }
  return found;
}

/** The key itself in the map at a path, be it written there or merged into it. */
export function locateKey(document: Document, path: readonly (string | number)[], key: string): Scalar | undefined {
  const pair = findPair(document, locate(document, path).node, key);
  return isScalar(pair?.key) ? pair.key : undefined;
}

function step(document: Document, node: Node | undefined, part: string | number): Omit<Located, 'whole'> | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(part)];
    return item === undefined ? undefined : { node: resolved(document, item), key: undefined };
  }
  const pair = findPair(document, node, String(part));
  return pair === undefined
    ? undefined
    : { node: resolved(document, pair.value), key: isScalar(pair.key) ? pair.key : undefined };
}

function findPair(document: Document, node: Node | undefined, key: string): Pair | undefined {
  if (!isMap(node)) {
    return undefined;
  }
  return (
    node.items.find((pair) => keyText(pair) === key) ??
    node.items
      .filter((pair) => keyText(pair) === '<<')
      .flatMap((pair) => mergedMaps(document, pair.value))
      .map((merged) => findPair(document, merged, key))
      .find((pair) => pair !== undefined)
  );
}

function mergedMaps(document: Document, value: unknown): (Node | undefined)[] {
  const node = resolved(document, value);
  return isSeq(node) ? node.items.map((item) => resolved(document, item)) : [node];
}

function keyText(pair: Pair): string {
  return String(isScalar(pair.key) ? pair.key.value : pair.key);
}

function resolved(document: Document, node: unknown): Node | undefined {
  if (isAlias(node)) {
    return node.resolve(document);
  }
  return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined;
}
