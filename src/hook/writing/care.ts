import { z } from 'zod';
import type { Compiler, Path } from '../compiler.ts';

const Names = z.array(z.string()).min(1);

/** The keys by which an action takes care of what people entered. */
export const CareKeys = {
  only_if_empty: z
    .union([z.boolean(), Names])
    .describe('true, or fields: they are written only where Odoo has nothing. Numbers and booleans are never empty.')
    .default(false),
  keep_edits: z
    .union([z.boolean(), Names])
    .describe('true, or fields: they are written only while Odoo has what was written last; else a note tells of it.')
    .default(false),
};

/** Which fields are written with care. */
export interface Care {
  onlyIfEmpty(field: string): boolean;
  keepEdits(field: string): boolean;
}

type Choice = boolean | string[];

/** Reads the keys of `CareKeys`; a field that `values` does not write is a fault. */
export function compileCare(
  raw: { only_if_empty: Choice; keep_edits: Choice; values: object },
  path: Path,
  compiler: Compiler,
): Care {
  const allowed = Object.keys(raw.values);
  for (const key of ['only_if_empty', 'keep_edits'] as const) {
    const choice = raw[key];
    for (const [index, name] of (Array.isArray(choice) ? choice : []).entries()) {
      if (!allowed.includes(name)) {
        const message = `\`values\` has no field \`${name}\``;
        compiler.issues.push({ path: [...path, key, index], message, allowed });
      }
    }
  }
  return { onlyIfEmpty: chooser(raw.only_if_empty), keepEdits: chooser(raw.keep_edits) };
}

function chooser(choice: Choice): (field: string) => boolean {
  return (field) => (Array.isArray(choice) ? choice.includes(field) : choice);
}

/** Every field is written only where Odoo has nothing. */
export const FILL_ONLY: Care = { onlyIfEmpty: () => true, keepEdits: () => false };
