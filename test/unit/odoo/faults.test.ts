import assert from 'node:assert/strict';
import { OdooRejected, OdooUnavailable } from '../../../src/errors.ts';
import { faultError, foreignError } from '../../../src/odoo/faults.ts';

const asked = { connection: 'connection main (http://odoo)', call: 'res.partner.create' };

describe('an exception of Odoo', () => {
  const transient = [
    ['psycopg2.errors.SerializationFailure', 'could not serialize access due to concurrent update'],
    ['psycopg2.errors.DeadlockDetected', 'deadlock detected'],
    ['psycopg2.errors.LockNotAvailable', 'could not obtain lock'],
    ['psycopg2.InterfaceError', 'connection already closed'],
    ['psycopg2.OperationalError', 'could not connect: No such file or directory'],
    ['odoo.exceptions.ConcurrencyError', 'busy'],
    ['odoo.exceptions.LockError', 'locked'],
  ];
  for (const [name = '', message = ''] of transient) {
    it(`${name} passes, and Odoo did nothing`, () => {
      const error = faultError(asked, { name, message });

      assert.ok(error instanceof OdooUnavailable);
      assert.equal(error.effect, 'none');
      assert.equal(error.message, `connection main (http://odoo), res.partner.create: ${message}`);
    });
  }

  const final = [
    ['odoo.exceptions.ValidationError', 'A name is needed'],
    ['odoo.exceptions.UserError', 'No'],
    ['odoo.exceptions.AccessError', 'Not allowed'],
    ['odoo.exceptions.MissingError', 'Record does not exist or has been deleted.'],
    ['odoo.exceptions.RedirectWarning', 'See elsewhere'],
    ['builtins.ValueError', "Invalid field 'nope'"],
    ['psycopg2.errors.InvalidTextRepresentation', 'invalid input syntax'],
    ['odoo.addons.base.models.ir_actions.ServerActionWithWarningsError', 'warned'],
    ['some.thing.New', 'new'],
  ];
  for (const [name = '', message = ''] of final) {
    it(`${name} is final and keeps its words`, () => {
      const error = faultError(asked, { name, message, debug: 'Traceback' });

      assert.ok(error instanceof OdooRejected);
      assert.deepEqual([error.exception, error.message, error.debug], [name, message, 'Traceback']);
    });
  }

  it('is classed by its name, not by a translated text', () => {
    const error = faultError(asked, { name: 'psycopg2.errors.SerializationFailure', message: 'accès concurrent' });

    assert.ok(error instanceof OdooUnavailable);
  });

  it('about a database that does not exist passes, as one that is restored does, and says what to check', () => {
    const error = faultError(asked, {
      name: 'psycopg2.OperationalError',
      message: 'FATAL:  database "x" does not exist\n',
    });

    assert.ok(error instanceof OdooUnavailable && error.effect === 'none');
    assert.match(error.message, /database "x" does not exist; check the database's name$/);
  });

  it('AccessDenied names the connection and what to check', () => {
    const error = faultError(asked, { name: 'odoo.exceptions.AccessDenied', message: 'Access Denied' });

    assert.ok(error instanceof OdooRejected);
    assert.equal(error.exceptionName, 'AccessDenied');
    assert.match(
      error.message,
      /^connection main \(http:\/\/odoo\): access denied; check its database, login and API key/,
    );
  });

  it('too many failed logins pass after a minute', () => {
    const message = 'Too many login failures, please wait a bit before trying again.';
    const error = faultError(asked, { name: 'odoo.exceptions.AccessDenied', message });

    assert.ok(error instanceof OdooUnavailable);
    assert.deepEqual([error.effect, error.retryAfter], ['none', 60_000]);
  });

  it('a KeyError says that it is one', () => {
    const error = faultError(asked, { name: 'builtins.KeyError', message: 'nope' });

    assert.equal(error.message, "res.partner.create: KeyError: 'nope'");
  });
});

describe('an answer that is not Odoo’s', () => {
  const cases: [number, 'none' | 'unknown'][] = [
    [200, 'unknown'],
    [302, 'none'],
    [401, 'none'],
    [404, 'none'],
    [429, 'none'],
    [500, 'none'],
    [502, 'unknown'],
    [503, 'none'],
    [504, 'unknown'],
  ];
  for (const [status, effect] of cases) {
    it(`with status ${status} leaves the effect ${effect}`, () => {
      const answer = { status, contentType: 'text/html', retryAfter: undefined, location: undefined };

      const error = foreignError(asked, answer);

      assert.ok(error instanceof OdooUnavailable);
      assert.equal(error.effect, effect);
      assert.match(error.message, new RegExp(`HTTP ${status} \\(text/html\\)`));
    });
  }

  it('with status 413 is final', () => {
    const answer = { status: 413, contentType: '', retryAfter: undefined, location: undefined };

    assert.ok(foreignError(asked, answer) instanceof OdooRejected);
  });
});
