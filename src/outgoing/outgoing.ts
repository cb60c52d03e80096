import { HookRefused, ServiceUnavailable } from '../errors.ts';
import { Allowed } from './addresses.ts';
import { cached } from './cached.ts';
import { type Answer, type Asked, createExchange, type Exchange } from './exchange.ts';
import { createGuard, type Guard, type Resolve } from './guard.ts';
import { shownUrl } from './shown-url.ts';

/** A request to a server other than Odoo. */
export interface Request {
  method: Asked['method'];
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** The body, as UTF-8. */
  body?: string;
  /** The largest answer that is read, in bytes after decompression. */
  limit: number;
  /** How long all of it may take, redirects included, in milliseconds. */
  timeout: number;
  /** Statuses that are taken beside those from 200 to 299. */
  also?: readonly number[];
  /** How long an answer to the same request may serve, in milliseconds. */
  cache?: number | undefined;
  /** Values that must not be written anywhere. */
  secrets?: readonly string[];
}

/** An answer that was taken. */
export type Answered = Pick<Answer, 'status' | 'type' | 'body'>;

/** Makes requests to servers other than Odoo, within bounds. */
export interface Outgoing {
  /**
   * The answer. Throws HookRefused: `address_refused` for a URL that is not asked, `service_refused` for an answer that would not change,
   * `bad_answer` for one that is too large; ServiceUnavailable for what can succeed later.
   */
  ask(request: Request): Promise<Answered>;
}

const MOST_REDIRECTS = 3;
const REDIRECTS = [301, 302, 303, 307, 308];
/** Answers that another time may be others: too early, too slow, too many. */
const PASSING = [408, 425, 429];

/** What a rehearsal or a test has in place of the network. */
export interface Standins {
  /** Makes the requests, which then go nowhere. */
  exchange?: Exchange;
  resolve?: Resolve;
}

/** The way out. `allowed` gives the hosts and ranges that may be reached although they are not public; it is asked each time. */
export function createOutgoing(allowed: () => readonly string[], standins: Standins = {}): Outgoing {
  let list: readonly string[] = [];
  let known = new Allowed(list);
  const guard = createGuard(() => {
    if (list !== allowed()) {
      list = allowed();
      known = new Allowed(list);
    }
    return known;
  }, standins.resolve);
  const exchange = standins.exchange ?? createExchange(guard);
  return cached({ ask: (request) => ask(request, guard, exchange) });
}

async function ask(request: Request, guard: Guard, exchange: Exchange): Promise<Answer> {
  const { method, limit, also = [], secrets = [] } = request;
  const timeUp = AbortSignal.timeout(request.timeout);
  let url = guard.url(request.url);
  let headers = checkedHeaders(request.headers);
  for (let hops = 0; ; hops += 1) {
    const shown = shownUrl(url, secrets, 'without query');
    const answer = await exchange({ method, url, headers, body: request.body, limit, shown }, timeUp);
    const target = redirect(answer, url);
    if (target === undefined || method !== 'GET' || also.includes(answer.status)) {
      return accepted(answer, shown, also, target);
    }
    if (hops === MOST_REDIRECTS) {
      throw new HookRefused(
        'service_refused',
        `${shown} redirects, after ${MOST_REDIRECTS} redirects that were followed`,
      );
    }
    const next = guard.url(target);
    // Any header may be a credential, and another origin has no right to it; nor has it what it redirects back to.
    headers = next.origin === url.origin ? headers : checkedHeaders();
    url = next;
  }
}

/** Where a redirect leads, as an absolute URL. */
function redirect({ status, location }: Answer, from: URL): string | undefined {
  return REDIRECTS.includes(status) && location !== undefined
    ? (URL.parse(location, from.href)?.href ?? location)
    : undefined;
}

/** The answer, when its status is one of success. */
function accepted(answer: Answer, shown: string, also: readonly number[], target: string | undefined): Answer {
  const { status, retryAfter } = answer;
  if ((status >= 200 && status < 300) || also.includes(status)) {
    return answer;
  }
  const said = `${shown} answered HTTP ${status}`;
  if (status >= 500 || PASSING.includes(status)) {
    throw new ServiceUnavailable(said, { retryAfter });
  }
  const to = URL.parse(target ?? '')?.origin;
  throw new HookRefused(
    'service_refused',
    to === undefined ? said : `${said}: it redirects to ${to}; give that address`,
  );
}

/** The headers, all others of our own. Throws HookRefused where one cannot stand in a request. */
function checkedHeaders(given: Readonly<Record<string, string>> = {}): Record<string, string> {
  for (const [name, value] of Object.entries(given)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw new HookRefused(
        'bad_value',
        `the header ${JSON.stringify(name)} cannot be sent: it has characters that no header may have`,
      );
    }
  }
  return { 'User-Agent': 'Hookdoo', Accept: '*/*', ...given };
}
