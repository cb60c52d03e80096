import assert from 'node:assert/strict';
import { OdooRejected, OdooUnavailable } from '../../../src/errors.ts';
import type { OdooCall } from '../../../src/odoo/call.ts';
import type { Field } from '../../../src/odoo/fields.ts';
import type { Json, JsonObject } from '../../../src/odoo/json.ts';
import { namingAbsent } from '../../../src/records/absent-record.ts';

const FIELD = { string: '', required: false, readonly: false, store: true, searchable: true } as const;

function field(type: string, relation?: string): Field {
  return { ...FIELD, type, relation, depends: false, company_dependent: false };
}

const FIELDS = new Map([
  [
    'x.order',
    new Map([
      ['number', field('integer')],
      ['partner_id', field('many2one', 'x.partner')],
      ['tag_ids', field('many2many', 'x.tag')],
      ['line_ids', field('one2many', 'x.line')],
    ]),
  ],
  ['x.line', new Map([['partner_id', field('many2one', 'x.partner')]])],
]);

const MISSING = new OdooRejected(
  'odoo.exceptions.MissingError',
  'Record does not exist or has been deleted.',
  'Traceback',
);

/** The error that comes of a refused call, where the records below 100 are there; and the models that were asked. */
async function named(
  values: Json,
  { method = 'create', error = MISSING as Error, search = undefined as Error | undefined } = {},
): Promise<{ error: unknown; asked: string[] }> {
  const asked: string[] = [];
  const send = async ({ model, args }: OdooCall): Promise<Json> => {
    asked.push(model);
    if (search !== undefined) {
      throw search;
    }
    const [[[, , ids]]] = args as [[[string, string, bigint[]]]];
    return ids.filter((id) => id < 100n);
  };
  const call = { model: 'x.order', method, args: [values], kwargs: {} };
  return { error: await namingAbsent(call, error, { knownFields: (model) => FIELDS.get(model), send }), asked };
}

describe('a refusal for want of a record', () => {
  const cases: [string, JsonObject, string][] = [
    ['partner_id', { number: 500n, partner_id: 500n }, 'x.order.partner_id: there is no x.partner record 500'],
    ['a list of ids', { tag_ids: [[6n, 0n, [1n, 500n]]] }, 'x.order.tag_ids[1]: there is no x.tag record 500'],
    [
      'a link',
      {
        tag_ids: [
          [4n, 1n, 0n],
          [4n, 500n],
        ],
      },
      'x.order.tag_ids[1]: there is no x.tag record 500',
    ],
    [
      'a line',
      {
        partner_id: 1n,
        line_ids: [
          [0n, 0n, { partner_id: 2n }],
          [1n, 3n, { partner_id: 500n }],
        ],
      },
      'x.order.line_ids[1].partner_id: there is no x.partner record 500',
    ],
  ];
  for (const [what, values, message] of cases) {
    for (const method of ['create', 'write']) {
      it(`names ${what} of a ${method}`, async () => {
        const { error } = await named(values, { method });

        assert.ok(error instanceof OdooRejected);
        assert.equal(error.message, `${message} that the connection's user can see`);
        assert.deepEqual([error.code, error.debug], ['missing_error', 'Traceback']);
      });
    }
  }

  it('stays as it is where all are there, and each model is asked once', async () => {
    const lines: Json = [
      [0n, 0n, { partner_id: 2n }],
      [5n, 0n, 0n],
    ];

    const { error, asked } = await named({ partner_id: 1n, tag_ids: [[6n, 0n, [1n]]], line_ids: lines, more: 5n });

    assert.deepEqual([error, asked], [MISSING, ['x.partner', 'x.tag']]);
  });

  it('stays as it is where Odoo does not tell whether they are there', async () => {
    for (const search of [new OdooRejected('odoo.exceptions.AccessError', 'no'), new OdooUnavailable('away', 'none')]) {
      assert.equal((await named({ partner_id: 500n }, { search })).error, MISSING);
    }
  });

  it('is not looked into for other calls and other errors', async () => {
    const others = [
      await named({ partner_id: 500n }, { method: 'unlink' }),
      await named([7n]),
      await named({ partner_id: 500n }, { error: new OdooRejected('odoo.exceptions.AccessError', 'no') }),
      await named({ partner_id: 500n }, { error: new OdooUnavailable('away', 'unknown') }),
    ];

    assert.deepEqual(
      others.map(({ asked }) => asked),
      [[], [], [], []],
    );
  });
});
