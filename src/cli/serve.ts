import type { Command } from 'commander';
import { type App, startApp } from '../app.ts';
import { readEnvironment } from '../config/env.ts';
import { createLog } from '../log.ts';
import { type CommonOptions, EXIT, type ExitCode, exiting, newCommand } from './command.ts';
import { say } from './terminal.ts';
import { welcome } from './welcome.ts';

export function serveCommand(): Command {
  return newCommand('serve', 'Serves the hooks until it is told to stop (SIGTERM, Ctrl-C).').action(exiting(serve));
}

async function serve({ config: folder, json }: CommonOptions): Promise<ExitCode> {
  const log = createLog({ level: 'info', readable: process.stderr.isTTY && !json });
  const stopped = stopSignal();
  const app: App = await startApp(folder, readEnvironment(), log);
  if (json) {
    say(JSON.stringify({ port: app.port, sandbox: app.usesSandbox() }));
  } else {
    say(await welcome(app, process.stdout.isTTY));
  }
  log.info({ signal: await stopped }, 'stopping: what is under way is finished first');
  await app.stop();
  return EXIT.good;
}

/** The first signal to stop; a second one ends the process at once, as it does by default. */
function stopSignal(): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  const told = (signal: NodeJS.Signals) => {
    process.removeListener('SIGTERM', told);
    process.removeListener('SIGINT', told);
    resolve(signal);
  };
  process.on('SIGTERM', told);
  process.on('SIGINT', told);
  return promise;
}
