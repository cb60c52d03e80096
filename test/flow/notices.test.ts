import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';

describe('a notice of failures', () => {
  let receiver: Server;
  let running: RunningApp;
  const notices: unknown[] = [];

  before(async () => {
    receiver = createServer((request, response) => {
      void json(request).then((notice) => notices.push(notice));
      response.end();
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const { port } = receiver.address() as AddressInfo;
    const hooks = {
      'hooks/refuses.yaml': `
model: res.partner
redact: [payload.card]
on_failed: {webhook: "http://127.0.0.1:${port}/"}
actions:
  - run: raise UserError('no ' + payload.card)
`,
    };
    running = await runApp(hooks, { ALLOW_PRIVATE: '127.0.0.1' });
  });
  after(async () => {
    await running.stop();
    receiver.close();
  });

  it('is sent for the first, with the reason and the command to replay it, and not for each of a storm', async () => {
    const first = await running.post('refuses', { card: '4111-1111' });
    await Promise.all(Array.from({ length: 20 }, () => running.post('refuses', { card: '4111-1111' })));
    await until(() => notices.length > 0);

    const id = first.headers.get('Hookdoo-Delivery');
    assert.equal(notices.length, 1);
    assert.partialDeepStrictEqual(notices[0], {
      hook: 'refuses',
      failed: 1,
      delivery: id,
      code: 'raised',
      replay: `hookdoo replay ${id}`,
    });
    assert.match(JSON.stringify(notices[0]), /UserError: no \(hidden\)/);
  });
});
