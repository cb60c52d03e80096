import { z } from 'zod';
import { hookJsonSchema } from '../hook/hook-file.ts';
import { Settings } from './settings.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The JSON Schemas (draft-07) of hookdoo.yaml and of a hook file, for editors. */
export function configJsonSchema(): { hookdoo: JsonSchema; hook: JsonSchema } {
  const hookdoo = z.toJSONSchema(Settings, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
  return { hookdoo: fillable(hookdoo), hook: fillable(hookJsonSchema()) };
}

// An editor sees a value as it is written, not as it is filled in.
const PLACEHOLDER: JsonSchema = { type: 'string', pattern: '\\$\\{' };

/** Lets `${…}` stand wherever a value of one form is asked for. */
function fillable(schema: JsonSchema): JsonSchema {
  if (isForm(schema)) {
    const { description, default: preset, ...form } = schema;
    return {
      ...(description && { description }),
      ...(preset !== undefined && { default: preset }),
      anyOf: [form, PLACEHOLDER],
    };
  }
  const inner: JsonSchema = {};
  if (schema.properties !== undefined) {
    const keys = Object.entries(schema.properties);
    inner.properties = Object.fromEntries(keys.map(([name, value]) => [name, branch(value)]));
  }
  for (const key of ['anyOf', 'oneOf', 'allOf'] as const) {
    const list = schema[key];
    if (list !== undefined) {
      inner[key] = list.map(fillable);
    }
  }
  for (const key of ['items', 'additionalProperties'] as const) {
    const value = schema[key];
    if (value !== undefined && !Array.isArray(value)) {
      inner[key] = branch(value);
    }
  }
  return { ...schema, ...inner };
}

type Branch = z.core.JSONSchema._JSONSchema;

function branch(inner: Branch): Branch {
  return typeof inner === 'boolean' ? inner : fillable(inner);
}

function isForm({ type, pattern, enum: choices, const: only }: JsonSchema): boolean {
  const scalar = type === 'integer' || type === 'number' || type === 'boolean';
  return scalar || pattern !== undefined || choices !== undefined || only !== undefined;
}
