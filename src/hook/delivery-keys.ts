import { hash } from 'node:crypto';
import { z } from 'zod';
import { HookRefused, type Place, RequestError } from '../errors.ts';
import { Dict } from '../expression/dict.ts';
import { PythonError } from '../expression/exception.ts';
import { JsonFault, parsePayload } from '../expression/json.ts';
import { keysRead } from '../expression/keys-read.ts';
import { pureNames } from '../expression/names.ts';
import { typeName } from '../expression/operations/type-name.ts';
import { str } from '../expression/repr.ts';
import type { Value } from '../expression/value.ts';
import { writeJson } from '../odoo/json.ts';
import { toJson } from '../records/json-value.ts';
import { Compiler, type Path, type Run } from './compiler.ts';
import type { HookContext } from './context.ts';
import type { Issue } from './issue.ts';
import { payloadDict } from './payload.ts';
import { placing, runCode } from './scope.ts';

/** A text that is an expression. */
export const Expression = z.string().min(1);

/** What a delivery is known by before it is carried out. */
export interface DeliveryKeys {
  /** Deliveries of one hook with one value are the same event. */
  unique: string | undefined;
  /** Deliveries of one hook with one value run one after another. */
  order: string | undefined;
  /** Of one order key, what is not newer than what was done is skipped. */
  version: string | undefined;
}

/** The parts of a request that keys are made from. */
export interface KeySource {
  payload: Value;
  headers: [string, string][];
  query: [string, string][];
  /** The bytes that `delivery.digest` is made of. */
  body?: Uint8Array;
}

/** The compiled `event`, `unique`, `order_key`, `version` and `split` of a hook. */
export interface KeyCode {
  /** What happened, as the sender calls it. */
  event: Run<string | undefined> | undefined;
  /** Whether the keys ask for the digest of the body. */
  digest: boolean;
  /** The headers that `event` and `unique` read, in lower case, as they come in them. */
  headers: { event: readonly string[]; unique: readonly string[] };
  unique: Run<string | undefined> | undefined;
  order: Run<string | undefined> | undefined;
  version: Run<string | undefined> | undefined;
  split: Run<SplitItem[]> | undefined;
}

/** One item of a payload that is split, and the same as JSON. */
export interface SplitItem {
  payload: Value;
  json: string;
}

/** The keys as they stand in a hook file. */
interface KeyTexts {
  event?: string | undefined;
  unique?: string | undefined;
  order_key?: string | undefined;
  version?: string | undefined;
  split?: string | undefined;
}

/** What keys may name: they are made before anything is asked of Odoo. */
export const KEY_NAMES: ReadonlySet<string> = new Set([
  ...pureNames().keys(),
  'payload',
  'headers',
  'query',
  'delivery',
]);
const MOST_ITEMS = 10_000;
const ITEM_LIMITS = { depth: 1000, keys: 1_000_000 };
const LONGEST_KEY = 500;
const DIGEST_LENGTH = 64;

/** Compiles the keys of a hook; adds their faults to `issues`. */
export function compileKeys(file: KeyTexts, context: HookContext, issues: Issue[]): KeyCode {
  const compiler = new Compiler(context, KEY_NAMES);
  if (file.version !== undefined && file.order_key === undefined) {
    compiler.fault(['version'], '`version` needs `order_key`: versions are compared within one order key');
  }
  const code: KeyCode = {
    event: file.event === undefined ? undefined : compileKey(file.event, ['event'], compiler),
    digest: false,
    headers: { event: keysRead(file.event ?? '', 'headers'), unique: keysRead(file.unique ?? '', 'headers') },
    unique: file.unique === undefined ? undefined : compileKey(file.unique, ['unique'], compiler),
    order: file.order_key === undefined ? undefined : compileKey(file.order_key, ['order_key'], compiler),
    version: file.version === undefined ? undefined : compileKey(file.version, ['version'], compiler),
    split: file.split === undefined ? undefined : compileSplit(file.split, compiler),
  };
  issues.push(...compiler.issues);
  return { ...code, digest: compiler.mentioned.has('digest') };
}

