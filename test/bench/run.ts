/** `npm run bench [-- mapping deliveries waiting]`: prints figures beside those of a peer, measured in the same run. Nothing is asserted. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const ALL = ['mapping', 'deliveries', 'waiting'];
const given = process.argv.slice(2);
const unknown = given.filter((name) => !ALL.includes(name));
if (unknown.length > 0) {
  console.error(`there is no bench ${unknown.join(', ')}; there are ${ALL.join(', ')}`);
  process.exit(2);
}
for (const name of given.length === 0 ? ALL : given) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, `${name}.ts`)], { stdio: 'inherit' });
  const [status] = await once(child, 'close');
  process.exitCode = process.exitCode || status;
  console.log();
}
