/**
 * `npm run bench [-- mapping deliveries waiting odoo]`: prints figures beside those of a peer, measured in the same run. Nothing is
 * asserted. `odoo` needs root on a Debian machine, or the Odoo 19 that ODOO_URL names.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const ALL = ['mapping', 'deliveries', 'waiting', 'odoo'];
const PROVIDER = path.join(import.meta.dirname, '../odoo/provide/odoo.sh');
const given = process.argv.slice(2);
const unknown = given.filter((name) => !ALL.includes(name));
if (unknown.length > 0) {
  console.error(`there is no bench ${unknown.join(', ')}; there are ${ALL.join(', ')}`);
  process.exit(2);
}
for (const name of given.length === 0 ? ALL : given) {
  const bench = [process.execPath, path.join(import.meta.dirname, `${name}.ts`)];
  const needsOdoo = name === 'odoo' && process.env.ODOO_URL === undefined;
  const [file = '', ...args] = needsOdoo ? [PROVIDER, 'run', '19', ...bench] : bench;
  // Odoo's database is to be as safe as that of a shop: by that each call of Odoo's own webhook costs a turn of the disk.
  const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, HOOKDOO_ODOO_FSYNC: 'on' } });
  const [status] = await once(child, 'close');
  process.exitCode = process.exitCode || status;
  console.log();
}
