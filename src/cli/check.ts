import type { Command } from 'commander';
import { formatProblem } from '../errors.ts';
import { type CommonOptions, EXIT, type ExitCode, exiting, newCommand } from './command.ts';
import { readConfig } from './configuration.ts';
import { count, paint, say } from './terminal.ts';

export function checkCommand(): Command {
  return newCommand('check', 'Finds every fault in the configuration, as `serve` would.').action(exiting(check));
}

async function check({ config: folder, json }: CommonOptions): Promise<ExitCode> {
  const loaded = await readConfig(folder);
  const problems = 'problems' in loaded ? loaded.problems : [];
  if (json) {
    say(JSON.stringify({ problems }));
  } else if ('config' in loaded) {
    const { hooks, connections } = loaded.config;
    say(`${count(hooks.length, 'hook')}, ${count(connections.size, 'connection')}: no problems`);
  } else {
    for (const problem of problems) {
      say(formatProblem(problem));
    }
    say(paint('red', count(problems.length, 'problem')));
  }
  return problems.length === 0 ? EXIT.good : EXIT.faults;
}
