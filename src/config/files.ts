import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** One file of the configuration as it is on the disk. */
export interface ConfigFile {
  /** Its path, beginning with the folder as it was given. */
  file: string;
  /** The hook's name: the path under hooks/ without `.yaml`. Undefined for other files. */
  hook: string | undefined;
  /** The preset's name: the path under presets/ without `.yaml`. Undefined for other files. */
  preset?: string | undefined;
  /** Its text, or why there is none. */
  read: { text: string } | { fault: string };
}

/** hookdoo.yaml first, then every preset and every hook file by its path. Files whose names begin with a dot are passed over. */
export async function readFolder(folder: string): Promise<ConfigFile[]> {
  const settings = join(folder, 'hookdoo.yaml');
  const files: ConfigFile[] = [{ file: settings, hook: undefined, read: await readText(settings) }];
  for (const { file, name, read } of await filesUnder(folder, 'presets', 'preset')) {
    files.push({ file, hook: undefined, preset: name, read });
  }
  for (const { file, name, read } of await filesUnder(folder, 'hooks', 'hook')) {
    files.push({ file, hook: name, read });
  }
  return files;
}

type Named = Pick<ConfigFile, 'file' | 'read'> & { name: string };

async function filesUnder(folder: string, under: string, kind: string): Promise<Named[]> {
  const files: Named[] = [];
  for (const path of await yamlFiles(join(folder, under))) {
    const file = join(folder, under, path);
    const named = path.endsWith('.yaml');
    const read = named ? await readText(file) : { fault: `the name of a ${kind} file ends in .yaml; rename it` };
    files.push({ file, name: path.replace(/\.ya?ml$/i, ''), read });
  }
  return files;
}

async function readText(file: string): Promise<ConfigFile['read']> {
  try {
    return { text: await readFile(file, 'utf8') };
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { fault: missing ? 'there is no such file' : `the file cannot be read: ${String(error)}` };
  }
}

/** Paths under a folder, sorted, with `/` between their parts; none when the folder is not there. Links are followed, once each. */
async function yamlFiles(folder: string): Promise<string[]> {
  const paths: string[] = [];
  await collect(folder, '', new Set(), paths);
  return paths.sort();
}

async function collect(folder: string, prefix: string, seen: Set<string>, paths: string[]): Promise<void> {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined || seen.has(real)) {
    return;
  }
  seen.add(real);
  for (const name of await readdir(real)) {
    if (name.startsWith('.')) {
      continue;
    }
    // Without a kind it is a link that leads nowhere: reading it says so.
    const kind = await stat(join(real, name)).catch(() => undefined);
    if (kind?.isDirectory()) {
      await collect(join(real, name), `${prefix}${name}/`, seen, paths);
    } else if (/\.ya?ml$/i.test(name)) {
      paths.push(`${prefix}${name}`);
    }
  }
}
