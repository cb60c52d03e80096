import { z } from 'zod';
import { subject } from './issue.ts';

/** So many requests in so many milliseconds. */
export interface Rate {
  requests: number;
  per: number;
}

const RATE = /^(?:off|([1-9]\d{0,6})\/([smh]))$/;
const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000 };

/** A rate such as `10/s`, `600/m` or `1000/h`; undefined for `off`. */
export function rate(): z.ZodType<Rate | undefined, string> {
  return z.string({ error: wrong }).regex(RATE, { error: wrong }).transform(parseRate);
}

/** The key `rate`. */
export const RateKey = rate().describe(
  'How many requests the hook takes in a second (10/s), a minute (600/m) or an hour (1000/h); past it they are answered 429 and not kept.',
);

/** A rate as it is written. */
export function rateText({ requests, per }: Rate): string {
  const [unit] = Object.entries(UNITS).find(([, milliseconds]) => milliseconds === per) ?? ['s'];
  return `${requests}/${unit}`;
}

function parseRate(text: string): Rate | undefined {
  const [, requests, unit = ''] = RATE.exec(text) ?? [];
  return requests === undefined ? undefined : { requests: Number(requests), per: UNITS[unit] ?? 1000 };
}

function wrong(issue: { path?: PropertyKey[] | undefined }): string {
  return `${subject(issue.path ?? [])} must be a rate such as 10/s, 600/m or 1000/h, or off`;
}
