import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';

// npm run fuzz [-- --seed=N --requests=N]: generated requests, hostile and valid, to the whole program.

const { values } = parseArgs({
  options: { seed: { type: 'string' }, requests: { type: 'string', default: '100000' } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const requests = Number(values.requests);

console.log(`${requests} requests, seed ${seed}`);
const { faults, statuses, stored, live, resident, seconds } = await fuzz(requests, seed);
const [warm, middle, last] = live;

for (const fault of faults) {
  console.log(fault);
}
const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
console.log(`answers ${counts.join(', ')}; ${stored} deliveries stored; ${seconds.toFixed(0)} s`);
console.log(
  `the server holds on to ${warm} MB after 20 %, ${middle} MB after 60 %, ${last} MB after all; it has ${resident} MB`,
);
console.log(`${faults.length === 0 ? requests : 0} passed, ${faults.length} failed`);
process.exitCode = faults.length === 0 ? 0 : 1;
