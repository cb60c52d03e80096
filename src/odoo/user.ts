import type { Rpc } from './call.ts';
import { isObject, type Json } from './json.ts';
import { singleFlight } from './single-flight.ts';

/** The connection's user, as far as values depend on it. */
export interface User {
  /** The company it works in. */
  company: bigint | undefined;
  /** Its time zone, such as `Europe/Brussels`. */
  zone: string | undefined;
}

const LIFE_TIME = 10 * 60_000;

/** Reads the connection's user and keeps it for ten minutes. What it gives throws OdooRejected and OdooUnavailable. */
export function createUserCache(rpc: Rpc, uid: () => Promise<bigint>): () => Promise<User> {
  const flight = singleFlight<User>();
  let kept: { user: User; until: number } | undefined;
  return async () => {
    if (kept === undefined || performance.now() > kept.until) {
      const user = await flight('', () => loadUser(rpc, uid));
      kept = { user, until: performance.now() + LIFE_TIME };
    }
    return kept.user;
  };
}

async function loadUser(rpc: Rpc, uid: () => Promise<bigint>): Promise<User> {
  const ids = [await uid()];
  const args: Json[] = [['tz', 'company_id']];
  const rows = await rpc({ model: 'res.users', method: 'read', ids, args, kwargs: { load: null } });
  const [row] = Array.isArray(rows) ? rows : [];
  const { tz, company_id } = isObject(row) ? row : {};
  return {
    company: typeof company_id === 'bigint' ? company_id : undefined,
    zone: typeof tz === 'string' && tz !== '' ? tz : undefined,
  };
}
