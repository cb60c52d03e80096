import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { DeliverySummary } from '../../src/deliveries/delivery.ts';
import { openStore } from '../../src/deliveries/open-store.ts';
import type { Store } from '../../src/deliveries/store.ts';
import { type CommandLine, commandLine, type Ran } from './command-line.ts';
import { type Answer, send } from './http-client.ts';

const UNSETTLED = new Set(['received', 'running', 'waiting']);

/** The program as a process of its own, which can be killed and started again on the same store. */
export class ServedProcess {
  readonly #line: CommandLine;
  readonly #storeFile: string;
  readonly #variables: Record<string, string>;
  #child: ChildProcessWithoutNullStreams | undefined;
  #store: Promise<Store> | undefined;
  #port = 0;
  #log = '';

  /** `settings` is the text of hookdoo.yaml, `storeFile` the store it names, `variables` the environment it runs in. */
  constructor(hooks: Record<string, string>, settings: string, storeFile = 'hookdoo.db', variables = {}) {
    this.#line = commandLine(hooks, settings);
    this.#variables = variables;
    this.#storeFile = path.resolve(this.#line.folder, storeFile);
  }

  get port(): number {
    return this.#port;
  }

  /** Where it runs; its store is there. */
  get folder(): string {
    return this.#line.folder;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** What it has written to its log since the first start. */
  get log(): string {
    return this.#log;
  }

  /** Starts it, and comes back when it takes requests, or was killed before it did. */
  async start(): Promise<void> {
    const child = this.#line.start(['serve', '--json'], this.#variables);
    this.#child = child;
    child.stderr.on('data', (chunk) => {
      this.#log += chunk;
    });
    const line = once(createInterface({ input: child.stdout }), 'line');
    const first = await Promise.race([line, once(child, 'close').then(() => undefined)]);
    if (first !== undefined) {
      this.#port = Number(JSON.parse(first[0]).port);
    } else if (this.#child === child) {
      throw new Error(`it ended at its start:\n${this.#log}`);
    }
  }

  /** Ends it where it stands, as kill -9 does, and comes back when it is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Has it finish what it does, and comes back when it is gone. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'close');
      child.kill(signal);
      await gone;
    }
  }

  /** Posts JSON to a hook by the secret in its URL. Throws when no answer comes. */
  async post(secret: string, payload: unknown): Promise<Answer> {
    const headers = { 'Content-Type': 'application/json' };
    return await send(this.#port, `/web/hook/${secret}`, { method: 'POST', headers, body: JSON.stringify(payload) });
  }

  /** Runs another command of the program on the same configuration. */
  async run(args: string[]): Promise<Ran> {
    return await this.#line.run(args);
  }

  /** The deliveries with this `unique` key, newest first. */
  async deliveries(unique: string): Promise<DeliverySummary[]> {
    return await (await this.#opened()).list({ unique, limit: 100 });
  }

  /** How many deliveries are not settled. */
  async pending(): Promise<number> {
    return await (await this.#opened()).pending();
  }

  /** Of so many deliveries, the newest: how many failed, and when the last one was settled, in milliseconds since 1970. */
  async newest(count: number): Promise<{ failed: number; settledAt: number }> {
    const all = await (await this.#opened()).list({ limit: count });
    const failed = all.filter(({ state }) => state !== 'done').length;
    return { failed, settledAt: Math.max(...all.map(({ settledAt }) => settledAt ?? Number.POSITIVE_INFINITY)) };
  }

  #opened(): Promise<Store> {
    this.#store ??= openStore(this.#storeFile);
    return this.#store;
  }

  /** Whether all deliveries with this `unique` key have come to rest, and there are any. */
  async isSettled(unique: string): Promise<boolean> {
    const deliveries = await this.deliveries(unique);
    return deliveries.length > 0 && deliveries.every(({ state }) => !UNSETTLED.has(state));
  }

  /** Kills it and removes all it has on the disk. */
  async remove(): Promise<void> {
    await this.kill();
    await (await this.#store)?.close();
    this.#line.remove();
  }
}
