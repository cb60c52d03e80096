import { OdooUnavailable } from '../errors.ts';
import type { Log } from '../log.ts';
import type { OdooCall, Rpc } from './call.ts';
import { createFieldsCache, type Fields } from './fields.ts';
import type { Json, JsonObject } from './json.ts';
import { createJsonRpcWire } from './json-rpc.ts';
import { createKeptAnswers, type KeptAnswers } from './kept-answers.ts';
import { createLanes, type Lanes } from './lanes.ts';
import { loadOutcome } from './load-answer.ts';
import { createSlots } from './slots.ts';
import type { Version } from './wire.ts';

/** An Odoo server + database + user. */
export interface ConnectionSettings {
  name: string;
  url: string;
  database: string;
  login: string;
  /** A password or an API key. */
  password: string;
  /** Milliseconds one call may take. */
  timeout: number;
  /** Calls under way at once. */
  concurrency: number;
  /** The context of every call; a call's own context goes over it. */
  context: JsonObject;
}

/** Each method throws OdooRejected or OdooUnavailable. */
export interface Connection {
  readonly settings: ConnectionSettings;
  rpc: Rpc;
  readonly lanes: Lanes;
  readonly kept: KeptAnswers;
  /** The server's version, kept until Odoo was away; says nothing of the database. */
  version(): Promise<Version>;
  /** The id of the connection's user. */
  uid(): Promise<bigint>;
  /** The fields of a model, kept for some minutes. */
  fields(model: string): Promise<Fields>;
  forgetFields(model: string): Promise<void>;
  /** Comes back when Odoo, its database and the login all work; waits ten seconds at most and for no other call. */
  check(): Promise<void>;
  /** Cuts the calls under way; later ones throw OdooUnavailable. */
  close(): Promise<void>;
}

const CHECK_TIMEOUT = 10_000;

/** Opens a connection; nothing is sent before the first call. */
export function openConnection(settings: ConnectionSettings, log: Log): Connection {
  const { timeout, concurrency } = settings;
  // One socket more than calls, so that a check is not held up by them.
  const wire = createJsonRpcWire({ ...settings, sockets: concurrency + 1 });
  const slots = createSlots(concurrency);
  const rpc: Rpc = (call) =>
    slots.run(async () => {
      await call.onSend?.();
      return await send(withContext(call));
    });
  const fields = createFieldsCache(rpc);
  let knownVersion: Version | undefined;

  async function send(call: OdooCall): Promise<Json> {
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
      log.debug({ connection: settings.name, call: `${call.model}.${call.method}`, ms }, 'odoo called');
    }
  }

  function withContext(call: OdooCall): OdooCall {
    const own = call.kwargs.context;
    const context = { ...settings.context, ...(isObject(own) ? own : {}) };
    return Object.keys(context).length === 0 ? call : { ...call, kwargs: { ...call.kwargs, context } };
  }

  return {
    settings,
    rpc,
    lanes: createLanes(timeout),
    kept: createKeptAnswers(),
    async version() {
      knownVersion ??= await wire.version(timeout);
      return knownVersion;
    },
    uid: () => wire.uid(timeout),
    fields: (model) => fields.get(model),
    forgetFields: (model) => fields.forget(model),
    async check() {
      const brief = Math.min(timeout, CHECK_TIMEOUT);
      const domain = [['id', '=', await wire.uid(brief)]];
      await wire.send({ model: 'res.users', method: 'search_count', args: [domain], kwargs: {} }, brief);
    },
    async close() {
      wire.close();
    },
  };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
