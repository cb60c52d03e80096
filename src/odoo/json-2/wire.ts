import { z } from 'zod';
import { OdooRejected, OdooUnavailable } from '../../errors.ts';
import type { OdooCall } from '../call.ts';
import { faultError } from '../faults.ts';
import type { Json, JsonObject } from '../json.ts';
import { timeLeft } from '../time-left.ts';
import { describeConnection, type Version, type Wire, type WireSettings } from '../wire.ts';
import { createCatalogue } from './catalogue.ts';
import { noMethod, noModel } from './faults.ts';
import { createJson2Http, type Json2Http } from './http.ts';
import { createJson2Login } from './login.ts';
import { createNames } from './names.ts';
import { bodyOf, NamesRefused, nameOf } from './signature.ts';

const VersionAnswer = z.object({ version_info: z.array(z.unknown()).min(1), version: z.string() });

/** How long the catalogue may take to tell the names of arguments, in milliseconds. */
const LOOK_UP = 10_000;

/**
 * The wire of Odoo 19 on: `POST /json/2/<model>/<method>` with an API key and named arguments. `send` throws NamesRefused where the names
 * of arguments given by position cannot be found.
 */
export function createJson2Wire(settings: WireSettings): Wire {
  const connection = describeConnection(settings);
  const http = createJson2Http(settings, connection);
  const send = createSender(http);
  const login = createJson2Login(http, settings);

  return {
    uid: (timeout) => login.uid(timeout),
    async version(timeout) {
      return readVersion(connection, await http.get('/web/version', 'its version', timeout));
    },
    async send(call, timeout) {
      checkNames(connection, call);
      try {
        return await send(call, timeout);
      } catch (error) {
        if (error instanceof OdooRejected && error.exceptionName === 'AccessDenied') {
          login.forget();
        }
        throw error;
      }
    },
    close: () => http.close(),
  };
}

/** Sends calls with what is known of the names of their arguments, and when Odoo refuses the names once more with better ones. */
function createSender(http: Json2Http): Wire['send'] {
  const page = (model: string, timeout: number) =>
    http.get(`/doc-bearer/${model}.json`, `the methods of ${model}`, Math.min(timeout, LOOK_UP));
  const names = createNames(createCatalogue(page));
  return async (call, timeout) => {
    const left = timeLeft(timeout);
    const say = async (body: JsonObject) => asOneId(call, await http.call(call, body, left()));
    const signature = names.known(call);
    if (signature === undefined) {
      return await say(bodyOf(call, await names.ask(call, left())));
    }
    const body = bodyOf(call, signature);
    try {
      return await say(body);
    } catch (error) {
      if (!(error instanceof NamesRefused)) {
        throw error;
      }
      return await say(bodyOf(call, await names.better(call, { signature, error }, left())));
    }
  };
}

/** Names become part of the URL. What is no name at all is answered as JSON-RPC would, without asking. */
function checkNames(connection: string, call: OdooCall): void {
  const asked = { connection, call: nameOf(call) };
  if (!/^\w+(\.\w+)*$/.test(call.model)) {
    throw faultError(asked, noModel(call));
  }
  if (!/^\w+$/.test(call.method)) {
    throw faultError(asked, noMethod(call));
  }
}

/** `create` of one record gives one id over JSON-RPC and a list over JSON-2. */
function asOneId({ method, args, kwargs }: OdooCall, answer: Json): Json {
  const values = args[0] ?? kwargs.vals_list;
  const isOne = method === 'create' && typeof values === 'object' && values !== null && !Array.isArray(values);
  return isOne && Array.isArray(answer) && answer.length === 1 ? (answer[0] ?? null) : answer;
}

function readVersion(connection: string, answer: Json): Version {
  const parsed = VersionAnswer.safeParse(answer);
  // `19`, or `saas~19` before the minor number.
  const major = /\d+/.exec(String(parsed.data?.version_info[0]))?.[0];
  if (!parsed.success || major === undefined) {
    throw new OdooUnavailable(`${connection} gave no version; check the connection's url`, 'none');
  }
  return { major: Number(major), text: parsed.data.version };
}
