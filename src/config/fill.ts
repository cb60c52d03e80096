import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Environment } from './env.ts';

/** Where the texts for `${…}` come from; keeps each file it read, by its absolute path, for one load of the configuration. */
export interface FillSource {
  environment: Environment;
  /** Relative paths in `${file:…}` start here. */
  folder: string;
  /** Undefined stands for a file that could not be read. */
  files: Map<string, string | undefined>;
}

/** One `${…}` of a text: `from`–`to` in the text as written became `at`–`at + length` of the filled text. */
export interface Fill {
  from: number;
  to: number;
  at: number;
  length: number;
  /** Said after a fault of the value: where it came from. Undefined for a literal `${`. */
  origin: string | undefined;
  /** The value, where it is none that stands in the file: it may be a secret. */
  secret: string | undefined;
}

export interface Filled {
  text: string;
  fills: Fill[];
  /** `${…}` that could not be filled in; `offset` counts UTF-16 units in the text as written. */
  faults: { offset: number; message: string }[];
}

const PLACEHOLDER = /\$\$\{|\$\{(?:file:(?<file>[^}]+)|(?<name>[A-Za-z_]\w*)(?::-(?<fallback>[^}]*))?)\}|(?<bad>\$\{)/g;

const NOT_A_PLACEHOLDER = 'this must be ${NAME}, ${NAME:-default} or ${file:/path}; write $${ for a literal ${';

/** Fills `${NAME}`, `${NAME:-default}` and `${file:/path}` into a text; `$${` is a literal `${`. Values are not filled in again. */
export function fill(written: string, source: FillSource): Filled {
  const result: Filled = { text: '', fills: [], faults: [] };
  let end = 0;
  for (const match of written.matchAll(PLACEHOLDER)) {
    const found = lookUp(match.groups ?? {}, source);
    const value = 'fault' in found ? match[0] : found.value;
    if ('fault' in found) {
      result.faults.push({ offset: match.index, message: found.fault });
    }
    result.text += written.slice(end, match.index);
    end = match.index + match[0].length;
    const origin = 'origin' in found ? found.origin : undefined;
    const secret = 'isSecret' in found ? value : undefined;
    result.fills.push({ from: match.index, to: end, at: result.text.length, length: value.length, origin, secret });
    result.text += value;
  }
  result.text += written.slice(end);
  return result;
}

/** The place in the text as written for a place in the filled text; a place inside a filled-in value is that of its `${`. */
export function writtenOffset(fills: readonly Fill[], offset: number): number {
  let shift = 0;
  for (const { from, to, at, length } of fills) {
    if (offset < at) {
      break;
    }
    if (offset < at + length) {
      return from;
    }
    shift = to - (at + length);
  }
  return offset + shift;
}

type LookUp = { value: string; origin?: string; isSecret?: true } | { fault: string };

function lookUp(groups: Record<string, string | undefined>, source: FillSource): LookUp {
  const { file, name, fallback, bad } = groups;
  if (bad !== undefined) {
    return { fault: NOT_A_PLACEHOLDER };
  }
  if (file !== undefined) {
    const text = readOnce(resolve(source.folder, file), source.files);
    const fault = `the file \`${file}\` cannot be read; give it, or correct its path`;
    return text === undefined ? { fault } : { value: text, origin: `filled in from ${file}`, isSecret: true };
  }
  if (name === undefined) {
    return { value: '${' };
  }
  const value = source.environment.variables[name];
  if (fallback !== undefined && (value === undefined || value === '')) {
    return { value: fallback, origin: `${name} is not set, so its default stands here` };
  }
  if (value === undefined) {
    return { fault: `the environment variable ${name} is not set; set it, or give a default: \${${name}:-default}` };
  }
  return { value, origin: `filled in from ${name}`, isSecret: true };
}

/** The file's text without the line end that closes it, as secrets are mounted by Docker and Kubernetes. */
function readOnce(path: string, files: Map<string, string | undefined>): string | undefined {
  if (!files.has(path)) {
    files.set(path, readText(path));
  }
  return files.get(path);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return undefined;
  }
}
