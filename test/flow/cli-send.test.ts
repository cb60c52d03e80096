import assert from 'node:assert/strict';
import { CannotRun } from '../../src/cli/command.ts';
import { contentTypeFor } from '../../src/cli/send/content-type.ts';
import { post } from '../../src/cli/send/post.ts';
import { prepare, signed } from '../../src/cli/send/request.ts';
import type { BodyForm } from '../../src/hook/body-form.ts';
import type { Hook } from '../../src/hook/hook.ts';
import { type CommandLine, commandLine, type Ran } from '../support/command-line.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { bodyOf, hookOf, PUBLIC_KEY, SAMPLES } from '../support/senders.ts';

const SETTINGS = `
server:
  host: 127.0.0.1
  port: \${PORT:-0}
  public_url: https://hooks.example.com/bridge
store: hookdoo.db
connections: {odoo: {url: sandbox}}
`;
const NOTES = `
actions:
  - create: res.partner
    values: {name: =delivery.event or 'no event', comment: =json.dumps(payload)}
`;
const hook = (text: string) => `model: res.partner\n${text}${NOTES}`;

const HOOKS = {
  plain: 'model: res.partner\nactions: [{create: res.partner, values: {name: =payload.name}}]\n',
  shopify: hook('path: shopify\nverify: {preset: shopify, secret: shopify-very-private}'),
  stripe: hook('path: stripe\nverify: {preset: stripe, secret: whsec_very-private}'),
  square: hook('path: square\nverify: {preset: square, secret: square-very-private}'),
  github: hook('path: github\nverify: {preset: github, secret: github-very-private}\nbody: {json_field: payload}'),
  basic: hook('path: basic\nverify: {scheme: basic, user: till, password: basic-very-private}'),
  query: hook('path: query\nmethods: [GET]\nverify: {scheme: token, query: key, token: query-very-private}'),
  either: hook(
    'path: either\nverify: {any: [{scheme: ip, addresses: [203.0.113.7]}, {scheme: basic, user: a, password: basic-very-private}]}',
  ),
  paypal: hook('path: paypal\nverify: {preset: paypal, webhook_id: w1}'),
  'signed-id': hook(
    'path: signed-id\nverify: {scheme: hmac, header: X-Signature, signed: "{header:X-Id}.{body}", secret: id-very-private}',
  ),
};

