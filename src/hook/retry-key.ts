import { z } from 'zod';
import { DURATION, parseDuration } from '../duration.ts';

/** How a delivery that cannot be carried out now is tried again; all in milliseconds. */
export interface Retry {
  /** From its first failure on, after which it is given up. */
  for: number;
  /** The first pause; each further one is twice as long. */
  from: number;
  /** The longest pause. */
  to: number;
}

/** What holds without `retry`. */
export const DEFAULT_RETRY: Retry = { for: 3 * 86_400_000, from: 10_000, to: 3_600_000 };

/** A duration in a hook file; milliseconds. */
export const Duration = z
  .string()
  .regex(DURATION, 'a duration with its unit, such as 10s, 5m or 3d')
  .transform((text) => parseDuration(text) ?? 0);

/** The key `retry`. */
export const RetryKey = z
  .strictObject({
    for: Duration.prefault('3d').describe('How long it is tried, from the first failure on.'),
    from: Duration.prefault('10s').describe('The first pause; each further one is twice as long.'),
    to: Duration.prefault('1h').describe('The longest pause.'),
  })
  .describe('How often a delivery is tried again while Odoo is not available, or a record it waits for is missing.');
