import assert from 'node:assert/strict';
import { OdooRejected, OdooUnavailable } from '../../../src/errors.ts';
import type { OdooCall } from '../../../src/odoo/call.ts';
import type { Json } from '../../../src/odoo/json.ts';
import { isLostRace, loadOutcome } from '../../../src/odoo/load-answer.ts';

const call: OdooCall = { model: 'res.partner', method: 'load', args: [['id'], [['a.b']]], kwargs: {} };

function outcome(answer: Json): unknown {
  try {
    return loadOutcome(call, answer);
  } catch (error) {
    return error;
  }
}

describe('the answer of load', () => {
  it('is what it is when there are ids', () => {
    const answer = { ids: [7n], messages: [{ type: 'warning', message: 'Several found' }], nextrow: 0n };

    assert.deepEqual(outcome(answer), answer);
  });

  it('is a refusal, with the fields, when there are none', () => {
    const messages = [
      {
        type: 'error',
        field: 'country_id',
        message: "No matching record found for database id '9' in field 'Country'",
      },
      { type: 'error', message: 'Contacts require a name\n', field: false },
      { type: 'error', message: 'Contacts require a name' },
      { type: 'warning', message: 'not told' },
    ];

    const error = outcome({ ids: false, messages });

    assert.ok(error instanceof OdooRejected);
    assert.deepEqual(
      [error.code, error.message],
      [
        'validation_error',
        "res.partner.country_id: No matching record found for database id '9' in field 'Country'; Contacts require a name",
      ],
    );
    assert.ok(!isLostRace(error));
  });

  for (const message of [
    'could not serialize access due to concurrent update\n',
    'deadlock detected\nDETAIL:  Process 1 waits for ShareLock on transaction 2',
    'could not obtain lock on row in relation "res_partner"',
  ]) {
    it(`is a lost race: ${message.split('\n')[0]}`, () => {
      assert.ok(isLostRace(outcome({ ids: false, messages: [{ type: 'error', message }] })));
    });
  }

  it('is a lost race too when it made nothing and says nothing', () => {
    assert.ok(isLostRace(outcome({ ids: [], messages: [] })));
  });

  it('leaves it open what was done when it is no such answer', () => {
    const error = outcome(true);

    assert.ok(error instanceof OdooUnavailable && error.effect === 'unknown');
  });
});
