import type { Sent } from './sent.ts';

/** A request that is about to be sent. */
export interface Draft {
  method: string;
  url: string;
  headers: [string, string][];
  body: Uint8Array;
}

/** The request as its receiver will see it. */
export function asSent({ method, url, headers, body }: Draft): Sent {
  const { pathname, search, searchParams } = new URL(url);
  const lower = headers.map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  return { method, target: `${pathname}${search}`, query: [...searchParams], headers: lower, body, address: '' };
}

/** The draft with one more header, or another value of one that it has. */
export function withHeader(draft: Draft, name: string, value: string): Draft {
  const others = draft.headers.filter(([header]) => header.toLowerCase() !== name.toLowerCase());
  return { ...draft, headers: [...others, [name, value]] };
}
