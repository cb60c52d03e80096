import type { RawRequest } from '../deliveries/delivery.ts';
import { HookRefused, RequestError } from '../errors.ts';
import type { Value } from '../expression/value.ts';
import { namesOf } from '../hook/delivery-keys.ts';
import type { Handshake } from '../hook/handshake.ts';
import type { Hook } from '../hook/hook.ts';
import { type PayloadLimits, readPayload } from '../hook/payload.ts';
import type { Reply } from '../hook/reply-key.ts';
import type { Log } from '../log.ts';
import { payloadOf } from './intake.ts';

/** No handshake is larger, and this is read before it is known who sent it. */
const LARGEST_UNVERIFIED = 4096;
const LONGEST_LINE = 500;

/** A handshake that a request is: what its sender is answered, and what a person must know of it. */
export interface Shaken {
  reply: Reply;
  line: string | undefined;
}

/**
 * The handshake that a request is, or undefined: it is no delivery then. Before the sender is verified only those count that the sender does not
 * sign, and only in small bodies.
 */
export function handshakeOf(
  hook: Hook,
  request: RawRequest,
  verified: boolean,
  limits: PayloadLimits,
): Shaken | undefined {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const possible = hook.handshakes.filter((one) => one.verified === verified && one.method === method);
  if (possible.length === 0 || (!verified && request.body.length > LARGEST_UNVERIFIED)) {
    return undefined;
  }
  const { headers, query } = request;
  const payload = readable(hook, request, limits);
  const scope = { names: namesOf({ payload, headers, query }, []) };
  const found = possible.find((one) => holds(one, scope));
  return (
    found && {
      reply: found.reply(scope),
      line: found
        .log?.(scope)
        .replace(/\p{Cc}/gu, ' ')
        .slice(0, LONGEST_LINE),
    }
  );
}

/** A condition that cannot be evaluated is not met: the request is another one. */
function holds({ isOne }: Handshake, scope: Parameters<Handshake['isOne']>[0]): boolean {
  try {
    return isOne(scope);
  } catch (error) {
    if (error instanceof HookRefused) {
      return false;
    }
    throw error;
  }
}

/** The payload, or an empty one of a body that cannot be read. */
function readable(hook: Hook, { method, headers, query, body }: RawRequest, limits: PayloadLimits): Value {
  const contentType = headers.find(([name]) => name === 'content-type')?.[1];
  try {
    const form = method === 'POST' ? hook.body : 'auto';
    const read = method === 'POST' ? 'POST' : 'GET';
    return readPayload(form, { method: read, contentType, bytes: body, query, headers }, limits);
  } catch (error) {
    if (error instanceof RequestError) {
      return readPayload('auto', { method: 'GET', contentType, bytes: body, query: [] }, limits);
    }
    throw error;
  }
}

/** What the sender of a delivery that ended well, or is at work, is answered; undefined: as always. A fault in it is for the log alone. */
export function replyTo(
  hook: Hook,
  request: RawRequest,
  id: string,
  limits: PayloadLimits,
  log: Log,
): Reply | undefined {
  if (hook.reply === undefined) {
    return undefined;
  }
  try {
    const { headers, query } = request;
    const payload = payloadOf({ request, isItem: false }, hook, limits);
    return hook.reply({ names: namesOf({ payload, headers, query }, [['id', id]]) });
  } catch (error) {
    // The delivery is safe: its sender must not be told that it is not.
    log.warn({ hook: hook.name, delivery: id, problem: String(error) }, 'the `reply` of this hook cannot be made');
    return undefined;
  }
}
