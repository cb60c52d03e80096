import assert from 'node:assert/strict';
import { answer, FaultyOdoo } from '../support/faulty-odoo.ts';
import { ServedProcess } from '../support/served-process.ts';
import { until } from '../support/until.ts';

const SECRET = 'secret-of-the-hook-large';
const COUNT = 60;
const SENDERS = 6;
const HOOK = `
model: res.partner
secret: ${SECRET}
answer: stored
actions:
  - create: res.partner
    values: {name: =payload.name}
`;

/** Nearly as much as a request may have, in as many values as an order or a catalogue has. */
const lines = Array.from({ length: 9000 }, (_, n) => ({
  sku: `SKU-${n}`,
  title: `Item number ${n}`,
  price: '19.99',
  quantity: n,
  taxes: [{ rate: 0.19, title: 'VAT' }],
}));

describe('many large bodies at once', () => {
  let odoo: FaultyOdoo;
  let program: ServedProcess;

  before(async () => {
    odoo = await FaultyOdoo.start();
    const connection = `{url: "${odoo.url}", database: d, login: l, api_key: k, protocol: json-rpc}`;
    const settings = `server: {host: 127.0.0.1, port: 0}\nstore: hookdoo.db\nconnections: {odoo: ${connection}}\n`;
    program = new ServedProcess({ large: HOOK }, settings, 'hookdoo.db', { NODE_OPTIONS: '--max-old-space-size=192' });
    await program.start();
  });
  after(async () => {
    await program.remove();
    await odoo.stop();
  });

  it('are taken while Odoo is slow, and carried out, in little memory', async () => {
    const created = new Set<unknown>();
    const slow = Promise.withResolvers<void>();
    odoo.behave(async ({ call, args }, response) => {
      if (call === 'res.partner.fields_get') {
        answer(response, { name: { type: 'char', string: 'Name', store: true } });
      } else if (call === 'res.partner.create') {
        await slow.promise;
        const all = [args[0] ?? []].flat();
        for (const one of all) {
          created.add(Object(one).name);
        }
        answer(response, Array.isArray(args[0]) ? all.map((_, index) => BigInt(index + 1)) : 1n);
      } else {
        answer(response, { server_version: '19.0', server_serie: '19.0' });
      }
    });
    const statuses: number[] = [];
    const sender = async (_: unknown, number: number) => {
      for (let index = number; index < COUNT; index += SENDERS) {
        statuses.push((await program.post(SECRET, { name: `Name ${index}`, lines })).status);
      }
    };

    await Promise.all(Array.from({ length: SENDERS }, sender));
    slow.resolve();
    await until(async () => (await program.pending()) === 0);

    assert.deepEqual(new Set(statuses), new Set([200]));
    assert.equal(created.size, COUNT);
  }).timeout(60_000);
});
