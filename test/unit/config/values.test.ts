import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../../src/config/load.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** The problems of a hook with this as its `values`, as `line:column message`. */
async function problems(values: string): Promise<string[]> {
  const temp = tempFolder();
  try {
    mkdirSync(join(temp.folder, 'hooks'));
    writeFileSync(join(temp.folder, 'hookdoo.yaml'), 'connections: {odoo: {url: sandbox}}\n');
    const hook = `model: sale.order\nactions:\n  - create: sale.order\n    values:\n${values.replace(/^/gm, '      ')}\n`;
    writeFileSync(join(temp.folder, 'hooks/order.yaml'), hook);
    const loaded = await loadConfig(temp.folder, { variables: {}, configFolder: undefined });
    return 'problems' in loaded ? loaded.problems.map((one) => `${one.line}:${one.column} ${one.message}`) : [];
  } finally {
    temp.remove();
  }
}

// What is wrong, with its place: the values begin at 5:7.
const FAULTS: [what: string, values: string, problems: string[]][] = [
  [
    'a field of `match` that is not among the values',
    'order_line:\n  for_each: payload.lines\n  match: [name, skus]\n  values: {name: x, sku: y}',
    ['7:23 the field `skus` of `match` must also be among the `values`; did you mean `sku`?'],
  ],
  [
    'one that is missing in a line',
    'order_line: {match: [name], values: [{name: x}, {sku: y}]}',
    ['5:28 the field `name` of `match` must also be among the `values`; allowed: sku'],
  ],
  [
    'a `match` that is no list',
    'order_line: {match: name, values: [{name: x}]}',
    ['5:27 `match` must be a list of fields, such as [name]'],
  ],
  [
    'a `missing` that is not known',
    'order_line: {match: [name], missing: delete, values: [{name: x}]}',
    ['5:44 `missing` is not known; allowed: remove, keep'],
  ],
  [
    '`missing` without `match`',
    'order_line: {for_each: payload.lines, missing: keep, values: {name: x}}',
    ['5:54 `missing` needs `match`, which says which lines are which'],
  ],
  [
    'an unknown key of a list',
    'order_line: {for_each: payload.lines, mach: [name], values: {name: x}}',
    ['5:45 unknown key `mach`'],
  ],
  [
    'an unknown key beside `find`',
    'partner_id: {find: {email: x}, nome: skip}',
    ['5:38 unknown key `nome` beside `find`'],
  ],
  [
    'a `none` or `many` that is not known',
    'partner_id: {find: {email: x}, none: ignore, many: all}',
    ['5:44 `none` is not known', '5:58 `many` is not known'],
  ],
];

const SOUND: [what: string, values: string][] = [
  ['match in a for_each', 'order_line: {for_each: payload.lines, as: line, match: [name], values: {name: =line.name}}'],
  ['match with lines that an expression gives', 'order_line: {match: [name], missing: keep, values: =payload.lines}'],
  [
    'none as null, or as an expression',
    'partner_id: {find: {email: x}, none: null}\nuser_id: {find: {login: x}, none: =payload.none}',
  ],
  ['a field called find, at the top', 'find: x\nnome: y'],
];

describe('the values of a hook file', () => {
  for (const [what, values, expected] of FAULTS) {
    it(`${what} is a fault at its place`, async () => {
      const found = await problems(values);

      assert.equal(found.length, expected.length, found.join('\n'));
      for (const [index, problem] of expected.entries()) {
        assert.ok(found[index]?.startsWith(problem), found[index]);
      }
    });
  }

  for (const [what, values] of SOUND) {
    it(`${what} is sound`, async () => {
      assert.deepEqual(await problems(values), []);
    });
  }
});
