import { z } from 'zod';
import { OdooRejected, OdooUnavailable } from '../errors.ts';
import { isRead } from './call.ts';
import { type Asked, deniedMessage, type Fault, faultError, foreignError, withoutEffect } from './faults.ts';
import { createHttpClient, type HttpAnswer } from './http-client.ts';
import { type Json, parseJson, writeJson } from './json.ts';
import { singleFlight } from './single-flight.ts';
import { describeConnection, positionsOf, type Version, type Wire, type WireSettings } from './wire.ts';

interface Question extends Asked {
  /** Whether the call may change something in Odoo. */
  changes: boolean;
}

const VersionAnswer = z.object({ server_serie: z.string(), server_version: z.string() });
const ErrorAnswer = z.object({
  message: z.string().default(''),
  data: z
    .object({ name: z.string().optional(), message: z.string().optional(), debug: z.string().optional() })
    .optional(),
});

/** The wire of every Odoo up to 21: `POST /jsonrpc` with a password or an API key in each call. */
export function createJsonRpcWire(settings: WireSettings): Wire {
  const http = createHttpClient(settings.url, settings.sockets);
  const connection = describeConnection(settings);
  const login = singleFlight<bigint>();
  let knownUid: bigint | undefined;

  async function ask(asked: Question, service: string, method: string, args: Json[], timeout: number): Promise<Json> {
    const body = writeJson({ jsonrpc: '2.0', method: 'call', id: 1n, params: { service, method, args } });
    try {
      return readResult(asked, await http.post('/jsonrpc', body, asked, timeout));
    } catch (error) {
      throw asked.changes ? error : withoutEffect(error);
    }
  }

  async function lookUpUid(timeout: number): Promise<bigint> {
    const asked = { connection, call: 'common.authenticate', changes: false };
    const { database, login, password } = settings;
    const answer = await ask(asked, 'common', 'authenticate', [database, login, password, {}], timeout);
    if (typeof answer !== 'bigint') {
      throw new OdooRejected('odoo.exceptions.AccessDenied', deniedMessage(asked));
    }
    knownUid = answer;
    return answer;
  }

  async function uid(timeout: number): Promise<bigint> {
    return knownUid ?? (await login(`${timeout}`, () => lookUpUid(timeout)));
  }

  return {
    uid,
    async version(timeout) {
      const asked = { connection, call: 'common.version', changes: false };
      return readVersion(asked, await ask(asked, 'common', 'version', [], timeout));
    },
    async send(call, timeout) {
      const { model, method, kwargs } = call;
      const asked = { connection, call: `${model}.${method}`, changes: !isRead(call) };
      const args = [settings.database, await uid(timeout), settings.password, model, method, positionsOf(call), kwargs];
      try {
        return await ask(asked, 'object', 'execute_kw', args, timeout);
      } catch (error) {
        if (error instanceof OdooRejected && error.exceptionName === 'AccessDenied') {
          knownUid = undefined;
        }
        throw error;
      }
    },
    close: () => http.close(),
  };
}

function readResult(asked: Asked, answer: HttpAnswer): Json {
  // Odoo answers 200 to everything; another status is a page, a proxy's answer or a wrong path.
  const body = answer.status === 200 ? parseAnswer(answer.text) : null;
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw foreignError(asked, answer);
  }
  if (body.error !== undefined && body.error !== null) {
    throw faultError(asked, readFault(body.error));
  }
  if (body.jsonrpc === undefined) {
    throw foreignError(asked, answer);
  }
  return body.result ?? null;
}

function parseAnswer(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

function readFault(error: Json): Fault {
  const parsed = ErrorAnswer.safeParse(error);
  if (!parsed.success) {
    return { name: 'odoo.UnnamedError', message: writeJson(error).slice(0, 500) };
  }
  const { message, data } = parsed.data;
  return { name: data?.name ?? 'odoo.UnnamedError', message: data?.message ?? message, debug: data?.debug };
}

function readVersion(asked: Asked, answer: Json): Version {
  const parsed = VersionAnswer.safeParse(answer);
  const major = /\d+/.exec(parsed.data?.server_serie ?? '')?.[0];
  if (!parsed.success || major === undefined) {
    throw new OdooUnavailable(`${asked.connection} gave no version; check the connection's url`, 'none');
  }
  return { major: Number(major), text: parsed.data.server_version };
}
