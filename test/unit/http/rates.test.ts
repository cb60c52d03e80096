import assert from 'node:assert/strict';
import { RequestError } from '../../../src/errors.ts';
import { type RateLimits, Rates } from '../../../src/http/rates.ts';
import { createLog } from '../../../src/log.ts';
import { type Answer, send } from '../../support/http-client.ts';
import { schemeOf } from '../../support/scheme-of.ts';
import { LIMITS, SECRET, type Served, serve } from '../../support/served.ts';

const HOOK = `/web/hook/${SECRET}`;
const HOUR = 3_600_000;

describe('rates', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', readable: false, write: (line) => lines.push(line) });
  let limits: RateLimits;
  let rates: Rates;
  beforeEach(() => {
    lines.length = 0;
    limits = { rate: undefined, guesses: undefined };
    rates = new Rates(() => limits, log);
  });

  /** What becomes of so many tries, one after another: `ok`, or the seconds to wait. */
  async function outcomes(times: number, attempt: (index: number) => Promise<void>): Promise<unknown[]> {
    const all: unknown[] = [];
    for (let index = 0; index < times; index += 1) {
      all.push(
        await attempt(index).then(
          () => 'ok',
          (error: RequestError) => error.retryAfter,
        ),
      );
    }
    return all;
  }

  it('hold for each address alone, and are off without a rate', async () => {
    assert.deepEqual(new Set(await outcomes(1000, () => rates.request('192.0.2.1'))), new Set(['ok']));
    limits.rate = { requests: 2, per: HOUR };

    assert.deepEqual(await outcomes(3, () => rates.request('192.0.2.1')), ['ok', 'ok', 3600]);
    assert.deepEqual(await outcomes(2, () => rates.request('192.0.2.2')), ['ok', 'ok']);
  });

  it('count the whole network of an IPv6 sender as one', async () => {
    limits.rate = { requests: 2, per: HOUR };
    const same = ['2001:db8::1', '2001:db8:0:0:ffff::', '2001:0DB8:0:0:1:2:3:4'];
    const others = ['2001:db8:0:1::1', '2001:db8::1:0:0:0:1', '::1', '::2'];

    assert.deepEqual(await outcomes(3, (index) => rates.request(same[index] ?? '')), ['ok', 'ok', 3600]);
    assert.deepEqual(await outcomes(3, (index) => rates.request(others[index] ?? '')), ['ok', 'ok', 'ok']);
  });

  it('begin anew with another rate, and go on with the same one', async () => {
    limits.rate = { requests: 1, per: HOUR };
    assert.deepEqual(await outcomes(2, () => rates.request('192.0.2.1')), ['ok', 3600]);

    limits.rate = { requests: 1, per: HOUR };
    assert.deepEqual(await outcomes(1, () => rates.request('192.0.2.1')), [3600]);
    limits.rate = { requests: 2, per: HOUR };
    assert.deepEqual(await outcomes(1, () => rates.request('192.0.2.1')), ['ok']);
  });

  it('of a hook hold for all its senders', async () => {
    const rate = { requests: 1, per: 60_000 };

    assert.deepEqual(await outcomes(2, () => rates.hook({ name: 'orders', rate })), ['ok', 60]);
    assert.deepEqual(await outcomes(2, () => rates.hook({ name: 'other', rate: undefined })), ['ok', 'ok']);
  });

  it('are logged once, when they are passed', async () => {
    limits.rate = { requests: 1, per: HOUR };

    await outcomes(5, () => rates.request('192.0.2.1'));

    assert.equal(lines.length, 1);
    assert.partialDeepStrictEqual(JSON.parse(lines[0] ?? ''), { level: 'warn', address: '192.0.2.1', rate: '1/h' });
  });

  it('forget the addresses seen the longest ago, so that they stay small', async () => {
    limits.rate = { requests: 1, per: HOUR };
    await rates.request('192.0.2.1');

    await outcomes(10_000, (index) => rates.request(`10.0.${index >> 8}.${index & 255}`));

    assert.deepEqual(await outcomes(1, () => rates.request('192.0.2.1')), ['ok']);
    assert.deepEqual(await outcomes(1, () => rates.request('10.0.39.15')), [3600]);
  });

  it('end the guessing of an address, and do not tell a right guess', async () => {
    limits.guesses = { requests: 3, per: HOUR };

    assert.deepEqual(await outcomes(4, (index) => rates.missed('192.0.2.1', `wrong-${index}`)), [
      'ok',
      'ok',
      'ok',
      3600,
    ]);
    assert.deepEqual(await outcomes(1, () => rates.opened('192.0.2.1', 'orders')), [3600]);
    assert.deepEqual(await outcomes(1, () => rates.opened('192.0.2.2', 'orders')), ['ok']);
  });

  it('serve on who knew a hook before its address was used for guessing', async () => {
    limits.guesses = { requests: 3, per: HOUR };
    await rates.opened('192.0.2.1', 'orders');

    await outcomes(9, (index) => rates.missed('192.0.2.1', `wrong-${index}`));

    assert.deepEqual(await outcomes(1, () => rates.opened('192.0.2.1', 'orders')), ['ok']);
    assert.deepEqual(await outcomes(1, () => rates.opened('192.0.2.1', 'other')), [3600]);
  });

  it('hold for senders that are not verified too, for each hook alone', async () => {
    limits.guesses = { requests: 2, per: HOUR };

    assert.deepEqual(await outcomes(3, () => rates.notVerified('192.0.2.1', 'orders')), ['ok', 'ok', 3600]);
    assert.deepEqual(await outcomes(1, () => rates.notVerified('192.0.2.1', 'other')), ['ok']);
    assert.deepEqual(await outcomes(1, () => rates.opened('192.0.2.1', 'third')), ['ok']);
  });

  it('take the same wrong secret again for no new guess', async () => {
    limits.guesses = { requests: 3, per: HOUR };

    assert.deepEqual(new Set(await outcomes(50, () => rates.missed('192.0.2.1', 'deleted-hook'))), new Set(['ok']));
    assert.deepEqual(await outcomes(1, () => rates.opened('192.0.2.1', 'orders')), ['ok']);
  });
});

