import { z } from 'zod';
import { OdooRejected } from '../errors.ts';
import type { Wire } from './wire.ts';

/** An API key that Odoo will no longer take one day. */
export interface ExpiringKey {
  /** What its user called it. */
  name: string;
  expiresAt: Date;
}

const Rows = z.array(z.object({ name: z.string(), expiration_date: z.string() }));

/** The first Odoo that could let keys expire; before, the field is not there. */
const EXPIRY_SINCE = 17;

/**
 * The keys of the wire's user that expire, the soonest first; none where Odoo does not tell. Which one the wire uses cannot be known: Odoo
 * keeps only its hash. Throws OdooUnavailable.
 */
export async function expiringKeys(wire: Wire, timeout: number): Promise<ExpiringKey[]> {
  try {
    if ((await wire.version(timeout)).major < EXPIRY_SINCE) {
      return [];
    }
    const domain = [
      ['user_id', '=', await wire.uid(timeout)],
      ['expiration_date', '!=', false],
      // Keys for other uses than RPC have a scope of their own.
      ['scope', 'in', [false, 'rpc']],
    ];
    const kwargs = { domain, fields: ['name', 'expiration_date'], order: 'expiration_date' };
    const rows = await wire.send({ model: 'res.users.apikeys', method: 'search_read', args: [], kwargs }, timeout);
    return (Rows.safeParse(rows).data ?? []).map((row) => ({
      name: row.name,
      expiresAt: new Date(`${row.expiration_date.replace(' ', 'T')}Z`),
    }));
  } catch (error) {
    if (error instanceof OdooRejected) {
      return [];
    }
    throw error;
  }
}
