import assert from 'node:assert/strict';
import { OdooUnavailable } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { openConnection } from '../../src/odoo/connection.ts';
import type { Json, JsonObject } from '../../src/odoo/json.ts';
import { type Bench, refused } from './target.ts';

const NOWHERE = 99999999n;

interface Refused {
  what: string;
  model: string;
  method: string;
  ids?: bigint[];
  args?: Json[];
  kwargs?: JsonObject;
  /** The exception and its message, alike or by version. */
  said: [string, string | RegExp] | Record<14 | 19, [string, string | RegExp]>;
}

const VALUE_ERROR = 'builtins.ValueError';
const TYPE_ERROR = 'builtins.TypeError';
const VALIDATION_ERROR = 'odoo.exceptions.ValidationError';

function invalidField(model: string): Record<14 | 19, [string, string]> {
  return {
    14: [VALUE_ERROR, `Invalid field 'nope' on model '${model}'`],
    19: [VALUE_ERROR, `Invalid field 'nope' in '${model}'`],
  };
}

function missing(model: string): [string, string] {
  const record = `(Record: ${model}(${NOWHERE},), User: 2)`;
  return ['odoo.exceptions.MissingError', `Record does not exist or has been deleted.\n${record}`];
}

function mandatory(label: string, name: string, model: string): Record<14 | 19, [string, string | RegExp]> {
  return {
    14: [VALIDATION_ERROR, new RegExp(`mandatory field is not set[^]*\\(${model}\\), Field: ${label} \\(${name}\\)$`)],
    19: [
      VALIDATION_ERROR,
      new RegExp(
        `^The operation cannot be completed: Missing required value for the field '.*' \\(${name}\\)\\.\\nModel: .*${model}`,
      ),
    ],
  };
}

