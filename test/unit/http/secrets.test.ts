import assert from 'node:assert/strict';
import { send } from '../../support/http-client.ts';
import { SECRET, type Served, serve } from '../../support/served.ts';

describe('secrets at the door', () => {
  let served: Served;
  beforeEach(async () => {
    served = await serve({ hook: { secret: undefined } });
  });
  afterEach(() => served.stop());

  async function statusOf(secret: string): Promise<number> {
    return (await send(served.port, `/web/hook/${secret}`)).status;
  }

  it('open at once when they are made, and during a rotation the old one too', async () => {
    await served.store.ensureSecret('orders', 'first');
    assert.deepEqual([await statusOf('first'), await statusOf('second')], [200, 404]);

    await served.store.rotateSecret('orders', 'second', Date.now() + 60_000);
    assert.deepEqual([await statusOf('first'), await statusOf('second')], [200, 200]);

    await served.store.rotateSecret('orders', 'third', Date.now());
    assert.deepEqual([await statusOf('first'), await statusOf('second'), await statusOf('third')], [404, 404, 200]);
  });

  it('are in no line of the log and nowhere in the store', async () => {
    await served.store.ensureSecret('orders', SECRET);
    const headers = {
      'X-Original-URL': `/web/hook/${SECRET}`,
      [`X-${SECRET}`]: 'x',
      Authorization: 'Bearer very-private',
    };
    const query = `?back=https%3A%2F%2Fx%2Fweb%2Fhook%2F${SECRET}&${SECRET}=1`;

    const { headers: answered } = await send(served.port, `/web/hook/${SECRET}${query}`, {
      method: 'POST',
      body: '{}',
      headers,
    });
    await send(served.port, `/web/hook/${SECRET}`, { method: 'GET', headers });

    const kept = JSON.stringify(await served.store.get(answered.get('Hookdoo-Delivery') ?? ''));
    assert.match(kept, /x-original-url","\/web\/hook\/\(hidden\)/);
    assert.doesNotMatch(kept + served.lines.join(''), new RegExp(`${SECRET}|very-private`));
  });
});
