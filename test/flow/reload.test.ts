import assert from 'node:assert/strict';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { send, slowPost } from '../support/http-client.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';

const SECRET = '0123456789abcdef0123456789abcdef';

/** A hook that makes a contact and writes into it which edit of the hook did so. */
function contact(edit: string, more = ''): string {
  return `secret: ${SECRET}\nmodel: res.partner\nactions:\n  - create: res.partner\n    values: {name: =payload.name, phone: "${edit}"}\n${more}`;
}

describe('an edit of the configuration under load', () => {
  let running: RunningApp;
  /** The statuses of all answers so far. */
  let statuses: number[];
  let senders: Promise<void>[];
  let sending: boolean;

  beforeEach(async () => {
    running = await runApp({ 'hooks/contact.yaml': contact('first') });
    statuses = [];
    sending = true;
    senders = Array.from({ length: 4 }, async () => {
      while (sending) {
        statuses.push((await running.post('contact', { name: 'Ada' })).status);
      }
    });
    await until(() => statuses.length >= 20);
  });
  afterEach(async () => {
    sending = false;
    await Promise.all(senders);
    await running.stop();
  });

  /** Writes as editors do: another file first, then in place of the old one. */
  function save(file: string, text: string): void {
    const whole = path.join(running.folder, file);
    writeFileSync(`${whole}.tmp`, text);
    renameSync(`${whole}.tmp`, whole);
  }

  async function made(edit: string): Promise<bigint> {
    const count = await running.odoo('res.partner', 'search_count', [[['phone', '=', edit]]]);
    assert.equal(typeof count, 'bigint');
    return BigInt(String(count));
  }

  async function allAnswered(): Promise<void> {
    sending = false;
    await Promise.all(senders);
    assert.deepEqual([...new Set(statuses)], [200]);
    assert.equal(await running.odoo('res.partner', 'search_count', [[['name', '=', 'Ada']]]), BigInt(statuses.length));
  }

  async function readiness(): Promise<unknown> {
    return (await send(running.app.port, '/readyz', {})).body;
  }

  it('is taken over, and every request is answered by the one or the other', async () => {
    for (const edit of ['second', 'third', 'fourth']) {
      save('hooks/contact.yaml', contact(edit));
      await until(async () => (await made(edit)) > 0n);
    }

    await allAnswered();
  });

  it('that is broken is shown, while the hook before it goes on; the repair is taken over', async () => {
    save('hooks/contact.yaml', contact('broken', 'when: payload.x ==\n'));
    await until(() => running.lines.some((line) => line.includes('configuration broken')));
    const served = statuses.length;
    await until(() => statuses.length >= served + 20);

    const shown = JSON.stringify(await readiness());
    assert.match(shown, /contact\.yaml:6:19: /);
    assert.equal(await made('broken'), 0n);
    save('hooks/contact.yaml', contact('repaired'));
    await until(async () => (await made('repaired')) > 0n);
    await allAnswered();
  });

  it('that is broken in hookdoo.yaml leaves everything as it was', async () => {
    const settings = readFileSync(path.join(running.folder, 'hookdoo.yaml'), 'utf8');
    save('hookdoo.yaml', `${settings}  more: {url: 5\n`);
    await until(() => running.lines.some((line) => line.includes('configuration broken')));
    save('hookdoo.yaml', settings);
    await until(() => running.lines.some((line) => line.includes('configuration taken over')));

    await allAnswered();
  });

  it('that gives the connection another name reaches no request that began before it', async () => {
    const settings = readFileSync(path.join(running.folder, 'hookdoo.yaml'), 'utf8');
    const before = running.app.config();
    const body = JSON.stringify({ name: 'Ada' });
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
    const { request, answer } = slowPost(running.app.port, await running.path('contact'), headers);
    request.write(body.slice(0, 5));
    const served = statuses.length;
    await until(() => statuses.length >= served + 20);

    save('hookdoo.yaml', settings.replace('odoo:', 'renamed:'));
    await until(() => running.app.config() !== before);
    request.end(body.slice(5));

    statuses.push((await answer).status);
    const renamed = running.app.config();
    save('hookdoo.yaml', settings);
    await until(() => running.app.config() !== renamed);
    await allAnswered();
  });

  it('adds hooks, each with a secret, and takes hooks away', async () => {
    save('hooks/other.yaml', 'model: res.partner\nactions:\n  - create: res.partner\n    values: {name: Bob}\n');
    await until(() => running.app.config().hooks.length === 2);
    const url = await running.path('other');
    assert.equal((await running.post('other', {})).status, 200);

    rmSync(path.join(running.folder, 'hooks/other.yaml'));
    await until(() => running.app.config().hooks.length === 1);

    assert.equal((await send(running.app.port, url)).status, 404);
    await allAnswered();
  });

  it('changes the limits on what comes in', async () => {
    const settings = readFileSync(path.join(running.folder, 'hookdoo.yaml'), 'utf8');
    save('hookdoo.yaml', settings.replace('body: 1mb', 'body: 100b'));
    const long = { name: 'x'.repeat(200) };

    await until(async () => (await running.post('contact', long)).status === 413);

    await allAnswered();
  });
});
