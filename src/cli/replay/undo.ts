import { SANDBOX } from '../../config/connections.ts';
import type { Loaded } from '../../config/load.ts';
import type { DeliverySummary } from '../../deliveries/delivery.ts';
import type { Store } from '../../deliveries/store.ts';
import { ConfigError } from '../../errors.ts';
import { openConnection } from '../../odoo/connection.ts';
import { printable } from '../../printable.ts';
import { keepWrittenBack } from '../../work/edits.ts';
import { type Undone, undoWrites } from '../../work/undo.ts';
import { CannotRun, EXIT, type ExitCode } from '../command.ts';
import { connectionOf, findHook } from '../configuration.ts';
import { QUIET } from '../rehearse.ts';
import { count, say } from '../terminal.ts';

/** Writes back what deliveries changed, the latest first, and sets them aside as skipped. Throws CannotRun. */
export async function undo(
  store: Store,
  loaded: Loaded,
  deliveries: readonly DeliverySummary[],
  json: boolean,
): Promise<ExitCode> {
  if ('problems' in loaded) {
    throw new ConfigError(loaded.problems);
  }
  let isWhole = true;
  for (const delivery of deliveries.toReversed()) {
    const settings = connectionOf(loaded.config, findHook(loaded.config, delivery.hook));
    if (settings.url === SANDBOX) {
      throw new CannotRun(`the connection \`${settings.name}\` is the sandbox inside the server: nothing of it lasts`);
    }
    const undone = await undoOne(store, delivery, settings);
    isWhole &&= undone.left.length === 0;
    say(json ? printable(JSON.stringify({ id: delivery.id, ...undone })) : textOf(delivery, undone));
  }
  return isWhole ? EXIT.good : EXIT.faults;
}

async function undoOne(
  store: Store,
  { id }: DeliverySummary,
  settings: Parameters<typeof openConnection>[0],
): Promise<Undone> {
  const log = await store.get(id);
  if (log === undefined || log.state === 'running' || log.state === 'received') {
    throw new CannotRun(`${id} is at work: it can be undone when it is settled`);
  }
  const connection = openConnection(settings, QUIET);
  try {
    const undone = await undoWrites(log.journal, connection, (back, write) =>
      keepWrittenBack(store, settings.name, back, write),
    );
    await store.markUndone(id, `undone on the command line: ${count(undone.written.length, 'record')} written back`);
    return undone;
  } finally {
    await connection.close();
  }
}

function textOf({ id }: DeliverySummary, { written, left }: Undone): string {
  const lines = [...written.map((line) => `  written back  ${line}`), ...left.map((line) => `  left          ${line}`)];
  return printable([id, ...(lines.length === 0 ? ['  nothing was changed by it'] : lines)].join('\n'));
}
