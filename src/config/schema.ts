import { z } from 'zod';
import { hookJsonSchema } from '../hook/hook.ts';
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
  for (const key of ['properties', 'definitions'] as const) {
    const { [key]: named } = schema;
    if (named !== undefined) {
      inner[key] = Object.fromEntries(Object.entries(named).map(([name, value]) => [name, branch(value)]));
    }
  }
  for (const key of ['anyOf', 'oneOf', 'allOf'] as const) {
    const { [key]: list } = schema;
    if (list !== undefined) {
      inner[key] = list.map(branch);
    }
  }
  for (const key of ['items', 'additionalProperties'] as const) {
    const { [key]: value } = schema;
    if (value !== undefined && !Array.isArray(value)) {
      inner[key] = branch(value);
    }
  }
  return { ...schema, ...inner };
}

function branch(inner: z.core.JSONSchema._JSONSchema): z.core.JSONSchema._JSONSchema {
  return typeof inner === 'boolean' ? inner : fillable(inner);
}

function isForm({ type, pattern, enum: choices, const: only }: JsonSchema): boolean {
  const scalar = type === 'integer' || type === 'number' || type === 'boolean';
  return scalar || pattern !== undefined || choices !== undefined || only !== undefined;
}
