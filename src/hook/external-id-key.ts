import { z } from 'zod';
import type { Place } from '../errors.ts';
import { type ExternalId, parseExternalId } from '../records/external-id.ts';
import type { Compiler, Path } from './compiler.ts';
import type { Running } from './running.ts';
import { compileTemplate } from './template.ts';

/** The key of `create` and `upsert`. */
export const ExternalIdKey = z
  .string()
  .min(1)
  .describe('The name that Odoo keeps for the record, such as =f"order_{payload.id}": it is created once, ever.');

/** A compiled `external_id`. */
export interface ExternalIdCode {
  place: Place;
  /** Throws HookRefused for an empty one. */
  of(running: Running): Promise<ExternalId>;
}

/** Compiles `external_id` at `path`. */
export function compileExternalId(raw: string, path: Path, compiler: Compiler): ExternalIdCode {
  const place = compiler.place(path);
  const run = compileTemplate(raw, path, compiler);
  return { place, of: async (running) => parseExternalId(await running.evaluate(run), place) };
}
