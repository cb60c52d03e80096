import type { ExpectedCall } from '../../hook/hook-test.ts';
import { withoutSecrets } from '../../hook/requests.ts';
import { callName, type OdooCall } from '../../odoo/call.ts';
import type { Json, JsonObject } from '../../odoo/json.ts';
import { shownUrl } from '../../outgoing/shown-url.ts';
import { externalIdText, parseExternalId } from '../../records/external-id.ts';
import { callText } from '../call-text.ts';
import { isJson } from '../is-json.ts';
import { differences } from './differences.ts';

/**
 * Holds the changes that were made against those expected, in their order, exactly. Gives a line for each difference, none when all
 * is as expected. The context counts only where a call names it. `secrets` are left out of what is sent to other servers.
 */
export function compareCalls(
  expected: readonly ExpectedCall[],
  made: readonly OdooCall[],
  secrets: readonly string[],
): string[] {
  const lines: string[] = [];
  const all = made.map(asCreate);
  for (const [index, call] of expected.map((call) => toCall(call, secrets)).entries()) {
    const other = all[index];
    const number = `call ${index + 1}`;
    if (other === undefined) {
      lines.push(`${number}: expected ${callText(call)}, but it was not made`);
    } else if (call.model !== other.model || call.method !== other.method) {
      lines.push(`${number}: expected ${callText(call)}`, `${' '.repeat(number.length)}       got ${callText(other)}`);
    } else {
      lines.push(...compareCall(call, other).map((line) => `${number}, ${callName(call)}: ${line}`));
    }
  }
  const unexpected = all.slice(expected.length);
  lines.push(
    ...unexpected.map((call, index) => `call ${expected.length + index + 1}: not expected: ${callText(call)}`),
  );
  return lines;
}

function compareCall(expected: OdooCall, made: OdooCall): string[] {
  const kwargs = 'context' in expected.kwargs ? made.kwargs : withoutContext(made.kwargs);
  if (made.model === '') {
    return differences({ json: expected.args[0] ?? null }, { json: made.args[0] ?? null });
  }
  return differences(parts(expected, expected.kwargs), parts(made, kwargs));
}

/** A record made under an external id, as the test names it: by a `create`. */
function asCreate(call: OdooCall): OdooCall {
  const { model, makes, kwargs } = call;
  return makes === undefined ? call : { model, method: 'create', args: [makes.values], kwargs, makes };
}

/** A call's parts under the names that they have in a test. */
function parts({ method, ids, args, kwargs: _, makes, ...call }: OdooCall, kwargs: JsonObject): JsonObject {
  const [first, ...more] = args;
  const values = method === 'create' ? oneDict(first) : method === 'write' ? first : undefined;
  const arguments_: JsonObject =
    values !== undefined && more.length === 0 ? { values } : args.length > 0 ? { args } : {};
  return {
    model: call.model,
    ...(ids !== undefined && { ids: [...ids] }),
    ...(makes !== undefined && { external_id: makes.externalId }),
    ...arguments_,
    ...(Object.keys(kwargs).length > 0 && { kwargs }),
  };
}

/** `create` takes a dict or a list of dicts; a list of one is the same. */
function oneDict(values: Json | undefined): Json | undefined {
  if (!Array.isArray(values)) {
    return values;
  }
  return values.length === 1 ? values[0] : undefined;
}

function withoutContext({ context: _, ...kwargs }: JsonObject): JsonObject {
  return kwargs;
}

function toCall(expected: ExpectedCall, secrets: readonly string[]): OdooCall {
  if ('create' in expected) {
    const { create: model, external_id, values } = expected;
    const call: OdooCall = { model, method: 'create', args: [json(values)], kwargs: {} };
    return external_id === undefined ? call : { ...call, makes: { externalId: fullId(external_id), values: {} } };
  }
  if ('write' in expected) {
    const { write, ids, values } = expected;
    return { model: write, method: 'write', ids, args: [json(values)], kwargs: {} };
  }
  if ('unlink' in expected) {
    return { model: expected.unlink, method: 'unlink', ids: expected.ids, args: [], kwargs: {} };
  }
  if ('send' in expected) {
    const { send, method, json: sent } = expected;
    const url = URL.parse(send);
    const shown = url === null ? send : shownUrl(url, secrets, 'with query');
    return { model: '', method: `${method} ${shown}`, args: [withoutSecrets(json(sent), secrets)], kwargs: {} };
  }
  const { model, call, ids, args, kwargs } = expected;
  const named = Object.entries(kwargs).map(([name, value]): [string, Json] => [name, json(value)]);
  return {
    model,
    method: call,
    ...(ids !== undefined && { ids }),
    args: args.map(json),
    kwargs: Object.fromEntries(named),
  };
}

/** With the module part, and encoded, as it reaches Odoo. */
function fullId(text: string): string {
  return externalIdText(parseExternalId(text, { file: '', line: 0, column: 0 }));
}

function json(value: unknown): Json {
  return isJson(value) ? value : null;
}
