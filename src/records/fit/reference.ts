import { Dict } from '../../expression/dict.ts';
import type { Value } from '../../expression/value.ts';
import type { Json } from '../../odoo/json.ts';
import { Records } from '../records.ts';
import type { Fitting } from './fitting.ts';
import { misfit } from './refusal.ts';

const WANTED = "a record, `{model: res.partner, id: 3}`, or 'res.partner,3'";

/** A reference field's text, such as `res.partner,3`. */
export function fitReference(value: Value, fitting: Fitting): Json {
  if (value instanceof Records && value.ids.length === 0) {
    return false;
  }
  const [, model, id] = /^([a-z][a-z0-9_.]*),(\d+)$/.exec(textOf(value)) ?? [];
  if (model === undefined || id === undefined) {
    throw misfit(value, WANTED, fitting);
  }
  const models = (fitting.field.selection ?? []).map(([name]) => name);
  if (models.length > 0 && !models.includes(model)) {
    throw misfit(value, `a record of ${models.slice(0, 20).join(', ')}`, fitting);
  }
  return `${model},${id}`;
}

function textOf(value: Value): string {
  if (typeof value === 'string') {
    return value;
  }
  if (value instanceof Records) {
    return value.ids.length === 1 ? `${value.model},${value.ids[0]}` : '';
  }
  if (value instanceof Dict && value.size === 2) {
    const [model, id] = [value.get('model'), value.get('id')];
    return typeof model === 'string' && typeof id === 'bigint' ? `${model},${id}` : '';
  }
  return '';
}
