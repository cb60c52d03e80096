import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Loaded } from '../config/load.ts';
import { type DeliverySummary, STATES, type State } from '../deliveries/delivery.ts';
import type { ListFilter, Store } from '../deliveries/store.ts';
import { parseDuration } from '../duration.ts';
import { type CommonOptions, EXIT, type ExitCode, exiting, newCommand } from './command.ts';
import { findHook, withReceived } from './configuration.ts';
import { follow } from './log/follow.ts';
import { summaryJson } from './log/summary-json.ts';
import { LogTable } from './log/table.ts';
import { say } from './terminal.ts';

interface LogOptions extends CommonOptions {
  hook?: string;
  state?: State;
  since?: number;
  limit: number;
  follow: boolean;
}

export function logCommand(): Command {
  return newCommand('log', 'Lists what was received and what became of it, the newest last.')
    .option('--hook <name>', 'only of this hook')
    .addOption(new Option('--state <state>', 'only in this state').choices(STATES))
    .option('--since <when>', 'only from then on: 30m, 2h, 7d ago, or a time such as 2026-03-01T09:30', since)
    .option('--limit <number>', 'how many at most', limit, 20)
    .option('--follow', 'go on listing what is received from now on', false)
    .action(exiting(log));
}

function since(text: string): number {
  const ago = parseDuration(text);
  // A day alone would be taken as one in UTC.
  const time =
    ago === undefined ? Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text) : Date.now() - ago;
  if (Number.isNaN(time)) {
    throw new InvalidArgumentError('It must be a duration such as 2h, or a time such as 2026-03-01T09:30.');
  }
  return time;
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
    const filter: ListFilter = { limit: options.limit, ...given(options) };
    const deliveries = (await store?.list(filter))?.reverse() ?? [];
    if (deliveries.length === 0) {
      checkHook(loaded, options.hook);
    }
    const show = options.json
      ? (one: DeliverySummary) => say(JSON.stringify(summaryJson(one)))
      : tableOf(deliveries, options);
    for (const delivery of deliveries) {
      show(delivery);
    }
    if (options.follow && store !== undefined) {
      await followFrom(store, filter, deliveries, show);
    }
    return EXIT.good;
  });
}

function given({ hook, state, since: from }: LogOptions): Omit<ListFilter, 'limit'> {
  return {
    ...(hook !== undefined && { hook }),
    ...(state !== undefined && { state }),
    ...(from !== undefined && { since: from }),
  };
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
    const { hook, state, since: from } = options;
    const filtered = hook !== undefined || state !== undefined || from !== undefined;
    say(filtered ? 'no such deliveries' : 'no deliveries yet');
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
