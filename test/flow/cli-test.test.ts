import assert from 'node:assert/strict';
import { type CommandLine, commandLine } from '../support/command-line.ts';
import { sampleHook } from '../support/run-app.ts';

const ORDER = `model: sale.order
actions:
  - update: record
    values: {note: =payload.note, tag_ids: [{name: Web}]}
`;

describe('hookdoo test', () => {
  let cli: CommandLine;

  afterEach(() => cli.remove());

  it('passes what ships', async () => {
    const names = ['new-contact', 'new-contact-studio', 'sale-order-currency'];
    cli = commandLine(Object.fromEntries(names.map((name) => [name, sampleHook(name)])));

    const { code, stdout, stderr } = await cli.run(['test']);

    assert.match(stdout, /^✓ new-contact \(\d tests\)$/m);
    assert.match(stdout, /^\d+ passed, 0 failed$/m);
    assert.deepEqual([code, stderr], [0, '']);
  });

  it('shows which call, which field, what was expected and what came', async () => {
    cli = commandLine({
      order: `${ORDER}tests:
  - name: the note
    payload: {_model: sale.order, _id: 7, note: new}
    expect:
      - write: sale.order
        ids: [8]
        values: {note: old, tag_ids: [[5, 0, 0], [0, 0, {name: Shop}]], origin: Web}
      - unlink: sale.order
        ids: [7]
  - payload: {_model: sale.order, _id: 7, note: new}
    expect: []
    answer: {status: 422, code: raised}
`,
    });

    const { code, stdout } = await cli.run(['test']);

    assert.equal(code, 1);
    assert.equal(
      stdout,
      `✗ order: the note  config/hooks/order.yaml:6
    call 1, sale.order.write: ids: expected [8], got [7]
    call 1, sale.order.write: values.note: expected "old", got "new"
    call 1, sale.order.write: values.tag_ids[1][2].name: expected "Shop", got "Web"
    call 1, sale.order.write: values.origin: expected "Web", but it is not given
    call 2: expected sale.order.unlink([7]), but it was not made
✗ order: test 2  config/hooks/order.yaml:14
    call 1: not expected: sale.order.write([7], {"note": "new", "tag_ids": [[5, 0, 0], [0, 0, {"name": "Web"}]]})
    answer.status: expected 422, got 200
    answer.code: expected "raised", but it is not given
0 passed, 2 failed
`,
    );
  });

  it('knows a record made under an external id as a create', async () => {
    cli = commandLine({
      order: `model: sale.order
actions:
  - upsert: sale.order
    external_id: =f'shop_{payload.id}'
    values: {partner_id: =payload.partner, order_line: [{product_id: 5, price_unit: 9.5}, {product_id: 6}]}
tests:
  - payload: {id: 7, partner: 9}
    expect:
      - create: sale.order
        external_id: shop_7
        values: {partner_id: 9, order_line: [[0, 0, {product_id: 5, price_unit: 9.5}], [0, 0, {product_id: 6}]]}
  - payload: {id: 8, partner: 9}
    expect:
      - create: sale.order
        external_id: shop 8
        values: {partner_id: 10, order_line: [[0, 0, {product_id: 5, price_unit: 9.5}], [0, 0, {product_id: 6}]]}
`,
    });

    const { stdout } = await cli.run(['test']);

    assert.equal(
      stdout,
      `✗ order: test 2  config/hooks/order.yaml:12
    call 1, sale.order.create: external_id: expected "__hookdoo__.shop%208", got "__hookdoo__.shop_8"
    call 1, sale.order.create: values.partner_id: expected 10, got 9
1 passed, 1 failed
`,
    );
  });

  it('shows a call that is another one, and why the answer is another', async () => {
    cli = commandLine({
      order: `${ORDER}tests:
  - payload: {_model: sale.order, _id: 7, note: new}
    expect:
      - call: action_confirm
        model: sale.order
        ids: [7]
  - payload: {_model: sale.order, _id: 0x7f, note: new}
`,
    });

    const { stdout } = await cli.run(['test']);

    assert.match(stdout, /call 1: expected sale\.order\.action_confirm\(\[7\]\)\n +got sale\.order\.write\(\[7\], /);
    assert.match(
      stdout,
      /answer\.status: expected 200, got 422\n {4}because: config\/hooks\/order\.yaml:3:5: Record does/,
    );
  });

  it('tells whole numbers from floats, and empty from false', async () => {
    cli = commandLine({
      number: `model: res.partner
actions:
  - run: |
      env['res.partner'].create({'color': 7.0, 'ref': None})
tests:
  - payload: {}
    expect:
      - create: res.partner
        values: {color: 7, ref: false}
`,
    });

    const { stdout } = await cli.run(['test']);

    assert.match(
      stdout,
      /values\.color: expected 7, got 7\.0\n +call 1, res\.partner\.create: values\.ref: expected false, got null/,
    );
  });

  it('answers from `odoo:` before the sandbox, in order, also with faults', async () => {
    cli = commandLine({
      canned: `model: stock.picking
actions:
  - run: |
      picking = env['stock.picking'].search([('origin', '=', payload['order'])])
      picking.button_validate()
tests:
  - name: found
    payload: {order: S7}
    odoo:
      - {call: stock.picking.search, answer: [70]}
      - {call: stock.picking.fields_get, answer: {}}
      - {call: stock.picking.button_validate, answer: true}
    expect:
      - {call: button_validate, model: stock.picking, ids: [70]}
  - name: refused
    payload: {order: S7}
    odoo:
      - {call: stock.picking.search, answer: [70]}
      - {call: stock.picking.fields_get, answer: {}}
      - {call: stock.picking.button_validate, fault: {name: UserError, message: Nothing is in stock}}
    answer: {status: 422, code: user_error, message: Nothing is in stock}
  - name: too many
    payload: {order: S7}
    odoo:
      - {call: stock.picking.search, answer: [70]}
      - {call: stock.picking.search, answer: [71]}
      - {call: stock.picking.fields_get, answer: {}}
      - {call: stock.picking.button_validate, answer: true}
`,
    });

    const { stdout } = await cli.run(['test']);

    assert.match(
      stdout,
      /^✗ canned: too many .*\n {4}odoo: nothing asked for the answer to stock\.picking\.search\n2 passed, 1 failed$/m,
    );
  });

  it('reads bodies from files and headers, and leaves the context out unless it is named', async () => {
    cli = commandLine({
      'shop/contact': `model: res.partner
context: {lang: it_IT}
actions:
  - create: res.partner
    values: {name: =payload.name, ref: "=headers['x-shop']"}
  - call: message_post
    on: env['res.partner'].browse(1)
    kwargs: {body: Hello}
tests:
  - file: contact.form
    headers: {X-Shop: north, Content-Type: application/x-www-form-urlencoded}
    expect:
      - create: res.partner
        values: {name: Ann Ö, ref: north}
      - {call: message_post, model: res.partner, ids: [1], kwargs: {body: Hello}}
  - file: contact.form
    headers: {X-Shop: north, Content-Type: application/x-www-form-urlencoded}
    expect:
      - create: res.partner
        values: {name: Ann Ö, ref: north}
      - {call: message_post, model: res.partner, ids: [1], kwargs: {body: Hello, context: {lang: de_DE}}}
  - file: missing.json
`,
    });
    cli.write('config/hooks/shop/contact.form', 'name=Ann+%C3%96');

    const { stdout } = await cli.run(['test']);

    assert.match(stdout, /^✗ shop\/contact: test 2 .*\n.*kwargs\.context\.lang: expected "de_DE", got "it_IT"$/m);
    assert.match(stdout, /^✗ shop\/contact: test 3 .*\n {4}the file .*\/hooks\/shop\/missing\.json cannot be read$/m);
    assert.match(stdout, /^1 passed, 2 failed$/m);
  });

  it('sends the payload to a hook that takes GET alone as its query', async () => {
    cli = commandLine({
      get: `model: res.partner
methods: [GET]
actions:
  - create: res.partner
    values: {name: "=query['name']", color: =int(payload.color)}
tests:
  - payload: {name: Ann, color: 7}
    expect:
      - create: res.partner
        values: {name: Ann, color: 7}
`,
    });

    const { stdout } = await cli.run(['test']);

    assert.match(stdout, /^1 passed, 0 failed$/m);
  });

  it('runs only the hooks it is given, and counts those without tests', async () => {
    cli = commandLine({ 'new-contact': sampleHook('new-contact'), order: ORDER });

    const [one, all, unknown] = await Promise.all([
      cli.run(['test', 'order']),
      cli.run(['test', '--json']),
      cli.run(['test', 'new-contcat']),
    ]);

    assert.equal(one.stdout, '0 passed, 0 failed; 1 hook without tests\n');
    const lines: unknown[] = all.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(lines.at(-1), { passed: lines.length - 1, failed: 0, hooks_without_tests: 1 });
    assert.equal(unknown.code, 2);
    assert.match(
      unknown.stderr,
      /there is no hook `new-contcat`; did you mean `new-contact`\?\nhooks: new-contact, order/,
    );
  });

  it('does not begin with a broken configuration', async () => {
    cli = commandLine({ order: ORDER.replace('update', 'updaet') });

    const { code, stdout, stderr } = await cli.run(['test']);

    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^config\/hooks\/order\.yaml:3:5: .*\n1 problem\n$/);
  });
});
