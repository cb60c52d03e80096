import type { BodyKept, RawRequest } from './delivery.ts';

/** Stands in the store where a secret was. */
export const HIDDEN = '(hidden)';

const SECRET_NAME = /^(cookie|(proxy-)?authorization)$|token|secret|signature|passw|api[-_]?key|hmac/;
/** A shorter value says nothing, and blanking it wherever it stands would blank half of the log. */
const SHORTEST_HIDDEN = 3;

export interface Redacted {
  request: RawRequest;
  bodyKept: BodyKept;
  /** What was blanked by the paths, as JSON texts of strings and numbers. */
  hidden: ReadonlySet<string>;
}

/**
 * The request as it may be kept: headers and query values that are secrets by their name, and the values at `paths` (`payload.card.number`,
 * `headers.x-pin`, `query.pin`; through lists, every element), are blanked. A body in which they cannot be looked for is left out.
 */
export function redact(request: RawRequest, paths: readonly string[]): Redacted {
  const hidden = new Set<string>();
  const bodyPaths = pathsUnder('payload', paths);
  const body = bodyPaths.length === 0 ? request.body : redactBody(request.body, bodyPaths, hidden);
  return {
    request: {
      ...request,
      headers: redactPairs(request.headers, pathsUnder('headers', paths)),
      query: redactPairs(request.query, pathsUnder('query', paths)),
      body: body ?? new Uint8Array(),
    },
    bodyKept: body === undefined ? 'none' : body === request.body ? 'whole' : 'redacted',
    hidden,
  };
}

function pathsUnder(root: string, paths: readonly string[]): string[] {
  return paths.filter((path) => path.startsWith(`${root}.`)).map((path) => path.slice(root.length + 1));
}

function redactPairs(pairs: [string, string][], names: string[]): [string, string][] {
  const secret = (name: string) => SECRET_NAME.test(name) || names.some((other) => other.toLowerCase() === name);
  return pairs.map(([name, value]) => [name, secret(name.toLowerCase()) ? HIDDEN : value]);
}

/** Written anew even when nothing was found: a key given twice would else be kept with its first value. */
function redactBody(body: Uint8Array, paths: string[], hidden: Set<string>): Uint8Array | undefined {
  if (body.length === 0) {
    return body;
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const payload: unknown = JSON.parse(text, keepNumber);
    for (const path of paths) {
      blank(payload, path.split('.'), hidden);
    }
    return new TextEncoder().encode(JSON.stringify(payload));
  } catch {
    return undefined;
  }
}

/** Keeps a number as the text it was, so that 7.0 and integers beyond 2^53 stay what they are. */
function keepNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && context?.source !== undefined ? JSON.rawJSON(context.source) : value;
}

function blank(value: unknown, path: string[], hidden: Set<string>): void {
  const [key, ...rest] = path;
  if (Array.isArray(value)) {
    for (const item of value) {
      blank(item, path, hidden);
    }
  } else if (key !== undefined && typeof value === 'object' && value !== null && Object.hasOwn(value, key)) {
    const inner: unknown = Reflect.get(value, key);
    if (rest.length > 0) {
      blank(inner, rest, hidden);
    } else {
      collect(inner, hidden);
      Object.defineProperty(value, key, { value: HIDDEN });
    }
  }
}

function collect(value: unknown, hidden: Set<string>): void {
  const json = JSON.stringify(value);
  if (/^[-\d"]/.test(json)) {
    if (json.replaceAll('"', '').length >= SHORTEST_HIDDEN) {
      hidden.add(json);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) {
      collect(item, hidden);
    }
  }
}
