import assert from 'node:assert/strict';
import { DEFAULT_BUDGET } from '../../src/expression/budget.ts';
import { compileProgram } from '../../src/expression/compile.ts';
import { pureNames } from '../../src/expression/names.ts';
import type { Value } from '../../src/expression/value.ts';
import { createLog } from '../../src/log.ts';
import type { OdooCall } from '../../src/odoo/call.ts';
import { openConnection } from '../../src/odoo/connection.ts';
import { commandName } from '../../src/records/command.ts';
import { Environment } from '../../src/records/environment.ts';
import { World } from '../../src/records/world.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';

export interface OnSandbox {
  /** Runs code with `env` and gives what it put into the list `out`, and the calls it made as `model.method`. */
  run(code: string): Promise<{ out: Value[]; calls: string[]; sent: OdooCall[] }>;
  stop(): Promise<void>;
}

/** Runs code of the hooks' language with `env` on a sandbox Odoo. */
export async function onSandbox(): Promise<OnSandbox> {
  const sandbox = await startSandbox();
  const settings = { name: 'test', timeout: 5000, concurrency: 2, context: {}, ...sandbox };
  const connection = openConnection(settings, createLog({ level: 'silent', readable: false }));
  return {
    async run(code) {
      const sent: OdooCall[] = [];
      const world = new World({
        delivery: 'test',
        rpc(call) {
          sent.push(call);
          return connection.rpc(call);
        },
        fields: connection.fields,
        forgetFields: connection.forgetFields,
        uid: connection.uid,
        user: connection.user,
        version: connection.version,
        lanes: connection.lanes,
        kept: connection.kept,
        recall: (_what, load) => load(),
        context: {},
        now: Date.now(),
      });
      const names = new Set([...pureNames().keys(), 'env', 'Command', 'out']);
      const compiled = compileProgram(code, { names });
      assert.ok(compiled.ok, compiled.ok ? '' : compiled.faults.map(({ message }) => message).join('\n'));
      world.mentioned = compiled.code.attributes;
      let out: Value[] = [];
      await world.evaluate(() => {
        out = [];
        const env = new Environment(world);
        const all = new Map<string, Value>([...pureNames(), ['env', env], ['Command', commandName], ['out', out]]);
        return compiled.code.evaluate(all, DEFAULT_BUDGET);
      });
      return { out, calls: sent.map(({ model, method }) => `${model}.${method}`), sent };
    },
    async stop() {
      await connection.close();
      await sandbox.stop();
    },
  };
}
