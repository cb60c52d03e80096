/**
 * `npm run test:pair [-- mocha's options]`: runs every test under test/odoo-pair with a real Odoo 19 and a real Odoo 14 at once. Provides
 * both on fresh databases, unless ODOO_19_URL … and ODOO_14_URL … name two to use.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const provider = new URL('../odoo/provide/odoo.sh', import.meta.url).pathname;
const VERSIONS = ['19', '14'];
const mocha = [
  process.execPath,
  'node_modules/mocha/bin/mocha.js',
  ...['--no-package', '--no-config', '--forbid-only', '--forbid-pending', '--fail-zero', '--timeout=240000'],
  ...(process.stdout.isTTY ? ['--color'] : []),
  ...['test/odoo-pair/**/*.test.ts', ...process.argv.slice(2)],
];

const running = new Set<ChildProcess>();
let interrupted = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = true;
    for (const child of running) {
      child.kill('SIGTERM');
    }
  });
}

process.exitCode = (await testPair()) ? 0 : 1;

async function testPair(): Promise<boolean> {
  if (VERSIONS.every((version) => process.env[`ODOO_${version}_URL`] !== undefined)) {
    return (await run(mocha, process.env)).isGood;
  }
  try {
    const provided = await Promise.all(VERSIONS.map(provide));
    const environment = Object.assign({ ...process.env }, ...provided);
    return provided.every((one) => one !== undefined) && (await run(mocha, environment)).isGood;
  } finally {
    await Promise.all(VERSIONS.map(stop));
    if (interrupted) {
      console.log('interrupted; what was started is stopped');
    }
  }
}

/** Serves a fresh Odoo; gives how it is found, as ODOO_19_URL …, or undefined when that failed. */
async function provide(version: string): Promise<Record<string, string> | undefined> {
  const { isGood, output } = await run([provider, 'up', version], process.env, 'pipe');
  const exports = [...output.matchAll(/^export ODOO_(\w+)=(.*)$/gm)];
  return isGood
    ? Object.fromEntries(exports.map(([, name, value = '']) => [`ODOO_${version}_${name}`, value]))
    : undefined;
}

/** Also when it was interrupted: then in a group of its own, which the interrupt does not reach. */
async function stop(version: string): Promise<void> {
  const child = spawn(provider, ['stop', version], { stdio: 'inherit', detached: true });
  await once(child, 'close');
}

async function run(
  [file = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  output: 'inherit' | 'pipe' = 'inherit',
): Promise<{ isGood: boolean; output: string }> {
  if (interrupted) {
    return { isGood: false, output: '' };
  }
  const child = spawn(file, args, { stdio: ['ignore', output, 'inherit'], env });
  running.add(child);
  const [said, [status]] = await Promise.all([child.stdout === null ? '' : text(child.stdout), once(child, 'close')]);
  running.delete(child);
  return { isGood: status === 0, output: said };
}