/** A key is a text, a number or None; a number is the same key as its digits in a text. An empty text is no key: else all that lack one would be the same. */
function compileKey(source: string, path: Path, compiler: Compiler): Run<string | undefined> {
  const code = compiler.deliveryKey(source, path);
  const place = (offset?: number) => compiler.place(path, offset);
  return (scope) => {
    const value = runCode(code, scope, place);
    if (value === null || value === '') {
      return undefined;
    }
    if (typeof value === 'boolean' || Array.isArray(value) || value instanceof Dict) {
      throw wrongType(value, `a text, a number or None`, place());
    }
    return placing(place, () => bounded(str(value)));
  };
}

/** A long key, such as a whole body, is known by its beginning and its digest. */
function bounded(key: string): string {
  return key.length <= LONGEST_KEY ? key : `${key.slice(0, LONGEST_KEY - DIGEST_LENGTH)}${hash('sha256', key)}`;
}

function compileSplit(source: string, compiler: Compiler): Run<SplitItem[]> {
  const code = compiler.expression(source, ['split']);
  const place = (offset?: number) => compiler.place(['split'], offset);
  return (scope) => {
    const value = runCode(code, scope, place);
    if (!Array.isArray(value)) {
      throw wrongType(value, 'a list', place());
    }
    if (value.length > MOST_ITEMS) {
      const message = `the payload has ${value.length} items; at most ${MOST_ITEMS} are taken`;
      throw new RequestError(413, 'too_many_items', message);
    }
    return placing(place, () => value.map(itemOf));
  };
}

/** An item that an expression wrote down is no payload yet: `payload.key` must be readable in it. */
function itemOf(item: Value): SplitItem {
  const json = writeJson(toJson(item));
  try {
    return { payload: parsePayload(json, ITEM_LIMITS), json };
  } catch (error) {
    // An expression can make what no body may have.
    throw error instanceof JsonFault ? new PythonError('ValueError', [`an item is no JSON: ${error.message}`]) : error;
  }
}

function wrongType(value: Value, wanted: string, place: Place): HookRefused {
  return new HookRefused('bad_value', `the expression gave a value of type ${typeName(value)}, not ${wanted}`, {
    place,
  });
}

/** What happened, as the sender calls it. Throws HookRefused where the expression raises. */
export function eventOf(code: KeyCode, source: KeySource): string | undefined {
  return code.event?.({ names: namesOf(source, []) });
}

/** The keys of one delivery. Throws HookRefused where an expression raises or gives what is no key. */
export function keysOf(code: KeyCode, source: KeySource): DeliveryKeys {
  const { unique, order, version } = code;
  if (unique === undefined && order === undefined && version === undefined) {
    return { unique, order, version };
  }
  const event = eventOf(code, source);
  const digest = code.digest ? hash('sha256', source.body ?? '') : undefined;
  const delivery = Object.entries({ event, digest }).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  const scope = { names: namesOf(source, delivery) };
  return { unique: unique?.(scope), order: order?.(scope), version: version?.(scope) };
}

/** The items of a delivery that `split` makes several of; undefined without `split`. Throws HookRefused, RequestError. */
export function itemsOf(code: KeyCode, source: KeySource): SplitItem[] | undefined {
  return code.split?.({ names: namesOf(source, []) });
}

/** The names that are known of a request, with what `delivery` holds. */
export function namesOf({ payload, headers, query }: KeySource, delivery: [string, string][]): Map<string, Value> {
  return new Map<string, Value>([
    ...pureNames(),
    ['payload', payload],
    ['headers', Dict.from(headers.map(([name, value]) => [name.toLowerCase(), value]))],
    ['query', Dict.from(query)],
    ['delivery', payloadDict(delivery)],
  ]);
}
