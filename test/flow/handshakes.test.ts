import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type RawAnswer, rawAnswer } from '../support/http-client.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';

const REST = 'model: res.partner\nactions:\n  - create: res.partner\n    values: {name: =str(payload)}\n';
const signed = (preset: string, more = '') =>
  `path: ${preset}\nverify: {preset: ${preset}, secret: "a-secret"${more}}\n${REST}`;

const HOOKS = {
  'hooks/slack.yaml': signed('slack'),
  'hooks/zoom.yaml': `path: zoom\nverify: {preset: zoom, secret: h5zoom}\n${REST}`,
  'hooks/adobe.yaml': `path: adobe\nverify: {preset: adobe-commerce}\n${REST}`,
  'hooks/cloudevents.yaml': `path: cloudevents\nverify: {preset: cloudevents, token: "a-token"}\n${REST}`,
  'hooks/mailchimp.yaml': `secret: mailchimp-secret-of-tests\nverify: {preset: mailchimp}\n${REST}`,
  'hooks/woocommerce.yaml': signed('woocommerce'),
  'hooks/clover.yaml': `path: clover\nverify: {preset: clover, token: "a-token"}\n${REST}`,
  'hooks/meta.yaml': signed('meta', ', handshake_token: shown-once'),
  'hooks/github.yaml': signed('github'),
  'hooks/square.yaml': signed('square', ', url: "https://hooks.example.com/hook/square"'),
  'hooks/zettle.yaml': signed('zettle'),
  'hooks/graph.yaml': `path: graph\nverify: {scheme: token, json: value, token: "a-token"}\nhandshake: microsoft_graph\n${REST}`,
  'hooks/own.yaml': `
path: own
verify: {scheme: hmac, header: X-Signature, secret: "a-secret"}
handshake:
  - when: payload.kind == 'hello'
    log: "f'hello from {payload.who}'"
    reply: {status: 201, type: application/vnd.hello+json, headers: {X-Hello: =payload.who}, body: {hello: =payload.who}}
${REST}`,
};

