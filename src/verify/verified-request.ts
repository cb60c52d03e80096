/** Says that a request's sender is who it must be, or throws RequestError 401. */
export type Scheme<Request> = (request: Request) => void;

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

  /** Throws RequestError 401 when the scheme does not hold. */
  static verify<Request>(hook: string, scheme: Scheme<Request>, request: Request): VerifiedRequest<Request> {
    scheme(request);
    return new VerifiedRequest(hook, request);
  }
}

/** One way in to a hook: known from the request's line alone, so that no body is read for a stranger. */
export interface Door<Request> {
  hook: string;
  verify(request: Request): VerifiedRequest<Request>;
}
