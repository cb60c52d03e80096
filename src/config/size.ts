import { readQuantity } from '../duration.ts';

const UNITS: Record<string, number> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** The form of a size, also for the JSON Schema. */
export const SIZE = /^(\d+(?:\.\d+)?)(b|kb|mb|gb)$/;

/** `500b`, `64kb`, `1mb` in bytes; undefined when the text is no size. */
export function parseSize(text: string): number | undefined {
  return readQuantity(text, SIZE, UNITS);
}
