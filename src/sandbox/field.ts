import type { Json } from '../odoo/json.ts';

/** A field as `fields_get` describes it, and what the sandbox does with it. */
export interface SandboxField {
  type: string;
  string: string;
  required: boolean;
  readonly: boolean;
  /** False where Odoo keeps the value on another model, or computes it. */
  store: boolean;
  relation?: string;
  relation_field?: string;
  selection?: [string, string][];
  default?: Json;
  /** Decimals a float is rounded to. */
  digits?: number;
  /** False where `copy` leaves the field out. */
  copy?: boolean;
  /** What becomes of a record that names a deleted one; else refused when required, emptied when not. */
  ondelete?: 'cascade';
}
type Options = Partial<SandboxField>;

function kind(type: string, always: Options = {}) {
  return (string: string, options: Options = {}): SandboxField => {
    return { type, string, required: false, readonly: false, store: true, ...always, ...options };
  };
}

export const required: Options = { required: true };
export const readonly: Options = { readonly: true };
export const unstored: Options = { store: false };
export const uncopied: Options = { copy: false };

export const char = kind('char');
export const text = kind('text');
export const html = kind('html');
export const binary = kind('binary');
export const date = kind('date');
export const datetime = kind('datetime');
export const boolean = kind('boolean', { default: false });
export const integer = kind('integer', { default: 0n });
export const float = kind('float', { default: 0 });
export const monetary = kind('monetary', { default: 0, digits: 2 });
/** The id of a record whose model another field names. */
export const reference = kind('many2one_reference', { default: 0n });

export function selection(string: string, choices: Record<string, string>, options?: Options): SandboxField {
  return kind('selection')(string, { selection: Object.entries(choices), ...options });
}

export function many2one(string: string, relation: string, options?: Options): SandboxField {
  return kind('many2one')(string, { relation, ...options });
}

export function many2many(string: string, relation: string): SandboxField {
  return kind('many2many')(string, { relation });
}

export function one2many(string: string, relation: string, relation_field: string, copy = false): SandboxField {
  return kind('one2many')(string, { relation, relation_field, copy });
}
