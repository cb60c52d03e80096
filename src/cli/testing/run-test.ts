import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { HookRefused } from '../../errors.ts';
import type { Hook } from '../../hook/hook.ts';
import type { PlacedTest } from '../../hook/hook-test.ts';
import type { PayloadLimits } from '../../hook/payload.ts';
import { isRead, makingOwn, type OdooCall, type Rpc } from '../../odoo/call.ts';
import { type ConnectionSettings, openConnection } from '../../odoo/connection.ts';
import { createFieldsCache } from '../../odoo/fields.ts';
import { type JsonObject, writeJson } from '../../odoo/json.ts';
import type { Asked } from '../../outgoing/exchange.ts';
import { createOutgoing } from '../../outgoing/outgoing.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { cannedExchange } from '../canned-exchange.ts';
import { cannedSources } from '../canned-sources.ts';
import { isJson } from '../is-json.ts';
import { QUIET, type Rehearsal, type RehearsedRequest, rehearse, requestTo } from '../rehearse.ts';
import { cannedAnswers } from './canned-answers.ts';
import { compareCalls } from './compare-calls.ts';
import { differences } from './differences.ts';

/** Runs one test of a hook against a sandbox of its own. Gives a line for each thing that is not as expected. */
export async function runTest(
  hook: Hook,
  test: PlacedTest,
  settings: ConnectionSettings,
  limits: PayloadLimits,
): Promise<string[]> {
  const request = await requestOf(hook, test);
  if (typeof request === 'string') {
    return [request];
  }
  const sandbox = await startSandbox();
  const { url, database, login, password } = sandbox;
  const connection = openConnection({ ...settings, url, database, login, password }, QUIET);
  try {
    const canned = cannedAnswers(test.odoo, connection.rpc);
    const documents = cannedExchange(test.fetch, noAnswer);
    const records = cannedSources(test.fetch, { uid: connection.uid, otherwise: noRecord });
    const { made, rpc } = keepingChanges(makingOwn(canned.rpc));
    const fields = createFieldsCache(canned.rpc).get;
    const outgoing = createOutgoing(() => EVERYWHERE, documents);
    const { sources } = records;
    const surroundings = { connection: { ...connection, fields }, rpc, outgoing, sources, note: () => undefined };
    const rehearsal = await rehearse(hook, request, surroundings, limits);
    return [
      ...(test.expect === undefined ? [] : compareCalls(test.expect, made, hook.secrets)),
      ...compareAnswer(test.answer, rehearsal),
      ...canned.unused().map((call) => `odoo: nothing asked for the answer to ${call}`),
      ...[...documents.unused(), ...records.unused()].map((asked) => `fetch: nothing asked for ${asked}`),
    ];
  } finally {
    await connection.close();
    await sandbox.stop();
  }
}

/** No request leaves a test, so it may name any address. */
const EVERYWHERE = ['0.0.0.0/0', '::/0'];

function noAnswer({ url }: Asked): never {
  throw new HookRefused('service_refused', `the test has no answer to a GET of ${url.href}: give one under \`fetch\``);
}

function noRecord(asked: string): never {
  throw new HookRefused('no_record', `the test has no answer for ${asked}: give one under \`fetch\``);
}

/** An `rpc` that keeps the calls that change something. */
function keepingChanges(rpc: Rpc): { made: OdooCall[]; rpc: Rpc } {
  const made: OdooCall[] = [];
  return {
    made,
    async rpc(call) {
      if (!isRead(call)) {
        made.push(call);
      }
      return await rpc(call);
    },
  };
}

/** The request of a test; a text when it cannot be made. */
async function requestOf(hook: Hook, test: PlacedTest): Promise<RehearsedRequest | string> {
  const headers = Object.entries(test.headers).map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  if (test.file !== undefined) {
    const path = resolve(dirname(hook.file), test.file);
    const body = await readFile(path).catch(() => undefined);
    return body === undefined ? `the file ${path} cannot be read` : requestTo(hook, headers, body);
  }
  const payload = isJson(test.payload) ? writeJson(test.payload) : '';
  const typed = headers.some(([name]) => name === 'content-type');
  const all: [string, string][] = typed ? headers : [['content-type', 'application/json'], ...headers];
  return requestTo(hook, all, Buffer.from(payload));
}

/** What the test does not name of the answer is not compared. */
function compareAnswer(expected: PlacedTest['answer'], { answer, settlement }: Rehearsal): string[] {
  const wanted: JsonObject = { status: expected.status };
  const got: JsonObject = { status: BigInt(answer.status) };
  for (const key of ['code', 'message'] as const) {
    const [one, other] = [expected[key], answer[key]];
    Object.assign(wanted, one !== undefined && { [key]: one });
    Object.assign(got, one !== undefined && other !== undefined && { [key]: other });
  }
  const lines = differences(wanted, got).map((line) => `answer.${line}`);
  return lines.length > 0 && settlement.reason !== undefined ? [...lines, `because: ${settlement.reason}`] : lines;
}
