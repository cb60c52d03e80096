import { str } from '../../expression/repr.ts';
import type { Value } from '../../expression/value.ts';
import type { Json } from '../../odoo/json.ts';
import type { Fitting } from './fitting.ts';
import { NotAChoice } from './not-a-choice.ts';
import { misfit, refused, shown } from './refusal.ts';

const MOST_LISTED = 20;

/** One of the values of a selection, given as such or by its label, whose case does not matter. */
export function fitSelection(value: Value, fitting: Fitting): Json {
  const { selection } = fitting.field;
  if (typeof value !== 'string' && typeof value !== 'bigint') {
    throw misfit(value, `one of ${listed(selection ?? [])}`, fitting);
  }
  const text = str(value).trim();
  if (selection === undefined || selection.some(([choice]) => choice === text)) {
    return text;
  }
  const label = text.toLowerCase();
  const found = selection.filter(([, name]) => name.trim().toLowerCase() === label);
  const [choice] = found;
  if (choice === undefined) {
    throw new NotAChoice(misfit(value, `one of ${listed(selection)}`, fitting));
  }
  if (found.length > 1) {
    const values = found.map(([one]) => one).join(', ');
    throw refused('bad_value', `${shown(value)} is the label of several values; give one of ${values}`, fitting);
  }
  return choice[0];
}

function listed(selection: readonly (readonly [string, string])[]): string {
  const choices = selection.slice(0, MOST_LISTED).map(([value, label]) => `${value} (${label})`);
  return choices.join(', ') + (selection.length > MOST_LISTED ? ' …' : '');
}
