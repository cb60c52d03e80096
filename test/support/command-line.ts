import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { tempFolder } from './temp-folder.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const MAIN = path.join(ROOT, 'src/main.ts');
/** Node compiles the sources once, not in each of some eighty processes. */
const COMPILED = path.join(ROOT, 'node_modules/.cache/hookdoo-test');

const SETTINGS = `
server: {host: 127.0.0.1, port: 8070}
store: hookdoo.db
connections:
  odoo: {url: "\${ODOO_URL:-sandbox}", database: "\${ODOO_DATABASE:-}", login: "\${ODOO_LOGIN:-}", api_key: "\${ODOO_API_KEY:-}"}
`;

/** How a command ended. */
export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A folder of its own to run the command line in. */
export interface CommandLine {
  /** The folder; its configuration is in `config`. */
  folder: string;
  /** Writes a file, by its path in the folder. */
  write(file: string, content: string): void;
  /** Runs `hookdoo …` as a process of its own, with `input` on its standard input. */
  run(args: string[], options?: { input?: string; variables?: Record<string, string> }): Promise<Ran>;
  /** Starts `hookdoo …` and leaves it running. */
  start(args: string[], variables?: Record<string, string>): ChildProcessWithoutNullStreams;
  remove(): void;
}

/** Hooks, by their names, in a configuration of their own. */
export function commandLine(hooks: Record<string, string>, settings = SETTINGS): CommandLine {
  const temp = tempFolder();
  const write = (file: string, content: string) => {
    const target = path.join(temp.folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  };
  const start = (args: string[], variables: Record<string, string> = {}) =>
    spawn(process.execPath, [MAIN, ...args], {
      cwd: temp.folder,
      env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: COMPILED, ...variables },
    });
  write('config/hookdoo.yaml', settings);
  for (const [name, content] of Object.entries(hooks)) {
    write(`config/hooks/${name}.yaml`, content);
  }
  return {
    folder: temp.folder,
    write,
    start,
    async run(args, { input = '', variables } = {}) {
      const child = start(args, variables);
      // A command that reads nothing can be gone before its input is written.
      child.stdin.on('error', () => undefined).end(input);
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
      return { code, stdout, stderr };
    },
    remove: temp.remove,
  };
}
