import { z } from 'zod';
import { withHeader } from '../draft.ts';
import type { Scheme, SchemeContext } from '../scheme.ts';
import { neededHeader, notVerified } from '../sent.ts';
import { decode } from '../signature/encoding.ts';
import { listOf, oneOf } from './credentials.ts';
import { equalTexts } from './equal.ts';

export const Basic = z
  .strictObject({
    scheme: z.literal('basic'),
    user: z.string().min(1).describe('The user name.'),
    password: z.string().min(1).describe('The password.').optional(),
    passwords: z
      .array(z.string().min(1))
      .min(1)
      .describe('Several passwords, the new one first: each counts.')
      .optional(),
  })
  .refine(...oneOf('password', 'passwords'))
  .refine(({ user }) => !user.includes(':'), { path: ['user'], error: 'a user name of HTTP Basic has no colon' })
  .describe('HTTP Basic: user and password.');

/** Compiles the scheme `basic`. */
export function basic(leaf: z.output<typeof Basic>, _context: SchemeContext): Scheme {
  const known = listOf(leaf.password, leaf.passwords).map((password) => `${leaf.user}:${password}`);
  return {
    check(sent) {
      const [, text = ''] = /^basic +(.*)$/is.exec(neededHeader(sent, 'Authorization')) ?? [];
      const given = decode(text, 'base64');
      const credentials = Buffer.from(given ?? []).toString('utf8');
      const equal = known.filter((one) => equalTexts(one, credentials));
      if (given === undefined || equal.length === 0) {
        throw notVerified('the user or the password of HTTP Basic is another one');
      }
    },
    sign: (draft) =>
      withHeader(draft, 'Authorization', `Basic ${Buffer.from(known[0] ?? '', 'utf8').toString('base64')}`),
    hides: [],
    secrets: [],
  };
}
