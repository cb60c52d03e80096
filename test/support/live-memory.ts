import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServedProcess } from './served-process.ts';
import { until } from './until.ts';

/** For NODE_OPTIONS of a program whose live memory is to be asked for. */
export const TELLS_LIVE_MEMORY = `--import=${pathToFileURL(path.join(import.meta.dirname, 'tell-live-memory.ts')).href}`;

/** What the program holds on to, in megabytes: its heap and buffers when all that can be let go of is gone. */
export async function liveMegabytes({ pid, folder }: ServedProcess): Promise<number> {
  const file = path.join(folder, 'live-memory');
  rmSync(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  await until(() => existsSync(file));
  return Math.round(Number(readFileSync(file, 'utf8')) / 1024 ** 2);
}
