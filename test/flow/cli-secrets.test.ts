import assert from 'node:assert/strict';
import { type CommandLine, commandLine } from '../support/command-line.ts';

const HOOK = 'model: res.partner\nactions:\n  - run: log(payload)\n';
const GIVEN = `secret: given-secret-0123456789\n${HOOK}`;

describe('hookdoo url and rotate', () => {
  let cli: CommandLine;

  beforeEach(() => {
    cli = commandLine({ 'shop/orders': HOOK, given: GIVEN });
  });
  afterEach(() => cli.remove());

  it('print the URL of a hook, the same each time, or those of all', async () => {
    const first = await cli.run(['url', 'shop/orders']);
    const again = await cli.run(['url', 'shop/orders', '--json']);
    const all = await cli.run(['url']);

    assert.match(first.stdout, /^http:\/\/127\.0\.0\.1:8070\/web\/hook\/[0-9a-f]{32}\n$/);
    const url = first.stdout.trim();
    assert.deepEqual(JSON.parse(again.stdout), { hook: 'shop/orders', url });
    assert.equal(
      all.stdout,
      `given        http://127.0.0.1:8070/web/hook/given-secret-0123456789\nshop/orders  ${url}\n`,
    );
  });

  it('begin with public_url where there is one', async () => {
    cli.write(
      'config/hookdoo.yaml',
      'server: {public_url: https://hooks.example.com/}\nconnections: {o: {url: sandbox}}\n',
    );

    const { stdout } = await cli.run(['url', 'given']);

    assert.equal(stdout, 'https://hooks.example.com/web/hook/given-secret-0123456789\n');
  });

  it('give a new URL, and say until when the old one works', async () => {
    const { stdout: old } = await cli.run(['url', 'shop/orders']);

    const rotated = await cli.run(['rotate', 'shop/orders', '--grace', '2h', '--json']);
    const { stdout: now } = await cli.run(['url', 'shop/orders']);
    const ended = await cli.run(['rotate', 'shop/orders', '--grace', '0']);

    const { url, old_url_until } = JSON.parse(rotated.stdout);
    const hours = (Date.parse(old_url_until) - Date.now()) / 3_600_000;
    assert.notEqual(url, old.trim());
    assert.equal(now.trim(), url);
    assert.ok(hours > 1.9 && hours <= 2);
    assert.match(ended.stdout, /^http:\/\/\S+\nNo older URL works any more\.\n$/);
  });

  it('let the old URL work for a day where no grace is given', async () => {
    await cli.run(['url', 'shop/orders']);

    const { stdout } = await cli.run(['rotate', 'shop/orders']);

    const until = /^The old URL works until (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\.$/m.exec(stdout)?.[1] ?? '';
    const hours = (Date.parse(until) - Date.now()) / 3_600_000;
    assert.ok(hours > 23.9 && hours <= 24, stdout);
  });

  it('refuse what cannot be done, with the reason', async () => {
    const [given, unknown, grace] = await Promise.all([
      cli.run(['rotate', 'given']),
      cli.run(['url', 'shop/order']),
      cli.run(['rotate', 'shop/orders', '--grace', 'long']),
    ]);

    assert.deepEqual([given.code, unknown.code, grace.code], [2, 2, 2]);
    assert.equal(
      given.stderr,
      'hookdoo: the secret of `given` is given in config/hooks/given.yaml (`secret:`): change it there\n',
    );
    assert.match(
      unknown.stderr,
      /there is no hook `shop\/order`; did you mean `shop\/orders`\?\nhooks: given, shop\/orders/,
    );
    assert.match(grace.stderr, /It must be a duration with its unit, such as 30m, 24h or 7d, or 0\./);
  });

  it('cannot tell the URL while the port is any free one', async () => {
    cli.write('config/hookdoo.yaml', 'server: {port: 0}\nconnections: {o: {url: sandbox}}\n');

    const { code, stderr } = await cli.run(['url', 'given']);

    assert.equal(code, 2);
    assert.match(stderr, /the port is 0/);
  });
});
