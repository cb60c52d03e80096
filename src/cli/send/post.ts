import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { DELIVERY_HEADER } from '../../http/answer.ts';
import type { Draft } from '../../verify/draft.ts';
import { CannotRun } from '../command.ts';

/** What the server answered. */
export interface Answer {
  status: number;
  body: string;
  /** The id of the delivery, where one was stored. */
  delivery: string | undefined;
}

/** Sends a request to `url`. `timeout` is in milliseconds. Throws CannotRun when no answer comes. */
export async function post(url: URL, draft: Omit<Draft, 'url'>, timeout: number): Promise<Answer> {
  const signal = AbortSignal.timeout(timeout);
  try {
    const response = await exchange(url, draft, signal);
    const delivery = response.headers[DELIVERY_HEADER.toLowerCase()];
    return {
      status: response.statusCode ?? 0,
      body: await text(response),
      delivery: typeof delivery === 'string' ? delivery : undefined,
    };
  } catch (error) {
    throw new CannotRun(signal.aborted ? `${url.origin} gave no answer in ${timeout / 1000} s` : why(error, url));
  }
}

/** The headers go out as they are, one that stands twice as two. */
async function exchange(
  url: URL,
  { method, headers, body }: Omit<Draft, 'url'>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const lines = Map.groupBy([['User-Agent', 'Hookdoo'], ...headers], ([name = '']) => name.toLowerCase());
  const request = (url.protocol === 'https:' ? https : http).request(url, { method, agent: false, signal });
  for (const [name, pairs] of lines) {
    const values = pairs.map(([, value = '']) => value);
    request.setHeader(pairs[0]?.[0] ?? name, values.length === 1 ? (values[0] ?? '') : values);
  }
  // A server may answer, and close, before it has read all.
  request.on('error', () => undefined);
  const answered = once(request, 'response');
  request.end(body);
  const [response]: IncomingMessage[] = await answered;
  if (response === undefined) {
    throw new Error('no answer');
  }
  return response;
}

const REASONS: Record<string, string> = {
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name could not be looked up just now',
  ECONNRESET: 'the connection was cut before the answer came',
  EPIPE: 'the connection was cut before the answer came',
  EPROTO: 'no TLS is spoken there; should the URL begin with http: instead of https:?',
};

function why(error: unknown, { origin }: URL): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED') {
    return `nothing listens at ${origin}: start the server with \`hookdoo serve\`, or give the address of another with --url`;
  }
  const reason = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
  return `${origin} cannot be asked: ${reason}`;
}
