import http from 'node:http';
import https from 'node:https';
import axios, { AxiosError, type AxiosRequestConfig, type AxiosResponse } from 'axios';
import { OdooRejected, OdooUnavailable } from '../errors.ts';
import type { Asked, ForeignAnswer } from './faults.ts';

/** An answer as it came, whatever its status. */
export interface HttpAnswer extends ForeignAnswer {
  text: string;
}

/** Speaks JSON text with one server over kept-alive connections. Throws OdooUnavailable when no whole answer came, OdooRejected when it is too large. */
export interface HttpClient {
  post(path: string, body: string, asked: Asked, timeout: number): Promise<HttpAnswer>;
  get(path: string, asked: Asked, timeout: number): Promise<HttpAnswer>;
  /** Cuts what is under way; every later post throws. */
  close(): void;
}

// Odoo 19 refuses bodies from 128 MiB on; an answer of this size is a read without a field list.
const MAX_BYTES = 128 * 1024 * 1024;

/** A client for the server at `url`, with at most `sockets` connections; `headers` go with every request. */
export function createHttpClient(url: string, sockets: number, headers: Record<string, string> = {}): HttpClient {
  const agentOptions = { keepAlive: true, maxSockets: sockets };
  const httpAgent = new http.Agent(agentOptions);
  const httpsAgent = new https.Agent(agentOptions);
  const client = axios.create({
    baseURL: url.replace(/\/+$/, ''),
    httpAgent,
    httpsAgent,
    proxy: false,
    maxRedirects: 0,
    maxContentLength: MAX_BYTES,
    maxBodyLength: MAX_BYTES,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
    responseType: 'text',
    // Both ways the text is ours: axios' own JSON would round integers beyond 2^53.
    transformRequest: [(body: unknown) => body],
    transformResponse: [(body: unknown) => body],
    validateStatus: () => true,
  });
  let closed = false;

  async function request(options: AxiosRequestConfig, asked: Asked, timeout: number): Promise<HttpAnswer> {
    if (closed) {
      throw new OdooUnavailable(`${asked.connection}, ${asked.call}: the connection was closed`, 'none');
    }
    try {
      return readAnswer(await client.request<unknown>({ ...options, timeout }));
    } catch (error) {
      throw networkError(asked, error, timeout);
    }
  }

  return {
    post: (path, body, asked, timeout) => request({ method: 'POST', url: path, data: body }, asked, timeout),
    get: (path, asked, timeout) => request({ method: 'GET', url: path }, asked, timeout),
    close() {
      closed = true;
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

function readAnswer(response: AxiosResponse<unknown>): HttpAnswer {
  const seconds = Number(header(response, 'retry-after'));
  return {
    status: response.status,
    contentType: header(response, 'content-type') ?? '',
    text: String(response.data ?? ''),
    retryAfter: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined,
    location: header(response, 'location'),
  };
}

function header(response: AxiosResponse<unknown>, name: string): string | undefined {
  const value: unknown = response.headers[name];
  return typeof value === 'string' ? value : undefined;
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name could not be looked up just now',
  ECONNRESET: 'the connection was cut before the answer came',
  EPROTO: 'no TLS is spoken there; should the url begin with http: instead of https:?',
  EPIPE: 'the connection was cut before the answer came',
};

/** Ours in place of axios' error, which carries the whole request and so the password. */
function networkError(asked: Asked, error: unknown, timeout: number): OdooRejected | OdooUnavailable {
  if (!(error instanceof AxiosError)) {
    throw error;
  }
  const code = error.code ?? '';
  if (/max(Content|Body)Length/.test(error.message)) {
    return new OdooRejected('http.TooLarge', `${asked.connection}, ${asked.call}: more than ${MAX_BYTES} bytes`);
  }
  const sent = wasConnected(error);
  const effect = sent ? 'unknown' : 'none';
  const timedOut = code === AxiosError.ECONNABORTED || (code === AxiosError.ETIMEDOUT && sent);
  const reason = timedOut ? `no answer within ${timeout / 1000} s` : (REASONS[code] ?? reasonOf(error));
  return new OdooUnavailable(`${asked.connection}, ${asked.call}: ${reason}`, effect, { unreachable: !sent });
}

function reasonOf(error: AxiosError): string {
  return `${error.message}${error.code === undefined ? '' : ` (${error.code})`}`;
}

/** Whether the request may have gone out. In doubt it may: a record made twice is worse than a person asked. */
function wasConnected(error: AxiosError): boolean {
  const { cause, code = '' } = error;
  // Several addresses were tried, and none took the connection.
  if (cause instanceof AggregateError) {
    return false;
  }
  if (cause !== undefined && 'syscall' in cause && (cause.syscall === 'connect' || cause.syscall === 'getaddrinfo')) {
    return false;
  }
  // The server's certificate is judged before the first byte of the request.
  if (/^(ERR_INVALID_URL|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/.test(code)) {
    return false;
  }
  const request: unknown = error.request;
  return !(request instanceof http.ClientRequest && request.socket?.connecting === true);
}
