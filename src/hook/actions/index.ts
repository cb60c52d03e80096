import type { Action } from './action.ts';
import { attach } from './attach.ts';
import { call } from './call.ts';
import { create } from './create.ts';
import { deleteAction } from './delete.ts';
import { duplicate } from './duplicate.ts';
import { find } from './find.ts';
import { post } from './post.ts';
import { run } from './run.ts';
import { send } from './send.ts';
import { update } from './update.ts';
import { upsert } from './upsert.ts';

/** Every action there is, in the order of the reference. */
export const ACTIONS: readonly Action[] = [
  update,
  create,
  upsert,
  find,
  call,
  deleteAction,
  post,
  attach,
  duplicate,
  send,
  run,
];
