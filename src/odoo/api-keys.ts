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

const KEYS = { model: 'res.users.apikeys', args: [] };
const EXPIRY = 'expiration_date';

/**
 * The keys of the wire's user that expire, the soonest first; none where Odoo does not tell. Which one the wire uses cannot be known: Odoo
 * keeps only its hash. Throws OdooUnavailable.
 */
export async function expiringKeys(wire: Wire, timeout: number): Promise<ExpiringKey[]> {
  try {
    const fields = await wire.send({ ...KEYS, method: 'fields_get', kwargs: { allfields: [EXPIRY] } }, timeout);
    // Keys of Odoo 14 do not expire.
    if (!Object.hasOwn(Object(fields), EXPIRY)) {
      return [];
    }
    const domain = [
      ['user_id', '=', await wire.uid(timeout)],
      [EXPIRY, '!=', false],
      // Keys for other uses than RPC have a scope of their own.
      ['scope', 'in', [false, 'rpc']],
    ];
    const kwargs = { domain, fields: ['name', EXPIRY], order: EXPIRY };
    const rows = await wire.send({ ...KEYS, method: 'search_read', kwargs }, timeout);
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
