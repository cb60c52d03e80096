import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '../../src');
const MOST_LINES = 350;
const MOST_SANDBOX_LINES = 800;

/** What each room may import from, beside itself. What stands in no room (errors.ts, log.ts …) is for all. */
const MAY_IMPORT: Record<string, string[]> = {
  main: ['cli', 'app'],
  cli: [
    'app',
    'connections',
    'config',
    'http',
    'work',
    'hook',
    'records',
    'expression',
    'odoo',
    'deliveries',
    'verify',
    'outgoing',
    'sandbox',
  ],
  app: ['connections', 'config', 'http', 'work', 'verify', 'deliveries', 'hook', 'odoo', 'outgoing'],
  connections: ['config', 'odoo', 'sandbox'],
  config: ['hook', 'odoo', 'verify', 'outgoing'],
  http: ['work', 'hook', 'verify', 'deliveries'],
  work: ['hook', 'verify', 'deliveries', 'odoo', 'expression', 'outgoing'],
  hook: ['records', 'expression', 'odoo', 'verify', 'outgoing'],
  records: ['expression', 'odoo'],
  expression: [],
  odoo: [],
  outgoing: [],
  verify: [],
  deliveries: [],
  sandbox: ['odoo'],
};
const FOR_ALL = ['errors.ts', 'log.ts', 'printable.ts', 'did-you-mean.ts', 'duration.ts', 'bounded-map.ts'];

interface Source {
  path: string;
  room: string;
  lines: number;
  imports: string[];
  packages: string[];
}

const sources: Source[] = globSync('**/*.ts', { cwd: ROOT }).map((path) => {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const named = [...text.matchAll(/^(?:import|export)[^;]*? from '([^']+)'/gm)].map((match) => match[1] ?? '');
  return {
    path,
    room: roomOf(path),
    lines: text.split('\n').length - 1,
    imports: named.filter((name) => name.startsWith('.')).map((name) => normalize(join(dirname(path), name))),
    packages: named.filter((name) => !name.startsWith('.')),
  };
});

function roomOf(path: string): string {
  return path.split('/')[0]?.replace(/\.ts$/, '') ?? '';
}

describe('the rooms of src', () => {
  it('import only in the directions of the table', () => {
    const wrong = sources.flatMap(({ path, room, imports }) =>
      imports
        .filter((target) => !FOR_ALL.includes(target) && roomOf(target) !== room)
        .filter((target) => !(MAY_IMPORT[room] ?? []).includes(roomOf(target)))
        .map((target) => `${path} imports ${target}`),
    );

    assert.deepEqual(wrong, []);
  });

  it('are all in the table', () => {
    const unknown = sources
      .map(({ room }) => room)
      .filter((room) => !(room in MAY_IMPORT) && !FOR_ALL.includes(`${room}.ts`));

    assert.deepEqual([...new Set(unknown)], []);
  });

  it('keep what is for one room alone: Koa, axios, SQL, the environment', () => {
    const uses = (name: string) =>
      sources
        .filter(({ packages }) => packages.some((used) => used === name || used.startsWith(`${name}/`)))
        .map(({ room }) => room);
    const readsEnvironment = globSync('**/*.ts', { cwd: ROOT }).filter(
      (path) =>
        /process\.env\b(?!\.)/.test(readFileSync(join(ROOT, path), 'utf8')) ||
        /process\.env\.(?!NO_COLOR)/.test(readFileSync(join(ROOT, path), 'utf8')),
    );

    assert.deepEqual([...new Set([...uses('koa'), ...uses('@koa/router')])], ['http']);
    assert.deepEqual([...new Set(uses('axios'))].sort(), ['odoo', 'outgoing']);
    assert.deepEqual([...new Set(uses('node:sqlite'))], ['deliveries']);
    assert.deepEqual(readsEnvironment, [join('config', 'env.ts')]);
  });

  it('have small files', () => {
    const long = sources.filter(({ lines }) => lines > MOST_LINES).map(({ path, lines }) => `${path}: ${lines}`);
    const lengths = sources.map(({ lines }) => lines).sort((a, b) => a - b);

    assert.deepEqual(long, []);
    assert.ok((lengths[Math.floor(lengths.length / 2)] ?? 0) < 100, 'the median is under 100 lines');
  });

  it('have a sandbox that stays small', () => {
    const lengths = sources.filter(({ room }) => room === 'sandbox').map(({ lines }) => lines);

    const all = lengths.reduce((sum, lines) => sum + lines, 0);

    assert.ok(lengths.length > 0 && all < MOST_SANDBOX_LINES, `src/sandbox has ${all} lines`);
  });

  it('have no cycles', () => {
    const graph = new Map(sources.map(({ path, imports }) => [path, imports]));
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (path: string, trail: string[]): void => {
      if (trail.includes(path)) {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
        return;
      }
      if (!done.has(path)) {
        for (const next of graph.get(path) ?? []) {
          walk(next, [...trail, path]);
        }
        done.add(path);
      }
    };

    for (const path of graph.keys()) {
      walk(path, []);
    }

    assert.deepEqual(
      cycles.filter((cycle) => !onlyTypes(cycle)),
      [],
    );
  });
});

/** A cycle that one `import type` closes does not exist when the program runs. */
function onlyTypes(cycle: string): boolean {
  const steps = cycle.split(' → ');
  return steps.slice(1).some((target, index) => {
    const from = steps[index] ?? '';
    const text = readFileSync(join(ROOT, from), 'utf8');
    const name = relative(dirname(from), target).replace(/^(?!\.)/, './');
    const all = [
      ...text.matchAll(new RegExp(`^(import|export)( type)?[^;]*? from '${name.replaceAll('.', '\\.')}'`, 'gm')),
    ];
    return all.length > 0 && all.every((match) => match[2] !== undefined);
  });
}
