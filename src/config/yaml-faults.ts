import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, visit, type YAMLError } from 'yaml';

/** A fault of the YAML itself; `offset` counts UTF-16 units from the start of the file. */
export interface YamlFault {
  offset: number;
  message: string;
}

/** What the parser found wrong, in the words of people; of several faults on one line only the first, which causes the others. */
export function syntaxFaults(document: Document, source: string): YamlFault[] {
  const lines = new Set<number>();
  return [...document.errors, ...document.warnings]
    .map((error) => ({ offset: error.pos[0], message: wording(error, source) }))
    .sort((a, b) => a.offset - b.offset)
    .filter(({ offset }) => {
      const line = source.slice(0, offset).split('\n').length;
      return !lines.has(line) && lines.add(line);
    });
}

/** Our words for the parser's codes, given what stands at the fault; the others keep the parser's own. */
const WORDS: Partial<Record<YAMLError['code'], (found: string) => string>> = {
  DUPLICATE_KEY: (found) => `the key \`${/[^"':\n]+/.exec(found)?.[0].trimEnd() ?? ''}\` stands twice in this map`,
  TAB_AS_INDENT: () => 'a tab cannot indent YAML; use spaces',
  MULTIPLE_DOCS: () => 'a file holds one document; leave out the second and its `---`',
  BLOCK_AS_IMPLICIT_KEY: () => 'a text with `: ` in it must be in quotes, or this line is indented wrongly',
  NON_STRING_KEY: () => 'a key must be text',
  BAD_SCALAR_START: (found) => `a text cannot begin with ${found[0]}: put it in quotes`,
  TAG_RESOLVE_FAILED: (found) => `the tag ${/^\S+/.exec(found)?.[0] ?? ''} is not known here; leave it out`,
};

function wording(error: YAMLError, source: string): string {
  const words = WORDS[error.code]?.(source.slice(error.pos[0]));
  const own = `${error.message.slice(0, 1).toLowerCase()}${error.message.slice(1)}`;
  return words ?? `${own}${flowHint(error, source)}`;
}

/** In a flow map a bare `${NAME}` breaks the YAML, and so do the signs of many expressions; the parser's words do not tell. */
function flowHint(error: YAMLError, source: string): string {
  const before = source.slice(source.lastIndexOf('\n', error.pos[0] - 1) + 1, error.pos[0]);
  if (before.endsWith('$')) {
    return '; inside { } or [ ], write "${NAME}" in quotes';
  }
  return /[{[].*[:,[{]\s*=/.test(before) || /[{[].*[:,[{]\s*$/.test(before)
    ? '; inside { } or [ ], an expression with one of , : { } [ ] must be in quotes'
    : '';
}

/** Aliases that lead nowhere or into themselves, and merges of what is no map: making a value of these would fail. */
export function aliasFaults(document: Document): YamlFault[] {
  const faults: YamlFault[] = [];
  const add = (node: Node, message: string) => faults.push({ offset: node.range?.[0] ?? 0, message });
  visit(document, {
    Alias(_key, alias, ancestors) {
      const target = alias.resolve(document);
      if (target === undefined) {
        add(alias, `there is no anchor \`&${alias.source}\` before this alias`);
      } else if (ancestors.includes(target)) {
        add(alias, `the alias \`*${alias.source}\` stands inside what it names`);
      }
    },
    Pair(_key, pair) {
      if (isScalar(pair.key) && pair.key.value === '<<' && isNode(pair.value) && !isMergeable(document, pair.value)) {
        add(pair.value, '`<<` takes a map, an alias of a map, or a list of these');
      }
    },
  });
  return faults;
}

function isMergeable(document: Document, value: Node): boolean {
  const node = isAlias(value) ? value.resolve(document) : value;
  const sources = isSeq(node) ? node.items : [node];
  // An alias without an anchor is a fault of its own.
  return sources.every((item) => item === undefined || isMap(isAlias(item) ? item.resolve(document) : item));
}
