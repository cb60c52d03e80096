// Exact decimal digits of floats, rounded half to even as CPython prints them. JavaScript's own toFixed and toExponential round an
// exact tie upwards, so they are used only where there is no tie.

/** Digits of a number as `0.d1d2d3… × 10^point`: the decimal point stands after `point` digits. */
export interface Digits {
  digits: string;
  point: number;
}

const view = new DataView(new ArrayBuffer(8));

/** A finite float as an exact fraction; the denominator is a power of two. */
export function floatRatio(value: number): [numerator: bigint, denominator: bigint] {
  view.setFloat64(0, value);
  const high = view.getUint32(0);
  const biased = (high >>> 20) & 0x7ff;
  const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(view.getUint32(4));
  let mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  let shift = Math.max(biased, 1) - 1075;
  while (shift < 0 && mantissa !== 0n && (mantissa & 1n) === 0n) {
    mantissa >>= 1n;
    shift += 1;
  }
  if (mantissa === 0n) {
    return [0n, 1n];
  }
  const signed = high >>> 31 === 1 ? -mantissa : mantissa;
  return shift >= 0 ? [signed << BigInt(shift), 1n] : [signed, 1n << BigInt(-shift)];
}

/** `numerator / denominator` as the nearest integer, ties to even. The denominator is positive. */
export function divideNearest(numerator: bigint, denominator: bigint): bigint {
  let quotient = numerator / denominator;
  let rest = numerator % denominator;
  if (rest < 0n) {
    quotient -= 1n;
    rest += denominator;
  }
  const twice = rest * 2n;
  const up = twice > denominator || (twice === denominator && (quotient & 1n) === 1n);
  return up ? quotient + 1n : quotient;
}

/** `value × 10^places` as the nearest integer, ties to even; `places` may be negative. */
export function scaleNearest(value: number, places: number): bigint {
  const [numerator, denominator] = floatRatio(value);
  return places >= 0
    ? divideNearest(numerator * 10n ** BigInt(places), denominator)
    : divideNearest(numerator, denominator * 10n ** BigInt(-places));
}

/** A finite, not negative float with exactly `places` digits after the point: `2.50`. */
export function fixedText(value: number, places: number): string {
  if (places <= 100 && value < 1e21 && !Number.isInteger(value * 2 ** (places + 1))) {
    return value.toFixed(places);
  }
  const digits = scaleNearest(value, places)
    .toString()
    .padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** A finite, not negative float rounded to `count` significant digits (1 or more). */
export function significantDigits(value: number, count: number): Digits {
  if (value === 0) {
    return { digits: '0'.repeat(count), point: 1 };
  }
  const point = Number(value.toExponential(20).split('e')[1]) + 1;
  const digits = scaleNearest(value, count - point).toString();
  return digits.length > count ? { digits: digits.slice(0, count), point: point + 1 } : { digits, point };
}

/** The shortest digits that read back as the same finite, not negative float. */
export function shortestDigits(value: number): Digits {
  const [mantissa = '', exponent] = value.toExponential().split('e');
  return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 };
}

/** Digits as `1.5e+16`, with at least two digits of exponent as in C. */
export function exponentText({ digits, point }: Digits): string {
  const exponent = point - 1;
  const rest = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${digits.charAt(0)}${rest}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** Digits as `0.0012`, `1200` or `12.5`, without an exponent. */
export function positionalText({ digits, point }: Digits): string {
  if (point <= 0) {
    return `0.${'0'.repeat(-point)}${digits}`;
  }
  return point >= digits.length ? digits.padEnd(point, '0') : `${digits.slice(0, point)}.${digits.slice(point)}`;
}