describe('handshakes', () => {
  let running: RunningApp;

  before(async () => {
    running = await runApp(HOOKS);
  });
  after(async () => {
    await running.stop();
  });

  async function ask(target: string, init: RequestInit = {}): Promise<RawAnswer> {
    return await rawAnswer(running.app.port, target, init);
  }
  function post(target: string, body: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
    return ask(target, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } });
  }
  function hmac(text: string, encoding: 'hex' | 'base64' = 'hex', secret = 'a-secret'): string {
    return createHmac('sha256', secret).update(text).digest(encoding);
  }
  function logged(): string {
    return running.lines.filter((line) => line.includes('"handshake"')).join('\n');
  }
  async function deliveries(hook: string): Promise<string[]> {
    return (await running.app.store.list({ hook, limit: 10 })).map(({ state }) => state);
  }

  it('slack: the challenge comes back, to Slack alone', async () => {
    const body = '{"type":"url_verification","challenge":"3eZbrw"}';
    const time = String(Math.floor(Date.now() / 1000));
    const headers = { 'X-Slack-Request-Timestamp': time, 'X-Slack-Signature': `v0=${hmac(`v0:${time}:${body}`)}` };

    const answer = await post('/hook/slack', body, headers);
    const stranger = await post('/hook/slack', body);

    assert.deepEqual([answer.status, answer.text], [200, '{"challenge":"3eZbrw"}']);
    assert.equal(stranger.status, 401);
    assert.deepEqual(await deliveries('slack'), ['rejected']);
  });

  it('zoom: the token is signed as in the example of its vector', async () => {
    const vectors: unknown = JSON.parse(
      readFileSync(path.join(import.meta.dirname, '../unit/verify/vectors/derived.json'), 'utf8'),
    );
    assert.ok(Array.isArray(vectors));
    const { body, response } = vectors.find((vector) => 'response' in vector);
    const time = String(Math.floor(Date.now() / 1000));
    const signature = `v0=${hmac(`v0:${time}:${body}`, 'hex', 'h5zoom')}`;

    const answer = await post('/hook/zoom', body, { 'x-zm-request-timestamp': time, 'x-zm-signature': signature });

    assert.equal(answer.status, 200);
    assert.deepEqual(JSON.parse(answer.text), response);
  });

  it('adobe: the challenge of a GET comes back as text, and the address to open is in the log', async () => {
    const answer = await ask('/hook/adobe?challenge=%3Cb%3E8ec8d794');
    const posted = await post('/hook/adobe', '{"validationUrl":"https://csm.adobe.io/validate?id=1"}');

    assert.deepEqual([answer.status, answer.text], [200, '<b>8ec8d794']);
    assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8');
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(posted.status, 200);
    assert.match(logged(), /open this URL within 5 minutes: https:\/\/csm\.adobe\.io\/validate\?id=1/);
    assert.deepEqual(await deliveries('adobe'), []);
  });

  it('cloudevents: OPTIONS is answered for the origin that asks, and only then', async () => {
    const answer = await ask('/hook/cloudevents', {
      method: 'OPTIONS',
      headers: { 'WebHook-Request-Origin': 'events.example.com' },
    });
    const without = await ask('/hook/cloudevents', { method: 'OPTIONS' });

    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('webhook-allowed-origin'), 'events.example.com');
    assert.equal(answer.headers.get('allow'), 'POST, OPTIONS');
    assert.equal(without.status, 405);
  });

  it('mailchimp: GET and HEAD of the secret URL are answered, of another one not', async () => {
    const answers = await Promise.all([
      ask('/web/hook/mailchimp-secret-of-tests'),
      ask('/web/hook/mailchimp-secret-of-tests', { method: 'HEAD' }),
      ask('/web/hook/mailchimp-secret-of-testz'),
    ]);

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 404],
    );
    assert.deepEqual(await deliveries('mailchimp'), []);
  });

  it('woocommerce: the unsigned ping is answered 200; anything more is no ping', async () => {
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

    const ping = await post('/hook/woocommerce', 'webhook_id=142', form);
    const more = await post('/hook/woocommerce', 'webhook_id=142&id=7', form);
    const large = await post('/hook/woocommerce', `webhook_id=${'1'.repeat(5000)}`, form);

    assert.deepEqual([ping.status, more.status, large.status], [200, 401, 401]);
    assert.deepEqual(await deliveries('woocommerce'), ['rejected', 'rejected']);
  });

  it('clover: the code is in the log, on one line', async () => {
    const answer = await post('/hook/clover', '{"verificationCode":"ce7643c1\\n{\\"level\\":\\"error\\"}"}');

    assert.equal(answer.status, 200);
    assert.match(logged(), /the verification code for the dashboard: ce7643c1 \{/);
  });

  it('meta: the challenge comes back for the right token alone', async () => {
    const target = '/hook/meta?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=';

    const right = await ask(`${target}shown-once`);
    const wrong = await ask(`${target}shown-twice`);

    assert.deepEqual([right.status, right.text], [200, '1158201444']);
    assert.equal(wrong.status, 405);
  });

  it('github and square: their tests are answered and are no deliveries', async () => {
    const ping = '{"zen":"Keep it logically awesome."}';
    const test = '{"type":"webhooks.test_notification","event_id":"1"}';

    const github = await post('/hook/github', ping, {
      'X-GitHub-Event': 'ping',
      'X-Hub-Signature-256': `sha256=${hmac(ping)}`,
    });
    const square = await post('/hook/square', test, {
      'x-square-hmacsha256-signature': hmac(`https://hooks.example.com/hook/square${test}`, 'base64'),
    });

    assert.deepEqual([github.status, square.status], [200, 200]);
    assert.deepEqual([await deliveries('github'), await deliveries('square')], [[], []]);
  });

  it('zettle: its test message is answered, which comes before there is a key to sign it', async () => {
    const test = await post(
      '/hook/zettle',
      '{"eventName":"TestMessage","messageId":"0f67","payload":{"data":"payload"}}',
    );
    const other = await post('/hook/zettle', '{"eventName":"PurchaseCreated","messageId":"0f67","payload":"{}"}');

    assert.deepEqual([test.status, other.status], [200, 401]);
    assert.deepEqual(await deliveries('zettle'), ['rejected']);
  });

  it('microsoft graph: the token of the query comes back as text', async () => {
    const answer = await post('/hook/graph?validationToken=Validation%3A+Testing', '');

    assert.deepEqual([answer.status, answer.text], [200, 'Validation: Testing']);
  });

  it("of one's own: with status, headers and a line in the log", async () => {
    const body = '{"kind":"hello","who":"Ada"}';

    const answer = await post('/hook/own', body, { 'X-Signature': hmac(body) });

    assert.deepEqual([answer.status, answer.text, answer.headers.get('x-hello')], [201, '{"hello":"Ada"}', 'Ada']);
    assert.match(logged(), /hello from Ada/);
  });
});
