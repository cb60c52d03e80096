import type { Command } from 'commander';
import type { DeliverySummary } from '../deliveries/delivery.ts';
import type { NotPossible, Store } from '../deliveries/store.ts';
import { CannotRun, type CommonOptions, EXIT, type ExitCode, exiting, newCommand } from './command.ts';
import { withReceived } from './configuration.ts';
import { summaryJson } from './log/summary-json.ts';
import { LogTable } from './log/table.ts';
import { whenAtRest } from './replay/progress.ts';
import { undo } from './replay/undo.ts';
import { confirm, received, type SelectionOptions, selected, withFilter } from './selection.ts';
import { count, say, sayJson } from './terminal.ts';

interface ReplayOptions extends CommonOptions, SelectionOptions {
  anew: boolean;
  repeat: boolean;
  undo: boolean;
}

const WHY: Record<NotPossible, string> = {
  running: 'it is being carried out now',
  'body not kept': 'its body is not kept whole (`redact:`), only until it is done',
  unknown: 'it is no longer kept',
};

export function replayCommand(): Command {
  const command = newCommand('replay', 'Carries deliveries out again, with the configuration of now.').argument(
    '[ids...]',
    'the ids of deliveries, or their beginnings',
  );
  return withFilter(command)
    .option('--anew', 'begin from the start; without it what was done in Odoo already is not done again', false)
    .option('--repeat', 'make a call again of which it is not known whether Odoo carried it out', false)
    .option('--undo', 'write back what the delivery changed (`undo: true` in the hook), instead', false)
    .option('--yes', 'do not ask before many are carried out', false)
    .addHelpText('after', '\nOne that is done is always begun from the start. A running server carries them out.')
    .action(exiting(replay));
}

async function replay(ids: string[], options: ReplayOptions): Promise<ExitCode> {
  return await withReceived(options.config, async (maybe, loaded) => {
    const store = received(maybe);
    const deliveries = await selected(store, ids, options);
    await confirm(options.undo ? 'undo' : 'carry out', deliveries, options);
    if (options.undo) {
      return await undo(store, loaded, deliveries, options.json);
    }
    const marked = await mark(store, deliveries, options);
    if (!(await store.isServed())) {
      say(
        `No server runs: ${count(marked.length, 'delivery', 'deliveries')} will be carried out when \`hookdoo serve\` starts.`,
      );
      return EXIT.good;
    }
    const rested = await whenAtRest(store, marked);
    report(rested, options.json);
    if (rested.length < marked.length) {
      const left = count(marked.length - rested.length, 'delivery', 'deliveries');
      process.stderr.write(
        `${left} not begun yet: the server will, when their hook is served and its connection works\n`,
      );
    }
    return rested.some(({ state }) => state === 'failed' || state === 'rejected') ? EXIT.faults : EXIT.good;
  });
}

/** Marks them in the store, where the server finds them. What cannot be replayed alone is refused, among many it is named and left out. */
async function mark(store: Store, deliveries: DeliverySummary[], { anew, repeat }: ReplayOptions): Promise<string[]> {
  const marked: string[] = [];
  for (const { id } of deliveries) {
    const why = await store.replay(id, { anew, repeat });
    if (why === undefined) {
      marked.push(id);
    } else if (deliveries.length === 1) {
      throw new CannotRun(`${id} cannot be carried out again: ${WHY[why]}`);
    } else {
      process.stderr.write(`${id} is left out: ${WHY[why]}\n`);
    }
  }
  return marked;
}

/** The deliveries as they are now: as JSON, or as rows of the log. */
function report(deliveries: readonly DeliverySummary[], json: boolean): void {
  const table = new LogTable(deliveries);
  for (const delivery of deliveries) {
    if (json) {
      sayJson(summaryJson(delivery));
    } else {
      say(table.row(delivery));
    }
  }
}
