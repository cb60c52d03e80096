import type { HookRefused } from '../../errors.ts';
import type { Fitting } from './fitting.ts';
import { refused } from './refusal.ts';

/** What Odoo alone gives a record (measured on 14 and 19, docs/values.md): what is given for it is dropped, and nothing said. */
const AUTOMATIC = new Set([
  'id',
  'create_date',
  'create_uid',
  'write_date',
  'write_uid',
  '__last_update',
  'parent_path',
]);

/** Ends the sentence that nothing was found, where nothing can be made of what was looked for. */
export const NOT_TO_BE_MADE = 'and none can be made that does: Odoo sets such a value itself';

/** Whether Odoo drops what is given for a field of this name. */
export function isAutomatic(name: string): boolean {
  return AUTOMATIC.has(name);
}

/** The refusal of a value that would be lost. */
export function automatic(fitting: Pick<Fitting, 'name' | 'path' | 'place'>): HookRefused {
  const instead = fitting.name === 'id' ? '; a record is known by an `external_id` or a field of yours' : '';
  return refused('bad_value', `Odoo sets this field itself and drops what it is given${instead}`, fitting);
}
