import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { commandLine } from '../support/command-line.ts';

const SHIPPED = path.join(import.meta.dirname, '../../config/schema');

describe('hookdoo schema', () => {
  it('writes the schemas, and those that ship are the same', async () => {
    const cli = commandLine({});

    const written = await cli.run(['schema']);
    const printed = await cli.run(['schema', '--stdout']);

    const read = (folder: string) =>
      ['hookdoo.json', 'hook.json'].map((file) => readFileSync(path.join(folder, file), 'utf8'));
    const made = read(path.join(cli.folder, 'config/schema'));
    cli.remove();
    assert.equal(written.stdout, 'config/schema/hookdoo.json\nconfig/schema/hook.json\n');
    assert.deepEqual(read(SHIPPED), made, 'run `npm run hookdoo -- schema`');
    const [hookdoo, hook] = made.map((text): unknown => JSON.parse(text));
    assert.deepEqual(JSON.parse(printed.stdout), { hookdoo, hook });
  });
});
