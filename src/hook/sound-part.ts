import { z } from 'zod';

/** What is sound of a map that has faults, key by key, so that the faults inside it are found along with the others. */
export function soundPart(schema: z.ZodObject, raw: unknown): Record<string, unknown> {
  const entries = typeof raw === 'object' && raw !== null ? Object.entries(raw) : [];
  const shape = new Map<string, z.core.$ZodType>(Object.entries(schema.shape));
  return Object.fromEntries(entries.filter(([key, value]) => isSound(shape.get(key), value)));
}

function isSound(schema: z.core.$ZodType | undefined, value: unknown): boolean {
  return schema !== undefined && z.safeParse(schema, value).success;
}
