import { domains } from './domains.ts';
import { faults } from './faults.ts';
import { fields } from './fields.ts';
import { lists } from './lists.ts';
import { loads } from './loads.ts';
import { names } from './names.ts';
import { orders } from './orders.ts';
import { records } from './records.ts';
import { Bench, type Target } from './target.ts';
import { values } from './values.ts';

/** Every case that the sandbox and a real Odoo must answer alike. `open` is called once, before the first case. */
export function contract(open: () => Promise<Target>): void {
  let opened: Bench | undefined;

  function bench(): Bench {
    if (opened === undefined) {
      throw new Error('the cases run only after the target was opened');
    }
    return opened;
  }

  before(async () => {
    opened = await Bench.open(await open());
  });
  after(async () => {
    await opened?.close();
  });

  describe('fields', () => fields(bench));
  describe('values', () => values(bench));
  describe('lists', () => lists(bench));
  describe('loads', () => loads(bench));
  describe('records', () => records(bench));
  describe('domains', () => domains(bench));
  describe('names', () => names(bench));
  describe('orders', () => orders(bench));
  describe('faults', () => faults(bench));
}
