import assert from 'node:assert/strict';
import type { Delivery, Settlement } from '../../../src/deliveries/delivery.ts';
import {
  ConfigError,
  HookRefused,
  OdooRejected,
  OdooUnavailable,
  RequestError,
  ServiceUnavailable,
} from '../../../src/errors.ts';
import { DEFAULT_RETRY } from '../../../src/hook/retry-key.ts';
import { endingFor, settlementFor } from '../../../src/work/retry.ts';

const place = { file: 'hooks/a.yaml', line: 3, column: 5 };

function rejected(exception: string): OdooRejected {
  const error = new OdooRejected(exception, 'No!', 'Traceback');
  error.place = place;
  return error;
}

describe('what an error makes of a delivery', () => {
  const cases: [string, unknown, Settlement][] = [
    [
      'a bad request is rejected',
      new RequestError(400, 'invalid_json', 'not JSON'),
      { state: 'rejected', code: 'invalid_json', reason: 'not JSON' },
    ],
    [
      'a refusal of the hook fails, with the line that refused',
      new HookRefused('no_record', 'none', { place }),
      { state: 'failed', code: 'no_record', reason: 'hooks/a.yaml:3:5: none' },
    ],
    [
      'a refusal of Odoo fails, with the line, without the traceback',
      rejected('odoo.exceptions.ValidationError'),
      { state: 'failed', code: 'validation_error', reason: 'hooks/a.yaml:3:5: No!' },
    ],
    [
      'an Odoo that is away for too long fails',
      new OdooUnavailable('connection main: ECONNREFUSED', 'none'),
      { state: 'failed', code: 'odoo_unavailable', reason: 'connection main: ECONNREFUSED' },
    ],
    [
      'another server that is away for too long fails',
      new ServiceUnavailable('https://api.example.com/7 answered HTTP 503'),
      { state: 'failed', code: 'service_unavailable', reason: 'https://api.example.com/7 answered HTTP 503' },
    ],
    [
      'a fault of the configuration fails',
      new ConfigError([{ ...place, message: 'no' }]),
      { state: 'failed', code: 'configuration', reason: 'hooks/a.yaml:3:5: no' },
    ],
    [
      'anything else fails as our own fault',
      new TypeError('x is not a function'),
      { state: 'failed', code: 'internal', reason: 'a fault of Hookdoo itself: x is not a function' },
    ],
  ];
  for (const [what, error, settlement] of cases) {
    it(what, () => {
      assert.deepEqual(settlementFor(error), settlement);
    });
  }

  it('waits for another server, at least as long as that asks for', () => {
    const delivery = { failures: 0, firstFailedAt: undefined } as Delivery;
    const error = new ServiceUnavailable('busy', { retryAfter: 3_600_000 });

    const ending = endingFor(error, delivery, DEFAULT_RETRY, 1000);

    assert.deepEqual(ending, { state: 'waiting', code: 'service_unavailable', reason: 'busy', nextAt: 3_601_000 });
  });
});
