import { z } from 'zod';
import { isRead, type OdooCall } from '../call.ts';
import { type Asked, type Fault, faultError, foreignError, NotSpoken, withoutEffect } from '../faults.ts';
import { createHttpClient, type HttpAnswer } from '../http-client.ts';
import { type Json, type JsonObject, parseJson, writeJson } from '../json.ts';
import type { WireSettings } from '../wire.ts';
import { asOverJsonRpc, WRONG_ARGUMENTS } from './faults.ts';
import { NamesRefused, nameOf } from './signature.ts';

/** Odoo's JSON-2 as plain requests and answers. Each method throws OdooRejected or OdooUnavailable. */
export interface Json2Http {
  /** Throws NamesRefused when Odoo did not take the names of the arguments. */
  call(call: OdooCall, body: JsonObject, timeout: number): Promise<Json>;
  /** A page of JSON; `what` names it in messages. */
  get(path: string, what: string, timeout: number): Promise<Json>;
  close(): void;
}

const ErrorAnswer = z.object({ name: z.string(), message: z.string().default(''), debug: z.string().optional() });

/** Whether a database and a key can stand in the headers of JSON-2; what cannot is a password. */
export function canStandInHeaders({ database, password }: WireSettings): boolean {
  return /^[\x20-\x7e]+$/.test(database + password);
}

/** `connection` names the connection in messages. */
export function createJson2Http(settings: WireSettings, connection: string): Json2Http {
  const { url, sockets, database, password } = settings;
  const access = { Authorization: `Bearer ${password}`, 'X-Odoo-Database': database };
  const http = createHttpClient(url, sockets, canStandInHeaders(settings) ? access : {});
  return {
    async call(call, body, timeout) {
      const asked = { connection, call: nameOf(call) };
      try {
        const answer = await http.post(`/json/2/${call.model}/${call.method}`, writeJson(body), asked, timeout);
        return readResult(asked, answer, call);
      } catch (error) {
        throw isRead(call) ? withoutEffect(error) : error;
      }
    },
    async get(path, what, timeout) {
      const asked = { connection, call: what };
      try {
        return readResult(asked, await http.get(path, asked, timeout));
      } catch (error) {
        throw withoutEffect(error);
      }
    },
    close: () => http.close(),
  };
}

/** `call`: what was called, where it was a method. */
function readResult(asked: Asked, answer: HttpAnswer, call?: OdooCall): Json {
  const body = answer.contentType.startsWith('application/json') ? parseAnswer(answer.text) : undefined;
  if (body !== undefined && answer.status === 200) {
    return body;
  }
  const fault = ErrorAnswer.safeParse(body);
  if (fault.success) {
    throw refusal(asked, fault.data, call);
  }
  if (answer.status === 404) {
    const what = `answered HTTP 404 to ${asked.call}: no such database is up there, or it speaks no JSON-2 (Odoo 19 and later)`;
    throw new NotSpoken(`${asked.connection} ${what}; check the connection's url and database`, 'none');
  }
  throw foreignError(asked, answer);
}

function refusal(asked: Asked, fault: Fault, call: OdooCall | undefined): Error {
  if (call === undefined) {
    return faultError(asked, fault);
  }
  const same = asOverJsonRpc(call, fault);
  return fault.name === WRONG_ARGUMENTS
    ? new NamesRefused(same.name, same.message, same.debug)
    : faultError(asked, same);
}

function parseAnswer(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
