import { z } from 'zod';
import { OdooRejected, OdooUnavailable } from '../../errors.ts';
import { deniedMessage } from '../faults.ts';
import { singleFlight } from '../single-flight.ts';
import { describeConnection, type WireSettings } from '../wire.ts';
import { canStandInHeaders, type Json2Http } from './http.ts';

/** Whose the API key is. */
export interface Json2Login {
  /** The id of the user; throws OdooRejected when Odoo does not take the key, or it is not of the user that the settings name. */
  uid(timeout: number): Promise<bigint>;
  /** The next time Odoo is asked again. */
  forget(): void;
}

const ContextAnswer = z.object({ uid: z.bigint() });
const LoginAnswer = z.tuple([z.object({ login: z.string() })]);
const USERS = { model: 'res.users', args: [], kwargs: {} };

/** Asks Odoo once; what it told before a failure is kept. */
export function createJson2Login(http: Json2Http, settings: WireSettings): Json2Login {
  const connection = describeConnection(settings);
  const flight = singleFlight<bigint>();
  let owner: bigint | undefined;
  let isOurs = false;

  async function lookUp(timeout: number): Promise<bigint> {
    const denied = () =>
      new OdooRejected('odoo.exceptions.AccessDenied', deniedMessage({ connection, call: 'res.users.context_get' }));
    if (!canStandInHeaders(settings)) {
      throw denied();
    }
    const uid = owner ?? (await readOwner(http, connection, timeout));
    owner = uid;
    // The key alone decides who works here; JSON-RPC refuses a key that is not of this login.
    const read = await http.call({ ...USERS, method: 'read' }, { ids: [uid], fields: ['login'] }, timeout);
    if (LoginAnswer.safeParse(read).data?.[0].login !== settings.login) {
      throw denied();
    }
    isOurs = true;
    return uid;
  }

  return {
    async uid(timeout) {
      return isOurs && owner !== undefined ? owner : await flight(`${timeout}`, () => lookUp(timeout));
    },
    forget() {
      owner = undefined;
      isOurs = false;
    },
  };
}

async function readOwner(http: Json2Http, connection: string, timeout: number): Promise<bigint> {
  const context = ContextAnswer.safeParse(await http.call({ ...USERS, method: 'context_get' }, {}, timeout));
  if (!context.success) {
    throw new OdooUnavailable(`${connection} did not tell its user; check the connection's url`, 'none');
  }
  return context.data.uid;
}
