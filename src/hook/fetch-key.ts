import { z } from 'zod';
import { truth } from '../expression/operations/truth.ts';
import { requestUrl } from '../outgoing/guard.ts';
import type { Request } from '../outgoing/outgoing.ts';
import { shownUrl } from '../outgoing/shown-url.ts';
import { atPlace, Name, type Step } from './actions/action.ts';
import type { Compiler, Path, Run } from './compiler.ts';
import type { Deed } from './deeds.ts';
import { compileRecordFetch, RecordKeys } from './fetch-record.ts';
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

const Common = {
  as: Name.describe('The name of what was fetched, for all that follows.').default('fetched'),
  if: z
    .string()
    .min(1)
    .describe('An expression: nothing is fetched unless it is true, and the name is None.')
    .optional(),
};

const Document = z.strictObject({
  url: Address,
  ...RequestKeys,
  ...Common,
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

const OdooRecord = z.strictObject({ ...RecordKeys, ...Common });
const Fetch = z.union([Document, OdooRecord]);

/** The key `fetch`: one document or record, or several. */
export const FetchKey = z
  .union([Document, OdooRecord, z.array(Fetch).min(1)])
  .describe('What is asked for before the actions: JSON of another server, by GET, or a record of an Odoo.');
type FetchKey = z.output<typeof FetchKey>;

/** A document that a hook fetches, ready to be. */
export interface FetchStep extends NamedStep {
  /** What the document is called. */
  name: string;
  /** What it does, where it reads from an Odoo. */
  deed?: Deed;
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

/** What the fetches of a hook read from Odoos. */
export function fetchDeeds({ beforeWhen, afterWhen }: Record<'beforeWhen' | 'afterWhen', FetchStep[]>): Deed[] {
  return [...beforeWhen, ...afterWhen].flatMap(({ deed }) => deed ?? []);
}

function compileFetch(fetch: z.output<typeof Fetch>, path: Path, compiler: Compiler): FetchStep {
  const name = fetch.as;
  const place = compiler.place(path);
  const condition = compileCondition(fetch.if, [...path, 'if'], compiler);
  const { run, deed } =
    'url' in fetch ? { run: compileDocument(fetch, path, compiler) } : compileRecordFetch(fetch, path, compiler);
  return {
    name,
    title: `fetch: ${name}`,
    line: place.line,
    async run(running) {
      const get = async () => ((await running.evaluate(condition)) ? await run(running) : null);
      const document = await atPlace(place, get);
      running.names.set(name, document);
      return document;
    },
    ...(deed && { deed }),
  };
}

function compileDocument(fetch: z.output<typeof Document>, path: Path, compiler: Compiler): Step {
  const { timeout, cache } = fetch;
  const secrets = compiler.context.secrets ?? [];
  const address = compileAddress(fetch.url, [...path, 'url'], compiler);
  const headers = compileHeaders(fetch, path, compiler);
  const also = fetch.none === 'fail' ? [] : NOTHING;
  return async (running) => {
    const [url, sent] = await running.evaluate((scope) => [address(scope), headers(scope)]);
    const shown = shownUrl(requestUrl(url), secrets, 'with query');
    const request = { method: 'GET', url, headers: { Accept: 'application/json', ...sent } } as const;
    const bounds = { limit: LARGEST, timeout, cache, also, secrets };
    return await fetched(running, shown, { ...request, ...bounds });
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
