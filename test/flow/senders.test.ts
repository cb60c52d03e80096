import assert from 'node:assert/strict';
import type { Draft } from '../../src/verify/draft.ts';
import { BUILT_IN } from '../../src/verify/presets/index.ts';
import type { Scheme } from '../../src/verify/scheme.ts';
import { type RawAnswer, rawAnswer } from '../support/http-client.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import {
  CERTIFICATE,
  hookOf,
  isSecretUrl,
  PUBLIC_KEY,
  SAMPLES,
  type Sample,
  signedRequest,
  tampered,
} from '../support/senders.ts';
import { until } from '../support/until.ts';

describe('the senders that are known', () => {
  let running: RunningApp;

  before(async () => {
    const hooks = SAMPLES.map((sample) => [`hooks/${sample.preset}.yaml`, hookOf(sample)]);
    const keyFrom = async (url: string) => (url.includes('paypal') ? CERTIFICATE : PUBLIC_KEY);
    // All samples come from one address, and many are refused.
    running = await runApp(Object.fromEntries(hooks), { GUESSES: 'off' }, { keyFrom });
  });
  after(async () => {
    await running.stop();
  });

  function schemeOf(preset: string): Scheme {
    const scheme = running.app.config().hooks.find(({ name }) => name === preset)?.verify;
    assert.ok(scheme);
    return scheme;
  }

  async function request(sample: Sample): Promise<Draft> {
    const { preset, verify } = sample;
    const end = isSecretUrl(preset, verify) ? await running.path(preset) : `/hook/p/${preset}`;
    return signedRequest(sample, schemeOf(preset), `https://hooks.example.com${end}`);
  }

  async function send({ method, url, headers, body }: Draft): Promise<RawAnswer> {
    const { pathname, search } = new URL(url);
    return await rawAnswer(running.app.port, `${pathname}${search}`, { method, headers, body: Buffer.from(body) });
  }

  it('each have a sample', () => {
    assert.deepEqual(SAMPLES.map(({ preset }) => preset).sort(), Object.keys(BUILT_IN).sort());
  });

  for (const sample of SAMPLES) {
    const { preset, expect, reply } = sample;

    it(`${preset}: accepted, with event and keys, once`, async () => {
      const sent = await request(sample);

      const first = await send(sent);
      const again = await send(sent);

      const body = reply?.body ?? '{"status":"ok"}';
      const type = reply === undefined ? 'application/json; charset=utf-8' : reply.type;
      assert.deepEqual([first.status, first.text, first.headers.get('content-type')], [200, body, type]);
      assert.equal(again.status, 200, again.text);
      await until(async () => (await running.app.store.pending()) === 0);
      const deliveries = await settled(running, preset, expect.length > 1);
      const repeats = expect.every(({ unique }) => unique !== undefined) ? expect.length : 0;
      assert.equal(deliveries.filter(({ state }) => state === 'duplicate').length, repeats);
      const done = deliveries.filter(({ state }) => state === 'done').slice(0, expect.length);
      assert.deepEqual(
        done.map(({ keys }) => withDigest(keys)),
        expect.map(({ unique, order, version }) => ({ unique, order, version })),
      );
      const made = await running.odoo('res.partner', 'search_read', [[['ref', '=', preset]], ['name']]);
      // Those of several order keys are carried out side by side.
      const names = asRows(made).map(({ name }) => String(name));
      assert.deepEqual(new Set(names), new Set(expect.map(({ event }) => event ?? 'no event')));
    });

    if (!isSecretUrl(preset, sample.verify)) {
      it(`${preset}: refused with one byte changed, and the reason is for the log alone`, async () => {
        const answer = await send(tampered(sample, await request(sample)));

        const { delivery, ...told } = JSON.parse(answer.text);
        assert.equal(answer.status, 401);
        assert.deepEqual(told, {
          status: 'error',
          code: 'not_verified',
          message: 'the sender could not be verified',
        });
        const kept = await running.app.store.get(delivery);
        assert.equal(kept?.state, 'rejected');
        assert.match(kept?.reason ?? '', /does not match|is another one|is missing/);
      });

      it(`${preset}: refused unsigned`, async () => {
        const { headers } = await request(sample);
        const body = Buffer.from('{"id": 1}');
        const kept = headers.filter(([name]) => Object.hasOwn(sample.headers, name));

        const answer = await send({ method: 'POST', url: `https://x/hook/p/${preset}`, headers: kept, body });

        assert.equal(answer.status, 401, answer.text);
      });
    }
  }

  it('keep no secret in the store, the log or an answer', async () => {
    const secrets = SAMPLES.flatMap(({ verify }) => Object.entries(verify))
      .filter(([key]) => /secret|token|password/.test(key))
      .map(([, value]) => value);
    const all = await running.app.store.list({ limit: 1000 });
    const kept = await Promise.all(all.map(({ id }) => running.app.store.get(id)));
    const text = JSON.stringify(kept.map((one) => ({ ...one, body: Buffer.from(one?.request.body ?? []).toString() })));

    const leaked = secrets.filter((secret) => text.includes(secret) || running.lines.join('').includes(secret));

    assert.ok(all.length > 100);
    assert.deepEqual(leaked, []);
  });
});

async function settled(running: RunningApp, hook: string, split: boolean) {
  const all = (await running.app.store.list({ hook, limit: 100 })).reverse();
  const logs = await Promise.all(all.map(({ id }) => running.app.store.get(id)));
  const found = logs.flatMap((log) => log ?? []).filter(({ reason }) => !reason?.startsWith('split into'));
  return split ? found.filter(({ parent }) => parent !== undefined) : found;
}

function withDigest<T extends { unique: string | undefined }>(keys: T): T {
  return { ...keys, unique: keys.unique?.replace(/[0-9a-f]{64}/, '(digest)') };
}

function asRows(answer: unknown): Record<string, unknown>[] {
  assert.ok(Array.isArray(answer));
  return answer;
}
