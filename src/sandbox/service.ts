import type { Json, JsonObject } from '../odoo/json.ts';
import { isObject } from './change.ts';
import type { Database } from './database.ts';
import { Fault, typeError, userError } from './fault.ts';
import { bind, methodOf } from './method.ts';
import { MODELS } from './models.ts';

export const DATABASE = 'sandbox';
export const LOGIN = 'admin';
export const PASSWORD = 'admin';
const UID = 2n;

/** Answers one JSON-RPC request, its faults included. A call that fails changes nothing. */
export function answer(db: Database, asked: JsonObject): JsonObject {
  const envelope = { jsonrpc: '2.0', id: asked.id ?? null };
  try {
    const result = db.transaction(() => dispatch(db, isObject(asked.params) ? asked.params : {}));
    return result === undefined ? envelope : { ...envelope, result };
  } catch (error) {
    const { exception, message } = error instanceof Fault ? error : new Fault('sandbox.Error', String(error));
    const debug = `Traceback (most recent call last):\n${exception}: ${message}\n`;
    const data = { name: exception, message, arguments: [message], context: {}, debug };
    return { ...envelope, error: { code: 0n, message: 'Odoo Server Error', data } };
  }
}

function dispatch(db: Database, { service, method, args }: JsonObject): Json | undefined {
  const list = Array.isArray(args) ? args : [];
  switch (`${service}.${method}`) {
    case 'common.version':
      return {
        server_version: '19.0',
        server_version_info: [19n, 0n, 0n, 'final', 0n, ''],
        server_serie: '19.0',
        protocol_version: 1n,
      };
    case 'common.login':
    case 'common.authenticate':
      checkDatabase(list[0]);
      return list[1] === LOGIN && list[2] === PASSWORD ? UID : false;
    case 'object.execute_kw':
      return execute(db, list);
    default:
      throw new Fault('builtins.KeyError', String(service));
  }
}

function checkDatabase(name: Json | undefined): void {
  if (name !== DATABASE) {
    const message = `connection to server on socket "sandbox" failed: FATAL:  database "${name}" does not exist\n`;
    throw new Fault('psycopg2.OperationalError', message);
  }
}

function execute(db: Database, [database, uid, password, model, name, args, kwargs]: Json[]): Json | undefined {
  checkDatabase(database);
  if (String(uid) !== String(UID) || password !== PASSWORD) {
    throw new Fault('odoo.exceptions.AccessDenied', 'Access Denied');
  }
  if (typeof model !== 'string' || MODELS[model] === undefined) {
    throw userError(`Object ${model} doesn't exist`);
  }
  const method = methodOf(model, String(name));
  const positional = Array.isArray(args) ? [...args] : [];
  const { context, ...named } = isObject(kwargs) ? kwargs : {};
  const ids = method.records ? takeIds(positional) : [];
  const env = { db, context: isObject(context) ? context : {} };
  return method.run(env, model, bind(`${model}.${name}`, method.parameters, positional, named), ids);
}

function takeIds(args: Json[]): Json[] {
  if (args.length === 0) {
    throw new Fault('builtins.IndexError', 'list index out of range');
  }
  const ids = args.shift() ?? false;
  if (ids === true) {
    throw typeError("'bool' object is not iterable");
  }
  return Array.isArray(ids) ? ids : ids === false ? [] : [ids];
}
