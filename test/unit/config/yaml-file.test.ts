import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FillSource } from '../../../src/config/fill.ts';
import { readYaml, type YamlFile } from '../../../src/config/yaml-file.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const IN_QUOTES = 'inside { } or [ ], an expression with one of , : { } [ ] must be in quotes';

function sourceOf(variables: Record<string, string>, folder = '.'): FillSource {
  return { environment: { variables, configFolder: undefined }, folder, files: new Map() };
}

function yamlOf(text: string, variables: Record<string, string> = {}): YamlFile {
  const read = readYaml('x.yaml', text, sourceOf(variables));
  assert.ok('yaml' in read, 'problems' in read ? read.problems[0]?.message : '');
  return read.yaml;
}

function faultsOf(text: string, source = sourceOf({})): string[] {
  const read = readYaml('x.yaml', text, source);
  return 'problems' in read ? read.problems.map((p) => `${p.line}:${p.column} ${p.message}`) : [];
}

function at(yaml: YamlFile, path: (string | number)[], offset?: number): string {
  const { line, column } = yaml.placeAt(path, offset);
  return `${line}:${column}`;
}

describe('a YAML file', () => {
  it('gives integers as bigints, floats as numbers, and leaves dates, yes and 1_000 text', () => {
    const { content } = yamlOf('a: 9007199254740993\nb: 1.0\nc: 2026-01-02\nd: yes\ne: 1_000\nf:\n7: x\n');

    assert.deepEqual(content, { a: 9007199254740993n, b: 1, c: '2026-01-02', d: 'yes', e: '1_000', f: null, '7': 'x' });
  });

  it('merges maps and follows aliases', () => {
    const { content } = yamlOf('base: &b {x: 1, y: 2}\na:\n  <<: *b\n  y: 3\nc: *b\n');

    assert.deepEqual(content, { base: { x: 1n, y: 2n }, a: { x: 1n, y: 3n }, c: { x: 1n, y: 2n } });
  });

  it('may begin with a byte order mark', () => {
    assert.equal(at(yamlOf('\uFEFFa: 1\n'), ['a']), '1:4');
  });

  describe('that is broken', () => {
    const broken: [what: string, text: string, faults: string[]][] = [
      ['a key twice', 'a: 1\nb:\n  "c d": 1\n  "c d": 2\n', ['4:3 the key `c d` stands twice in this map']],
      ['a tab', 'a:\n\tb: 1\n', ['2:1 a tab cannot indent YAML; use spaces']],
      ['two documents', 'a: 1\n---\nb: 1\n', ['2:1 a file holds one document; leave out the second and its `---`']],
      ['a colon', 'a: b: c\n', ['1:4 a text with `: ` in it must be in quotes, or this line is indented wrongly']],
      ['an open quote', 'a: "x\n', ['2:1 missing closing "quote']],
      ['@', 'a: @x\n', ['1:4 a text cannot begin with @: put it in quotes']],
      ['a tag', 'a: !foo x\n', ['1:4 the tag !foo is not known here; leave it out']],
      ['a list as key', '? [a]\n: 1\n', ['1:3 a key must be text']],
      [
        'a bare placeholder in a flow map',
        'a: {url: ${X}, b: 1}\n',
        ['1:11 unexpected flow-map-start at node end; inside { } or [ ], write "${NAME}" in quotes'],
      ],
      [
        'an expression with a comma in a flow map',
        "a: {b: =x, c: =x.get('a', 'd')}\n",
        [`1:30 missing , or : between flow map items; ${IN_QUOTES}`],
      ],
      ['an index in a flow map', "a: {b: =x['c']}\n", [`1:10 unexpected flow-seq-start at node end; ${IN_QUOTES}`]],
      ['an unknown alias', 'a: *b\n', ['1:4 there is no anchor `&b` before this alias']],
      ['a circle', 'a: &x [1, *x]\n', ['1:11 the alias `*x` stands inside what it names']],
      ['a merged text', 'a:\n  <<: x\n', ['2:7 `<<` takes a map, an alias of a map, or a list of these']],
      [
        'several',
        'a: &a 1\na: 2\nb: !x 3\n',
        ['2:1 the key `a` stands twice in this map', '3:4 the tag !x is not known here; leave it out'],
      ],
    ];
    for (const [what, text, faults] of broken) {
      it(`by ${what} says so, and where`, () => {
        assert.deepEqual(faultsOf(text), faults);
      });
    }

    it('by aliases that multiply is refused', () => {
      const level = (name: string, from: string) => `${name}: &${name} [${`*${from}, `.repeat(9)}*${from}]\n`;
      const text = `a: &a x\n${level('b', 'a')}${level('c', 'b')}${level('d', 'c')}`;

      assert.deepEqual(faultsOf(text), ['1:1 more than 100 values come from aliases']);
    });
  });

  describe('tells the place of', () => {
    const yaml = yamlOf(
      'a: 1\nlist:\n  - x: 1\n    y: "z"\n  - [p, q]\nempty:\nbase: &b\n  deep: {v: 1}\nmore:\n  <<: *b\n',
    );
    const places: [what: string, path: (string | number)[], place: string][] = [
      ['a value', ['a'], '1:4'],
      ['a value in a list', ['list', 0, 'y'], '4:8'],
      ['an item', ['list', 0], '3:5'],
      ['a value in a flow list', ['list', 1, 1], '5:9'],
      ['a map or list: its key', ['list'], '2:1'],
      ['an empty value: its key', ['empty'], '6:1'],
      ['a missing key: the key of its map', ['base', 'deep', 'nope'], '8:3'],
      ['a missing key of an item: the item', ['list', 0, 'nope'], '3:5'],
      ['a missing key of the file: its start', ['nope'], '1:1'],
      ['a merged value', ['more', 'deep', 'v'], '8:13'],
    ];
    for (const [what, path, place] of places) {
      it(what, () => {
        assert.equal(at(yaml, path), place);
      });
    }

    it('a key, also one that is merged in', () => {
      assert.deepEqual(yaml.placeOfKey(['list', 0], 'y'), { file: 'x.yaml', line: 4, column: 5 });
      assert.deepEqual(yaml.placeOfKey(['more'], 'deep'), { file: 'x.yaml', line: 8, column: 3 });
    });
  });
});

