import { didYouMean } from '../../did-you-mean.ts';
import { HookRefused } from '../../errors.ts';
import type { Fields } from '../../odoo/fields.ts';
import type { At } from './fitting.ts';
import { nameInThisVersion } from './renamed.ts';

/** The refusal of a field that the model does not have, with the name that may be meant. */
export function unknownField(model: string, name: string, fields: Fields, { path, placeOf }: At): HookRefused {
  const where = path === model ? '' : `${path}: `;
  return new HookRefused('unknown_field', `${where}${unknownFieldText(model, name, fields)}`, { place: placeOf(name) });
}

/** The sentence that tells it. */
export function unknownFieldText(model: string, name: string, fields: Fields): string {
  const nearest = didYouMean(name, [...fields.keys()]);
  const guess = nameInThisVersion(model, name, fields) ?? (nearest && `\`${nearest}\``);
  return `${model} has no field \`${name}\`${guess === undefined ? '' : `; did you mean ${guess}?`}`;
}
