import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildByHand } from './build-by-hand.ts';
import { ended, type Image, start } from './image.ts';

describe('the image that the Dockerfile makes', () => {
  const environment = { HOOKDOO_HOST: '127.0.0.1', HOOKDOO_PORT: '' };
  let folder: string;
  let image: Image;
  let server: ChildProcess;
  let serverEnded: ReturnType<typeof ended>;

  before('builds it by hand and starts it', async () => {
    folder = await mkdtemp(join(tmpdir(), 'hookdoo-image-'));
    await chmod(folder, 0o755);
    image = await buildByHand(new URL('../..', import.meta.url).pathname, folder);
    environment.HOOKDOO_PORT = String(await freePort());
    server = start(image, [...image.entrypoint, ...image.cmd], environment);
    serverEnded = ended(server);
  });

  after('removes it', async () => {
    server?.kill('SIGKILL');
    await serverEnded;
    await rm(folder, { recursive: true, force: true });
  });

  it('becomes healthy, by its own health check', async () => {
    while ((await ended(start(image, image.healthcheck, environment))).status !== 0) {
      if (server.exitCode !== null) {
        assert.fail(`the server ended: ${(await serverEnded).output}`);
      }
    }

    const answer = await fetch(`http://127.0.0.1:${environment.HOOKDOO_PORT}/healthz`);

    assert.equal(answer.status, 200);
  });

  it('runs as the user node and keeps its store in /data', async () => {
    const { uid } = await stat(join(image.root, 'data/hookdoo.db'));

    assert.equal(image.user, 'node');
    assert.equal(uid, process.getuid?.() === 0 ? 1000 : process.getuid?.());
  });

  it('has no development dependency in it', async () => {
    await assert.rejects(stat(join(image.root, image.workdir, 'node_modules/typescript')), { code: 'ENOENT' });
  });

  it('answers a sample hook', async () => {
    const { output } = await ended(start(image, [...image.entrypoint, 'url', 'new-contact'], environment));
    const path = /\/web\/hook\/[0-9a-f]+/.exec(output)?.[0];
    assert.ok(path, `hookdoo url new-contact said: ${output}`);

    const answer = await fetch(`http://127.0.0.1:${environment.HOOKDOO_PORT}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Ada Lovelace', email: 'ada@example.com', phone: '+32 2 290 34 90' }),
    });

    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { status: 'ok' });
  });

  it('stops cleanly at its stop signal', async () => {
    assert.equal(image.stopSignal, 'SIGTERM');

    server.kill('SIGTERM');
    const { status, output } = await serverEnded;

    assert.equal(status, 0, output);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  assert.ok(address !== null && typeof address === 'object');
  return address.port;
}
