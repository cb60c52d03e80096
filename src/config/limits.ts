import { z } from 'zod';
import { rate } from '../hook/rate-key.ts';
import { duration, size, wholeNumber } from './setting.ts';

/** The key `server.limits`. Sizes are bytes, times milliseconds; a rate that is off is undefined. */
export const Limits = z.strictObject({
  body: size().prefault('1mb').describe('The largest body of a request.'),
  depth: wholeNumber(1, 1000).prefault(64).describe('How deep lists and maps of a payload may be nested.'),
  keys: wholeNumber(1, 10_000_000)
    .prefault(100_000)
    .describe('How many keys and items a payload may have, at all its levels together.'),
  url: size().prefault('8kb').describe('The longest URL, with its query.'),
  headers: size().prefault('16kb').describe('The URL and all headers of a request together.'),
  time: duration().prefault('10s').describe('How long a sender may take to send its request.'),
  connections: wholeNumber(1, 1_000_000)
    .prefault(10_000)
    .describe('How many connections may be open; past it, the one that was quiet for the longest is closed.'),
  rate: rate()
    .prefault('off')
    .describe('How many requests one address may send, such as 100/s; past it they are answered 429 and not kept.'),
  guesses: rate()
    .prefault('60/m')
    .describe(
      'How many different unknown secrets one address may try, and requests it may send that are not verified; past it, it is answered 429.',
    ),
  answer: duration()
    .prefault('10s')
    .describe('How long a sender is kept waiting for the outcome; then it is told that the delivery is still at work.'),
  waiting: wholeNumber(1, 100_000_000)
    .prefault(100_000)
    .describe('How many deliveries may wait to be carried out; past it, requests are answered 503.'),
});
