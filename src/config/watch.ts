import { watch } from 'chokidar';
import type { Problem } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Environment } from './env.ts';
import { type Config, loadConfig, type Reading } from './load.ts';

/** Milliseconds without another event after which a change is taken to be whole. */
const QUIET = 150;
/** Milliseconds after the first event at which the files are read even if events keep coming. */
const LATEST = 600;

export interface ConfigWatcher {
  close(): Promise<void>;
}

/**
 * Loads the configuration anew whenever a file of its folder changes. What is sound goes to `loaded`, problems go to `broken`; neither
 * is called while the files hold what the last reading held, nor before the last call has come to its end. `from` is the reading that
 * runs now.
 */
export function watchConfig(
  from: Reading,
  environment: Environment,
  on: { loaded(config: Config): void | Promise<void>; broken(problems: Problem[]): void },
  log: Log,
): ConfigWatcher {
  const { folder } = from;
  const watcher = watch([folder, ...from.filledFrom], { ignoreInitial: true, atomic: false });
  let { hash } = from;
  let timer: NodeJS.Timeout | undefined;
  let latest: number | undefined;
  let reading = Promise.resolve();
  let closed = false;

  async function read(): Promise<void> {
    const loaded = await loadConfig(folder, environment);
    if (closed || loaded.hash === hash) {
      return;
    }
    hash = loaded.hash;
    watcher.add(loaded.filledFrom);
    if ('config' in loaded) {
      await on.loaded(loaded.config);
    } else {
      on.broken(loaded.problems);
    }
  }

  function readSoon(): void {
    latest ??= performance.now() + LATEST;
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        latest = undefined;
        reading = reading.then(read).catch((error: unknown) => log.error({ err: error }, 'configuration not read'));
      },
      Math.max(0, Math.min(QUIET, latest - performance.now())),
    );
  }

  // What changed between the first reading and the watcher's start has no event of its own.
  watcher.on('all', readSoon).on('ready', readSoon);
  watcher.on('error', (error) => log.warn({ folder, error: String(error) }, 'configuration folder not watched'));
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await watcher.close();
      await reading;
    },
  };
}
