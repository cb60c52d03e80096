import { z } from 'zod';
import { HookRefused } from '../../errors.ts';
import { Dict } from '../../expression/dict.ts';
import { typeName } from '../../expression/operations/type-name.ts';
import type { Json } from '../../odoo/json.ts';
import { toJson } from '../../records/json-value.ts';
import { findOne } from '../match.ts';
import { RecordMissing } from '../record-missing.ts';
import type { Running } from '../running.ts';
import { Skip } from '../skip.ts';
import { compileTemplate } from '../template.ts';
import { defineAction, Model } from './action.ts';

export const find = defineAction(
  'find',
  'Searches a record.',
  {
    find: Model.describe('The model.'),
    where: z
      .union([z.record(z.string(), z.unknown()), z.array(z.unknown()), z.string().startsWith('=')])
      .describe(
        'field: value (equality), or a domain such as [[state, "=", draft]], or an expression behind `=` that gives one.',
      ),
    none: z
      .enum(['fail', 'skip', 'wait', 'null'])
      .or(z.null())
      .describe('When there is none: refuse the delivery, skip it, let it wait until there is one, or go on with None.')
      .default('fail'),
    many: z.enum(['fail', 'first']).describe('What to do when several records match.').default('fail'),
  },
  (raw, path, compiler) => {
    const model = raw.find;
    const place = compiler.place([...path, 'where']);
    const where = compileTemplate(raw.where, [...path, 'where'], compiler);
    const placeOf = (field: string) => compiler.place([...path, 'where', field]);
    const domainIn = async (running: Running): Promise<Json[]> => {
      const value = await running.evaluate(where);
      if (value instanceof Dict) {
        return (await running.matchOf(value, model, placeOf)).domain;
      }
      const domain = toJson(value);
      if (!Array.isArray(domain)) {
        throw new HookRefused(
          'bad_domain',
          `\`where\` gave a value of type ${typeName(value)}, not a domain such as [('state', '=', 'draft')]`,
          { place },
        );
      }
      return domain;
    };
    return async (running) => {
      const found = await findOne(running.env, model, await domainIn(running), raw.many, place);
      if (found.ids.length > 0) {
        return found;
      }
      switch (raw.none) {
        case 'fail':
          throw new HookRefused('no_record', `no ${model} record was found`, { place });
        case 'skip':
          throw new Skip(`no ${model} record was found`);
        case 'wait':
          throw new RecordMissing(model, place);
        default:
          return null;
      }
    };
  },
);
