import { OdooRejected, OdooUnavailable } from '../errors.ts';
import type { Connection } from '../odoo/connection.ts';
import type { JsonObject } from '../odoo/json.ts';
import { readPaths, type WantedRecord } from '../records/read-paths.ts';

/** The Odoos that a hook reads from with `fetch`, by the names of their connections. What it throws names the connection. */
export interface Sources {
  /** The record as nested maps; null when there is none. */
  read(connection: string, wanted: WantedRecord): Promise<JsonObject | null>;
  /** The id of the connection's user. */
  uid(connection: string): Promise<bigint>;
}

/** Reads over open connections. */
export function connectionSources(connectionOf: (name: string) => Connection): Sources {
  return {
    read: (name, wanted) => naming(name, () => readPaths(connectionOf(name), wanted)),
    uid: (name) => naming(name, () => connectionOf(name).uid()),
  };
}

async function naming<T>(connection: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof OdooUnavailable || error instanceof OdooRejected) {
      error.connection = connection;
    }
    throw error;
  }
}
