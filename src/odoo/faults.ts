// What an answer of Odoo's that is no result means. Odoo's exceptions are classed by name: its texts are translated, and its
// codes and HTTP statuses differ between versions.
import { OdooRejected, OdooUnavailable } from '../errors.ts';

/** One of Odoo's exceptions as it comes over either wire. */
export interface Fault {
  /** The Python class with its module, such as `odoo.exceptions.MissingError`. */
  name: string;
  message: string;
  debug?: string | undefined;
}

/** Who was called for what, for messages. It holds no secret. */
export interface Asked {
  /** `connection main (https://odoo.example.com)` */
  connection: string;
  /** `res.partner.create` */
  call: string;
}

/** What answers there is no Odoo that speaks this wire, or has the database; over another wire it may be found. */
export class NotSpoken extends OdooUnavailable {}

const LOGIN_PAUSE = 60_000;

const TRANSIENT = new Set([
  'psycopg2.errors.SerializationFailure',
  'psycopg2.errors.DeadlockDetected',
  'psycopg2.errors.LockNotAvailable',
  'psycopg2.errors.QueryCanceled',
  'psycopg2.errors.AdminShutdown',
  'psycopg2.errors.CrashShutdown',
  'psycopg2.errors.CannotConnectNow',
  'psycopg2.errors.TooManyConnections',
  'psycopg2.InterfaceError',
  'psycopg2.OperationalError',
  'psycopg2.pool.PoolError',
  'odoo.exceptions.ConcurrencyError',
  'odoo.exceptions.LockError',
]);

/** The error for one of Odoo's exceptions. An exception that was answered has been rolled back, so its effect is none. */
export function faultError(asked: Asked, fault: Fault): OdooRejected | OdooUnavailable {
  if (fault.name === 'odoo.exceptions.AccessDenied') {
    return deniedError(asked, fault);
  }
  if (TRANSIENT.has(fault.name)) {
    return new OdooUnavailable(`${asked.connection}, ${asked.call}: ${fault.message.trim()}${hintFor(fault)}`, 'none');
  }
  return new OdooRejected(fault.name, readableMessage(asked, fault), fault.debug);
}

/** Of a database that is not there: it may be misspelt, or be restored just now. */
function hintFor({ name, message }: Fault): string {
  const isMissing = name === 'psycopg2.OperationalError' && message.includes('does not exist');
  return isMissing ? "; check the database's name" : '';
}

function deniedError(asked: Asked, fault: Fault): OdooRejected | OdooUnavailable {
  // The one exception told apart by its text: while Odoo 14 cools down, it refuses correct passwords too.
  if (fault.message.includes('Too many login failures')) {
    const message = `${asked.connection} refuses every login for a minute after too many failed ones`;
    return new OdooUnavailable(message, 'none', { retryAfter: LOGIN_PAUSE });
  }
  return new OdooRejected(fault.name, deniedMessage(asked), fault.debug);
}

/** What to tell when Odoo does not take the login. */
export function deniedMessage(asked: Asked): string {
  return `${asked.connection}: access denied; check its database, login and API key (or password)`;
}

function readableMessage(asked: Asked, fault: Fault): string {
  // A KeyError's whole text is the key: Odoo 19 answers `nope` to a write of an unknown field.
  if (fault.name === 'builtins.KeyError') {
    return `${asked.call}: KeyError: '${fault.message.replaceAll("'", '')}'`;
  }
  return fault.message === '' ? `${asked.call}: ${fault.name}` : fault.message;
}

/** An HTTP answer that is not Odoo's JSON: an error page, a proxy's answer, another site's page. */
export interface ForeignAnswer {
  status: number;
  contentType: string;
  /** The Retry-After header in milliseconds. */
  retryAfter: number | undefined;
  location: string | undefined;
}

/** The error for an answer that is not Odoo's JSON. */
export function foreignError(asked: Asked, answer: ForeignAnswer): OdooRejected | OdooUnavailable {
  const { status } = answer;
  const kind = answer.contentType.split(';')[0] || 'no content type';
  const said = `${asked.connection} answered HTTP ${status} (${kind}) to ${asked.call}`;
  if (status === 413) {
    return new OdooRejected(
      'http.RequestTooLarge',
      `${said}: the call is larger than the server in front of Odoo takes`,
    );
  }
  if (status >= 300 && status < 400) {
    const to = answer.location === undefined ? '' : ` to ${answer.location}`;
    return new OdooUnavailable(`${said}: it redirects${to}; set the connection's url to where Odoo answers`, 'none');
  }
  if (status === 429 || status === 503) {
    const options = answer.retryAfter === undefined ? {} : { retryAfter: answer.retryAfter };
    return new OdooUnavailable(said, 'none', options);
  }
  // Odoo's own 500 page follows a roll-back (Odoo 14 gives no other answer while its database is down or when it serves several).
  if (status === 500) {
    return new OdooUnavailable(`${said}; is its database up, and does Odoo show this one database only?`, 'none');
  }
  if (status > 500 || status === 408 || status === 499) {
    return new OdooUnavailable(said, 'unknown');
  }
  const effect = status < 300 ? 'unknown' : 'none';
  return new NotSpoken(`${said}: this is not Odoo's API; check the connection's url`, effect);
}

/** A call that only reads has done nothing, however it ended. */
export function withoutEffect(error: unknown): unknown {
  if (!(error instanceof OdooUnavailable) || error.effect === 'none') {
    return error;
  }
  return new OdooUnavailable(
    error.message,
    'none',
    error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter },
  );
}