describe('hookdoo send', () => {
  let running: RunningApp;
  let cli: CommandLine;

  before(async () => {
    const hooks = Object.entries(HOOKS).map(([name, text]) => [`hooks/${name}.yaml`, text]);
    running = await runApp({ 'hookdoo.yaml': SETTINGS, ...Object.fromEntries(hooks) });
    cli = commandLine({});
    cli.write('order.json', '{"id":   7,\n "name": "Zoë", "total": 1.50}\n');
    cli.write('form.txt', `payload=${encodeURIComponent('{"action": "opened"}')}`);
  });
  after(async () => {
    await running.stop();
    cli.remove();
  });

  async function send(args: string[], { port = running.app.port, input = '' } = {}): Promise<Ran> {
    const ran = await cli.run(['send', ...args, '--config', running.folder], { input, variables: { PORT: `${port}` } });
    assert.doesNotMatch(ran.stdout + ran.stderr, /very-private/);
    return ran;
  }

  /** The delivery that the command names. */
  async function kept({ stdout }: Ran) {
    const id = /^hookdoo show (\w+)$/m.exec(stdout)?.[1] ?? '';
    const delivery = await running.app.store.get(id);
    assert.ok(delivery, stdout);
    const headers = Object.fromEntries(delivery.request.headers);
    return { ...delivery, headers, text: Buffer.from(delivery.request.body).toString() };
  }

  it('calls a hook by its secret URL, which it does not print', async () => {
    const ran = await send(['plain', 'order.json']);

    const { id, text, headers } = await kept(ran);
    assert.deepEqual([ran.code, ran.stderr], [0, '']);
    assert.equal(
      ran.stdout,
      `POST http://127.0.0.1:${running.app.port}/web/hook/(hidden)\n200 {"status":"ok"}\nhookdoo show ${id}\n`,
    );
    assert.equal(text, '{"id":   7,\n "name": "Zoë", "total": 1.50}\n');
    assert.equal(headers['content-type'], 'application/json');
  });

  it('signs as Shopify, with a new id each time, or with the one that is given', async () => {
    const topic = ['--header', 'X-Shopify-Topic: orders/create'];

    const [first, other, given] = await Promise.all([
      send(['shopify', 'order.json', ...topic]),
      send(['shopify', 'order.json', ...topic]),
      send(['shopify', 'order.json', ...topic, '--header', 'x-shopify-webhook-id: w-1']),
    ]);

    const uniques = await Promise.all([first, other, given].map(async (ran) => (await kept(ran)).keys.unique));
    const [made, second, third] = uniques;
    assert.deepEqual([first.code, other.code, given.code, third], [0, 0, 0, 'orders/create:w-1']);
    assert.match(first.stdout, /\n {2}x-shopify-webhook-id: [0-9a-f-]{36} \(new\)\n200 /);
    assert.match(made ?? '', /^orders\/create:[0-9a-f-]{36}$/);
    assert.notEqual(made, second);
    assert.doesNotMatch(given.stdout, /new/);
  });

  it('says which header tells the event, when it is not given', async () => {
    const { code, stderr } = await send(['shopify', 'order.json']);

    assert.equal(code, 0);
    assert.equal(stderr, "note: `event` reads x-shopify-topic, which was not given: --header 'x-shopify-topic: …'\n");
  });

  it('signs the time (Stripe), as HTTP Basic, and for the one of several that can be signed for', async () => {
    const all = await Promise.all([
      send(['stripe', 'order.json']),
      send(['basic', 'order.json']),
      send(['either', 'order.json']),
    ]);

    assert.deepEqual(
      all.map(({ code, stderr }) => [code, stderr]),
      all.map(() => [0, '']),
    );
  });

  it('signs the public URL (Square), wherever the request goes', async () => {
    const server = `http://localhost:${running.app.port}`;

    const all = await Promise.all([
      send(['square', 'order.json']),
      send(['square', 'order.json', '--url', server]),
      send(['square', 'order.json', '--url', `${server}/hook/square?shop=north`]),
    ]);

    assert.deepEqual(
      all.map(({ code, stderr }) => [code, stderr]),
      all.map(() => [0, '']),
    );
    assert.match(all[2]?.stdout ?? '', /^POST http:\/\/localhost:\d+\/hook\/square\n/);
  });

  it('sends a form as it is', async () => {
    const ran = await send(['github', 'form.txt', '--header', 'X-GitHub-Event: issues']);

    const { headers, text, keys } = await kept(ran);
    assert.equal(ran.code, 0);
    assert.equal(headers['content-type'], 'application/x-www-form-urlencoded');
    assert.equal(text, `payload=${encodeURIComponent('{"action": "opened"}')}`);
    assert.match(keys.unique ?? '', /^[0-9a-f-]{36}$/);
  });

  it('puts what a GET says into its URL', async () => {
    const [json, query] = await Promise.all([
      send(['query', '-'], { input: '{"name": "A & B", "id": 7}' }),
      send(['query', '-'], { input: 'name=A%20%26%20B&id=7\n' }),
    ]);

    const [one, other] = [await kept(json), await kept(query)];
    const said = [
      ['name', 'A & B'],
      ['id', '7'],
      ['key', '(hidden)'],
    ];
    assert.deepEqual([json.code, query.code], [0, 0]);
    assert.deepEqual([one.request.method, one.request.query, other.request.query], ['GET', said, said]);
  });

  it('gives one JSON object; exits with 1 when it is refused', async () => {
    const [good, unsigned, wrongMethod] = await Promise.all([
      send(['github', 'form.txt', '--json', '--header', 'X-GitHub-Event: push']),
      send(['stripe', 'order.json', '--unsigned', '--json']),
      send(['plain', 'order.json', '--method', 'GET']),
    ]);

    const { delivery, new_headers, ...rest } = JSON.parse(good.stdout);
    const url = `http://127.0.0.1:${running.app.port}/hook/github`;
    assert.deepEqual(rest, { hook: 'github', method: 'POST', url, status: 200, body: '{"status":"ok"}' });
    assert.deepEqual(Object.keys(new_headers), ['x-github-delivery']);
    assert.equal((await running.app.store.get(delivery))?.hook, 'github');
    assert.deepEqual([good.code, unsigned.code, wrongMethod.code], [0, 1, 1]);
    assert.equal(JSON.parse(unsigned.stdout).status, 401);
    assert.match(wrongMethod.stdout, /^405 .*method_not_allowed/m);
  });

  it('says so where nobody but the sender can sign, and what can be done', async () => {
    const { code, stdout, stderr } = await send(['paypal', 'order.json']);

    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^hookdoo: the sender of `paypal` signs with a private key that it alone has.*dry-run/);
  });

  it('says which header is signed and was not given', async () => {
    const [part, whole] = await Promise.all([
      send(['signed-id', 'order.json']),
      send(['signed-id', 'order.json', '--header', 'X-Id: 1']),
    ]);

    assert.deepEqual([part.code, part.stdout, whole.code], [2, '', 0]);
    assert.match(
      part.stderr,
      /^hookdoo: the request cannot be signed as .* `signed-id` signs: the header X-Id is missing/,
    );
  });

  it('says what is wrong with what it was given', async () => {
    const all = await Promise.all([
      send(['plain', 'nothing.json']),
      send(['shopfy', 'order.json']),
      send(['plain', 'order.json', '--header', 'X-Name: ♥']),
      send(['query', '-'], { input: '{' }),
    ]);

    const [file, hookName, header, json] = all.map(({ stderr }) => stderr);
    assert.deepEqual([...new Set(all.map(({ code, stdout }) => `${code}${stdout}`))], ['2']);
    assert.match(file ?? '', /^hookdoo: nothing\.json cannot be read: /);
    assert.match(hookName ?? '', /did you mean `shopify`\?/);
    assert.match(header ?? '', /characters that no header may have/);
    assert.match(json ?? '', /^hookdoo: what the URL is to say is not JSON: /);
  });

  it('says what to do when there is no server to ask', async () => {
    const all = await Promise.all([
      send(['shopify', 'order.json'], { port: 9 }),
      send(['shopify', 'order.json'], { port: 0 }),
      send(['plain', 'order.json', '--url', 'ftp://example.com']),
    ]);

    const [closed, open, url] = all.map(({ stderr }) => stderr);
    assert.deepEqual([...new Set(all.map(({ code, stdout }) => `${code}${stdout}`))], ['2']);
    assert.equal(
      closed,
      'hookdoo: nothing listens at http://127.0.0.1:9: start the server with `hookdoo serve`, or give the address of another with --url\n',
    );
    assert.match(open ?? '', /^hookdoo: the port is 0, .* --url /);
    assert.match(url ?? '', /^hookdoo: --url takes a URL such as /);
  });
});

