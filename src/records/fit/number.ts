import type { Value } from '../../expression/value.ts';
import type { Json } from '../../odoo/json.ts';
import { Records } from '../records.ts';
import type { Fitting } from './fitting.ts';
import { misfit } from './refusal.ts';

// Odoo keeps integers in four bytes.
const LARGEST = 2n ** 31n - 1n;
const INTEGER = /^[+-]?\d{1,20}$/;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A whole number, also as text or as a float that is whole. */
export function fitInteger(value: Value, fitting: Fitting): Json {
  const integer = integerOf(value);
  if (integer === undefined) {
    throw misfit(value, 'a whole number', fitting);
  }
  if (integer > LARGEST || integer < -LARGEST - 1n) {
    throw misfit(
      value,
      `a whole number up to ${LARGEST}, the largest that Odoo keeps; a text field takes any`,
      fitting,
    );
  }
  return integer;
}

/** The id in a field that is a reference without being a many2one. */
export function fitReferenceId(value: Value, fitting: Fitting): Json {
  return value instanceof Records && value.ids.length === 1 ? (value.ids[0] ?? false) : fitInteger(value, fitting);
}

function integerOf(value: Value): bigint | undefined {
  if (typeof value === 'bigint') {
    return value;
  }
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  }
  return typeof value === 'string' && INTEGER.test(value.trim()) ? BigInt(value.trim()) : undefined;
}

/** A number, also as text with a decimal point. */
export function fitFloat(value: Value, fitting: Fitting): Json {
  if (typeof value === 'bigint' && Number.isFinite(Number(value))) {
    return value;
  }
  const number = numberOf(value);
  if (number === undefined) {
    throw misfit(value, 'a number; as text with a point and without thousands separators, such as 1234.5', fitting);
  }
  return number;
}

function numberOf(value: Value): number | undefined {
  const number =
    typeof value === 'string' && DECIMAL.test(value.trim())
      ? Number(value)
      : typeof value === 'number'
        ? value
        : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

const BOOLEANS = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);

/** True or false, also as 0 and 1 and as text. */
export function fitBoolean(value: Value, fitting: Fitting): Json {
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
  const known = typeof text === 'string' ? BOOLEANS.get(text.trim().toLowerCase()) : text;
  if (typeof known !== 'boolean') {
    throw misfit(value, 'true or false (or yes, no, 1, 0)', fitting);
  }
  return known;
}
