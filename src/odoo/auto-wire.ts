import { OdooRejected, OdooUnavailable } from '../errors.ts';
import type { Log } from '../log.ts';
import type { OdooCall } from './call.ts';
import { NotSpoken } from './faults.ts';
import type { Json } from './json.ts';
import { NamesRefused } from './json-2/signature.ts';
import { createJson2Wire } from './json-2/wire.ts';
import { createJsonRpcWire } from './json-rpc.ts';
import { singleFlight } from './single-flight.ts';
import { timeLeft } from './time-left.ts';
import type { Version, Wire, WireSettings } from './wire.ts';

/** Which wire a connection speaks; `auto` finds out. */
export const PROTOCOLS = ['auto', 'json-rpc', 'json-2'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** The first Odoo that speaks JSON-2. */
const JSON_2_SINCE = 19;
/** How long it may take to find out what Odoo speaks, out of the time of the call that needs it, in milliseconds. */
const DECISION = 10_000;

/** The wire that the settings ask for; `auto` when they do not say. Nothing is sent before the first call. */
export function openWire(settings: WireSettings & { protocol?: Protocol }, log: Log): Wire {
  switch (settings.protocol) {
    case 'json-rpc':
      return createJsonRpcWire(settings);
    case 'json-2':
      return createJson2Wire(settings);
    default:
      return new AutoWire(settings, log);
  }
}

/**
 * JSON-2 where Odoo speaks it and takes the password as an API key, else JSON-RPC. Decided with the first call, and anew after Odoo was
 * away: it may come back upgraded. What cannot be said over JSON-2 goes over JSON-RPC while Odoo still speaks that.
 */
class AutoWire implements Wire {
  readonly #jsonRpc: Wire;
  readonly #json2: Wire;
  readonly #tell: (wire: Wire, version: Version) => void;
  readonly #deciding = singleFlight<Wire>();
  /** Found by a decision that did not come to its end. */
  #seen: Version | undefined;
  #chosen: Wire | undefined;
  #told: Wire | undefined;

  constructor(settings: WireSettings, log: Log) {
    this.#jsonRpc = createJsonRpcWire(settings);
    this.#json2 = createJson2Wire(settings);
    this.#tell = (wire, { text }) => {
      const protocol: Protocol = wire === this.#json2 ? 'json-2' : 'json-rpc';
      log.info({ connection: settings.name, odoo: text, protocol }, 'connected to odoo');
    };
  }

  version(timeout: number): Promise<Version> {
    return this.#watching(() => this.#version(timeout));
  }

  uid(timeout: number): Promise<bigint> {
    return this.#watching(async () => (await this.#wire(timeout)).uid(timeout));
  }

  send(call: OdooCall, timeout: number): Promise<Json> {
    const left = timeLeft(timeout);
    return this.#watching(async () => this.#sendOver(await this.#wire(timeout), call, left()));
  }

  close(): void {
    this.#jsonRpc.close();
    this.#json2.close();
  }

  /** Runs `work`; when it fails so that Odoo may come back as another, or no longer takes the key, the next call decides anew. */
  async #watching<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const isDenied = error instanceof OdooRejected && error.exceptionName === 'AccessDenied';
      if (error instanceof OdooUnavailable || isDenied) {
        this.#chosen = undefined;
      }
      throw error;
    }
  }

  async #wire(timeout: number): Promise<Wire> {
    const brief = Math.min(timeout, DECISION);
    return this.#chosen ?? (await this.#deciding(`${brief}`, () => this.#decide(brief)));
  }

  async #decide(timeout: number): Promise<Wire> {
    const version = this.#seen ?? (await this.#version(timeout));
    this.#seen = version;
    const isJson2 = version.major >= JSON_2_SINCE && (await this.#takesKey(timeout));
    const wire = isJson2 ? this.#json2 : this.#jsonRpc;
    this.#chosen = wire;
    this.#seen = undefined;
    if (this.#told !== wire) {
      this.#told = wire;
      this.#tell(wire, version);
    }
    return wire;
  }

  async #version(timeout: number): Promise<Version> {
    try {
      return await this.#jsonRpc.version(timeout);
    } catch (error) {
      if (!isOtherwise(error)) {
        throw error;
      }
      return await this.#json2.version(timeout).catch(() => {
        throw error;
      });
    }
  }

  /** Whether Odoo takes the login over JSON-2; false when only over JSON-RPC. When over neither, what JSON-RPC says is thrown: it tells why. */
  async #takesKey(timeout: number): Promise<boolean> {
    try {
      await this.#json2.uid(timeout);
      return true;
    } catch (error) {
      if (!isOtherwise(error)) {
        throw error;
      }
      await unlessNotSpoken(error, () => this.#jsonRpc.uid(timeout));
      return false;
    }
  }

  async #sendOver(wire: Wire, call: OdooCall, timeout: number): Promise<Json> {
    const left = timeLeft(timeout);
    try {
      return await wire.send(call, timeout);
    } catch (error) {
      if (!(error instanceof NamesRefused)) {
        throw error;
      }
      return await unlessNotSpoken(error, () => this.#jsonRpc.send(call, left()));
    }
  }
}

/** Whether the other wire may fare better. */
function isOtherwise(error: unknown): error is OdooRejected | NotSpoken {
  return error instanceof NotSpoken || error instanceof OdooRejected;
}

/** What JSON-RPC gives; throws `first` where the server does not speak it. */
async function unlessNotSpoken<T>(first: Error, overJsonRpc: () => Promise<T>): Promise<T> {
  try {
    return await overJsonRpc();
  } catch (error) {
    throw error instanceof NotSpoken && error.effect === 'none' ? first : error;
  }
}
