import { RequestError } from '../errors.ts';

/** What a scheme looks at: a request as it was sent. */
export interface Sent {
  method: string;
  /** Path and query as they stand in the request's first line. */
  target: string;
  query: [string, string][];
  /** Names in lower case; a header that was sent twice stands twice. */
  headers: [string, string][];
  body: Uint8Array;
  /** The address of the other end of the connection. */
  address: string;
}

/** The one answer to everybody who is not verified; `detail` says why, and is for the log and the store alone. */
export function notVerified(detail: string): RequestError {
  return new RequestError(401, 'not_verified', 'the sender could not be verified', { detail });
}

/** The header's value, or undefined. Throws RequestError 401 when it was sent twice: it is not known which one counts. */
export function headerOf({ headers }: Pick<Sent, 'headers'>, name: string): string | undefined {
  const values = headers.filter(([header]) => header === name.toLowerCase());
  if (values.length > 1) {
    throw notVerified(`the header ${name} was sent ${values.length} times`);
  }
  return values[0]?.[1];
}

/** The header's value. Throws RequestError 401 when it is missing, or was sent twice. */
export function neededHeader(sent: Pick<Sent, 'headers'>, name: string): string {
  const value = headerOf(sent, name);
  if (value === undefined) {
    throw notVerified(`the header ${name} is missing`);
  }
  return value;
}

/** The query value, or undefined. Throws RequestError 401 when it was given twice. */
export function queryOf({ query }: Pick<Sent, 'query'>, name: string): string | undefined {
  const values = query.filter(([key]) => key === name);
  if (values.length > 1) {
    throw notVerified(`${name} stands ${values.length} times in the query`);
  }
  return values[0]?.[1];
}
