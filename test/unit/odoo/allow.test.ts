import assert from 'node:assert/strict';
import { HookRefused } from '../../../src/errors.ts';
import { type Allow, demandAllowed } from '../../../src/odoo/allow.ts';
import type { OdooCall } from '../../../src/odoo/call.ts';
import type { Field, Fields } from '../../../src/odoo/fields.ts';
import type { Json } from '../../../src/odoo/json.ts';

const ALLOW: Allow = new Map([
  ['res.partner', ['read', 'create', 'write']],
  ['sale.order', ['read', 'write', 'action_confirm']],
  ['crm.lead', ['methods']],
  ['hr.employee', []],
  ['*', ['read']],
]);

function field(type: string, relation: string): Field {
  return {
    type,
    relation,
    string: '',
    required: false,
    readonly: false,
    store: true,
    searchable: true,
    depends: false,
    company_dependent: false,
  };
}

const PARTNER: Fields = new Map([
  ['child_ids', field('one2many', 'res.partner')],
  ['category_id', field('many2many', 'res.partner.category')],
  ['user_ids', field('one2many', 'res.users')],
  ['bank_ids', field('one2many', 'res.partner.bank')],
]);

const fieldsOf = async (model: string): Promise<Fields> => (model === 'res.partner' ? PARTNER : new Map());

async function refusal(
  model: string,
  method: string,
  allow: Allow = ALLOW,
  call: Partial<OdooCall> = {},
): Promise<string | undefined> {
  try {
    await demandAllowed({ name: 'main', allow }, { model, method, args: [], kwargs: {}, ...call }, fieldsOf);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof HookRefused);
    assert.equal(error.code, 'not_allowed');
    return error.message;
  }
}

describe('what a connection allows', () => {
  it('is everything without a list', async () => {
    assert.equal(await refusal('res.users', 'unlink', new Map([['*', ['unlink']]])), undefined);
    await demandAllowed({ name: 'main' }, { model: 'res.users', method: 'unlink', args: [], kwargs: {} }, fieldsOf);
  });

  const cases: [model: string, method: string, isAllowed: boolean][] = [
    ['res.partner', 'search', true],
    ['res.partner', 'read', true],
    ['res.partner', 'name_search', true],
    ['res.partner', 'create', true],
    ['res.partner', 'copy', true],
    ['res.partner', 'name_create', true],
    ['res.partner', 'write', true],
    ['res.partner', 'load', true],
    ['res.partner', 'unlink', false],
    ['res.partner', 'message_post', false],
    ['sale.order', 'action_confirm', true],
    ['sale.order', 'action_cancel', false],
    ['sale.order', 'load', false],
    ['sale.order', 'copy', false],
    ['crm.lead', 'action_set_won', true],
    ['crm.lead', 'read', false],
    ['crm.lead', 'unlink', false],
    ['hr.employee', 'read', false],
    ['res.country', 'search_read', true],
    ['res.country', 'write', false],
    ['hr.employee', 'fields_get', true],
    ['ir.model.data', 'check_object_reference', true],
    ['hr.employee', 'check_object_reference', false],
  ];
  for (const [model, method, isAllowed] of cases) {
    it(`${isAllowed ? 'takes' : 'refuses'} ${method} of ${model}`, async () => {
      assert.equal((await refusal(model, method)) === undefined, isAllowed);
    });
  }

  it('is told with the line that would allow it', async () => {
    assert.equal(
      await refusal('sale.order', 'load'),
      '`create` of sale.order is not allowed over the connection main; ' +
        '`sale.order: [read, write, action_confirm, create]` under `connections.main.allow` in hookdoo.yaml would allow it',
    );
    assert.match(
      (await refusal('res.country', 'load')) ?? '',
      /`create` and `write` .*`res\.country: \[read, create, write\]`/,
    );
  });

  const lists: Allow = new Map([
    ['res.partner', ['read', 'write']],
    ['res.users', ['read']],
    ['*', ['read']],
  ]);
  const nested: [what: string, values: Json, refused: RegExp | undefined][] = [
    ['a line of a model without a list', { bank_ids: [[0n, 0n, { acc_number: '1' }]] }, undefined],
    ['a line of a model with a list', { user_ids: [[0n, 0n, { login: 'x' }]] }, /`create` of res\.users/],
    ['a line of its own model', { child_ids: [[0n, 0n, { name: 'x' }]] }, /`create` of res\.partner/],
    ['a changed line of its own model', { child_ids: [[1n, 7n, { name: 'x' }]] }, undefined],
    ['a line that is taken away', { child_ids: [[2n, 7n, 0n]] }, /`unlink` of res\.partner/],
    ['a line in a line', { child_ids: [[1n, 7n, { user_ids: [[1n, 2n, {}]] }]] }, /`write` of res\.users/],
    ['a new tag', { category_id: [[0n, 0n, { name: 'x' }]] }, /`create` of res\.partner\.category/],
    [
      'tags that are there',
      {
        category_id: [
          [6n, 0n, [1n]],
          [4n, 2n, 0n],
        ],
      },
      undefined,
    ],
    ['one of several records', [{ name: 'x' }, { category_id: [[0n, 0n, {}]] }], /`create` of res\.partner\.category/],
    ['a list that is none of commands', { comment: ['x', null, {}] }, undefined],
  ];
  for (const [what, values, refused] of nested) {
    it(`${refused === undefined ? 'takes' : 'refuses'} ${what} in the values`, async () => {
      const message = await refusal('res.partner', 'write', lists, { args: [values] });

      assert.match(message ?? '', refused ?? /^$/);
    });
  }

  it('holds for the lines of a load, by its values or its columns', async () => {
    const creating: Allow = new Map([...lists, ['res.partner', ['create', 'write']]]);
    const load = (call: Partial<OdooCall>) => refusal('res.partner', 'load', creating, call);
    const makes = { externalId: 'a.b', values: { user_ids: [[0n, 0n, { login: 'x' }]] } };

    assert.match((await load({ args: [['id', 'name'], []], makes })) ?? '', /`create` of res\.users/);
    assert.match((await load({ args: [['name', 'child_ids/user_ids/login'], []] })) ?? '', /`create` of res\.users/);
    assert.equal(
      await load({ args: [['name', 'category_id/id', 'bank_ids/acc_number', 'child_ids/name'], []] }),
      undefined,
    );
  });
});
