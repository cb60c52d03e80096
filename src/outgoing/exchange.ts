import http from 'node:http';
import https from 'node:https';
import axios, { AxiosError, type AxiosResponse } from 'axios';
import { HookRefused, ServiceUnavailable } from '../errors.ts';
import type { Guard } from './guard.ts';

/** One request to one URL. */
export interface Asked {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
  /** The largest answer that is read, in bytes after decompression. */
  limit: number;
  /** The URL for messages. */
  shown: string;
}

/** An answer, whatever its status. */
export interface Answer {
  status: number;
  /** The media type in lower case, without parameters; empty when none was given. */
  type: string;
  /** Where the server says the thing is, as it was written. */
  location: string | undefined;
  /** The Retry-After header in milliseconds. */
  retryAfter: number | undefined;
  body: Buffer;
}

/** Makes one request; follows no redirect. Throws HookRefused when the guard does not let it or the answer is too large, ServiceUnavailable. */
export type Exchange = (asked: Asked, timeUp: AbortSignal) => Promise<Answer>;

/** Requests over connections that the guard lets through. Each request has a connection of its own, so each is held against the guard. */
export function createExchange({ lookup }: Guard): Exchange {
  const client = axios.create({
    httpAgent: new http.Agent({ lookup }),
    httpsAgent: new https.Agent({ lookup }),
    proxy: false,
    maxRedirects: 0,
    responseType: 'arraybuffer',
    transformRequest: [(body: unknown) => body],
    transformResponse: [(body: unknown) => body],
    validateStatus: () => true,
  });
  return async ({ method, url, headers, body, limit, shown }, signal) => {
    try {
      const request = { method, url: url.href, headers: { ...headers }, data: body, maxContentLength: limit, signal };
      return readAnswer(await client.request<unknown>(request));
    } catch (error) {
      throw failure(error, shown, limit, signal);
    }
  };
}

function readAnswer({ status, headers, data }: AxiosResponse<unknown>): Answer {
  const header = (name: string) => {
    const value: unknown = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    status,
    type: header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '',
    location: header('location'),
    retryAfter: millisecondsUntil(header('retry-after')),
    body: Buffer.isBuffer(data) ? data : Buffer.alloc(0),
  };
}

/** A Retry-After is a number of seconds or a date. */
function millisecondsUntil(text = ''): number | undefined {
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return wait > 0 ? wait : undefined;
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name could not be looked up just now',
  ECONNRESET: 'the connection was cut before the answer came',
  EPIPE: 'the connection was cut before the answer came',
  ERR_BAD_RESPONSE: 'the connection was cut before the whole answer came',
  EPROTO: 'no TLS is spoken there; should the URL begin with http: instead of https:?',
};

/** Ours in place of axios' error, which carries the whole request with its secrets. */
function failure(error: unknown, shown: string, limit: number, signal: AbortSignal): unknown {
  if (!(error instanceof AxiosError)) {
    return error;
  }
  if (error.cause instanceof HookRefused) {
    return error.cause;
  }
  if (error.message.includes('maxContentLength')) {
    return new HookRefused('bad_answer', `${shown} answered more than ${limit} bytes, the most that is read`);
  }
  if (signal.aborted) {
    return new ServiceUnavailable(`${shown}: no answer in time`);
  }
  const code = error.code ?? '';
  return new ServiceUnavailable(`${shown}: ${REASONS[code] ?? `${error.message} (${code})`}`);
}
