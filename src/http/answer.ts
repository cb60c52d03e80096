import type { Context } from 'koa';
import type { Reply } from '../hook/reply-key.ts';
import { refusalFor } from './errors.ts';

/** The header that names a stored delivery. */
export const DELIVERY_HEADER = 'Hookdoo-Delivery';

/** Answers `{"status":"ok"}`. */
export function answerOk(ctx: Context): void {
  ctx.status = 200;
  ctx.body = { status: 'ok' };
}

/** Answers as a hook says. What came in with a request may stand in it: no browser may take it for a page. */
export function answerReply(ctx: Context, { status, headers, type, body }: Reply): void {
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Content-Security-Policy', "default-src 'none'");
  for (const [name, value] of headers) {
    ctx.set(name, value);
  }
  ctx.status = status;
  if (type !== undefined) {
    ctx.type = type;
  }
  ctx.body = body ?? '';
}

/** Answers that the delivery is stored, and still at work. */
export function answerLater(ctx: Context): void {
  ctx.status = 202;
  ctx.body = { status: 'ok', delivery: ctx.response.get(DELIVERY_HEADER) };
}

/** Answers with an error; names the delivery where the request was stored. */
export function answerError(ctx: Context, error: unknown): void {
  const { status, code, message, retryAfter } = refusalFor(error);
  const delivery = ctx.response.get(DELIVERY_HEADER);
  ctx.status = status;
  ctx.body = { status: 'error', code, message, ...(delivery && { delivery }) };
  if (retryAfter !== undefined) {
    ctx.set('Retry-After', String(retryAfter));
  }
  if (status === 408) {
    // The rest of the body may never come, so the connection is of no more use.
    ctx.set('Connection', 'close');
  }
}
