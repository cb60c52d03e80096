import type { Json } from '../../odoo/json.ts';
import type { Fitting } from './fitting.ts';
import { countryCode } from './keys.ts';
import { rowsOf } from './look-up.ts';
import { noneCalled, oneOf } from './one-of.ts';
import { refused } from './refusal.ts';

export const STATE = 'res.country.state';
const COUNTRY = 'res.country';

/**
 * A state by its code or its name, within the country of the same values, or of the records that are written. With the country's code before
 * it (ISO 3166-2: `DE-BB`, `US-CA`) and without it a code is found, however Odoo has it.
 */
export function stateByText(text: string, fitting: Fitting): bigint {
  const country = countryOf(fitting);
  const rest: Json[] = country === undefined ? [] : [['country_id', '=', country]];
  const by = (field: string, value: string) =>
    oneOf(fitting.answers.ids({ model: STATE, field, value, rest }, fitting.place), text, field, fitting);
  const code = text.toUpperCase();
  const found = by('code', code) ?? by('name', text);
  if (found !== undefined) {
    return found;
  }
  if (country === undefined) {
    const whole = byWholeCode(code, fitting);
    if (whole === undefined) {
      throw noneCalled(text, ['code', 'name'], fitting);
    }
    return whole;
  }
  const prefix = `${codeOf(country, fitting)}-`;
  const other = by('code', code.startsWith(prefix) ? code.slice(prefix.length) : prefix + code);
  if (other === undefined) {
    throw noneCalled(text, [`code and name within the country ${prefix.slice(0, -1)}`], fitting);
  }
  return other;
}

/** The state of a code such as `US-CA` where nothing else tells the country. */
function byWholeCode(code: string, fitting: Fitting): bigint | undefined {
  const [, country = '', value = ''] = /^([A-Z]{2})-(.+)$/.exec(code) ?? [];
  const rest: Json[] = [['country_id.code', '=', country]];
  return value === ''
    ? undefined
    : oneOf(fitting.answers.ids({ model: STATE, field: 'code', value, rest }, fitting.place), code, 'code', fitting);
}

/** Refuses a state that is not one of the country that stands in the same values: Odoo would take it in silence. */
export function checkCountryOf(state: bigint, fitting: Fitting): void {
  const country = countryInValues(fitting);
  if (country === undefined || state < 0n) {
    return;
  }
  const rest: Json[] = [['country_id', '=', country]];
  if (fitting.answers.ids({ model: STATE, field: 'id', value: state, rest }, fitting.place).length === 0) {
    const code = codeOf(country, fitting);
    throw refused('bad_value', `the state ${state} is not one of the country ${code} (${country})`, fitting);
  }
}

function countryOf(fitting: Fitting): bigint | undefined {
  const name = countryField(fitting);
  return name === undefined || fitting.siblings.contains(name) || fitting.target === 'create'
    ? countryInValues(fitting)
    : countryOfRecords(name, fitting.target.write, fitting);
}

function countryInValues(fitting: Fitting): bigint | undefined {
  const { answers, siblings, walk, model, path } = fitting;
  const name = countryField(fitting);
  const value = name === undefined ? undefined : siblings.get(name);
  const field = name === undefined ? undefined : answers.fields(model).get(name);
  if (name === undefined || value === undefined || field === undefined) {
    return undefined;
  }
  const country = walk.value(value, { ...fitting, name, field, path: path.replace(/[^.]*$/, name) });
  return typeof country === 'bigint' ? country : undefined;
}

/** The country that all the records have. */
function countryOfRecords(name: string, ids: readonly bigint[], fitting: Fitting): bigint | undefined {
  const { answers, model, place } = fitting;
  const rows = rowsOf(answers.read({ model, method: 'read', ids, args: [[name]], kwargs: { load: null } }, place));
  const countries = new Set(rows.map((row) => row[name]));
  if (countries.size > 1) {
    throw refused('bad_value', `the records are of several countries; give \`${name}\` along with the state`, fitting);
  }
  const [country] = countries;
  return typeof country === 'bigint' ? country : undefined;
}

/** The field that goes with the state: `country_id` of `state_id`. */
function countryField({ answers, model, name }: Fitting): string | undefined {
  const country = name.replace('state', 'country');
  return answers.fields(model).get(country)?.relation === COUNTRY ? country : undefined;
}

function codeOf(country: bigint, { answers, place }: Fitting): string {
  const call = { model: COUNTRY, method: 'read', ids: [country], args: [['code']], kwargs: {} };
  const [row] = rowsOf(answers.read(call, place));
  return countryCode(String(row?.code)) ?? String(country);
}
