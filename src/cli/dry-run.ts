import type { Command } from 'commander';
import { SANDBOX } from '../config/connections.ts';
import type { Config } from '../config/load.ts';
import { createConnections } from '../connections.ts';
import type { Hook } from '../hook/hook.ts';
import type { Surroundings } from '../hook/run.ts';
import { connectionSources, type Sources } from '../hook/sources.ts';
import { makingOwn, type Rpc } from '../odoo/call.ts';
import { type Connection, openConnection } from '../odoo/connection.ts';
import { createOutgoing } from '../outgoing/outgoing.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { CannotRun, type CommonOptions, EXIT, type ExitCode, exiting, newCommand } from './command.ts';
import { connectionOf, findHook, soundConfig } from './configuration.ts';
import { outgoingOf, sourcesOf } from './dry-run/given-answers.ts';
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
  const { server } = config;
  const hook = findHook(config, name);
  const body = await readBody(file);
  const given = options.fetched === undefined ? undefined : await readBody(options.fetched);
  const asked = options.live && given === undefined;
  const report = new DryRunReport(hook, options);
  return await withOdoo(config, hook, options.live, async (connection, rpc, others) => {
    report.begin(whereReadsGo(connection, options.live));
    const headers = options.header.map(([header, value]): [string, string] => [header.toLowerCase(), value]);
    const request = requestTo(hook, headers, body);
    const surroundings: Surroundings = {
      connection,
      rpc: report.watch(rpc),
      outgoing: asked ? createOutgoing(() => server.allowPrivate) : outgoingOf(given ?? hook.tests, server),
      sources: asked ? others : sourcesOf(given ?? hook.tests, connection),
      note: (line) => report.note(line),
      onStep: (title, line) => report.step(title, line),
    };
    const rehearsal = await rehearse(hook, request, surroundings, server.limits);
    report.end(rehearsal);
    return exitCode(rehearsal);
  });
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
  work: (connection: Connection, rpc: Rpc, others: Sources) => Promise<T>,
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
  const others = createConnections(QUIET);
  try {
    await others.use(live ? config.connections : new Map());
    const own = makingOwn(connection.rpc);
    return await work(
      connection,
      live ? unmadeChanges({ ...connection, rpc: own }) : own,
      connectionSources(others.get),
    );
  } finally {
    await connection.close();
    await others.close();
    await sandbox?.stop();
  }
}
