import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';
import type { RawRequest } from '../deliveries/delivery.ts';
import { RequestError } from '../errors.ts';
import type { Hook } from '../hook/hook.ts';
import type { Log } from '../log.ts';
import type { UrlSecrets } from '../verify/url-secrets.ts';
import type { Door, VerifiedRequest } from '../verify/verified-request.ts';
import type { Taken } from '../work/work.ts';
import { answerError, answerLater, answerOk, DELIVERY_HEADER } from './answer.ts';
import type { BodyRoom } from './body-room.ts';
import { allowOnly } from './catch-errors.ts';
import type { Rates } from './rates.ts';
import { type BodyLimits, readBody } from './read-body.ts';
import { requestHead } from './request-head.ts';

/** What the hooks' routes work with. The functions are asked at each request, so that an edit of the configuration counts at once. */
export interface HookParts {
  hooks: () => ReadonlyMap<string, Hook>;
  secrets: UrlSecrets;
  limits: () => BodyLimits;
  rates: Rates;
  room: BodyRoom;
  /** The address a request comes from: behind a trusted proxy, whom it speaks for. */
  addressOf: (request: IncomingMessage) => string;
  /** Stores a request and has it carried out. Throws StoreUnavailable. */
  take: (request: RawRequest, hook: Hook) => Promise<Taken>;
  /** Stores a request that is not acceptable, with the reason. Throws StoreUnavailable. */
  refuse: (request: RawRequest, hook: Hook, error: RequestError) => Promise<Taken>;
  log: Log;
}

/** `/web/hook/<secret>`. To a stranger every address is equally unknown, before a byte of the body is read. */
export async function takeAtSecret(ctx: Context, secret: string, parts: HookParts): Promise<void> {
  const door = await parts.secrets.find<RawRequest>(secret);
  const hook = door === undefined ? undefined : parts.hooks().get(door.hook);
  const address = parts.addressOf(ctx.req);
  if (door === undefined || hook?.enabled !== true) {
    await parts.rates.missed(address, secret);
    throw new RequestError(404, 'unknown_hook', 'no hook has this address; `hookdoo url HOOK` prints the right one');
  }
  await parts.rates.opened(address, hook.name);
  const verified = await takeRequest(ctx, secret, hook, door, parts);
  await deliver(ctx, verified, hook, parts);
}

/** Reads and verifies the request. One that is not acceptable is stored too, with the reason and without what was not read. */
async function takeRequest(
  ctx: Context,
  secret: string,
  hook: Hook,
  door: Door<RawRequest>,
  { limits, refuse, room }: HookParts,
): Promise<VerifiedRequest<RawRequest>> {
  const request: RawRequest = { ...requestHead(ctx.req, secret), body: new Uint8Array() };
  try {
    allowOnly(ctx, hook.methods);
    request.body = await readBody(ctx.req, limits(), room);
    return door.verify(request);
  } catch (error) {
    if (error instanceof RequestError) {
      ctx.set(DELIVERY_HEADER, (await refuse(request, hook, error)).id);
    }
    throw error;
  }
}

async function deliver(
  ctx: Context,
  { request }: VerifiedRequest<RawRequest>,
  hook: Hook,
  { take, rates }: HookParts,
): Promise<void> {
  await rates.hook(hook);
  const { id, settled } = await take(request, hook);
  ctx.set(DELIVERY_HEADER, id);
  const { state, error } = await settled;
  if (state === 'waiting' && hook.answer === 'done') {
    answerLater(ctx);
  } else if (state === 'waiting' || error === undefined) {
    answerOk(ctx);
  } else {
    answerError(ctx, error);
  }
}