describe('more requests than a rate allows', () => {
  let served: Served;
  afterEach(() => served.stop());

  async function statuses(paths: string[], headers: Record<string, string> = {}): Promise<number[]> {
    const answers: Answer[] = [];
    for (const path of paths) {
      answers.push(await send(served.port, path, { method: 'POST', body: '{}', headers }));
    }
    return answers.map(({ status }) => status);
  }

  it('are answered 429 with the time to wait, and are not kept', async () => {
    served = await serve({ hook: { rate: { requests: 2, per: HOUR } } });
    assert.deepEqual(await statuses([HOOK, HOOK]), [200, 200]);

    const { status, headers, body } = await send(served.port, HOOK);

    assert.deepEqual([status, headers.get('Retry-After')], [429, '3600']);
    assert.partialDeepStrictEqual(body, { status: 'error', code: 'too_many_requests' });
    assert.equal((await served.store.list({ limit: 10 })).length, 2);
  });

  it('from one address are refused whatever they ask for, but for the health of the server', async () => {
    served = await serve({ limits: () => ({ ...LIMITS, rate: { requests: 2, per: HOUR } }) });

    assert.deepEqual(await statuses([HOOK, '/nothing', HOOK, '/nothing']), [200, 404, 429, 429]);
    assert.equal((await send(served.port, '/healthz', { method: 'GET' })).status, 200);
  });

  it('are counted for the sender that a trusted proxy names', async () => {
    served = await serve({
      limits: () => ({ ...LIMITS, rate: { requests: 1, per: HOUR } }),
      trustedProxies: () => ['127.0.0.1'],
    });

    assert.deepEqual(await statuses([HOOK, HOOK], { 'X-Forwarded-For': '198.51.100.1' }), [200, 429]);
    assert.deepEqual(await statuses([HOOK], { 'X-Forwarded-For': '198.51.100.2' }), [200]);
  });

  it('that are not verified are answered 429, and no longer kept', async () => {
    const check = () => {
      throw new RequestError(401, 'not_verified', 'the sender could not be verified');
    };
    const verify = { check, hides: [], secrets: [] };
    served = await serve({
      hook: { secret: undefined, path: 'orders', verify },
      limits: () => ({ ...LIMITS, guesses: { requests: 2, per: HOUR } }),
    });

    assert.deepEqual(await statuses(['/hook/orders', '/hook/orders', '/hook/orders']), [401, 401, 429]);
    assert.equal((await served.store.list({ limit: 10 })).length, 2);
  });

  it('count as those of a proxy that is not trusted, which is told once', async () => {
    served = await serve({ limits: () => ({ ...LIMITS, rate: { requests: 1, per: HOUR } }) });

    const answered = await statuses([HOOK, HOOK], { 'X-Forwarded-For': '198.51.100.1' });

    assert.deepEqual(answered, [200, 429]);
    assert.equal(served.lines.filter((line) => line.includes('trusted_proxies')).length, 1);
  });

  it('with unknown secrets are refused alike, known or not', async () => {
    served = await serve({ limits: () => ({ ...LIMITS, guesses: { requests: 2, per: HOUR } }) });
    const guesses = ['a', 'b', 'c'].map((letter) => `/web/hook/${letter.repeat(32)}`);

    assert.deepEqual(await statuses(guesses), [404, 404, 429]);
    const wrong = await send(served.port, guesses[2] ?? '');
    const right = await send(served.port, HOOK);

    assert.deepEqual([right.status, right.body], [429, wrong.body]);
    assert.deepEqual(await served.store.list({ limit: 1 }), []);
  });

  it('that are not verified are refused before they are kept, and leave the hook open to who is', async () => {
    served = await serve({
      hook: { verify: schemeOf({ scheme: 'token', token: 'the-right-token' }) },
      limits: () => ({ ...LIMITS, guesses: { requests: 2, per: HOUR } }),
    });
    assert.deepEqual(await statuses([HOOK, HOOK]), [401, 401]);

    const { status, headers, body } = await send(served.port, HOOK);
    const kept = await served.store.list({ limit: 10 });
    const verified = await statuses([HOOK], { Authorization: 'Bearer the-right-token' });

    assert.deepEqual([status, headers.get('Retry-After'), headers.get('Hookdoo-Delivery')], [429, '3600', null]);
    assert.partialDeepStrictEqual(body, { status: 'error', code: 'too_many_requests' });
    assert.deepEqual(
      kept.map(({ state }) => state),
      ['rejected', 'rejected'],
    );
    assert.deepEqual(verified, [200]);
  });
});