const CASES: Refused[] = [
  {
    what: 'a create with an unknown field',
    model: 'res.partner',
    method: 'create',
    args: [{ name: 'x', nope: 1n }],
    said: invalidField('res.partner'),
  },
  {
    what: 'a write of an unknown field',
    model: 'res.partner.category',
    method: 'write',
    ids: [1n],
    args: [{ nope: 1n }],
    said: invalidField('res.partner.category'),
  },
  {
    what: 'a read of an unknown field',
    model: 'res.partner',
    method: 'read',
    ids: [1n],
    args: [['nope']],
    said: { 14: invalidField('res.partner')[14], 19: [VALUE_ERROR, "Invalid field 'nope' on 'res.partner'"] },
  },
  {
    what: 'an order by an unknown field',
    model: 'res.partner',
    method: 'search',
    args: [[]],
    kwargs: { order: 'nope' },
    said: [VALUE_ERROR, "Invalid field 'nope' on model 'res.partner'"],
  },
  {
    what: 'a write to a missing contact',
    model: 'res.partner',
    method: 'write',
    ids: [NOWHERE],
    args: [{ name: 'x' }],
    said: missing('res.partner'),
  },
  {
    what: 'a write to a missing order',
    model: 'sale.order',
    method: 'write',
    ids: [NOWHERE],
    args: [{ client_order_ref: 'x' }],
    said: missing('sale.order'),
  },
  {
    what: 'a deletion of a missing contact',
    model: 'res.partner',
    method: 'unlink',
    ids: [NOWHERE],
    said: missing('res.partner'),
  },
  {
    what: 'a copy of a missing contact',
    model: 'res.partner',
    method: 'copy',
    ids: [NOWHERE],
    said: missing('res.partner'),
  },
  {
    what: 'a confirmation of a missing order',
    model: 'sale.order',
    method: 'action_confirm',
    ids: [NOWHERE],
    said: missing('sale.order'),
  },
  {
    what: 'a message to a missing order',
    model: 'sale.order',
    method: 'message_post',
    ids: [NOWHERE],
    kwargs: { body: 'x' },
    said: missing('sale.order'),
  },
  {
    what: 'a contact without a name',
    model: 'res.partner',
    method: 'create',
    args: [{ email: 'x@y.example' }],
    said: {
      14: [VALIDATION_ERROR, 'res_partner_check_name'],
      19: [VALIDATION_ERROR, /^The operation cannot be completed: Contacts require a name/],
    },
  },
  {
    what: 'a lead without a name',
    model: 'crm.lead',
    method: 'create',
    args: [{}],
    said: mandatory('Opportunity', 'name', 'crm.lead'),
  },
  {
    what: 'an order without a customer',
    model: 'sale.order',
    method: 'create',
    args: [{}],
    said: mandatory('Customer', 'partner_id', 'sale.order'),
  },
  {
    what: 'a line without an order',
    model: 'sale.order.line',
    method: 'create',
    args: [{ name: 'x' }],
    said: mandatory('Order Reference', 'order_id', 'sale.order.line'),
  },
  {
    what: 'a tag emptied of its name',
    model: 'res.partner.category',
    method: 'write',
    ids: [1n],
    args: [{ name: false }],
    said: mandatory('Tag Name', 'name', 'res.partner.category'),
  },
  {
    what: 'a many2one created from a text',
    model: 'res.partner',
    method: 'create',
    args: [{ name: 'x', country_id: 'USA' }],
    said: ['psycopg2.errors.InvalidTextRepresentation', /^invalid input syntax for type integer: "USA"/],
  },
  {
    what: 'an order for a customer given as a text',
    model: 'sale.order',
    method: 'create',
    args: [{ partner_id: 'Acme' }],
    said: ['psycopg2.errors.InvalidTextRepresentation', /^invalid input syntax for type integer: "Acme"/],
  },
  {
    what: 'an order for a customer that is not there',
    model: 'sale.order',
    method: 'create',
    args: [{ partner_id: NOWHERE }],
    said: missing('res.partner'),
  },
  {
    what: 'a private method',
    model: 'res.partner',
    method: '_read',
    ids: [1n],
    said: ['odoo.exceptions.AccessError', /^Private methods \(such as .*_read'?\) cannot be called remotely\.$/],
  },
  {
    what: 'a method that is not there',
    model: 'res.partner',
    method: 'nope',
    ids: [1n],
    said: {
      14: ['builtins.AttributeError', "type object 'res.partner' has no attribute 'nope'"],
      19: ['builtins.AttributeError', "The method 'res.partner.nope' does not exist"],
    },
  },
  {
    what: 'a model that is not there',
    model: 'res.nope',
    method: 'read',
    ids: [1n],
    said: ['odoo.exceptions.UserError', "Object res.nope doesn't exist"],
  },
  {
    what: 'a missing argument',
    model: 'res.partner',
    method: 'write',
    ids: [1n],
    said: [TYPE_ERROR, /write\(\)/],
  },
  {
    what: 'an argument too many',
    model: 'res.partner',
    method: 'write',
    ids: [1n],
    args: [{}, 3n],
    said: [TYPE_ERROR, /write\(\)/],
  },
  {
    what: 'an unknown named argument',
    model: 'res.partner',
    method: 'write',
    ids: [1n],
    args: [{}],
    kwargs: { foo: 1n },
    said: [TYPE_ERROR, /write\(\)/],
  },
  {
    what: 'values that are none',
    model: 'res.partner',
    method: 'create',
    args: ['x'],
    said: ['builtins.AttributeError', /has no attribute 'get'$/],
  },
];

export function faults(bench: () => Bench): void {
  for (const { what, model, method, ids, args = [], kwargs = {}, said } of CASES) {
    it(`${what} is refused`, async () => {
      const call =
        ids === undefined ? bench().call(model, method, args, kwargs) : bench().on(model, ids, method, args, kwargs);

      await refused(call, ...(Array.isArray(said) ? said : bench().by(said)));
    });
  }

  function other(changed: { database?: string; login?: string; password?: string; url?: string }) {
    const settings = { ...bench().connection.settings, ...changed };
    return openConnection(settings, createLog({ level: 'silent', readable: false }));
  }

  it('a wrong login is refused with what to check', async () => {
    const refusal = other({ login: 'nobody' }).check();

    await refused(
      refusal.then(() => null),
      'odoo.exceptions.AccessDenied',
      /^connection contract \(http.*access denied; check its database, login and API key/,
    );
  });

  it('a database that is not there makes it unavailable: it may be restored just now', async () => {
    const isJson2 = bench().connection.settings.protocol === 'json-2';
    const message = isJson2
      ? /url and database$/
      : /database "no-such-database" does not exist; check the database's name$/;

    await assert.rejects(
      other({ database: 'no-such-database' }).check(),
      (error) => error instanceof OdooUnavailable && error.effect === 'none' && message.test(error.message.trim()),
    );
  });

  it('a path where no Odoo answers makes it unavailable', async () => {
    const { url } = bench().connection.settings;

    await assert.rejects(
      other({ url: `${url}/nowhere` }).check(),
      (error) =>
        error instanceof OdooUnavailable && error.effect === 'none' && /check the connection's url/.test(error.message),
    );
  });

  it('the check passes and the user is known', async () => {
    await bench().connection.check();

    assert.equal(await bench().connection.uid(), 2n);
  });
}
