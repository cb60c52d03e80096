import assert from 'node:assert/strict';
import { type CommandLine, commandLine } from '../support/command-line.ts';
import { sampleHook } from '../support/run-app.ts';

describe('hookdoo check', () => {
  let cli: CommandLine;

  afterEach(() => cli.remove());

  it('says in one line that all is well', async () => {
    cli = commandLine({ 'new-contact': sampleHook('new-contact') });

    const ran = await cli.run(['check']);

    assert.deepEqual(ran, { code: 0, stdout: '1 hook, 1 connection: no problems\n', stderr: '' });
  });

  it('names the place of every fault in every file, and exits with 1', async () => {
    cli = commandLine({
      one: 'model: res.partner\nactoins:\n  - run: pass\n',
      two: 'model: res.partner\nwhen: payload.x ==\nactions:\n  - craete: res.partner\n',
    });

    const { code, stdout } = await cli.run(['check']);

    assert.equal(code, 1);
    assert.match(stdout, /^config\/hooks\/one\.yaml:2:1: unknown key `actoins`; did you mean `actions`\?/m);
    assert.match(stdout, /^config\/hooks\/two\.yaml:2:\d+: /m);
    assert.match(stdout, /^config\/hooks\/two\.yaml:4:\d+: .*did you mean `create`\?/m);
    assert.match(stdout, /^4 problems$/m);
  });

  it('gives the faults as JSON', async () => {
    cli = commandLine({ one: 'model: res.partner\nactions: [{run: pass}]\nwhne: payload\n' });

    const { code, stdout } = await cli.run(['check', '--json']);

    const { problems } = JSON.parse(stdout);
    assert.equal(code, 1);
    assert.deepEqual([problems.length, problems[0].file, problems[0].line], [1, 'config/hooks/one.yaml', 3]);
  });

  it('finds the folder by --config and by HOOKDOO_CONFIG', async () => {
    cli = commandLine({ 'new-contact': sampleHook('new-contact') });
    cli.write('other/hookdoo.yaml', 'connections: {odoo: {url: sandbox}}\n');

    const [option, variable, nowhere] = await Promise.all([
      cli.run(['check', '--config', 'other']),
      cli.run(['check'], { variables: { HOOKDOO_CONFIG: 'other' } }),
      cli.run(['check', '--config', 'nowhere']),
    ]);

    assert.equal(option.stdout, '0 hooks, 1 connection: no problems\n');
    assert.equal(variable.stdout, option.stdout);
    assert.equal(nowhere.code, 2);
    assert.match(nowhere.stderr, /there is no folder nowhere/);
  });

  it('exits with 2 when it is wrongly used', async () => {
    cli = commandLine({});

    const [unknown, option] = await Promise.all([cli.run(['chekc']), cli.run(['check', '--jsn'])]);

    assert.deepEqual([unknown.code, option.code], [2, 2]);
    assert.match(unknown.stderr, /unknown command 'chekc'\n\(Did you mean check\?\)/);
    assert.match(option.stderr, /unknown option '--jsn'\n\(Did you mean --json\?\)/);
  });
});
