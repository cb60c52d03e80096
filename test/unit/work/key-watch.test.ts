import assert from 'node:assert/strict';
import { createLog } from '../../../src/log.ts';
import { type Connection, openConnection } from '../../../src/odoo/connection.ts';
import { KeyWatch } from '../../../src/work/key-watch.ts';
import { Json2Odoo } from '../../support/json-2-odoo.ts';

describe('the watch over API keys', () => {
  let odoo: Json2Odoo;
  let connections: Connection[];
  let watch: KeyWatch;
  let logged: number;

  beforeEach(async () => {
    odoo = await Json2Odoo.start();
    odoo.replies.set('res.users.apikeys.fields_get', () => [200, { expiration_date: { type: 'datetime' } }]);
    odoo.replies.set('res.users.apikeys.search_read', () => [
      200,
      [{ id: 1n, name: 'k', expiration_date: '2020-01-01 00:00:00' }],
    ]);
    logged = 0;
    const log = createLog({ level: 'warn', readable: false, write: () => (logged += 1) });
    connections = [open()];
    watch = new KeyWatch(() => connections, log);
  });
  afterEach(async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    await odoo.stop();
  });

  function open(): Connection {
    const limits = { timeout: 5_000, concurrency: 2, context: {} };
    return openConnection({ name: 'main', ...odoo.access, ...limits }, createLog({ level: 'silent', readable: false }));
  }

  it('asks for the keys of the connection’s user that are for RPC and expire', async () => {
    await watch.look();

    assert.deepEqual(odoo.asked.at(-1)?.body.domain, [
      ['user_id', '=', 2n],
      ['expiration_date', '!=', false],
      ['scope', 'in', [false, 'rpc']],
    ]);
  });

  it('asks a connection once a day, and a new one when it comes', async () => {
    await watch.look();
    await watch.look();
    connections = [...connections, open()];
    await watch.look();

    assert.equal(odoo.names().filter((name) => name === 'res.users.apikeys.search_read').length, 2);
    assert.deepEqual([logged, watch.warnings().length], [2, 2]);
  });

  it('says nothing of a connection that is gone', async () => {
    await watch.look();
    const [gone] = connections;
    connections = [];

    assert.deepEqual(watch.warnings(), []);
    await gone?.close();
  });

  it('says nothing while Odoo is away', async () => {
    odoo.away = true;

    await watch.look();

    assert.deepEqual([logged, watch.warnings()], [0, []]);
  });

  it('does not ask further where keys do not expire', async () => {
    odoo.replies.set('res.users.apikeys.fields_get', () => [200, {}]);

    await watch.look();

    assert.equal(odoo.names().at(-1), 'res.users.apikeys.fields_get');
    assert.deepEqual(watch.warnings(), []);
  });
});
