import { BoundedMap } from '../../bounded-map.ts';
import type { OdooCall } from '../call.ts';
import type { Catalogue } from './catalogue.ts';
import { ownMethod } from './methods.ts';
import { NamesRefused, nameOf, type Signature } from './signature.ts';

/** Finds the names of arguments that stand by position. */
export interface Names {
  /** What can be told without asking Odoo. */
  known(call: OdooCall): Signature | undefined;
  /** What to try when Odoo refused the names; throws NamesRefused when there is nothing better. */
  better(call: OdooCall, refused: { signature: Signature; error: NamesRefused }, timeout: number): Promise<Signature>;
  /** What Odoo's catalogue says; throws NamesRefused when it says nothing. */
  ask(call: OdooCall, timeout: number): Promise<Signature>;
}

const LEARNED_KEPT = 1_000;

/** The names that are known of Odoo's own methods, those of the catalogue, and what Odoo's refusals teach. */
export function createNames(catalogue: Catalogue): Names {
  const learned = new BoundedMap<Signature>(LEARNED_KEPT);

  return {
    known({ model, method, ids, args }) {
      const named =
        learned.get(`${model}.${method}`) ?? catalogue.known(model)?.get(method) ?? ownMethod(model, method);
      // Without other arguments there is nothing to name: `action_confirm` on orders.
      return named ?? (ids !== undefined && args.length === 0 ? { onRecords: true, parameters: [] } : undefined);
    },
    async better(call, { signature, error }, timeout) {
      const renamed = renamedArgument(call, signature, error);
      if (renamed !== undefined) {
        const taught = { ...signature, parameters: [renamed] };
        learned.set(nameOf(call), taught);
        return taught;
      }
      learned.delete(nameOf(call));
      const found = await catalogue.find(call.model, call.method, timeout);
      if (found === undefined || isSame(found, signature)) {
        throw error;
      }
      return found;
    },
    async ask(call, timeout) {
      const found = await catalogue.find(call.model, call.method, timeout);
      if (found === undefined) {
        const isTold = (catalogue.known(call.model)?.size ?? 0) > 0;
        throw new NamesRefused('odoo.UnnamedArguments', unnamed(call, isTold));
      }
      return found;
    },
  };
}

/**
 * The name that an override gave to the only argument: Odoo refuses `write(vals)` with "missing a required argument: 'values'" then. Its
 * catalogue shows the method that is overridden and not the override.
 */
function renamedArgument(
  call: OdooCall,
  { onRecords, parameters }: Signature,
  error: NamesRefused,
): string | undefined {
  const isOnIds = call.ids === undefined && onRecords;
  const given = call.args.length - (isOnIds ? 1 : 0);
  const name = /missing a required argument: '(\w+)'$/.exec(error.message)?.[1];
  return given === 1 && name !== undefined && !parameters.includes(name) ? name : undefined;
}

function isSame(one: Signature, other: Signature): boolean {
  return one.onRecords === other.onRecords && one.parameters.join() === other.parameters.join();
}

/** `isTold`: whether Odoo tells of the model's other methods. */
function unnamed(call: OdooCall, isTold: boolean): string {
  const why = isTold
    ? `Odoo's catalogue of ${call.model} has no such method`
    : 'this Odoo does not tell the names to the connection\'s user (its group "Technical Documentation" may see them)';
  return `${nameOf(call)}: JSON-2 takes arguments by name only, and ${why}: give them as \`kwargs\` instead of \`args\``;
}
