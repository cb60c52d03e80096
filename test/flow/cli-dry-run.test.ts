import assert from 'node:assert/strict';
import { createLog } from '../../src/log.ts';
import { type Connection, openConnection } from '../../src/odoo/connection.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type CommandLine, commandLine } from '../support/command-line.ts';
import { sampleHook } from '../support/run-app.ts';

describe('hookdoo dry-run', () => {
  let cli: CommandLine;

  afterEach(() => cli.remove());

  it('shows each step and call, against a sandbox of its own', async () => {
    cli = commandLine({ 'sale-order-currency': sampleHook('sale-order-currency') });
    cli.write('order.json', '{"model": "sale.order", "id": "7"}');

    const ran = await cli.run(['dry-run', 'sale-order-currency', 'order.json']);

    assert.deepEqual([ran.code, ran.stderr], [0, '']);
    assert.equal(
      ran.stdout,
      `Calls go to a fresh sandbox Odoo with its sample records; --live reads from your Odoo.

update: record  config/hooks/sale-order-currency.yaml:6
  read    res.currency.search_read([["name", "in", ["USD"]]], fields=["name"], order="id", context={"active_test": false})
          → [{"id": 1, "name": "USD"}]
  read    sale.order.read([7], ["id", "currency_id"], load=null)
          → [{"id": 7, "currency_id": 126}]
  change  sale.order.write([7], {"currency_id": 1})

done
`,
    );
  });

  it('exits with 1 and the reason when the delivery would be refused', async () => {
    cli = commandLine({
      'new-contact': sampleHook('new-contact'),
      'new-contact-studio': sampleHook('new-contact-studio'),
    });

    const [invalid, raised, noJson] = await Promise.all([
      cli.run(['dry-run', 'new-contact', '-'], { input: '{"name": "Ann"}' }),
      cli.run(['dry-run', 'new-contact-studio', '-'], { input: '{"name": "Ann"}' }),
      cli.run(['dry-run', 'new-contact', '-'], { input: '{' }),
    ]);

    assert.deepEqual([invalid.code, raised.code, noJson.code], [1, 1, 1]);
    assert.match(invalid.stdout, /^refused \(400 invalid_payload\): payload\.email is missing$/m);
    assert.match(
      raised.stdout,
      /^refused \(422 raised\): config\/hooks\/new-contact-studio\.yaml:\d+:\d+: ValueError: Missing/m,
    );
    assert.match(noJson.stdout, /^refused \(400 invalid_json\): /m);
  });

  it('knows headers, skipped deliveries, actions left out and what the code logs', async () => {
    cli = commandLine({
      skip: "model: res.partner\nwhen: headers['x-topic'] == 'new'\nactions: [{create: res.partner, values: {name: A}}]\n",
      quiet: "model: res.partner\nactions:\n  - {delete: record, if: payload.gone}\n  - run: log('seen')\n",
    });

    const [skipped, done, quiet, unusable] = await Promise.all([
      cli.run(['dry-run', 'skip', '-', '--header', 'X-Topic: old'], { input: '{}' }),
      cli.run(['dry-run', 'skip', '-', '--header', 'X-Other: 1', '--header', 'X-Topic: new'], { input: '{}' }),
      cli.run(['dry-run', 'quiet', '-'], { input: '{"_model": "res.partner", "_id": 1}' }),
      cli.run(['dry-run', 'skip', '-', '--header', 'X-Topic']),
    ]);

    assert.deepEqual([skipped.code, done.code, quiet.code, unusable.code], [0, 0, 0, 2]);
    assert.match(skipped.stdout, /^skipped: `when` is not true$/m);
    assert.match(done.stdout, /^ {2}change {2}res\.partner\.create\({"name": "A"}\)\n {10}→ \d+\n\ndone$/m);
    assert.match(quiet.stdout, /^delete: record .*\n {2}no call\n\nrun .*\n {2}log {5}seen\n\ndone$/m);
  });

  it('gives one JSON object', async () => {
    cli = commandLine({ 'sale-order-currency': sampleHook('sale-order-currency') });
    const input = '{"model": "sale.order", "id": 999999}';

    const { code, stdout } = await cli.run(['dry-run', 'sale-order-currency', '-', '--json'], { input });

    const { state, answer, steps } = JSON.parse(stdout);
    assert.equal(code, 1);
    assert.deepEqual([state, answer.status, answer.code], ['failed', 422, 'missing_error']);
    const { change, model, method, ids, args } = steps[0].calls.findLast((call: { change: boolean }) => call.change);
    assert.deepEqual([steps[0].title, steps[0].line], ['update: record', 6]);
    assert.deepEqual([change, model, method, ids, args], [true, 'sale.order', 'write', [999999], [{ currency_id: 1 }]]);
  });

  it('says what it cannot do', async () => {
    cli = commandLine({ 'new-contact': sampleHook('new-contact') });

    const [file, live] = await Promise.all([
      cli.run(['dry-run', 'new-contact', 'nothing.json']),
      cli.run(['dry-run', 'new-contact', '-', '--live'], { input: '{}' }),
    ]);

    assert.deepEqual([file.code, live.code], [2, 2]);
    assert.match(file.stderr, /^hookdoo: nothing\.json cannot be read: .*\n$/);
    assert.match(live.stderr, /^hookdoo: --live needs a real Odoo: the connection `odoo` is the sandbox/);
  });
});

