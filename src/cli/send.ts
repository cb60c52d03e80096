import { type Command, Option } from 'commander';
import type { Config } from '../config/load.ts';
import type { Hook } from '../hook/hook.ts';
import { printable } from '../printable.ts';
import { type CommonOptions, EXIT, type ExitCode, exiting, newCommand } from './command.ts';
import { findHook, soundConfig, withStore } from './configuration.ts';
import { hookPath } from './hook-url.ts';
import { addHeader, HEADER_OPTION, readBody } from './request-input.ts';
import { addressOf, shownAddress } from './send/address.ts';
import { type Answer, post } from './send/post.ts';
import { missingEvent, type Prepared, prepare, signed } from './send/request.ts';
import { paint, say, sayJson } from './terminal.ts';
import { pathOf } from './url.ts';

interface SendOptions extends CommonOptions {
  url?: string;
  header: [string, string][];
  method?: 'POST' | 'GET';
  unsigned: boolean;
}

/** Milliseconds that an answer may take beyond the time that the server gives itself. */
const GRACE = 30_000;

export function sendCommand(): Command {
  return newCommand('send', 'Signs a request as the sender of a hook would, and sends it to the running server.')
    .argument('<hook>', "the hook's name")
    .argument('<file>', 'the body of the request, such as order.json; - reads the standard input')
    .option('--url <url>', 'another server, or the whole URL of the hook there; default: the server on this machine')
    .option(...HEADER_OPTION, addHeader, [])
    .addOption(
      new Option('--method <method>', 'default: POST, unless the hook takes GET alone').choices(['POST', 'GET']),
    )
    .option('--unsigned', 'sign nothing: send the file as it is, with the headers that are given', false)
    .action(exiting(send));
}

async function send(name: string, file: string, options: SendOptions): Promise<ExitCode> {
  const config = await soundConfig(options.config);
  const hook = findHook(config, name);
  const body = await readBody(file);
  const { limits } = config.server;
  const address = addressOf(config, await endOf(config, hook), options.url);
  const given = { method: options.method, headers: options.header, body };
  const prepared = prepare(hook, given, address, limits);
  const request = options.unsigned ? prepared.draft : signed(hook, prepared.draft);
  const url = new URL(address.url);
  url.search = new URL(request.url).search;
  const answer = await post(url, request, limits.answer + GRACE);
  report(hook, shownAddress(url), prepared, answer, options.json);
  return answer.status >= 200 && answer.status < 300 ? EXIT.good : EXIT.faults;
}

/** The store is asked only for a secret that stands in no file. */
async function endOf(config: Config, hook: Hook): Promise<string> {
  return hook.path !== undefined || hook.secret !== undefined
    ? hookPath(hook, hook.secret ?? '')
    : await withStore(config.store, (store) => pathOf(store, hook));
}

function report(hook: Hook, url: string, prepared: Prepared, answer: Answer, json: boolean): void {
  const { draft, made } = prepared;
  const { status, body, delivery } = answer;
  const [missing] = missingEvent(hook, prepared);
  if (missing !== undefined) {
    process.stderr.write(`note: \`event\` reads ${missing}, which was not given: --header '${missing}: …'\n`);
  }
  if (json) {
    const headers = Object.fromEntries(made);
    sayJson({
      hook: hook.name,
      method: draft.method,
      url,
      new_headers: headers,
      status,
      body,
      delivery: delivery ?? null,
    });
    return;
  }
  say(`${draft.method} ${url}`);
  for (const [name, value] of made) {
    say(`  ${name}: ${value} ${paint('dim', '(new)')}`);
  }
  say(printable(`${status} ${body}`.trimEnd()));
  say(delivery === undefined ? 'No delivery was stored.' : `hookdoo show ${printable(delivery)}`);
}
