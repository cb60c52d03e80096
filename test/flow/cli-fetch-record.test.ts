import assert from 'node:assert/strict';
import { type CommandLine, commandLine } from '../support/command-line.ts';

const HOOK = `
model: res.partner
fetch: {odoo: odoo, model: sale.order, id: =payload.id, fields: [name, partner_id.name], as: order, none: null, echo: skip}
actions:
  - create: res.partner
    values: {name: =order.partner_id.name if order else 'nobody'}
`;
const TESTS = `
tests:
  - name: passes
    payload: {id: 7}
    fetch:
      - {odoo: odoo, model: sale.order, id: 7, answer: {name: S7, partner_id: {id: 1, name: Ada}, write_uid: 5}}
    expect:
      - {create: res.partner, values: {name: Ada}}
  - name: an echo
    payload: {id: 7}
    fetch:
      - {odoo: odoo, model: sale.order, id: 7, answer: {name: S7, write_uid: 2}}
    expect: []
  - name: none
    payload: {id: 8}
    fetch:
      - {odoo: odoo, model: sale.order, id: 8}
    expect:
      - {create: res.partner, values: {name: nobody}}
  - name: not given
    payload: {id: 9}
    fetch:
      - {odoo: odoo, model: sale.order, id: 10}
`;

describe('the command line, with a hook that reads a record of an Odoo', () => {
  let line: CommandLine;

  before(() => {
    line = commandLine({ order: HOOK + TESTS });
    line.write('seven.json', '{"id": 7}');
    line.write('ten.json', '{"id": 11}');
    line.write('record.json', '{"name": "S10", "partner_id": {"id": 3, "name": "Bob"}}');
    line.write('broken.json', '{"name": ');
  });
  after(() => line.remove());

  it('takes the records of a test', async () => {
    const { code, stdout } = await line.run(['test']);

    assert.equal(code, 1);
    assert.deepEqual(
      stdout
        .replaceAll(/ {2}config.*|config\/hooks\/order.yaml/g, '')
        .trim()
        .split('\n'),
      [
        '✗ order: not given',
        '    answer.status: expected 200, got 422',
        '    because: :3:1: the test has no answer for sale.order 9 of odoo: give one under `fetch`',
        '    fetch: nothing asked for sale.order 10 of odoo',
        '3 passed, 1 failed',
      ],
    );
  });

  it('reads nothing in a dry run: a test or a file has the record, or it says what is missing', async () => {
    const asTest = await line.run(['dry-run', 'order', 'seven.json']);
    const asFile = await line.run(['dry-run', 'order', 'ten.json', '--fetched', 'record.json']);
    const without = await line.run(['dry-run', 'order', 'ten.json'], { variables: { NO_COLOR: '1' } });
    const broken = await line.run(['dry-run', 'order', 'ten.json', '--fetched', 'broken.json']);

    assert.deepEqual([asTest.code, asFile.code, without.code, broken.code], [0, 0, 2, 2]);
    assert.match(asTest.stdout, / {2}read {4}GET odoo:sale\.order\/7 \["name", "partner_id\.name", "write_uid"\]\n/);
    assert.match(asFile.stdout, /res\.partner\.create\({"name": "Bob"}\)/);
    assert.match(without.stderr, /would read sale\.order 11 of odoo: --fetched FILE gives the record/);
    assert.match(broken.stderr, /the file of --fetched is not JSON: /);
  });
});
