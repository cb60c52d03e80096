import { z } from 'zod';
import type { Value } from '../../expression/value.ts';
import { fromJson, toJson, toJsonObject } from '../../records/json-value.ts';
import { callTarget } from '../../records/recordset.ts';
import { compileMap, compileTemplate } from '../template.ts';
import { defineAction, Records } from './action.ts';

const Method = z
  .string()
  .regex(
    /^[a-zA-Z][a-zA-Z0-9_]*$/,
    '`call` must be the name of a public method: Odoo lets no name that begins with _ be called from outside',
  );

export const call = defineAction(
  'call',
  'Calls a public method.',
  {
    call: Method.describe('The method.'),
    on: Records.describe(
      'The record(s), or `env["model"]` for a method of the model itself; default `record`.',
    ).default('record'),
    args: z.array(z.unknown()).describe('Positional arguments.').default([]),
    kwargs: z.record(z.string(), z.unknown()).describe('Arguments by name.').default({}),
  },
  (raw, path, compiler) => {
    const target = compiler.records(raw.on, [...path, 'on']);
    const args = compileTemplate(raw.args, [...path, 'args'], compiler);
    const kwargs = compileMap(raw.kwargs, [...path, 'kwargs'], compiler);
    return async (running): Promise<Value> => {
      const records = await running.records(target.run, target.place);
      const [positional, named] = await running.evaluate((scope) => [toJson(args(scope)), toJsonObject(kwargs(scope))]);
      const answer = await running.world.send({
        model: records.model,
        method: raw.call,
        ...callTarget(records, `call ${raw.call} on`, target.place),
        args: Array.isArray(positional) ? positional : [],
        kwargs: named,
      });
      return fromJson(answer);
    };
  },
);
