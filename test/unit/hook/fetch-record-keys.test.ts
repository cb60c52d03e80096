import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../../../src/config/load.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const TWO = 'connections: {a: {url: sandbox, allow: {sale.order: [write]}}, b: {url: sandbox}}\n';

/** The faults of a hook file, each as `line:column: message`. */
async function faultsOf(text: string, settings = TWO): Promise<string[]> {
  const temp = tempFolder();
  try {
    mkdirSync(path.join(temp.folder, 'hooks'));
    writeFileSync(path.join(temp.folder, 'hookdoo.yaml'), settings);
    writeFileSync(path.join(temp.folder, 'hooks/hook.yaml'), text);
    const loaded = await loadConfig(temp.folder, { variables: {}, configFolder: undefined });
    const problems = 'problems' in loaded ? loaded.problems : [];
    return problems
      .filter(({ file }) => file.endsWith('hook.yaml'))
      .map(({ line, column, message }) => `${line}:${column}: ${message}`);
  } finally {
    temp.remove();
  }
}

describe('the check of a record that is read from an Odoo', () => {
  it('finds connections that are not there, and what is no path of fields', async () => {
    const faults = await faultsOf(`model: res.partner
odoo: b
fetch:
  - odoo: aa
    model: res.partner
    id: =payload.id
    fields: [name, partner_id..email, order-line, .x, x., "", _x]
  - {odoo: a, model: res.partner, id: =fetchd.id, fields: [name], as: other}
when: fetched.name and thing
actions:
  - run: log(other)
`);

    const noField = 'this is no field; it must be such as name, or partner_id.country_id.code';
    assert.deepEqual(faults, [
      '4:11: there is no connection `aa`; did you mean `a`? allowed: a, b',
      `7:30: ${noField}`,
      `7:44: ${noField}`,
      `7:51: ${noField}`,
      `7:56: ${noField}`,
      `7:59: ${noField}`,
      `7:63: ${noField}`,
      "8:40: name 'fetchd' is not defined, did you mean 'fetched'?",
      "9:24: name 'thing' is not defined",
    ]);
  });

  it('speaks of the keys of the form that was meant', async () => {
    const faults = await faultsOf(`model: res.partner
odoo: b
fetch:
  - {odoo: a, modl: res.partner, id: 7, fields: [name], echo: keep}
  - {url: "https://api.example.com/", hedaers: {}, as: other}
actions:
  - run: pass
`);

    assert.deepEqual(faults, [
      '4:5: `model` is missing',
      '4:15: unknown key `modl`; did you mean `model`? allowed: odoo, model, id, fields, none, echo, as, if',
      '4:63: `echo` has a value that is not known; allowed: skip',
      '5:39: unknown key `hedaers`; did you mean `headers`? allowed: url, headers, basic, as, if, cache, none, timeout',
    ]);
  });

  it('knows what the connection does not allow', async () => {
    const faults = await faultsOf(`model: res.partner
odoo: b
fetch: {odoo: a, model: sale.order, id: 7, fields: [name]}
actions:
  - run: log(fetched)
`);

    assert.equal(faults.length, 1);
    assert.match(faults[0] ?? '', /^3:25: `read` of sale.order is not allowed over the connection a; /);
  });

  it('blames no hook for its connections while hookdoo.yaml is broken', async () => {
    const faults = await faultsOf(
      `model: res.partner
odoo: b
fetch: [{odoo: a, model: res.partner, id: 7, fields: [name]}]
actions:
  - run: log(fetched)
`,
      'connections: 7\n',
    );

    assert.deepEqual(faults, []);
  });
});
