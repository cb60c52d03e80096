import { type App, startApp } from '../app.ts';
import { readEnvironment } from '../config/env.ts';
import { ConfigError, formatProblem } from '../errors.ts';
import { createLog, type Log } from '../log.ts';
import { welcome } from './welcome.ts';

/** Serves the configuration in `folder` until the process is told to stop; gives the exit code. */
export async function serve(folder: string): Promise<number> {
  const log = createLog({ level: 'info', readable: process.stderr.isTTY });
  const stop = stopSignal();
  const app = await start(folder, log);
  if (app === undefined) {
    return 1;
  }
  process.stdout.write(await welcome(app, process.stdout.isTTY));
  const signal = await stop;
  log.info({ signal }, 'stopping');
  // A second signal ends the process at once, as it does by default.
  await app.stop();
  return 0;
}

async function start(folder: string, log: Log): Promise<App | undefined> {
  try {
    return await startApp(folder, readEnvironment(), log);
  } catch (error) {
    if (error instanceof ConfigError) {
      process.stderr.write(
        `${error.problems.map(formatProblem).join('\n')}\nnot started: the configuration has ${error.problems.length} problem(s)\n`,
      );
    } else {
      process.stderr.write(`not started: ${error instanceof Error ? error.message : error}\n`);
    }
    return undefined;
  }
}

function stopSignal(): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  process.once('SIGTERM', resolve);
  process.once('SIGINT', resolve);
  return promise;
}
