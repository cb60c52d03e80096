import { Dict } from '../../expression/dict.ts';
import type { Value } from '../../expression/value.ts';
import type { Json } from '../../odoo/json.ts';
import type { Fitting } from './fitting.ts';
import { rowsOf } from './look-up.ts';
import { fitBoolean, fitFloat } from './number.ts';
import { noneCalled, oneOf } from './one-of.ts';
import { misfit, refused } from './refusal.ts';

export const TAX = 'account.tax';

const RATE_KEYS = ['rate', 'included', 'use', 'country', 'many'];
const WANTED = 'a percentage, or a map with `rate` and, where needed, `included`, `use`, `country`, `many`';
const USES = ['sale', 'purchase'];

/** Whether a value asks for a tax by its rate: a number, or a map with `rate`. */
export function isTaxRate(value: Value): boolean {
  return (
    typeof value === 'bigint' || typeof value === 'number' || (value instanceof Dict && value.get('rate') !== undefined)
  );
}

/** The percent tax of a rate, and of what else is asked for, within the company. Throws HookRefused when there is none, or several. */
export function taxByRate(value: Value, fitting: Fitting): bigint {
  const asked = value instanceof Dict ? value : Dict.from([['rate', value]]);
  const key = [...asked.keys()].find((one) => !RATE_KEYS.includes(String(one)));
  const rate = asked.get('rate') ?? null;
  if (key !== undefined || rate === null || typeof rate === 'boolean') {
    throw misfit(value, WANTED, fitting);
  }
  // Odoo keeps four decimals; 0.0725 * 100 has more.
  const amount = Number(Number(fitFloat(rate, fitting)).toFixed(4));
  const included = given(asked, 'included', (flag) => fitBoolean(flag, fitting));
  const use = useOf(asked, fitting);
  const conditions: Json[] = [
    ['amount_type', '=', 'percent'],
    ...(use === undefined ? [] : [['type_tax_use', '=', use]]),
    ...(included === undefined ? [] : [['price_include', '=', included]]),
    ...countryCondition(asked, fitting),
  ];
  const ids = inCompany('amount', amount, conditions, fitting);
  const [id, ...others] = ids;
  const what = described(amount, included, use);
  if (id === undefined) {
    throw refused('no_record', `there is no ${what}`, fitting);
  }
  if (others.length > 0 && asked.get('many') !== 'first') {
    const more =
      use === undefined
        ? 'say `use: sale` or `purchase`, or give'
        : included === undefined
          ? 'say `included: true` or `false`, or give'
          : 'give';
    throw refused('many_records', `there are several of ${what} (${ids.join(', ')}); ${more} one by name`, fitting);
  }
  return id;
}

/** The tax of a name within the company. */
export function taxByName(text: string, fitting: Fitting): bigint {
  const use = useOf(Dict.from([]), fitting);
  const conditions: Json[] = use === undefined ? [] : [['type_tax_use', '=', use]];
  const found = oneOf(inCompany('name', text, conditions, fitting), text, 'name', fitting);
  if (found === undefined) {
    throw noneCalled(text, [`the name of ${use === undefined ? 'a' : `a ${use}`} tax of the company`], fitting);
  }
  return found;
}

/** The taxes of the company; where it has none, those of the companies above it. */
function inCompany(field: string, value: Json, rest: Json[], fitting: Fitting): bigint[] {
  const { answers, place } = fitting;
  const company = companyOf(fitting);
  const own: Json[] = [...rest, ['company_id', '=', company]];
  const found = answers.ids({ model: TAX, field, value, rest: own }, place);
  const above: Json[] = [...rest, ['company_id', 'parent_of', company]];
  return found.length > 0 ? found : answers.ids({ model: TAX, field, value, rest: above }, place);
}

/** The company in the same values, else in those of the record around them; else that of new records: the first of the context, or the user's. */
function companyOf(fitting: Fitting): Json {
  const { answers } = fitting;
  const allowed = answers.context.allowed_company_ids;
  const [first] = Array.isArray(allowed) ? allowed : [];
  return companyInValues(fitting) ?? first ?? answers.user().company ?? false;
}

function companyInValues(fitting: Fitting): bigint | undefined {
  const { answers, siblings, walk, model, path, outer } = fitting;
  const name = 'company_id';
  const [value, field] = [siblings.get(name), answers.fields(model).get(name)];
  if (value === undefined || field === undefined) {
    return outer && companyInValues(outer);
  }
  const company = walk.value(value, { ...fitting, name, field, path: path.replace(/[^.]*$/, name) });
  return typeof company === 'bigint' ? company : undefined;
}

/** Whether the tax is for sales or purchases; undefined where the model does not tell. */
function useOf(asked: Dict, fitting: Fitting): string | undefined {
  const use = asked.get('use');
  if (use !== undefined && !(typeof use === 'string' && USES.includes(use))) {
    throw misfit(use, `one of ${USES.join(', ')} as \`use\``, fitting);
  }
  return use ?? useOfField(fitting);
}

function useOfField({ model, name, outer }: Fitting): string | undefined {
  if (model === 'account.move.line' && outer !== undefined) {
    const type = moveType(outer);
    return USES[['out_', 'in_'].findIndex((start) => type.startsWith(start))];
  }
  if (/^(?:purchase\.|hr\.expense)/.test(model) || name.startsWith('supplier_')) {
    return 'purchase';
  }
  return /^(?:sale|pos|product|crm)\./.test(model) ? 'sale' : undefined;
}

/** Whether an entry is an invoice or a bill, as its values say or as it is. */
function moveType({ siblings, target, answers, model, place }: Fitting): string {
  const given = siblings.get('move_type');
  if (given !== undefined || target === 'create') {
    return String(given);
  }
  const call = { model, method: 'read', ids: target.write, args: [['move_type']], kwargs: {} };
  const [row] = rowsOf(answers.read(call, place));
  return String(row?.move_type);
}

function countryCondition(asked: Dict, fitting: Fitting): Json[] {
  const { answers, walk, path } = fitting;
  const field = answers.fields(TAX).get('country_id');
  const value = asked.get('country');
  if (value === undefined) {
    return [];
  }
  if (field === undefined) {
    throw refused('bad_value', 'the taxes of this Odoo have no country; leave `country` out', fitting);
  }
  const country = walk.value(value, { ...fitting, model: TAX, name: 'country_id', field, path: `${path}.country` });
  return country === undefined || country === false ? [] : [['country_id', '=', country]];
}

function given<T>(asked: Dict, key: string, convert: (value: Value) => T): T | undefined {
  const value = asked.get(key);
  return value === undefined || value === null ? undefined : convert(value);
}

function described(amount: number, included: Json | undefined, use: string | undefined): string {
  const price =
    included === undefined ? '' : included === true ? 'included in the price ' : 'not included in the price ';
  return `${use === undefined ? '' : `${use} `}tax of ${amount} % ${price}in the company`;
}
