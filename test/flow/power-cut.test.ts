import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { answer, FaultyOdoo } from '../support/faulty-odoo.ts';
import { ServedProcess } from '../support/served-process.ts';

const LOADED = pathToFileURL(path.join(import.meta.dirname, '../support/power-cut.ts')).href;
const FIELDS = {
  name: { type: 'char', string: 'Name', store: true },
  ref: { type: 'char', string: 'Ref', store: true },
};
const SENDERS = 8;
const EACH = 15;

const hook = (answered: string, more = '') => `
model: res.partner
secret: secret-of-the-hook-${answered}
answer: ${answered === 'stored' ? 'stored' : 'done'}
unique: payload.ref
${more}
actions:
  - create: res.partner
    values: {name: A customer, ref: =payload.ref}
`;

describe('a power cut', () => {
  let odoo: FaultyOdoo;
  let program: ServedProcess;
  /** What was sent to Odoo while it would not have been known after a power cut. */
  let unknown: string[];

  before(async () => {
    odoo = await FaultyOdoo.start();
    const connection = `{url: "${odoo.url}", database: d, login: l, api_key: k, protocol: json-rpc}`;
    const settings = `server: {host: 127.0.0.1, port: 0}\nstore: hookdoo.db\nconnections: {odoo: ${connection}}\n`;
    const hooks = { stored: hook('stored'), done: hook('done'), skipped: hook('skipped', 'when: payload.ref == ""') };
    program = new ServedProcess(hooks, settings, 'hookdoo.db', { NODE_OPTIONS: `--import=${LOADED}` });
    await program.start();
    unknown = [];
    odoo.behave(({ call, args, body }, response) => {
      if (call === 'res.partner.fields_get') {
        answer(response, JSON.parse(JSON.stringify(FIELDS)));
      } else if (call === 'res.partner.create') {
        const all = [args[0] ?? []].flat();
        const kept = left('SELECT call FROM journal').map(({ call: text }) => String(text));
        unknown.push(
          ...all.map((one) => String(Object(one).ref)).filter((ref) => !kept.some((text) => text.includes(`"${ref}"`))),
        );
        answer(response, Array.isArray(args[0]) ? all.map((_, index) => BigInt(index + 1)) : 1n);
      } else {
        answer(response, body.includes('version') ? { server_version: '19.0', server_serie: '19.0' } : true);
      }
    });
  });
  after(async () => {
    await program.remove();
    await odoo.stop();
  });

  /** Rows of the store as a power cut now would leave it. */
  function left(query: string): Record<string, unknown>[] {
    const cut = readFileSync(path.join(program.folder, 'cut'), 'utf8');
    const database = new DatabaseSync(path.join(program.folder, cut, 'hookdoo.db'));
    try {
      return database.prepare(query).all();
    } finally {
      database.close();
    }
  }

  for (const answered of ['stored', 'done', 'skipped']) {
    it(`takes nothing of what was answered: ${answered}`, async () => {
      const lost: string[] = [];
      const sender = async (_: unknown, number: number) => {
        for (let index = 0; index < EACH; index += 1) {
          const ref = `${answered}-${number}-${index}`;
          const { status } = await program.post(`secret-of-the-hook-${answered}`, { ref });
          const known = left('SELECT unique_key FROM deliveries').some(({ unique_key }) => unique_key === ref);
          lost.push(...(status === 200 && known ? [] : [`${ref} ${status}`]));
        }
      };

      await Promise.all(Array.from({ length: SENDERS }, sender));

      assert.deepEqual(lost, []);
    });
  }

  it('takes no change that was sent to Odoo, and leaves what nobody waits for a little later', async () => {
    assert.deepEqual(unknown, []);
    const settled = () => left("SELECT id FROM deliveries WHERE state IN ('done', 'skipped')").length;
    while (settled() < 3 * SENDERS * EACH) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
});
