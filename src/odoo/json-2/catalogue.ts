import { z } from 'zod';
import { BoundedMap } from '../../bounded-map.ts';
import { OdooRejected } from '../../errors.ts';
import { NotSpoken } from '../faults.ts';
import type { Json } from '../json.ts';
import { singleFlight } from '../single-flight.ts';
import type { Signature } from './signature.ts';

/** What Odoo's `/doc-bearer/<model>.json` says of the methods of models. */
export interface Catalogue {
  /** The methods of a model that was asked for before. */
  known(model: string): Methods | undefined;
  /** Undefined where Odoo does not tell: its user is not in the group for it, or the method is hidden. Throws OdooUnavailable. */
  find(model: string, method: string, timeout: number): Promise<Signature | undefined>;
}

type Methods = ReadonlyMap<string, Signature>;

const Parameter = z.object({ kind: z.string().optional() });
const Method = z.object({ parameters: z.record(z.string(), Parameter), api: z.array(z.string()).default([]) });
const Page = z.object({ methods: z.record(z.string(), Method) });

const LIFE_TIME = 60 * 60_000;
/** A page that was refused may be there soon: Odoo answers 404 to all while its database is down. */
const REFUSED_FOR = 60_000;
const MODELS_KEPT = 50;

/** Keeps the catalogue's pages of the models last asked for, for an hour. `load` gets one page. */
export function createCatalogue(load: (model: string, timeout: number) => Promise<Json>): Catalogue {
  const kept = new BoundedMap<{ methods: Methods; until: number }>(MODELS_KEPT);
  const flight = singleFlight<Methods>();

  function known(model: string): Methods | undefined {
    const page = kept.get(model);
    return page === undefined || page.until < performance.now() ? undefined : page.methods;
  }

  async function methodsOf(model: string, timeout: number): Promise<Methods> {
    const methods = await loadMethods(() => load(model, timeout));
    const lifeTime = methods.size > 0 ? LIFE_TIME : REFUSED_FOR;
    kept.set(model, { methods, until: performance.now() + lifeTime });
    return methods;
  }

  return {
    known,
    async find(model, method, timeout) {
      const methods = known(model) ?? (await flight(model, () => methodsOf(model, timeout)));
      return methods.get(method);
    },
  };
}

async function loadMethods(load: () => Promise<Json>): Promise<Methods> {
  try {
    const { data } = Page.safeParse(await load());
    return new Map(Object.entries(data?.methods ?? {}).map(([name, method]) => [name, signatureOf(method)]));
  } catch (error) {
    const isDenied = error instanceof OdooRejected && error.exceptionName === 'AccessDenied';
    if (!isDenied && (error instanceof OdooRejected || error instanceof NotSpoken)) {
      return new Map();
    }
    throw error;
  }
}

// Odoo leaves `kind` out where it is POSITIONAL_OR_KEYWORD.
function signatureOf({ parameters, api }: z.output<typeof Method>): Signature {
  const entries = Object.entries(parameters);
  const end = entries.findIndex(([, { kind }]) => kind !== undefined);
  const named = end === -1 ? entries : entries.slice(0, end);
  return { onRecords: !api.includes('model'), parameters: named.map(([name]) => name) };
}
