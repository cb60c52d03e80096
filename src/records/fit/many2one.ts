import { Dict } from '../../expression/dict.ts';
import type { Value } from '../../expression/value.ts';
import type { Json } from '../../odoo/json.ts';
import { Records } from '../records.ts';
import { idByText } from './by-text.ts';
import type { Fitting } from './fitting.ts';
import { idByMap, isRecordMap } from './record-map.ts';
import { misfit } from './refusal.ts';
import { checkCountryOf, STATE } from './state.ts';
import { isTaxRate, TAX, taxByRate } from './tax.ts';

/** The id of one record of the field's model; false for none. */
export function fitMany2one(value: Value, fitting: Fitting): Json {
  const id = idOf(value, fitting) ?? false;
  if (fitting.field.relation === STATE && typeof id === 'bigint' && typeof value !== 'string') {
    checkCountryOf(id, fitting);
  }
  return id;
}

/** The id of the record that a value names; undefined for none. Throws HookRefused for what names none, or several. */
export function idOf(value: Value, fitting: Fitting): bigint | undefined {
  const { relation = '' } = fitting.field;
  if (relation === TAX && isTaxRate(value)) {
    return taxByRate(value, fitting);
  }
  if (value === null || value === false || (typeof value === 'string' && value.trim() === '')) {
    return undefined;
  }
  if (typeof value === 'bigint' || typeof value === 'number') {
    return asId(value, fitting);
  }
  if (value instanceof Records && value.model === relation && value.ids.length <= 1) {
    return value.ids[0];
  }
  if (typeof value === 'string') {
    return idByText(value.trim(), fitting);
  }
  if (value instanceof Dict && isRecordMap(value)) {
    return idByMap(value, fitting);
  }
  throw misfit(value, wanted(relation), fitting);
}

/** A number as an id. A record that a dry run only pretends to make has a negative one. */
function asId(value: bigint | number, fitting: Fitting): bigint {
  const id = typeof value === 'bigint' ? value : Number.isSafeInteger(value) ? BigInt(value) : 0n;
  if (id === 0n) {
    throw misfit(
      value,
      `${wanted(fitting.field.relation ?? '')}; ${value === 0n ? '0 is the id of none' : ''}`,
      fitting,
    );
  }
  return id;
}

function wanted(relation: string): string {
  return `one ${relation} record, its id, its name, \`{find: {…}}\` or \`{external_id: …}\``;
}
