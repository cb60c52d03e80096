import type { Command } from 'commander';
import { SANDBOX } from '../config/connections.ts';
import type { Config } from '../config/load.ts';
import type { Hook } from '../hook/hook.ts';
import type { Surroundings } from '../hook/run.ts';
import { makingOwn, type Rpc } from '../odoo/call.ts';
import { type Connection, openConnection } from '../odoo/connection.ts';
import { createOutgoing, type Outgoing } from '../outgoing/outgoing.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { cannedExchange, document } from './canned-exchange.ts';
import { CannotRun, type CommonOptions, EXIT, type ExitCode, exiting, newCommand } from './command.ts';
import { connectionOf, findHook, soundConfig } from './configuration.ts';
import { DryRunReport } from './dry-run/report.ts';
import { unmadeChanges } from './dry-run/unmade-changes.ts';
import { QUIET, type Rehearsal, rehearse, requestTo } from './rehearse.ts';
import { addHeader, HEADER_OPTION, readBody } from './request-input.ts';

interface DryRunOptions extends CommonOptions {
  live: boolean;
  header: [string, string][];
  fetched?: string;
}

export function dryRunCommand(): Command {
  return newCommand('dry-run', 'Shows each step and call that a delivery would make, and makes no change in your Odoo.')
    .argument('<hook>', "the hook's name")
    .argument('<file>', 'the body of the request, such as order.json; - reads the standard input')
    .option('--live', 'read from the real Odoo; without it a fresh sandbox Odoo stands in', false)
    .option('--fetched <file>', 'the JSON that `fetch` gets, in place of asking; without --live nothing is asked')
    .option(...HEADER_OPTION, addHeader, [])
    .action(exiting(dryRun));
}

async function dryRun(name: string, file: string, options: DryRunOptions): Promise<ExitCode> {
  const config = await soundConfig(options.config);
  const hook = findHook(config, name);
  const body = await readBody(file);
  const outgoing = await outgoingFor(config, hook, options);
  const report = new DryRunReport(hook, options);
  return await withOdoo(config, hook, options.live, async (connection, rpc) => {
    report.begin(whereReadsGo(connection, options.live));
    const headers = options.header.map(([header, value]): [string, string] => [header.toLowerCase(), value]);
    const request = requestTo(hook, headers, body);
    const surroundings: Surroundings = {
      connection,
      rpc: report.watch(rpc),
      outgoing,
      note: (line) => report.note(line),
      onStep: (title, line) => report.step(title, line),
    };
    const rehearsal = await rehearse(hook, request, surroundings, config.server.limits);
    report.end(rehearsal);
    return exitCode(rehearsal);
  });
}

/** The way to other servers: with `--live` they are asked; else the file answers, or a test of the hook that names the URL. */
async function outgoingFor({ server }: Config, hook: Hook, { live, fetched }: DryRunOptions): Promise<Outgoing> {
  const file = fetched === undefined ? undefined : await readBody(fetched);
  if (live && file === undefined) {
    return createOutgoing(() => server.allowPrivate);
  }
  const documents = hook.tests.flatMap((test) => test.fetch);
  const canned = cannedExchange(file === undefined ? documents : [], ({ shown }) => {
    if (file === undefined) {
      throw new CannotRun(
        `the hook would fetch ${shown}: --fetched FILE gives the answer, --live asks for it, \`fetch\` of a test has it`,
      );
    }
    return document(file, 200);
  });
  return createOutgoing(() => server.allowPrivate, canned);
}

/** What neither the sender nor the hook is to blame for says nothing about the delivery. */
function exitCode({ error, answer }: Rehearsal): ExitCode {
  if (error === undefined) {
    return EXIT.good;
  }
  return answer.status >= 500 ? EXIT.failed : EXIT.faults;
}

function whereReadsGo({ settings }: Connection, live: boolean): string {
  return live
    ? `Reads go to ${settings.url}, database ${settings.database}; no change is made there.`
    : 'Calls go to a fresh sandbox Odoo with its sample records; --live reads from your Odoo.';
}

/** Runs `work` with the Odoo of the hook, whose changes are not made, or with a fresh sandbox. */
async function withOdoo<T>(
  config: Config,
  hook: Hook,
  live: boolean,
  work: (connection: Connection, rpc: Rpc) => Promise<T>,
): Promise<T> {
  const settings = connectionOf(config, hook);
  if (live && settings.url === SANDBOX) {
    throw new CannotRun(
      `--live needs a real Odoo: the connection \`${settings.name}\` is the sandbox (set ODOO_URL or its \`url\`)`,
    );
  }
  const sandbox = live ? undefined : await startSandbox();
  const { url, database, login, password } = sandbox ?? settings;
  const connection = openConnection({ ...settings, url, database, login, password }, QUIET);
  try {
    return await work(
      connection,
      live ? unmadeChanges({ ...connection, rpc: makingOwn(connection.rpc) }) : makingOwn(connection.rpc),
    );
  } finally {
    await connection.close();
    await sandbox?.stop();
  }
}
