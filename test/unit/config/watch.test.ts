import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../../src/config/load.ts';
import { type ConfigWatcher, watchConfig } from '../../../src/config/watch.ts';
import { createLog } from '../../../src/log.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const ENVIRONMENT = { variables: {}, configFolder: undefined };
const SETTINGS = 'connections:\n  odoo: {url: sandbox}\n';

function hook(description: string): string {
  return `description: ${description}\nmodel: res.partner\nactions:\n  - create: res.partner\n    values: {name: x}\n`;
}

describe('watching the configuration', () => {
  let temp: ReturnType<typeof tempFolder>;
  let folder: string;
  let watcher: ConfigWatcher | undefined;
  const reports: string[] = [];
  let wake: (() => void) | undefined;

  beforeEach(() => {
    temp = tempFolder();
    folder = join(temp.folder, 'config');
    mkdirSync(join(folder, 'hooks'), { recursive: true });
    writeFileSync(join(folder, 'hookdoo.yaml'), SETTINGS);
    reports.length = 0;
  });
  afterEach(async () => {
    await watcher?.close();
    temp.remove();
  });

  async function start(meanwhile = () => {}): Promise<void> {
    const loaded = await loadConfig(folder, ENVIRONMENT);
    meanwhile();
    const report = (text: string) => {
      reports.push(text);
      wake?.();
    };
    watcher = watchConfig(
      loaded,
      ENVIRONMENT,
      {
        loaded: ({ hooks }) =>
          report(`loaded ${hooks.map(({ name, description }) => `${name}=${description}`).join(' ')}`),
        broken: (problems) => report(`broken ${problems.map(({ line, message }) => `${line} ${message}`).join()}`),
      },
      createLog({ level: 'silent', readable: false }),
    );
  }

  /** The next report that has not been asked for yet. */
  async function next(): Promise<string> {
    while (reports.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return reports.shift() ?? '';
  }

  it('takes over a file that is added, changed in place, replaced by a rename, and removed', async () => {
    await start();
    const file = join(folder, 'hooks/a.yaml');

    writeFileSync(file, hook('one'));
    assert.equal(await next(), 'loaded a=one');
    writeFileSync(file, hook('two'));
    assert.equal(await next(), 'loaded a=two');
    writeFileSync(join(folder, 'hooks/.a.yaml.tmp'), hook('three'));
    renameSync(join(folder, 'hooks/.a.yaml.tmp'), file);
    assert.equal(await next(), 'loaded a=three');
    rmSync(file);
    assert.equal(await next(), 'loaded ');
  });

  it('reports a broken edit, and the return to what was there before it', async () => {
    writeFileSync(join(folder, 'hooks/a.yaml'), hook('one'));
    await start();

    writeFileSync(join(folder, 'hooks/a.yaml'), hook('b: c'));
    assert.equal(await next(), 'broken 1 a text with `: ` in it must be in quotes, or this line is indented wrongly');
    writeFileSync(join(folder, 'hooks/a.yaml'), hook('one'));
    assert.equal(await next(), 'loaded a=one');
  });

  it('says nothing when the files hold what they held', async () => {
    await start();

    writeFileSync(join(folder, 'hookdoo.yaml'), SETTINGS);
    writeFileSync(join(folder, 'notes.txt'), 'x');
    writeFileSync(join(folder, 'hooks/a.yaml'), hook('one'));

    assert.equal(await next(), 'loaded a=one');
    assert.deepEqual(reports, []);
  });

  it('takes over what changed before it began to watch', async () => {
    await start(() => writeFileSync(join(folder, 'hooks/a.yaml'), hook('one')));

    assert.equal(await next(), 'loaded a=one');
  });

  it('does not wait for events that never end', async () => {
    await start();
    const busy = setInterval(() => writeFileSync(join(folder, 'busy.log'), String(performance.now())), 20);

    writeFileSync(join(folder, 'hooks/a.yaml'), hook('one'));
    const report = await next();
    clearInterval(busy);

    assert.equal(report, 'loaded a=one');
  });

  it('sees Kubernetes swap the folder of a ConfigMap', async () => {
    const version = (name: string, description: string) => {
      mkdirSync(join(folder, name, 'hooks'), { recursive: true });
      writeFileSync(join(folder, name, 'hookdoo.yaml'), SETTINGS);
      writeFileSync(join(folder, name, 'hooks/a.yaml'), hook(description));
    };
    rmSync(folder, { recursive: true });
    version('..v1', 'one');
    symlinkSync('..v1', join(folder, '..data'));
    symlinkSync('..data/hooks', join(folder, 'hooks'));
    symlinkSync('..data/hookdoo.yaml', join(folder, 'hookdoo.yaml'));
    await start();

    for (const [name, before, description] of [
      ['..v2', '..v1', 'two'],
      ['..v3', '..v2', 'three'],
    ] as const) {
      version(name, description);
      symlinkSync(name, join(folder, '..data_tmp'));
      renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
      rmSync(join(folder, before), { recursive: true });
      assert.equal(await next(), `loaded a=${description}`);
    }
  });

  it('sees a change of a file that is filled in', async () => {
    const secret = join(temp.folder, 'secret');
    writeFileSync(secret, '0123456789abcdef');
    writeFileSync(join(folder, 'hooks/a.yaml'), `${hook('one')}secret: "\${file:${secret}}"\n`);
    await start();

    writeFileSync(secret, 'fedcba9876543210');
    assert.equal(await next(), 'loaded a=one');
  });
});
