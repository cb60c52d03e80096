import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';
import type { RawRequest } from '../deliveries/delivery.ts';
import { RequestError } from '../errors.ts';
import type { Hook } from '../hook/hook.ts';
import type { PayloadLimits } from '../hook/payload.ts';
import type { Log } from '../log.ts';
import type { UrlPaths } from '../verify/url-paths.ts';
import type { UrlSecrets } from '../verify/url-secrets.ts';
import type { Door, VerifiedRequest } from '../verify/verified-request.ts';
import { handshakeOf, replyTo } from '../work/handshake.ts';
import type { Taken } from '../work/work.ts';
import { answerError, answerLater, answerOk, answerReply, DELIVERY_HEADER } from './answer.ts';
import type { BodyRoom } from './body-room.ts';
import { allowOnly } from './catch-errors.ts';
import type { Rates } from './rates.ts';
import { type BodyLimits, readBody } from './read-body.ts';
import { requestHead } from './request-head.ts';

/** What the hooks' routes work with. The functions are asked at each request, so that an edit of the configuration counts at once. */
export interface HookParts {
  hooks: () => ReadonlyMap<string, Hook>;
  secrets: UrlSecrets;
  paths: UrlPaths;
  limits: () => BodyLimits & PayloadLimits;
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

/** Bytes; larger than the examples of all senders. */
const LARGEST_OF_STRANGER = 16 * 1024;

/** `/web/hook/<secret>`. To a stranger every address is equally unknown, before a byte of the body is read. */
export async function takeAtSecret(ctx: Context, secret: string, parts: HookParts): Promise<void> {
  await takeAt(ctx, await parts.secrets.find(secret), secret, parts);
}

/** `/hook/<path>`, for a hook that verifies who sent it. */
export async function takeAtPath(ctx: Context, path: string, parts: HookParts): Promise<void> {
  await takeAt(ctx, parts.paths.find(path), undefined, parts);
}

async function takeAt(ctx: Context, door: Door | undefined, secret: string | undefined, parts: HookParts) {
  const hook = door === undefined ? undefined : parts.hooks().get(door.hook);
  const address = parts.addressOf(ctx.req);
  if (door === undefined || hook?.enabled !== true) {
    await parts.rates.missed(address, secret ?? ctx.path);
    throw new RequestError(404, 'unknown_hook', 'no hook has this address; `hookdoo url HOOK` prints the right one');
  }
  if (secret !== undefined) {
    await parts.rates.opened(address, hook.name);
  }
  const verified = await takeRequest(ctx, secret, hook, door, parts);
  if (verified !== undefined) {
    await deliver(ctx, verified, hook, parts);
  }
}

/**
 * Reads and verifies the request; a handshake is answered, and gives undefined. One that is not acceptable is stored too, with the reason
 * and without what was not read.
 */
async function takeRequest(
  ctx: Context,
  secret: string | undefined,
  hook: Hook,
  door: Door,
  parts: HookParts,
): Promise<VerifiedRequest<RawRequest> | undefined> {
  const { limits, refuse, room, rates, addressOf } = parts;
  const request: RawRequest = { ...requestHead(ctx.req, secret), body: new Uint8Array() };
  try {
    if (ctx.method !== 'POST' && shake(ctx, request, hook, false, parts)) {
      return undefined;
    }
    allowOnly(ctx, hook.methods);
    request.body = await readBody(ctx.req, limits(), room);
    if (ctx.method === 'POST' && shake(ctx, request, hook, false, parts)) {
      return undefined;
    }
    const verified = await door.verify(request, ctx.req.url ?? '');
    return shake(ctx, verified.request, hook, true, parts) ? undefined : verified;
  } catch (error) {
    if (error instanceof RequestError) {
      if (error.status === 401) {
        await rates.notVerified(addressOf(ctx.req), hook.name);
      }
      ctx.set(DELIVERY_HEADER, (await refuse(asKept(request, error), hook, error)).id);
    }
    throw error;
  }
}

/** A stranger's body is kept only while it is small: it shows what was wrong, and fills no disk. */
function asKept(request: RawRequest, { status }: RequestError): RawRequest {
  return status === 401 && request.body.length > LARGEST_OF_STRANGER ? { ...request, body: new Uint8Array() } : request;
}

/** Answers a request that is a handshake. Gives whether it was one. */
function shake(ctx: Context, request: RawRequest, hook: Hook, verified: boolean, { limits, log }: HookParts): boolean {
  const shaken = handshakeOf(hook, request, verified, limits());
  if (shaken === undefined) {
    return false;
  }
  const { reply, line } = shaken;
  log.info({ hook: hook.name, method: request.method, ...(line !== undefined && { line }) }, 'handshake');
  answerReply(ctx, reply);
  return true;
}

async function deliver(
  ctx: Context,
  { request }: VerifiedRequest<RawRequest>,
  hook: Hook,
  { take, rates, limits, log }: HookParts,
): Promise<void> {
  await rates.hook(hook);
  const { id, settled } = await take(request, hook);
  ctx.set(DELIVERY_HEADER, id);
  const { state, error } = await settled;
  if (state !== 'waiting' && error !== undefined) {
    answerError(ctx, error);
    return;
  }
  const reply = replyTo(hook, request, id, limits(), log);
  if (reply !== undefined) {
    answerReply(ctx, reply);
  } else if (state === 'waiting' && hook.answer === 'done') {
    answerLater(ctx);
  } else {
    answerOk(ctx);
  }
}
