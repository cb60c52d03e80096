import assert from 'node:assert/strict';
import { crc32, deflateSync } from 'node:zlib';
import { attachments } from '../support/attachments.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';
import { realOdoo } from './real-odoo.ts';

describe('files, on a real Odoo', () => {
  attachments(() => process.env);
});

/** A PNG of one colour, larger than Odoo leaves images. */
function largeImage(): Buffer {
  const size = 2500;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const chunks = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc((size + 1) * size))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), ...chunks]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

describe('a file that a record has already', () => {
  let running: RunningApp;
  let proxy: FaultProxy;
  const marker = `Hookdoo-twice-${process.pid}-${Date.now()}`;

  before(async () => {
    const hook = `
model: res.partner
target_record: env['res.partner'].search([('ref', '=', payload.ref)])
retry: {for: 1m, from: 10ms, to: 10ms}
actions:
  - attach: record
    name: =payload.name
    content: =payload.file
    as: file
  - update: record
    values: {comment: =str(file.id)}
`;
    proxy = await FaultProxy.start((await realOdoo()).url);
    const variables = { ...process.env, ODOO_URL: proxy.url, ODOO_TIMEOUT: '2s' };
    running = await runApp({ 'hooks/twice.yaml': hook }, variables);
    await running.odoo('res.partner', 'create', [{ name: marker, ref: marker }]);
  });
  after(async () => {
    try {
      const files = await running.odoo('ir.attachment', 'search', [[['name', 'like', marker]]]);
      await running.odoo('ir.attachment', 'unlink', [files]);
      const partners = await running.odoo('res.partner', 'search', [[['ref', '=', marker]]]);
      await running.odoo('res.partner', 'unlink', [partners]);
    } finally {
      await running.stop();
      await proxy.stop();
    }
  });

  for (const boundary of ['asked', 'at work', 'carried out'] as const) {
    it(`is attached once although the connection was cut when its creation was ${boundary}`, async () => {
      let cuts = 0;
      proxy.watch = (at, { name }) =>
        name === 'ir.attachment.create' && at === boundary && cuts++ === 0 ? 'cut' : 'pass';
      const name = `${marker}-${boundary}`;

      const { headers } = await running.post('twice', { ref: marker, name, file: 'AAAA' });
      const id = headers.get('Hookdoo-Delivery') ?? '';
      await until(async () => (await running.app.store.get(id))?.state === 'done');

      proxy.watch = () => 'pass';
      assert.equal(cuts, 1 + (boundary === 'asked' ? 1 : 0));
      assert.equal(await running.odoo('ir.attachment', 'search_count', [[['name', '=', name]]]), 1n);
    });
  }

  it('is not attached again, also not a large image, which stays as it was sent', async () => {
    const image = largeImage();
    const post = (file: Buffer, name: string) =>
      running.post('twice', { ref: marker, name: `${marker}-${name}`, file: file.toString('base64') });

    for (const [file, name] of [
      [image, 'a.png'],
      [image, 'a.png'],
      [Buffer.from('one'), 'a.txt'],
      [Buffer.from('one'), 'a.txt'],
      [Buffer.from('two'), 'a.txt'],
      [Buffer.from('two'), 'b.txt'],
    ] as const) {
      assert.equal((await post(file, name)).status, 200);
    }

    const domain = [['name', 'like', `${marker}-_.`]];
    const rows = await running.odoo('ir.attachment', 'search_read', [domain, ['name', 'file_size']], { order: 'id' });
    assert.ok(Array.isArray(rows));
    assert.deepEqual(
      rows
        .map((row) => Object.assign({ name: '', file_size: 0n }, row))
        .map(({ name, file_size }) => [name, file_size]),
      [
        [`${marker}-a.png`, BigInt(image.length)],
        [`${marker}-a.txt`, 3n],
        [`${marker}-a.txt`, 3n],
        [`${marker}-b.txt`, 3n],
      ],
    );
  });
});
