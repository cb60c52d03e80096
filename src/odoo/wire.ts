import type { OdooCall } from './call.ts';
import type { Json } from './json.ts';

export interface Version {
  major: number;
  /** As Odoo writes it: `19.0`, `saas~17.4`. */
  text: string;
}

/** One way of speaking to Odoo. Each method throws OdooRejected or OdooUnavailable; `timeout` is in milliseconds. */
export interface Wire {
  /** Needs no login and says nothing of the database. */
  version(timeout: number): Promise<Version>;
  /** The id of the connection's user. */
  uid(timeout: number): Promise<bigint>;
  /** Odoo's answer; null from a method that returns nothing. */
  send(call: OdooCall, timeout: number): Promise<Json>;
  close(): void;
}
