import { HookRefused, type Place } from '../errors.ts';
import type { Json } from '../odoo/json.ts';
import { idsOf } from '../records/created.ts';
import type { Environment } from '../records/environment.ts';
import type { Recordset } from '../records/recordset.ts';

/** What to do when several records match. */
export type Many = 'fail' | 'first';

/** The first record that a domain finds, or none. Throws HookRefused when there are several and `many` is fail. */
export async function findOne(
  env: Environment,
  model: string,
  domain: Json[],
  many: Many,
  place: Place,
): Promise<Recordset> {
  const answer = await env.world.send({
    model,
    method: 'search',
    args: [domain],
    kwargs: { limit: many === 'fail' ? 2n : 1n, order: 'id' },
  });
  const ids = idsOf(answer);
  if (ids.length > 1) {
    throw new HookRefused(
      'many_records',
      `several ${model} records match (${ids.join(', ')}, perhaps more); \`many: first\` would take the first`,
      { place },
    );
  }
  return env.records(model, ids);
}
