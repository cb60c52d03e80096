import assert from 'node:assert/strict';
import type { Json } from '../../src/odoo/json.ts';
import { type RunningApp, runApp } from './run-app.ts';
import { type SmallServer, smallServer } from './small-server.ts';
import { until } from './until.ts';

const marker = `Hookdoo-attach-${process.pid}-${Date.now()}`;

const SOURCES: Record<string, string> = {
  content: 'content: =payload.file',
  decoded: 'content: =b64decode(payload.file)',
  encoded: 'content: =b64encode(b64decode(payload.file))',
  text: 'text: =payload.file',
  url: 'url: =payload.url',
};

function hook(source: string): string {
  return `
model: res.partner
target_record: env['res.partner'].search([('ref', '=', payload.ref)])
retry: {for: 1m, from: 10ms, to: 10ms}
actions:
  - attach: record
    name: =payload.name
    ${source}
    as: file
  - find: res.partner
    where: {ref: =payload.awaited}
    none: wait
  - update: record
    values: {comment: =file.name}
`;
}

/** Files attached to a record, on the Odoo that `variables` name or the sandbox. */
export function attachments(variables: () => Record<string, string | undefined>): void {
  let running: RunningApp;
  let server: SmallServer;
  let partner: Json;
  const bytes = Buffer.from([0, 1, 2, 253, 254, 255, ...Buffer.from('%PDF-1.7 Zoë')]);

  before(async () => {
    // A document that is made anew each time it is asked for.
    server = await smallServer((response) => response.end(`${marker} ${server.got.length}`));
    const hooks = Object.entries(SOURCES).map(([name, source]) => [`hooks/${name}.yaml`, hook(source)]);
    running = await runApp(Object.fromEntries(hooks), { ...variables(), ALLOW_PRIVATE: '127.0.0.1' });
    partner = await running.odoo('res.partner', 'create', [{ name: marker, ref: marker }]);
  });
  after(async () => {
    try {
      const files = await running.odoo('ir.attachment', 'search', [[['name', 'like', marker]]]);
      await running.odoo('ir.attachment', 'unlink', [files]);
      const partners = await running.odoo('res.partner', 'search', [[['ref', 'like', marker]]]);
      await running.odoo('res.partner', 'unlink', [partners]);
    } finally {
      await running.stop();
      await server.stop();
    }
  });

  async function filesOf(name: string): Promise<unknown[]> {
    const fields = ['name', 'res_model', 'res_id', 'datas'];
    const rows = await running.odoo('ir.attachment', 'search_read', [[['name', '=', name]], fields]);
    assert.ok(Array.isArray(rows));
    return rows.map((row) => {
      const { id: _, datas, ...rest } = Object.assign({ id: 0n, datas: '' }, row as object);
      return { ...rest, content: Buffer.from(datas, 'base64') };
    });
  }

  const file = bytes.toString('base64');
  const cases: [string, string, Buffer][] = [
    ['content', file, bytes],
    ['content', `data:application/pdf;base64,${file}`, bytes],
    ['content', file.replace(/.{8}/g, '$&\n'), bytes],
    ['decoded', file, bytes],
    ['encoded', file, bytes],
    ['text', 'Zoë, 北京', Buffer.from('Zoë, 北京')],
    ['url', '', Buffer.from(`${marker} 1`)],
  ];
  for (const [index, [hookName, given, content]] of cases.entries()) {
    it(`are attached by ${SOURCES[hookName]} of ${JSON.stringify(given.slice(0, 30))}`, async () => {
      const name = `${marker}-${index}.bin`;
      const payload = { ref: marker, awaited: marker, name, file: given, url: `${server.url}/invoice` };

      const { status, body } = await running.post(hookName, payload);

      assert.deepEqual([status, body], [200, { status: 'ok' }]);
      assert.deepEqual(await filesOf(name), [{ name, res_model: 'res.partner', res_id: partner, content }]);
    });
  }

  it('are attached and downloaded once, although the delivery is taken up again', async () => {
    const name = `${marker}-once.txt`;
    const before = server.got.length;

    const { headers } = await running.post('url', {
      ...{ ref: marker, awaited: `${marker}-awaited`, name, url: `${server.url}/invoice?token=very-private` },
    });
    const id = headers.get('Hookdoo-Delivery') ?? '';
    await until(async () => ((await running.app.store.get(id))?.attempts ?? 0) > 2);
    await running.odoo('res.partner', 'create', [{ name: marker, ref: `${marker}-awaited` }]);
    await until(async () => (await running.app.store.get(id))?.state === 'done');

    assert.equal((await filesOf(name)).length, 1);
    assert.equal(server.got.length, before + 1);
    const log = await running.app.store.get(id);
    const [create] = log?.journal.filter(({ isChange }) => isChange) ?? [];
    assert.equal(JSON.parse(create?.call ?? '').args[0].datas, `(${server.url}/invoice?token=(hidden))`);
  });

  it('are refused when they are no file', async () => {
    const post = (hookName: string, more: object) =>
      running.post(hookName, { ref: marker, awaited: marker, name: `${marker}-none`, ...more });

    const answers = [
      await post('content', { file: 'no base64!' }),
      await post('content', {}),
      await post('text', { file: ['a'] }),
      await post('url', { url: 'http://169.254.169.254/latest' }),
      await post('url', { url: 'file:///etc/passwd' }),
    ];

    const told = answers.map(({ status, body }) => [status, Object.assign({ code: '' }, body).code]);
    assert.deepEqual(told, [
      ...Array.from({ length: 3 }, () => [422, 'bad_value']),
      ...Array.from({ length: 2 }, () => [422, 'address_refused']),
    ]);
    assert.deepEqual(await filesOf(`${marker}-none`), []);
  });
}
