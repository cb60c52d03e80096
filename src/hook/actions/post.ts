import { z } from 'zod';
import { str } from '../../expression/repr.ts';
import { atLeastOne } from '../running.ts';
import { compileTemplate } from '../template.ts';
import { defineAction, Records } from './action.ts';

/** From this major version on Odoo escapes the text of a message itself. */
const ESCAPES_ITSELF = 17;

export const post = defineAction(
  'post',
  "Posts a message in the record's chatter.",
  {
    post: Records.describe('The record(s), such as `record`.'),
    body: z.string().describe('The message, as plain text.'),
  },
  (raw, path, compiler) => {
    const target = compiler.records(raw.post, [...path, 'post']);
    const body = compileTemplate(raw.body, [...path, 'body'], compiler);
    return async (running) => {
      const { model, ids } = atLeastOne(await running.records(target.run, target.place), 'post on', target.place);
      const text = str(await running.evaluate(body));
      const shown = (await running.world.majorVersion()) >= ESCAPES_ITSELF ? text : escapeHtml(text);
      for (const id of ids) {
        await running.world.send({ model, method: 'message_post', ids: [id], args: [], kwargs: { body: shown } });
      }
      return null;
    };
  },
);

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
