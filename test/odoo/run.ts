/**
 * `npm run test:odoo [-- 19|14] [mocha's options]`: runs every test under test/odoo against a real Odoo.
 * Provides Odoo 19 and 14 one after the other, on a fresh database each, unless ODOO_URL names one to use.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const provider = new URL('provide/odoo.sh', import.meta.url).pathname;
const known = ['19', '14'];
const given = process.argv.slice(2);
const versions = given.filter((argument) => known.includes(argument));
const mochaOptions = given.filter((argument) => !known.includes(argument));
// Not package.json's mocha settings: their `spec` would be added to ours.
const mocha = [
  process.execPath,
  'node_modules/mocha/bin/mocha.js',
  ...['--no-package', '--no-config', '--forbid-only', '--forbid-pending', '--timeout=60000'],
  ...(process.stdout.isTTY ? ['--color'] : []),
  ...['test/odoo/**/*.test.ts', ...mochaOptions],
];

const running = new Set<ChildProcess>();
const counts = { passing: 0, failing: 0, pending: 0 };
let interrupted = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = true;
    for (const child of running) {
      child.kill('SIGTERM');
    }
  });
}

process.exitCode = (await testAll()) ? 0 : 1;

async function testAll(): Promise<boolean> {
  if (process.env.ODOO_URL !== undefined) {
    return await test('the Odoo at ODOO_URL', mocha);
  }
  const wanted = versions.length === 0 ? known : versions;
  const prepared = await Promise.all(wanted.map((version) => succeeds([provider, 'prepare', version])));
  let sound = !prepared.includes(false);
  for (const version of sound ? wanted : []) {
    sound = (await test(`Odoo ${version}`, [provider, 'run', version, ...mocha])) && sound;
  }
  if (interrupted) {
    console.log('interrupted; what was started is stopped');
    return false;
  }
  console.log(`${wanted.map((version) => `Odoo ${version}`).join(' and ')}: ${summary()}`);
  return sound;
}

/** Runs the suite and adds up what mocha counted. A suite in which no test ran has failed. */
async function test(name: string, command: string[]): Promise<boolean> {
  console.log(`\n${name}`);
  const before = counts.passing + counts.failing;
  const passed = await succeeds(command, count);
  const ran = counts.passing + counts.failing - before;
  if (ran === 0 && !interrupted) {
    console.log(`${name}: no test ran`);
  }
  return passed && ran > 0;
}

function count(line: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: mocha's colours
  const [, number, kind] = /^\s*(\d+) (passing|failing|pending)\b/.exec(line.replace(/\x1b\[\d*m/g, '')) ?? [];
  if (kind === 'passing' || kind === 'failing' || kind === 'pending') {
    counts[kind] += Number(number);
  }
}

async function succeeds(command: string[], seeLine?: (line: string) => void): Promise<boolean> {
  const [file = '', ...args] = command;
  if (interrupted) {
    return false;
  }
  const child = spawn(file, args, { stdio: ['ignore', seeLine === undefined ? 'inherit' : 'pipe', 'inherit'] });
  running.add(child);
  if (child.stdout !== null && seeLine !== undefined) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      console.log(line);
      seeLine(line);
    });
  }
  const [status] = await once(child, 'close');
  running.delete(child);
  return status === 0;
}

function summary(): string {
  const pending = counts.pending === 0 ? '' : `, ${counts.pending} pending`;
  return `${counts.passing} passed, ${counts.failing} failed${pending}`;
}
