import { z } from 'zod';
import { PROTOCOLS } from '../odoo/auto-wire.ts';
import type { ConnectionSettings } from '../odoo/connection.ts';
import type { Json, JsonObject } from '../odoo/json.ts';
import { AllowKey } from './allow-key.ts';
import { duration, httpUrl, wholeNumber } from './setting.ts';

/** The `url` of the small Odoo that is built in. */
export const SANDBOX = 'sandbox';

/** Empty counts as not given, so that `${ODOO_DATABASE:-}` can stand there for the sandbox, which needs none. */
const Access = z
  .string()
  .nullish()
  .transform((text) => (text === '' || text === null ? undefined : text));

const Connection = z
  .strictObject({
    url: httpUrl(SANDBOX).describe(
      'The address of the Odoo server; the word `sandbox` is the small Odoo that is built in.',
    ),
    database: Access.describe("The database's name, as Odoo's login page lists it."),
    login: Access.describe('The login of the Odoo user that Hookdoo works as; its rights are what hooks may do.'),
    api_key: Access.describe('An API key of that user (Preferences, Account Security). Give this or `password`.'),
    password: Access.describe('The password of that user. An API key is better: it can be taken back.'),
    protocol: z
      .enum(PROTOCOLS)
      .prefault('auto')
      .describe(
        'What is spoken with this Odoo. `auto`: JSON-2 where Odoo (19 and later) takes the API key over it, else JSON-RPC.',
      ),
    timeout: duration()
      .prefault('150s')
      .describe('How long one call to Odoo may take. Odoo itself tries a conflicting change again for up to 120 s.'),
    concurrency: wholeNumber(1, 100)
      .prefault(2)
      .describe('Calls to this Odoo under way at once, at most; fewer while it has trouble with them.'),
    context: z
      .custom<JsonObject>(isJsonObject, { error: '`context` must be a map (`key: value` lines)' })
      .meta({ type: 'object' })
      .prefault({})
      .describe("Odoo's context for every call, such as `lang: it_IT`. A hook's own `context` goes over it."),
    allow: AllowKey.optional(),
  })
  .superRefine(checkAccess);

/** Connections by their names. */
export const Connections = z
  .record(z.string(), Connection)
  .refine((connections) => Object.keys(connections).length > 0, { error: '`connections` must name at least one' })
  .transform((connections) => {
    const settings = Object.entries(connections).map(([name, connection]): [string, ConnectionSettings] => {
      const { url, database = SANDBOX, login = SANDBOX, protocol, timeout, concurrency, context, allow } = connection;
      const password = connection.api_key ?? connection.password ?? SANDBOX;
      const access = { name, url, database, login, password, protocol };
      return [name, { ...access, timeout, concurrency, context, ...(allow && { allow }) }];
    });
    return new Map(settings);
  });

type Given = Record<'url', string> & Record<'database' | 'login' | 'api_key' | 'password', string | undefined>;

function checkAccess(given: Given, ctx: z.RefinementCtx): void {
  const { url, database, login, api_key, password } = given;
  const add = (key: keyof Given, message: string) => ctx.addIssue({ code: 'custom', path: [key], message });
  if (url === SANDBOX) {
    const known = Object.entries({ database, login, api_key, password }).find(
      ([, text]) => (text ?? SANDBOX) !== SANDBOX,
    );
    if (known !== undefined) {
      add('url', `\`url\` is \`${SANDBOX}\` although \`${known[0]}\` is given: give the address of your Odoo`);
    }
    return;
  }
  if (database === undefined) {
    add('database', '`database` is missing: give the name of the database');
  }
  if (login === undefined) {
    add('login', '`login` is missing: give the login of the Odoo user');
  }
  if (api_key === undefined && password === undefined) {
    add('api_key', '`api_key` is missing: give an API key of the user, or a `password`');
  }
  if (api_key !== undefined && password !== undefined) {
    add('password', 'give `api_key` or `password`, not both');
  }
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isJson);
}

function isJson(value: unknown): value is Json {
  if (Array.isArray(value)) {
    return value.every(isJson);
  }
  return value === null || ['boolean', 'bigint', 'number', 'string'].includes(typeof value) || isJsonObject(value);
}
