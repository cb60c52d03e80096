import { z } from 'zod';
import { HookRefused, OdooRejected, type Place } from '../../errors.ts';
import type { Value } from '../../expression/value.ts';
import type { Compiler, Path } from '../compiler.ts';
import { checkShape } from '../issue.ts';
import type { Running } from '../running.ts';
import { placed } from '../scope.ts';
import { soundPart } from '../sound-part.ts';

/** An action ready to run in a delivery; gives what `as` names. */
export type Step = (running: Running) => Promise<Value>;

export interface Action {
  /** The key that says which action it is, such as `create`. */
  verb: string;
  /** What may stand in the map, for the check and for the editor's schema. */
  shape: z.ZodObject;
  /** Compiles the action at `path`; undefined when it has faults, which the compiler then knows. */
  compile(raw: unknown, path: Path, compiler: Compiler): Step | undefined;
}

/** A name that later steps know something by. */
export const Name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'a name is made of letters, digits and _, and begins with a letter');

/** What every action takes beside its own keys. */
const Common = {
  if: z.string().describe('An expression: the action is left out unless it is true.').optional(),
  for_each: z.string().describe('An expression that gives a list: the action is done once for each item.').optional(),
  as: Name.describe("The result's name for later steps; with `for_each`, the item's name.").optional(),
  repeat: z
    .boolean()
    .describe('true: its call may be made again when it is not known whether Odoo carried it out.')
    .optional(),
};

/** Declares an action: its verb, what it is for, its keys, and how it is compiled. */
export function defineAction<Shape extends z.ZodRawShape>(
  verb: string,
  about: string,
  keys: Shape,
  compile: (raw: z.infer<z.ZodObject<Shape>>, path: Path, compiler: Compiler) => Step,
): Action {
  const own = z.object(keys);
  const shape = z.strictObject({ ...keys, ...Common }).describe(about);
  return {
    verb,
    shape,
    compile(raw, path, compiler) {
      const checked = checkShape(shape, raw);
      if ('issues' in checked) {
        compiler.issues.push(...checked.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] })));
      }
      const content = own.safeParse('issues' in checked ? soundPart(shape, raw) : raw);
      return content.success ? compile(content.data, path, compiler) : undefined;
    },
  };
}

/** Runs a step; a refusal without a place gets the action's, such as that of a value that cannot be sent. */
export async function atPlace(place: Place, step: () => Promise<Value>): Promise<Value> {
  try {
    return await step();
  } catch (error) {
    const told = placed(error, () => place);
    if (told instanceof HookRefused || told instanceof OdooRejected) {
      told.place ??= place;
    }
    throw told;
  }
}

/** A model's technical name. */
export const Model = z
  .string()
  .regex(/^[a-z][a-z0-9_.]*$/, "this must be a model's technical name, such as res.partner");

/** The values of fields: plain, or expressions behind `=`. */
export const Values = z
  .record(z.string(), z.unknown())
  .describe('field: value; a text that begins with `=` is an expression.');

/** An expression that names the record(s) an action works on. */
export const Records = z.string().min(1);
