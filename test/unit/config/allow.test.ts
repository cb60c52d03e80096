import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../../../src/config/load.ts';
import { formatProblem } from '../../../src/errors.ts';
import { tempFolder } from '../../support/temp-folder.ts';

async function problems(allow: string, hook: string): Promise<string[]> {
  const temp = tempFolder();
  mkdirSync(path.join(temp.folder, 'hooks'));
  writeFileSync(
    path.join(temp.folder, 'hookdoo.yaml'),
    `connections:\n  main:\n    url: sandbox\n    allow:\n${allow}`,
  );
  writeFileSync(path.join(temp.folder, 'hooks/orders.yaml'), `model: sale.order\n${hook}`);
  const loaded = await loadConfig(temp.folder, { variables: {}, configFolder: undefined });
  temp.remove();
  const found = 'problems' in loaded ? loaded.problems : [];
  return found.map((problem) => formatProblem({ ...problem, file: path.basename(problem.file) }));
}

const UPDATE = 'actions:\n  - update: record\n    values: {note: x}\n';

describe('`allow` of a connection', () => {
  it('takes operations, names of methods, and `*`', async () => {
    const allow = "      sale.order: [read, write, action_confirm]\n      '*': [methods]\n      hr.employee: []\n";

    assert.deepEqual(await problems(allow, UPDATE), []);
  });

  it('has every fault reported where it is', async () => {
    const allow = '      Sale Order: [read]\n      sale.order: [read, write, delete, search_read, load, _x, 7]\n';

    assert.deepEqual(await problems(allow, UPDATE), [
      'hookdoo.yaml:5:7: a model is named as in Odoo, such as res.partner; or `*`',
      'hookdoo.yaml:6:33: `delete` is not a word of `allow`; say unlink',
      'hookdoo.yaml:6:41: `search_read` is not a word of `allow`; say read',
      'hookdoo.yaml:6:54: `load` is not a word of `allow`; say create, write',
      'hookdoo.yaml:6:60: this must be one of read, create, write, unlink, methods, or the name of a public method',
      'hookdoo.yaml:6:64: `sale.order[6]` must be text: put it in quotes',
    ]);
  });

  it('names the actions of hooks that it does not allow', async () => {
    const hook = `actions:
  - update: record
    values: {note: x}
  - create: res.partner
    values: {name: x}
  - upsert: res.partner
    match: {ref: x}
  - find: res.country
    where: {code: BE}
    as: country
  - delete: country
  - delete: record
`;
    const said = (at: string, operation: string, model: string, line: string) =>
      `orders.yaml:${at}: ${operation} of ${model} is not allowed over the connection main; \`${line}\` ` +
      'under `connections.main.allow` in hookdoo.yaml would allow it';

    assert.deepEqual(await problems('      sale.order: [write]\n      res.partner: [create]\n', hook), [
      said('7:13', '`read` and `write`', 'res.partner', 'res.partner: [create, read, write]'),
      said('9:11', '`read`', 'res.country', 'res.country: [read]'),
      said('13:13', '`unlink`', 'sale.order', 'sale.order: [write, unlink]'),
    ]);
  });

  it('leaves code to be found out when it runs, and what `record` is after it', async () => {
    const hook = `actions:
  - run: |
      record = env['res.users'].search([])
  - delete: record
`;

    assert.deepEqual(await problems('      sale.order: [read]\n', hook), []);
  });

  it('leaves a record to be found out that may be of several models', async () => {
    const hook = `models: [sale.order, res.partner]\n${UPDATE}`;

    assert.deepEqual(await problems('      res.partner: [read]\n', hook), []);
  });
});
