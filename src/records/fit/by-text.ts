import { nameSearchIds } from '../created.ts';
import type { Fitting } from './fitting.ts';
import { FOUND_BY_KEYS_ALONE, keysOf } from './keys.ts';
import { noneCalled, oneOf } from './one-of.ts';
import { STATE, stateByText } from './state.ts';
import { TAX, taxByName } from './tax.ts';

/** The one record of the field's model that a text names. Throws HookRefused when there is none, or several. */
export function idByText(text: string, fitting: Fitting): bigint {
  switch (fitting.field.relation) {
    case STATE:
      return stateByText(text, fitting);
    case TAX:
      return taxByName(text, fitting);
    default:
      return idByKeys(text, fitting);
  }
}

function idByKeys(text: string, fitting: Fitting): bigint {
  const { answers, place } = fitting;
  const { relation: model = '' } = fitting.field;
  const tried: string[] = [];
  for (const { field, value = String, archived } of keysOf(model, answers.fields(model))) {
    const wanted = value(text);
    if (wanted !== undefined) {
      const context = archived ? { context: { active_test: false } } : {};
      const found = oneOf(answers.ids({ model, field, value: wanted, ...context }, place), text, field, fitting);
      if (found !== undefined) {
        return found;
      }
      tried.push(field);
    }
  }
  const found = FOUND_BY_KEYS_ALONE.has(model) ? undefined : idByName(text, fitting);
  if (found === undefined) {
    throw noneCalled(text, tried, fitting);
  }
  return found;
}

/** The record that Odoo's own search by name finds for the whole text. */
function idByName(text: string, fitting: Fitting): bigint | undefined {
  const { relation: model = '' } = fitting.field;
  const kwargs = { name: text, operator: '=', limit: 2n };
  const answer = fitting.answers.read({ model, method: 'name_search', args: [], kwargs }, fitting.place);
  return oneOf(nameSearchIds(answer), text, 'display name', fitting);
}