describe('what `hookdoo send` makes for each sender that is known', () => {
  let running: RunningApp;

  before(async () => {
    const hooks = SAMPLES.map((sample) => [`hooks/${sample.preset}.yaml`, hookOf(sample)]);
    running = await runApp(Object.fromEntries(hooks), {}, { keyFrom: async () => PUBLIC_KEY });
  });
  after(() => running.stop());

  function hookNamed(name: string): Hook {
    const found = running.app.config().hooks.find((one) => one.name === name);
    assert.ok(found);
    return found;
  }

  for (const sample of SAMPLES) {
    const { preset, rsa } = sample;

    it(`${preset}: ${rsa === undefined ? 'accepted' : 'nothing, for only the sender can sign'}`, async () => {
      const known = hookNamed(preset);
      const path = known.path === undefined ? await running.path(preset) : `/hook/${known.path}`;
      const url = new URL(path, `http://127.0.0.1:${running.app.port}`);
      const leftToMake = ['content-type', ...known.keys.headers.unique];
      const headers = Object.entries(sample.headers).filter(([name]) => !leftToMake.includes(name.toLowerCase()));
      const given = { method: undefined, headers, body: bodyOf(sample) };
      const { draft } = prepare(known, given, { url, path }, { depth: 20, keys: 1000 });
      if (rsa !== undefined) {
        assert.throws(() => signed(known, draft), CannotRun);
        return;
      }

      const { status, delivery } = await post(url, signed(known, draft), 10_000);

      const kept = await running.app.store.get(delivery ?? '');
      const sent = Object.fromEntries(kept?.request.headers ?? []);
      assert.equal(status, 200, kept?.reason);
      assert.equal(mediaType(sent['content-type']), mediaType(sample.headers['Content-Type']));
    });
  }
});

describe('the content type that `hookdoo send` gives a body', () => {
  const cases: [string, BodyForm, string, string?][] = [
    ['application/json', 'auto', '{"a=b": 1}'],
    ['application/json', 'auto', ' [1]'],
    ['application/json', 'auto', '"a=b"'],
    ['application/json', 'auto', 'no form, and no JSON = nothing'],
    ['application/x-www-form-urlencoded', 'auto', 'data%5Bid%5D=7&b='],
    ['application/x-www-form-urlencoded', { form_with_json: 'payload' }, 'payload={}'],
    ['application/json', { json_with_json: 'payload' }, 'a=b'],
    ['text/xml; charset=utf-8', { soap: [] }, '<a b="c"/>'],
    ['application/cloudevents+json', 'cloudevents', '{}'],
    ['application/cloudevents-batch+json', 'cloudevents', '\n[]'],
    ['application/json', 'cloudevents', '{}', 'CE-Id'],
  ];

  for (const [type, form, body, header] of cases) {
    it(`is ${type} for ${JSON.stringify(form)}: ${body.trim()}${header === undefined ? '' : `, with ${header}`}`, () => {
      const headers: [string, string][] = header === undefined ? [] : [[header, '1']];

      assert.equal(contentTypeFor(form, Buffer.from(body), headers), type);
    });
  }
});

function mediaType(text = ''): string | undefined {
  return text.split(';')[0];
}
