import type { IncomingMessage } from 'node:http';
import type { Middleware } from 'koa';
import { RequestError } from '../errors.ts';
import { checkHead } from './check-head.ts';
import type { Connections } from './connections.ts';
import type { Rates } from './rates.ts';

/** What a request passes before it comes to a route. */
export interface Gate {
  connections: Connections;
  rates: Rates;
  limits: () => { url: number };
  /** The address a request comes from. */
  addressOf: (request: IncomingMessage) => string;
}

/** A load balancer that asks often is not to be told that we are not well. */
const UNCOUNTED = new Set(['/healthz', '/readyz']);

/** Lets through what is a request at all, and no more than its connection and its address may send. */
export function admit({ connections, rates, limits, addressOf }: Gate): Middleware {
  return async (ctx, next) => {
    if (!connections.begin(ctx.req, ctx.res)) {
      const message = 'too many requests are under way on this connection; wait for their answers';
      throw new RequestError(429, 'too_many_requests', message, { retryAfter: 1 });
    }
    checkHead(ctx.req, limits());
    if (!UNCOUNTED.has(ctx.path)) {
      await rates.request(addressOf(ctx.req));
    }
    await next();
  };
}
