import path from 'node:path';
import { openStore } from '../../src/deliveries/open-store.ts';
import { residentMegabytes } from '../bench/memory.ts';
import { Random } from '../python/random.ts';
import { liveMegabytes, TELLS_LIVE_MEMORY } from '../support/live-memory.ts';
import { ServedProcess } from '../support/served-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { HOOKS, pathOf } from './hooks.ts';
import { KINDS, type Sent } from './kinds.ts';
import { compare } from './ledger.ts';
import { PUBLIC_URL, SENDER_HOOKS, Senders } from './senders.ts';
import { KeptConnections, type Seen, sendRaw } from './wire.ts';

export interface Outcome {
  /** What was not as it must be; empty when all was well. */
  faults: string[];
  /** How often each status was answered. */
  statuses: Map<number, number>;
  /** Deliveries in the store. */
  stored: number;
  /** What the server holds on to, in megabytes, after a fifth, three fifths and all of the requests. */
  live: [number, number, number];
  /** All the memory it has in the end; V8 keeps what it once had. */
  resident: number;
  seconds: number;
}

/** With a larger heap node would take more memory for speed. */
const SMALL = { NODE_OPTIONS: `--max-old-space-size=128 ${TELLS_LIVE_MEMORY}` };
const LANES = 48;
const KEPT = 0.3;
/** A connection that is closed with so much unread may lose its answer on the way. */
const LARGE = 60_000;
const MOST_FAULTS = 12;
/** What the server may hold on to more than after a fifth of the requests, in megabytes: its tables are bounded, but not full from the start. */
const GROWTH = 8;

function settings(store: string): string {
  const limits = 'limits: {body: 256kb, depth: 20, keys: 5000, time: 2s, guesses: 600/m}';
  return `server: {host: 127.0.0.1, port: 0, public_url: ${PUBLIC_URL}, ${limits}}\nstore: ${store}\nlog: {level: warn}\nconnections: {odoo: {url: sandbox}}\n`;
}

/** Sends so many generated requests, hostile and valid, to the whole program in a process of its own, and looks at what became of them. */
export async function fuzz(requests: number, seed: number): Promise<Outcome> {
  const temp = tempFolder();
  const file = path.join(temp.folder, 'fuzz.db');
  const server = new ServedProcess({ ...HOOKS, ...SENDER_HOOKS }, settings(file), file, SMALL);
  try {
    await server.start();
    const run = new Run(server, await Senders.load(), requests, seed);
    const outcome = await run.all();
    await server.stop();
    const store = await openStore(file);
    const { faults, stored } = await compare(store, run.answered);
    await store.close();
    return { ...outcome, stored, faults: [...outcome.faults, ...faults] };
  } finally {
    await server.remove();
    temp.remove();
  }
}

class Run {
  readonly answered = new Map<string, number>();
  readonly #server: ServedProcess;
  readonly #senders: Senders;
  readonly #requests: number;
  readonly #seed: number;
  readonly #kept = new KeptConnections();
  readonly #faults: string[] = [];
  readonly #statuses = new Map<number, number>();
  readonly #live: number[] = [];
  #sent = 0;

  constructor(server: ServedProcess, senders: Senders, requests: number, seed: number) {
    this.#server = server;
    this.#senders = senders;
    this.#requests = requests;
    this.#seed = seed;
  }

  async all(): Promise<Omit<Outcome, 'stored'>> {
    const started = performance.now();
    // An address that guesses too much is let in to what it knew before.
    for (const name of Object.keys(HOOKS)) {
      this.#note(await this.#kept.send(this.#server.port, pathOf(name), '{"id":"first"}'));
    }
    for (const [from, to] of [
      [0, 0.2],
      [0.2, 0.6],
      [0.6, 1],
    ] as const) {
      await this.#part(Math.round(from * this.#requests), Math.round(to * this.#requests));
      this.#live.push(await liveMegabytes(this.#server));
    }
    await this.#isWell();
    this.#kept.close();
    const [first = 0, second = 0, last = 0] = this.#live;
    if (last - first > GROWTH) {
      this.#faults.push(`what it holds on to grew from ${first} MB to ${last} MB`);
    }
    const seconds = (performance.now() - started) / 1000;
    const resident = residentMegabytes(this.#server.pid);
    return { faults: this.#faults, statuses: this.#statuses, live: [first, second, last], resident, seconds };
  }

  async #part(from: number, to: number): Promise<void> {
    this.#sent = from;
    const lane = async () => {
      while (this.#sent < to && this.#faults.length < MOST_FAULTS) {
        this.#sent += 1;
        await this.#send(this.#sent);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  /** Sends the request of this number; it is the same whenever the seed is. */
  async #send(number: number): Promise<void> {
    const random = new Random(this.#seed * 1_000_003 + number);
    const sent = made(random, `fuzz-${number}`, this.#senders);
    const seen = await this.#exchange(sent, random);
    for (const one of seen ?? []) {
      this.#note(one);
    }
    const fault = faultOf(sent, seen);
    if (fault !== undefined) {
      this.#faults.push(`${fault}, to request ${number}, ${sent.kind}: ${JSON.stringify(sent.bytes.slice(0, 600))}`);
    }
  }

  async #exchange(sent: Sent, random: Random): Promise<Seen[] | undefined> {
    const { port } = this.#server;
    try {
      return sent.kept && random.chance(KEPT)
        ? [await this.#kept.send(port, sent.kept.path, sent.kept.body)]
        : await sendRaw(port, sent);
    } catch (error) {
      return this.#server.pid === 0 ? undefined : await this.#again(sent, error);
    }
  }

  /** A kept connection may be closed by the server just as it is used. */
  async #again(sent: Sent, error: unknown): Promise<Seen[] | undefined> {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') {
      return await sendRaw(this.#server.port, sent);
    }
    throw error;
  }

  #note({ status, delivery }: Seen): void {
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
    if (delivery !== undefined) {
      this.answered.set(delivery, status);
    }
  }

  /** Afterwards it serves as before. */
  async #isWell(): Promise<void> {
    const last = await this.#kept.send(this.#server.port, pathOf('plain'), '{"id":"last"}');
    this.#note(last);
    if (last.status !== 200) {
      this.#faults.push(`a valid request afterwards was answered ${last.status}`);
    }
    const errors = this.#server.log.split('\n').filter((line) => line.includes('"level":"error"'));
    this.#faults.push(...errors.slice(0, MOST_FAULTS).map((line) => `in its log: ${line.slice(0, 1000)}`));
  }
}

function made(random: Random, id: string, senders: Senders): Sent {
  const total = KINDS.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random.next() * total;
  const found = KINDS.find(([, weight]) => {
    left -= weight;
    return left < 0;
  });
  const [kind, , make] = found ?? KINDS[0] ?? [];
  if (kind === undefined || make === undefined) {
    throw new Error('there are no kinds');
  }
  return { kind, ...make(random, id, senders) };
}

function faultOf({ bytes, answers, ends }: Sent, seen: Seen[] | undefined): string | undefined {
  if (seen === undefined) {
    return 'no end';
  }
  const broken = seen.find(({ status }) => status >= 500);
  if (broken !== undefined) {
    return `${broken.status}`;
  }
  const isEnough = ends === 'gone' || seen.length >= Math.min(1, answers) || bytes.length > LARGE;
  return isEnough ? undefined : 'no answer';
}
