import { fixedText, scaleNearest } from './decimal.ts';
import { raise } from './exception.ts';
import { maxIntegerDigits, reprText } from './repr.ts';
import { asciiDigits, stripSpace } from './unicode.ts';

/** `int(text, base)`; base 0 reads the prefix. Throws CPython's ValueError. */
export function parseInteger(text: string, base = 10): bigint {
  if (base === 10 && /^[0-9]{1,18}$/.test(text)) {
    return BigInt(text);
  }
  if (base !== 0 && !(base >= 2 && base <= 36)) {
    raise('ValueError', 'int() base must be >= 2 and <= 36, or 0');
  }
  const parts = /^([+-]?)(0[xobXOB]_?)?(.*)$/s.exec(asciiDigits(stripSpace(text)));
  const prefix = parts?.[2] ?? '';
  let digits = parts?.[3] ?? '';
  let radix = base;
  const named = { x: 16, o: 8, b: 2 }[prefix.charAt(1).toLowerCase()];
  if (named !== undefined && (base === 0 || base === named)) {
    radix = named;
  } else {
    digits = prefix + digits;
    radix = base === 0 ? 10 : base;
  }
  const plain = plainDigits(digits, radix);
  if (plain === undefined || (base === 0 && radix === 10 && /^0+[1-9]/.test(plain))) {
    const shown = Array.from(reprText(text)).slice(0, 200).join('');
    raise('ValueError', `invalid literal for int() with base ${base}: ${shown}`);
  }
  const value = readDigits(plain, radix);
  return parts?.[1] === '-' ? -value : value;
}

/** The digits without their underscores, in lower case; undefined when they are no number in this base. */
function plainDigits(text: string, radix: number): string | undefined {
  if (!/^[0-9a-zA-Z](?:_?[0-9a-zA-Z])*$/.test(text)) {
    return undefined;
  }
  const digits = text.replaceAll('_', '').toLowerCase();
  for (const digit of digits) {
    if (Number.parseInt(digit, 36) >= radix) {
      return undefined;
    }
  }
  return digits;
}

function readDigits(digits: string, radix: number): bigint {
  const bits = Math.log2(radix);
  if (Number.isInteger(bits)) {
    return BigInt(`0b${digits.replace(/./g, (digit) => Number.parseInt(digit, 36).toString(2).padStart(bits, '0'))}`);
  }
  if (digits.length > maxIntegerDigits) {
    raise(
      'ValueError',
      `Exceeds the limit (${maxIntegerDigits} digits) for integer string conversion: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit`,
    );
  }
  if (radix === 10) {
    return BigInt(digits);
  }
  let value = 0n;
  for (const digit of digits) {
    value = value * BigInt(radix) + BigInt(Number.parseInt(digit, 36));
  }
  return value;
}

const run = '[0-9](?:_?[0-9])*';
const float = new RegExp(`^[+-]?(?:${run}(?:\\.(?:${run})?)?|\\.${run})(?:[eE][+-]?${run})?$`);

/** `float(text)`. Throws CPython's ValueError. */
export function parseFloatText(text: string): number {
  const trimmed = asciiDigits(stripSpace(text));
  if (float.test(trimmed)) {
    return Number(trimmed.replaceAll('_', ''));
  }
  const special = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i.exec(trimmed);
  if (special === null) {
    raise('ValueError', `could not convert string to float: ${reprText(text)}`);
  }
  if (special[2] === undefined) {
    return Number.NaN;
  }
  return special[1] === '-' ? -Infinity : Infinity;
}

/** `float(int)`, correctly rounded. Throws OverflowError beyond the range of a float. */
export function integerToFloat(value: bigint): number {
  const float = Number(value);
  if (!Number.isFinite(float)) {
    raise('OverflowError', 'int too large to convert to float');
  }
  return float;
}

/** `int(float)`: towards zero. Throws OverflowError or ValueError for what is not finite. */
export function floatToInteger(value: number): bigint {
  if (Number.isNaN(value)) {
    raise('ValueError', 'cannot convert float NaN to integer');
  }
  if (!Number.isFinite(value)) {
    raise('OverflowError', 'cannot convert float infinity to integer');
  }
  return BigInt(Math.trunc(value));
}

