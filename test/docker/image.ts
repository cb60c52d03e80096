import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What a Dockerfile's last stage makes, in a folder instead of an image: absolute paths lie under `root`. */
export interface Image {
  root: string;
  workdir: string;
  env: Record<string, string>;
  user: string;
  healthcheck: string[];
  entrypoint: string[];
  cmd: string[];
  stopSignal: string;
}

/** The user `node` of the official images. */
const NODE_USER = '1000';

/** Where an absolute path of the image lies on this machine. */
export function inRoot(root: string, text: string): string {
  return text.startsWith('/') ? join(root, text) : text;
}

/**
 * Starts a command in the image: its environment, folder and user, and nothing of this machine's environment.
 * Only root can become another user; for anyone else it runs as who they are.
 */
export function start(image: Image, command: string[], env: Record<string, string> = {}): ChildProcess {
  const isRoot = process.getuid?.() === 0;
  const asUser =
    isRoot && image.user === 'node' ? ['setpriv', '--reuid', NODE_USER, '--regid', NODE_USER, '--clear-groups'] : [];
  const [file = '', ...args] = [...asUser, ...command.map((argument) => inRoot(image.root, argument))];
  const paths = Object.entries(image.env).map(([name, value]) => [name, inRoot(image.root, value)]);
  return spawn(file, args, {
    cwd: inRoot(image.root, image.workdir),
    env: { ...Object.fromEntries(paths), PATH: `${join(image.root, 'usr/local/bin')}:/usr/bin:/bin`, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export interface Ended {
  status: number | null;
  output: string;
}

/** Waits for the end of a process and gives all that it wrote. */
export async function ended(child: ChildProcess): Promise<Ended> {
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await once(child, 'close');
  return { status: child.exitCode, output };
}
