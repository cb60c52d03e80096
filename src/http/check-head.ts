import type { IncomingMessage } from 'node:http';
import { RequestError } from '../errors.ts';

/** No sender has more headers; node would leave the rest out in silence. */
export const MOST_HEADERS = 200;

/**
 * Refuses what cannot be a request for one of our addresses, before anything looks into it. An absolute URL is for proxies; with one a
 * request would have two hosts. Throws RequestError 400, 414, 417 or 431.
 */
export function checkHead({ url = '', headers, rawHeaders }: IncomingMessage, limits: { url: number }): void {
  if (!url.startsWith('/')) {
    throw new RequestError(400, 'bad_request', 'the address of a request must be a path, such as /web/hook/…');
  }
  if (url.length > limits.url) {
    throw new RequestError(414, 'too_large', `the URL is longer than ${limits.url} bytes`);
  }
  if (rawHeaders.length / 2 > MOST_HEADERS) {
    throw new RequestError(431, 'too_large', `the request has more than ${MOST_HEADERS} headers`);
  }
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue') {
    throw new RequestError(417, 'bad_request', 'of Expect only 100-continue is known here');
  }
  if (headers.host === undefined) {
    throw new RequestError(400, 'bad_request', 'the header Host is missing');
  }
}
