import assert from 'node:assert/strict';
import type { ReadinessParts } from '../../../src/http/readiness.ts';
import { send } from '../../support/http-client.ts';
import { type Served, serve } from '../../support/served.ts';

describe('health', () => {
  let served: Served | undefined;
  afterEach(async () => {
    await served?.stop();
    served = undefined;
  });

  async function get(path: string, readiness: Partial<ReadinessParts> = {}) {
    served ??= await serve({
      readiness: { problems: () => [], checks: () => new Map(), others: () => new Map(), ...readiness },
    });
    return await send(served.port, path, { method: 'GET' });
  }

  it('/healthz says that the server is alive', async () => {
    assert.partialDeepStrictEqual(await get('/healthz'), { status: 200, body: { status: 'ok' } });
    assert.partialDeepStrictEqual(await send(served?.port ?? 0, '/healthz'), { status: 405 });
  });

  it('/readyz names each thing that must work', async () => {
    const checks = new Map([['store', () => Promise.reject(new Error('disk is full'))]]);
    const others = new Map([['odoo main', async () => undefined]]);

    const { status, body } = await get('/readyz', { checks: () => checks, others: () => others });

    assert.equal(status, 503);
    assert.deepEqual(body, {
      status: 'error',
      checks: {
        config: { status: 'ok' },
        store: { status: 'error', message: 'disk is full' },
        'odoo main': { status: 'ok' },
      },
    });
  });

  it('/readyz names an Odoo that is away and stays ready, as requests are taken and carried out later', async () => {
    const others = new Map([['odoo main', () => Promise.reject(new Error('connection refused'))]]);

    const { status, body } = await get('/readyz', { others: () => others });

    assert.equal(status, 200);
    assert.partialDeepStrictEqual(body, {
      status: 'ok',
      checks: { 'odoo main': { status: 'error', message: 'connection refused' } },
    });
  });

  it('/readyz shows a broken edit and stays ready, as the configuration before it is served', async () => {
    const problems = [{ file: 'hooks/a.yaml', line: 3, column: 5, message: 'unknown key' }];

    const { status, body } = await get('/readyz', { problems: () => problems });

    assert.equal(status, 200);
    assert.partialDeepStrictEqual(body, {
      status: 'ok',
      checks: { config: { status: 'error' } },
      problems: ['hooks/a.yaml:3:5: unknown key'],
    });
  });

  it('/readyz tells what will stop working soon', async () => {
    const { status, body } = await get('/readyz', { warnings: () => ['an API key expires'] });

    assert.deepEqual(
      [status, body],
      [200, { status: 'ok', checks: { config: { status: 'ok' } }, warnings: ['an API key expires'] }],
    );
  });

  it('/readyz does not ask again for each of many probes', async () => {
    let asked = 0;
    const check = async () => {
      asked += 1;
    };

    await get('/readyz', { checks: () => new Map([['odoo main', check]]) });
    await Promise.all(Array.from({ length: 50 }, () => get('/readyz')));

    assert.equal(asked, 1);
  });
});
