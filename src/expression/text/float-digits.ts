import { type Digits, exponentText, fixedText, positionalText, shortestDigits, significantDigits } from '../decimal.ts';

/** How a float is written: `type` is e, f, g, or r for the shortest form; capitals give capitals. */
export interface FloatStyle {
  type: string;
  precision: number;
  /** `#`: a decimal point always, and no zeros cut off by `g`. */
  alternate: boolean;
  /** Shows `1.0`, not `1`, as the plain form of a float does. */
  pointZero: boolean;
}

/** A float that is not negative (inf and nan too) as its digits, without sign or padding. */
export function floatDigits(value: number, style: FloatStyle): string {
  const text = Number.isFinite(value) ? finiteDigits(value, style) : Number.isNaN(value) ? 'nan' : 'inf';
  return style.type >= 'a' ? text : text.toUpperCase();
}

function finiteDigits(value: number, { type, precision, alternate, pointZero }: FloatStyle): string {
  switch (type.toLowerCase()) {
    case 'f': {
      const text = fixedText(value, precision);
      return alternate && precision === 0 ? `${text}.` : text;
    }
    case 'e': {
      const text = exponentText(significantDigits(value, precision + 1));
      return alternate && precision === 0 ? text.replace('e', '.e') : text;
    }
    case 'g': {
      const count = Math.max(1, precision);
      const digits = significantDigits(value, count);
      return general(alternate ? digits : trimmed(digits), count - (pointZero ? 1 : 0), alternate, pointZero);
    }
    default:
      return general(shortestDigits(value), 16, alternate, pointZero);
  }
}

function trimmed({ digits, point }: Digits): Digits {
  return { digits: digits.slice(0, 1) + digits.slice(1).replace(/0+$/, ''), point };
}

function general(digits: Digits, mostBeforePoint: number, alternate: boolean, pointZero: boolean): string {
  if (digits.point <= -4 || digits.point > mostBeforePoint) {
    const text = exponentText(digits);
    return alternate && !text.includes('.') ? text.replace('e', '.e') : text;
  }
  const text = positionalText(digits);
  if (text.includes('.')) {
    return text;
  }
  return pointZero ? `${text}.0` : alternate ? `${text}.` : text;
}
