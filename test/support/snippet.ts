import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type Json, type JsonObject, parseJson } from '../../src/odoo/json.ts';

const folder = path.join(import.meta.dirname, 'snippets');

const Anything: z.ZodType<Json> = z.lazy(() =>
  z.union([
    z.null(),
    z.boolean(),
    z.bigint(),
    z.number(),
    z.string(),
    z.array(Anything),
    z.record(z.string(), Anything),
  ]),
);
const Values = z.record(z.string(), Anything);

/** A whole number of a snippet's file, all of which are read as bigints. */
const Major = z.bigint().transform(Number);

const SnippetFile = z.strictObject({
  /** The model of the automation rule, and of the hook. */
  model: z.string(),
  /** The target record of both; `default` for the one that Odoo fills in. */
  target_record: z.string().default('model.search([], limit=1)'),
  /** Records made before a run; `$name` stands for the id of the one that is called so, MARK for a text of the run's own. */
  setup: z.array(z.object({ as: z.string(), model: z.string(), values: Values })).default([]),
  /** Languages that must be active. */
  languages: z.array(z.string()).default([]),
  payload: Values,
  /** What the code raises at its end, as the last line of a Python traceback. */
  raises: z.string().optional(),
  /** The records to look at afterwards, by fields and paths of fields. */
  compare: z.array(z.object({ model: z.string(), where: z.array(Anything), fields: z.array(z.string()) })),
  /** Records that must have come out, where no server action can tell because its Odoo lacks a name the code uses. */
  expect: z.record(z.string(), z.array(Values)).default({}),
  /** The Odoo whose models have what the code uses. */
  since: Major.default(14),
  until: Major.default(99),
  /** The first Odoo whose server actions know all names the code uses. */
  studio_since: Major.default(14),
});

/** What an integrator has in a server action of type Execute Code, with a delivery for it. */
export type Snippet = z.infer<typeof SnippetFile> & { name: string; code: string };

/** All snippets that fit an Odoo of this major version. */
export function snippetsFor(version: number): Snippet[] {
  const names = readdirSync(folder).flatMap((file) => (file.endsWith('.py') ? [path.basename(file, '.py')] : []));
  return names.map(loadSnippet).filter(({ since, until }) => since <= version && version <= until);
}

export function loadSnippet(name: string): Snippet {
  const code = readFileSync(path.join(folder, `${name}.py`), 'utf8');
  return { ...SnippetFile.parse(parseJson(readFileSync(path.join(folder, `${name}.json`), 'utf8'))), name, code };
}

/** What Odoo 17 to 19 fill in as the target record of a new rule. */
export const DEFAULT_TARGET = "model.env[payload.get('_model')].browse(int(payload.get('_id')))";

export function targetOf({ target_record }: Snippet): string {
  return target_record === 'default' ? DEFAULT_TARGET : target_record;
}

/** The snippet as the content of a hook's YAML file, its code and its target record byte for byte. */
export function hookOf(snippet: Snippet): string {
  const indented = snippet.code.replace(/^(?=.)/gm, '      ');
  return `model: ${snippet.model}\ntarget_record: ${targetOf(snippet)}\nactions:\n  - run: |\n${indented}`;
}

/** The same with MARK and `$name` filled in. */
export function fill(json: Json, mark: string, ids: ReadonlyMap<string, bigint>): Json {
  if (typeof json === 'string') {
    return ids.get(json.slice(json.startsWith('$') ? 1 : json.length)) ?? json.replaceAll('MARK', mark);
  }
  if (Array.isArray(json)) {
    return json.map((item) => fill(item, mark, ids));
  }
  return typeof json === 'object' && json !== null ? fillObject(json, mark, ids) : json;
}

export function fillObject(json: JsonObject, mark: string, ids: ReadonlyMap<string, bigint>): JsonObject {
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key.replaceAll('MARK', mark), fill(value, mark, ids)]),
  );
}
