import assert from 'node:assert/strict';
import type { Json } from '../../src/odoo/json.ts';
import { ownMethod } from '../../src/odoo/json-2/methods.ts';
import { Bench, type Target } from '../contract/target.ts';
import { PROTOCOLS, realOdoo } from './real-odoo.ts';

// Odoo before 19 does not speak it.
if (PROTOCOLS.some((protocol) => protocol === 'json-2')) {
  describe('JSON-2 of a real Odoo', json2);
}

function json2(): void {
  let target: Target;
  let rpc: Bench;
  let auto: Bench;
  let alone: Bench;

  before(async () => {
    target = await realOdoo();
    rpc = await Bench.open({ ...target, protocol: 'json-rpc' });
    auto = await Bench.open({ ...target, protocol: 'auto' });
    alone = await Bench.open({ ...target, protocol: 'json-2' });
  });
  after(() => Promise.all([rpc, auto, alone].map((bench) => bench.close())));

  async function catalogue(model: string): Promise<Record<string, { parameters: object; api?: string[] }>> {
    const headers = { Authorization: `Bearer ${target.password}`, 'X-Odoo-Database': target.database };
    const response = await fetch(`${target.url}/doc-bearer/${model}.json`, { headers });
    const { methods } = Object(await response.json());
    return methods;
  }

  it('calls the arguments of its own methods as our table does', async () => {
    let compared = 0;
    for (const model of ['res.partner', 'sale.order', 'ir.model.data', 'res.users']) {
      for (const [method, { parameters, api = [] }] of Object.entries(await catalogue(model))) {
        const known = ownMethod(model, method);
        if (known !== undefined) {
          const names = Object.entries(parameters).flatMap(([name, { kind }]) => (kind === undefined ? [name] : []));
          assert.deepEqual(known, { onRecords: !api.includes('model'), parameters: names }, `${model}.${method}`);
          compared += 1;
        }
      }
    }
    assert.ok(compared > 100, `${compared} methods were compared`);
  });

  const BY_POSITION: [string, string, Json[]][] = [
    ['res.partner', 'address_get', [[1n], ['invoice']]],
    ['res.partner', 'read_group', [[['id', '=', 1n]], ['id:count'], ['country_id']]],
    ['res.partner', 'check_access_rights', ['write', false]],
    ['res.users', 'has_group', [[2n], 'base.group_user']],
    ['res.partner', 'get_views', [[[false, 'form']]]],
    ['res.partner', 'fields_get', [['name'], ['type']]],
  ];
  for (const [model, method, args] of BY_POSITION) {
    it(`${model}.${method} with arguments by position answers as over JSON-RPC`, async () => {
      const expected = await rpc.call(model, method, args);

      assert.deepEqual(await alone.call(model, method, args), expected);
      assert.deepEqual(await auto.call(model, method, args), expected);
    });
  }

  it('is refused as over JSON-RPC where neither knows the method', async () => {
    const refusals = [rpc, auto].map((bench) =>
      bench.on('res.partner', [1n], 'nope', [1n]).catch((error) => [error.exception, error.message]),
    );

    const [first, second] = await Promise.all(refusals);
    assert.deepEqual(second, first);
  });
}
