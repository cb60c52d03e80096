import { type Command, InvalidArgumentError } from 'commander';
import type { Loaded } from '../config/load.ts';
import type { DeliverySummary } from '../deliveries/delivery.ts';
import type { ListFilter, Store } from '../deliveries/store.ts';
import { type CommonOptions, EXIT, type ExitCode, exiting, newCommand } from './command.ts';
import { findHook, withReceived } from './configuration.ts';
import { follow } from './log/follow.ts';
import { summaryJson } from './log/summary-json.ts';
import { LogTable } from './log/table.ts';
import { type FilterOptions, filterOf, withFilter } from './selection.ts';
import { say, sayJson } from './terminal.ts';

interface LogOptions extends CommonOptions, FilterOptions {
  limit: number;
  follow: boolean;
}

export function logCommand(): Command {
  return withFilter(newCommand('log', 'Lists what was received and what became of it, the newest last.'))
    .option('--limit <number>', 'how many at most', limit, 20)
    .option('--follow', 'go on listing what is received from now on', false)
    .action(exiting(log));
}

function limit(text: string): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (number === 0) {
    throw new InvalidArgumentError('It must be a whole number from 1 on.');
  }
  return number;
}

async function log(options: LogOptions): Promise<ExitCode> {
  return await withReceived(options.config, async (store, loaded) => {
    const filter: ListFilter = { limit: options.limit, ...filterOf(options) };
    const deliveries = (await store?.list(filter))?.reverse() ?? [];
    if (deliveries.length === 0) {
      checkHook(loaded, options.hook);
    }
    const show = options.json ? (one: DeliverySummary) => sayJson(summaryJson(one)) : tableOf(deliveries, options);
    for (const delivery of deliveries) {
      show(delivery);
    }
    if (options.follow && store !== undefined) {
      await followFrom(store, filter, deliveries, show);
    }
    return EXIT.good;
  });
}

/** A hook that nothing was received for, and that is not declared either, is a slip of the pen. */
function checkHook(loaded: Loaded, hook: string | undefined): void {
  if (hook !== undefined && 'config' in loaded) {
    findHook(loaded.config, hook);
  }
}

function tableOf(deliveries: readonly DeliverySummary[], options: LogOptions): (delivery: DeliverySummary) => void {
  const table = new LogTable(deliveries);
  if (deliveries.length > 0 || options.follow) {
    say(table.head());
  } else {
    say(Object.keys(filterOf(options)).length > 0 ? 'no such deliveries' : 'no deliveries yet');
  }
  return (delivery) => say(table.row(delivery));
}

/** Shows what comes to rest from now on, until the process is interrupted. */
async function followFrom(
  store: Store,
  filter: ListFilter,
  shown: readonly DeliverySummary[],
  show: (delivery: DeliverySummary) => void,
): Promise<void> {
  const stopped = new AbortController();
  process.once('SIGINT', () => stopped.abort()).once('SIGTERM', () => stopped.abort());
  const from = shown.find(({ state }) => state === 'received' || state === 'running') ?? shown.at(-1);
  const since = from?.receivedAt ?? filter.since ?? Date.now();
  await follow(store, { ...filter, since }, shown, show, stopped.signal);
}