describe('${…}', () => {
  it('is filled in from the environment, its default, and files', () => {
    const { folder, remove } = tempFolder();
    writeFileSync(join(folder, 'secret'), 's3cret\n');
    const read = readYaml(
      'x.yaml',
      'a: x-${A}-${B:-b}\nb: "${EMPTY:-none}"\nc: ${file:secret}\nd:\n  - ${A}\n',
      sourceOf({ A: 'é', EMPTY: '' }, folder),
    );
    remove();

    assert.ok('yaml' in read);
    assert.deepEqual(read.yaml.content, { a: 'x-é-b', b: 'none', c: 's3cret', d: ['é'] });
  });

  it('makes of a plain text what YAML makes of it, and leaves a quoted one text', () => {
    const { content } = yamlOf('a: ${N}\nb: "${N}"\nc: ${T}\nd: ${F:-}\ne: ${X:-1.5}\n', { N: '8070', T: 'true' });

    assert.deepEqual(content, { a: 8070n, b: '8070', c: true, d: null, e: 1.5 });
  });

  it('cannot bring in YAML, nor another ${…}', () => {
    const { content } = yamlOf('a: ${A}\nb: "${B}"\n', { A: '{x: 1}\nc: 2', B: '${A} "' });

    assert.deepEqual(content, { a: '{x: 1}\nc: 2', b: '${A} "' });
  });

  it('is literal after another $, and in keys and comments', () => {
    const { content } = yamlOf('a: $${A}\n"${B}": 1 # ${C}\n');

    assert.deepEqual(content, { a: '${A}', '${B}': 1n });
  });

  it('that cannot be filled in is a fault at its place', () => {
    const text = 'a: x ${A} ${file:nope}\nb: |\n  one\n  two ${B} ${B-}\n';

    assert.deepEqual(faultsOf(text), [
      '1:6 the environment variable A is not set; set it, or give a default: ${A:-default}',
      '1:11 the file `nope` cannot be read; give it, or correct its path',
      '4:7 the environment variable B is not set; set it, or give a default: ${B:-default}',
      '4:12 this must be ${NAME}, ${NAME:-default} or ${file:/path}; write $${ for a literal ${',
    ]);
  });

  it('moves no place behind it', () => {
    const yaml = yamlOf('a: "=f(${LONG}) + $${x} + !"\n', { LONG: 'x'.repeat(50) });
    const text = `=f(${'x'.repeat(50)}) + \${x} + !`;

    assert.deepEqual(yaml.content, { a: text });
    assert.equal(at(yaml, ['a'], text.indexOf('=')), '1:5');
    assert.equal(at(yaml, ['a'], 20), '1:8');
    assert.equal(at(yaml, ['a'], text.indexOf('!')), '1:27');
  });

  it('says where a value came from', () => {
    const yaml = yamlOf('a: ${A}\nb: ${B:-b}\nc: c\n', { A: 'a' });

    assert.equal(yaml.originAt(['a']), 'filled in from A');
    assert.equal(yaml.originAt(['b']), 'B is not set, so its default stands here');
    assert.equal(yaml.originAt(['c']), undefined);
  });
});
