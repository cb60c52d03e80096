import { z } from 'zod';
import { HookRefused, type Place } from '../errors.ts';
import { Dict } from '../expression/dict.ts';
import { repr } from '../expression/repr.ts';
import type { Value } from '../expression/value.ts';
import { pathFault } from '../records/field-paths.ts';
import { Model } from './actions/action.ts';
import type { Compiler, Path } from './compiler.ts';
import type { Deed } from './deeds.ts';
import { answerValue } from './requests.ts';
import type { Running } from './running.ts';
import { Skip } from './skip.ts';
import { compileTemplate } from './template.ts';

/** What `fetch` takes to read a record from an Odoo. */
export const RecordKeys = {
  odoo: z.string().min(1).describe('The connection that the record is read from.'),
  model: Model.describe('Its model.'),
  id: z.union([z.string().min(1), z.bigint()]).describe('Its id; an expression behind `=`.'),
  fields: z
    .array(z.string())
    .min(1)
    .describe('Fields, also of the records that they lead to: partner_id.country_id.code, order_line.price_unit.'),
  none: z
    .enum(['fail', 'skip', 'null'])
    .or(z.null())
    .describe('When there is no such record: refuse the delivery, skip it, or go on with None.')
    .default('fail'),
  echo: z
    .enum(['skip'])
    .describe("skip: a delivery that tells of a change by the connection's own user is skipped.")
    .optional(),
};
export type RecordKeys = z.output<z.ZodObject<typeof RecordKeys>>;

/** A compiled read of a record; gives what it is called in the expressions. */
export interface RecordFetch {
  run(running: Running): Promise<Value>;
  deed: Deed;
}

/** Compiles the read of a record at `path`. */
export function compileRecordFetch(keys: RecordKeys, path: Path, compiler: Compiler): RecordFetch {
  checkKeys(keys, path, compiler);
  const { odoo, model, none, echo } = keys;
  const place = compiler.place(path);
  const idPlace = compiler.place([...path, 'id']);
  const idOf = compileTemplate(keys.id, [...path, 'id'], compiler);
  const fields = echo === undefined ? keys.fields : [...new Set([...keys.fields, 'write_uid'])];
  return {
    deed: { connection: odoo, model, operations: ['read'], place: compiler.place([...path, 'model']) },
    async run(running) {
      const id = recordId(await running.evaluate(idOf), idPlace);
      const found = id === undefined ? null : await read(running, { odoo, model, id, fields });
      if (found !== null && echo === 'skip' && id !== undefined) {
        await skipEcho(running, found, { odoo, model, id });
      }
      return found === null ? nothing({ odoo, model, none }, id, place) : found;
    },
  };
}

function checkKeys({ odoo, fields }: RecordKeys, path: Path, compiler: Compiler): void {
  const { connections } = compiler.context;
  if (!connections.includes(odoo)) {
    const message = `there is no connection \`${odoo}\``;
    compiler.issues.push({ path: [...path, 'odoo'], message, allowed: connections });
  }
  for (const [index, field] of fields.entries()) {
    const offset = pathFault(field);
    if (offset !== undefined) {
      compiler.fault(
        [...path, 'fields', index],
        'this is no field; it must be such as name, or partner_id.country_id.code',
        offset,
      );
    }
  }
}

/** A record's id; undefined for an empty one. Throws HookRefused for what is no id. */
function recordId(value: Value, place: Place): bigint | undefined {
  if (value === null || value === false || value === '') {
    return undefined;
  }
  const id = typeof value === 'string' && /^\d{1,18}$/.test(value) ? BigInt(value) : value;
  if (typeof id !== 'bigint' || id <= 0n) {
    throw new HookRefused('bad_value', `the id of the record is ${repr(value)}; it must be a whole number above 0`, {
      place,
    });
  }
  return id;
}

interface Asked {
  odoo: string;
  model: string;
  id: bigint;
}

/** The record, known in log and journal by its connection, model, id and fields. */
async function read(running: Running, { odoo, model, id, fields }: Asked & { fields: string[] }): Promise<Value> {
  const answer = await running.world.send({
    model: '',
    method: `GET ${odoo}:${model}/${id}`,
    args: [fields],
    kwargs: {},
    make: () => running.sources.read(odoo, { model, id, fields }),
  });
  return answerValue(answer);
}

/**
 * Ends the delivery when the connection's own user wrote the record: now, and, where the payload is of that record and says who wrote, when it
 * was sent. What a person changed before the bridge wrote too is no echo, although the bridge wrote last.
 */
async function skipEcho(running: Running, record: Value, { odoo, model, id }: Asked): Promise<void> {
  const uid = await running.sources.uid(odoo);
  const payload = running.names.get('payload') ?? null;
  const [ofModel, ofId] = ['model', 'id'].map((key) => item(payload, `_${key}`) ?? item(payload, key));
  const isOfRecord = ofModel === model && ofId === id;
  const told = isOfRecord ? item(payload, 'write_uid') : undefined;
  if (item(record, 'write_uid') === uid && (told === undefined || told === uid)) {
    throw new Skip(`an echo: ${model} ${id} was changed by the connection ${odoo} itself`);
  }
}

function item(value: Value, key: string): Value | undefined {
  return value instanceof Dict ? value.get(key) : undefined;
}

function nothing(
  { odoo, model, none }: Pick<RecordKeys, 'odoo' | 'model' | 'none'>,
  id: bigint | undefined,
  place: Place,
) {
  const message =
    id === undefined ? `the id of the ${model} record is empty` : `${odoo} has no ${model} with the id ${id}`;
  if (none === 'skip') {
    throw new Skip(message);
  }
  if (none === 'fail') {
    throw new HookRefused('no_record', message, { place });
  }
  return null;
}
