import assert from 'node:assert/strict';
import { type RunningApp, runApp, sampleHook } from './run-app.ts';

/** The two hooks of Odoo's documentation, driven as its readers would, on the Odoo that `variables` name or the sandbox. */
export function documentedHooks(variables: () => Record<string, string | undefined>): void {
  let running: RunningApp;
  const marker = `Hookdoo ${process.pid}-${Date.now()}`;

  before(async () => {
    const names = ['sale-order-currency', 'new-contact', 'new-contact-studio'];
    running = await runApp(
      Object.fromEntries(names.map((name) => [`hooks/${name}.yaml`, sampleHook(name)])),
      variables(),
    );
  });

  after(async () => {
    try {
      const left = await running.odoo('res.partner', 'search', [[['name', 'like', marker]]]);
      await running.odoo('res.partner', 'unlink', [left]);
    } finally {
      await running.stop();
    }
  });

  it("updates a sales order's currency", async () => {
    const order = await newOrder(running);

    const answer = await running.post('sale-order-currency', { model: 'sale.order', id: String(order) });

    assert.deepEqual([answer.status, answer.body], [200, { status: 'ok' }]);
    assert.match(answer.headers.get('hookdoo-delivery') ?? '', /^\w{16,}$/);
    const [read] = asRows(await running.odoo('sale.order', 'read', [[order], ['currency_id']]));
    assert.equal(asName(read?.currency_id), 'USD');
    await running.odoo('sale.order', 'unlink', [[order]]);
  });

  it('says that a sales order does not exist', async () => {
    const { status, body } = await running.post('sale-order-currency', { model: 'sale.order', id: 99999999 });

    const { message, delivery, ...rest } = body as Record<string, string>;
    assert.equal(status, 422);
    assert.deepEqual(rest, { status: 'error', code: 'missing_error' });
    assert.match(message ?? '', /does not exist or has been deleted.*sale\.order\(99999999,\)/s);
    assert.ok(delivery);
  });

  for (const hook of ['new-contact', 'new-contact-studio']) {
    it(`creates a contact (${hook})`, async () => {
      const name = `${marker} ${hook} Zoë 北京`;

      const answer = await running.post(hook, { name, email: 'zoe@example.com', phone: '+32 2 290 34 90' });

      assert.deepEqual([answer.status, answer.body], [200, { status: 'ok' }]);
      const found = await running.odoo('res.partner', 'search_read', [
        [['name', '=', name]],
        ['email', 'phone', 'company_type', 'customer_rank'],
      ]);
      const [partner, ...others] = asRows(found);
      assert.deepEqual(others, []);
      assert.deepEqual(
        { ...partner, id: 0n },
        { id: 0n, email: 'zoe@example.com', phone: '+32 2 290 34 90', company_type: 'person', customer_rank: 1n },
      );
    });
  }

  it('names what is missing in the payload', async () => {
    const { status, body } = await running.post('new-contact', { name: `${marker} nobody` });

    assert.equal(status, 400);
    assert.deepEqual(
      { ...(body as object), delivery: '' },
      { status: 'error', code: 'invalid_payload', message: 'payload.email is missing', delivery: '' },
    );
  });

  it("passes on what the hook's code raises", async () => {
    const { status, body } = await running.post('new-contact-studio', { name: `${marker} nobody` });

    assert.equal(status, 422);
    assert.deepEqual(
      { ...(body as object), delivery: '' },
      {
        status: 'error',
        code: 'raised',
        message: "ValueError: Missing required fields: 'name' and 'email'",
        delivery: '',
      },
    );
    assert.equal(await running.odoo('res.partner', 'search_count', [[['name', '=', `${marker} nobody`]]]), 0n);
  });
}

/** An order of its own in EUR, or in what the database has. */
async function newOrder(running: RunningApp): Promise<bigint> {
  const partner = asId(
    await running.odoo('res.partner', 'search', [[['is_company', '=', true]]], { limit: 1n, order: 'id' }),
  );
  const euro = asId(
    await running.odoo('res.currency', 'search', [[['name', '=', 'EUR']]], {
      limit: 1n,
      context: { active_test: false },
    }),
  );
  return asId(await running.odoo('sale.order', 'create', [{ partner_id: partner, currency_id: euro }]));
}

function asId(answer: unknown): bigint {
  const id = Array.isArray(answer) ? answer[0] : answer;
  assert.ok(typeof id === 'bigint', `an id, not ${id}`);
  return id;
}

function asRows(answer: unknown): Record<string, unknown>[] {
  assert.ok(Array.isArray(answer));
  return answer;
}

function asName(pair: unknown): unknown {
  assert.ok(Array.isArray(pair));
  return pair[1];
}
