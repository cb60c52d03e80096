import assert from 'node:assert/strict';
import { send } from '../support/http-client.ts';
import { Json2Odoo } from '../support/json-2-odoo.ts';
import { type RunningApp, runApp } from '../support/run-app.ts';
import { until } from '../support/until.ts';

describe('an API key that expires', () => {
  let odoo: Json2Odoo;
  let running: RunningApp | undefined;

  beforeEach(async () => {
    odoo = await Json2Odoo.start();
  });
  afterEach(async () => {
    await running?.stop();
    await odoo.stop();
  });

  it('is named in the log and by /readyz, from two weeks before', async () => {
    odoo.replies.set('res.users.apikeys.fields_get', () => [200, { expiration_date: { type: 'datetime' } }]);
    odoo.replies.set('res.users.apikeys.search_read', () => [
      200,
      [
        { id: 1n, name: 'shop', expiration_date: inDays(13) },
        { id: 2n, name: 'later', expiration_date: inDays(15) },
      ],
    ]);
    running = await runApp({}, odoo.variables);
    const { app, lines } = running;

    await until(() => lines.some((line) => line.includes('an API key expires soon')));

    const { status, body } = await send(app.port, '/readyz', { method: 'GET' });
    const day = inDays(13).slice(0, 10);
    const warning = `connection odoo: an API key of admin ("shop") expires on ${day}; if it is the one in \`api_key\`, give a new one`;
    assert.deepEqual([status, Object(body).warnings], [200, [warning]]);
    const logged = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'an API key expires soon');
    assert.deepEqual(
      logged.map((line) => [line.level, line.connection, line.warning]),
      [['warn', 'odoo', warning]],
    );
  });

  it('is not spoken of where Odoo does not tell', async () => {
    running = await runApp({}, odoo.variables);

    await until(() => odoo.names().includes('res.users.apikeys.fields_get'));

    const { body } = await send(running.app.port, '/readyz', { method: 'GET' });
    assert.equal(Object(body).warnings, undefined);
  });
});

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19).replace('T', ' ');
}
