import { z } from 'zod';
import { str } from '../../expression/repr.ts';
import { postText } from '../chatter.ts';
import { atLeastOne } from '../running.ts';
import { compileTemplate } from '../template.ts';
import { defineAction, Records } from './action.ts';

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
      await postText(running.world, model, ids, str(await running.evaluate(body)));
      return null;
    };
  },
);
