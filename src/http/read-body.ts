import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { RequestError } from '../errors.ts';
import type { BodyRoom } from './body-room.ts';

/** What a body may cost: `body` in bytes, `time` in milliseconds from the end of the headers to its last byte. */
export interface BodyLimits {
  body: number;
  time: number;
}

/** Reads a request's body, as the bytes that were sent. Throws RequestError 400, 408, 413 or 415. */
export async function readBody(request: IncomingMessage, limits: BodyLimits, room: BodyRoom): Promise<Uint8Array> {
  checkEncoding(request);
  const { promise: givenUp, reject } = Promise.withResolvers<never>();
  const late = (why: string) => reject(new RequestError(408, 'too_slow', why));
  const tookLong = `the body took longer than ${limits.time / 1000} seconds to arrive`;
  const timer = setTimeout(late, limits.time, tookLong);
  const end = room.follow(request, limits.body, () => late('the body came too slowly while others needed the room'));
  try {
    const length = request.headers['content-length'] ?? null;
    return await Promise.race([getRawBody(request, { limit: limits.body, length }), givenUp]);
  } catch (error) {
    // The rest is let through unread, so that the sender comes to read its answer.
    request.resume();
    throw bodyError(error, limits);
  } finally {
    clearTimeout(timer);
    end();
  }
}

function checkEncoding({ headers }: IncomingMessage): void {
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding !== 'identity') {
    throw new RequestError(415, 'unsupported_body', `the body is compressed (${encoding}); send it as it is`);
  }
  const transfer = headers['transfer-encoding']?.toLowerCase() ?? 'chunked';
  if (transfer !== 'chunked') {
    throw new RequestError(415, 'unsupported_body', `the body is sent as ${transfer}; send it plain or chunked`);
  }
}

function bodyError(error: unknown, limits: BodyLimits): unknown {
  const type: unknown = error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') {
    return new RequestError(413, 'too_large', `the body is larger than ${limits.body} bytes`);
  }
  if (type === 'request.aborted' || type === 'request.size.invalid') {
    return new RequestError(400, 'cut_off', 'the connection was closed before the whole body had come');
  }
  return error;
}
