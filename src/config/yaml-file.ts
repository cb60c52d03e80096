import { type Document, isScalar, LineCounter, parseDocument, type Scalar, visit } from 'yaml';
import type { Place, Problem } from '../errors.ts';
import { type Fill, type FillSource, fill, writtenOffset } from './fill.ts';
import { locate, locateKey } from './locate.ts';
import { sourceOffset } from './text-offset.ts';
import { aliasFaults, syntaxFaults, type YamlFault } from './yaml-faults.ts';

type Path = readonly (string | number)[];

/** One file of the configuration: its content, and where each part of it is written. */
export interface YamlFile {
  file: string;
  /** Maps are plain objects, lists arrays; integers are bigints, floats numbers. `${…}` is filled in. */
  content: unknown;
  /** The place of the value at a path, or of the last part of the path that is written. `offset`: see Issue. */
  placeAt(path: Path, offset?: number): Place;
  /** The place of a key in the map at a path. */
  placeOfKey(path: Path, key: string): Place;
  /** Where the value at a path was filled in from, as words to follow a fault. */
  originAt(path: Path): string | undefined;
  /** The values that were filled in from the environment or a file. */
  secrets: readonly string[];
}

const MAX_ALIASES = 100;

/** Reads YAML and fills in its `${…}`; gives every fault of both. */
export function readYaml(
  file: string,
  text: string,
  fillSource: FillSource,
): { yaml: YamlFile } | { problems: Problem[] } {
  const source = text.replace(/^\uFEFF/, '');
  const lineCounter = new LineCounter();
  const document = parseDocument(source, {
    lineCounter,
    merge: true,
    uniqueKeys: true,
    stringKeys: true,
    intAsBigInt: true,
    resolveKnownTags: false,
    prettyErrors: false,
  });
  const placeOf = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problemsOf = (faults: YamlFault[]) => faults.map(({ offset, message }) => ({ ...placeOf(offset), message }));

  const faults = syntaxFaults(document, source);
  if (faults.length > 0) {
    return { problems: problemsOf(faults) };
  }
  const { fills, faults: fillFaults } = fillDocument(document, source, fillSource);
  const contentFaults = [...aliasFaults(document), ...fillFaults].sort((a, b) => a.offset - b.offset);
  if (contentFaults.length > 0) {
    return { problems: problemsOf(contentFaults) };
  }
  try {
    const content: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    const secrets = [...fills.values()].flat().flatMap(({ secret }) => secret ?? []);
    return { yaml: { file, content, secrets, ...places(document, source, fills, placeOf) } };
  } catch {
    return { problems: problemsOf([{ offset: 0, message: `more than ${MAX_ALIASES} values come from aliases` }]) };
  }
}

type Fills = Map<Scalar, Fill[]>;

/** Fills in every value of the document, in place. A plain scalar is read again as YAML: `port: ${PORT}` gives a number. */
function fillDocument(
  document: Document,
  source: string,
  fillSource: FillSource,
): { fills: Fills; faults: YamlFault[] } {
  const fills: Fills = new Map();
  const faults: YamlFault[] = [];
  visit(document, {
    Scalar(key, scalar) {
      if (key === 'key' || typeof scalar.value !== 'string' || !scalar.value.includes('${')) {
        return;
      }
      const filled = fill(scalar.value, fillSource);
      for (const { offset, message } of filled.faults) {
        faults.push({ offset: sourceOffset(source, scalar, offset) ?? scalar.range?.[0] ?? 0, message });
      }
      const plain = scalar.type === 'PLAIN' && scalar.tag === undefined;
      scalar.value = plain ? plainValue(document, filled.text) : filled.text;
      fills.set(scalar, filled.fills);
    },
  });
  return { fills, faults };
}

/** What YAML makes of an unquoted text that stands alone; it stays one scalar whatever is in it. */
function plainValue(document: Document, text: string): unknown {
  for (const tag of document.schema.tags) {
    if (tag.collection === undefined && tag.default === true && tag.test?.test(text) === true) {
      const value = tag.resolve(text, () => undefined, { intAsBigInt: true });
      return isScalar(value) ? value.value : value;
    }
  }
  return text;
}

function places(document: Document, source: string, fills: Fills, placeOf: (offset: number) => Place) {
  function placeAt(path: Path, offset?: number): Place {
    const { node, key, whole } = locate(document, path);
    const start = node?.range?.[0] ?? 0;
    if (!isScalar(node)) {
      return placeOf(key?.range?.[0] ?? start);
    }
    if (whole && offset !== undefined) {
      return placeOf(sourceOffset(source, node, writtenOffset(fills.get(node) ?? [], offset)) ?? start);
    }
    const empty = node.range?.[0] === node.range?.[1];
    return placeOf(whole && !empty ? start : (key?.range?.[0] ?? start));
  }

  return {
    placeAt,
    placeOfKey(path: Path, key: string): Place {
      const start = locateKey(document, path, key)?.range?.[0];
      return start === undefined ? placeAt(path) : placeOf(start);
    },
    originAt(path: Path): string | undefined {
      const { node, whole } = locate(document, path);
      const filled = whole && isScalar(node) ? fills.get(node) : undefined;
      return filled?.find((one) => one.origin !== undefined)?.origin;
    },
  };
}