describe('hookdoo dry-run --live', () => {
  let odoo: Sandbox;
  let connection: Connection;
  let cli: CommandLine;

  before(async () => {
    odoo = await startSandbox();
    const settings = { ...odoo, name: 'odoo', timeout: 5000, concurrency: 1, context: {} };
    connection = openConnection(settings, createLog({ level: 'silent', readable: false }));
  });
  afterEach(() => cli.remove());
  after(async () => {
    await connection.close();
    await odoo.stop();
  });

  function live(hook: string, input: string) {
    cli = commandLine({ hook });
    const { url, database, login, password } = odoo;
    const variables = { ODOO_URL: url, ODOO_DATABASE: database, ODOO_LOGIN: login, ODOO_API_KEY: password };
    return cli.run(['dry-run', 'hook', '-', '--live'], { input, variables });
  }

  async function partners(name: string) {
    const args = [[['name', '=', name]]];
    return await connection.rpc({ model: 'res.partner', method: 'search_count', args, kwargs: {} });
  }

  it('reads the real Odoo and changes nothing there; what it would create has a made-up id', async () => {
    const hook = `model: sale.order
target_record: env['sale.order'].browse(7)
actions:
  - create: res.partner
    values: {name: Dry Ann, email: ann@example.com, country_id: Italy}
    as: customer
  - update: record
    values: {partner_id: =customer, note: "=record.name + ' for ' + customer.email"}
  - run: log(record.note, customer.exists().name, customer.country_id.code)
  - call: action_confirm
    on: record
  - delete: customer
  - run: log(len(customer.exists()))
`;

    const { code, stdout, stderr } = await live(hook, '{}');

    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^Reads go to http:\/\/127\.0\.0\.1:\d+, database .*; no change is made there\.$/m);
    assert.match(stdout, /change {2}res\.partner\.create\(.*"country_id": \d+\}\)\n {10}→ -1 \(made up\)/);
    assert.match(
      stdout,
      /change {2}sale\.order\.write\(\[7\], \{"partner_id": -1, "note": "S\w+ for ann@example\.com"\}\)/,
    );
    assert.match(stdout, /log {5}S\w+ for ann@example\.com/);
    assert.match(
      stdout,
      /action_confirm\(\[7\]\)\n {10}→ \(only a real call could tell the answer; None stands for it\)/,
    );
    assert.match(stdout, /change {2}res\.partner\.unlink\(\[-1\]\)$/m);
    assert.match(stdout, /log {5}0\n\ndone\n$/);
    assert.equal(await partners('Dry Ann'), 0n);
  });

  it('knows by external id what it would have made, and writes over it what differs', async () => {
    const hook = `model: res.partner
actions:
  - upsert: res.partner
    external_id: dry
    values: {name: Dry Eve, phone: =payload.phone, country_id: Italy}
  - upsert: res.partner
    external_id: dry
    values: {name: Dry Eve, street: Elm street}
    as: eve
  - run: log(f'{eve.name}, {eve.street}')
`;

    const { code, stdout, stderr } = await live(hook, '{"phone": "1"}');

    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /change {2}res\.partner\.load\(\n? *\["id", "name", "phone", "country_id\/\.id"\],/);
    assert.match(stdout, /change {2}res\.partner\.write\(\[-1\], \{"street": "Elm street"\}\)/);
    assert.match(stdout, /log {5}Dry Eve, Elm street/);
    assert.equal(await partners('Dry Eve'), 0n);
  });

  it('refuses a record that is not there, as Odoo would', async () => {
    const hook = 'model: sale.order\nactions:\n  - {update: record, values: {note: x}}\n';

    const { code, stdout } = await live(hook, '{"_model": "sale.order", "_id": 999999}');

    assert.equal(code, 1);
    assert.match(stdout, /^refused \(422 missing_error\): config\/hooks\/hook\.yaml:3:5: Record does not exist/m);
  });

  it('stops where only a real change could give the answer', async () => {
    const hook = (code: string) =>
      `model: res.partner\nactions:\n  - run: |\n      made = model.create({'name': 'Dry Bob'})\n      ${code}\n`;

    const unknown = await live(hook('log(made.display_name)'), '{}');
    cli.remove();
    const searched = await live(hook("model.search([('parent_id', '=', made.id)])"), '{}');

    assert.deepEqual([unknown.code, searched.code], [2, 2]);
    assert.match(
      unknown.stderr,
      /^hookdoo: the dry run cannot tell res\.partner\.display_name of the record -1, which is not really/,
    );
    assert.match(
      searched.stderr,
      /^hookdoo: res\.partner\.search asks for a record that a dry run does not really create\n$/,
    );
    assert.equal(await partners('Dry Bob'), 0n);
  });

  it('could not run when Odoo is away', async () => {
    const { url } = odoo;
    odoo = { ...odoo, url: 'http://127.0.0.1:9' };

    const { code, stdout } = await live('model: res.partner\nactions: [{find: res.partner, where: {name: A}}]\n', '{}');

    odoo = { ...odoo, url };
    assert.equal(code, 2);
    assert.match(stdout, /^not done \(503 odoo_unavailable\): connection odoo \(http:\/\/127\.0\.0\.1:9\)/m);
  });
});
