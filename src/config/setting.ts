import { z } from 'zod';
import { DURATION, parseDuration } from '../duration.ts';
import { subject } from '../hook/issue.ts';
import { parseSize, SIZE } from './size.ts';

/** A whole number; YAML's bigint becomes a number. */
export function wholeNumber(least: number, most: number): z.ZodType<number> {
  const whole = mustBe('a whole number');
  const number = z.int({
    error: (issue) => (issue.input !== undefined && issue.code === 'invalid_type' ? whole(issue) : undefined),
  });
  return z.preprocess((raw) => (typeof raw === 'bigint' ? Number(raw) : raw), number.min(least).max(most));
}

/** A duration such as `10s`, in milliseconds. */
export function duration(): z.ZodType<number, string> {
  return quantity(DURATION, 'a duration with its unit, such as 500ms, 10s, 5m or 24h', parseDuration);
}

/** A size such as `1mb`, in bytes. */
export function size(): z.ZodType<number, string> {
  return quantity(SIZE, 'a size with its unit, such as 500b, 64kb or 1mb', parseSize);
}

function quantity(form: RegExp, what: string, parse: (text: string) => number | undefined): z.ZodType<number, string> {
  const error = mustBe(what);
  return z
    .string({ error })
    .regex(form, { error })
    .transform((text) => parse(text) ?? Number.NaN);
}

/** An http(s) URL, without the slash at its end. `instead`: a word that may stand there too. */
export function httpUrl(instead?: string): z.ZodType<string, string> {
  const also = instead === undefined ? '' : `the word \`${instead}\`, or `;
  return z
    .string()
    .refine((text) => text === instead || isHttpUrl(text), {
      error: mustBe(`${also}a URL such as https://odoo.example.com, without a user or password in it`),
    })
    .transform((url) => url.replace(/\/+$/, ''));
}

function isHttpUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

function mustBe(what: string): z.core.$ZodErrorMap {
  return (issue) => `${subject(issue.path ?? [])} must be ${what}`;
}
