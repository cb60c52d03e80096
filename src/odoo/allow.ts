import { HookRefused } from '../errors.ts';
import { isRead, type OdooCall } from './call.ts';
import type { Fields } from './fields.ts';
import { nestedChanges } from './nested-changes.ts';

/** What of each model may be done: operations, and names of methods; `*` stands for the models that are not named. */
export type Allow = ReadonlyMap<string, readonly string[]>;

/** What is told of a model that has no list of its own. */
export const ANY_MODEL = '*';
/** The operations that have a word of their own. */
export const OPERATIONS = ['read', 'create', 'write', 'unlink', 'methods'] as const;

const OPERATIONS_OF: ReadonlyMap<string, readonly string[]> = new Map([
  ['create', ['create']],
  ['copy', ['create']],
  ['name_create', ['create']],
  ['write', ['write']],
  ['unlink', ['unlink']],
  ['load', ['create', 'write']],
]);

/** The operations that a method of any model needs; a method that is not known needs its own name. */
export function operationsOf(method: string): readonly string[] {
  return isRead({ method }) ? ['read'] : (OPERATIONS_OF.get(method) ?? [method]);
}

/** A connection, as far as what is allowed over it is concerned. */
export interface Allowing {
  name: string;
  allow?: Allow;
}

/** Why the connection does not allow operations on a model, with the line that would; undefined where it does. */
export function refusalOf({ name, allow }: Allowing, model: string, wanted: readonly string[]): string | undefined {
  const allowed = allow?.get(model) ?? allow?.get(ANY_MODEL) ?? [];
  const missing = wanted.filter((operation) => !covers(allowed, operation));
  if (allow === undefined || missing.length === 0) {
    return undefined;
  }
  const line = `${model}: [${[...allowed, ...missing].join(', ')}]`;
  return (
    `\`${missing.join('` and `')}\` of ${model} is not allowed over the connection ${name}; ` +
    `\`${line}\` under \`connections.${name}.allow\` in hookdoo.yaml would allow it`
  );
}

/**
 * Throws HookRefused unless the connection allows the call, and what its values change in other models. Lines are a part of their record,
 * unless their model has a list of its own. Fields and external ids may be looked up in any case.
 */
export async function demandAllowed(
  connection: Allowing,
  call: OdooCall,
  fieldsOf: (model: string) => Promise<Fields>,
): Promise<void> {
  const { model, method } = call;
  const { allow } = connection;
  if (
    allow === undefined ||
    method === 'fields_get' ||
    (model === 'ir.model.data' && method === 'check_object_reference')
  ) {
    return;
  }
  refuse(refusalOf(connection, model, operationsOf(method)));
  for (const nested of await nestedChanges(call, fieldsOf)) {
    if (!nested.isLine || allow.has(nested.model)) {
      refuse(refusalOf(connection, nested.model, [nested.operation]));
    }
  }
}

function refuse(refusal: string | undefined): void {
  if (refusal !== undefined) {
    throw new HookRefused('not_allowed', refusal);
  }
}

function covers(allowed: readonly string[], operation: string): boolean {
  const hasWord = OPERATIONS.some((word) => word === operation);
  return allowed.includes(operation) || (!hasWord && allowed.includes('methods'));
}