/** `left / right` of two ints, correctly rounded also where they are beyond the exact range of floats. */
export function divideIntegers(left: bigint, right: bigint): number {
  if (right === 0n) {
    raise('ZeroDivisionError', 'division by zero');
  }
  const exact = BigInt(Number.MAX_SAFE_INTEGER);
  if (left <= exact && left >= -exact && right <= exact && right >= -exact) {
    return Number(left) / Number(right);
  }
  const negative = left < 0n !== right < 0n;
  const quotient = dividePositive(left < 0n ? -left : left, right < 0n ? -right : right);
  return negative ? -quotient : quotient;
}

// The quotient is brought to 66 or more bits, or to the bits a subnormal float has; a sticky last bit tells what was cut off, so the
// conversion to a float rounds once and right.
function dividePositive(left: bigint, right: bigint): number {
  const shift = Math.min(bitLength(right) - bitLength(left) + 66, 1140);
  const scaled = shift >= 0 ? left << BigInt(shift) : left;
  const divisor = shift >= 0 ? right : right << BigInt(-shift);
  const quotient = scaled / divisor;
  const sticky = scaled % divisor === 0n ? quotient : quotient | 1n;
  const result = scaleByPower(sticky, -shift);
  if (!Number.isFinite(result)) {
    raise('OverflowError', 'integer division result too large for a float');
  }
  return result;
}

function scaleByPower(value: bigint, power: number): number {
  if (power >= 0) {
    return power > 1100 ? Infinity : Number(value << BigInt(power));
  }
  const spare = bitLength(value) + power < -1021 ? -1074 - power : 0;
  if (spare > 0) {
    const cut = value >> BigInt(spare);
    const rest = value & ((1n << BigInt(spare)) - 1n);
    const half = 1n << BigInt(spare - 1);
    const up = rest > half || (rest === half && (cut & 1n) === 1n);
    return Number(up ? cut + 1n : cut) * 2 ** -1074;
  }
  const first = Math.max(power, -1000);
  return Number(value) * 2 ** first * 2 ** (power - first);
}

function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(16).length * 4;
}

/** `round(value, digits)`; without digits (null) a float becomes an int. Ties go to the even neighbour of the exact value. */
export function roundHalfEven(value: bigint | number | boolean, digits: bigint | null): bigint | number {
  if (typeof value === 'number') {
    return digits === null ? roundFloatToInteger(value) : roundFloat(value, digits);
  }
  const integer = BigInt(value);
  if (digits === null || digits >= 0n) {
    return integer;
  }
  if (-digits > BigInt(integer.toString().length)) {
    return 0n;
  }
  const unit = 10n ** -digits;
  return nearestMultiple(integer, unit);
}

function nearestMultiple(value: bigint, unit: bigint): bigint {
  const half = unit / 2n;
  const rest = ((value % unit) + unit) % unit;
  const floor = value - rest;
  const up = rest > half || (rest === half && ((floor / unit) & 1n) === 1n);
  return up ? floor + unit : floor;
}

function roundFloatToInteger(value: number): bigint {
  if (!Number.isFinite(value)) {
    return floatToInteger(value);
  }
  return scaleNearest(value, 0);
}

function roundFloat(value: number, digits: bigint): number {
  if (!Number.isFinite(value) || digits > 323n) {
    return value;
  }
  if (digits < -308n) {
    return value < 0 || Object.is(value, -0) ? -0 : 0;
  }
  const places = Number(digits);
  const magnitude = Math.abs(value);
  const rounded =
    places >= 0
      ? Number(fixedText(magnitude, places))
      : Number(scaleNearest(magnitude, places) * 10n ** BigInt(-places));
  if (!Number.isFinite(rounded)) {
    raise('OverflowError', 'rounded value too large to represent');
  }
  return value < 0 || Object.is(value, -0) ? -rounded : rounded;
}
