import { z } from 'zod';
import { HookRefused } from '../../errors.ts';
import type { Value } from '../../expression/value.ts';
import { type Json, type JsonObject, writeJson } from '../../odoo/json.ts';
import { requestUrl } from '../../outgoing/guard.ts';
import type { Answered } from '../../outgoing/outgoing.ts';
import { shownUrl } from '../../outgoing/shown-url.ts';
import { messageHeaders } from '../../outgoing/sign.ts';
import { toJson } from '../../records/json-value.ts';
import type { Compiler, Path } from '../compiler.ts';
import { jsonOf } from '../json-answer.ts';
import { Address, answerValue, compileAddress, compileHeaders, RequestKeys, withoutSecrets } from '../requests.ts';
import { oneRecord, type Running } from '../running.ts';
import { SignKey } from '../sign-key.ts';
import { compileTemplate } from '../template.ts';
import { defineAction, Records } from './action.ts';

const TIMEOUT = 30_000;
/** A larger answer is not looked at, in bytes. */
const LARGEST_ANSWER = 1024 * 1024;

const Keys = {
  send: Address,
  json: z.unknown().describe('What is sent; texts that begin with `=` are expressions.').optional(),
  record: Records.describe("A record that is sent as Odoo's own webhooks send it, instead of `json`.").optional(),
  fields: z.array(z.string()).describe('The fields of the record that are sent.').default([]),
  method: z.enum(['POST', 'PUT', 'PATCH']).describe('The HTTP method.').default('POST'),
  ...RequestKeys,
  sign: SignKey.optional(),
};

export const send = defineAction(
  'send',
  'Sends a message to another server, as Odoo\'s "Send Webhook Notification"; signed, and again until it is taken.',
  Keys,
  (raw, path, compiler) => {
    const { secrets = [] } = compiler.context;
    const address = compileAddress(raw.send, [...path, 'send'], compiler);
    const headers = compileHeaders(raw, path, compiler);
    const content = compileContent(raw, path, compiler);
    const step = path.filter((part) => typeof part === 'number').map((index) => index + 1);
    return async (running): Promise<Value> => {
      const [url, given] = await running.evaluate((scope) => [address(scope), headers(scope)]);
      const json = await content(running);
      const shown = shownUrl(requestUrl(url), secrets, 'with query');
      const id = [running.delivery, ...step, ...(running.item === undefined ? [] : [running.item + 1])].join('_');
      const answer = await running.world.send({
        model: '',
        method: `${raw.method} ${shown}`,
        args: [withoutSecrets(json, secrets)],
        kwargs: { 'webhook-id': id },
        again: 'repeat',
        async make({ onSend }) {
          await onSend?.();
          const body = writeJson(json);
          const message = { id, timestamp: Math.floor(Date.now() / 1000), body };
          const sent = { 'Content-Type': 'application/json', ...given, ...messageHeaders(message, raw.sign) };
          const request = { method: raw.method, url, headers: sent, body, secrets };
          return await taken(() => running.outgoing.ask({ ...request, limit: LARGEST_ANSWER, timeout: TIMEOUT }));
        },
      });
      return answerValue(answer);
    };
  },
);

type Content = (running: Running) => Promise<Json>;

/** Compiles what is sent: `json`, or a record. */
function compileContent(raw: z.output<z.ZodObject<typeof Keys>>, path: Path, compiler: Compiler): Content {
  if ((raw.json === undefined) === (raw.record === undefined)) {
    compiler.fault(path, 'give `json` or `record`, one of the two');
  }
  if (raw.record === undefined) {
    const json = compileTemplate(raw.json ?? null, [...path, 'json'], compiler);
    return (running) => running.evaluate((scope) => toJson(json(scope)));
  }
  const { run, place } = compiler.records(raw.record, [...path, 'record']);
  const action = compiler.context.name;
  return async (running) => {
    const { model, ids } = oneRecord(await running.records(run, place), 'send', place);
    const head: JsonObject = { _action: action, _id: ids[0] ?? false, _model: model };
    if (raw.fields.length === 0) {
      return head;
    }
    const read = await running.world.send({ model, method: 'read', ids, args: [raw.fields], kwargs: { load: null } });
    const [row] = Array.isArray(read) ? read : [];
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      throw new HookRefused('no_record', `${model} ${ids[0]} does not exist`, { place });
    }
    return { ...head, ...row };
  };
}

/** The JSON that a message was answered with; null where there is none: it was taken all the same. */
async function taken(ask: () => Promise<Answered>): Promise<Json> {
  try {
    return jsonOf(await ask(), '');
  } catch (error) {
    if (error instanceof HookRefused && error.code === 'bad_answer') {
      return null;
    }
    throw error;
  }
}
