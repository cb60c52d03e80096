import type { ServerSettings } from '../../config/settings.ts';
import type { Hook } from '../../hook/hook.ts';
import type { Sources } from '../../hook/sources.ts';
import type { Connection } from '../../odoo/connection.ts';
import { type Json, parseJson } from '../../odoo/json.ts';
import { createOutgoing, type Outgoing } from '../../outgoing/outgoing.ts';
import { cannedExchange, document } from '../canned-exchange.ts';
import { cannedSources } from '../canned-sources.ts';
import { CannotRun } from '../command.ts';

/** What stands for other servers and other Odoos: the content of the file that answers all, or the tests of the hook. */
export type Given = Uint8Array | Hook['tests'];

/** The way to other servers that asks none. */
export function outgoingOf(given: Given, { allowPrivate }: Pick<ServerSettings, 'allowPrivate'>): Outgoing {
  const canned = cannedExchange(recordsIn(given), ({ shown }) => {
    if (!(given instanceof Uint8Array)) {
      throw new CannotRun(
        `the hook would fetch ${shown}: --fetched FILE gives the answer, --live asks for it, \`fetch\` of a test has it`,
      );
    }
    return document(given, 200);
  });
  return createOutgoing(() => allowPrivate, canned);
}

/** The records of other Odoos, of which none is asked. */
export function sourcesOf(given: Given, { uid }: Pick<Connection, 'uid'>): Sources {
  const otherwise = (asked: string): Json => {
    if (!(given instanceof Uint8Array)) {
      throw new CannotRun(
        `the hook would read ${asked}: --fetched FILE gives the record, --live reads it, \`fetch\` of a test has it`,
      );
    }
    return jsonIn(given);
  };
  return cannedSources(recordsIn(given), { uid, otherwise }).sources;
}

function recordsIn(given: Given): Hook['tests'][number]['fetch'] {
  return given instanceof Uint8Array ? [] : given.flatMap((test) => test.fetch);
}

function jsonIn(file: Uint8Array): Json {
  try {
    return parseJson(Buffer.from(file).toString());
  } catch (error) {
    throw new CannotRun(`the file of --fetched is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}
