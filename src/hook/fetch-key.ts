import { z } from 'zod';
import { truth } from '../expression/operations/truth.ts';
import { requestUrl } from '../outgoing/guard.ts';
import type { Request } from '../outgoing/outgoing.ts';
import { shownUrl } from '../outgoing/shown-url.ts';
import { atPlace, Name } from './actions/action.ts';
import type { Compiler, Path, Run } from './compiler.ts';
import { jsonOf } from './json-answer.ts';
import { Address, answerValue, compileAddress, compileHeaders, RequestKeys } from './requests.ts';
import { Duration } from './retry-key.ts';
import type { Running } from './running.ts';
import { placing, runCode } from './scope.ts';
import type { NamedStep } from './steps.ts';

/** The largest document that is fetched, in bytes. */
const LARGEST = 10 * 1024 * 1024;
/** Statuses that say there is none. */
const NOTHING = [404, 410];

const Fetch = z.strictObject({
  url: Address,
  ...RequestKeys,
  as: Name.describe('The name of what was fetched, for all that follows.').default('fetched'),
  if: z
    .string()
    .min(1)
    .describe('An expression: nothing is fetched unless it is true, and the name is None.')
    .optional(),
  cache: Duration.describe(
    'How long an answer may serve for the same request, such as 5m; default: not at all.',
  ).optional(),
  none: z
    .enum(['fail', 'null'])
    .or(z.null())
    .describe('When the server has no such thing (404, 410): refuse the delivery, or go on with None.')
    .default('fail'),
  timeout: Duration.prefault('10s').describe('How long it may take.'),
});

/** The key `fetch`: one document, or several. */
export const FetchKey = z
  .union([Fetch, z.array(Fetch).min(1)])
  .describe('What is asked of another server before the actions: JSON, by GET.');
type FetchKey = z.output<typeof FetchKey>;

/** A document that a hook fetches, ready to be. */
export interface FetchStep extends NamedStep {
  /** What the document is called. */
  name: string;
}

/** Names that do not exist before everything is fetched. */
const LATER = ['record', 'records'];

/** Compiles `fetch`; each document is known to those after it and to all that is compiled later. */
export function compileFetches(key: FetchKey | undefined, compiler: Compiler): FetchStep[] {
  const list = key === undefined ? [] : Array.isArray(key) ? key : [key];
  const steps: FetchStep[] = [];
  const later = LATER.filter((name) => compiler.names.delete(name));
  for (const [index, fetch] of list.entries()) {
    const path = Array.isArray(key) ? ['fetch', index] : ['fetch'];
    if (steps.some(({ name }) => name === fetch.as)) {
      compiler.fault(
        [...path, 'as'],
        `another document is called \`${fetch.as}\` already: give this one another name with \`as\``,
      );
    }
    steps.push(compileFetch(fetch, path, compiler));
    compiler.names.add(fetch.as);
  }
  for (const name of later) {
    compiler.names.add(name);
  }
  return steps;
}

function compileFetch(fetch: z.output<typeof Fetch>, path: Path, compiler: Compiler): FetchStep {
  const { as: name, timeout, cache } = fetch;
  const place = compiler.place(path);
  const secrets = compiler.context.secrets ?? [];
  const condition = compileCondition(fetch.if, [...path, 'if'], compiler);
  const address = compileAddress(fetch.url, [...path, 'url'], compiler);
  const headers = compileHeaders(fetch, path, compiler);
  const also = fetch.none === 'fail' ? [] : NOTHING;
  const get = async (running: Running) => {
    if (!(await running.evaluate(condition))) {
      return null;
    }
    const [url, sent] = await running.evaluate((scope) => [address(scope), headers(scope)]);
    const shown = shownUrl(requestUrl(url), secrets, 'with query');
    const request = { method: 'GET', url, headers: { Accept: 'application/json', ...sent } } as const;
    const bounds = { limit: LARGEST, timeout, cache, also, secrets };
    return await fetched(running, shown, { ...request, ...bounds });
  };
  return {
    name,
    title: `fetch: ${name}`,
    line: place.line,
    async run(running) {
      const document = await atPlace(place, () => get(running));
      running.names.set(name, document);
      return document;
    },
  };
}

/** The document of a request, known in log and journal by `shown`. */
async function fetched(running: Running, shown: string, request: Request) {
  const answer = await running.world.send({
    model: '',
    method: `GET ${shown}`,
    args: [],
    kwargs: {},
    async make() {
      const taken = await running.outgoing.ask(request);
      return NOTHING.includes(taken.status) ? null : jsonOf(taken, shown.replace(/\?.*$/, ''));
    },
  });
  return answerValue(answer);
}

function compileCondition(source: string | undefined, path: Path, compiler: Compiler): Run<boolean> {
  if (source === undefined) {
    return () => true;
  }
  const code = compiler.expression(source, path);
  const place = (offset?: number) => compiler.place(path, offset);
  return (scope) => placing(place, () => truth(runCode(code, scope, place)));
}
