import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readYaml } from '../../../src/config/yaml-file.ts';

const MARK = '§';
const NOTHING = { environment: { variables: {}, configFolder: undefined }, folder: '.', files: new Map() };

/** The place of the mark as the scalar's text tells it, and as a search in the file tells it. */
function places(source: string): { told: unknown; searched: unknown } | undefined {
  const read = readYaml('x.yaml', source, NOTHING);
  if ('problems' in read || typeof read.yaml.content !== 'object' || read.yaml.content === null) {
    return undefined;
  }
  const { content, placeAt } = read.yaml;
  const text = 'key' in content && typeof content.key === 'string' ? content.key : '';
  if (!text.includes(MARK)) {
    return undefined; // it became part of a comment
  }
  const before = source.slice(0, source.indexOf(MARK)).split('\n');
  return {
    told: placeAt(['key'], text.indexOf(MARK)),
    searched: { file: 'x.yaml', line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
  };
}

/** Lines of pieces, with the mark somewhere among them. */
function marked(pieces: string[]): fc.Arbitrary<string[]> {
  const line = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(''));
  return fc.tuple(fc.array(line, { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat()).map(([lines, row, column]) =>
    lines.map((text, index) => {
      const at = column % (text.length + 1);
      return index === row % lines.length ? `${text.slice(0, at)}${MARK}${text.slice(at)}` : text;
    }),
  );
}

function holds(sources: fc.Arbitrary<string>): void {
  let compared = 0;
  fc.assert(
    fc.property(sources, (source) => {
      const found = places(source);
      fc.pre(found !== undefined);
      compared += 1;
      assert.deepEqual(found.told, found.searched, source);
    }),
    { numRuns: 500, maxSkipsPerRun: 200 },
  );
  assert.ok(compared > 400);
}

describe('the place of an offset inside a text', () => {
  const lineEnd = fc.constantFrom('\n', '\r\n');

  it('holds in plain texts over several lines', () => {
    const lines = marked(['a', 'bc', "'", '"', ' ', '  ', '\\', '😀']);

    holds(fc.tuple(lines, lineEnd).map(([text, end]) => `key: a${text.join(`${end}  `)}${end}other: 1${end}`));
  });

  it('holds in single quotes', () => {
    const lines = marked(['a', 'bc', "''", "''''", '"', ' ', ': ', '#', '\\', '😀']);

    holds(fc.tuple(lines, lineEnd).map(([text, end]) => `key: '${text.join(`${end}  `)}'${end}other: 1${end}`));
  });

  it('holds in double quotes', () => {
    const lines = marked(['a', "'", '\\n', '\\"', '\\\\', '\\u263a', '\\U0001F600', '\\x41', '\\ ', ' ', '😀', ': ']);
    const ends = fc.constantFrom('\n  ', '\r\n  ', '\\\n   ', '\n\n  ', ' \n\t  ');

    holds(fc.tuple(lines, ends).map(([text, end]) => `key: "${text.join(end)}"\nother: 1\n`));
  });

  it('holds in | and > blocks of any indentation', () => {
    const lines = marked(['a', 'if x:', '  ', ' ', '\t', "'", '# ', '$', '😀']);
    const header = fc.constantFrom('|', '>', '|-', '>-', '|+', '>+', '|2', '>2', '| # why');
    const indent = fc.constantFrom('  ', '    ');

    holds(
      fc.tuple(lines, header, indent, lineEnd).map(([text, head, space, end]) => {
        const body = text.map((line) => `${line.trim() === '' ? '' : space}${line}`).join(end);
        return `key: ${head}${end}${body}${end}other: 1${end}`;
      }),
    );
  });
});
