import assert from 'node:assert/strict';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../../src/config/load.ts';
import { formatProblem } from '../../src/errors.ts';
import { tempFolder } from '../support/temp-folder.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const SETTINGS = 'connections: {odoo: {url: sandbox}}\n';

interface Example {
  where: string;
  text: string;
}

const examples: Example[] = ['README.md', ...globSync('docs/*.md', { cwd: ROOT })].flatMap((file) => {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  return [...text.matchAll(/^```yaml\n(.*?)^```/gms)].map((match) => ({
    where: `${file}:${text.slice(0, match.index).split('\n').length}`,
    text: match[1] ?? '',
  }));
});

describe('the YAML in README and docs', () => {
  for (const { where, text } of examples) {
    it(`passes the check: ${where}`, async () => {
      const temp = tempFolder();
      try {
        const isSettings = /^(connections|server):/m.test(text);
        mkdirSync(path.join(temp.folder, 'hooks'));
        writeFileSync(path.join(temp.folder, 'hookdoo.yaml'), isSettings ? text : SETTINGS);
        if (!isSettings) {
          writeFileSync(path.join(temp.folder, 'hooks/example.yaml'), text);
        }

        const named = [...text.matchAll(/\$\{(\w+)\}/g)].map((match) => [match[1] ?? '', 'example']);

        const loaded = await loadConfig(temp.folder, {
          variables: Object.fromEntries(named),
          configFolder: undefined,
        });

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
