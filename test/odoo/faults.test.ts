import type { Protocol } from '../../src/odoo/auto-wire.ts';
import { Bench, refused } from '../contract/target.ts';
import { PROTOCOLS, realOdoo } from './real-odoo.ts';

const VALIDATION_ERROR = 'odoo.exceptions.ValidationError';

for (const protocol of PROTOCOLS) {
  describe(`a real Odoo's faults over ${protocol}`, () => faults(protocol));
}

/** Faults that the sandbox does not have: what our client makes of them. */
function faults(protocol: Protocol): void {
  let bench: Bench;

  before(async () => {
    bench = await Bench.open({ ...(await realOdoo()), protocol });
  });
  after(async () => {
    await bench.close();
  });

  it('a write of an unknown field to a contact says where', async () => {
    const write = bench.on('res.partner', [1n], 'write', [{ nope: 1n }]);

    const said = bench.by<[string, string]>({
      14: ['builtins.ValueError', "Invalid field 'nope' on model 'res.partner'"],
      19: ['builtins.KeyError', "res.partner.write: KeyError: 'nope'"],
    });
    await refused(write, ...said);
  });

  it('a value that is there already is a ValidationError', async () => {
    const country = bench.call('res.country', 'create', [{ name: 'Second', code: 'US' }]);
    await refused(
      country,
      VALIDATION_ERROR,
      bench.by({ 14: /^res_country_code_uniq$/, 19: /The code of the country must be unique!$/ }),
    );

    const user = bench.call('res.users', 'create', [{ name: 'x', login: 'admin', partner_id: 1n }]);
    await refused(user, VALIDATION_ERROR, /login/);
  });

  it('a record that others need is not deleted', async () => {
    const customer = await bench.contact();
    await bench.make('sale.order', { partner_id: customer });

    await refused(bench.on('res.partner', [customer], 'unlink'), VALIDATION_ERROR, /another model/i);
  });

  it('an integer that is too large is refused', async () => {
    const write = bench.on('res.partner', [1n], 'write', [{ color: 2147483648n }]);

    await refused(write, 'psycopg2.errors.NumericValueOutOfRange', /^integer out of range/);
  });

  it('a NUL in a text is refused', async () => {
    const write = bench.on('res.partner', [1n], 'write', [{ street: 'a\0b' }]);

    await refused(write, 'builtins.ValueError', 'A string literal cannot contain NUL (0x00) characters.');
  });

  it('a record method without ids is refused', async () => {
    const said =
      protocol === 'json-2' ? 'res.partner.write is called on records, and no ids were given' : /index out of range$/;
    await refused(bench.call('res.partner', 'write'), 'builtins.IndexError', said);
  });

  it('browse is private from Odoo 19 on', async () => {
    const call = bench.on('res.partner', [1n], 'browse');

    if (bench.version < 19) {
      await call;
      return;
    }
    const said = "Private methods (such as 'res.partner.browse') cannot be called remotely.";
    await refused(call, 'odoo.exceptions.AccessError', said);
  });
}
