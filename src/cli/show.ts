import type { Command } from 'commander';
import type { Loaded } from '../config/load.ts';
import type { DeliveryLog } from '../deliveries/delivery.ts';
import type { Store } from '../deliveries/store.ts';
import { CannotRun, type CommonOptions, EXIT, type ExitCode, exiting, newCommand } from './command.ts';
import { withReceived } from './configuration.ts';
import { LogTable } from './log/table.ts';
import { deliveryJson } from './show/delivery-json.ts';
import { deliveryText } from './show/delivery-text.ts';
import { say, sayJson } from './terminal.ts';

export function showCommand(): Command {
  return newCommand('show', 'Shows all that is kept of one delivery: the request, the calls to Odoo, the outcome.')
    .argument('<id>', "the delivery's id, or its beginning")
    .action(exiting(show));
}

async function show(id: string, { config: folder, json }: CommonOptions): Promise<ExitCode> {
  return await withReceived(folder, async (store, loaded) => {
    const delivery = (await store?.get(id)) ?? (await notOne(store, id));
    if (json) {
      sayJson(deliveryJson(delivery));
    } else {
      say(deliveryText(delivery, keepsCalls(loaded, delivery.hook)));
    }
    return EXIT.good;
  });
}

function keepsCalls(loaded: Loaded, name: string): boolean {
  return 'config' in loaded && loaded.config.hooks.some((hook) => hook.name === name && hook.logCalls);
}

/** Says why the id names no delivery. */
async function notOne(store: Store | undefined, id: string): Promise<never> {
  const ids = id === '' ? [] : await store?.idsBeginning(id);
  if (store === undefined || ids === undefined || ids.length === 0) {
    throw new CannotRun(`there is no delivery \`${id}\`; \`hookdoo log\` lists them`);
  }
  const found = await Promise.all(ids.map((one) => store.get(one)));
  const deliveries: DeliveryLog[] = found.filter((one) => one !== undefined).reverse();
  const table = new LogTable(deliveries);
  const rows = deliveries.map((one) => table.row(one));
  throw new CannotRun([`several deliveries begin with ${id}:`, table.head(), ...rows].join('\n'));
}
