import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Problem } from '../errors.ts';
import type { Hook } from '../hook/hook.ts';
import { checkShape } from '../hook/issue.ts';
import type { ConnectionSettings } from '../odoo/connection.ts';
import type { Environment } from './env.ts';
import { type ConfigFile, readFolder } from './files.ts';
import type { FillSource } from './fill.ts';
import { readHooks } from './hooks.ts';
import { notAllowed } from './not-allowed.ts';
import { checkPresets } from './presets.ts';
import { inOrder, toProblem } from './problem.ts';
import { type ServerSettings, Settings } from './settings.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

/** A whole sound configuration. */
export interface Config {
  folder: string;
  server: ServerSettings;
  /** The absolute path of the SQLite file. */
  store: string;
  log: Settings['log'];
  keep: Settings['keep'];
  connections: Map<string, ConnectionSettings>;
  /** In the order of their names. */
  hooks: Hook[];
}

/** What was read from the disk, sound or not. */
export interface Reading {
  folder: string;
  /** Differs whenever a file that was read differs, also one that `${file:…}` names. */
  hash: string;
  /** The absolute paths that `${file:…}` names. */
  filledFrom: string[];
}

/** `store` is where the deliveries are, when hookdoo.yaml itself is sound: what was received can be looked at all the same. */
export type Loaded = Reading & ({ config: Config } | { problems: Problem[]; store: string | undefined });

/**
 * Reads and checks the whole folder; gives the configuration, or every problem of every file. Between two files it lets other work
 * go on, so that a reload of many hooks does not hold up requests.
 */
export async function loadConfig(folder: string, environment: Environment): Promise<Loaded> {
  const source: FillSource = { environment, folder, files: new Map() };
  const files = await readFolder(folder);
  const problems: Problem[] = [];
  const yamls = new Map<string | undefined, YamlFile>();
  const presets = new Map<string, YamlFile>();
  for (const { file, hook, preset, read } of files) {
    const yaml = 'text' in read ? readYaml(file, read.text, source) : { problems: [atStart(file, read.fault)] };
    if ('problems' in yaml) {
      problems.push(...yaml.problems);
    } else if (preset === undefined) {
      yamls.set(hook, yaml.yaml);
    } else {
      presets.set(preset, yaml.yaml);
    }
    await setImmediate();
  }
  const settings = readSettings(yamls.get(undefined));
  const hooks = await readHooks(yamls, presets, settings);
  problems.push(...settings.problems, ...checkPresets(presets), ...hooks.problems);
  problems.push(...notAllowed(hooks.hooks, settings.value?.connections ?? new Map()));

  const reading: Reading = { folder, hash: hashOf(files, source), filledFrom: [...source.files.keys()] };
  const store = settings.value && resolve(folder, '..', settings.value.store);
  if (problems.length > 0 || settings.value === undefined || store === undefined) {
    return { ...reading, problems: inOrder(problems), store };
  }
  return { ...reading, config: { folder, ...settings.value, store, hooks: hooks.hooks } };
}

/** What hookdoo.yaml says, as far as it can be told. */
export interface SettingsRead {
  value?: Settings;
  /** The names of the connections; undefined when not even these can be told. */
  connections: string[] | undefined;
  problems: Problem[];
}

function readSettings(yaml: YamlFile | undefined): SettingsRead {
  if (yaml === undefined) {
    return { connections: undefined, problems: [] };
  }
  const checked = checkShape(Settings, yaml.content);
  if ('value' in checked) {
    return { value: checked.value, connections: [...checked.value.connections.keys()], problems: [] };
  }
  const { content } = yaml;
  const named = isMap(content) && isMap(content.connections) ? Object.keys(content.connections) : undefined;
  return { connections: named, problems: checked.issues.map((issue) => toProblem(issue, yaml)) };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function atStart(file: string, message: string): Problem {
  return { file, line: 1, column: 1, message };
}

function hashOf(files: ConfigFile[], source: FillSource): string {
  const read = [files.map(({ file, read }) => [file, read]), [...source.files]];
  return createHash('sha256').update(JSON.stringify(read)).digest('hex');
}
