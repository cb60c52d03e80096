import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Config, loadConfig } from '../../../src/config/load.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const SANDBOX = 'connections:\n  odoo: {url: sandbox}\n';
const HOOK = 'model: res.partner\nactions:\n  - create: res.partner\n    values: {name: x}\n';

describe('loading the configuration', () => {
  let temp: ReturnType<typeof tempFolder>;
  let folder: string;
  beforeEach(() => {
    temp = tempFolder();
    folder = join(temp.folder, 'config');
  });
  afterEach(() => temp.remove());

  function write(files: Record<string, string>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }

  async function load(variables: Record<string, string> = {}): Promise<Config> {
    const loaded = await loadConfig(folder, { variables, configFolder: undefined });
    assert.ok('config' in loaded, 'problems' in loaded ? loaded.problems.map(({ message }) => message).join('\n') : '');
    return loaded.config;
  }

  /** Each problem as `file:line:column message`, the file seen from the configuration's folder. */
  async function problems(variables: Record<string, string> = {}): Promise<string[]> {
    const loaded = await loadConfig(folder, { variables, configFolder: undefined });
    assert.ok('problems' in loaded);
    return loaded.problems.map((p) => `${p.file.slice(folder.length + 1)}:${p.line}:${p.column} ${p.message}`);
  }

  async function hash(): Promise<string> {
    return (await loadConfig(folder, { variables: {}, configFolder: undefined })).hash;
  }

  describe('hookdoo.yaml', () => {
    it('needs no more than a connection; the rest has defaults', async () => {
      write({ 'hookdoo.yaml': SANDBOX });

      const config = await load();

      assert.deepEqual(config.server, {
        host: '127.0.0.1',
        port: 8070,
        publicUrl: undefined,
        trustedProxies: [],
        limits: {
          body: 1_048_576,
          depth: 64,
          keys: 100_000,
          url: 8192,
          headers: 16_384,
          time: 10_000,
          connections: 10_000,
          rate: undefined,
          guesses: { requests: 60, per: 60_000 },
          answer: 10_000,
          waiting: 100_000,
        },
        allowPrivate: [],
      });
      assert.equal(config.store, join(temp.folder, 'data/hookdoo.db'));
      assert.deepEqual(config.log, { level: 'info' });
      assert.deepEqual(config.hooks, []);
    });

    it('gives all it says', async () => {
      write({
        'hookdoo.yaml': `
server:
  host: 0.0.0.0
  port: \${PORT}
  public_url: https://hooks.example.com/
  trusted_proxies: [10.0.0.0/8, "::1"]
  limits: {body: 64kb, depth: 10, keys: 500, url: 1kb, headers: 4kb, time: 500ms, connections: 20, rate: 100/s, guesses: off}
  outgoing: {allow_private: [10.0.0.0/8, erp.local]}
store: /var/lib/hookdoo.db
log: {level: debug}
connections:
  main:
    url: https://odoo.example.com/
    database: main
    login: bot
    api_key: "\${KEY}"
    protocol: json-rpc
    timeout: 3m
    concurrency: 4
    context: {lang: it_IT, allowed_company_ids: [1, 2], rate: 0.5}
`,
      });

      const config = await load({ PORT: '80', KEY: '0123' });

      assert.deepEqual(config.server, {
        host: '0.0.0.0',
        port: 80,
        publicUrl: 'https://hooks.example.com',
        trustedProxies: ['10.0.0.0/8', '::1'],
        limits: {
          body: 65_536,
          depth: 10,
          keys: 500,
          url: 1024,
          headers: 4096,
          time: 500,
          connections: 20,
          rate: { requests: 100, per: 1000 },
          guesses: undefined,
          answer: 10_000,
          waiting: 100_000,
        },
        allowPrivate: ['10.0.0.0/8', 'erp.local'],
      });
      assert.equal(config.store, '/var/lib/hookdoo.db');
      assert.deepEqual(config.log, { level: 'debug' });
      assert.deepEqual(config.connections.get('main'), {
        name: 'main',
        url: 'https://odoo.example.com',
        database: 'main',
        login: 'bot',
        password: '0123',
        protocol: 'json-rpc',
        timeout: 180_000,
        concurrency: 4,
        context: { lang: 'it_IT', allowed_company_ids: [1n, 2n], rate: 0.5 },
      });
    });

    it('takes proxies as addresses and networks only', async () => {
      for (const wrong of ['10.0.0.0/33', '10.0.0', 'proxy.local', '::1/129', '', '1.2.3.4/-1', '1.2.3.4/']) {
        write({ 'hookdoo.yaml': `server: {trusted_proxies: ["::1", "${wrong}"]}\n${SANDBOX}` });

        assert.deepEqual(await problems(), [
          'hookdoo.yaml:1:10 `trusted_proxies` must be a list of addresses and networks, such as 127.0.0.1 or 10.0.0.0/8',
        ]);
      }
    });

    it('has every fault reported, each where it is', async () => {
      write({
        'hookdoo.yaml': `
serverr: {}
server:
  port: 99999
  host:
  publc_url: 1
  public_url: ftp://x
  limits: {body: 1, depth: x, time: 10, more: 1, rate: 100, guesses: 5/d}
  outgoing: {allow_private: [10.0.0.0/33, odoo]}
store: 5
log: {level: debg}
connections:
  a: {url: odoo.example.com, password: 1234}
  b: {urll: sandbox}
  c: sandbox
  d: {url: sandbox, timeout: 3, concurrency: 0, context: []}
`,
      });

      assert.deepEqual(await problems(), [
        'hookdoo.yaml:2:1 unknown key `serverr`; did you mean `server`? allowed: server, store, log, keep, connections',
        'hookdoo.yaml:4:9 `port` must be at most 65535',
        'hookdoo.yaml:5:3 `host` is empty; it must be text',
        'hookdoo.yaml:6:3 unknown key `publc_url`; did you mean `public_url`? allowed: host, port, public_url, trusted_proxies, limits, outgoing',
        'hookdoo.yaml:7:15 `public_url` must be a URL such as https://odoo.example.com, without a user or password in it',
        'hookdoo.yaml:8:18 `body` must be a size with its unit, such as 500b, 64kb or 1mb',
        'hookdoo.yaml:8:28 `depth` must be a whole number',
        'hookdoo.yaml:8:37 `time` must be a duration with its unit, such as 500ms, 10s, 5m or 24h',
        'hookdoo.yaml:8:41 unknown key `more`; allowed: body, depth, keys, url, headers, time, connections, rate, guesses, answer, waiting',
        'hookdoo.yaml:8:56 `rate` must be a rate such as 10/s, 600/m or 1000/h, or off',
        'hookdoo.yaml:8:70 `guesses` must be a rate such as 10/s, 600/m or 1000/h, or off',
        'hookdoo.yaml:9:30 an entry of `allow_private` is a host name, an address, or a range such as 10.0.0.0/8',
        'hookdoo.yaml:10:8 `store` must be text: put it in quotes',
        'hookdoo.yaml:11:14 `level` has a value that is not known; did you mean `debug`? allowed: debug, info, warn, error',
        'hookdoo.yaml:13:12 `url` must be the word `sandbox`, or a URL such as https://odoo.example.com, without a user or password in it',
        'hookdoo.yaml:13:40 `password` must be text: put it in quotes',
        'hookdoo.yaml:14:3 `url` is missing',
        'hookdoo.yaml:14:7 unknown key `urll`; did you mean `url`? allowed: url, database, login, api_key, password, protocol, timeout, concurrency, context, allow',
        'hookdoo.yaml:15:6 `c` must be a map (`key: value` lines), not text',
        'hookdoo.yaml:16:30 `timeout` must be a duration with its unit, such as 500ms, 10s, 5m or 24h',
        'hookdoo.yaml:16:46 `concurrency` must be at least 1',
        'hookdoo.yaml:16:49 `context` must be a map (`key: value` lines)',
      ]);
    });

    it('is missed when it is not there, or empty', async () => {
      assert.deepEqual(await problems(), ['hookdoo.yaml:1:1 there is no such file']);

      write({ 'hookdoo.yaml': '# nothing\n' });
      assert.deepEqual(await problems(), [
        'hookdoo.yaml:1:1 the content is empty; it must be a map (`key: value` lines)',
      ]);
    });

    it('names at least one connection', async () => {
      write({ 'hookdoo.yaml': 'connections: {}\n' });

      assert.deepEqual(await problems(), ['hookdoo.yaml:1:1 `connections` must name at least one']);
    });

    it('keeps deliveries in a file only', async () => {
      write({ 'hookdoo.yaml': `store: postgres://x/y\n${SANDBOX}` });

      assert.deepEqual(await problems(), ['hookdoo.yaml:1:8 `store` must be the path of a file']);
    });
  });

  describe('a connection', () => {
    const CONNECTION = `connections:
  odoo:
    url: \${ODOO_URL:-sandbox}
    database: "\${ODOO_DATABASE:-}"
    login: "\${ODOO_LOGIN:-}"
    api_key: "\${ODOO_API_KEY:-}"
`;
    beforeEach(() => write({ 'hookdoo.yaml': CONNECTION }));

    it('is the sandbox with no variable set, and a real Odoo with all of them', async () => {
      const all = { ODOO_URL: 'http://127.0.0.1:8069', ODOO_DATABASE: 'db', ODOO_LOGIN: 'me', ODOO_API_KEY: 'key' };

      assert.equal((await load()).connections.get('odoo')?.url, 'sandbox');
      assert.deepEqual((await load(all)).connections.get('odoo'), {
        name: 'odoo',
        url: 'http://127.0.0.1:8069',
        database: 'db',
        login: 'me',
        password: 'key',
        protocol: 'auto',
        timeout: 150_000,
        concurrency: 2,
        context: {},
      });
    });

    it('with a variable missing names the variable', async () => {
      assert.deepEqual(await problems({ ODOO_URL: 'http://x', ODOO_LOGIN: 'me' }), [
        'hookdoo.yaml:4:15 `database` is missing: give the name of the database (ODOO_DATABASE is not set, so its default stands here)',
        'hookdoo.yaml:6:14 `api_key` is missing: give an API key of the user, or a `password` (ODOO_API_KEY is not set, so its default stands here)',
      ]);
      assert.deepEqual(await problems({ ODOO_DATABASE: 'db' }), [
        'hookdoo.yaml:3:10 `url` is `sandbox` although `database` is given: give the address of your Odoo (ODOO_URL is not set, so its default stands here)',
      ]);
    });

    it('takes an API key or a password, not both', async () => {
      write({
        'hookdoo.yaml': 'connections:\n  o: {url: "http://x", database: d, login: l, api_key: k, password: p}\n',
      });

      assert.deepEqual(await problems(), ['hookdoo.yaml:2:69 give `api_key` or `password`, not both']);
    });
  });

  describe('the hooks', () => {
    beforeEach(() => write({ 'hookdoo.yaml': SANDBOX }));

    it('are named by their paths; hidden files and other files are passed over', async () => {
      write({
        'hooks/b.yaml': HOOK,
        'hooks/shop/a.yaml': HOOK,
        'hooks/.b.yaml.swp': '{',
        'hooks/.x.yaml': '{',
        'hooks/a.md': '{',
      });

      assert.deepEqual(
        (await load()).hooks.map(({ name, file }) => [name, file]),
        [
          ['b', join(folder, 'hooks/b.yaml')],
          ['shop/a', join(folder, 'hooks/shop/a.yaml')],
        ],
      );
    });

    it('are found where Kubernetes mounts a ConfigMap, and in folders that lead to each other, once', async () => {
      write({ '..2026/hooks/a.yaml': HOOK, '..2026/hooks/sub/b.yaml': HOOK });
      symlinkSync('..2026', join(folder, '..data'));
      symlinkSync('..data/hooks', join(folder, 'hooks'));
      symlinkSync('..', join(folder, '..2026/hooks/sub/round'));

      assert.deepEqual(
        (await load()).hooks.map(({ name }) => name),
        ['a', 'sub/b'],
      );
    });

    it('have the faults of all files reported at once', async () => {
      write({
        'hookdoo.yaml': `${SANDBOX}foo: 1\n`,
        'hooks/a.yaml': 'modle: res.partner\n',
        'hooks/b.yaml': 'model: x: y\n',
        'hooks/c.yml': HOOK,
        'hooks/d.yaml': `odoo: odo\n${HOOK}`,
      });

      const found = await problems();

      assert.deepEqual(
        found.map((problem) => problem.split(';')[0]),
        [
          'hookdoo.yaml:3:1 unknown key `foo`',
          'hooks/a.yaml:1:1 `actions` is missing',
          'hooks/a.yaml:1:1 `model` is missing',
          'hooks/a.yaml:1:1 unknown key `modle`',
          'hooks/b.yaml:1:8 a text with `: ` in it must be in quotes, or this line is indented wrongly',
          'hooks/c.yml:1:1 the name of a hook file ends in .yaml',
          'hooks/d.yaml:1:7 there is no connection `odo`',
        ],
      );
      assert.match(found[3] ?? '', /did you mean `model`\? allowed: description, enabled, /);
      assert.match(found[6] ?? '', /did you mean `odoo`\? allowed: odoo$/);
    });

    it('have faults of their shape and of their code reported together', async () => {
      write({ 'hooks/a.yaml': `${HOOK}log_calls: yes\nwhen: payload.x ==\n` });

      const found = await problems();

      assert.equal(found[0], 'hooks/a.yaml:5:12 `log_calls` must be true or false, not text');
      assert.match(found[1] ?? '', /^hooks\/a\.yaml:6:19 /);
    });

    it('are not blamed for their connection while hookdoo.yaml cannot be read', async () => {
      write({ 'hookdoo.yaml': 'a: b: c\n', 'hooks/a.yaml': `odoo: main\n${HOOK}`, 'hooks/b.yaml': HOOK });

      assert.equal((await problems()).length, 1);
    });

    it('cannot share a secret', async () => {
      const secret = '0123456789abcdef0123456789abcdef';
      write({ 'hooks/a.yaml': `secret: ${secret}\n${HOOK}`, 'hooks/b.yaml': `${HOOK}secret: "\${S}"\n` });

      assert.deepEqual(await problems({ S: secret }), [
        `hooks/b.yaml:5:9 the secret is also that of ${join(folder, 'hooks/a.yaml')}: the URL could not tell the two hooks apart (filled in from S)`,
      ]);
    });

    it('that cannot be read are faults', async () => {
      mkdirSync(join(folder, 'hooks'));
      symlinkSync('nowhere', join(folder, 'hooks/a.yaml'));

      assert.deepEqual(await problems(), ['hooks/a.yaml:1:1 there is no such file']);
    });

    it('have faults of their expressions at the letter', async () => {
      write({
        'hooks/a.yaml': `model: res.partner
when: payload.x ==
actions:
  - create: res.partner
    values:
      name: "=payload.name +* 1"
  - run: |
      a = 1
      b = = 2
`,
      });

      const places = (await problems()).map((problem) => problem.split(' ')[0]);

      assert.deepEqual(places, ['hooks/a.yaml:2:19', 'hooks/a.yaml:6:29', 'hooks/a.yaml:9:11']);
    });
  });

  describe('the hash', () => {
    it('is the same for the same files, and another for any change', async () => {
      write({ 'hookdoo.yaml': SANDBOX, secret: 'one' });
      const seen = [await hash()];
      write({ 'hooks/a.yaml': `${HOOK}secret: "\${file:secret}"\n` });
      seen.push(await hash());
      write({ secret: 'two' });
      seen.push(await hash());
      write({ 'hooks/a.yaml': HOOK });
      seen.push(await hash());
      rmSync(join(folder, 'hooks/a.yaml'));

      assert.equal(new Set(seen).size, 4);
      assert.equal(await hash(), seen[0]);
    });
  });
});
