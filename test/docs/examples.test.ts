import assert from 'node:assert/strict';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../../src/config/load.ts';
import { formatProblem } from '../../src/errors.ts';
import { PUBLIC_KEY } from '../support/senders.ts';
import { tempFolder } from '../support/temp-folder.ts';

const ROOT = path.join(import.meta.dirname, '../..');

interface Example {
  where: string;
  text: string;
  /** Where its file would stand in the configuration. */
  folder: string;
}

const examples: Example[] = ['README.md', ...globSync('docs/*.md', { cwd: ROOT })].flatMap((file) => {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  return [...text.matchAll(/^```yaml( preset)?\n(.*?)^```/gms)].map((match) => ({
    where: `${file}:${text.slice(0, match.index).split('\n').length}`,
    text: match[2] ?? '',
    folder: match[1] === undefined ? 'hooks' : 'presets',
  }));
});

/** A configuration with the connections that a hook names. */
function settingsFor(hook: string): string {
  const named = [...hook.matchAll(/^(?: +|- \{| *\{|fetch: \{)?odoo: (\w+)/gm)].map((match) => match[1] ?? '');
  const connections = named.length === 0 ? ['odoo'] : [...new Set(named)];
  return `connections: {${connections.map((name) => `${name}: {url: sandbox}`).join(', ')}}\n`;
}

/** A value for each `${NAME}` without a default: it must do for a secret of any form, or be a public key. */
function variablesIn(text: string): Record<string, string> {
  const names = [...text.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return Object.fromEntries(names.map((name) => [name, name.endsWith('PUBLIC_KEY') ? PUBLIC_KEY : '00ff00ff00ff00ff']));
}

describe('the YAML in README and docs', () => {
  for (const { where, text, folder } of examples) {
    it(`passes the check: ${where}`, async () => {
      const temp = tempFolder();
      try {
        const isSettings = /^(connections|server):/m.test(text);
        mkdirSync(path.join(temp.folder, folder));
        writeFileSync(path.join(temp.folder, 'hookdoo.yaml'), isSettings ? text : settingsFor(text));
        if (!isSettings) {
          writeFileSync(path.join(temp.folder, folder, 'example.yaml'), text);
        }

        const loaded = await loadConfig(temp.folder, { variables: variablesIn(text), configFolder: undefined });

        assert.deepEqual('problems' in loaded ? loaded.problems.map(formatProblem) : [], []);
      } finally {
        temp.remove();
      }
    });
  }

  it('is there', () => {
    assert.ok(examples.length >= 4);
  });
});

describe('the links in README and docs', () => {
  for (const file of ['README.md', ...globSync('docs/*.md', { cwd: ROOT })]) {
    it(`lead somewhere: ${file}`, () => {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      const targets = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '');

      const missing = targets.filter(
        (target) => globSync(path.join(path.dirname(file), target), { cwd: ROOT }).length === 0,
      );

      assert.deepEqual(missing, []);
    });
  }
});
