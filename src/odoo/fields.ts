import { Keyv, KeyvMemoryAdapter } from 'keyv';
import { z } from 'zod';
import { OdooRejected } from '../errors.ts';
import { BoundedMap } from './bounded-map.ts';
import type { Rpc } from './call.ts';
import type { Json } from './json.ts';
import { singleFlight } from './single-flight.ts';

// Odoo's own modules write `readonly=1` here and there.
function flag(absent: boolean) {
  return z.union([z.boolean(), z.bigint()]).default(absent).transform(Boolean);
}

const Field = z.object({
  /** Odoo's field type: `char`, `many2one`, `selection` … */
  type: z.string(),
  /** The label. */
  string: z.string().default(''),
  required: flag(false),
  readonly: flag(false),
  store: flag(true),
  /** The other model of a many2one, one2many or many2many. */
  relation: z.string().optional(),
  /** The many2one that a one2many mirrors. */
  relation_field: z.string().optional(),
  /** A selection's values with their labels. */
  selection: z.array(z.tuple([z.unknown().transform(String), z.string()])).optional(),
  company_dependent: flag(false),
  /** To how many digits behind the point Odoo rounds a float; undefined where it says nothing of it (false, 0). */
  digits: z
    .unknown()
    .transform((digits) => (Array.isArray(digits) && typeof digits[1] === 'bigint' ? Number(digits[1]) : undefined))
    .optional(),
});
export type Field = z.infer<typeof Field>;
const FieldsAnswer = z.record(z.string(), Field);

/** The fields of one model by name. */
export type Fields = ReadonlyMap<string, Field>;

const ATTRIBUTES = Object.keys(Field.shape);
const LIFE_TIME = 10 * 60_000;
const MODELS_KEPT = 200;

export interface FieldsCache {
  get(model: string): Promise<Fields>;
  forget(model: string): Promise<void>;
}

/** Keeps what `fields_get` said of the models last asked for, for ten minutes. */
export function createFieldsCache(rpc: Rpc): FieldsCache {
  const kept = new Keyv<Fields>({
    store: new KeyvMemoryAdapter(new BoundedMap(MODELS_KEPT)),
    serialization: false,
    ttl: LIFE_TIME,
  });
  const flight = singleFlight<Fields>();
  return {
    get: (model) =>
      flight(model, async () => {
        const known = await kept.get(model);
        if (known !== undefined) {
          return known;
        }
        const fields = await loadFields(rpc, model);
        await kept.set(model, fields);
        return fields;
      }),
    async forget(model) {
      await kept.delete(model);
    },
  };
}

async function loadFields(rpc: Rpc, model: string): Promise<Fields> {
  const answer: Json = await rpc({ model, method: 'fields_get', args: [], kwargs: { attributes: ATTRIBUTES } });
  const parsed = FieldsAnswer.safeParse(answer);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new OdooRejected(
      'odoo.UnreadableAnswer',
      `fields_get of ${model} gave ${issue?.path.join('.')}: ${issue?.message}`,
    );
  }
  return new Map(Object.entries(parsed.data));
}
