import assert from 'node:assert/strict';
import type { Json } from '../../src/odoo/json.ts';
import { type RunningApp, runApp } from './run-app.ts';

const marker = `Hookdoo-${process.pid}-${Date.now()}`;
let count = 0;

export interface TriedHooks {
  /** While the suite runs. */
  readonly running: RunningApp;
  /** A text no record has yet: what has it as its `ref` is removed at the end. */
  fresh(): string;
  /** The ids of records, of archived ones too. */
  search(model: string, domain: Json[]): Promise<Json[]>;
}

/** Serves hooks by name for the suite that calls it, their calls logged, on the Odoo that `variables` name or the sandbox. */
export function triedHooks(
  hooks: Record<string, string>,
  variables: () => Record<string, string | undefined>,
): TriedHooks {
  let running: RunningApp | undefined;

  function served(): RunningApp {
    assert.ok(running !== undefined, 'hooks are served');
    return running;
  }

  async function search(model: string, domain: Json[]): Promise<Json[]> {
    const found = await served().odoo(model, 'search', [domain], { context: { active_test: false } });
    assert.ok(Array.isArray(found));
    return found;
  }

  before(async () => {
    const files = Object.entries(hooks).map(([name, text]) => [`hooks/${name}.yaml`, `${text}log_calls: true\n`]);
    running = await runApp(Object.fromEntries(files), variables());
  });
  after(async () => {
    const { odoo, stop } = served();
    try {
      const left = await search('res.partner', [['ref', 'like', marker]]);
      const orders = await search('sale.order', [['partner_id', 'in', left]]);
      for (const order of orders) {
        await odoo('sale.order', 'action_cancel', [[order]]);
      }
      await odoo('sale.order', 'unlink', [orders]);
      await odoo('res.partner', 'unlink', [left]);
    } finally {
      await stop();
    }
  });

  return {
    get running() {
      return served();
    },
    fresh: () => `${marker}-${++count}`,
    search,
  };
}
