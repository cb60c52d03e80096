// 20,000 deliveries taken at 1,000 a second while Odoo is away, beside a bare Koa that stores them as safely; then Odoo comes back.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { liveMegabytes, TELLS_LIVE_MEMORY } from '../support/live-memory.ts';
import { ServedProcess } from '../support/served-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { until } from '../support/until.ts';
import { InstantOdoo } from './instant-odoo.ts';
import { residentMegabytes, watchMemory } from './memory.ts';
import { type Offered, offer } from './offer.ts';

const SECRET = 'bench-0123456789abcdef';
const COUNT = Number(process.env.BENCH_COUNT ?? 20_000);
const RATE = 1000;

function bodyOf(index: number): string {
  const lines = Array.from({ length: 3 }, (_, line) => ({ sku: `SKU${line}`, title: `Item ${line}`, price: '19.99' }));
  return JSON.stringify({ event: `event-${index}`, ref: `ref-${index}`, name: `Customer ${index}`, lines });
}

async function bareKoa(): Promise<Offered> {
  const temp = tempFolder();
  const file = path.join(import.meta.dirname, 'bare-koa.ts');
  const child = spawn(process.execPath, [file, path.join(temp.folder, 'koa.db')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = await once(createInterface({ input: child.stdout }), 'line');
  await offer(`http://127.0.0.1:${port}/`, (index) => bodyOf(-1 - index), { count: 1000, rate: RATE });
  const offered = await offer(`http://127.0.0.1:${port}/`, bodyOf, { count: COUNT, rate: RATE });
  child.kill();
  await once(child, 'close');
  temp.remove();
  return offered;
}

function served(odoo: InstantOdoo): ServedProcess {
  const hook = `
model: res.partner
secret: ${SECRET}
answer: stored
unique: payload.event
actions:
  - create: res.partner
    values: {name: =payload.name, ref: =payload.ref}
`;
  const settings = `
server: {host: 127.0.0.1, port: 0}
store: hookdoo.db
log: {level: warn}
connections:
  odoo: {url: "http://127.0.0.1:${odoo.port}", database: bench, login: bench, api_key: bench, protocol: json-rpc}
`;
  return new ServedProcess({ bench: hook }, settings, 'hookdoo.db', { NODE_OPTIONS: TELLS_LIVE_MEMORY });
}

function row(name: string, ...cells: (string | number)[]): void {
  console.log(`  ${name.padEnd(34)}${cells.map((cell) => String(cell).padStart(10)).join('')}`);
}

function acknowledged(name: string, { p50, p99, most, refused }: Offered): void {
  row(name, p50.toFixed(1), p99.toFixed(1), most.toFixed(1), refused);
}

const odoo = await InstantOdoo.away();
const hookdoo = served(odoo);
await hookdoo.start();
const url = `http://127.0.0.1:${hookdoo.port}/web/hook/${SECRET}`;
await offer(url, (index) => bodyOf(-1 - index), { count: 1000, rate: RATE });
const atFirst = residentMegabytes(hookdoo.pid);
const held = [await liveMegabytes(hookdoo)];
const taking = watchMemory(hookdoo.pid);
const ours = await offer(url, bodyOf, { count: COUNT, rate: RATE });
const whileTaking = taking.stop();
held.push(await liveMegabytes(hookdoo));
const koa = await bareKoa();

console.log(`${COUNT} deliveries acknowledged, ${RATE} a second offered, Odoo away: ms`);
row('', 'p50', 'p99', 'most', 'refused');
acknowledged('hookdoo, answer: stored', ours);
acknowledged('bare Koa, the same grouped insert', koa);
row(
  'hookdoo / Koa',
  (ours.p50 / koa.p50).toFixed(2),
  (ours.p99 / koa.p99).toFixed(2),
  (ours.most / koa.most).toFixed(2),
);

const all = COUNT + 1000;
const delivering = watchMemory(hookdoo.pid);
await odoo.comeBack();
const back = performance.now();
await until(() => odoo.created.size > 0);
const noticed = performance.now();
const giveUpAt = noticed + 600_000;
await until(() => odoo.created.size >= all || performance.now() > giveUpAt);
const seconds = (performance.now() - noticed) / 1000;
const whileDelivering = delivering.stop();
held.push(await liveMegabytes(hookdoo));
const twice = [...odoo.created.values()].filter((times) => times > 1).length;

console.log('then Odoo is back');
row('noticed after, s', ((noticed - back) / 1000).toFixed(1));
row('delivered a second', Math.round(odoo.created.size / seconds));
row('there / missing / more than once', odoo.created.size, all - odoo.created.size, twice);
console.log('memory (RSS), MB');
row('', 'at first', 'most', 'at the end');
row('while taking', atFirst, Math.max(...whileTaking), whileTaking.at(-1) ?? 0);
row('while delivering', whileDelivering[0] ?? 0, Math.max(...whileDelivering), whileDelivering.at(-1) ?? 0);
console.log(`  each second: ${[...whileTaking, ...whileDelivering].join(' ')}`);
console.log(
  `  held on to, when nothing is left to be collected: ${held.join(', ')} (at first, all taken, all delivered)`,
);
await hookdoo.remove();
await odoo.leave();
