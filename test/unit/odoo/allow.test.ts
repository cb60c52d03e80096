import assert from 'node:assert/strict';
import { HookRefused } from '../../../src/errors.ts';
import { type Allow, demandAllowed } from '../../../src/odoo/allow.ts';

const ALLOW: Allow = new Map([
  ['res.partner', ['read', 'create', 'write']],
  ['sale.order', ['read', 'write', 'action_confirm']],
  ['crm.lead', ['methods']],
  ['hr.employee', []],
  ['*', ['read']],
]);

function refusal(model: string, method: string, allow: Allow | undefined = ALLOW): string | undefined {
  try {
    demandAllowed({ name: 'main', ...(allow && { allow }) }, { model, method, args: [], kwargs: {} });
    return undefined;
  } catch (error) {
    assert.ok(error instanceof HookRefused);
    assert.equal(error.code, 'not_allowed');
    return error.message;
  }
}

describe('what a connection allows', () => {
  it('is everything without a list', () => {
    assert.equal(refusal('res.users', 'unlink', new Map([['*', ['unlink']]])), undefined);
    assert.doesNotThrow(() =>
      demandAllowed({ name: 'main' }, { model: 'res.users', method: 'unlink', args: [], kwargs: {} }),
    );
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
    it(`${isAllowed ? 'takes' : 'refuses'} ${method} of ${model}`, () => {
      assert.equal(refusal(model, method) === undefined, isAllowed);
    });
  }

  it('is told with the line that would allow it', () => {
    assert.equal(
      refusal('sale.order', 'load'),
      '`create` of sale.order is not allowed over the connection main; ' +
        '`sale.order: [read, write, action_confirm, create]` under `connections.main.allow` in hookdoo.yaml would allow it',
    );
    assert.match(
      refusal('res.country', 'load') ?? '',
      /`create` and `write` .*`res\.country: \[read, create, write\]`/,
    );
  });
});
