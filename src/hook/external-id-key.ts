import { z } from 'zod';
import type { Place } from '../errors.ts';
import type { Value } from '../expression/value.ts';
import { type ExternalId, parseExternalId } from '../records/external-id.ts';
import type { Compiler, Path, Run } from './compiler.ts';
import type { Running } from './running.ts';
import { runCode } from './scope.ts';

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
  const isExpression = raw.startsWith('=') && !raw.startsWith('==');
  const code = isExpression ? compiler.recordKey(raw.slice(1), path) : undefined;
  const placeOf = (offset?: number) => compiler.place(path, offset === undefined ? undefined : offset + 1);
  const run: Run<Value> = code === undefined ? () => raw.replace(/^==/, '=') : (scope) => runCode(code, scope, placeOf);
  return { place, of: async (running) => parseExternalId(await running.evaluate(run), place) };
}
