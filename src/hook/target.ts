import type { Recordset } from '../records/recordset.ts';
import type { Compiler } from './compiler.ts';
import type { Running } from './running.ts';

/** Finds the record(s) of a delivery. Throws HookRefused when the expression gives something else, or names a model that is not allowed. */
export type Target = (running: Running) => Promise<Recordset>;

// What Odoo 17 to 19 fill in for a new hook (`_model`, `_id`), and the keys that Odoo's manual speaks of (`model`, `id`).
const DEFAULT =
  "model.env[payload.get('_model') or payload.get('model')].browse(int(payload.get('_id') or payload.get('id')))";

/** Compiles `target_record`; without one, the default of Odoo's own webhooks stands ready for hooks that use `record`. */
export function compileTarget(
  file: { model: string; models?: string[] | undefined; target_record?: string | undefined },
  compiler: Compiler,
): Target {
  const path = file.target_record === undefined ? [] : ['target_record'];
  const { run, place } = compiler.records(file.target_record ?? DEFAULT, path);
  const allowed = new Set(file.models ?? [file.model]);
  return (running) => running.world.within(allowed, () => running.records(run, place));
}
