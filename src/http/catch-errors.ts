import type { Context, Middleware, Next } from 'koa';
import { StoreUnavailable } from '../deliveries/store.ts';
import { RequestError } from '../errors.ts';
import type { Log } from '../log.ts';
import { answerError } from './answer.ts';

/** Turns whatever is thrown, and whatever no route took, into an answer; what nobody foresaw goes to the log whole. */
export function catchErrors(log: Log): Middleware {
  return async (ctx: Context, next: Next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined) {
        throw new RequestError(404, 'not_found', 'there is nothing at this address');
      }
    } catch (error) {
      answerError(ctx, error);
      if (error instanceof StoreUnavailable) {
        log.error({ err: error }, 'the store is not available');
      } else if (!(error instanceof RequestError)) {
        log.error({ err: error }, 'a fault of Hookdoo itself');
      }
    }
  };
}

/** Refuses methods that a route does not take, naming those it does. */
export function allowOnly(ctx: Context, methods: readonly string[]): void {
  if (!methods.includes(ctx.method)) {
    ctx.set('Allow', methods.join(', '));
    throw new RequestError(405, 'method_not_allowed', `${ctx.method} is not taken here; use ${methods.join(' or ')}`);
  }
}
