import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BUILT_IN } from '../../src/verify/presets/index.ts';

const text = readFileSync(path.join(import.meta.dirname, '../../docs/senders.md'), 'utf8');

/** The text under the heading of a preset. */
function section(name: string): string {
  return new RegExp(`^## ${name}\n(.*?)(?=^## |$(?![^]))`, 'ms').exec(text)?.[1] ?? '';
}

describe('docs/senders.md', () => {
  for (const [name, preset] of Object.entries(BUILT_IN)) {
    it(`says of ${name} what the preset knows, and what is not sure`, () => {
      const { about, waits, thin, unsure = [] } = preset;

      assert.ok(section(name).includes(`${about}.`));
      assert.match(section(name), new RegExp(`preset: ${name}[,}]`));
      assert.ok(text.includes(`| [${name}](#${name}) |`));
      assert.ok(text.includes(waits === undefined ? '| not known |' : `| ${waits} |`));
      assert.ok(thin === undefined || section(name).includes(`**Thin**: ${thin}.`));
      const marked = [...section(name).matchAll(/^\*\*Not sure\*\*: (.*)\.$/gm)].map((match) => match[1]);
      assert.deepEqual(marked, unsure);
    });
  }

  it('has no section for a preset that is not there', () => {
    const named = [...text.matchAll(/^## (.*)$/gm)].map((match) => match[1]);

    assert.deepEqual(named, Object.keys(BUILT_IN));
  });
});
