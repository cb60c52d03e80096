import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Config, loadConfig } from '../../../src/config/load.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const REST = 'model: res.partner\nactions: [{run: pass}]\n';

describe('`path`, `verify` and presets in the configuration', () => {
  let temp: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    temp = tempFolder();
  });
  afterEach(() => temp.remove());

  async function load(files: Record<string, string>) {
    const settings = 'connections: {odoo: {url: sandbox}}\n';
    for (const [name, text] of Object.entries({ 'hookdoo.yaml': settings, ...files })) {
      mkdirSync(path.dirname(path.join(temp.folder, name)), { recursive: true });
      writeFileSync(path.join(temp.folder, name), text);
    }
    return await loadConfig(temp.folder, { variables: { KEY: 'k1' }, configFolder: undefined });
  }
  async function problems(files: Record<string, string>): Promise<string[]> {
    const loaded = await load(files);
    return 'problems' in loaded
      ? loaded.problems.map((p) => `${p.file.slice(temp.folder.length + 1)}:${p.line}:${p.column} ${p.message}`)
      : [];
  }
  async function config(files: Record<string, string>): Promise<Config> {
    const loaded = await load(files);
    assert.ok('config' in loaded, JSON.stringify(loaded));
    return loaded.config;
  }

  it('make a hook with the keys of its preset', async () => {
    const { hooks } = await config({
      'hooks/a.yaml': `${REST}path: shop/orders\nverify: {preset: shopify, secret: "\${KEY}"}\n`,
    });

    const [hook] = hooks;
    assert.deepEqual([hook?.path, hook?.answer, hook?.secret], ['shop/orders', 'stored', undefined]);
    assert.ok(hook?.keys.unique && hook.keys.order && hook.keys.version && hook.keys.event && hook.verify);
  });

  it('are told their faults where they stand', async () => {
    assert.deepEqual(
      await problems({
        'hooks/a.yaml': `path: a\nverify: {preset: shopfy, secret: k}\n${REST}`,
        'hooks/b.yaml': `path: b\n${REST}`,
        'hooks/c.yaml': `path: c\nverify: {preset: shopify}\n${REST}`,
        'hooks/d.yaml': `path: d\nverify: {preset: shopify, secret: k, headr: X}\n${REST}`,
        'hooks/e.yaml': `path: e\nverify: {preset: square, secret: k}\n${REST}`,
        'hooks/f.yaml': `path: f\nverify: {preset: odoo}\n${REST}`,
        'hooks/g.yaml': `path: /g/\nverify: none\n${REST}`,
        'hooks/h.yaml': `path: h\nsecret: 0123456789abcdef\nverify: none\n${REST}`,
        'hooks/i.yaml': `path: i\nverify: {preset: github, secret: k}\nversion: payload.v\n${REST}`,
        'hooks/j.yaml': `path: j\nverify: {preset: meta, secret: k}\n${REST}`,
        'hooks/k.yaml': `path: k\nverify: {preset: gitlab, secret: whsec_AAAA, token: t}\n${REST}`,
        'hooks/l.yaml': `path: l\nverify:\n  scheme: hmac\n  header: X\n  secret: k\n  signed: "a{bdy}"\n${REST}`,
        'hooks/m.yaml': `path: m\nverify: {preset: stripe, secret: k}\norder_key: null\n${REST}`,
      }).then((all) => all.map((line) => line.replace(/allowed: paypal.*|allowed: adobe.*/, 'allowed: …'))),
      [
        'hooks/a.yaml:2:18 there is no preset `shopfy`; did you mean `shopify`? allowed: …',
        'hooks/b.yaml:1:7 a readable path needs `verify`: a preset or a scheme, or `verify: none` to let anybody call it',
        'hooks/c.yaml:2:1 `verify` needs `secret`',
        'hooks/d.yaml:2:38 unknown key `headr`; did you mean `header`? allowed: preset, hash, secret, secrets, key, key_prefix, encoding, header, prefix, pair, list, each, field, signed, timestamp, url, url_ports, body_hash',
        'hooks/e.yaml:2:1 the sender signs the address that it calls: give it as `url` here, or `server.public_url` in hookdoo.yaml',
        'hooks/f.yaml:2:1 this sender signs nothing, so the URL must be the secret: leave `path` out, or say how it is verified',
        'hooks/g.yaml:1:7 `path` must be made of letters, digits, - _ . and ~, with / between its parts: shopify/orders',
        'hooks/h.yaml:2:9 a hook with a `path` has no other address; leave `secret` out (that of the sender stands in `verify`)',
        'hooks/i.yaml:3:10 `version` needs `order_key`: versions are compared within one order key',
        'hooks/j.yaml:2:1 `handshake_token` is missing in `verify`: the token that the sender shows when the webhook is made',
        'hooks/k.yaml:2:46 `token` does not go with the other keys here; allowed: preset, secret, secrets, key, tolerance',
        'hooks/l.yaml:6:13 {bdy} is not known here; allowed: body, body_base64, body_sha256, crc32, form_sorted, method, path, url, timestamp, header:…, query:…, json:…, item:…',
        'hooks/m.yaml:2:18 `version` of this preset: `version` needs `order_key`: versions are compared within one order key',
      ],
    );
  });

  it("are told the faults of one's own preset in its file, once", async () => {
    const hook = `${REST}verify: {preset: ours, secret: k}\n`;

    assert.deepEqual(
      await problems({
        'presets/ours.yaml':
          'verify: {scheme: hmac, header: X}\nevent: payload.type +\nunique: payload.id\norder_key: nothing\n',
        'hooks/a.yaml': `${hook}path: a\n`,
        'hooks/b.yaml': `${hook}path: b\n`,
      }).then((all) => all.filter((line) => line.startsWith('presets'))),
      [
        'presets/ours.yaml:2:22 invalid syntax: the text ends here',
        "presets/ours.yaml:4:12 name 'nothing' is not defined",
      ],
    );
  });

  it('may not share a path', async () => {
    const [problem, ...others] = await problems({
      'hooks/a.yaml': `path: same\nverify: none\n${REST}`,
      'hooks/b.yaml': `path: same\nverify: none\n${REST}`,
    });

    assert.match(problem ?? '', /^hooks\/b\.yaml:1:7 the path is also that of .*a\.yaml/);
    assert.deepEqual(others, []);
  });

  it('take the address that is signed from the settings', async () => {
    const server = 'server: {public_url: "https://hooks.example.com", trusted_proxies: [127.0.0.1, "10.0.0.0/8"]}\n';

    const { server: read } = await config({
      'hookdoo.yaml': `${server}connections: {odoo: {url: sandbox}}\n`,
      'hooks/a.yaml': `path: a\nverify: {preset: square, secret: k}\n${REST}`,
    });

    assert.deepEqual(read.trustedProxies, ['127.0.0.1', '10.0.0.0/8']);
  });

  it('refuse proxies that are no addresses', async () => {
    const [problem] = await problems({
      'hookdoo.yaml': 'server: {trusted_proxies: [proxy.example.com]}\nconnections: {odoo: {url: sandbox}}\n',
    });

    assert.match(problem ?? '', /`trusted_proxies` must be a list of addresses and networks/);
  });

  it('may combine a preset with other schemes', async () => {
    const { hooks } = await config({
      'hooks/a.yaml': `path: a\nverify:\n  all:\n    - {preset: adyen, secret: a1b2}\n    - {scheme: basic, user: u, password: p}\n${REST}`,
    });

    assert.ok(hooks[0]?.verify && hooks[0].reply);
  });
});
