import type { Means, Scheme } from './scheme.ts';
import type { Sent } from './sent.ts';

/**
 * A request whose sender may call `hook`. What looks into a body asks for one of these, and `verify` is the only way to one.
 */
export class VerifiedRequest<Request> {
  readonly hook: string;
  readonly request: Request;

  private constructor(hook: string, request: Request) {
    this.hook = hook;
    this.request = request;
  }

  /** `target` is the request's path and query as they were sent. Throws RequestError 401 when the scheme does not hold, 503. */
  static async verify<Request extends Omit<Sent, 'target'>>(
    hook: string,
    scheme: Pick<Scheme, 'check'>,
    request: Request,
    target: string,
    means: Means,
  ): Promise<VerifiedRequest<Request>> {
    const { method, query, headers, body, address } = request;
    await scheme.check({ method, target, query, headers, body, address }, means);
    return new VerifiedRequest(hook, request);
  }
}

/** One way in to a hook: known from the request's line alone, so that no body is read for a stranger. */
export interface Door {
  hook: string;
  /** `target` is the request's path and query as they were sent. Throws RequestError 401, 503. */
  verify<Request extends Omit<Sent, 'target'>>(request: Request, target: string): Promise<VerifiedRequest<Request>>;
}

/** A hook as its doors know it. */
export interface GuardedHook {
  /** The URL's secret, where the file gives one. */
  secret: string | undefined;
  /** What follows /hook/ in its URL. */
  path: string | undefined;
  /** Who may call it, beside who knows its URL. */
  verify: Pick<Scheme, 'check'> | undefined;
}

/** The door of a hook. Who knows the URL may call a hook that says nothing of who may. */
export function doorOf(hook: string, { verify }: Pick<GuardedHook, 'verify'>, means: Means): Door {
  const scheme = verify ?? { check: () => undefined };
  return { hook, verify: (request, target) => VerifiedRequest.verify(hook, scheme, request, target, means) };
}
