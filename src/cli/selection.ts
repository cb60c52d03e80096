import { createInterface } from 'node:readline/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type DeliverySummary, STATES, type State } from '../deliveries/delivery.ts';
import type { ListFilter, Store } from '../deliveries/store.ts';
import { parseDuration } from '../duration.ts';
import { CannotRun } from './command.ts';
import { LogTable } from './log/table.ts';
import { count } from './terminal.ts';

/** Options that say which deliveries. */
export interface FilterOptions {
  hook?: string;
  state?: State;
  since?: number;
  unique?: string;
  key?: string;
}

/** Options that say which deliveries to change. */
export interface SelectionOptions extends FilterOptions {
  yes: boolean;
}

const PAGE = 500;
/** As many are shown before it is asked whether to change them. */
const SHOWN = 5;

/** Adds the options of FilterOptions. */
export function withFilter(command: Command): Command {
  return command
    .option('--hook <name>', 'only of this hook')
    .addOption(new Option('--state <state>', 'only in this state').choices(STATES))
    .option('--since <when>', 'only from then on: 30m, 2h, 7d ago, or a time such as 2026-03-01T09:30', since)
    .option('--unique <value>', 'only the event with this value of `unique`, and its repeats')
    .option('--key <value>', 'only with this value of `order_key`');
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

/** The options as a filter of the store. */
export function filterOf({ hook, state, since: from, unique, key }: FilterOptions): Omit<ListFilter, 'limit'> {
  return {
    ...(hook !== undefined && { hook }),
    ...(state !== undefined && { state }),
    ...(from !== undefined && { since: from }),
    ...(unique !== undefined && { unique }),
    ...(key !== undefined && { key }),
  };
}

/** The store, once something was received. Throws CannotRun. */
export function received(store: Store | undefined): Store {
  if (store === undefined) {
    throw new CannotRun('nothing was received yet');
  }
  return store;
}

/** The deliveries with these ids, or beginnings of ids; without ids those of the filter, the oldest first. Throws CannotRun. */
export async function selected(
  store: Store,
  ids: readonly string[],
  options: FilterOptions,
): Promise<DeliverySummary[]> {
  const filter = filterOf(options);
  const isFiltered = Object.keys(filter).length > 0;
  if (ids.length > 0 === isFiltered) {
    throw new CannotRun('give the ids of deliveries, or a filter such as --hook orders --state failed');
  }
  return isFiltered ? await filtered(store, filter) : await Promise.all(ids.map((id) => oneOf(store, id)));
}

async function oneOf(store: Store, id: string): Promise<DeliverySummary> {
  const delivery = await store.get(id);
  if (delivery === undefined) {
    throw new CannotRun(`no delivery, or more than one, begins with \`${id}\`; \`hookdoo log\` lists them`);
  }
  return delivery;
}

async function filtered(store: Store, filter: Omit<ListFilter, 'limit'>): Promise<DeliverySummary[]> {
  const all: DeliverySummary[] = [];
  for (;;) {
    const before = all.at(-1)?.id;
    const page = await store.list({ ...filter, limit: PAGE, ...(before !== undefined && { before }) });
    all.push(...page);
    if (page.length < PAGE) {
      return all.reverse();
    }
  }
}

/** Asks before many are changed; without a terminal to ask on, `--yes` must say so. Throws CannotRun when it may not be. */
export async function confirm(
  verb: string,
  deliveries: readonly DeliverySummary[],
  { yes }: SelectionOptions,
): Promise<void> {
  if (yes || deliveries.length < 2) {
    return;
  }
  const what = `${verb} ${count(deliveries.length, 'delivery', 'deliveries')}`;
  if (!process.stdin.isTTY) {
    throw new CannotRun(`this would ${what}; --yes does it`);
  }
  const table = new LogTable(deliveries.slice(0, SHOWN));
  const rows = deliveries.slice(0, SHOWN).map((one) => table.row(one));
  const more = deliveries.length > SHOWN ? [`… and ${deliveries.length - SHOWN} more`] : [];
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question(`${[...rows, ...more].join('\n')}\n${what}? [y/N] `);
  lines.close();
  if (!/^y(es)?$/i.test(answer.trim())) {
    throw new CannotRun('nothing was changed');
  }
}
