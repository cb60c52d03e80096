import { OdooUnavailable } from '../errors.ts';
import type { Log } from '../log.ts';
import { type Allow, demandAllowed } from './allow.ts';
import { type ExpiringKey, expiringKeys } from './api-keys.ts';
import { openWire, type Protocol } from './auto-wire.ts';
import type { OdooCall, Rpc } from './call.ts';
import { Circuit } from './circuit.ts';
import { createFieldsCache, type Fields } from './fields.ts';
import { Pool } from './joining/pool.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { createKeptAnswers, type KeptAnswers } from './kept-answers.ts';
import { createLanes, type Lanes } from './lanes.ts';
import { loadOutcome } from './load-answer.ts';
import { Slots } from './slots.ts';
import { createUserCache, type User } from './user.ts';
import type { Version, Wire } from './wire.ts';

/** An Odoo server + database + user. */
export interface ConnectionSettings {
  name: string;
  url: string;
  database: string;
  login: string;
  /** A password or an API key. */
  password: string;
  /** Default `auto`. */
  protocol?: Protocol;
  /** Milliseconds one call may take. */
  timeout: number;
  /** Calls under way at once, at most. */
  concurrency: number;
  /** The context of every call; a call's own context goes over it. */
  context: JsonObject;
  /** What may be done; everything where it is left out. */
  allow?: Allow;
}

/** Each method throws OdooRejected or OdooUnavailable. */
export interface Connection {
  readonly settings: ConnectionSettings;
  /** Throws HookRefused too, for a call that is not allowed. */
  rpc: Rpc;
  /** Throws HookRefused for a call that is not allowed. */
  demandAllowed(call: OdooCall): Promise<void>;
  readonly lanes: Lanes;
  readonly kept: KeptAnswers;
  /** The server's version, kept until Odoo was away; says nothing of the database. */
  version(): Promise<Version>;
  /** The id of the connection's user. */
  uid(): Promise<bigint>;
  /** The connection's user, kept for some minutes. */
  user(): Promise<User>;
  /** The fields of a model, kept for some minutes. */
  fields(model: string): Promise<Fields>;
  forgetFields(model: string): Promise<void>;
  /** Comes back when Odoo, its database and the login all work; waits ten seconds at most and for no other call. */
  check(): Promise<void>;
  /** The API keys of the connection's user that expire, as far as Odoo tells; like a check it waits for no other call. */
  expiringKeys(): Promise<ExpiringKey[]>;
  /** Cuts the calls under way; later ones throw OdooUnavailable. */
  close(): Promise<void>;
}

const CHECK_TIMEOUT = 10_000;

/** Opens a connection; nothing is sent before the first call. */
export function openConnection(settings: ConnectionSettings, log: Log): Connection {
  const { timeout, concurrency } = settings;
  // One socket more than calls, so that a check is not held up by them.
  const wire = openWire({ ...settings, sockets: concurrency + 1 }, log);
  const circuit = new Circuit((error) => pool.fail(error));
  const pool = new Pool({ send, slots: new Slots(concurrency), circuit });
  // What the connection itself must know is not held against `allow`.
  const rpc: Rpc = (call) => pool.rpc(withContext(call));
  const fields = createFieldsCache(rpc);
  const uid = () => circuit.ask(() => wire.uid(timeout));
  let knownVersion: Version | undefined;

  async function send(call: OdooCall, together: number): Promise<Json> {
    const started = performance.now();
    try {
      const answer = await wire.send(call, timeout);
      return call.again === 'at_once' ? loadOutcome(call, answer) : answer;
    } catch (error) {
      if (error instanceof OdooUnavailable) {
        // What was away may come back upgraded.
        knownVersion = undefined;
      }
      throw error;
    } finally {
      const ms = Math.round(performance.now() - started);
      log.debug({ connection: settings.name, call: `${call.model}.${call.method}`, together, ms }, 'odoo called');
    }
  }

  function withContext(call: OdooCall): OdooCall {
    const own = call.kwargs.context;
    const context = { ...settings.context, ...(isObject(own) ? own : {}) };
    return Object.keys(context).length === 0 ? call : { ...call, kwargs: { ...call.kwargs, context } };
  }

  return {
    settings,
    lanes: createLanes(timeout),
    kept: createKeptAnswers(),
    async rpc(call) {
      await demandAllowed(settings, call, (model) => fields.get(model));
      return await rpc(call);
    },
    demandAllowed: (call) => demandAllowed(settings, call, (model) => fields.get(model)),
    async version() {
      knownVersion ??= await circuit.ask(() => wire.version(timeout));
      return knownVersion;
    },
    uid,
    user: createUserCache(rpc, uid),
    fields: (model) => fields.get(model),
    forgetFields: (model) => fields.forget(model),
    check: () => circuit.check(() => callBriefly(wire, Math.min(timeout, CHECK_TIMEOUT))),
    expiringKeys: () => circuit.ask(() => expiringKeys(wire, Math.min(timeout, CHECK_TIMEOUT))),
    async close() {
      pool.fail(new OdooUnavailable(`connection ${settings.name}: the connection was closed`, 'none'));
      wire.close();
    },
  };
}

/** A call that needs Odoo, its database and the login, and next to no time. */
async function callBriefly(wire: Wire, timeout: number): Promise<void> {
  const domain = [['id', '=', await wire.uid(timeout)]];
  await wire.send({ model: 'res.users', method: 'search_count', args: [domain], kwargs: {} }, timeout);
}
