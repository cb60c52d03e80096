import { createHash } from 'node:crypto';
import { z } from 'zod';
import { str } from '../../expression/repr.ts';
import type { OdooCall, Rpc } from '../../odoo/call.ts';
import { isObject, type Json, type JsonObject } from '../../odoo/json.ts';
import { firstId, idsOf } from '../../records/created.ts';
import { compileFile, type File, FileKeys } from '../file-source.ts';
import { oneRecord } from '../running.ts';
import { compileTemplate } from '../template.ts';
import { defineAction, Records } from './action.ts';

const Keys = {
  attach: Records.describe('The record, such as `record`.'),
  name: z.string().min(1).describe("The file's name."),
  ...FileKeys,
  mimetype: z.string().min(1).describe('The media type; without it Odoo tells it by the name.').optional(),
};

export const attach = defineAction('attach', 'Attaches a file to the record.', Keys, (raw, path, compiler) => {
  const target = compiler.records(raw.attach, [...path, 'attach']);
  const name = compileTemplate(raw.name, [...path, 'name'], compiler);
  const mimetype = compileTemplate(raw.mimetype ?? null, [...path, 'mimetype'], compiler);
  const fileOf = compileFile(raw, path, compiler);
  return async (running) => {
    const { model, ids } = oneRecord(await running.records(target.run, target.place), 'attach to', target.place);
    const [called, type] = await running.evaluate((scope) => [str(name(scope)), mimetype(scope)]);
    const file = await fileOf(running);
    const values: JsonObject = { name: called, res_model: model, res_id: ids[0] ?? false };
    const datas = file.shown ?? file.bytes.toString('base64');
    const answer = await running.world.send({
      model: 'ir.attachment',
      method: 'create',
      args: [{ ...values, datas, ...(type !== null && { mimetype: str(type) }) }],
      // Odoo would make large images smaller, and then not know them by their checksum.
      kwargs: { context: { image_no_postprocess: true } },
      again: 'repeat',
      make: (call, rpc) => attachOnce(call, rpc, file),
    });
    return running.env.records('ir.attachment', [firstId(answer)]);
  };
});

/** Creates the attachment, unless the record has one of this name and content: then an earlier attempt made it, or somebody else. */
async function attachOnce(call: OdooCall, rpc: Rpc, file: File): Promise<Json> {
  const bytes = file.shown === undefined ? file.bytes : await file.bytes();
  const [values] = call.args;
  const { name, res_model, res_id } = isObject(values) ? values : {};
  const known = { name, res_model, res_id, checksum: createHash('sha1').update(bytes).digest('hex') };
  const domain = Object.entries(known).map(([field, value]): Json => [field, '=', value ?? false]);
  const kwargs = { ...call.kwargs, limit: 1n, order: 'id' };
  const [there] = idsOf(await rpc({ model: call.model, method: 'search', args: [domain], kwargs }));
  if (there !== undefined) {
    return there;
  }
  return await rpc({ ...call, args: [{ ...(isObject(values) && values), datas: bytes.toString('base64') }] });
}
