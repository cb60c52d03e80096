import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type CommandLine, commandLine } from '../support/command-line.ts';
import { type RunningApp, runApp, sampleHook } from '../support/run-app.ts';

const QUIET = 'model: res.partner\nactions:\n  - run: log(payload)\n';
const REDACTED = 'model: res.partner\nredact: [payload.pin]\nactions:\n  - run: log(payload)\n';

describe('the log on the command line, beside the server', () => {
  let running: RunningApp;
  let cli: CommandLine;
  const ids: string[] = [];

  before(async () => {
    running = await runApp({
      'hooks/sale-order-currency.yaml': sampleHook('sale-order-currency'),
      'hooks/quiet.yaml': QUIET,
      'hooks/redacted.yaml': REDACTED,
    });
    cli = commandLine({});
    await running.post('sale-order-currency', '{"model": "sale.order", "id": 7, "big": 12345678901234567890}');
    await running.post('sale-order-currency', '{"model": "sale.order", "id": 999999}');
    await running.post('quiet', '{', { 'Content-Type': 'text/html\t', 'X-Token': 'do-not-show' });
    await running.post('quiet', '{"a": "\u202e"}');
    await running.post('redacted', '{"pin": "1234"}');
    const stored = await running.app.store.list({ limit: 10 });
    ids.push(...stored.map(({ id }) => id).reverse());
  });
  after(async () => {
    cli.remove();
    await running.stop();
  });

  const hookdoo = (...args: string[]) => cli.run([...args, '--config', running.folder]);

  it('lists what was received, the newest last, with what became of it', async () => {
    const { code, stdout } = await hookdoo('log');

    const rows = stdout.trimEnd().split('\n');
    assert.equal(code, 0);
    assert.match(rows[0] ?? '', /^time +id +hook +state +ms {2}reason$/);
    assert.match(rows[1] ?? '', new RegExp(`^\\S+ \\S+ {2}${ids[0]} {2}sale-order-currency {2}done +\\d+$`));
    assert.match(rows[2] ?? '', /failed +\d+ {2}line 6: Record does not exist or has been deleted\.…$/);
    assert.match(rows[3] ?? '', /quiet +rejected +\d+ {2}the body is not JSON/);
    assert.equal(rows.length, 6);
  });

  it('filters by hook, state, time and number', async () => {
    const list = async (...args: string[]) => {
      const { stdout } = await hookdoo('log', '--json', ...args);
      const lines = stdout.split('\n').filter((line) => line !== '');
      return lines.map((line) => ids.indexOf(JSON.parse(line).id));
    };

    assert.deepEqual(await list('--hook', 'quiet'), [2, 3]);
    assert.deepEqual(await list('--state', 'failed'), [1]);
    assert.deepEqual(await list('--limit', '2', '--since', '1h'), [3, 4]);
    assert.deepEqual(await list('--since', '2999-01-01'), []);
  });

  it('gives one JSON object a line', async () => {
    const { stdout } = await hookdoo('log', '--json', '--state', 'failed');

    const { received_at, settled_at, ms, ...rest } = JSON.parse(stdout);
    assert.equal(Date.parse(settled_at) - Date.parse(received_at), ms);
    assert.deepEqual(
      [rest.hook, rest.state, rest.code, rest.id],
      ['sale-order-currency', 'failed', 'missing_error', ids[1]],
    );
  });

  it('says so when there is nothing, and when a name cannot be right', async () => {
    const [none, hook, state, since] = await Promise.all([
      hookdoo('log', '--state', 'waiting'),
      hookdoo('log', '--hook', 'quite'),
      hookdoo('log', '--state', 'broken'),
      hookdoo('log', '--since', 'yesterday'),
    ]);

    assert.deepEqual(none, { code: 0, stdout: 'no such deliveries\n', stderr: '' });
    assert.match(hook.stderr, /there is no hook `quite`; did you mean `quiet`\?/);
    assert.match(state.stderr, /Allowed choices are received, running, done/);
    assert.match(since.stderr, /a duration such as 2h, or a time such as/);
    assert.deepEqual([hook.code, state.code, since.code], [2, 2, 2]);
  });

  it('works before the server ever ran, and while a hook is broken', async () => {
    const fresh = commandLine({ broken: 'model: res.partner\n' });

    const [log, show] = await Promise.all([fresh.run(['log']), fresh.run(['show', '1'])]);

    fresh.remove();
    assert.deepEqual(log, { code: 0, stdout: 'no deliveries yet\n', stderr: '' });
    assert.deepEqual([show.code, show.stderr], [2, 'hookdoo: there is no delivery `1`; `hookdoo log` lists them\n']);
  });

  it('shows the request, each call with its answer, and the outcome', async () => {
    const { code, stdout } = await hookdoo('show', ids[0] ?? '');

    assert.equal(code, 0);
    assert.match(
      stdout,
      new RegExp(`^${ids[0]} {2}sale-order-currency {2}done after \\d+ ms\\nreceived .* from 127\\.0\\.0\\.1$`, 'm'),
    );
    assert.match(stdout, /^POST \/web\/hook\/\(hidden\)\n(.+\n)*content-type: application\/json\n/m);
    assert.match(stdout, /^\{\n {2}"model": "sale\.order",\n {2}"id": 7,\n {2}"big": 12345678901234567890\n\}$/m);
    assert.match(
      stdout,
      /^3 calls to Odoo\n\+\d\.\d{3} s, [\d.]+ ms\n {2}res\.currency\.search_read\(.*\)\n {2}→ \[\{"id": 1, "name": "USD"\}\]$/m,
    );
    assert.match(stdout, /^ {2}sale\.order\.write\(\[7\], \{"currency_id": 1\}\)\n {2}→ true$/m);
  });

  it('shows why a delivery failed, with the line of the YAML and the fault of the call', async () => {
    const { stdout } = await hookdoo('show', ids[1] ?? '');

    assert.match(stdout, /^missing_error: \S+sale-order-currency\.yaml:6:5: Record does not exist/m);
    assert.match(stdout, /^ {2}sale\.order\.write\(\[999999\], .*\n {2}✗ MissingError: Record does not exist/m);
  });

  it('shows no secret, no control character, and no body that is not kept', async () => {
    const [rejected, control, redacted] = await Promise.all(ids.slice(2).map((id) => hookdoo('show', id)));

    assert.match(rejected?.stdout ?? '', /^x-token: \(hidden\)$/m);
    assert.doesNotMatch(rejected?.stdout ?? '', /do-not-show|calls? to Odoo/);
    assert.match(control?.stdout ?? '', /"a": "\\u202e"/);
    assert.match(control?.stdout ?? '', /^no call to Odoo is kept: `log_calls: true` in the hook keeps them$/m);
    assert.match(redacted?.stdout ?? '', /"pin": "\(hidden\)"/);
  });

  it('takes the beginning of an id, and lists those it could be', async () => {
    const [id = '', other = ''] = ids;
    const common = [...id].findIndex((letter, index) => letter !== other[index]);

    const [one, several] = await Promise.all([
      hookdoo('show', id.slice(0, -1), '--json'),
      hookdoo('show', id.slice(0, Math.min(common, 5))),
    ]);

    const shown = JSON.parse(one.stdout);
    assert.deepEqual([shown.id, shown.request.body_kept, shown.calls.length], [id, 'whole', 3]);
    assert.equal(shown.request.body, '{"model": "sale.order", "id": 7, "big": 12345678901234567890}');
    assert.deepEqual(JSON.parse(shown.calls[2].call).args, [{ currency_id: 1 }]);
    assert.equal(several.code, 2);
    assert.match(several.stderr, new RegExp(`^hookdoo: several deliveries begin with ${id.slice(0, 5)}:\\n`));
    assert.deepEqual(several.stderr.match(/\w{16}(?= )/g), ids);
  });

  it('follows what comes in', async () => {
    const child = cli.start(['log', '--follow', '--json', '--limit', '1', '--config', running.folder]);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async () => JSON.parse((await lines.next()).value ?? '{}');

    const first = await next();
    await running.post('quiet', '{"a": 2}');
    const second = await next();
    await running.post('quiet', '{');
    const third = await next();
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');

    assert.deepEqual([first.id, second.state, third.state, code], [ids.at(-1), 'done', 'rejected', 0]);
  });
});
