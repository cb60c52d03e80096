/** The fields that are wanted of a record, each with those that are wanted of the records it leads to. */
export type FieldTree = ReadonlyMap<string, FieldTree>;

/** A field, or fields one behind another, such as `partner_id.country_id.code`. */
const PATH = /^[a-z]\w*(\.[a-z]\w*)*$/i;

/** Where a text stops being a path of fields, in UTF-16 units; undefined when it is one. */
export function pathFault(text: string): number | undefined {
  if (PATH.test(text)) {
    return undefined;
  }
  const sound = /^([a-z]\w*(\.(?=[a-z]))?)*/i.exec(text)?.[0].length ?? 0;
  return Math.min(sound, Math.max(0, text.length - 1));
}

/** The paths as a tree. */
export function fieldTree(paths: readonly string[]): FieldTree {
  const tree: Growing = new Map();
  for (const path of paths) {
    let at = tree;
    for (const name of path.split('.')) {
      const next: Growing = at.get(name) ?? new Map();
      at.set(name, next);
      at = next;
    }
  }
  return tree;
}

interface Growing extends Map<string, Growing> {}
