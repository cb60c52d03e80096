import assert from 'node:assert/strict';
import { createLog } from '../../src/log.ts';
import type { Protocol } from '../../src/odoo/auto-wire.ts';
import { type Connection, openConnection } from '../../src/odoo/connection.ts';
import { type Json, writeJson } from '../../src/odoo/json.ts';
import { openStudio, type Ran, type Studio } from '../support/odoo-studio.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { hookOf, type Snippet, snippetsFor } from '../support/snippet.ts';
import { nearTimes, SnippetRecords } from '../support/snippet-records.ts';
import { PROTOCOLS } from './real-odoo.ts';

const { ODOO_URL = '', ODOO_DATABASE = '', ODOO_LOGIN = '', ODOO_API_KEY = '' } = process.env;
const settings = { url: ODOO_URL, database: ODOO_DATABASE, login: ODOO_LOGIN, password: ODOO_API_KEY };
const connection: Connection = openConnection(
  { ...settings, name: 'snippets', timeout: 60_000, concurrency: 2, context: {} },
  createLog({ level: 'silent', readable: false }),
);
// Which tests there are depends on it.
const { major } = await connection.version();
const snippets = snippetsFor(major);

after(() => connection.close());

for (const protocol of PROTOCOLS) {
  describe(`what server actions do, a hook with the same code does over ${protocol}`, () => sameAsThere(protocol));
  describe(`what Odoo refuses of a server action's code over ${protocol}`, () => refusals(protocol));
}

function sameAsThere(protocol: Protocol): void {
  let studio: Studio;
  let running: RunningApp;
  let languages: string[];

  before(async () => {
    languages = await activate([...new Set(snippets.flatMap((snippet) => snippet.languages))], true);
    studio = await openStudio(connection, snippets);
    const files = snippets.map((snippet) => [`hooks/${snippet.name}.yaml`, hookOf(snippet)]);
    running = await runApp(Object.fromEntries(files), { ...process.env, ODOO_PROTOCOL: protocol });
  });
  after(async () => {
    await running?.stop();
    await studio?.remove();
    await activate(languages, false);
  });

  for (const snippet of snippets) {
    it(snippet.name, async () => {
      const there = major >= snippet.studio_since ? await runThere(snippet) : undefined;
      const here = await runHere(snippet);

      assert.equal(here.message, snippet.raises);
      if (there === undefined) {
        assert.deepEqual(here.records, snippet.expect);
      } else {
        assert.equal(there.ok, here.ok, there.message);
        assert.deepEqual(nearTimes(here.records, there.records), there.records);
        assert.deepEqual(here.lines, there.lines);
      }
    });
  }

  interface Result extends Ran {
    records: Record<string, Json>;
  }

  async function runThere(snippet: Snippet): Promise<Result> {
    return await withRecords(snippet, (records) => studio.run(snippet, records.payload()));
  }

  async function runHere(snippet: Snippet): Promise<Result> {
    return await withRecords(snippet, async (records) => {
      running.lines.length = 0;
      const { status, body } = await running.post(snippet.name, writeJson(records.payload()));
      const lines = running.lines.map((line) => JSON.parse(line)).flatMap(({ line }) => line ?? []);
      return { ok: status === 200, lines, message: (body as { message?: string }).message };
    });
  }

  async function withRecords(snippet: Snippet, run: (records: SnippetRecords) => Promise<Ran>): Promise<Result> {
    const records = new SnippetRecords(snippet, connection);
    try {
      await records.setUp();
      const { ok, lines, message } = await run(records);
      return {
        ok,
        lines: lines.map((line) => records.plainText(line)),
        message: message === undefined ? undefined : records.plainText(message),
        records: await records.read(),
      };
    } finally {
      await records.remove();
    }
  }
}

function refusals(protocol: Protocol): void {
  // A field of the snippet that this Odoo does not have: older than one, gone from the other.
  const [model, field] = major < 19 ? ['product.template', 'is_storable'] : ['res.partner', 'mobile'];
  const code = `
# from a database of another version
values = {'name': payload['name'], '${field}': payload.get('value')}
if values['name']:
    made = env['${model}'].create(values)
    log(made.name)
else:
    found = env['${model}'].search([('${field}', '!=', False)])
    log(len(found))
`;
  let running: RunningApp;

  before(async () => {
    const hook = `model: ${model}\nactions:\n  - run: |${code.replace(/^(?=.)/gm, '      ')}`;
    running = await runApp({ 'hooks/other-version.yaml': hook }, { ...process.env, ODOO_PROTOCOL: protocol });
  });
  after(() => running.stop());

  async function refused(name: string): Promise<{ message: string; reason: string }> {
    running.lines.length = 0;
    const { status, body } = await running.post('other-version', { name, value: 'x' });
    assert.equal(status, 422);
    const settled = running.lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'delivery');
    return { message: (body as { message: string }).message, reason: settled.reason };
  }

  it("is told in Odoo's own words, with the line of the YAML file", async () => {
    const { message, reason } = await refused('Lamp');

    assert.equal(message, `Invalid field '${field}' ${major < 19 ? 'on model' : 'in'} '${model}'`);
    assert.match(reason, /hooks\/other-version\.yaml:7:\d+/);
  });

  it('is told of a domain too', async () => {
    const { message, reason } = await refused('');

    assert.match(message, new RegExp(`Invalid field ${model}\\.${field}`));
    assert.match(reason, /hooks\/other-version\.yaml:10:\d+/);
  });
}

/** Switches languages of the database on or off; gives those that were not so before. */
async function activate(codes: string[], active: boolean): Promise<string[]> {
  const domain = [
    ['code', 'in', codes],
    ['active', '=', !active],
  ];
  const kwargs = { context: { active_test: false } };
  const found = await connection.rpc({ model: 'res.lang', method: 'search_read', args: [domain, ['code']], kwargs });
  assert.ok(Array.isArray(found));
  const ids = found.map((row) => (row as { id: bigint }).id);
  await connection.rpc({ model: 'res.lang', method: 'write', args: [ids, { active }], kwargs: {} });
  return found.map((row) => String((row as { code: string }).code));
}
