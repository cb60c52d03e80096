import type { Command } from 'commander';
import { type CommonOptions, EXIT, type ExitCode, exiting, newCommand } from './command.ts';
import { withReceived } from './configuration.ts';
import { confirm, received, type SelectionOptions, selected, withFilter } from './selection.ts';
import { count, say } from './terminal.ts';

const REASON = 'discarded on the command line';

export function discardCommand(): Command {
  const command = newCommand(
    'discard',
    'Ends deliveries that wait or failed: they are not carried out any more.',
  ).argument('[ids...]', 'the ids of deliveries, or their beginnings');
  return withFilter(command).option('--yes', 'do not ask before many are discarded', false).action(exiting(discard));
}

async function discard(ids: string[], options: CommonOptions & SelectionOptions): Promise<ExitCode> {
  return await withReceived(options.config, async (maybe) => {
    const store = received(maybe);
    const all = await selected(store, ids, options);
    const open = all.filter(({ state }) => state === 'failed' || state === 'waiting' || state === 'received');
    await confirm('discard', open, options);
    const discarded: string[] = [];
    for (const { id } of open) {
      if ((await store.discard(id, REASON)) === undefined) {
        discarded.push(id);
      }
    }
    const left = all.length - discarded.length;
    const note = left === 0 ? '' : `; ${left} left as they are: they are done, or at work now`;
    say(
      options.json
        ? JSON.stringify({ discarded })
        : `${count(discarded.length, 'delivery', 'deliveries')} discarded${note}`,
    );
    return EXIT.good;
  });
}
