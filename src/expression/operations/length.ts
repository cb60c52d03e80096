import { raise } from '../exception.ts';
import type { Value } from '../value.ts';
import { typeName } from './type-name.ts';

const SURROGATE = /[\ud800-\udfff]/;

/** `len(x)`; of a str in code points. Raises TypeError. */
export function length(value: Value): number {
  if (typeof value === 'string') {
    return textLength(value);
  }
  if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) {
      return value.length;
    }
    if (value.length) {
      return value.length();
    }
  }
  return raise('TypeError', `object of type '${typeName(value)}' has no len()`);
}

/** Whether every UTF-16 unit of the text is a code point of its own. */
export function isFlat(text: string): boolean {
  return !SURROGATE.test(text);
}

/** The text's number of code points. */
export function textLength(text: string): number {
  if (isFlat(text)) {
    return text.length;
  }
  let count = 0;
  for (const _ of text) {
    count += 1;
  }
  return count;
}
