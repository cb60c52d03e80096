// 100,000 deliveries waiting beside 100: how long the store takes to hand out the next one, and the memory of the program.
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openStore } from '../../src/deliveries/open-store.ts';
import type { Store } from '../../src/deliveries/store.ts';
import { arrival, rawRequest } from '../support/raw-request.ts';
import { ServedProcess } from '../support/served-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { until } from '../support/until.ts';
import { InstantOdoo } from './instant-odoo.ts';
import { residentMegabytes } from './memory.ts';
import { quantile } from './offer.ts';

const FEW = 100;
const MANY = Number(process.env.BENCH_COUNT ?? 100_000);
const ROUNDS = 500;
const HOOK = 'orders';

/** How the deliveries that wait are spread over order keys. */
const SPREADS: Record<string, (index: number) => string | undefined> = {
  'no order key': () => undefined,
  '1,000 order keys': (index) => `key-${index % 1000}`,
  'one order key': () => 'key',
};

async function fill(store: Store, from: number, to: number, keyOf: (index: number) => string | undefined) {
  for (let at = from; at < to; at += 1000) {
    const some = Array.from({ length: Math.min(1000, to - at) }, (_, offset) => at + offset);
    await Promise.all(some.map((index) => store.receive(oneOf(index, keyOf))));
  }
}

function oneOf(index: number, keyOf: (index: number) => string | undefined) {
  const body = Buffer.from(JSON.stringify({ event: `event-${index}`, ref: `ref-${index}`, name: `Customer ${index}` }));
  const keys = { unique: `event-${index}`, order: keyOf(index), version: undefined };
  return arrival({ hook: HOOK, request: rawRequest({ body }), keys });
}

/** Takes one, settles it, and receives another, again and again. Gives the sorted times of taking, in milliseconds. */
async function takeTimes(count: number, keyOf: (index: number) => string | undefined): Promise<number[]> {
  const temp = tempFolder();
  const store = await openStore(path.join(temp.folder, 'hookdoo.db'));
  await fill(store, 0, count, keyOf);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    const [delivery] = await store.take([{ hooks: [HOOK], most: 1 }], Date.now());
    times.push(performance.now() - started);
    if (delivery === undefined) {
      throw new Error('nothing to take');
    }
    await store.settle(delivery, { state: 'done' }, []);
    await store.receive(oneOf(count + round, keyOf));
  }
  await store.close();
  temp.remove();
  return times.toSorted((one, other) => one - other);
}

/** The memory of the program, in megabytes, with so many waiting for an Odoo that is away. */
async function memoryWith(count: number): Promise<number> {
  const odoo = await InstantOdoo.away();
  const temp = tempFolder();
  const file = path.join(temp.folder, 'hookdoo.db');
  const store = await openStore(file);
  await fill(store, 0, count, () => undefined);
  await store.close();
  const hook = `
model: res.partner
secret: bench-0123456789abcdef
unique: payload.event
actions:
  - create: res.partner
    values: {name: =payload.name, ref: =payload.ref}
`;
  const settings = `
server: {host: 127.0.0.1, port: 0}
store: ${file}
connections:
  odoo: {url: "http://127.0.0.1:${odoo.port}", database: bench, login: bench, api_key: bench, protocol: json-rpc}
`;
  const served = new ServedProcess({ [HOOK]: hook }, settings, file);
  await served.start();
  await until(() => served.log.includes('odoo is not available'));
  await setTimeout(10_000);
  const megabytes = residentMegabytes(served.pid);
  await served.remove();
  temp.remove();
  return megabytes;
}

function row(name: string, ...cells: (string | number)[]): void {
  console.log(`  ${name.padEnd(34)}${cells.map((cell) => String(cell).padStart(12)).join('')}`);
}

console.log(`the next one of ${FEW} and of ${MANY} that wait, ms`);
row('', `${FEW}: p50`, 'p99', `${MANY}: p50`, 'p99', 'ratio p50');
for (const [name, keyOf] of Object.entries(SPREADS)) {
  const few = await takeTimes(FEW, keyOf);
  const many = await takeTimes(MANY, keyOf);
  const figures = [few, many].flatMap((times) => [quantile(times, 0.5), quantile(times, 0.99)]);
  const ratio = quantile(many, 0.5) / quantile(few, 0.5);
  row(name, ...[...figures, ratio].map((figure) => figure.toFixed(2)));
}
const memory = [await memoryWith(FEW), await memoryWith(MANY)];
console.log('memory of the program (RSS) while they wait, MB');
row('', FEW, MANY, 'ratio');
row('Odoo away', ...memory, ((memory[1] ?? 0) / (memory[0] ?? 1)).toFixed(2));
