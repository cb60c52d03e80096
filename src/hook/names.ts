import { pureNames } from '../expression/names.ts';

/** The names that every expression of a hook can use: Odoo's of an automation rule, and those of the request. */
export const HOOK_NAMES: ReadonlySet<string> = new Set([
  ...pureNames().keys(),
  'payload',
  'headers',
  'query',
  'delivery',
  'record',
  'records',
  'model',
  'env',
  'user',
  'uid',
  'log',
  'Command',
]);
