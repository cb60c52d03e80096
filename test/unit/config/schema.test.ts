import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { configJsonSchema } from '../../../src/config/schema.ts';

const CONFIG = join(import.meta.dirname, '../../../config');

describe('the JSON Schemas for editors', () => {
  const { hookdoo, hook } = configJsonSchema();
  const ajv = new Ajv({ allErrors: true, validateFormats: false });

  it('accept the configuration that ships, ${…} and all', () => {
    const shipped = ['hookdoo.yaml', ...globSync('hooks/**/*.yaml', { cwd: CONFIG })];

    for (const file of shipped) {
      const validate = ajv.compile(file === 'hookdoo.yaml' ? hookdoo : hook);
      const content: unknown = parse(readFileSync(join(CONFIG, file), 'utf8'));
      assert.ok(validate(content), `${file}: ${ajv.errorsText(validate.errors)}`);
    }
  });

  it('find unknown keys and wrong values', () => {
    const validate = ajv.compile(hookdoo);

    for (const wrong of ['server: {prt: 1}', 'server: {port: x}', 'server: {limits: {time: 10}}', 'log: {level: x}']) {
      assert.equal(validate(parse(`${wrong}\nconnections: {a: {url: sandbox}}`)), false, wrong);
    }
    assert.equal(ajv.compile(hook)(parse('modle: res.partner')), false);
  });

  it('describe every key of hookdoo.yaml', () => {
    const missing: string[] = [];
    const visit = (path: string, schema: unknown) => {
      if (typeof schema !== 'object' || schema === null) {
        return;
      }
      for (const [key, inner] of Object.entries('properties' in schema ? (schema.properties ?? {}) : {})) {
        if (typeof inner === 'object' && !('description' in inner)) {
          missing.push(`${path}.${key}`);
        }
        visit(`${path}.${key}`, inner);
      }
      visit(`${path}.*`, 'additionalProperties' in schema ? schema.additionalProperties : undefined);
    };
    visit('', hookdoo);

    assert.deepEqual(missing, []);
  });
});
